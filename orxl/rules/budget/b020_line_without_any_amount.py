"""A budget line or a project without any amount."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.values import BLANK
from orxl.layout.budget_formulas import AMOUNTS, EXPENSE, INCOME
from orxl.rules.amounts import MAIN, PROJECTS, amount, lines
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if view.unused:  # nobody has begun
        return
    posts = [
        (row, AMOUNTS)
        for row in lines(view, INCOME, EXPENSE)
        if row.values.get("source") != "Øvrige tilskudd"
        and not view.text(row, "label").casefold().startswith("avrunding")
    ]
    # A project's frame is typed even while its grant does not count.
    projects = [(row, ("budget_prior", "forecast_prior", "frame")) for row in view.rows(PROJECTS)]
    for row, keys in (*posts, *projects):
        if "label" not in row.cells or not view.text(row, "label"):
            continue
        if all(amount(view, row, key) == 0 for key in keys):
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} har ingen beløp, verken i budsjettet, "
                "prognosen eller budsjettet året før.",
                cell=row.cells["label"],
            )


def _emptied(e: Editor) -> Place:
    for key in AMOUNTS:
        e.put(MAIN, "Kommunikasjon", key, BLANK)
    return e.where(MAIN, "Kommunikasjon", "label")


def _new_project(e: Editor) -> Place:
    e.put(PROJECTS, "Klima", "budget_prior", 0.0)
    return e.where(PROJECTS, "Klima", "label")


def _not_counted(e: Editor) -> tuple[Place, ...]:
    e.put("tblTilskudd", "ORBIFY", "status", "Avslått")
    e.put(MAIN, "ORBIFY 2026–2028", "forecast_prior", 1.0)
    return ()


def _only_history(e: Editor) -> tuple[Place, ...]:
    e.put(MAIN, "Kommunikasjon", "budget", BLANK)
    return ()


RULE = Rule(
    code="B020",
    name="post-uten-beløp",
    severity=Severity.NOTE,
    finds="En budsjettpost eller et prosjekt uten beløp i noen av de tre kolonnene.",
    why="En tom linje i saken får leseren til å lure på om et tall er falt ut.",
    remedy="Skriv beløpet, eller slett raden når posten ikke lenger er i bruk.",
    check=check,
    bad=(
        Example("Alle beløpene for Kommunikasjon er slettet.", _emptied),
        Example("Prosjektet Klima har 0 overalt.", _new_project),
    ),
    good=(
        Example("Posten har bare historiske beløp.", _only_history),
        Example("Prosjektets tilskudd er avslått, men rammen står der.", _not_counted),
    ),
)
