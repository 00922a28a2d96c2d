"""A measure that goes on without its grant, or hangs on an application without saying so."""

from __future__ import annotations

import re

from orxl.programme.codes import GrantStatus, MeasureStatus
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import GRANTS, MEASURES
from orxl.rules.shared.amounts import grants
from orxl.rules.shared.measures import measures
from orxl.rules.shared.texts import mentions

RULE = Rule(
    "P010",
    "tiltak-passer-ikke-tilskuddet",
    Severity.WARNING,
    finds="Et tiltak som fortsetter uten tilskuddet det finansieres av, som er avhengig av et søkt "
    "tilskudd uten at forbeholdet er skrevet, eller som handler om et tilskudd det ikke er knyttet "
    "til.",
    why="Programmet lover ellers noe det ikke er penger til.",
    remedy="Sett tiltakets status til «Avbrutt» eller «Utsatt», eller ta bort tilskuddet hvis "
    "tiltaket gjennomføres for egne midler.",
)

_CLOSED = {
    GrantStatus.REFUSED: ("avslått", {MeasureStatus.STOPPED, MeasureStatus.POSTPONED}),
    GrantStatus.ENDED: (
        "avsluttet",
        {MeasureStatus.STOPPED, MeasureStatus.POSTPONED, MeasureStatus.DONE},
    ),
}


@RULE.check
def check(view: View) -> Hits:
    by_id = {grant.grant_id: grant for _, grant in grants(view)}
    served = {measure.grant for _, measure in measures(view)}
    for row, measure in measures(view):
        named = {m.grant.grant_id: m.grant for m in mentions(view, measure.title or "")}
        other = next((g for key, g in named.items() if key not in served), None)
        if other is not None and "grant" in row.cells and measure.grant not in named:
            now = by_id.get(measure.grant or "")
            held = f"knyttet til {nb.quoted(now.label)}" if now else "ikke knyttet til det"
            yield Hit(
                f"Tiltak {measure.number} handler om {nb.quoted(other.label)}, men er {held}.",
                cell=row.cells["grant"],
                expected=other.grant_id,
                actual=row.values.get("grant", BLANK),
                remedy=f"Velg {nb.quoted(other.grant_id)} i Tilskudd, eller rett teksten.",
            )
        grant = by_id.get(measure.grant) if measure.grant is not None else None
        if grant is None or "status" not in row.cells or "condition" not in row.cells:
            continue
        words, fitting = _CLOSED.get(grant.status, ("", set()))
        if words and measure.status not in fitting and not _hopes_for_no(measure.condition):
            status = f"status {nb.quoted(measure.status)}" if measure.status else "ingen status"
            yield Hit(
                f"Tiltak {measure.number} har {status}, men tilskuddet {nb.quoted(grant.label)} er "
                f"{words}.",
                cell=row.cells["status"],
                actual=row.values.get("status", BLANK),
            )
        elif grant.status is GrantStatus.APPLIED and measure.condition is None:
            yield Hit(
                f"Tiltak {measure.number} er avhengig av tilskuddet {nb.quoted(grant.label)}, "
                "som er søkt, "
                "men ikke innvilget. Forbeholdet er ikke skrevet.",
                cell=row.cells["condition"],
                actual=BLANK,
                remedy="Skriv i Forbehold hva tiltaket er avhengig av, for eksempel «om tilsagn».",
            )


def _hopes_for_no(condition: str | None) -> bool:
    """Whether the measure matters more without the grant: «dersom … ikke blir antatt»."""
    return condition is not None and re.search(r"\bikke\b", condition.casefold()) is not None


@RULE.bad("ORBIFY er avslått, men tiltak 3.3.1 er ikke avbrutt.")
def _refused(e: Editor) -> Place:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    return e.where(MEASURES, "3.3.1", "status")


@RULE.bad("SEADITO er avsluttet, men tiltak 3.4.1 er ikke startet.")
def _ended(e: Editor) -> Place:
    e.put(GRANTS, "SEADITO", "status", "Avsluttet")
    return e.where(MEASURES, "3.4.1", "status")


@RULE.bad("Forbeholdet «om tilsagn» er slettet.")
def _condition_removed(e: Editor) -> Place:
    return e.put(MEASURES, "3.3.1", "condition", BLANK)


@RULE.bad("Tiltaket om ORBIFY har mistet tilskuddet, og det om Geo4Water har fått et annet.")
def _other_grant(e: Editor) -> tuple[Place, ...]:
    first = e.put(MEASURES, "3.3.1", "grant", BLANK)
    return first, e.put(MEASURES, "2.2.2", "grant", "SEADITO")


@RULE.good("Tiltakene er avbrutt eller gjennomført.")
def _stopped(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    e.put(MEASURES, "3.3.1", "status", "Avbrutt")
    e.put(GRANTS, "KLIMASATS", "status", "Avsluttet")
    e.put(MEASURES, "3.2.1", "status", "Gjennomført")
