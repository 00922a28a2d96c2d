"""A link to another workbook."""

from __future__ import annotations

from urllib.parse import unquote

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR

RULE = Rule(
    "U009",
    "kobling-til-annen-arbeidsbok",
    Severity.ERROR,
    asks=FileView,
    finds="En kobling til en annen arbeidsbok.",
    why="Mottakeren har ikke den andre filen. Excel advarer når boken åpnes, og tallene kan ikke "
    "etterprøves. Stien røper dessuten mapper og navn.",
    remedy="Velg Data → Rediger koblinger → Bryt kobling, og sett inn tallene som verdier.",
    references=(INSPECTOR,),
)

_KINDS = ("externalLinkPath", "xlPathMissing", "xlStartup", "xlAlternateStartup", "xlLibrary")


@RULE.check
def check(view: FileView) -> Hits:
    targets = [a.target for a in view.inspection.external if a.kind in _KINDS]
    for target in dict.fromkeys(targets):
        yield Hit(
            f"Arbeidsboken er koblet til en annen arbeidsbok: {nb.quoted(unquote(target))}. "
            "En kopi av tallene derfra følger med.",
            actual=target,
        )


@RULE.bad("En kobling til regnskapet i en annen fil.")
def _linked(e: Editor) -> Place:
    e.file.external("externalLinkPath", "file:///C:/Budsjett/Regnskap%202025.xlsx")
    return None


@RULE.good("En vanlig lenke til en nettside.")
def _web_link(e: Editor) -> None:
    e.file.external("hyperlink", "https://www.osloregionen.no/", "Strategi")
