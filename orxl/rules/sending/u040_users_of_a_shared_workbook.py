"""Names that Excel noted: who shared, reserved or changed the file."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import PRIVACY
from orxl.rules.shared.sending import people, quoted_list

RULE = Rule(
    "U040",
    "endringshistorikk",
    Severity.WARNING,
    asks=FileView,
    finds="Historikken i en delt arbeidsbok, og navn på dem som har delt eller reservert filen.",
    why="Historikken viser tall og tekster som er rettet eller slettet, og hvem som gjorde det.",
    remedy="Velg Se gjennom → Opphev deling av arbeidsbok (gammel versjon). Det sletter "
    "historikken.",
    references=(PRIVACY,),
)


@RULE.check
def check(view: FileView) -> Hits:
    found = view.inspection
    names = people(view, found.users)
    history = found.of_kind("revisionHeaders", "revisionLog")
    if history:
        by = f" av {quoted_list(names)}" if names else ""
        yield Hit(
            f"Arbeidsboken har lagret historikk: tidligere innhold og endringer{by} følger med.",
            actual="; ".join(names),
        )
    elif names:
        yield Hit(
            f"Filen sier at {quoted_list(names)} har delt eller reservert den.",
            actual="; ".join(names),
            severity=Severity.NOTE,
        )


@RULE.bad("Arbeidsboken har vært delt og husker gamle tall.")
def _history(e: Editor) -> Place:
    e.file.part("xl/revisions/revisionHeaders.xml", "revisionHeaders")
    e.file.change(users=("Kari Nordmann",))
    return None


@RULE.bad("Ola Dahl har reservert filen for seg.")
def _reserved(e: Editor) -> Place:
    e.file.change(users=("Ola Dahl",))
    return None


@RULE.good("Bare organisasjonen er nevnt.")
def _organisation(e: Editor) -> None:
    e.file.change(users=("Osloregionen IPR",))
