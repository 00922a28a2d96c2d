"""Rows and columns inserted on every sheet in LibreOffice: nothing false, nothing mended wrong."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from orxl.app.recalculate import recalculate_file
from orxl.app.workbook import view_of
from orxl.binding import bind
from orxl.core.findings import Finding
from orxl.core.refs import column_letters
from orxl.core.snapshot import Book as Snapshot
from orxl.rules.kit.run import run
from orxl.xlsx import read_book
from tests.inserted.places import COLUMNS, ROWS, Place
from tests.live.calc.office import needs_calc
from tests.live.pressing import live

if TYPE_CHECKING:
    from tests.live.calc.engine import Book

pytestmark = [pytest.mark.libreoffice, needs_calc]
TODAY = date(2026, 11, 23)
MOMENT = datetime(2027, 1, 4, 9, 30)
ADDRESS = re.compile(r"\b[A-Z]{1,2}\d{1,4}\b|\brad \d+")
Said = Counter[tuple[str, int, str]]


def said(findings: list[Finding] | tuple[Finding, ...]) -> Said:
    """What is said, without the addresses, which move; a column of one's own is no news."""
    return Counter(
        (f.code, int(f.severity), ADDRESS.sub("", f.message)) for f in findings if f.code != "S010"
    )


@pytest.fixture(scope="module")
def sound(document: Book) -> Snapshot:
    """The workbook before any insertion, and after each has been taken back."""
    return live(document).read()


@pytest.fixture(scope="module")
def untouched(sound: Snapshot) -> Said:
    return said(run(view_of(sound), today=TODAY))


def lines(sheet: Any, *, across: bool) -> Any:
    return sheet.Columns if across else sheet.Rows


def insert(book: Book, now: Snapshot, place: Place, *, across: bool) -> list[tuple[str, int]]:
    """Insert a row or a column on every sheet that has the place; a column gets a heading."""
    done = []
    for sheet in now.sheets:
        at = place(sheet)
        if at is None:
            continue
        grid = book.doc.Sheets.getByName(sheet.name)
        lines(grid, across=across).insertByIndex(at - 1, 1)
        done.append((sheet.name, at))
        for table in sheet.tables if across else ():
            if table.ref.first_column < at <= table.ref.last_column:
                heading = grid.getCellByPosition(at - 1, table.ref.first_row - 1)
                heading.setFormula(f"Egen {column_letters(at)}")
    book.doc.calculateAll()
    return done


def take_back(book: Book, done: list[tuple[str, int]], *, across: bool) -> None:
    for name, at in done:
        lines(book.doc.Sheets.getByName(name), across=across).removeByIndex(at - 1, 1)


TOTALS = {"Ramme i alt": 2580.0, "I budsjettet": 2580.0, "Budsjett 2025": 1450.0}
INSIDE = ("above the first row", "in the middle", "above the last row")
MENDED = ("above everything", "in the middle", "left of everything")
"""The insertions after which a saved copy is recalculated and mended too, which takes its time."""
CASES = [*((name, place, False) for name, place in ROWS.items()),
         *((name, place, True) for name, place in COLUMNS.items())]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "place", "across"),
    [
        pytest.param(
            *case,
            id=f"{case[0]}, {'column' if case[2] else 'row'}",
            marks=() if case[0] == "in the middle" and not case[2] else pytest.mark.thorough,
        )
        for case in CASES
    ],
)
def test_an_insertion_on_every_sheet_brings_nothing_false(
    document: Book,
    sound: Snapshot,
    untouched: Said,
    name: str,
    place: Place,
    across: bool,
    tmp_path: Path,
) -> None:
    done = insert(document, sound, place, across=across)
    try:
        now = live(document).read()
        findings = run(view_of(now), today=TODAY)
        copy = tmp_path / "kopi.xlsx"
        if name in MENDED:
            document.com.SaveCopyAs(str(copy))
    finally:
        take_back(document, done, across=across)
    new = said(findings) - untouched
    if not across and name in INSIDE:  # a row among the data is a change, and nothing else
        assert {code for code, *_ in new} == {"F013"}
    else:
        assert new == Counter()
    assert untouched - said(findings) == Counter()
    assert len(done) >= 15
    assert totals(now) == TOTALS
    if name in MENDED:
        report = recalculate_file(copy, moment=MOMENT, who="Kari", choose=tuple)
        assert report.fixed == ()
        assert totals(read_book(copy)) == TOTALS


def totals(book: Snapshot) -> dict[str, Any]:
    """What the totals over «Prosjektmidler» show, by the header of the column each stands over."""
    bound = bind(book)
    keys = {"frame_all": "Ramme i alt", "budget": "I budsjettet", "budget_prior": "Budsjett 2025"}
    cells = {header: bound.over("tblProsjektmidler", key) for key, header in keys.items()}
    return {header: book.cell(cell).value for header, cell in cells.items() if cell is not None}


def test_a_column_inserted_in_the_table_alone_is_told_once_and_put_right(
    document: Book, sound: Snapshot, untouched: Said, tmp_path: Path
) -> None:
    from com.sun.star.sheet.CellDeleteMode import LEFT
    from com.sun.star.sheet.CellInsertMode import RIGHT

    table = sound.table("tblProsjektmidler")
    assert table is not None
    grid = document.doc.Sheets.getByName("Prosjektmidler")
    top, bottom = table.ref.first_row - 1, table.ref.last_row - 1
    area = grid.getCellRangeByPosition(4, top, 4, bottom).RangeAddress
    grid.insertCells(area, RIGHT)
    try:
        grid.getCellByPosition(4, top).setFormula("Ansvarlig")
        document.doc.calculateAll()
        findings = run(view_of(live(document).read()), today=TODAY)
        copy = tmp_path / "kopi.xlsx"
        document.com.SaveCopyAs(str(copy))
    finally:
        grid.removeRange(area, LEFT)
    assert [code for code, *_ in said(findings) - untouched] == ["S015"]
    report = recalculate_file(copy, moment=MOMENT, who="Kari", choose=tuple)
    assert [f.code for f in report.fixed] == ["S015"]
    assert totals(read_book(copy)) == TOTALS
    assert [f.code for f in report.findings if f.code == "S015"] == []
