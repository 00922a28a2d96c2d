"""Rows that orxl puts in a file, and the same rows put in by LibreOffice: one and the same book.

LibreOffice inserts as Excel does: what the two disagree on is looked at, one by one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from orxl.core.edits import InsertRows
from orxl.core.snapshot import Book as Snapshot
from orxl.core.values import BLANK
from orxl.xlsx import patch, read_bytes
from tests.live.calc.office import needs_calc
from tests.live.pressing import live
from tests.live.test_contract import content

if TYPE_CHECKING:
    from tests.live.calc.engine import App, Book

pytestmark = [pytest.mark.libreoffice, needs_calc, pytest.mark.slow, pytest.mark.thorough]
TABLES = (
    "tblTiltak", "tblMål", "tblPartnere", "tblMedlemmer", "tblHovedtall", "tblFolketall",
)  # fmt: skip
COUNT = 2


def rows(book: Snapshot, name: str) -> InsertRows:
    """Rows without a content of their own, in the middle of the table."""
    table = book.table(name)
    assert table is not None
    row = tuple(BLANK if column.formula is None else None for column in table.columns)
    before = (table.first_data_row + table.last_data_row + 1) // 2
    return InsertRows(name, before, (row,) * COUNT)


def surroundings(doc: Any, sheets: list[str]) -> dict[str, tuple[list[object], list[int]]]:
    """What LibreOffice says of each sheet beside its cells."""
    return {name: _around(doc.Sheets.getByName(name)) for name in sheets}


def _around(sheet: Any) -> tuple[list[object], list[int]]:
    formats = sheet.ConditionalFormats.getConditionalFormats()
    rules = sorted(
        (
            one.Range.RangeAddressesAsString,
            tuple(
                entry.getPropertyValue("Formula1")
                for entry in (one.getByIndex(n) for n in range(one.getCount()))
                if entry.getType() == 0  # a condition; not a scale, a bar, an icon or a date
            ),
        )
        for one in formats
    )
    height = [sheet.Rows.getByIndex(n).Height for n in range(_used(sheet))]
    areas = [_area(area) for area in sheet.getPrintAreas()]
    title = _area(sheet.getTitleRows()) if sheet.getPrintTitleRows() else None
    breaks = [(b.Position, b.ManualBreak) for b in sheet.RowPageBreaks if b.ManualBreak]
    return [*rules, areas, title, breaks, *_validations(sheet)], height


def _but(heights: list[int], rows: range) -> list[int]:
    return [height for row, height in enumerate(heights) if row not in rows]


def _used(sheet: Any) -> int:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return int(cursor.RangeAddress.EndRow) + 1


def _area(at: Any) -> tuple[int, ...]:
    return at.StartColumn, at.StartRow, at.EndColumn, at.EndRow


def _validations(sheet: Any) -> list[object]:
    """The cells that have rules for what is typed in them, and the formulas of those rules."""
    found = []
    for part in sheet.queryContentCells(1023).RangeAddresses:
        whole = sheet.getCellRangeByPosition(*_area(part))
        for same in whole.UniqueCellFormatRanges:
            rule = same.getByIndex(0).Validation
            if rule.Type.value != "ANY":
                text = rule.getFormula1(), rule.getFormula2(), rule.Type.value
                found.append((same.RangeAddressesAsString, text))
    return sorted(found)


def unlike(mine: Snapshot, theirs: Snapshot) -> list[object]:
    """What the two books hold, table and name for name, where they differ."""
    (one, names), (other, theirs_too) = content(mine), content(theirs)
    found: list[object] = [
        (name, at, cells.get(at), others.get(at))
        for (name, cells, _), (_, others, _) in zip(one, other, strict=True)
        for at in sorted({*cells, *others})
        if cells.get(at) != others.get(at)
    ]
    found += [(a[0], a[2], b[2]) for a, b in zip(one, other, strict=True) if a[2] != b[2]]
    keys = sorted({*names, *theirs_too})
    return found + [
        (key, names.get(key), theirs_too.get(key))
        for key in keys
        if names.get(key) != theirs_too.get(key)
    ]


@pytest.mark.parametrize("name", TABLES)
def test_what_orxl_and_libreoffice_put_in_is_the_same(
    document: Book, office: App, shipped: bytes, name: str, tmp_path: Path
) -> None:
    before = read_bytes(shipped)
    edit = rows(before, name)
    table = before.table(name)
    assert table is not None
    path = tmp_path / "orxl.xlsx"
    path.write_bytes(patch(shipped, [edit]))
    sheets = [sheet.name for sheet in before.sheets]
    workbook = live(document)
    take_back = workbook.apply([edit], workbook.read())
    try:
        document.doc.calculateAll()
        theirs, around = workbook.read(), surroundings(document.doc, sheets)
    finally:
        assert take_back()
    other = office.books.open(str(path))
    try:
        for sheet in sheets:
            other.doc.Sheets.getByName(sheet).unprotect("")
        other.doc.calculateAll()
        mine, mine_around = live(other).read(), surroundings(other.doc, sheets)
    finally:
        other.close()
    assert unlike(mine, theirs) == unlike(read_bytes(path.read_bytes()), theirs) == []
    for sheet, there in zip(mine.sheets, theirs.sheets, strict=True):
        values = [{at: cell.value for at, cell in s.cells.items()} for s in (sheet, there)]
        assert values[0] == values[1], sheet.name
    new = range(edit.before - 1, edit.before - 1 + COUNT)
    for sheet_name in sheets:
        (kept, heights), (theirs_kept, theirs_heights) = mine_around[sheet_name], around[sheet_name]
        if sheet_name == table.sheet:  # LibreOffice fits a new row's height to what is in it
            heights, theirs_heights = _but(heights, new), _but(theirs_heights, new)
        assert [one for one in kept if one not in theirs_kept] == [], sheet_name
        assert [one for one in theirs_kept if one not in kept] == [], sheet_name
        assert heights == theirs_heights, sheet_name
