"""A large change from the year before without a comment or a note."""

from __future__ import annotations

from orxl.layout.names import EXPENSE, INCOME
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANT_YEARS, MAIN, PROJECTS
from orxl.rules.shared.amounts import amount, lines

RULE = Rule(
    "B018",
    "stor-endring-uten-forklaring",
    Severity.NOTE,
    finds="En post eller et prosjekt som endres med mer enn 50 % og mer enn 200 (1000 kr) fra "
    "budsjettet året før, uten kommentar eller note.",
    why="Styret spør om de store endringene; svaret bør stå der tallet står.",
    remedy="Skriv hvorfor beløpet endres i kolonnen Kommentar.",
    references=(paper("5.1.2"),),
)

_SHARE, _LEAST = 0.5, 200
"""What counts as large: more than this share of the year before and more than this, 1000 kr."""


@RULE.check
def check(view: View) -> Hits:
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


@RULE.bad("Kommunikasjon er doblet uten forklaring.")
def _doubled(e: Editor) -> Place:
    e.put(MAIN, "Kommunikasjon", "budget", 500.0)
    return e.where(MAIN, "Kommunikasjon", "comment")


@RULE.bad("Et prosjekt er tatt ut uten forklaring.")
def _project_gone(e: Editor) -> Place:
    e.put(GRANT_YEARS, "KLIMASATS", "frame", 0.0)
    return e.where(PROJECTS, "Energistasjonsprosjektet fase II", "comment")


@RULE.good("Økningen er forklart i kommentaren.")
def _explained(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "budget", 500.0)
    e.put(MAIN, "Kommunikasjon", "comment", "Ny nettside i 2026.")


@RULE.good("Endringen er stor i prosent, men liten i kroner.")
def _small(e: Editor) -> None:
    e.put(MAIN, "Møteutgifter politiske organer", "budget", 200.0)
