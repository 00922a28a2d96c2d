"""What an upgrade does, as values: each step with the sentence that the user is shown."""

from __future__ import annotations

from enum import Enum

from orxl.binding import BoundTable
from orxl.core import nb
from orxl.core.edits import Edit
from orxl.core.grafts import Amendment, Graft, Tidying
from orxl.core.light import dataclass
from orxl.core.refs import CellRef


class What(Enum):
    """What kind of thing a step brings."""

    HEADER = "overskrift"
    LABEL = "radnavn"
    MOVE = "flytting"
    ROW = "rad"
    SHEET = "ark"
    TABLE = "tabell"
    COLUMN = "kolonne"
    CELL = "celle"
    FORMULA = "formel"
    NAME = "navn"
    DEADLINE = "frist"
    LOOK = "utseende"


Act = Edit | Graft | Amendment | Tidying


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that an upgrade does: where, the sentence for it, and the acts that do it."""

    what: What
    sheet: str
    place: str
    text: str
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell that the layout has changed and that stays, because staff have written in it."""

    cell: CellRef
    text: str


def in_table(bound: BoundTable) -> str:
    """Which table of its sheet, where there are several."""
    return f" i tabellen {nb.quoted(bound.spec.name)}" if len(bound.sheet.tables) > 1 else ""
