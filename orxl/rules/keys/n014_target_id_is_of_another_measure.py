"""A target whose ID begins with the number of another measure than its own."""

from __future__ import annotations

from collections import Counter
from typing import Final

from orxl.binding import BoundRow
from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.table_keys import keys, same

RULE = Rule(
    "N014",
    "mål-id-passer-ikke-tiltaket",
    Severity.ERROR,
    finds="Et mål der ID-en begynner med et annet tiltaksnummer enn det som står i «Tiltak».",
    why="Målet skrives ut under feil tiltak, eller det finnes ikke igjen på ID-en sin.",
    remedy="Rett «Tiltak» eller «Mål ID», så de viser til samme tiltak.",
    references=(CODES,),
)

_NUMBERED: Final = regex(r"(\d+(?:\.\d+)+)-\w+")
"""«2.3.1-R3»; of an ID in another form nothing is known."""


@RULE.check
def check(view: View) -> Hits:
    if not view.has(TARGETS, "target_id", "measure") or not view.has(MEASURES, "number"):
        return
    known = keys(view, MEASURES, "number")
    times = Counter(same(view.text(row, "target_id")) for row in view.rows(TARGETS))
    others: dict[tuple[str, str], list[BoundRow]] = {}
    for row in view.rows(TARGETS):
        written = _NUMBERED.fullmatch(view.text(row, "target_id"))
        measure = view.text(row, "measure")
        if times[same(view.text(row, "target_id"))] > 1:
            continue  # which of them has the wrong ID is not known: N002
        # A measure that there is not, is N003's.
        if written is not None and same(measure) in known and written[1] != measure:
            others.setdefault((written[1], measure), []).append(row)
    for (number, measure), rows in others.items():
        ids = [view.text(row, "target_id") for row in rows]
        if same(number) in known:
            cell, expected, actual, more = rows[0].cells["measure"], number, measure, ""
        else:  # the measure has another number now: what refers to none is what is old
            cell, expected, actual = rows[0].cells["target_id"], measure, ids[0]
            more = ", som ikke finnes"
        yield Hit(
            f"{nb.listed(ids)} er ført på tiltak {measure}, men ID-en viser til tiltak {number}"
            f"{more}.",
            cell=cell,
            expected=expected,
            actual=actual,
        )


@RULE.bad("2.3.1-R3 er ført på tiltak 2.1.3.")
def _digits_swapped(e: Editor) -> Place:
    return e.put(TARGETS, "2.3.1-R3", "measure", "2.1.3")


@RULE.bad("Begge målene til 3.5.2 er ført på 3.5.1: det sies én gang.")
def _two_at_once(e: Editor) -> Place:
    e.put(TARGETS, "3.5.2-E1", "measure", "3.5.1")
    return e.put(TARGETS, "3.5.2-R1", "measure", "3.5.1")


@RULE.bad("Tiltaket har fått nytt nummer overalt, men ikke i målets ID.")
def _renumbered(e: Editor) -> Place:
    e.put(MEASURES, "2.3.1", "number", "2.3.9")
    for target in ("2.3.1-R1", "2.3.1-R2", "2.3.1-R3", "2.3.1-E1"):
        e.put(TARGETS, target, "measure", "2.3.9")
    return e.where(TARGETS, "2.3.1-R1", "target_id")


@RULE.good("Målet er ført på et tiltak som ikke finnes; det er et annet funn.")
def _unknown_measure(e: Editor) -> None:
    e.put(TARGETS, "2.3.1-R3", "measure", "2.3.9")


@RULE.good("ID-en er et annet måls; det er et annet funn.")
def _taken(e: Editor) -> None:
    e.put(TARGETS, "2.3.1-R3", "target_id", "2.1.3-R3")


@RULE.good("En ID uten tiltaksnummer.")
def _own_form(e: Editor) -> None:
    e.put(TARGETS, "2.3.1-R3", "target_id", "Høring")
