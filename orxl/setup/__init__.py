"""The button in Excel: what it needs on a PC, and how that is put in place."""
