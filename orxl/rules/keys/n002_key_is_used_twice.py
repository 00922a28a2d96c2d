"""A key that two rows of a table share."""

from __future__ import annotations

from typing import Final

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import (
    AHEAD_LINES,
    AREAS,
    ASSUMED,
    BODIES,
    GRANTS,
    MAIN,
    NOTES,
    PARAGRAPHS,
    PARTNERS,
    PROJECTS,
    SCENARIOS,
    STRATEGY,
    TARGETS,
)
from orxl.rules.shared.table_keys import doubles

RULE = Rule(
    "N002",
    "nøkkel-brukt-to-ganger",
    Severity.ERROR,
    finds="To rader i en tabell har samme kode, nummer eller navn der det skal være entydig.",
    why="Formler og lister finner raden ved denne koden og tar den første, eller legger sammen "
    "begge.",
    remedy="Gi den ene raden en egen kode, eller slett den hvis den er kommet inn to ganger.",
    references=(CODES,),
)

_KEYS: Final = (
    (ASSUMED, "name", Severity.ERROR),
    (STRATEGY, "number", Severity.ERROR),
    (AREAS, "code", Severity.ERROR),
    (AREAS, "name", Severity.WARNING),
    (TARGETS, "target_id", Severity.ERROR),
    (BODIES, "body_id", Severity.ERROR),
    (BODIES, "name", Severity.WARNING),
    (MAIN, "label", Severity.ERROR),
    (MAIN, "line", Severity.NOTE),
    (PROJECTS, "label", Severity.ERROR),
    (GRANTS, "grant_id", Severity.ERROR),
    (SCENARIOS, "name", Severity.ERROR),
    (AHEAD_LINES, "label", Severity.ERROR),
    (NOTES, "note_id", Severity.ERROR),
    (PARAGRAPHS, "number", Severity.ERROR),
)
"""Where a double key makes a figure or a reference wrong, it is an error."""


@RULE.check
def check(view: View) -> Hits:
    for table, key, severity in _KEYS:
        for cell, code, earlier in doubles(view, table, key):
            yield Hit(
                f"«{code}» er allerede brukt i kolonnen «{view.header(table, key)}», i rad "
                f"{earlier}.",
                cell=cell,
                actual=code,
                severity=severity,
            )


@RULE.bad("Et nytt tilskudd er kalt «seadito», som et annet.")
def _grant(e: Editor) -> Place:
    row = e.add_row(GRANTS, grant_id="seadito", label="SEADITO 2", status="Søkt")
    return CellRef("Tilskudd", row, 1)


@RULE.bad("Målet 1.1-R2 har fått koden 1.1-R1.")
def _target(e: Editor) -> Place:
    return e.put(TARGETS, "1.1-R2", "target_id", "1.1-R1")


@RULE.bad("Posten «Prosjekter» er omdøpt til «Kommunikasjon», som finnes.")
def _line(e: Editor) -> Place:
    return e.put(MAIN, "Prosjekter", "label", "Kommunikasjon")


@RULE.bad("To forutsetninger har navnet «Kontingentsats».")
def _rates(e: Editor) -> Place:
    second = e.where(ASSUMED, "Kontingentsats", "name")
    e.put(ASSUMED, "Kontingentsats_forrige", "name", "Kontingentsats")
    return second


@RULE.good("Samme partner er ført på to tiltak.")
def _same_partner(e: Editor) -> None:
    e.add_row(PARTNERS, measure="1.2", name="KS")
    e.add_row(PARTNERS, measure="1.3", name="KS")
