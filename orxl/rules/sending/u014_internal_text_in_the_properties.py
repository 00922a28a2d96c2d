"""Remarks, keywords or own fields in the properties."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    INSPECT,
    inspected,
    quoted_list,
)
from orxl.rules.view import View

_TECHNICAL = frozenset(
    {"AppVersion", "DocSecurity", "HyperlinksChanged", "LinksUpToDate", "ScaleCrop", "ShareDoc"}
)
"""What LibreOffice keeps of Excel's own properties."""


def check(view: View) -> Iterator[Hit]:
    found = inspected(view).properties
    for label, text in (("Kommentarer", found.description), ("Stikkord", found.keywords)):
        if text:
            yield Hit(f"Dokumentegenskapen «{label}» inneholder {nb.quoted(text)}.", actual=text)
    custom = [(name, value) for name, value in found.custom if value and name not in _TECHNICAL]
    if custom:
        names = [name for name, _ in custom]
        yield Hit(
            f"Dokumentet har egendefinerte egenskaper: {quoted_list(names)}. "
            f"Den første er {nb.quoted(custom[0][1])}.",
            actual=custom[0][1],
        )


def _description(e: Editor) -> Place:
    e.parcel.properties(description="Gammelt utkast, bruker tallene fra mars")
    return None


def _custom(e: Editor) -> Place:
    e.parcel.properties(custom=(("_AuthorEmail", "kari.nordmann@example.no"),))
    return None


def _title(e: Editor) -> tuple[Place, ...]:
    e.parcel.properties(title="Handlingsprogram og budsjett 2026")
    return ()


RULE = Rule(
    code="U014",
    name="intern-tekst-i-egenskapene",
    severity=Severity.NOTE,
    finds="Kommentarer, stikkord og egendefinerte felt i dokumentegenskapene.",
    why="Få vet at de er der, men mottakeren kan lese dem. Saks- og arkivsystemer legger ofte "
    "interne felt her.",
    remedy=f"Se på Fil → Informasjon → Egenskaper. Fjern det som er internt, eller bruk {INSPECT}.",
    check=check,
    bad=(
        Example("Feltet «Kommentarer» har en intern beskjed.", _description),
        Example("Et egendefinert felt har en e-postadresse.", _custom),
    ),
    good=(Example("Dokumentet har bare en tittel.", _title),),
)
