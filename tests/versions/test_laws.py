"""The law of a comparison: it tells of exactly what was changed, and of nothing else."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from orxl.binding import BoundBook
from orxl.binding.book import BoundTable
from orxl.core.edits import Formula, present
from orxl.core.refs import CellRef
from orxl.core.snapshot import EMPTY, Book, Cell, DefinedName, Sheet, Table
from orxl.core.values import BLANK, CellError, same_value
from orxl.layout.names import FINDINGS
from orxl.versions.changes import Change, Kind
from tests.versions.kit import cell as made
from tests.versions.kit import compared, sheet, with_cells

ALWAYS = "Forutsetninger"
GROWING = (
    "tblTiltak", "tblMål", "tblPartnere", "tblTilskudd", "tblMedlemmer", "tblTekster", "tblNoter",
    "tblOrganisering", "tblStrategi", "tblRettelser", "tblFasteTall", "tblProsjektmidler",
)  # fmt: skip
"""Tables whose rows name each other by column alone, so that a test can move them by hand."""
CONTENTS = st.one_of(
    st.text("abcæøå 12", max_size=12),
    st.integers(-999, 9999).map(float),
    st.booleans(),
    st.just(BLANK),
    st.just(datetime(2026, 5, 17)),
    st.sampled_from(["#N/A", "#REF!"]).map(CellError),
    st.sampled_from(["1+1", "SUM(A1:A3)", "B$4*2"]).map(Formula),
)
FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
    database=None,
)


class Whole(BoundBook):
    """The built workbook; what hypothesis writes of it when a law does not hold is short."""

    def __repr__(self) -> str:
        return "the workbook"


@pytest.fixture(scope="module")
def whole(bound: BoundBook) -> BoundBook:
    return Whole(bound.book, bound.layout, bound.tables, bound.problems, bound.programme)


def part(whole: BoundBook, *sheets: str) -> Book:
    """The workbook with some of its sheets only, so that a test takes a moment."""
    names = {ALWAYS, *sheets}
    return replace(
        whole.book, sheets=tuple(s for s in whole.book.sheets if s.name in names), names=()
    )


def own(found: tuple[Change, ...]) -> list[Change]:
    return [change for change in found if change.own]


def table_of(whole: BoundBook, name: str) -> BoundTable:
    return whole.tables[name]


@FEW
@given(st.data())
def test_a_cell_that_is_edited_is_the_one_change(whole: BoundBook, data: st.DataObject) -> None:
    names = [n for n, t in whole.tables.items() if len(t.filled) > 1 and n != FINDINGS]
    bound = whole.tables[data.draw(st.sampled_from(sorted(names)))]
    row = bound.rows[data.draw(st.integers(0, len(bound.rows) - 1))]
    key = data.draw(st.sampled_from(sorted(bound.columns)))
    at, content = bound.cell(row.number, key), data.draw(CONTENTS)
    before = part(whole, bound.table.sheet)
    held = present(before.cell(at))
    changed = isinstance(held, Formula) or isinstance(content, Formula)
    assume(changed or not same_value(held, content))  # type: ignore[arg-type]
    found = compared(before, with_cells(before, [(at, content)]))
    if bound.spec.name in ("tblEndring", "tblRader"):
        assert {c.follows for c in found} <= {"kontroll", "ikke beregnet"}
        return
    told = own(found)
    assert [(c.before, c.after) for c in told] == [(at, at)]
    (change,) = told
    assert change.new == content or isinstance(content, Formula)
    assert change.old == held


def with_rows(whole: BoundBook, name: str, rows: list[dict[int, Cell]]) -> Book:
    """The sheet of the table *name* with other data *rows*, each by column number."""
    bound = whole.tables[name]
    before = part(whole, bound.table.sheet)
    home = before.sheet(bound.table.sheet)
    assert home is not None
    table, first = bound.table, bound.table.first_data_row
    wide = range(table.ref.first_column, table.ref.last_column + 1)
    cells = {
        (r, c): cell for (r, c), cell in home.cells.items()
        if not (r >= first and c in wide)
    }  # fmt: skip
    for number, row in enumerate(rows):
        cells.update({(first + number, column): cell for column, cell in row.items()})
    resized = Table(table.name, replace(table.ref, last_row=first + len(rows) - 1), table.columns)
    tables = tuple(resized if t.name == name else t for t in home.tables)
    return replace(
        before,
        sheets=tuple(
            replace(s, cells=cells, tables=tables) if s.name == home.name else s
            for s in before.sheets
        ),
    )


def rows_of(whole: BoundBook, name: str) -> list[dict[int, Cell]]:
    table = whole.tables[name].table
    home = whole.book.sheet(table.sheet)
    assert home is not None
    wide = range(table.ref.first_column, table.ref.last_column + 1)
    return [{c: home[r, c] for c in wide if home[r, c] is not EMPTY} for r in table.data_rows]


def fresh(whole: BoundBook, name: str) -> dict[int, Cell]:
    """A row like no other: every text and number of the first is another one."""
    bound = whole.tables[name]
    row = dict(rows_of(whole, name)[0])
    for key, column in bound.columns.items():
        at = bound.cell(bound.rows[0].number, key)
        if at not in whole.declared:
            row[column] = made(f"helt ny {key}")
    return row


@pytest.mark.parametrize("name", GROWING)
def test_a_row_that_comes_goes_or_moves_is_the_one_change(whole: BoundBook, name: str) -> None:
    choose = random.Random(name)
    rows, before = rows_of(whole, name), with_rows(whole, name, rows_of(whole, name))
    at = choose.randrange(1, len(rows) - 1)
    first = whole.tables[name].table.first_data_row

    added = compared(before, with_rows(whole, name, [*rows[:at], fresh(whole, name), *rows[at:]]))
    assert [(c.kind, c.after and c.after.row) for c in own(added)] == [(Kind.ROW_ADDED, first + at)]

    gone = compared(before, with_rows(whole, name, [*rows[:at], *rows[at + 1 :]]))
    assert [(c.kind, c.before and c.before.row) for c in own(gone)] == [
        (Kind.ROW_REMOVED, first + at)
    ]

    to_end = compared(before, with_rows(whole, name, [*rows[:at], *rows[at + 1 :], rows[at]]))
    assert len(own(to_end)) == 1
    assert own(to_end)[0].kind in (Kind.ROW_MOVED, Kind.ROWS_SWAPPED)

    turned = compared(before, with_rows(whole, name, rows[::-1]))
    assert len(own(turned)) == 1 or len(rows) < 6
    assert {c.kind for c in own(turned)} <= {
        Kind.ROWS_SORTED, Kind.ROW_MOVED, Kind.ROWS_SWAPPED
    }  # fmt: skip


def test_a_measure_with_another_number_is_the_same_measure(whole: BoundBook) -> None:
    bound = whole.tables["tblTiltak"]
    before = part(whole, "Tiltak", "Mål", "Partnere")
    row = bound.rows[5]
    number = row.values["number"]
    edits = [(row.cells["number"], "9.9")]
    edits += [
        (child.cells["measure"], "9.9")
        for name in ("tblMål", "tblPartnere")
        for child in whole.rows(name)
        if child.values["measure"] == number
    ]
    found = compared(before, with_cells(before, edits))
    (change,) = own(found)
    assert (change.kind, change.old, change.new) == (Kind.ROW_RENAMED, number, "9.9")
    assert {c.follows for c in found if not c.own} == {"nøkkel"}
    assert len(found) == len(edits)


def test_a_body_with_another_name_is_no_consequence_of_itself(whole: BoundBook) -> None:
    """Bodies name each other by their ID: another name is told, another ID carries the rest."""
    before = part(whole, "Organisering")
    parent = next(row.values["parent"] for row in whole.rows("tblOrganisering")
                  if row.values["parent"] is not BLANK)  # fmt: skip
    row = whole.tables["tblOrganisering"].find(parent, "body_id")
    assert row is not None
    named = compared(before, with_cells(before, [(row.cells["name"], "Et nytt navn")]))
    assert [(c.kind, c.follows) for c in named] == [(Kind.ROW_RENAMED, "")]
    children = [
        (child.cells["parent"], "ny-id") for child in whole.rows("tblOrganisering")
        if child.values["parent"] == parent
    ]  # fmt: skip
    moved = compared(before, with_cells(before, [(row.cells["body_id"], "ny-id"), *children]))
    assert [c.after for c in own(moved)] == [row.cells["body_id"]]
    assert len(moved) == 1 + len(children)


def test_measures_renumbered_by_one_put_in_before_them_are_not_rewritten(whole: BoundBook) -> None:
    """The old 2.1.3 is 2.1.4 now, and so on: their numbers say otherwise, their contents not."""
    bound = whole.tables["tblTiltak"]
    rows = rows_of(whole, "tblTiltak")
    column = bound.columns["number"]
    same = [n for n, r in enumerate(rows) if str(r[column].value).startswith("2.1.")]
    numbers = [rows[n][column] for n in same]
    new = fresh(whole, "tblTiltak") | {column: numbers[0]}
    for n, number in zip(same, [*numbers[1:], made("2.1.99")], strict=True):
        rows[n] = {**rows[n], column: number}
    before = part(whole, "Tiltak")
    found = own(compared(before, with_rows(whole, "tblTiltak", [
        *rows[: same[0]], new, *rows[same[0]:]])))  # fmt: skip
    assert [c.kind for c in found] == [Kind.ROW_ADDED, *[Kind.ROW_RENAMED] * len(same)]


def test_a_column_or_a_sheet_of_staffs_own_is_the_one_change(whole: BoundBook) -> None:
    before = part(whole, "Tiltak")
    table = whole.tables["tblTiltak"].table
    home = before.sheet("Tiltak")
    assert home is not None
    own_column = table.ref.last_column + 1
    wider = replace(
        table,
        ref=replace(table.ref, last_column=own_column),
        columns=(*table.columns, replace(table.columns[1], name="Vårt notat", formula=None)),
    )
    cells = {**home.cells, (table.ref.first_row, own_column): made("Vårt notat"),
             (table.first_data_row, own_column): made("husk")}  # fmt: skip
    sheets = tuple(
        replace(s, cells=cells, tables=(wider,)) if s.name == "Tiltak" else s for s in before.sheets
    )
    (change,) = own(compared(before, replace(before, sheets=sheets)))
    assert (change.kind, change.column) == (Kind.COLUMN_ADDED, "Vårt notat")
    (new,) = own(compared(before, replace(
        before, sheets=(*before.sheets, sheet("Vårt ark", [["a", 1]])))))  # fmt: skip
    assert (new.kind, new.sheet) == (Kind.SHEET_ADDED, "Vårt ark")


def test_a_name_that_refers_to_something_else_is_the_one_change(whole: BoundBook) -> None:
    before = replace(part(whole, "Tiltak"), names=(DefinedName("Sats", "Forutsetninger!$B$20"),))
    after = replace(before, names=(DefinedName("Sats", "Forutsetninger!$B$21"),))
    (change,) = own(compared(before, after))
    assert (change.kind, change.name) == (Kind.NAME_CHANGED, "Sats")
    assert [c.kind for c in own(compared(before, replace(after, names=())))] == [Kind.NAME_REMOVED]


def test_the_shipped_workbook_is_as_itself(book: Book) -> None:
    assert compared(book, book, spelling=True) == ()


def test_a_value_that_changes_without_a_cause_is_told(whole: BoundBook) -> None:
    """A cached value is a consequence only where something it rests on has changed."""
    before = part(whole, "Kontingent", "Medlemmer", "Folketall")
    at = next(
        cell for cell in whole.declared
        if cell.sheet == "Medlemmer" and isinstance(whole.book.cell(cell).value, float)
    )  # fmt: skip
    home = before.sheet("Medlemmer")
    assert home is not None
    cells = {**home.cells, (at.row, at.column): home[at.row, at.column]._replace(value=1.5)}
    after = replace(before, sheets=tuple(
        replace(s, cells=cells) if s is home else s for s in before.sheets))  # fmt: skip
    (change,) = compared(before, after)
    assert (change.kind, change.after, change.own) == (Kind.RESULT, at, True)
    assumed = whole.where("tblForutsetninger", "Kontingentsats", "value")
    assert isinstance(assumed, CellRef)
    assert isinstance(home, Sheet)
