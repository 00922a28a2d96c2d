"""The declarative map of the workbook: the single source of its sheets, columns and formulas."""

from orxl.layout.model import (
    NUMBER_FORMATS,
    Column,
    Fixed,
    Grid,
    Kind,
    Layout,
    NamedCell,
    SheetSpec,
    TableSpec,
)
from orxl.layout.workbook import layout_for

__all__ = [
    "NUMBER_FORMATS",
    "Column",
    "Fixed",
    "Grid",
    "Kind",
    "Layout",
    "NamedCell",
    "SheetSpec",
    "TableSpec",
    "layout_for",
]
