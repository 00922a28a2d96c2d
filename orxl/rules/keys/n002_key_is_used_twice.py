"""A key that two rows of a table share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.keyed import doubles
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View

_KEYS: Final = (
    ("tblForutsetninger", "name", Severity.ERROR),
    ("tblStrategi", "number", Severity.WARNING),
    ("tblOmråder", "code", Severity.ERROR),
    ("tblMål", "target_id", Severity.WARNING),
    ("tblOrganisering", "body_id", Severity.ERROR),
    ("tblOrganisering", "name", Severity.WARNING),
    ("tblHovedtall", "label", Severity.ERROR),
    ("tblProsjektmidler", "label", Severity.WARNING),
    ("tblTilskudd", "grant_id", Severity.ERROR),
    ("tblNoter", "note_id", Severity.ERROR),
    ("tblTekster", "number", Severity.WARNING),
)
"""Where a double key makes a figure or a reference wrong, it is an error."""


def check(view: View) -> Iterator[Hit]:
    for table, key, severity in _KEYS:
        for cell, code, earlier in doubles(view, table, key):
            yield Hit(
                f"«{code}» er allerede brukt i kolonnen «{view.header(table, key)}», i rad "
                f"{earlier}.",
                cell=cell,
                actual=code,
                severity=severity,
            )


def _grant(e: Editor) -> Place:
    row = e.add_row("tblTilskudd", grant_id="seadito", label="SEADITO 2", status="Søkt")
    return CellRef("Tilskudd", row, 1)


def _target(e: Editor) -> Place:
    return e.put("tblMål", "1.1-R2", "target_id", "1.1-R1")


def _line(e: Editor) -> Place:
    return e.put("tblHovedtall", "Prosjekter", "label", "Kommunikasjon")


def _rates(e: Editor) -> Place:
    return e.put("tblForutsetninger", "Kontingentsats_forrige", "name", "Kontingentsats")


def _same_partner(e: Editor) -> tuple[Place, ...]:
    e.add_row("tblPartnere", measure="1.2", name="KS")
    e.add_row("tblPartnere", measure="1.3", name="KS")
    return ()


RULE = Rule(
    code="N002",
    name="nøkkel-brukt-to-ganger",
    severity=Severity.ERROR,
    finds="To rader i en tabell har samme kode, nummer eller navn der det skal være entydig.",
    why="Formler og lister finner raden ved denne koden og tar den første, eller legger sammen "
    "begge.",
    remedy="Gi den ene raden en egen kode, eller slett den hvis den er kommet inn to ganger.",
    check=check,
    bad=(
        Example("Et nytt tilskudd er kalt «seadito», som et annet.", _grant),
        Example("Målet 1.1-R2 har fått koden 1.1-R1.", _target),
        Example("Posten «Prosjekter» er omdøpt til «Kommunikasjon», som finnes.", _line),
        Example("To forutsetninger har navnet «Kontingentsats».", _rates),
    ),
    good=(Example("Samme partner er ført på to tiltak.", _same_partner),),
)
