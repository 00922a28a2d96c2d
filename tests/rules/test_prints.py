"""What the fingerprint of the last run tells of a column: prints, moves and slips."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orxl.binding import bind
from orxl.core.values import BLANK, Value
from orxl.layout.fingerprint import columns_on_record
from orxl.layout.names import CHANGES
from orxl.rules.kit import Editor, View
from orxl.rules.kit.tables import MAIN, MEMBERS, POPULATION, PROJECTS, TARGETS
from orxl.rules.shared.guesses import DOWN, MOVED, SORTED, SWAPPED, UP
from orxl.rules.shared.moved import moves
from orxl.rules.shared.prints import changed, put_on_record
from orxl.rules.shared.recorded_rows import grown
from orxl.rules.shared.slips import DIGITS, FOLDS, GONE, LOST, SIGN, slips
from orxl.xlsx import read_bytes
from tests.helpers import view_of


def test_the_print_made_here_is_the_one_that_the_workbooks_formula_gives(sound: View) -> None:
    e = Editor(sound.bound)
    known = columns_on_record(sound.layout.sheets)
    put_on_record(e, *{spec.name for spec, _ in known.values()})
    for row in sound.rows(CHANGES):
        if (what := sound.text(row, "what")) in known:
            recorded = e.book.cell(row.cells["recorded"]).value
            assert recorded == sound.value(row.cells["now"]), what
    assert changed(view_of(e.book, sound)) == ()


def _damaged(
    sound: View, table: str, column: str, change: Callable[[list[Value]], list[Value]]
) -> View:
    e = Editor(sound.bound)
    put_on_record(e, table)
    rows = sound.bound.tables[table].filled
    new = change([row.values[column] for row in rows])
    for row, value in zip(rows, new, strict=True):
        if value is not row.values[column]:
            e.type_in(row.cells[column], value)
    return view_of(e.book, sound)


def _swap(values: list[Value]) -> list[Value]:
    values[2], values[7] = values[7], values[2]
    return values


def _elsewhere(values: list[Value]) -> list[Value]:
    at = next(i for i, value in enumerate(values) if value is not BLANK)
    to = next(i for i, value in enumerate(values) if value is BLANK)
    values[at], values[to] = values[to], values[at]
    return values


def _down(values: list[Value]) -> list[Value]:
    return [*values[:5], BLANK, *values[5:-1]]


def _up(values: list[Value]) -> list[Value]:
    return [*values[:5], *values[6:], BLANK]


def _half(values: list[Value]) -> list[Value]:
    return [*values[:40], *sorted(values[40:], key=str)]


@pytest.mark.parametrize(
    ("table", "column", "change", "how"),
    [
        (TARGETS, "text", _swap, SWAPPED),
        (POPULATION, "inhabitants", _swap, SWAPPED),
        (MEMBERS, "left", _elsewhere, MOVED),
        (TARGETS, "number", _elsewhere, MOVED),
        (MEMBERS, "region", _down, DOWN),
        (POPULATION, "inhabitants", _up, UP),
        (TARGETS, "text", _half, SORTED),
    ],
)
def test_what_was_moved_alone_is_told_with_how(
    sound: View,
    table: str,
    column: str,
    change: Callable[[list[Value]], list[Value]],
    how: str,
) -> None:
    view = _damaged(sound, table, column, change)
    assert [(move.of.column.key, move.how) for move in moves(view)] == [(column, how)]


@pytest.mark.parametrize(
    ("change", "how"),
    [
        (lambda value: float(f"{value:.0f}"[1] + f"{value:.0f}"[0] + f"{value:.0f}"[2:]), DIGITS),
        (lambda value: value * 1000, FOLDS),
        (lambda value: -value, SIGN),
        (lambda value: float(f"{value:.0f}"[:1] + f"{value:.0f}"[2:]), LOST),
        (lambda _: BLANK, GONE),
    ],
)
def test_a_slip_in_one_cell_is_told_with_what_it_held(
    sound: View, change: Callable[[float], Value], how: str
) -> None:
    (row,) = (r for r in sound.rows(POPULATION) if r.values["inhabitants"] == 98_815.0)
    e = Editor(sound.bound)
    put_on_record(e, POPULATION)
    e.type_in(row.cells["inhabitants"], change(98_815.0))
    (slip,) = slips(view_of(e.book, sound))
    assert (slip.how, slip.then) == (how, 98_815.0)


@pytest.mark.parametrize(
    ("table", "column", "row", "value"),
    [
        (MAIN, "line", "Kommunikasjon", 14.0),
        (PROJECTS, "budget_prior", "Strategiske satsinger", 300.0),
    ],
)
def test_one_cell_that_was_typed_over_is_not_taken_for_a_sorted_column(
    sound: View, table: str, column: str, row: str, value: float
) -> None:
    e = Editor(sound.bound)
    put_on_record(e, table)
    e.put(table, row, column, value)
    assert moves(view_of(e.book, sound)) == ()


def test_no_slip_is_told_in_a_table_that_has_other_rows_than_the_record(
    sound: View, shipped: bytes
) -> None:
    view = View(bind(read_bytes(shipped)), sound.recalculation)
    assert not grown(view, TARGETS)
    e = Editor(view.bound)
    e.add_row(TARGETS, target_id="9.9.9-R1")
    assert grown(view_of(e.book, view), TARGETS)


def test_two_changes_in_one_column_are_not_explained(sound: View) -> None:
    first, second, *_ = sound.rows(POPULATION)
    e = Editor(sound.bound)
    put_on_record(e, POPULATION)
    e.type_in(first.cells["inhabitants"], 700_001.0)
    e.type_in(second.cells["inhabitants"], 46_001.0)
    view = view_of(e.book, sound)
    assert [one.column.key for one in changed(view)] == ["inhabitants"]
    assert (moves(view), slips(view)) == ((), ())
