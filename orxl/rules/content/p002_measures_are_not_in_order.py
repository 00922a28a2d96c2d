"""Measures that do not stand in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.measures import MEASURES, measures, order_of
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    highest = ""
    for row, measure in measures(view):
        if highest and order_of(measure.number) < order_of(highest):
            yield Hit(
                f"Tiltak {measure.number} står etter {highest}.",
                cell=row.cells["number"],
                actual=measure.number,
            )
        else:
            highest = measure.number


def _swapped(e: Editor) -> Place:
    first = e.where(MEASURES, "2.2.1", "number")
    second = e.put(MEASURES, "2.2.2", "number", "2.2.1")
    e.type_in(first, "2.2.2")
    return second


def _added_below(e: Editor) -> Place:
    row = e.add_row(MEASURES, number="1.7", title="Nytt tiltak")
    return e.at(MEASURES, row, "number")


def _last_in_the_book(e: Editor) -> tuple[Place, ...]:
    e.add_row(MEASURES, number="3.5.3", title="Nytt tiltak")
    return ()


RULE = Rule(
    code="P002",
    name="tiltak-i-feil-rekkefølge",
    severity=Severity.WARNING,
    finds="Et tiltak som ikke står i nummerrekkefølge på arket Tiltak.",
    why="Tabellene i saken skrives i samme rekkefølge som på arket.",
    remedy="Merk raden, klipp den ut og sett den inn der den hører hjemme, eller sorter tabellen.",
    check=check,
    bad=(
        Example("To tiltak har byttet plass.", _swapped),
        Example("Tiltak 1.7 er skrevet nederst i tabellen.", _added_below),
    ),
    good=(Example("Tiltak 3.5.3 er skrevet nederst i tabellen.", _last_in_the_book),),
)
