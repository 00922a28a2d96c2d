"""A person named in the document properties."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    INSPECT,
    inspected,
    organisation,
    people,
)
from orxl.rules.view import View

_ROLES = (
    ("creator", "Forfatter"),
    ("last_modified_by", "Sist endret av"),
    ("manager", "Leder"),
    ("company", "Firma"),
)


def check(view: View) -> Iterator[Hit]:
    found = inspected(view).properties
    own = organisation(view)
    named = []
    for field, role in _ROLES:
        names = people(view, [getattr(found, field)])
        if names and not (field == "company" and not own):
            named.append(f"{role}: {names[0]}")
    if named:
        yield Hit(f"Dokumentegenskapene sier {nb.listed(named)}.", actual="; ".join(named))


def _saved_by(e: Editor) -> Place:
    e.parcel.properties(last_modified_by="Kari Nordmann")
    return None


def _consultant(e: Editor) -> Place:
    e.parcel.properties(company="Konsulentene AS")
    return None


def _own(e: Editor) -> tuple[Place, ...]:
    e.parcel.properties(company="Osloregionen IPR", creator="openpyxl")
    return ()


RULE = Rule(
    code="U013",
    name="person-i-egenskapene",
    severity=Severity.WARNING,
    finds="Navn på personer eller andre firmaer i dokumentegenskapene.",
    why="Navnene følger filen overalt. De kan være feil (fra en mal) eller være personopplysninger "
    "som ikke hører hjemme i en publisert sak.",
    remedy=f"Velg {INSPECT} → Dokumentegenskaper og personlig informasjon → Fjern alle.",
    check=check,
    bad=(
        Example("Excel har notert hvem som lagret sist.", _saved_by),
        Example("Firmaet i egenskapene er en konsulents.", _consultant),
    ),
    good=(Example("Egenskapene nevner bare organisasjonen og programmet.", _own),),
)
