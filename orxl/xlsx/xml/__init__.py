"""One part of XML: its text, its elements as spans of bytes, and as trees of lxml."""
