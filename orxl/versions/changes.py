"""What differs between two versions of a workbook, as values."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from orxl.core.edits import Content
from orxl.core.light import dataclass
from orxl.core.refs import CellRef


class Kind(StrEnum):
    """What kind of change it is; the word that JSON has for it."""

    SHEET_ADDED = "ark nytt"
    SHEET_REMOVED = "ark borte"
    SHEET_RENAMED = "ark nytt navn"
    SHEET_MOVED = "ark flyttet"
    SHEET_STATE = "ark skjult eller vist"
    SHEET_PROTECTION = "arkbeskyttelse"
    TABLE_ADDED = "tabell ny"
    TABLE_REMOVED = "tabell borte"
    TABLE_RENAMED = "tabell nytt navn"
    COLUMN_ADDED = "kolonne ny"
    COLUMN_REMOVED = "kolonne borte"
    COLUMN_MOVED = "kolonne flyttet"
    COLUMN_RENAMED = "kolonne nytt navn"
    COLUMN_FORMULA = "kolonneformel"
    """The formula that a table fills new rows with."""
    ROW_ADDED = "rad ny"
    ROW_REMOVED = "rad borte"
    ROW_MOVED = "rad flyttet"
    ROWS_SWAPPED = "rader byttet plass"
    ROWS_SORTED = "rader sortert"
    ROW_RENAMED = "rad ny nøkkel"
    VALUE = "verdi"
    FORMULA = "formel"
    """A formula that is another, came where a value stood, or was written over."""
    RESULT = "resultat"
    """What a formula gives is another, though the formula is the same."""
    NAME_ADDED = "navn nytt"
    NAME_REMOVED = "navn borte"
    NAME_CHANGED = "navn endret"
    COMMENT_ADDED = "kommentar ny"
    COMMENT_REMOVED = "kommentar borte"
    COMMENT_CHANGED = "kommentar endret"
    MERGED = "sammenslåtte celler"
    HIDDEN_ROWS = "rader skjult eller vist"
    HIDDEN_COLUMNS = "kolonner skjult eller vist"
    SETTING = "innstilling"
    BESIDE = "annet i arket"
    """What a sheet holds beside its cells: drop-down lists, charts, conditional formats, …"""
    SPELLING = "skrivemåte"
    """A formula that means the same and is written otherwise."""
    LOOKS = "utseende"


QUIET: Final = frozenset({Kind.SPELLING, Kind.LOOKS})
"""What is told only when asked for: it changes no content."""


@dataclass(frozen=True)
class Change:
    """One thing that differs. Sheets, rows and columns are called as after, if they are there."""

    kind: Kind
    sheet: str = ""
    table: str = ""
    """The table's name; ``""`` outside the tables."""
    row: str = ""
    """What the row is called, by the key that the layout gives it."""
    column: str = ""
    """The column's header."""
    before: CellRef | None = None
    after: CellRef | None = None
    old: Content | None = None
    """None where there was nothing of the kind, or it is no cell's content."""
    new: Content | None = None
    name: str = ""
    """The name, of a defined name, a table, a setting or what else has one."""
    cells: tuple[tuple[CellRef | None, CellRef | None], ...] = ()
    """All cells of a change that is one in several, as a formula filled down."""
    contents: tuple[tuple[str, Content], ...] = ()
    """What a row that came or went holds, by header or column letter."""
    follows: str = ""
    """What it follows from, where it is no change of its own: ``inndata`` (what the formula rests
    on has changed), ``nøkkel`` (a row it names has got another key), ``rad`` (the row that it
    belongs to came or went), ``kontroll`` (a run of orxl wrote it), ``tid`` (the formula reads the
    clock) or ``ikke beregnet`` (one of the files has no value there)."""

    @property
    def own(self) -> bool:
        """Whether it is a change in itself, and no consequence of another one."""
        return not self.follows

    @property
    def at(self) -> CellRef | None:
        """Where it is now; where it was, of what is gone."""
        return self.before if self.after is None else self.after
