"""A link to another workbook."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
)
from orxl.rules.view import View

_KINDS = ("externalLinkPath", "xlPathMissing", "xlStartup", "xlAlternateStartup", "xlLibrary")


def check(view: View) -> Iterator[Hit]:
    targets = [a.target for a in inspected(view).external if a.kind in _KINDS]
    for target in dict.fromkeys(targets):
        yield Hit(
            f"Arbeidsboken er koblet til en annen arbeidsbok: {nb.quoted(unquote(target))}. "
            "En kopi av tallene derfra følger med.",
            actual=target,
        )


def _linked(e: Editor) -> Place:
    e.parcel.external("externalLinkPath", "file:///C:/Budsjett/Regnskap%202025.xlsx")
    return None


def _web_link(e: Editor) -> tuple[Place, ...]:
    e.parcel.external("hyperlink", "https://www.osloregionen.no/", "Strategi")
    return ()


RULE = Rule(
    code="U009",
    name="kobling-til-annen-arbeidsbok",
    severity=Severity.ERROR,
    finds="En kobling til en annen arbeidsbok.",
    why="Mottakeren har ikke den andre filen. Excel advarer når boken åpnes, og tallene kan ikke "
    "etterprøves. Stien røper dessuten mapper og navn.",
    remedy="Velg Data → Rediger koblinger → Bryt kobling, og sett inn tallene som verdier.",
    check=check,
    bad=(Example("En kobling til regnskapet i en annen fil.", _linked),),
    good=(Example("En vanlig lenke til en nettside.", _web_link),),
)
