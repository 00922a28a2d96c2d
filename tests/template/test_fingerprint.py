"""The fingerprint sees what people change, alike in both engines and in LibreOffice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from orxl.app.check import check
from orxl.app.recalculate import recalculate_file
from orxl.binding import BoundBook, bind
from orxl.core.edits import AppendRows, Content, Edit, SetCell
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.formulas.recalculate import recalculate
from orxl.layout import layout_for
from orxl.layout.fingerprint import CHANGED, LETTERS, SAME, UNRECORDED
from orxl.layout.names import CHANGES, MAIN, MEASURES, MEMBERS, PARTNERS, PRINTS
from orxl.xlsx import patch, read_bytes
from tests.libreoffice import libreoffice_values_of_many
from tests.oracle import needs_libreoffice

NOW = datetime(2025, 12, 10, 9, 30)
Change = Callable[[BoundBook], list[Edit]]


def _put(now: BoundBook, table: str, row: str, key: str, value: Content) -> Edit:
    cell = now.where(table, row, key)
    assert cell is not None
    return SetCell(cell, value)


def _swapped(now: BoundBook, table: str, first: int, second: int) -> list[Edit]:
    """Two rows change places: all that is filled in."""
    rows, spec = now.rows(table), now.layout.table(table)
    edits: list[Edit] = []
    for here, there in ((rows[first], rows[second]), (rows[second], rows[first])):
        keys = [column.key for column in spec.columns if not column.derived]
        edits += [SetCell(here.cells[key], there.values[key]) for key in keys]
    return edits


def _letters(now: BoundBook) -> list[Edit]:
    """Two letters of a title change places."""
    row = now.rows(MEASURES)[1]
    title = row.values["title"]
    assert isinstance(title, str)
    return [SetCell(row.cells["title"], title[:3] + title[4] + title[3] + title[5:])]


def _added(now: BoundBook) -> list[Edit]:
    bound = now.tables[PARTNERS]
    return [AppendRows(PARTNERS, (bound.contents({"measure": "1.1", "name": "Ny partner"}),))]


CHANGES_MADE: Mapping[str, tuple[str, Change]] = {
    "an amount": (MAIN, lambda now: [_put(now, MAIN, "Kommunikasjon", "budget", 151.0)]),
    "two digits swapped": (MAIN, lambda now: [_put(now, MAIN, "Kommunikasjon", "budget", 510.0)]),
    "zero for blank": (MAIN, lambda now: [_put(now, MAIN, "Kommunikasjon", "actual", 0.0)]),
    "a date": (MEMBERS, lambda now: [_put(now, MEMBERS, "Oslo", "left", datetime(2031, 12, 31))]),
    "a state": (MEASURES, lambda now: [_put(now, MEASURES, "1.1", "status", "Utsatt")]),
    "two letters swapped": (MEASURES, _letters),
    "two rows swapped": (MEMBERS, lambda now: _swapped(now, MEMBERS, 1, 4)),
    "a row added": (PARTNERS, _added),
}


def states(data: bytes) -> dict[Value, Value]:
    """What is said of each sheet, by its name, after a recalculation by both engines."""
    now = bind(read_bytes(data))
    agreed = recalculate(now.book).agreed
    return {row.values["sheet"]: agreed[row.cells["state"]] for row in now.rows(CHANGES)}


def changed(data: bytes, change: Change) -> bytes:
    return patch(data, change(bind(read_bytes(data))))


def test_nothing_is_changed_in_the_workbook_as_it_was_built(finished: bytes) -> None:
    assert set(states(finished).values()) == {SAME}


@pytest.mark.parametrize("name", CHANGES_MADE)
def test_a_change_shows_on_its_sheet(finished: bytes, name: str) -> None:
    table, change = CHANGES_MADE[name]
    sheet = layout_for(2026).tables[table][0].name
    said = states(changed(finished, change))
    assert said[sheet] == CHANGED
    # What is calculated in a column that is filled in elsewhere may change with it.
    assert [s for s, state in said.items() if state == CHANGED and s != sheet] == []


@pytest.mark.libreoffice
@needs_libreoffice
def test_libreoffice_gives_the_same_prints(finished: bytes) -> None:
    books = [finished, *(changed(finished, change) for _, change in CHANGES_MADE.values())]
    for data, theirs in zip(books, libreoffice_values_of_many(books), strict=True):
        for cell, ours in _prints(data).items():
            assert theirs[cell] == ours, cell


def _prints(data: bytes) -> dict[CellRef, Value]:
    now = bind(read_bytes(data))
    agreed = recalculate(now.book).agreed
    cells = [row.cells["now"] for table in (PRINTS, CHANGES) for row in now.rows(table)]
    return {cell: agreed[cell] for cell in cells}


def test_the_prints_are_whole_numbers_far_below_the_limit(finished: bytes) -> None:
    prints = [value for value in _prints(finished).values() if isinstance(value, float)]
    assert len(prints) > 100
    assert all(value == int(value) and 0 <= value < 2**50 for value in prints)


def test_every_input_has_a_print() -> None:
    layout = layout_for(2026)
    told = {row.texts["what"].rpartition(",")[0] for row in layout.table(PRINTS).rows}
    for sheet in layout.sheets:
        for table in sheet.tables:
            if table.content not in ("", "log"):
                for column in table.columns:
                    assert column.derived or f"{sheet.name}: {column.header}" in told


def test_the_alphabet_has_each_letter_once() -> None:
    assert len(set(LETTERS)) == len(LETTERS)


def test_only_a_run_on_record_registers(path: Path) -> None:
    before = path.read_bytes()
    path.write_bytes(changed(before, CHANGES_MADE["an amount"][1]))
    asked = path.read_bytes()
    assert "F013" in {f.code for f in check(path, today=NOW.date()).findings}
    assert path.read_bytes() == asked
    report = recalculate_file(path, moment=NOW, who="Kari")
    assert "F013" not in {f.code for f in report.findings}
    assert "F013" not in {f.code for f in check(path, today=NOW.date()).findings}
    assert set(states(path.read_bytes()).values()) == {SAME}


def test_a_print_that_nobody_kept_is_not_taken_for_the_same(finished: bytes) -> None:
    now = bind(read_bytes(finished))
    cell = now.where(CHANGES, "Mål", "recorded")
    assert cell is not None
    assert states(patch(finished, [SetCell(cell, BLANK)]))["Mål"] == UNRECORDED
