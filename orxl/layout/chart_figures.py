"""The figures that the front page's charts of income and expenses read.

A chart over the budget lines themselves would show a bar for lines without any amount, such as
«Avrunding», and would miss a line added last. So small tables on «Lister» pick the lines that
have an amount, in the budget's own order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orxl.layout.columns import amount, code, integer, row, table, text
from orxl.layout.tables import Row, TableSpec

BARS: Final = 6
"""How many lines a chart shows; the last one stands for the rest when there are more."""
REST: Final = "Andre poster"
NOTHING: Final = "Ingen beløp ennå"
INCOME_TABLE, EXPENSE_TABLE = "tblDiagramInntekter", "tblDiagramUtgifter"
_BEYOND: Final = 1000
"""More than any budget has lines."""


def chart_tables(rows: tuple[int, int], column: int) -> tuple[TableSpec, TableSpec]:
    """The tables of both charts, with their headers in *rows*, from *column* on."""
    return (
        _table(INCOME_TABLE, "Inntekter i diagrammet", "{LineType.INCOME}", rows[0], column),
        _table(EXPENSE_TABLE, "Utgifter i diagrammet", "{LineType.EXPENSE}", rows[1], column),
    )


def _table(name: str, header: str, kind: str, header_row: int, column: int) -> TableSpec:
    return table(
        name, "rank",
        code("rank", "Nr", 5, required=True),
        text("label", header, 54, by_row=True),
        integer("index", "Rad", 8, by_row=True),
        amount("budget", "Budsjett {year}", 14.4, by_row=True),
        amount("budget_prior", "Budsjett {prior}", 14.4, by_row=True),
        integer("nth", "Plass", 8, by_row=True, since=4),
        integer("more", "Flere enn det er plass til", 14.4, by_row=True, since=4),
        rows=tuple(_bar(rank, kind) for rank in range(1, BARS + 1)),
        header_row=header_row, first_column=column, fixed=True,
    )  # fmt: skip


def _bar(rank: int, kind: str) -> Row:
    """The row of the chart's bar number *rank*."""
    lines = (
        f"({{tblHovedtall.type}}={kind})"
        "*(({tblHovedtall.budget}<>0)+({tblHovedtall.budget_prior}<>0)>0)"
    )
    # LARGE over falling numbers gives the lines from above; SUMPRODUCT makes it see them all.
    falling = f"({_BEYOND}-ROW({{tblHovedtall.type}})+ROW({{tblHovedtall.type#}}))"
    nth = f"SUMPRODUCT(LARGE({lines}*{falling},{rank}))"
    nothing = NOTHING if rank == 1 else ""
    common = {
        "label": f'IF({{index}}=0,"{nothing}",INDEX({{tblHovedtall.label}},{{index}}))',
        **{
            key: f"IF({{index}}=0,0,INDEX({{tblHovedtall.{key}}},{{index}}))"
            for key in ("budget", "budget_prior")
        },
    }
    before = {"index": f"IF({nth}=0,0,{_BEYOND}-{nth})", **common}
    now = {"nth": nth, "index": f"IF({{nth}}=0,0,{_BEYOND}-{{nth}})", **common}
    if rank == BARS:
        many = f"SUMPRODUCT({lines})>{BARS}"
        before |= _rest(common, kind, many)
        now |= _rest(common, kind, "{more}=1") | {"more": f"IF({many},1,0)"}
    return row({"rank": str(rank)}, 1, None, (3, before), **now)


def _rest(formulas: Mapping[str, str], kind: str, more: str) -> dict[str, str]:
    """The last bar, which stands for the rest where there are *more* lines than bars."""
    found = {"label": f'IF({more},"{REST}",{formulas["label"]})'}
    for key in ("budget", "budget_prior"):
        rest = f"SUMIFS({{tblHovedtall.{key}}},{{tblHovedtall.type}},{kind})"
        shown = f"SUM({{1|{key}}}:{{{BARS - 1}|{key}}})"
        found[key] = f"IF({more},{rest}-{shown},{formulas[key]})"
    return found
