"""Measures that do not stand in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.measures import MEASURES, measures, order_of
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    found = [(row, measure.number) for row, measure in measures(view)]
    sound = _in_order([order_of(number) for _, number in found])
    last = ""
    for index, (row, number) in enumerate(found):
        if index in sound:
            last = number
            continue
        after = next((n for i, (_, n) in enumerate(found) if i > index and i in sound), "")
        words = [f"etter {last}"] if last else []
        words += [f"før {after}"] if after else []
        yield Hit(
            f"Tiltak {number} står {' og '.join(words)}.",
            cell=row.cells["number"],
            actual=number,
        )


def _in_order(numbers: Sequence[tuple[int, ...]]) -> set[int]:
    """The indices of the longest run that is in order; the fewest others are out of place."""
    length, before = [1] * len(numbers), [-1] * len(numbers)
    for i, number in enumerate(numbers):
        for j in range(i):
            if numbers[j] <= number and length[j] + 1 > length[i]:
                length[i], before[i] = length[j] + 1, j
    at = max(range(len(numbers)), key=length.__getitem__, default=-1)
    run = set()
    while at >= 0:
        run.add(at)
        at = before[at]
    return run


def _swapped(e: Editor) -> Place:
    first = e.where(MEASURES, "2.2.1", "number")
    second = e.put(MEASURES, "2.2.2", "number", "2.2.1")
    e.type_in(first, "2.2.2")
    return second


def _added_below(e: Editor) -> Place:
    row = e.add_row(MEASURES, number="1.7", title="Nytt tiltak")
    return e.at(MEASURES, row, "number")


def _high_number_early(e: Editor) -> Place:
    return e.put(MEASURES, "1.4", "number", "3.5.3")


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
        Example("Ett tiltak tidlig i tabellen har fått et høyt nummer.", _high_number_early),
    ),
    good=(Example("Tiltak 3.5.3 er skrevet nederst i tabellen.", _last_in_the_book),),
)
