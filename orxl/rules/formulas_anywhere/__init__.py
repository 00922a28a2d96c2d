"""Checks of formulas in any workbook: what the sheets' own patterns say, without a layout."""
