"""What comes from outside the workbook: the text source it is first built from, and imports."""
