"""The rows that the last run put on record, and those of them that are gone.

The record is the text in «Radene sist» on «Endret siden sist»: the keys of a table's rows in their
order, and after them those that are «(borte)». A run never takes such a key out of it by itself:
only somebody's word does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from orxl.binding import BoundRow
from orxl.core.edits import Edit, SetCell
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value, same_value
from orxl.layout.names import ROWS
from orxl.layout.row_record import KEYS
from orxl.rules.kit.view import View
from orxl.rules.shared.table_keys import as_code, same

GONE: Final = "F015"
"""The rule that tells of rows on record that are gone."""
BETWEEN, _WITHIN, _LOST = " | ", " – ", " (borte)"
_LONGEST: Final = 32_000
"""What a cell can hold, and a little less."""


@dataclass(frozen=True)
class Kept:
    """The record of one table: its row on the sheet, and the keys of the rows then and now."""

    table: str
    sheet: str
    row: BoundRow
    then: tuple[str, ...]
    """The keys of the rows at the last run."""
    lost: tuple[str, ...]
    """The keys that were gone at the last run, and that nobody has confirmed."""
    now: tuple[str, ...]

    @property
    def gone(self) -> tuple[str, ...]:
        """The keys on record that no row has any more, without those that got another key.

        A row that got another key since the last run stands between the same rows as before.
        """
        fresh = _lacking(self.now, self.then)
        missing = [
            key
            for place, keys in _lacking(self.then, self.now).items()
            for key in keys[len(fresh.get(place, ())) :]
        ]
        back = {same(key) for key in self.now}
        return (*missing, *(key for key in self.lost if same(key) not in back))


def records(view: View) -> Iterator[Kept]:
    """The record of each table that is there; none in a workbook that keeps no such record."""
    for row in view.rows(ROWS):
        sheet = row.values.get("what", BLANK)
        for table, (name, columns) in KEYS.items():
            bound = view.bound.tables.get(table)
            if name != sheet or bound is None or not set(columns) <= set(bound.columns):
                continue
            text = row.values.get("keys", BLANK)
            keys = text.split(BETWEEN) if isinstance(text, str) and text else []
            then = tuple(key for key in keys if not key.endswith(_LOST))
            lost = tuple(key.removesuffix(_LOST) for key in keys if key.endswith(_LOST))
            yield Kept(table, name, row, then, lost, tuple(_keys(bound.filled, columns)))


def edits(kept: Kept, *, confirmed: bool = False) -> Iterator[Edit]:
    """The edits that put the table's rows on record; none for what stands there already.

    What is gone stays on it, unless *confirmed*. Keys that no cell can hold together are not kept
    at all, which «Ikke registrert» says.
    """
    gone = () if confirmed else kept.gone
    text = BETWEEN.join((*kept.now, *(key + _LOST for key in gone)))
    fits = len(text) <= _LONGEST
    new: Mapping[str, Value] = {
        "recorded": float(len(kept.now) + len(gone)) if fits else BLANK,
        "keys": text if fits and text else BLANK,
    }
    for key, value in new.items():
        if key in kept.row.cells and not same_value(kept.row.values[key], value):
            yield SetCell(kept.row.cells[key], value, expected=kept.row.values[key])


def confirmation(kept: Kept) -> tuple[Edit, ...]:
    """The edits by which the rows that are gone leave the record."""
    return tuple(edits(kept, confirmed=True))


def at(kept: Kept) -> CellRef:
    """Where it is told: beside the record, where staff see it as well."""
    return kept.row.cells["state"]


def _keys(rows: Sequence[BoundRow], columns: Sequence[str]) -> Iterator[str]:
    for row in rows:
        codes = [as_code(row.values.get(column, BLANK)) for column in columns]
        if codes[0] is not None:
            told = _WITHIN.join(code for code in codes if code is not None)
            yield " ".join(told.replace("|", "/").split())


def _lacking(keys: Sequence[str], others: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    """The keys that *others* lacks, by the nearest above and below that it has."""
    left = Counter(same(key) for key in others)
    found: dict[tuple[str, str], list[str]] = {}
    run: list[str] = []
    above = ""
    for key in keys:
        form = same(key)
        left[form] -= 1
        if left[form] < 0:
            run.append(key)
            continue
        if run:
            found.setdefault((above, form), []).extend(run)
            run = []
        above = form
    if run:
        found.setdefault((above, ""), []).extend(run)
    return found
