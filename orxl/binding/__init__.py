"""Cells ↔ models: finds the layout's tables in a snapshot and reads their rows as records.

Every value keeps the cell it came from, so that a finding can say where.
"""

from orxl.binding.bind import bind
from orxl.binding.book import BoundBook, BoundRow, BoundTable
from orxl.binding.convert import Problem, ProblemKind
from orxl.binding.lacking import Lack, Part, lacking
from orxl.binding.places import Placed
from orxl.binding.words import cell_by_words

__all__ = [
    "BoundBook",
    "BoundRow",
    "BoundTable",
    "Lack",
    "Part",
    "Placed",
    "Problem",
    "ProblemKind",
    "bind",
    "cell_by_words",
    "lacking",
]
