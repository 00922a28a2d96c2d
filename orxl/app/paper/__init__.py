"""Papers from a workbook: the board paper, and what the reports share."""
