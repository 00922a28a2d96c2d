"""A gap in the numbering of an area's measures."""

from __future__ import annotations

from orxl.binding import BoundRow
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MEASURES
from orxl.rules.shared.measures import area_of, measures, order_of

RULE = Rule(
    "P001",
    "hull-i-nummereringen",
    Severity.WARNING,
    finds="Et tiltaksnummer som mangler i rekken i et område.",
    why="Leseren leter etter tiltaket som mangler, og henvisninger til tiltakene blir usikre.",
    remedy="Nummerer tiltakene i området fortløpende fra 1, også på Mål og Partnere.",
    references=(paper("2"), paper("3")),
)


@RULE.check
def check(view: View) -> Hits:
    areas: dict[str, dict[int, BoundRow]] = {}
    for row, measure in measures(view):
        serial = order_of(measure.number)[-1]
        areas.setdefault(area_of(measure.number), {}).setdefault(serial, row)
    for area, rows in areas.items():
        before = 0
        for serial in sorted(rows):
            missing = [f"{area}.{n}" for n in range(before + 1, serial)]
            if missing:
                number = f"{area}.{serial}"
                yield Hit(
                    f"Tiltak {nb.listed(missing)} mangler: nummereringen i område {area} hopper "
                    f"{f'fra {area}.{before} til' if before else 'rett til'} {number}.",
                    cell=rows[serial].cells["number"],
                    expected=missing[0],
                    actual=number,
                )
            before = serial


@RULE.bad("Siste tiltak i området har fått nummer 2.1.6 etter 2.1.3.")
def _skipped(e: Editor) -> Place:
    return e.put(MEASURES, "2.1.4", "number", "2.1.6")


@RULE.bad("Første tiltak er flyttet til et annet område.")
def _first_gone(e: Editor) -> Place:
    e.put(MEASURES, "3.5.1", "number", "3.6.1")
    return e.where(MEASURES, "3.5.2", "number")


@RULE.good("Området har ti tiltak; 2.1.10 kommer etter 2.1.9.")
def _tenth(e: Editor) -> None:
    for serial in range(5, 11):
        e.add_row(MEASURES, number=f"2.1.{serial}", title="Nytt tiltak")
