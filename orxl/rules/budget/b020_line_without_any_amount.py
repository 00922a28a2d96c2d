"""A budget line or a project without any amount."""

from __future__ import annotations

from orxl.layout.names import AMOUNTS, EXPENSE, INCOME
from orxl.programme.codes import LineSource
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, GRANTS, MAIN, PROJECTS
from orxl.rules.shared.amounts import amount, grants, lines

RULE = Rule(
    "B020",
    "post-uten-beløp",
    Severity.NOTE,
    finds="En budsjettpost eller et prosjekt uten beløp i noen av de tre kolonnene.",
    why="En tom linje i saken får leseren til å lure på om et tall er falt ut.",
    remedy="Skriv beløpet. En post som er skrevet inn ved en feil, kan slettes; en som bare er "
    "uten beløp i år, kan stå.",
    references=(paper("5.1.1"),),
)


@RULE.check
def check(view: View) -> Hits:
    if view.unused:  # nobody has begun
        return
    # What a grant, the members or the projects give may come back: such a line is needed then.
    waiting = {(grant.budget_line or "").casefold() for _, grant in grants(view)}
    posts = [
        (row, AMOUNTS)
        for row in lines(view, INCOME, EXPENSE)
        if row.values.get("source") in (LineSource.TYPED, LineSource.GRANT, BLANK)
        and view.text(row, "label").casefold() not in waiting
        and not view.text(row, "label").casefold().startswith("avrunding")
    ]
    # A project's frame is typed even while its grant does not count.
    frame = "frame_all" if view.has(PROJECTS, "frame_all") else "frame"
    projects = [(row, ("budget_prior", "forecast_prior", frame)) for row in view.rows(PROJECTS)]
    for row, keys in (*posts, *projects):
        if "label" not in row.cells or not view.text(row, "label"):
            continue
        if all(amount(view, row, key) == 0 for key in keys):
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} har ingen beløp, verken i budsjettet, "
                "prognosen eller budsjettet året før.",
                cell=row.cells["label"],
            )


@RULE.bad("Alle beløpene for Kommunikasjon er slettet.")
def _emptied(e: Editor) -> Place:
    for key in AMOUNTS:
        e.put(MAIN, "Kommunikasjon", key, BLANK)
    return e.where(MAIN, "Kommunikasjon", "label")


@RULE.bad("Prosjektet Klima har 0 overalt.")
def _new_project(e: Editor) -> Place:
    e.put(PROJECTS, "Klima", "budget_prior", 0.0)
    return e.where(PROJECTS, "Klima", "label")


@RULE.good("Posten har bare historiske beløp.")
def _only_history(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "budget", BLANK)


@RULE.good("Tilskuddet er avslått. Posten trengs igjen hvis det innvilges likevel.")
def _not_counted(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")


@RULE.good("Søkte tilskudd regnes ikke med.")
def _without_applied(e: Editor) -> None:
    e.put(ASSUMED, "Regn_med_søkte_tilskudd", "value", "Nei", by="name")
