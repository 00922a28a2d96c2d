"""Subtotals, whose value hangs on which rows are out of sight, and on other subtotals.

No engine is told of hidden rows. Measured against LibreOffice: both engines are right in all 22
ways of SUBTOTAL where the rows it leaves out are none; where a range holds another subtotal,
IronCalc leaves it out and betteroffice counts it. IronCalc has no AGGREGATE.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Final

from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book
from orxl.formulas.calls import sole
from orxl.formulas.form import Form
from orxl.formulas.graph import Graph
from orxl.formulas.tokens import Kind, Token

_SUBTOTALS: Final = frozenset({"SUBTOTAL", "AGGREGATE"})
_HIDDEN: Final = "Verdien avhenger av hvilke rader som er skjult."
_NESTED: Final = "Formelen leser andre delsummer, som Excel lar være å telle to ganger."
_ALL_BUT_FILTERED: Final = frozenset(map(str, range(1, 12)))
_ALL_IN_SIGHT: Final = frozenset(map(str, range(101, 112)))


def subtotals_in_doubt(book: Book, graph: Graph) -> dict[CellRef, str]:
    """The formulas with subtotals that no engine can be asked for, and why."""
    forms = [form for form in graph.by_form if not form.functions.isdisjoint(_SUBTOTALS)]
    cells = [cell for form in forms for cell in graph.by_form[form]]
    if not cells:
        return {}
    nested = graph.readers(cells)
    hidden = {s.name: None if s.hidden_rows is None else sorted(s.hidden_rows) for s in book.sheets}
    filtered = {s.name: sorted(s.filtered_rows) for s in book.sheets}
    doubts: dict[CellRef, str] = {}
    for cell in cells:
        codes = _codes(graph.formulas[cell].form)
        ranges = graph.formulas[cell].ranges
        leaves_out = filtered if codes <= _ALL_BUT_FILTERED else hidden
        if (
            "AGGREGATE" in graph.formulas[cell].functions
            or not codes <= _ALL_BUT_FILTERED | _ALL_IN_SIGHT
            or any(hidden[area.sheet] is None for area in ranges)
            or _any_within(ranges, leaves_out)
        ):
            doubts[cell] = _HIDDEN
        elif cell in nested:
            doubts[cell] = _NESTED
    return doubts


def _codes(form: Form) -> frozenset[str]:
    """What the formula's subtotals say they do; ``""`` where it is not written in figures."""
    firsts = [call.arguments[:1] for call in form.calls if call.name == "SUBTOTAL"]
    parts = [sole(found[0]) if found else None for found in firsts]
    return frozenset(
        part.text if isinstance(part, Token) and part.kind is Kind.NUMBER else "" for part in parts
    )


def _any_within(ranges: Iterable[Range], rows: Mapping[str, list[int] | None]) -> bool:
    for area in ranges:
        there = rows[area.sheet]
        if there:
            at = bisect_left(there, area.first_row)
            if at < len(there) and there[at] <= area.last_row:
                return True
    return False
