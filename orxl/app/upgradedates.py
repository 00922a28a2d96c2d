"""The deadlines that older workbooks were shipped with and that the paper never gave.

Up to layout 3 every measure and target came with the year's last day as its deadline. An upgrade
takes those away, and only those: a row that staff added, or a day that they set, stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from orxl.app.upgradesteps import Step, What
from orxl.binding import BoundBook, BoundRow
from orxl.core import nb
from orxl.core.edits import SetCell, present
from orxl.core.values import BLANK
from orxl.layout.names import MEASURES, TARGETS
from orxl.programme.models import Measure, Target

LAST: Final = 3
"""The last version of the layout whose workbooks were shipped with them."""
SHIPPED_DAY: Final = date(2026, 12, 31)
_SHIPPED: Final = (
    "1.1:3+3 1.2:1+1 1.3:2+1 1.4:1+1 1.5:2+2 1.6:3+3 2.1.1:3+2 2.1.2:3+2 2.1.3:4+2 2.1.4:5+3 "
    "2.2.1:3+1 2.2.2:3+1 2.3.1:4+2 2.3.2:3+2 2.3.3:1+2 2.3.4:1+1 2.4.1:2+1 2.4.2:1+1 3.1.1:3+2 "
    "3.1.2:2+2 3.2.1:3+2 3.2.2:2+1 3.2.3:1+1 3.3.1:2+1 3.3.2:4+1 3.4.1:2+2 3.4.2:3+1 3.4.3:2+1 "
    "3.4.4:1+1 3.5.1:2+1 3.5.2:1+1"
)
"""The measures that were shipped, each with its numbers of result and effect targets."""


def shipped_keys() -> frozenset[str]:
    """The numbers of the shipped measures and the ids of their targets."""
    keys = set()
    for entry in _SHIPPED.split():
        number, counts = entry.split(":")
        keys.add(number)
        for letter, count in zip("RE", counts.split("+"), strict=True):
            keys |= {f"{number}-{letter}{i}" for i in range(1, int(count) + 1)}
    return frozenset(keys)


def deadlines(now: BoundBook, version: int) -> Iterator[Step]:
    """The deadlines to take away from a workbook of layout *version*: a step for each sheet."""
    if version > LAST or now.layout.year != SHIPPED_DAY.year:
        return
    shipped = shipped_keys()
    for table, words in ((MEASURES, ("tiltak", "tiltak")), (TARGETS, ("mål", "mål"))):
        found = [
            (row, key)
            for row in (now.rows(table) if table in now.tables else ())
            if (key := _invented(row)) in shipped
        ]
        if found:
            yield _taken_away(now, table, found, words)


def _invented(row: BoundRow) -> str:
    """The key of a row that is due on the shipped day; ``""`` for any other."""
    record = row.record
    if "deadline" not in row.cells or not isinstance(record, Measure | Target):
        return ""
    if record.deadline != SHIPPED_DAY:
        return ""
    return record.number if isinstance(record, Measure) else record.target_id


def _taken_away(
    now: BoundBook, table: str, found: Sequence[tuple[BoundRow, str]], words: tuple[str, str]
) -> Step:
    edits = []
    for row, _ in found:
        cell = row.cells["deadline"]
        edits.append(SetCell(cell, BLANK, expected=present(now.book.cell(cell))))
    names = nb.listed([key for _, key in found])
    text = (
        f"Fristen {nb.day(SHIPPED_DAY)} tømmes for {nb.counted(len(found), *words)}; den sto i "
        f"boken fra starten, og saken oppgir den ikke. Det gjelder {names}."
    )
    return Step(What.DEADLINE, now.tables[table].table.sheet, edits[0].cell.a1, text, tuple(edits))
