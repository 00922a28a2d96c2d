"""The budget of a workbook as its web edition shows it: tables, totals, grants, fees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from orxl.app.web.public import NONE, PublicRow, assumption, public_rows
from orxl.layout.names import AMOUNTS, CARRIED, FEES, GRANTS, MAIN, MEMBERS, NOTES, PROJECTS, TOTAL
from orxl.programme.codes import LineType
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
from orxl.rules.shared.placeholders import rounded

_SHOWN: Final = (*AMOUNTS, "change")
_LINES: Final = {LineType.INCOME.value: "inntekt", LineType.EXPENSE.value: "utgift"}
_TOTALS: Final = {
    LineType.INCOME_SUM.value, LineType.EXPENSE_SUM.value, LineType.RESULT.value,
    LineType.CARRY_OUT.value,
}  # fmt: skip
_HEADINGS: Final = {"inntekt": "Inntekter", "utgift": "Utgifter"}
_CARRIED: Final = (
    "opening", "income", "expenses", "result", "closing", "bound_in", "bound_out", "free_out",
)  # fmt: skip


def main_table(view: View) -> MoneyTable:
    """The main figures as the paper prints them: without lines that have no amount."""
    marks = _marks(view)
    lines: list[BudgetLine] = []
    for row in public_rows(view, MAIN):
        kind = _LINES.get(row.text("type"), "")
        total = row.text("type") in _TOTALS
        amounts = tuple(row.amount(key) for key in _SHOWN)
        if kind and not any(amount.value for amount in amounts[: len(AMOUNTS)]):
            continue
        if kind and all(line.kind != kind for line in lines):
            lines.append(BudgetLine(_HEADINGS[kind], "", (), "overskrift"))
        mark = marks.get(row.text("note"), "")
        lines.append(BudgetLine(row.text("label"), mark, amounts, "sum" if total else kind))
    return _table(view, MAIN, f"Hovedtall {view.year}", lines)


def project_table(view: View) -> MoneyTable:
    """The project funds as the paper prints them, with their total."""
    marks = _marks(view)
    rows = list(public_rows(view, PROJECTS))
    lines = [
        BudgetLine(
            row.text("label"),
            marks.get(row.text("note"), ""),
            tuple(row.amount(key) for key in _SHOWN),
            "utgift",
        )
        for row in rows
    ]
    if lines:
        sums = (sum(line.amounts[at].value or 0.0 for line in lines) for at in range(len(_SHOWN)))
        lines.append(BudgetLine("Totalt", "", tuple(_amount(value) for value in sums), "sum"))
    return _table(view, PROJECTS, f"Prosjektmidler {view.year}", lines)


def _amount(value: float) -> Number:
    return Number(0.0, "–") if value == 0 else Number(value, rounded(Decimal(f"{value:.15g}"), 0))


def _table(view: View, name: str, title: str, lines: Iterable[BudgetLine]) -> MoneyTable:
    printed = view.layout.table(MAIN)  # both tables of the paper have its headers
    columns = tuple(printed.column(key).header for key in _SHOWN)
    sheet = view.layout.tables[name][0].name
    notes = tuple(
        (row.text("mark"), row.line("text"))
        for row in public_rows(view, NOTES)
        if row.text("table") == sheet
    )
    return MoneyTable(sheet, title, columns, tuple(lines), notes)


def _marks(view: View) -> Mapping[str, str]:
    return {row.text("note_id"): row.text("mark") for row in public_rows(view, NOTES)}


def totals_of(view: View) -> Totals:
    """The sums of the budget year."""
    by_type = {row.text("type"): row.amount("budget") for row in public_rows(view, MAIN)}
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
    """The headers and the rows of the carry-over between the years."""
    spec = view.layout.table(CARRIED)
    return (
        tuple(spec.column(key).header for key in _CARRIED),
        tuple(
            Carried(row.text("column"), tuple(row.amount(key) for key in _CARRIED))
            for row in public_rows(view, CARRIED)
            if row.text("column")
        ),
    )
