"""Rows put in anywhere, by two opinions: the writer's and the gate's, and the tests' own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from orxl.core.edits import InsertRows
from orxl.core.errors import OrxlError, RefusedEdit
from orxl.core.snapshot import Book
from orxl.core.values import BLANK
from orxl.xlsx import patch, read_bytes
from orxl.xlsx.gate.archive import check_container
from orxl.xlsx.gate.insertedlines import Lines
from orxl.xlsx.gate.insertedrows import check_lines
from orxl.xlsx.gate.references import same_formula
from orxl.xlsx.inserting import lines_inserted
from orxl.xlsx.references.insertion import Insertion
from orxl.xlsx.write.workspace import Workspace
from tests.inserted.inserting import insert_rows
from tests.perturb.sample import all_are_asked_for
from tests.xlsx.books import sheet_xml, table_xml, workbook
from tests.xlsx.test_corpus import FILES
from tests.xlsx.test_two_opinions import FORMULAS

FAST = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
SLOW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
PLACES = st.integers(min_value=2, max_value=7)
HOMES = st.sampled_from(["Ark", "To", ""])


@given(FORMULAS, HOMES, PLACES, st.integers(1, 3))
@FAST
def test_writer_and_gate_let_every_formula_follow_alike(text, home, before, count):
    try:
        mine = Insertion("Ark", before, count).formula(text, home)
    except RefusedEdit:
        return
    theirs = Lines("Ark", before, count).follow(text, home)
    assert same_formula(mine, theirs), (text, mine, theirs)


REFS = ("A1", "B3", "A2:B5", "$A$3", "A$2:A$6", "B$5", "A5:A5", "A:A", "$B4", "A6:B9", "B8")
TERMS = st.sampled_from([*REFS, *(f"Ark!{ref}" for ref in REFS), *(f"To!{ref}" for ref in REFS)])
TEXTS = st.lists(TERMS, min_size=1, max_size=3).map(lambda refs: f"SUM({','.join(refs)})+1")
PLAIN = st.lists(TEXTS, min_size=6, max_size=6)


def small(texts, rule, sqref, name):
    """A table with rows 3 to 6 between formulas, and as many on another sheet."""

    def cell(at, text):
        return f'<c r="{at}"><f>{text}</f><v>1</v></c>'

    def row(number, *cells):
        return f'<row r="{number}">{"".join(cells)}</row>'

    header = '<c r="{0}2" t="inlineStr"><is><t>{0}</t></is></c>'
    ark = row(1, cell("A1", texts[0]), cell("D1", texts[1])) + row(2, *map(header.format, "AB"))
    ark += "".join(row(n, f'<c r="A{n}"><v>{n}</v></c>') for n in (3, 4, 5))
    ark += row(6, '<c r="A6"><v>6</v></c>', cell("D6", texts[2])) + row(8, cell("B8", texts[3]))
    to = row(3, cell("A3", texts[4])) + row(5, cell("B5", texts[5]))
    rules = (
        f'<conditionalFormatting sqref="{sqref}"><cfRule type="expression" priority="1">'
        f"<formula>{rule}</formula></cfRule></conditionalFormatting>"
    )
    return workbook(
        {"Ark": sheet_xml(ark, after=rules), "To": sheet_xml(to)},
        tables={"Ark": [table_xml("tblX", "A2:B6", {"A": None, "B": None})]},
        names=f'<definedNames><definedName name="n">{name}</definedName></definedNames>',
    )


def seen(book: Book) -> object:
    cells = [
        {at: (c.value, c.formula) for at, c in s.cells.items() if c.formula or c.value is not BLANK}
        for s in book.sheets
    ]
    return cells, [t.ref for s in book.sheets for t in s.tables], [n.refers_to for n in book.names]


SQREFS = st.sampled_from(["A3:B6", "D1", "D8:D9", "A6", "A4:A5 D2", "A1:D20"])


@pytest.mark.slow
@given(PLAIN, TEXTS, SQREFS, TERMS, st.integers(4, 6), st.integers(1, 3))
@SLOW
def test_any_small_book_reads_as_after_the_tests_own_insertion(
    texts, rule, sqref, name, before, count
):
    data = small(texts, rule, sqref, f"Ark!{name}" if "!" not in name else name)
    edit = InsertRows("tblX", before, ((BLANK, BLANK),) * count)
    try:
        new = patch(data, [edit])  # the gate has passed it
    except RefusedEdit as refused:
        assume("gjelder flere celler" not in refused.message)
        raise
    assert seen(read_bytes(new)) == seen(insert_rows(read_bytes(data), "Ark", before, count))


TABLES = ("tblTiltak", "tblHovedtall", "tblScenarioer")
MORE = ("tblMål", "tblPartnere", "tblMedlemmer", "tblFolketall", "tblKontroller")


@pytest.mark.slow
def test_the_workbook_reads_as_after_the_tests_own_insertion(shipped):
    book = read_bytes(shipped)
    edits, wanted, filled = [], book, set()
    for name in TABLES + (MORE if all_are_asked_for() else ()):
        table = book.table(name)
        row = tuple(BLANK if column.formula is None else None for column in table.columns)
        before = (table.first_data_row + table.last_data_row + 1) // 2
        edits.append(InsertRows(name, before, (row, row)))
        wanted = insert_rows(wanted, table.sheet, before, 2)
        filled |= {(table.sheet, before), (table.sheet, before + 1)}
    new = read_bytes(patch(shipped, edits))
    for mine, theirs in zip(new.sheets, wanted.sheets, strict=True):
        cells = [
            {
                at: (cell.value, cell.formula)
                for at, cell in sheet.cells.items()
                if (sheet.name, at[0]) not in filled
            }
            for sheet in (mine, theirs)
        ]
        assert cells[0] == cells[1], mine.name
        assert [(t.name, t.ref) for t in mine.tables] == [(t.name, t.ref) for t in theirs.tables]
    assert new.names == wanted.names
    for edit in edits:
        table = new.table(edit.table)
        own = [n for n, c in enumerate(table.columns, table.ref.first_column) if c.formula]
        assert all(new.sheet(table.sheet)[edit.before, column].formula for column in own)


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason="no folder of real workbooks (ORXL_CORPUS)")
def test_rows_in_the_sheets_of_real_workbooks_pass_the_gate_or_are_refused():
    done = 0
    for path in FILES[::2]:
        data = path.read_bytes()
        try:
            book = read_bytes(data)
        except OrxlError:
            continue
        for sheet in [sheet for sheet in book.sheets if sheet.cells][:3]:
            before = max(2, max(row for row, _ in sheet.cells) // 2)
            try:
                new = lines_inserted(Workspace(data), Insertion(sheet.name, before, 2))
            except RefusedEdit:
                continue
            check_container(data, new)
            check_lines(data, new, Lines(sheet.name, before, 2))
            done += 1
            moved = {(row + 2 * (row >= before), column) for row, column in sheet.cells}
            assert moved <= set(read_bytes(new).sheet(sheet.name).cells)
    assert done


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason="no folder of real workbooks (ORXL_CORPUS)")
def test_rows_in_the_tables_of_real_workbooks_are_filled_or_refused():
    done = 0
    for path in FILES:
        data = path.read_bytes()
        try:
            book = read_bytes(data)
        except OrxlError:
            continue
        for table in [table for sheet in book.sheets for table in sheet.tables[:2]]:
            row = ("ny",) * len(table.columns)
            try:
                new = read_bytes(patch(data, [InsertRows(table.name, table.last_data_row, (row,))]))
            except RefusedEdit:
                continue
            done += 1
            after = new.table(table.name)
            assert len(after.data_rows) == len(table.data_rows) + 1
            assert new.sheet(after.sheet)[table.last_data_row, after.ref.last_column].value == "ny"
    assert done
