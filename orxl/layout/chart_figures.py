"""The figures that the front page's charts of income and expenses read.

A chart over the budget lines themselves would show a bar for lines without any amount, such as
«Avrunding», and would miss a line added last. So small tables on «Lister» pick the lines that
have an amount, in the budget's own order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from orxl.core.values import Value
from orxl.layout.budget_formulas import EXPENSE, INCOME, budget_headers
from orxl.layout.model import Column, Grid, Kind, RowFormulas, TableSpec

BARS: Final = 6
"""How many lines a chart shows; the last one stands for the rest when there are more."""
REST: Final = "Andre poster"
NOTHING: Final = "Ingen beløp ennå"
INCOME_TABLE, EXPENSE_TABLE = "tblDiagramInntekter", "tblDiagramUtgifter"
_BEYOND: Final = 1000
"""More than any budget has lines."""


def chart_tables(year: int, rows: tuple[int, int], column: int) -> tuple[TableSpec, TableSpec]:
    """The tables of both charts, with their headers in *rows*, from *column* on."""
    return (
        _table(year, INCOME_TABLE, "Inntekter i diagrammet", INCOME, rows[0], column),
        _table(year, EXPENSE_TABLE, "Utgifter i diagrammet", EXPENSE, rows[1], column),
    )


def _table(year: int, name: str, header: str, kind: str, row: int, column: int) -> TableSpec:
    head = budget_headers(year)
    return TableSpec(
        name,
        row,
        key="rank",
        rows=tuple({"rank": str(i + 1)} for i in range(BARS)),
        row_formulas=_formulas(kind, (head["budget"], head["budget_prior"])),
        grows=False,
        filter=False,
        first_column=column,
        columns=(
            Column("rank", "Nr", Kind.CODE, 5, required=True),
            Column("label", header, Kind.TEXT, 54, derived=True),
            Column("index", "Rad", Kind.INTEGER, 8, derived=True),
            Column("budget", head["budget"], Kind.THOUSANDS, 14, derived=True),
            Column("budget_prior", head["budget_prior"], Kind.THOUSANDS, 14, derived=True),
        ),
    )


def _formulas(kind: str, amounts: tuple[str, str]) -> RowFormulas:
    now, before = amounts
    lines = (
        f'(tblHovedtall[Type]="{kind}")*((tblHovedtall[{now}]<>0)+(tblHovedtall[{before}]<>0)>0)'
    )
    # LARGE over falling numbers gives the lines from above; SUMPRODUCT makes it see them all.
    falling = f"({_BEYOND}-ROW(tblHovedtall[Type])+ROW(tblHovedtall[[#Headers],[Type]]))"

    def formulas(rows: Sequence[Mapping[str, Value]], grid: Grid) -> Sequence[Mapping[str, str]]:
        # By the row's own number: a row that somebody inserted has none.
        place = {str(row.get("rank")): i for i, row in enumerate(rows)}
        more = f"SUMPRODUCT({lines})>{BARS}"
        result: list[dict[str, str]] = [{} for _ in rows]
        for rank in range(1, BARS + 1):
            if str(rank) not in place:
                continue
            nth = f"SUMPRODUCT(LARGE({lines}*{falling},{rank}))"
            nothing = NOTHING if rank == 1 else ""
            own = {
                "index": f"IF({nth}=0,0,{_BEYOND}-{nth})",
                "label": f'IF([@Rad]=0,"{nothing}",INDEX(tblHovedtall[Post],[@Rad]))',
                "budget": f"IF([@Rad]=0,0,INDEX(tblHovedtall[{now}],[@Rad]))",
                "budget_prior": f"IF([@Rad]=0,0,INDEX(tblHovedtall[{before}],[@Rad]))",
            }
            if rank == BARS and {"1", str(BARS - 1)} <= place.keys():
                own["label"] = f'IF({more},"{REST}",{own["label"]})'
                for key, amount in (("budget", now), ("budget_prior", before)):
                    rest = f'SUMIFS(tblHovedtall[{amount}],tblHovedtall[Type],"{kind}")'
                    shown = f"SUM({grid.span(place['1'], place[str(BARS - 1)], key)})"
                    own[key] = f"IF({more},{rest}-{shown},{own[key]})"
            result[place[str(rank)]] = own
        return result

    return formulas
