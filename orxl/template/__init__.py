"""Builds a new workbook from the layout and a programme, with openpyxl."""

from orxl.template.build import build

__all__ = ["build"]
