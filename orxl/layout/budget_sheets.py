"""The sheets of the budget: main figures and project funds, with their follow-up."""

from __future__ import annotations

from orxl.layout.assumption_sheets import ASSUMPTIONS, HEADER_ROW, AssumptionSpec
from orxl.layout.budget_formulas import (
    CARRY_IN,
    CARRY_OUT,
    EXPENSE,
    EXPENSE_SUM,
    INCOME,
    INCOME_SUM,
    RESULT,
    budget_headers,
    closed_cells,
    main_figure_formulas,
)
from orxl.layout.follow_up import (
    EXPLANATION_MARK,
    FOLLOW_UP_BARS,
    LIGHT_MARKS,
    follow_up_columns,
)
from orxl.layout.grant_sheets import carry_over_sheet, grants_sheet
from orxl.layout.looks import FixedMark, Look, Mark, Page, unique, unknown
from orxl.layout.model import Column, Fixed, Kind, SheetSpec, TableSpec

__all__ = ["ASSUMPTIONS", "AssumptionSpec", "budget_sheets"]


def budget_sheets(year: int) -> tuple[SheetSpec, ...]:
    """The sheets that hold the budget, in tab order."""
    return (_main_figures(year), _projects(year), grants_sheet(year), carry_over_sheet(year))


def _main_figures(year: int) -> SheetSpec:
    head = budget_headers(year)
    amount = "Beløp i 1000 kr, uten desimaler og enhet. Skriv minus foran et negativt tall."
    return SheetSpec(
        "Hovedtall",
        "budsjett",
        f"Hovedtall – budsjett {year}",
        "Hovedrammene for budsjettet.",
        unit="Tall i 1000 kr",
        fixed=(
            Fixed(
                "C3",
                "Redigeres av sekretariatet. Endringen er målt mot budsjettet før. Nye poster settes inn over «Avrunding».",
                role="purpose",
                span=7,
            ),
        ),
        page=Page(breaks=("comment",), repeat="label"),
        table=TableSpec(
            "tblHovedtall",
            HEADER_ROW,
            key="label",
            content="lines",
            grows=False,
            filter=False,
            row_formulas=main_figure_formulas,
            closed=closed_cells,
            bars=FOLLOW_UP_BARS,
            marks=(
                *_sums_that_do_not_meet(),
                *LIGHT_MARKS,
                _TOTALS,  # after the lights, which a total shows too; its lines explain it
                EXPLANATION_MARK,
                unknown("note", "Liste_noter"),
            ),
            columns=(
                Column("line", "Linje", Kind.INTEGER, 7, "Løpenummer.", required=True),
                Column("label", "Post", Kind.TEXT, 54, "Budsjettpostens navn.", required=True),
                Column(
                    "type",
                    "Type",
                    Kind.CODE,
                    15,
                    "Velg fra listen.",
                    choices="Liste_posttype",
                    required=True,
                ),
                Column("budget_prior", head["budget_prior"], Kind.THOUSANDS, 15, amount),
                Column("forecast_prior", head["forecast_prior"], Kind.THOUSANDS, 15, amount),
                Column("budget", head["budget"], Kind.THOUSANDS, 14, amount),
                Column(
                    "change",
                    "Endring",
                    Kind.THOUSANDS,
                    12,
                    formula=f"[@{head['budget']}]-[@{head['budget_prior']}]",
                    derived=True,
                ),
                Column(
                    "source",
                    "Hentes fra",
                    Kind.CODE,
                    18,
                    "Innlagt: tallet skrives her. Ellers hentes det fra arket som er nevnt.",
                    choices="Liste_postkilde",
                    required=True,
                ),
                Column(
                    "note",
                    "Note",
                    Kind.CODE,
                    9.5,
                    "Koden til noten på arket Noter.",
                    choices="Liste_noter",
                ),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 46, "Begrunnelse eller forklaring."),
                *follow_up_columns(head["budget"], _EXPENSE, f'[@Type]="{RESULT}"'),
            ),
        ),
    )


_EXPENSE = f'OR([@Type]="{EXPENSE}",[@Type]="{EXPENSE_SUM}")'


_TOTALS = Mark(
    "line",
    "explanation",
    f'OR({{type}}="{INCOME_SUM}",{{type}}="{EXPENSE_SUM}",{{type}}="{RESULT}",{{type}}="{CARRY_OUT}")',
    Look.TOTAL,
)
"""Totals in bold."""


def _sums_that_do_not_meet() -> tuple[Mark, ...]:
    """Red where a sum is not the sum of its lines, or a result not its difference."""
    marks = []
    for key in ("budget_prior", "forecast_prior", "budget", "forecast"):
        income = f'SUMIFS({{{key}:}},{{type:}},"{INCOME}")'
        expenses = f'SUMIFS({{{key}:}},{{type:}},"{EXPENSE}")'
        opening = f'SUMIFS({{{key}:}},{{type:}},"{CARRY_IN}")'
        for kind, expected in (
            (INCOME_SUM, income),
            (EXPENSE_SUM, expenses),
            (RESULT, f"{income}+{expenses}*-1"),
            (CARRY_OUT, f"{opening}+{income}+{expenses}*-1"),
        ):
            wrong = f'AND({{type}}="{kind}",ABS(N({{{key}}})-({expected}))>0.5)'
            marks.append(Mark(key, key, wrong, Look.BAD))
    return tuple(marks)


def _projects(year: int) -> SheetSpec:
    head = budget_headers(year)
    columns = _project_columns(year)
    summed = [c for c in columns if c.kind is Kind.THOUSANDS and c.key != "new_forecast"]
    line = f'SUMIFS(tblHovedtall[{head["budget"]}],tblHovedtall[Hentes fra],"Prosjektmidler")'
    return SheetSpec(
        "Prosjektmidler",
        "budsjett",
        f"Prosjektmidler {year}",
        "Fordelingen av posten «Prosjekter».",
        unit="Tall i 1000 kr",
        fixed=(
            Fixed(
                "B3",
                "Redigeres av sekretariatet. Nye prosjekter skrives rett under tabellen; totalen står over.",
                role="purpose",
                span=7,
            ),
            Fixed(content="Totalt", role="total_label", over="label"),
            *(
                Fixed(
                    formula=f"SUM(tblProsjektmidler[{c.header}])",
                    kind=Kind.THOUSANDS,
                    role="total",
                    over=c.key,
                )
                for c in summed
            ),
            Fixed(
                formula=f'IF({{^budget}}={line},"Stemmer med Hovedtall","Avvik fra Hovedtall")',
                role="total_note",
                span=3,
                over="grant",
            ),
        ),
        heights={HEADER_ROW - 1: 20.0},
        marks=(FixedMark("", 'LEFT({@},5)="Avvik"', Look.BAD, over="grant"),),
        page=Page(breaks=("comment",), repeat="label"),
        table=TableSpec(
            "tblProsjektmidler",
            HEADER_ROW,
            key="label",
            content="projects",
            bars=FOLLOW_UP_BARS,
            marks=(
                unique("label"),
                unknown("grant", "Liste_tilskudd"),
                unknown("note", "Liste_noter"),
                *LIGHT_MARKS,
                EXPLANATION_MARK,
            ),
            columns=columns,
        ),
    )


def _project_columns(year: int) -> tuple[Column, ...]:
    head = budget_headers(year)
    amount = "Beløp i 1000 kr, uten desimaler og enhet."
    return (
        Column("label", "Prosjekt", Kind.TEXT, 48, "Prosjektets navn.", required=True),
        Column("budget_prior", head["budget_prior"], Kind.THOUSANDS, 15, amount),
        Column("forecast_prior", head["forecast_prior"], Kind.THOUSANDS, 15, amount),
        Column(
            "frame",
            f"Ramme {year}",
            Kind.THOUSANDS,
            13,
            "Det som settes av, i 1000 kr. Kolonnen «I budsjettet» regner med det bare når tilskuddet regnes med.",
        ),
        Column(
            "budget",
            "I budsjettet",
            Kind.THOUSANDS,
            14.5,
            formula=(
                f'IF([@Tilskudd]="",[@Ramme {year}],[@Ramme {year}]'
                "*INDEX(tblTilskudd[Regnes med],MATCH([@Tilskudd],tblTilskudd[ID],0)))"
            ),
            derived=True,
        ),
        Column(
            "change",
            "Endring",
            Kind.THOUSANDS,
            12,
            formula=f"[@I budsjettet]-[@{head['budget_prior']}]",
            derived=True,
        ),
        Column(
            "grant",
            "Tilskudd",
            Kind.CODE,
            14,
            "Tilskuddet prosjektet hører til. Faller tilskuddet bort, faller rammen bort.",
            choices="Liste_tilskudd",
        ),
        Column(
            "note",
            "Note",
            Kind.CODE,
            9.5,
            "Koden til noten på arket Noter.",
            choices="Liste_noter",
        ),
        Column("comment", "Kommentar", Kind.LONG_TEXT, 50, "Begrunnelse eller forklaring."),
        *follow_up_columns("I budsjettet"),
    )
