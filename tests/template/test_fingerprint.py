"""The fingerprint sees what people change, alike in both engines and in LibreOffice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from orxl.app.check import check
from orxl.app.recalculate import recalculate_file
from orxl.binding import BoundBook, bind
from orxl.core.edits import AppendRows, Content, Edit, SetCell
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import BLANK, Value
from orxl.formulas.engine import Declined
from orxl.formulas.recalculate import default_engines
from orxl.layout import layout_for
from orxl.layout.fingerprint import CHANGED, FIRST, LETTERS, SAME, UNRECORDED
from orxl.layout.names import (
    ASSUMED,
    CHANGES,
    MAIN,
    MEASURES,
    MEMBERS,
    PARAGRAPHS,
    PARTNERS,
    POPULATION,
)
from orxl.xlsx import patch, read_bytes
from tests.inserted.inserting import insert_columns, insert_rows
from tests.inserted.places import COLUMNS, ROWS, everywhere
from tests.libreoffice import libreoffice_values_of_many
from tests.oracle import needs_libreoffice

pytestmark = pytest.mark.slow

WITHIN = {"in the middle", "above the last row", "above the first row"}
"""Where an inserted row stands in the table itself."""
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


def _added(now: BoundBook) -> list[Edit]:
    bound = now.tables[PARTNERS]
    return [AppendRows(PARTNERS, (bound.contents({"measure": "1.1", "name": "Ny partner"}),))]


def _text(now: BoundBook, table: str, row: int, key: str, change: Callable[[str], str]) -> Edit:
    there = now.rows(table)[row]
    text = there.values[key]
    assert isinstance(text, str)
    return SetCell(there.cells[key], change(text))


def _late(text: str) -> str:
    """Two different letters beside each other after the first twelve change places."""
    at = next(i for i in range(FIRST, len(text) - 1) if text[i] != text[i + 1])
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


CHANGES_MADE: Mapping[str, tuple[str, Change]] = {
    "an amount": (
        "Hovedtall: Budsjett 2026",
        lambda now: [_put(now, MAIN, "Kommunikasjon", "budget", 151.0)],
    ),
    "two digits swapped": (
        "Hovedtall: Budsjett 2026",
        lambda now: [_put(now, MAIN, "Kommunikasjon", "budget", 510.0)],
    ),
    "two amounts swapped": (
        "Hovedtall: Budsjett 2026",
        lambda now: [
            _put(now, MAIN, "Kommunikasjon", "budget", 300.0),
            _put(now, MAIN, "Sekretariatet, andre utgifter", "budget", 150.0),
        ],
    ),
    "zero for blank": (
        "Hovedtall: Regnskap hittil",
        lambda now: [_put(now, MAIN, "Kommunikasjon", "actual", 0.0)],
    ),
    "the rate, by one øre": (
        "Forutsetninger: Verdi",
        lambda now: [_rate(now, 2.51)],
    ),
    "a choice among the assumptions": (
        "Forutsetninger: Verdi, Vekst_øvrige",
        lambda now: [_assumed(now, "Vekst_øvrige", "Nasjonal vekst")],
    ),
    "a date": (
        "Medlemmer: Medlem til",
        lambda now: [_put(now, MEMBERS, "Oslo", "left", datetime(2031, 12, 31))],
    ),
    "a state": (
        "Tiltak: Status",
        lambda now: [_put(now, MEASURES, "1.1", "status", "Utsatt")],
    ),
    "two letters of a title swapped": (
        "Tiltak: Tiltak",
        lambda now: [_text(now, MEASURES, 1, "title", lambda t: t[:3] + t[4] + t[3] + t[5:])],
    ),
    "a full stop far out in a text": (
        "Tekster: Tekst",
        lambda now: [_text(now, PARAGRAPHS, 20, "text", lambda t: f"{t}.")],
    ),
    "two rows swapped": ("Medlemmer: Kommune", lambda now: _swapped(now, MEMBERS, 1, 4)),
    "a row added": ("Partnere: Partner", _added),
    "a population": (
        "Folketall: Innbyggere",
        lambda now: [SetCell(now.rows(POPULATION)[700].cells["inhabitants"], 12_345.0)],
    ),
}


def _assumed(now: BoundBook, name: str, value: Content) -> Edit:
    cell = now.where(ASSUMED, name, "value", "name")
    assert cell is not None
    return SetCell(cell, value)


def _rate(now: BoundBook, rate: float) -> Edit:
    return _assumed(now, "Kontingentsats", rate)


def states(data: bytes) -> dict[Value, Value]:
    """What is said of each column, by its name, after a recalculation by both engines."""
    return states_of(read_bytes(data))


def states_of(book: Book) -> dict[Value, Value]:
    rows = bind(book).rows(CHANGES)
    given = agreed(book, [row.cells["state"] for row in rows])
    return {row.values["what"]: given[row.cells["state"]] for row in rows}


def agreed(book: Book, cells: Sequence[CellRef]) -> Mapping[CellRef, Value]:
    """What both engines give in *cells*, and in no others: a fingerprint rests on inputs alone."""
    one, other = (engine.evaluate(book, cells) for engine in default_engines())
    values = {cell: value for cell, value in one.items() if not isinstance(value, Declined)}
    assert values.keys() == set(cells)
    assert values == other
    return values


def changed(data: bytes, change: Change) -> bytes:
    return patch(data, change(bind(read_bytes(data))))


def test_nothing_is_changed_in_the_workbook_as_it_was_built(finished: bytes) -> None:
    assert set(states(finished).values()) == {SAME}


@pytest.mark.parametrize("name", CHANGES_MADE)
def test_a_change_shows_in_its_column(finished: bytes, name: str) -> None:
    column, change = CHANGES_MADE[name]
    said = states(changed(finished, change))
    assert said[column] == CHANGED
    # What is calculated in a column that is filled in elsewhere may change with it.
    others = {s for s, state in said.items() if state == CHANGED} - {column}
    sheet = column.partition(":")[0]
    assert {
        s for s in others if not str(s).startswith((sheet, "Hovedtall", "Tekster", "Årene"))
    } == set()


def test_letters_swapped_far_out_in_a_text_are_not_seen(finished: bytes) -> None:
    """As the sheet itself says."""
    swapped = changed(finished, lambda now: [_text(now, PARAGRAPHS, 20, "text", _late)])
    assert swapped != finished
    assert set(states(swapped).values()) == {SAME}


@pytest.mark.parametrize("place", sorted(ROWS.keys() - WITHIN))
def test_a_row_put_in_above_or_below_the_tables_is_no_change(finished: bytes, place: str) -> None:
    assert set(states_of(everywhere(read_bytes(finished), insert_rows, ROWS[place])).values()) == {
        SAME
    }


@pytest.mark.parametrize(
    "place",
    [
        place if place == "in the middle" else pytest.param(place, marks=pytest.mark.thorough)
        for place in COLUMNS
    ],
)
def test_a_column_put_in_anywhere_is_no_change(finished: bytes, place: str) -> None:
    assert set(
        states_of(everywhere(read_bytes(finished), insert_columns, COLUMNS[place])).values()
    ) == {SAME}


@pytest.mark.libreoffice
@needs_libreoffice
@pytest.mark.thorough
def test_libreoffice_gives_the_same_prints(finished: bytes) -> None:
    books = [finished, *(changed(finished, change) for _, change in CHANGES_MADE.values())]
    for data, theirs in zip(books, libreoffice_values_of_many(books), strict=True):
        for cell, ours in _prints(data).items():
            assert theirs[cell] == ours, cell


def _prints(data: bytes) -> Mapping[CellRef, Value]:
    now = bind(read_bytes(data))
    return agreed(now.book, [row.cells["now"] for row in now.rows(CHANGES)])


def test_the_prints_are_whole_numbers_far_below_the_limit(finished: bytes) -> None:
    prints = [value for value in _prints(finished).values() if isinstance(value, float)]
    assert len(prints) > 100
    assert all(value == int(value) and abs(value) < 2**50 for value in prints)


def test_every_column_that_is_filled_in_has_a_print() -> None:
    layout = layout_for(2026)
    told = {row.texts["what"] for row in layout.table(CHANGES).rows}
    for sheet in layout.sheets:
        for table in sheet.tables:
            for column in table.columns:
                if table.content not in ("", "log") and not column.derived:
                    assert any(what.startswith(sheet.name) and column.header in what
                               for what in told), column.header  # fmt: skip


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
    cell = now.where(CHANGES, "Mål: Status", "recorded")
    assert cell is not None
    forgotten = patch(finished, [SetCell(cell, BLANK)])
    assert states(forgotten)["Mål: Status"] == UNRECORDED
    assert _lamp(forgotten) == "Ikke kontrollert ennå: bruk «Beregn og kontroller»"


def test_the_lamp_says_that_something_is_changed_before_it_tells_of_warnings(
    finished: bytes,
) -> None:
    assert _lamp(finished) == "Se på advarslene fra siste kontroll"
    now = changed(finished, CHANGES_MADE["a state"][1])
    assert _lamp(now) == "Endret siden siste kontroll: kontroller på nytt"


def _lamp(data: bytes) -> Value:
    lamp = CellRef.of("Forside", "B5")
    return agreed(read_bytes(data), [lamp])[lamp]
