"""orxl: read, check, recalculate and write back a programme and budget workbook."""

__version__ = "0.1.0"
