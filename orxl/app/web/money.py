"""The budget of a workbook as its web edition shows it: tables, totals, grants, fees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.app.paper.budget import AMOUNTS, PRINTED, budget_table
from orxl.app.paper.inline import Writing
from orxl.app.web.public import NONE, PublicRow, assumption, public_line, public_rows
from orxl.layout.names import CARRIED, FEES, GRANTS, MAIN, MEMBERS, NOTES, TOTAL
from orxl.programme.codes import LineType
from orxl.report.paper.model import Figure, Line, NoteMark, RowKind, TableCell, plain
from orxl.report.web.edition import (
    BudgetLine,
    Carried,
    FeeGroup,
    Grant,
    Member,
    MoneyTable,
    Number,
    Rate,
    Totals,
)
from orxl.rules.kit.view import View

_KINDS: Final = {"Inntekter": "inntekt", "Utgifter": "utgift"}
"""What a line is, by the heading it stands under."""
_ONLY_EXPENSES: Final = {"Prosjektmidler": "utgift"}
_CARRIED: Final = (
    "opening", "income", "expenses", "result", "closing", "bound_in", "bound_out", "free_out",
)  # fmt: skip


def money_table(writing: Writing, name: str) -> MoneyTable:
    """The table «Hovedtall» or «Prosjektmidler», cell by cell as the paper prints it.

    *writing* gets to know where its figures come from. Raises BadCall where something in it is not
    public.
    """
    printed, view = PRINTED[name], writing.view
    kind = _ONLY_EXPENSES.get(name, "")
    lines: list[BudgetLine] = []
    for row in budget_table(writing, printed).rows:
        label = public_line(view, _all(row.cells[0]))
        if row.kind is RowKind.HEADING:
            kind = _KINDS.get(plain(label), "")
            lines.append(BudgetLine(plain(label), "", (), "overskrift"))
            continue
        mark = next((part.mark for part in label if isinstance(part, NoteMark)), "")
        words = tuple(part for part in label if not isinstance(part, NoteMark))
        figures = [public_line(view, _all(cell)) for cell in row.cells[1:]]
        lines.append(
            BudgetLine(
                plain(words).strip(),
                mark,
                tuple(_number(view, line) for line in figures),
                "sum" if row.kind is RowKind.TOTAL else kind,
                _anchor(figures[AMOUNTS.index("budget")]),
            )
        )
    headers = view.layout.table(printed.table)
    return MoneyTable(
        name,
        f"{name} {view.year}",
        tuple(headers.column(key).header for key in AMOUNTS),
        tuple(lines),
        tuple(
            (row.text("mark"), row.line("text"))
            for row in public_rows(view, NOTES)
            if row.text("table") == printed.notes
        ),
    )


def _all(cell: TableCell) -> Line:
    return tuple(part for line in cell.lines for part in line)


def _anchor(line: Line) -> str:
    return next((part.anchor for part in line if isinstance(part, Figure)), "")


def _number(view: View, line: Line) -> Number:
    figure = next((part for part in line if isinstance(part, Figure)), None)
    return Number(None, "") if figure is None else Number(view.number(figure.cell), figure.text)


def totals_of(view: View) -> Totals:
    """The sums of the budget year."""
    # «Slik saken går ut»: what the accounts of the year before changed is not the programme's.
    key = "printed" if view.has(MAIN, "printed") else "budget"
    by_type = {row.text("type"): row.amount(key) for row in public_rows(view, MAIN)}
    return Totals(
        *(
            by_type.get(kind.value, NONE)
            for kind in (
                LineType.CARRY_IN,
                LineType.INCOME_SUM,
                LineType.EXPENSE_SUM,
                LineType.RESULT,
                LineType.CARRY_OUT,
            )
        )
    )


def grants_of(view: View) -> tuple[Grant, ...]:
    """The outside financing, in the order of the workbook."""
    return tuple(
        Grant(
            row.text("label"),
            row.text("giver"),
            row.text("status"),
            _years(row),
            row.amount("planned"),
            row.amount("budget"),
        )
        for row in public_rows(view, GRANTS)
        if row.text("label")
    )


def _years(row: PublicRow) -> str:
    first, last = row.text("from_year"), row.text("to_year")
    return first if first == last else f"{first}–{last}".strip("–")


def members_of(view: View) -> tuple[Member, ...]:
    """Those who are members on 1 January of the budget year, by name as the workbook has them."""
    return tuple(_members(view))


def _members(view: View) -> Iterator[Member]:
    for row in public_rows(view, MEMBERS):
        if row.holds("active") and row.text("name"):
            code = row.value("code")
            number = f"{code:04.0f}" if isinstance(code, float) else row.text("code")
            yield Member(
                number,
                row.text("name"),
                row.text("region"),
                row.amount("population"),
                row.amount("fee"),
            )


def fees_of(view: View) -> tuple[FeeGroup, ...]:
    """What the named members, the others and all pay."""
    return tuple(
        FeeGroup(
            row.text("group"),
            row.amount("count"),
            row.amount("inhabitants"),
            row.amount("fee"),
            row.text("group") == TOTAL,
        )
        for row in public_rows(view, FEES)
    )


def rate_of(view: View) -> Rate:
    """The fee for each inhabitant."""
    now, before = assumption(view, "Kontingentsats"), assumption(view, "Kontingentsats_forrige")
    day = assumption(view, "Folketallsdato")
    return Rate(
        NONE if now is None else now.number("value", 2),
        NONE if before is None else before.number("value", 2),
        None if day is None else day.day("value"),
    )


def carried_of(view: View) -> tuple[tuple[str, ...], tuple[Carried, ...]]:
    """The headers and the rows of the carry-over between the years.

    No rows where the accounts of the year before have moved it away from what the programme says.
    """
    spec = view.layout.table(CARRIED)
    rows = tuple(
        Carried(row.text("column"), tuple(row.amount(key) for key in _CARRIED))
        for row in public_rows(view, CARRIED)
        if row.text("column")
    )
    closing = totals_of(view).closing.value
    told = bool(rows) and rows[-1].numbers[_CARRIED.index("closing")].value == closing
    return tuple(spec.column(key).header for key in _CARRIED), rows if told else ()
