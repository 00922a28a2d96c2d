"""The one way in for every import: read a file, plan what it changes, nothing written yet.

An import is a small object with the two steps that are its own; everything else (the preview, the
effects, the question, the one write through the gate, the log) is :mod:`orxl.app.imports.run`'s.
"""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from orxl.app.imports.files import SourceFile
from orxl.binding import BoundTable
from orxl.core.edits import Edit
from orxl.core.errors import RefusedEdit
from orxl.core.light import dataclass
from orxl.report.imports.values import Change, Problem, Tally, Total
from orxl.rules.kit.view import View

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Another state of the book to show the effect for: made in a copy, never written."""

    case: str
    """In words: «Hvis Folketallsdato settes til 1.1.2026»."""
    edits: tuple[Edit, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an import would do to a workbook.

    With ``problems`` nothing is written. Without ``edits`` there is nothing to do.
    """

    changes: tuple[Change, ...]
    edits: tuple[Edit, ...]
    words: str
    """For the log, after the file's name and digest: «357 tall lest, 357 nye.»"""
    read_as: str = ""
    problems: tuple[Problem, ...] = ()
    tallies: tuple[Tally, ...] = ()
    """The account of what was read; :mod:`run` refuses one that does not add up."""
    totals: tuple[Total, ...] = ()
    checks: tuple[str, ...] = ()
    what_ifs: tuple[WhatIf, ...] = ()


def table_of(view: View, name: str) -> BoundTable:
    """The table *name* in *view*. Raises RefusedEdit where it is missing or changed."""
    table = view.bound.tables.get(name)
    if table is None or table.missing:
        sheet, _ = view.bound.layout.tables[name]
        raise RefusedEdit(f"Tabellen på arket {sheet.name} mangler eller er endret.")
    return table


class Import(Protocol, Generic[R]):
    """A kind of import: ``folketall``, ``medlemmer``, ``regnskap``."""

    @property
    def name(self) -> str:
        """What it is called on the command line and in the log."""

    def read(self, file: SourceFile) -> R:
        """The file as validated records with their places; knows nothing of the workbook.

        Raises BadSource, UnreadableFile where nothing of it can be used.
        """

    def plan(self, reading: R, view: View) -> Plan:
        """What *reading* changes in the workbook that *view* is of. Raises OrxlError."""
