"""A measure or a project that points at a grant which does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.keyed import dangling, hint, keys, uses
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if not view.has("tblTilskudd", "grant_id"):
        return
    known = keys(view, "tblTilskudd", "grant_id")
    for table, what, then in (
        ("tblTiltak", "Tiltaket", ""),
        ("tblProsjektmidler", "Prosjektet", " Rammen kan da ikke regnes ut."),
    ):
        for lost in dangling(uses(view, table, "grant"), known):
            yield Hit(
                f"{what} viser til tilskuddet «{lost.key}», som ikke finnes på arket Tilskudd."
                f"{then}{hint(lost.key, known.values())}{lost.elsewhere}",
                cell=lost.cell,
                actual=lost.key,
                severity=Severity.ERROR if then else Severity.WARNING,
            )


def _misspelt(e: Editor) -> Place:
    return e.put("tblProsjektmidler", "SEADITO", "grant", "SEADITTO")


def _renamed(e: Editor) -> Place:
    return e.put("tblTiltak", "1.1", "grant", "INTERREG")


def _lower_case(e: Editor) -> tuple[Place, ...]:
    e.put("tblProsjektmidler", "SEADITO", "grant", "seadito")
    return ()


RULE = Rule(
    code="N006",
    name="ukjent-tilskudd",
    severity=Severity.ERROR,
    finds="Et tiltak eller et prosjekt viser til et tilskudd som ikke finnes.",
    why="Om prosjektets ramme regnes med, avhenger av tilskuddet. Finnes det ikke, blir beløpet "
    "feil.",
    remedy="Velg tilskuddet fra nedtrekkslisten i cellen, eller legg det til på arket Tilskudd.",
    check=check,
    bad=(
        Example("Prosjektet SEADITO viser til tilskuddet «SEADITTO».", _misspelt),
        Example("Tiltak 1.1 viser til tilskuddet «INTERREG», som ikke finnes.", _renamed),
    ),
    good=(Example("Tilskuddet er skrevet med små bokstaver.", _lower_case),),
)
