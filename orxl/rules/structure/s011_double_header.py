"""Two columns of one table with the same header."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import TABLES
from orxl.rules.kit.tables import MAIN, PARTNERS
from orxl.rules.shared.headers import carries, compare

RULE = Rule(
    "S011",
    "dobbel-overskrift",
    Severity.ERROR,
    finds="To kolonner i samme tabell har samme overskrift.",
    why="Formlene finner kolonnen ved overskriften og leser bare den første av dem.",
    remedy="Gi den ene kolonnen en annen overskrift, eller slett den.",
    references=(TABLES,),
)


@RULE.check
def check(view: View) -> Hits:
    for bound in view.bound.tables.values():
        for stray in compare(bound).strays:
            if not stray.double:
                continue
            message = f"Overskriften «{stray.header}» står også lenger til venstre i tabellen."
            wanted = stray.stands_for
            yield Hit(
                message if wanted is None else f"{message} Her skulle det stått «{wanted.header}».",
                cell=stray.cell,
                expected=wanted.header if wanted is not None else None,
                actual=stray.header,
                remedy=f"Skriv «{wanted.header}» i overskriften igjen." if wanted else "",
                hinders=wanted is not None and carries(wanted),
            )


@RULE.bad("«Budsjett 2026» på Hovedtall er blitt til enda en «Budsjett 2025».")
def _copied(e: Editor) -> Place:
    return e.rename_header(MAIN, "budget", "Budsjett 2025")


@RULE.bad("En ny kolonne på Partnere heter «Tillegg», som en annen.")
def _extra(e: Editor) -> Place:
    return e.add_column(PARTNERS, "Tillegg")


@RULE.good("En ny kolonne heter «Merknad 2».")
def _similar(e: Editor) -> None:
    e.add_column(PARTNERS, "Merknad 2")
