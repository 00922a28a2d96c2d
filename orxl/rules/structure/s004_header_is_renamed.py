"""A header that was changed, so that formulas and checks no longer find the column."""

from __future__ import annotations

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import TABLES
from orxl.rules.kit.tables import ASSUMED, MAIN, MEASURES, TARGETS
from orxl.rules.shared.headers import compare, other_year

RULE = Rule(
    "S004",
    "overskrift-endret",
    Severity.ERROR,
    finds="En kolonneoverskrift er endret, eller budsjettåret er byttet uten at overskriftene er "
    "det.",
    why="Formlene og kontrollene finner kolonnene ved overskriften. Er den endret, leses ikke "
    "kolonnen.",
    remedy="Skriv den opprinnelige overskriften igjen. Excel retter formlene selv.",
    references=(TABLES,),
)


@RULE.check
def check(view: View) -> Hits:
    year = other_year(view)
    if year is not None:
        yield Hit(
            f"Budsjettåret er satt til {view.year}, men overskriftene på Hovedtall gjelder {year}.",
            cell=_year_cell(view),
            expected=float(year),
            actual=float(view.year),
            remedy=f"Sett «Budsjettår» tilbake til {year}. Et nytt år trenger en ny bok, "
            "for overskriftene bærer årstallet.",
        )
    for bound in view.bound.tables.values():
        for stray in compare(view, bound).strays:
            if stray.stands_for is not None and not stray.double:
                wanted = stray.stands_for.header
                yield Hit(
                    f"Overskriften skulle vært «{wanted}», men er «{stray.header}».",
                    cell=stray.cell,
                    expected=wanted,
                    actual=stray.header,
                    remedy=f"Skriv «{wanted}» i overskriften igjen. Excel retter formlene selv.",
                )


def _year_cell(view: View) -> CellRef | None:
    return view.cell(ASSUMED, "Budsjettår", "value", by="name")


@RULE.bad("«Budsjett 2026» på Hovedtall er omdøpt til «Budsjett i år».")
def _renamed(e: Editor) -> Place:
    return e.rename_header(MAIN, "budget", "Budsjett i år")


@RULE.bad("To overskrifter ved siden av hverandre på Mål er omdøpt.")
def _two_renamed(e: Editor) -> tuple[Place, ...]:
    return (
        e.rename_header(TARGETS, "operator", "Operator"),
        e.rename_header(TARGETS, "number", "Måltall"),
    )


@RULE.bad("Budsjettår er endret for hånd fra 2026 til 2027.")
def _year_typed(e: Editor) -> Place:
    return e.put(ASSUMED, "Budsjettår", "value", 2027.0, by="name")


@RULE.good("«Ansvarlig» er skrevet med liten bokstav.")
def _other_case(e: Editor) -> None:
    e.rename_header(MEASURES, "responsible", "ansvarlig")
