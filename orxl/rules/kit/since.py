"""What has changed since the last run on record, and which findings it knew already.

«Endret siden sist» has a print of each column that is filled in; «Kontroll» has the findings of the
last run. A finding that is new, in a column that stayed as it was, is a consequence of something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from orxl.core.findings import Finding
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.layout.fingerprint import CHANGED, SAME, columns_on_record
from orxl.layout.kinds import Kind
from orxl.layout.names import CHANGES, FINDINGS
from orxl.rules.kit.view import View

_PROSE: Final = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.LINK})
"""Of texts the prints know the first letters and the length: another figure may escape them."""


@per_object
def _states(view: View) -> Mapping[tuple[str, str, str], str]:
    """What the prints tell, by table, column and, of an assumption that is a text, its name."""
    known = columns_on_record(view.layout.sheets)
    found: dict[tuple[str, str, str], str] = {}
    for row, _, state in view.column(CHANGES, "state"):
        what = view.text(row, "what")
        column, _, name = (what, "", "") if what in known else what.rpartition(", ")
        if column in known:
            spec, of = known[column]
            found[spec.name, of.key, name] = str(state)
    return found


def state_at(view: View, cell: CellRef | None) -> str:
    """The state of the column that *cell* is filled in in; "" of any other cell."""
    bound = view.bound.table_at(cell) if cell is not None else None
    key = bound.key_at(cell) if bound is not None and cell is not None else ""
    if bound is None or cell is None or cell.row not in bound.table.data_rows:
        return ""
    states = _states(view)
    own = bound.rows[cell.row - bound.table.first_data_row].values.get("name")
    if isinstance(own, str) and (bound.spec.name, key, own) in states:
        return states[bound.spec.name, key, own]
    return states.get((bound.spec.name, key, ""), "")


def has_changed(view: View, cell: CellRef | None) -> bool:
    """Whether the column of *cell* has another print than the last run left."""
    return state_at(view, cell) == CHANGED


def stayed(view: View, cell: CellRef | None) -> bool:
    """Whether the column of *cell* has the print that the last run left."""
    return state_at(view, cell) == SAME


def on_record(view: View) -> bool:
    """Whether a run has left the print of any column."""
    return not {CHANGED, SAME}.isdisjoint(_states(view).values())


def changed_columns(view: View) -> Iterator[tuple[str, Sequence[CellRef]]]:
    """The columns with another print than the last run left: the table, and the cells."""
    for (table, key, _), state in _states(view).items():
        bound = view.bound.tables.get(table)
        if state == CHANGED and bound is not None and key in bound.columns:
            yield table, [row.cells[key] for row in bound.rows]


def is_prose(view: View, cell: CellRef | None) -> bool:
    """Whether *cell* is one for a text in which several things are said."""
    bound = view.bound.table_at(cell) if cell is not None else None
    key = bound.key_at(cell) if bound is not None and cell is not None else ""
    return bound is not None and key != "" and bound.spec.column(key).kind in _PROSE


@per_object
def _known(view: View) -> frozenset[tuple[str, str, str]]:
    """The findings of the last run: the rule's code, the sheet, and the cell or what was said."""
    found = set()
    for row in view.rows(FINDINGS):
        code, sheet = view.text(row, "code"), view.text(row, "sheet")
        at = view.value(row.cells["cell"]) if "cell" in row.cells else BLANK
        found |= {(code, sheet, str(at)), (code, sheet, _begins(view.text(row, "message")))}
    return frozenset(found)


def _begins(message: str) -> str:
    """How a message begins: the record cuts long ones."""
    return message[:60]


def is_new(view: View, finding: Finding) -> bool:
    """Whether the last run on record did not tell it, neither there nor in the same words."""
    at = "" if finding.cell is None else finding.cell.a1
    mine = {(finding.code, finding.sheet or "", a) for a in (at, _begins(finding.message)) if a}
    return not mine & _known(view)
