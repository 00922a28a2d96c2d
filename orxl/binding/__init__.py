"""Cells ↔ models: finds the layout's tables in a snapshot and reads their rows as records.

Every value keeps the cell it came from, so that a finding can say where.
"""

from orxl.binding.bind import BoundBook, BoundRow, BoundTable, bind
from orxl.binding.convert import Problem, ProblemKind
from orxl.binding.lacking import Lack, Part, lacking

__all__ = [
    "BoundBook",
    "BoundRow",
    "BoundTable",
    "Lack",
    "Part",
    "Problem",
    "ProblemKind",
    "bind",
    "lacking",
]
