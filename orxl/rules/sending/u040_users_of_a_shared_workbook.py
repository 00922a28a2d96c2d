"""Names that Excel noted: who shared, reserved or changed the file."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
    people,
    quoted_list,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    found = inspected(view)
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


def _history(e: Editor) -> Place:
    e.parcel.part("xl/revisions/revisionHeaders.xml", "revisionHeaders")
    e.parcel.change(users=("Kari Nordmann",))
    return None


def _reserved(e: Editor) -> Place:
    e.parcel.change(users=("Ola Dahl",))
    return None


def _organisation(e: Editor) -> tuple[Place, ...]:
    e.parcel.change(users=("Osloregionen IPR",))
    return ()


RULE = Rule(
    code="U040",
    name="endringshistorikk",
    severity=Severity.WARNING,
    finds="Historikken i en delt arbeidsbok, og navn på dem som har delt eller reservert filen.",
    why="Historikken viser tall og tekster som er rettet eller slettet, og hvem som gjorde det.",
    remedy="Velg Se gjennom → Opphev deling av arbeidsbok (gammel versjon). Det sletter "
    "historikken.",
    check=check,
    bad=(
        Example("Arbeidsboken har vært delt og husker gamle tall.", _history),
        Example("Ola Dahl har reservert filen for seg.", _reserved),
    ),
    good=(Example("Bare organisasjonen er nevnt.", _organisation),),
)
