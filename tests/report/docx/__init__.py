"""Papers as DOCX, read with python-docx and with the standard library alone."""
