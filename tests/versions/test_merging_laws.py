"""What holds of every merge: sides, order, nothing to do, and the research's three-way case."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from orxl.core.edits import SetCell
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell, Sheet, Table, TableColumn
from orxl.versions.aligning import align
from orxl.versions.changes import Kind
from orxl.versions.compare import changes
from orxl.versions.merging.merge import Edition, edits, merge
from orxl.versions.merging.values import Choice, What
from orxl.versions.rows import Version
from orxl.xlsx import patch, read_bytes
from tests.versions.hands import Side, at, made, small, worked, written
from tests.versions.scenarios import RATE, TITLE_13, WHO_11, WHO_12

KARI = (
    ("put", WHO_11, "Kari"),
    ("put", RATE, 2.75),
    ("add", "tblTiltak", {"Nr": "1.7", "Tiltak": "Nytt fra meg"}, "1.6"),
    ("add", "tblPartnere", {"Tiltak": "1.1", "Partner": "NHO"}, ""),
    ("put", "Egne!B3", 25.0),
    ("put", "tblEgen|Stol|Pris", 120.0),
    ("sheet", "Mitt", {"A1": "mitt"}),
    ("log", "Kari", 5),
)
OLA = (
    ("put", WHO_12, "Ola"),
    ("put", TITLE_13, "Din tittel"),
    ("add", "tblTiltak", {"Nr": "2.1.3", "Tiltak": "Din nye"}, "2.1.2"),
    ("add", "tblMål", {"Mål ID": "1.1-R4", "Tiltak": "1.1", "Mål": "Et mål"}, "1.1-R3"),
    ("put", "Egne!A8", "Ny post"),
    ("put", "tblEgen|Stol|Sum", "=C5*D5"),
    ("put", "tblHovedtall|Kommunikasjon|Regnskap hittil", 12.5),
    ("log", "Ola", 6),
)
_OF_NO_MEANING = frozenset({Kind.RESULT, Kind.ROW_MOVED, Kind.ROWS_SWAPPED, Kind.SHEET_MOVED,
                            Kind.COLUMN_FORMULA, Kind.SETTING})  # fmt: skip


@pytest.fixture(scope="module")
def common(shipped: bytes) -> Side:
    return Side(read_bytes(written(Side(small(read_bytes(shipped))))))


def edition(book: Book) -> Edition:
    return Edition(Version.of(book))


def put_together(common: Book, mine: Side, theirs: Book) -> Book:
    found = merge(edition(common), edition(mine.book), edition(theirs))
    assert found.conflicts == ()
    return read_bytes(patch(written(mine), edits(found)))


def differing(one: Book, other: Book) -> list[str]:
    alignment = align(Version.of(one), Version.of(other))
    return [
        f"{c.kind}: {c.at} {c.old} {c.new}"
        for c in changes(alignment)
        if c.own and c.kind not in _OF_NO_MEANING
    ]


def test_what_only_theirs_has_makes_theirs_of_an_unchanged_mine(common: Side) -> None:
    theirs = worked(common, OLA).book
    assert differing(put_together(common.book, common, theirs), theirs) == []


def test_an_unchanged_theirs_has_nothing(common: Side) -> None:
    mine = worked(common, KARI)
    found = merge(edition(common.book), edition(mine.book), edition(common.book))
    assert found.nothing
    assert edits(found) == []


def test_the_same_twice_is_nothing_more(common: Side) -> None:
    theirs = worked(common, OLA).book
    once = put_together(common.book, common, theirs)
    again = merge(edition(common.book), edition(once), edition(theirs))
    assert (again.taken, again.conflicts, again.left) == ((), (), ())


def test_it_is_the_same_whose_side_it_is_done_on(common: Side) -> None:
    kari, ola = worked(common, KARI[:-2]), worked(common, OLA[:-1])
    one = put_together(common.book, kari, ola.book)
    other = put_together(common.book, ola, kari.book)
    assert differing(one, other) == []


def test_choosing_theirs_in_all_conflicts_gives_theirs(common: Side) -> None:
    mine = worked(common, [("put", WHO_11, "Kari"), ("put", RATE, 2.75), ("put", TITLE_13, "Min")])
    theirs = worked(common, [("put", WHO_11, "Ola"), ("put", RATE, 3.0), ("put", TITLE_13, "Din")])
    found = merge(edition(common.book), edition(mine.book), edition(theirs.book))
    assert len(found.conflicts) == 3
    chosen = dict.fromkeys(range(3), Choice.THEIRS)
    result = read_bytes(patch(written(mine), edits(found, chosen)))
    assert differing(result, theirs.book) == []


@pytest.mark.parametrize("what", [What.ADDED, What.MINE_DELETED, What.THEIRS_DELETED])
def test_a_row_in_conflict_can_be_chosen_to_be_theirs(common: Side, what: What) -> None:
    new = ("add", "tblTiltak", {"Nr": "1.7", "Tiltak": "Min", "Kommentar": "Bare min"}, "1.6")
    theirs_new = ("add", "tblTiltak", {"Nr": "1.7", "Tiltak": "Din"}, "1.6")
    edited, gone = ("put", TITLE_13, "Ny tittel"), ("delete", "tblTiltak", "1.3")
    mine, theirs = {
        What.ADDED: (new, theirs_new),
        What.MINE_DELETED: (gone, edited),
        What.THEIRS_DELETED: (edited, gone),
    }[what]
    one, other = worked(common, [mine]), worked(common, [theirs])
    found = merge(edition(common.book), edition(one.book), edition(other.book))
    assert [c.what for c in found.conflicts] == [what]
    result = read_bytes(patch(written(one), edits(found, {0: Choice.THEIRS})))
    if what is What.THEIRS_DELETED:
        titles = {c.value for c in result.by_name["tiltak"].cells.values()}
        assert "Ny tittel" not in titles
    else:
        place = "tblTiltak|1.7|Tiltak" if what is What.ADDED else TITLE_13
        wanted = "Din" if what is What.ADDED else "Ny tittel"
        assert result.cell(at(result, place)).value == wanted


def plain(rows: list[list[object]]) -> Book:
    """A sheet with one table that orxl knows nothing of: 200 measures, a share, a sum below."""
    heads = ["Nr", "Tiltak", "Beløp", "Andel"]
    cells = {(1, n): Cell(head) for n, head in enumerate(heads, start=1)}
    for number, row in enumerate(rows, start=2):
        for column, content in enumerate(row, start=1):
            cells[number, column] = made(content)
        cells[number, 4] = made(f"=C{number}/SUM($C$2:$C${len(rows) + 1})")
    table = Table("tblPlan", Range("Plan", 1, 1, len(rows) + 1, 4),
                  tuple(TableColumn(head) for head in heads))  # fmt: skip
    return Book((Sheet("Plan", cells, (table,)),))


def test_both_sides_rows_and_one_true_conflict_give_exactly_that_one() -> None:
    """The three-way case of the research: xlgit makes eight conflicts and mixes rows."""
    rows: list[list[object]] = [[f"T{n:03}", f"Tiltak nummer {n}", float(n * 10)]
                                for n in range(1, 201)]  # fmt: skip
    mine = [list(row) for row in rows]
    mine[9][2] = 111.0
    mine[29][1] = "Min nye tittel"
    mine.insert(60, ["T060b", "Mitt innsatte tiltak", 5.0])
    del mine[100]
    mine[120], mine[121] = mine[121], mine[120]
    theirs = [list(row) for row in rows]
    theirs[9][2] = 222.0
    theirs[49][2] = 51.0
    theirs[69][1] = "Din nye tittel"
    theirs.insert(150, ["T150b", "Ditt innsatte tiltak", 7.0])
    common_book, mine_book, theirs_book = plain(rows), plain(mine), plain(theirs)
    mine_book = replace_cell(mine_book, 171, "=C171*2")
    found = merge(edition(common_book), edition(mine_book), edition(theirs_book))
    assert [(c.place.cell, c.mine, c.theirs) for c in found.conflicts] == [
        (CellRef("Plan", 11, 3), 111.0, 222.0)
    ]
    result = read_bytes(patch(written(Side(mine_book)), edits(found)))
    cells = result.by_name["plan"].cells
    held = [[cells[row, column].value for column in (1, 2, 3)] for row in range(2, 203)]
    wanted = [list(row) for row in mine]
    wanted[49][2] = 51.0
    wanted[70][1] = "Din nye tittel"
    wanted.insert(150, ["T150b", "Ditt innsatte tiltak", 7.0])
    assert held == wanted
    assert [left.text for left in found.left] == []


def replace_cell(book: Book, row: int, formula: str) -> Book:
    sheet = book.sheets[0]
    return replace(book, sheets=(replace(sheet, cells={**sheet.cells, (row, 4): made(formula)}),))


def test_a_number_that_is_the_same_by_chance_makes_no_row_another(shipped: bytes) -> None:
    """A thousand municipalities with one and with two inhabitants more: some then have as many
    as the same place had another year."""
    book = read_bytes(shipped)
    table = book.tables["tblfolketall"]
    column = table.column_of("Innbyggere") or 0

    def more(count: float) -> Book:
        sheet = book.by_name["folketall"]
        cells = {
            place: cell._replace(value=cell.value + count)
            if place[1] == column and isinstance(cell.value, float)
            else cell
            for place, cell in sheet.cells.items()
        }
        sheets = (replace(s, cells=cells) if s.name == sheet.name else s for s in book.sheets)
        return replace(book, sheets=tuple(sheets))

    found = merge(edition(book), edition(more(1.0)), edition(more(2.0)))
    assert (found.taken, found.left) == ((), ())
    assert {c.what for c in found.conflicts} == {What.CELL}
    assert len(found.conflicts) == len(table.data_rows)


def test_a_thousand_conflicts_are_a_thousand() -> None:
    rows: list[list[object]] = [[f"T{n:04}", f"Tiltak {n}", float(n)] for n in range(1000)]
    sides = [[[key, f"{title} {who}", value] for key, title, value in rows] for who in "mo"]
    found = merge(edition(plain(rows)), edition(plain(sides[0])), edition(plain(sides[1])))
    assert len(found.conflicts) == 1000
    assert found.taken == ()
    chosen = dict.fromkeys(range(0, 1000, 2), Choice.THEIRS)
    made_ = [e for e in edits(found, chosen) if isinstance(e, SetCell)]
    assert [e.content for e in made_] == [sides[1][n][1] for n in range(0, 1000, 2)]


@pytest.mark.parametrize("seed", range(6))
def test_random_edits_of_two_are_all_there(seed: int) -> None:
    """Cells of different rows, rows in and out: each side's own, wherever the other moved it."""
    dice = random.Random(seed)
    rows: list[list[object]] = [[f"T{n:03}", f"Tiltak nummer {n}", float(n)] for n in range(40)]
    mine, theirs = [list(r) for r in rows], [list(r) for r in rows]
    numbers = dice.sample(range(1, 39), 14)
    for n in numbers[:4]:
        mine[n][1] = f"min {n}"
    for n in numbers[4:8]:
        theirs[n][2] = 1000.0 + n
    mine = [row for n, row in enumerate(mine) if n not in numbers[8:10]]
    for n in sorted(numbers[10:12], reverse=True):
        mine.insert(min(n, len(mine)), [f"M{n}", f"min nye {n}", 1.0])
    for n in sorted(numbers[12:], reverse=True):
        theirs.insert(n, [f"D{n}", f"din nye {n}", 2.0])
    mine_book = plain(mine)
    found = merge(edition(plain(rows)), edition(mine_book), edition(plain(theirs)))
    assert found.conflicts == ()
    assert found.left == ()
    result = read_bytes(patch(written(Side(mine_book)), edits(found)))
    cells = result.by_name["plan"].cells
    held = {
        cells[row, 1].value: [cells[row, 2].value, cells[row, 3].value]
        for row in result.tables["tblplan"].data_rows
    }
    wanted = {row[0]: row[1:] for row in mine}
    wanted |= {f"D{n}": [f"din nye {n}", 2.0] for n in numbers[12:]}
    for n in numbers[4:8]:
        wanted[f"T{n:03}"] = [rows[n][1], 1000.0 + n]
    assert held == wanted
