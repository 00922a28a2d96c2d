"""The zip and the package in it: parts, content types and relationships."""

from __future__ import annotations

from orxl.xlsx.package.parts import Package, SheetPart, is_true, relationships_part

__all__ = ["Package", "SheetPart", "is_true", "relationships_part"]
