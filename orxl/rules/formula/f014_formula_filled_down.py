"""One formula in several rows of a column for inputs: Excel has filled it down by itself."""

from __future__ import annotations

from orxl.core.refs import column_letters
from orxl.formulas.norwegian import shown
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.tables import MAIN, PROJECTS
from orxl.rules.shared.inputs import filled_down

RULE = Rule(
    "F014",
    "formel-fylt-ned",
    Severity.WARNING,
    finds="Den samme formelen står i flere celler under hverandre i en kolonne der verdiene skal "
    "skrives inn.",
    why="Skriver du én formel i en tom kolonne i en tabell, fyller Excel den ut i hele kolonnen. "
    "Da får alle radene tallet som bare var ment for én.",
    remedy="Slett formelen i radene den ikke gjelder. Rett etter at den er skrevet, angrer Ctrl+Z "
    "bare utfyllingen. Er den ment slik, føres det på Godtatte avvik.",
)


@RULE.check
def check(view: View) -> Hits:
    for cells in filled_down(view):
        first, last = cells[0], cells[-1]
        place = view.bound.place(first)
        header = place[1] if place is not None else ""
        formula = view.book.cell(first).formula
        letter = column_letters(first.column)
        yield Hit(
            f"Formelen {shown(str(formula))} står i {len(cells)} celler under "
            f"hverandre i «{header}» ({letter}{first.row}:{letter}{last.row}), der verdiene skal "
            "skrives inn. Excel fyller ut en formel nedover av seg selv.",
            cell=first,
            actual=shown(str(formula)),
        )


@RULE.bad("=100+20 er skrevet i én rad av en tom kolonne, og Excel har fylt ut de andre.")
def _one_for_all(e: Editor) -> Place:
    rows = e.table(PROJECTS).data_rows
    cells = [e.at(PROJECTS, row, "new_forecast") for row in rows]
    for cell in cells:
        e.formula(cell, "100+20", 120.0)
    return cells[0]


@RULE.good("Bare én rad har formelen.")
def _in_one_row(e: Editor) -> None:
    e.formula(e.at(PROJECTS, e.table(PROJECTS).first_data_row, "new_forecast"), "100+20", 120.0)


@RULE.good("To rader under hverandre har hver sin formel.")
def _each_its_own(e: Editor) -> None:
    e.formula(e.where(MAIN, "Kommunikasjon", "budget"), "150+50", 200.0)
