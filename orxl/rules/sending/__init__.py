"""Checks before sending: what the file holds beside its figures. Codes U001 and up."""
