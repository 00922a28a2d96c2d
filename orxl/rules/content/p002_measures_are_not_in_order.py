"""Measures that do not stand in the order of their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MEASURES
from orxl.rules.shared.measures import measures, order_of

RULE = Rule(
    "P002",
    "tiltak-i-feil-rekkefølge",
    Severity.WARNING,
    finds="Et tiltak som ikke står i nummerrekkefølge på arket Tiltak.",
    why="Tabellene i saken skrives i samme rekkefølge som på arket.",
    remedy="Merk raden, klipp den ut og sett den inn der den hører hjemme, eller sorter tabellen.",
    references=(paper("2"), paper("3")),
)


@RULE.check
def check(view: View) -> Hits:
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


@RULE.bad("To tiltak har byttet plass.")
def _swapped(e: Editor) -> Place:
    first = e.where(MEASURES, "2.2.1", "number")
    second = e.put(MEASURES, "2.2.2", "number", "2.2.1")
    e.type_in(first, "2.2.2")
    return second


@RULE.bad("Tiltak 1.7 er skrevet nederst i tabellen.")
def _added_below(e: Editor) -> Place:
    row = e.add_row(MEASURES, number="1.7", title="Nytt tiltak")
    return e.at(MEASURES, row, "number")


@RULE.bad("Ett tiltak tidlig i tabellen har fått et høyt nummer.")
def _high_number_early(e: Editor) -> Place:
    return e.put(MEASURES, "1.4", "number", "3.5.3")


@RULE.good("Tiltak 3.5.3 er skrevet nederst i tabellen.")
def _last_in_the_book(e: Editor) -> None:
    e.add_row(MEASURES, number="3.5.3", title="Nytt tiltak")
