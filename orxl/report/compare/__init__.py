"""Tells what differs between two versions: in words, as a page and as JSON."""
