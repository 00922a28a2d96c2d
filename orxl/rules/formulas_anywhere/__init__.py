"""Checks of formulas in any workbook. Codes A001 and up; what they share is in ``rules.sheets``."""
