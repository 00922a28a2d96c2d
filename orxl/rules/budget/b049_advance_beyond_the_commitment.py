"""An advance, or what is bound from before, beyond the commitment of the grant."""

from __future__ import annotations

from typing import Final

from orxl.programme.grant_years import commitment
from orxl.programme.models import Grant
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANT_YEARS, GRANTS
from orxl.rules.shared.amounts import amount, grants
from orxl.rules.shared.grants import years_of

RULE = Rule(
    "B049",
    "forskudd-over-tilsagnet",
    Severity.WARNING,
    finds="Forskudd og det som er bundet fra før, som til sammen er mer enn hele tilsagnet, eller "
    "prosjektmidler i et år som er mer enn inntekten, det som er bundet, og egne penger.",
    why="Giveren betaler ikke ut mer enn tilsagnet.",
    remedy="Skriv beløpet i 1000 kr slik tilsagnsbrevet og regnskapet har det.",
    references=(paper("5.1.3"),),
)
_OF_ALL: Final = ("advance", "opening")


@RULE.check
def check(view: View) -> Hits:
    if not view.has(GRANT_YEARS, "grant", *_OF_ALL):
        return
    for _, grant in grants(view):
        yield from _unpaid(view, grant)
        limit = commitment(grant, view.programme.number("Kurs_EUR"))
        if limit is None or limit <= 0:
            continue
        paid, told = 0.0, False
        for row, _year in years_of(view, grant.grant_id):
            for key in _OF_ALL:
                own = amount(view, row, key)
                paid += own or 0
                if own and paid > float(limit) and not told:
                    told = True
                    yield Hit(
                        f"«{view.header(GRANT_YEARS, key)}» for {nb.quoted(grant.label)} er til "
                        f"sammen {nb.number(round(paid, 6))}, mer enn hele tilsagnet på "
                        f"{nb.number(limit)} i 1000 kr.",
                        cell=row.cells[key],
                        expected=float(limit),
                        actual=round(paid, 6),
                    )


def _unpaid(view: View, grant: Grant) -> Hits:
    """Project funds of a year that nothing pays for."""
    for row, year in years_of(view, grant.grant_id):
        frame = amount(view, row, "frame")
        keys = ("income", "own_money", "advance", "opening")
        paid = sum(amount(view, row, key) or 0 for key in keys)
        bound = sum(amount(view, r, "opening") or 0 for r, _ in years_of(view, grant.grant_id))
        if frame and paid and frame > max(paid, bound):
            yield Hit(
                f"Prosjektmidlene til {nb.quoted(grant.label)} i {year.year} er "
                f"{nb.number(frame)}, men inntekten, det som er bundet, og egne penger er bare "
                f"{nb.number(paid)}.",
                cell=row.cells["frame"],
                expected=paid,
                actual=frame,
            )


@RULE.bad("Inntekten og prosjektmidlene har byttet plass.")
def _exchanged(e: Editor) -> Place:
    e.put(GRANT_YEARS, "ORBIFY", "income", 300.0)
    return e.put(GRANT_YEARS, "ORBIFY", "frame", 830.0)


@RULE.bad("GEO4Water har fått 2 000 i forskudd av 1 755.")
def _too_much(e: Editor) -> Place:
    return e.put(GRANT_YEARS, "GEO4WATER", "advance", 2000.0)


@RULE.bad("SEADITO har 4 000 bundet fra før av 585.")
def _bound(e: Editor) -> Place:
    return e.put(GRANT_YEARS, "SEADITO", "opening", 4000.0)


@RULE.good("ORBIFY har fått en tredel i forskudd.")
def _a_part(e: Editor) -> None:
    e.put(GRANT_YEARS, "ORBIFY", "advance", 800.0)
    e.put(GRANTS, "ORBIFY", "status", "Innvilget")
