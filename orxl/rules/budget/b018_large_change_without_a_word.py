"""A large change from the year before without a comment or a note."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.layout.budget_formulas import EXPENSE, INCOME
from orxl.rules.amounts import MAIN, PROJECTS, amount, lines
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View

_SHARE, _LEAST = 0.5, 200
"""What counts as large: more than this share of the year before and more than this, 1000 kr."""


def check(view: View) -> Iterator[Hit]:
    for row in (*lines(view, INCOME, EXPENSE), *view.rows(PROJECTS)):
        before, now = amount(view, row, "budget_prior"), amount(view, row, "budget")
        if before is None or now is None or "comment" not in row.cells:
            continue
        change = round(now - before, 6)
        if abs(change) <= _LEAST or abs(change) <= _SHARE * abs(before):
            continue
        if view.text(row, "comment") or view.text(row, "note"):
            continue
        yield Hit(
            f"{nb.quoted(view.text(row, 'label'))} går fra {nb.number(before)} til "
            f"{nb.number(now)} uten kommentar eller note.",
            cell=row.cells["comment"],
            expected=before,
            actual=now,
        )


def _doubled(e: Editor) -> Place:
    e.put(MAIN, "Kommunikasjon", "budget", 500.0)
    return e.where(MAIN, "Kommunikasjon", "comment")


def _project_gone(e: Editor) -> Place:
    e.put(PROJECTS, "Energistasjonsprosjektet fase II", "frame", 0.0)
    return e.where(PROJECTS, "Energistasjonsprosjektet fase II", "comment")


def _explained(e: Editor) -> tuple[Place, ...]:
    e.put(MAIN, "Kommunikasjon", "budget", 500.0)
    e.put(MAIN, "Kommunikasjon", "comment", "Ny nettside i 2026.")
    return ()


def _small(e: Editor) -> tuple[Place, ...]:
    e.put(MAIN, "Møteutgifter politiske organer", "budget", 200.0)
    return ()


RULE = Rule(
    code="B018",
    name="stor-endring-uten-forklaring",
    severity=Severity.NOTE,
    finds="En post eller et prosjekt som endres med mer enn 50 % og mer enn 200 (1000 kr) fra "
    "budsjettet året før, uten kommentar eller note.",
    why="Styret spør om de store endringene; svaret bør stå der tallet står.",
    remedy="Skriv hvorfor beløpet endres i kolonnen Kommentar.",
    check=check,
    bad=(
        Example("Kommunikasjon er doblet uten forklaring.", _doubled),
        Example("Et prosjekt er tatt ut uten forklaring.", _project_gone),
    ),
    good=(
        Example("Økningen er forklart i kommentaren.", _explained),
        Example("Endringen er stor i prosent, men liten i kroner.", _small),
    ),
)
