"""A person named in the document properties."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR, PRIVACY
from orxl.rules.shared.sending import INSPECT, organisation, people

RULE = Rule(
    "U013",
    "person-i-egenskapene",
    Severity.WARNING,
    asks=FileView,
    finds="Navn på personer eller andre firmaer i dokumentegenskapene.",
    why="Navnene følger filen overalt. De kan være feil (fra en mal) eller være personopplysninger "
    "som ikke hører hjemme i en publisert sak.",
    remedy=f"Velg {INSPECT} → Dokumentegenskaper og personlig informasjon → Fjern alle.",
    references=(INSPECTOR, PRIVACY),
)

_ROLES = (
    ("creator", "Forfatter"),
    ("last_modified_by", "Sist endret av"),
    ("manager", "Leder"),
    ("company", "Firma"),
)


@RULE.check
def check(view: FileView) -> Hits:
    found = view.inspection.properties
    own = organisation(view)
    named = []
    for field, role in _ROLES:
        names = people(view, [getattr(found, field)])
        if names and not (field == "company" and not own):
            named.append(f"{role}: {names[0]}")
    if named:
        yield Hit(f"Dokumentegenskapene sier {nb.listed(named)}.", actual="; ".join(named))


@RULE.bad("Excel har notert hvem som lagret sist.")
def _saved_by(e: Editor) -> Place:
    e.file.properties(last_modified_by="Kari Nordmann")
    return None


@RULE.bad("Firmaet i egenskapene er en konsulents.")
def _consultant(e: Editor) -> Place:
    e.file.properties(company="Konsulentene AS")
    return None


@RULE.good("Egenskapene nevner bare organisasjonen og programmet.")
def _own(e: Editor) -> None:
    e.file.properties(company="Osloregionen IPR", creator="openpyxl")
