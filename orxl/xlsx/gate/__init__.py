"""The gate: the new workbook is the old one plus the declared edits and nothing else."""

from __future__ import annotations

from orxl.xlsx.gate.book import check

__all__ = ["check"]
