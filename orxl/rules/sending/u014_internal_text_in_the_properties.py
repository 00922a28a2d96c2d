"""Remarks, keywords or own fields in the properties."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.shared.sending import INSPECT, quoted_list

RULE = Rule(
    "U014",
    "intern-tekst-i-egenskapene",
    Severity.NOTE,
    asks=FileView,
    finds="Kommentarer, stikkord og egendefinerte felt i dokumentegenskapene.",
    why="Få vet at de er der, men mottakeren kan lese dem. Saks- og arkivsystemer legger ofte "
    "interne felt her.",
    remedy=f"Se på Fil → Informasjon → Egenskaper. Fjern det som er internt, eller bruk {INSPECT}.",
    references=(INSPECTOR,),
)

_TECHNICAL = frozenset(
    {"AppVersion", "DocSecurity", "HyperlinksChanged", "LinksUpToDate", "ScaleCrop", "ShareDoc"}
)
"""What LibreOffice keeps of Excel's own properties."""


@RULE.check
def check(view: FileView) -> Hits:
    found = view.inspection.properties
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


@RULE.bad("Feltet «Kommentarer» har en intern beskjed.")
def _description(e: Editor) -> Place:
    e.file.properties(description="Gammelt utkast, bruker tallene fra mars")
    return None


@RULE.bad("Et egendefinert felt har en e-postadresse.")
def _custom(e: Editor) -> Place:
    e.file.properties(custom=(("_AuthorEmail", "kari.nordmann@example.no"),))
    return None


@RULE.good("Dokumentet har bare en tittel.")
def _title(e: Editor) -> None:
    e.file.properties(title="Handlingsprogram og budsjett 2026")
