"""Rows and columns inserted anywhere: nothing false is said, nothing is mended wrongly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from orxl.binding import bind
from orxl.core.edits import Formula, SetCell
from orxl.core.findings import Finding
from orxl.core.refs import column_letters
from orxl.core.snapshot import Book
from orxl.formulas.recalculate import confirm, refreshed
from orxl.rules.kit import Editor, View
from orxl.rules.kit.run import run
from tests.inserted.inserting import insert_columns, insert_in_table, insert_rows
from tests.inserted.places import COLUMNS, ROWS, everywhere
from tests.perturb.sample import all_are_asked_for

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 23)
ADDRESS = re.compile(r"\b[A-Z]{1,2}\d{1,4}\b|\brad \d+")
Said = Counter[tuple[str, int, str]]


def said(findings: list[Finding]) -> Said:
    """What is said, without the addresses, which move; a column of one's own is no news."""
    return Counter(
        (f.code, int(f.severity), ADDRESS.sub("", f.message)) for f in findings if f.code != "S010"
    )


@pytest.fixture(scope="session")
def before(sound: View) -> Said:
    return said(run(sound, today=TODAY))


def checked(book: Book) -> list[Finding]:
    """The findings once Excel has recalculated: the values have moved with their cells."""
    evaluated = confirm(book)
    return run(View(bind(refreshed(book, evaluated)), evaluated), today=TODAY)


def _sampled(places: Iterable[str]) -> list[object]:
    """Every place, every other of them for who asks for the thorough tests."""
    return [
        pytest.param(place, marks=pytest.mark.thorough if number % 2 else ())
        for number, place in enumerate(places)
    ]


@pytest.mark.parametrize("place", _sampled(ROWS))
def test_a_row_inserted_on_every_sheet(place: str, sound: View, before: Said) -> None:
    after = said(checked(everywhere(sound.book, insert_rows, ROWS[place])))
    assert after - before == Counter()
    assert before - after == Counter()


@pytest.mark.parametrize("place", _sampled(COLUMNS))
def test_a_column_inserted_on_every_sheet(place: str, sound: View, before: Said) -> None:
    after = said(checked(everywhere(sound.book, insert_columns, COLUMNS[place])))
    assert after - before == Counter()
    assert before - after == Counter()


PROJECTS = "tblProsjektmidler"


def amended(book: Book, findings: list[Finding]) -> Book:
    """*book* with every safe fix that *findings* bring."""
    editor = Editor(bind(book))
    for finding in findings:
        for edit in finding.fix if finding.safe else ():
            if isinstance(edit, SetCell) and isinstance(edit.content, Formula):
                editor.formula(edit.cell, edit.content.text, edit.content.cached)
            elif isinstance(edit, SetCell):
                editor.type_in(edit.cell, edit.content)
    return editor.book


PLACES = range(1, 18) if all_are_asked_for() else range(1, 18, 4)
"""Where columns are inserted: every fourth place, unless all changes are asked for."""


@pytest.mark.parametrize("at", PLACES)
def test_a_column_inserted_on_the_sheet_takes_its_total_along(
    at: int, sound: View, before: Said
) -> None:
    findings = checked(insert_columns(sound.book, "Prosjektmidler", at))
    assert said(findings) == before
    assert totals_over_their_columns(insert_columns(sound.book, "Prosjektmidler", at))


@pytest.mark.parametrize(
    ("at", "count"),
    [
        pytest.param(at, count, marks=() if at in (1, 17) else pytest.mark.thorough)
        for at, count in [*((at, 1) for at in PLACES), (1, 3), (5, 3)]
    ],
)
def test_totals_left_behind_by_a_tables_column_are_told_once_and_put_right(
    at: int, count: int, sound: View, before: Said
) -> None:
    book = insert_in_table(sound.book, PROJECTS, at, count)
    findings = checked(book)
    more = said(findings) - before
    assert before - said(findings) == Counter()
    assert [code for code, *_ in more] == ([] if totals_over_their_columns(book) else ["S015"])
    mended = amended(book, findings)
    assert totals_over_their_columns(mended)
    assert said(checked(mended)) == before


def totals_over_their_columns(book: Book) -> bool:
    """Whether the row over the projects holds each sum over its column, and no other formula."""
    table, sheet = book.table(PROJECTS), book.sheet("Prosjektmidler")
    assert table is not None
    assert sheet is not None
    held = {
        at[1]: cell.formula
        for at, cell in sheet.cells.items()
        if at[0] == table.ref.first_row - 1 and cell.formula is not None
    }
    wanted = {}
    for header in SUMMED:
        number = table.column_of(header)
        assert number is not None
        wanted[number] = f"SUM({PROJECTS}[{header}])"
    budget, grant = table.column_of("I budsjettet"), table.column_of("Tilskudd")
    assert budget is not None
    assert grant is not None
    lit = [number for number, text in held.items() if '"Rødt"' in text]
    levels = [number for number, text in held.items() if text.startswith("MAX(")]
    marks = [table.column_of("Trafikklys")], [table.column_of("Lysnivå")]
    agrees = held.pop(grant, None)
    sums = {number: text for number, text in held.items() if text.startswith("SUM(")}
    return (
        (lit, levels) == marks
        and sums == wanted
        and (agrees or "").startswith(f"IF({column_letters(budget)}4=SUMIFS(")
    )


SUMMED = (
    "Budsjett 2025", "Prognose 2025", "Ramme 2026", "I budsjettet", "Endring", "Regnskap hittil",
    "Prognose for året", "Avvik", "Fra Tilskuddsår", "Ramme i alt",
)  # fmt: skip


def test_a_table_made_plain_cells_is_found_wherever_it_stands(sound: View) -> None:
    book = insert_columns(insert_rows(sound.book, "Tilskudd", 2), "Tilskudd", 1)
    editor = Editor(bind(book))
    editor.drop_table("tblTilskudd")
    (said,) = [f for f in checked(editor.book) if f.code == "S002"]
    assert "Overskriftene står i rad 6, men som vanlige celler." in said.message
