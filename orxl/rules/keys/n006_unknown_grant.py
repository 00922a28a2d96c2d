"""A measure or a project that points at a grant which does not exist."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.tables import GRANTS, MEASURES, PROJECTS
from orxl.rules.shared.table_keys import dangling, hint, keys, uses

RULE = Rule(
    "N006",
    "ukjent-tilskudd",
    Severity.ERROR,
    finds="Et tiltak eller et prosjekt viser til et tilskudd som ikke finnes.",
    why="Om prosjektets ramme regnes med, avhenger av tilskuddet. Finnes det ikke, blir beløpet "
    "feil.",
    remedy="Velg tilskuddet fra nedtrekkslisten i cellen, eller legg det til på arket Tilskudd.",
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(GRANTS, "grant_id"):
        return
    known = keys(view, GRANTS, "grant_id")
    for table, what, then in (
        (MEASURES, "Tiltaket", ""),
        (PROJECTS, "Prosjektet", " Rammen kan da ikke regnes ut."),
    ):
        for lost in dangling(uses(view, table, "grant"), known):
            yield Hit(
                f"{what} viser til tilskuddet «{lost.key}», som ikke finnes på arket Tilskudd."
                f"{then}{hint(lost.key, known.values())}{lost.elsewhere}",
                cell=lost.cell,
                actual=lost.key,
                severity=Severity.ERROR if then else Severity.WARNING,
            )


@RULE.bad("Prosjektet SEADITO viser til tilskuddet «SEADITTO».")
def _misspelt(e: Editor) -> Place:
    return e.put(PROJECTS, "SEADITO", "grant", "SEADITTO")


@RULE.bad("Tiltak 1.1 viser til tilskuddet «INTERREG», som ikke finnes.")
def _renamed(e: Editor) -> Place:
    return e.put(MEASURES, "1.1", "grant", "INTERREG")


@RULE.good("Tilskuddet er skrevet med små bokstaver.")
def _lower_case(e: Editor) -> None:
    e.put(PROJECTS, "SEADITO", "grant", "seadito")
