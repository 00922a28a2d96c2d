"""The button: what it can do, and its shape on a sheet as a value."""

from __future__ import annotations

from enum import StrEnum

from orxl.core.light import dataclass
from orxl.core.refs import Range


class ButtonTask(StrEnum):
    """What the button in Excel does; no longer than the cell on «Forside» that holds it."""

    CHECK = "Beregn og kontroller"
    EXPLAIN = "Forklar merket celle"
    FETCH_POPULATION = "Hent folketall fra SSB"
    POPULATION = "Importer folketall"
    MEMBERS = "Importer medlemmer"
    ACCOUNTS = "Importer regnskap"
    GRANTS = "Importer tilskudd"
    FEES = "Lag kontingentliste"
    CASE = "Lag saksdokument"
    STATUS = "Lag statusrapport"
    COMPARE = "Sammenlign med vedtatt"
    BACKUP = "Hent sikkerhetskopi"


@dataclass(frozen=True, slots=True)
class Button:
    """A shape with a ``caption`` over the cells of ``place``; a click runs ``macro``.

    ``project`` is the VBA project that has the macro, as it comes into the workbook.
    """

    place: Range
    caption: str
    macro: str
    project: bytes
    ribbon: bytes = b""
    """The part that gives the ribbon a tab, as it comes into the workbook; empty where none."""
