"""The declarative map of the workbook: the single source of its sheets, columns and formulas."""

from orxl.layout.kinds import NUMBER_FORMATS, Kind, Level
from orxl.layout.model import Fixed, Layout, NamedCell, SheetSpec
from orxl.layout.tables import Column, Grid, Row, TableSpec
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
    "Level",
    "NamedCell",
    "Row",
    "SheetSpec",
    "TableSpec",
    "layout_for",
]
