"""Saving without risk, and who has the workbook open."""
