"""A key figure where the workbook's formula and orxl's own calculation give different amounts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from orxl.formulas.graph import graph_of
from orxl.layout.names import (
    AMOUNTS,
    CARRY_IN,
    CARRY_OUT,
    EXPENSE_SUM,
    INCOME_SUM,
    RESULT,
    TOTAL,
)
from orxl.programme.arithmetic import COLUMNS, projects_total
from orxl.programme.fees import account
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import ENGINES
from orxl.rules.kit.tables import ASSUMED, FEES, GRANTS, MAIN, MEMBERS, POPULATION, PROJECTS
from orxl.rules.shared.formulas import explained
from orxl.rules.shared.inputs import spot
from orxl.rules.shared.table_keys import doubles

RULE = Rule(
    "F008",
    "tre-svar-på-ett-tall",
    Severity.ERROR,
    finds="Et nøkkeltall der formelen i arbeidsboken og orxls egen utregning gir forskjellige "
    "svar.",
    why="orxl regner ut nøkkeltallene på nytt fra det som er skrevet inn. Er svaret et annet, "
    "teller formelen noe for mye eller for lite.",
    remedy="Se på hvilke rader formelen tar med, og om postene og tilskuddene har riktig type og "
    "navn.",
    references=(ENGINES,),
)

_NEEDED = (ASSUMED, MAIN, PROJECTS, GRANTS)


@RULE.check
def check(view: View) -> Hits:
    tables = [view.bound.tables.get(name) for name in _NEEDED]
    if any(table is None or table.missing for table in tables):
        return  # what is gone cannot be calculated; the rules about structure say so
    if any(doubles(view, MAIN, "label")):
        return  # with two lines of one name no figure is anybody's
    graph = graph_of(view.book)
    silent = graph.resting_on(explained(view))
    for cell, own in _figures(view):
        given = view.recalculation.agreed.get(cell)
        if cell in silent or not isinstance(given, float):
            continue
        if round(given - float(own), 6) != 0:
            silent |= graph.resting_on([cell])  # what rests on it differs for the same reason
            held = view.book.cell(cell).value
            yield Hit(
                f"{spot(view, cell)}: arbeidsboken viser {nb.brief(held, given)}, formelen gir "
                f"{nb.brief(given, float(own), held)} ved etterregning, men orxl regner ut "
                f"{nb.brief(float(own), given)} fra det som er skrevet inn.",
                cell=cell,
                expected=float(own),
                actual=given,
            )


def _figures(view: View) -> Iterator[tuple[CellRef, Decimal]]:
    """Every key figure with what orxl calculates, each before those that rest on it."""
    found: list[tuple[CellRef | None, Decimal]] = []
    total = account(view.programme)
    if total is not None and _members_are_there(view):
        found.append((view.cell(FEES, TOTAL, "fee"), total.total))
    found.append((view.bound.over(PROJECTS, "budget"), projects_total(view.programme)))
    for label, amount in view.figures.lines.items():
        cell = view.cell(MAIN, label, "budget")
        if cell in view.bound.declared:
            found.append((cell, amount))
    for key, column in zip(AMOUNTS, COLUMNS, strict=True):
        totals = view.figures.columns[column]
        for kind, amount in (
            (INCOME_SUM, totals.income),
            (EXPENSE_SUM, totals.expenses),
            (CARRY_IN, totals.opening),
            (RESULT, totals.result),
            (CARRY_OUT, totals.closing),
        ):
            found.append((view.cell(MAIN, kind, key, by="type"), amount))
    yield from ((cell, amount) for cell, amount in found if cell is not None)


def _members_are_there(view: View) -> bool:
    tables = [view.bound.tables.get(name) for name in (MEMBERS, POPULATION)]
    return all(table is not None and not table.missing for table in tables)


@RULE.bad("Posten heter «SEADITO*», og stjernen gjør at flere poster telles.")
def _starred_line(e: Editor) -> Place:
    # The printed table marks the line with a star; in SUMIFS a star means "any text".
    at = e.where(MAIN, "SEADITO 2024–2027", "budget")
    e.put(MAIN, "SEADITO 2024–2027", "label", "SEADITO*")
    return at


@RULE.good("Et beløp og en forutsetning er endret.")
def _changed_amount(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "budget", 220.0)
    e.put(ASSUMED, "Regn_med_søkte_tilskudd", "value", "Nei", by="name")


@RULE.good("Summen er skrevet inn for hånd; det sier F001.")
def _typed_total(e: Editor) -> None:
    e.put(MAIN, "Sum inntekter", "budget", 8756.0, by="type")
