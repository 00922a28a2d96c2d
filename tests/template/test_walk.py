"""The walk through the sheets finds every kind of fault that is planted."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import copy
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from tests.template import walk

pytestmark = pytest.mark.slow

Plant = Callable[[Workbook], tuple[Any, str, Any]]
"""From a workbook to the object, its attribute and the faulty value."""


def _cell(at: str) -> Callable[[Workbook], Any]:
    sheet, a1 = at.split("!")
    return lambda book: book[sheet][a1]


def _message(book: Workbook) -> Any:
    held = book["Tiltak"].data_validations.dataValidation
    return next(check for check in held if "C6" in check.sqref)


def _set(find: Callable[[Workbook], Any], name: str, value: Any) -> Plant:
    return lambda book: (find(book), name, value)


CUTS = (walk.numbers_too_wide, walk.texts_higher_than_their_row, walk.texts_cut_by_width)
"""These look at what the formulas give."""


@pytest.fixture(scope="module")
def books(finished: bytes) -> tuple[Workbook, Workbook]:
    """Copies to plant faults in: with what the formulas give, and with the formulas."""
    given = load_workbook(io.BytesIO(finished), data_only=True)
    return given, load_workbook(io.BytesIO(finished))


@pytest.mark.parametrize(
    ("look", "plant", "found"),
    [
        pytest.param(
            walk.numbers_too_wide,
            _set(_cell("Medlemmer!A6"), "value", 123_456_789_012_345),
            ["Medlemmer A6"],
            id="a number shown as ####",
        ),
        pytest.param(
            walk.texts_higher_than_their_row,
            _set(lambda b: b["Områder"].row_dimensions[7], "height", 30.0),
            ["Områder D7", "Områder G7"],
            id="a paragraph cut below",
        ),
        pytest.param(
            walk.headers_cut,
            _set(lambda b: b["Medlemmer"].column_dimensions["I"], "width", 9.0),
            ["Medlemmer I5"],
            id="a header cut",
        ),
        pytest.param(
            walk.texts_cut_by_width,
            _set(_cell("Prosjektmidler!B3"), "value", "ord " * 60),
            ["Prosjektmidler B3"],
            id="a text cut by width",
        ),
        pytest.param(
            walk.texts_cut_by_width,
            _set(_cell("Forside!B72"), "value", "i veien"),
            ["Forside A72"],
            id="a text cut by its neighbour",
        ),
        pytest.param(
            walk.number_formats_missing,
            _set(_cell("Hovedtall!D7"), "number_format", "General"),
            ["Hovedtall D7"],
            id="an amount without a number format",
        ),
        pytest.param(
            walk.number_formats_missing,
            _set(_cell("Tiltak!A6"), "number_format", "General"),
            ["Tiltak A6"],
            id="a code that Excel would make a date",
        ),
        pytest.param(
            walk.messages_missing,
            _set(_message, "prompt", None),
            [f"Tiltak C{row}" for row in range(6, 37)],
            id="a column without an input message",
        ),
        pytest.param(
            walk.messages_missing,
            _set(_message, "formula1", "=Liste_målstatus"),
            [f"Tiltak C{row}" for row in range(6, 37)],
            id="a drop-down with another list",
        ),
        pytest.param(
            walk.print_faults,
            _set(lambda b: b["Mål"].page_setup, "orientation", "landscape"),
            ["Mål"],
            id="a sheet printed the wrong way",
        ),
        pytest.param(
            walk.print_faults,
            _set(lambda b: b["Tekster"], "print_title_rows", "1:1"),
            ["Tekster"],
            id="a sheet that does not repeat its header",
        ),
    ],
)
def test_a_planted_fault_is_found(
    books: tuple[Workbook, Workbook],
    monkeypatch: pytest.MonkeyPatch,
    look: Callable[[Workbook], list[str]],
    plant: Plant,
    found: list[str],
) -> None:
    book = books[0 if look in CUTS else 1]
    assert look(book) == []
    monkeypatch.setattr(*plant(book))
    assert look(book) == found


def test_a_text_too_faint_is_found(books: tuple[Workbook, Workbook]) -> None:
    cell = books[1]["Noter"]["E6"]
    before = copy(cell.font)
    cell.font = Font(color="FFB0B0B0")
    found = walk.faint_texts(books[1])
    cell.font = before
    assert found == ["Noter E6"]
    assert walk.faint_texts(books[1]) == []
