"""A header that was changed, so that formulas and checks no longer find the column."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import TABLES
from orxl.rules.kit.tables import MAIN, MEASURES, TARGETS
from orxl.rules.shared.headers import carries, compare, unseen

RULE = Rule(
    "S004",
    "overskrift-endret",
    Severity.ERROR,
    finds="En kolonneoverskrift er endret, om så bare med et mellomrom.",
    why="Formlene og kontrollene finner kolonnene ved overskriften. Er den endret, leses ikke "
    "kolonnen, og det som bygger på den, kan ikke kontrolleres.",
    remedy="Skriv den opprinnelige overskriften igjen. Excel retter formlene selv.",
    references=(TABLES,),
)


@RULE.check
def check(view: View) -> Hits:
    for bound in view.bound.tables.values():
        for stray in compare(bound).strays:
            if stray.stands_for is not None and not stray.double:
                wanted = stray.stands_for.header
                how = unseen(stray.header, wanted)
                yield Hit(
                    f"Overskriften skulle vært «{wanted}», men er «{stray.header}»."
                    + (f" {how}" if how else ""),
                    cell=stray.cell,
                    expected=wanted,
                    actual=stray.header,
                    remedy=f"Skriv «{wanted}» i overskriften igjen. Excel retter formlene selv.",
                    hinders=carries(stray.stands_for),
                )


@RULE.bad("«Budsjett 2026» på Hovedtall er omdøpt til «Budsjett i år».")
def _renamed(e: Editor) -> Place:
    return e.rename_header(MAIN, "budget", "Budsjett i år")


@RULE.bad("To overskrifter ved siden av hverandre på Mål er omdøpt.")
def _two_renamed(e: Editor) -> tuple[Place, ...]:
    return (
        e.rename_header(TARGETS, "operator", "Operator"),
        e.rename_header(TARGETS, "number", "Måltall"),
    )


@RULE.bad("«Ramme 2026» har fått et mellomrom etter seg.")
def _blank_behind(e: Editor) -> Place:
    return e.rename_header("tblProsjektmidler", "frame", "Ramme 2026 ")


@RULE.good("«Ansvarlig» er skrevet med liten bokstav.")
def _other_case(e: Editor) -> None:
    e.rename_header(MEASURES, "responsible", "ansvarlig")
