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
from orxl.layout.version import VERSION, VERSION_NAME
from orxl.layout.workbook import layout_for

__all__ = [
    "NUMBER_FORMATS",
    "VERSION",
    "VERSION_NAME",
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
