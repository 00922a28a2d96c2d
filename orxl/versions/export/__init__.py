"""A workbook's tables as a data package: tidy tables, a descriptor, and back. Pure functions."""
