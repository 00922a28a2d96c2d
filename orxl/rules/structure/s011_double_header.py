"""Two columns of one table with the same header."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.headers import compare
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for bound in view.bound.tables.values():
        for stray in compare(view, bound).strays:
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
            )


def _copied(e: Editor) -> Place:
    return e.rename_header("tblHovedtall", "budget", "Budsjett 2025")


def _extra(e: Editor) -> Place:
    return e.add_column("tblPartnere", "Merknad")


def _similar(e: Editor) -> tuple[Place, ...]:
    e.add_column("tblPartnere", "Merknad 2")
    return ()


RULE = Rule(
    code="S011",
    name="dobbel-overskrift",
    severity=Severity.ERROR,
    finds="To kolonner i samme tabell har samme overskrift.",
    why="Formlene finner kolonnen ved overskriften og leser bare den første av dem.",
    remedy="Gi den ene kolonnen en annen overskrift, eller slett den.",
    check=check,
    bad=(
        Example("«Budsjett 2026» på Hovedtall er blitt til enda en «Budsjett 2025».", _copied),
        Example("En ny kolonne på Partnere heter «Merknad», som en annen.", _extra),
    ),
    good=(Example("En ny kolonne heter «Merknad 2».", _similar),),
)
