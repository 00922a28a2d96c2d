"""Whether «Hentes fra» of a line is what it must be, whatever its cell says."""

from __future__ import annotations

from orxl.core.refs import CellRef
from orxl.layout.budget_formulas import MUST_FETCH, NAMED_FOR
from orxl.layout.names import CALCULATED, CARRY_IN
from orxl.programme.codes import LineSource, LineType
from orxl.rules.kit.tables import GRANTS, MAIN
from orxl.rules.kit.view import View
from orxl.rules.shared.table_keys import same


def of_a_doubtful_line(view: View, cell: CellRef) -> bool:
    """Whether *cell* is a line's budget whose formula follows from a doubtful «Hentes fra».

    Putting that formula in would write over an amount that was typed, or fetch another's.
    """
    bound = view.bound.tables.get(MAIN)
    if bound is None or cell.sheet != bound.table.sheet or not view.has(MAIN, "type", "source"):
        return False
    if cell.column != bound.columns.get("budget") or cell.row not in bound.table.data_rows:
        return False
    row = bound.rows[cell.row - bound.table.first_data_row]
    kind, source = row.values.get("type"), row.values.get("source")
    if kind in (*CALCULATED, CARRY_IN):
        return False  # calculated, whatever is called fetched
    label = same(view.text(row, "label"))
    must = {**MUST_FETCH, LineSource.OTHER_GRANTS: NAMED_FOR}
    named = next((told for word, told in must.items() if word == source), None)
    if named is not None:
        return kind != named[0] or not label.startswith(named[1])
    lines = {same(view.text(grant, "budget_line")) for grant in view.rows(GRANTS)}
    return source != LineSource.GRANT or kind != LineType.INCOME or label not in lines
