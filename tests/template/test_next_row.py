"""A row typed below a table looks as the rows above it; what is meant has no green triangle."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from orxl.layout import Kind, layout_for
from orxl.layout.kinds import Level
from orxl.xlsx.package import Package
from orxl.xlsx.read.tables import tables_of

N = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LAYOUT = layout_for(2026)


@pytest.fixture(scope="module")
def package(shipped: bytes) -> Package:
    return Package(shipped)


@pytest.fixture(scope="module")
def book(shipped: bytes) -> Any:
    return load_workbook(io.BytesIO(shipped))


def _looks(package: Package) -> list[Any]:
    styles = etree.fromstring(package.archive.read("xl/styles.xml"))
    return list(styles.find(f"{N}dxfs"))


def _columns(package: Package) -> Iterator[tuple[str, str, Any]]:
    """Table, header and the look of the next row, for each column of each table."""
    looks = _looks(package)
    for sheet in package.sheets:
        for found in tables_of(package, sheet):
            root = etree.fromstring(package.archive.read(found.part))
            for node in root.iter(f"{N}tableColumn"):
                yield root.get("displayName"), node.get("name"), looks[int(node.get("dataDxfId"))]


def test_every_column_says_how_a_new_row_looks(package: Package) -> None:
    said = {(table, header) for table, header, _ in _columns(package)}
    assert said == {
        (table.name, column.header)
        for spec in LAYOUT.sheets
        for table in spec.tables
        for column in table.columns
    }


def test_a_new_row_looks_as_the_rows_above_it(package: Package, book: Any) -> None:
    compared = 0
    for name, header, look in _columns(package):
        sheet, spec = LAYOUT.tables[name]
        column = next(column for column in spec.columns if column.header == header)
        if not spec.grows or column.derived or column.level is Level.HISTORY:
            continue
        if spec.rows or spec.closed or column.kind is Kind.ANY or spec.levels:
            continue  # their rows differ among themselves
        table = book[sheet.name].tables[name]
        last = int(re.sub("[A-Z]", "", table.ref.split(":")[1]))
        cell = book[sheet.name][f"{spec.letter(column.key)}{last}"]
        said = {etree.QName(node).localname: node for node in look}
        format_code = said["numFmt"].get("formatCode")
        assert format_code == cell.number_format, (name, header)
        fill = said["fill"][0].find(f"{N}bgColor").get("rgb") if "fill" in said else None
        assert fill == (cell.fill.bgColor.rgb if cell.fill.fill_type else None), (name, header)
        locked = said["protection"].get("locked") == "1"
        assert locked == cell.protection.locked, (name, header)
        compared += 1
    assert compared > 60


def _ignored(package: Package, sheet: str, cell: str) -> set[str]:
    part = next(item for item in package.sheets if item.name == sheet).part
    column, row, _, _ = range_boundaries(cell)
    found: set[str] = set()
    for node in etree.fromstring(package.archive.read(part)).iter(f"{N}ignoredError"):
        for area in node.get("sqref").split():
            left, top, right, bottom = range_boundaries(area)
            if left <= column <= right and top <= row <= bottom:
                found |= set(node.attrib) - {"sqref"}
    return found


def test_a_chapter_is_no_number_that_was_typed_as_text(package: Package, book: Any) -> None:
    spec = LAYOUT.tables["tblForutsetninger"][1]
    letter = spec.letter("source")
    assert book["Forutsetninger"][f"{letter}{spec.header_row + 1}"].number_format == "@"
    assert "twoDigitTextYear" in _ignored(package, "Forutsetninger", f"{letter}10")
    # A value that is text where a number should stand keeps its triangle.
    assert not _ignored(package, "Forutsetninger", f"{spec.letter('value')}10")


def test_a_formula_typed_over_one_of_a_column_keeps_its_triangle(package: Package) -> None:
    spec = LAYOUT.tables["tblMedlemmer"][1]
    assert "calculatedColumn" not in _ignored(package, "Medlemmer", f"{spec.letter('fee')}8")


def test_a_total_is_meant_to_differ_from_its_column(package: Package, book: Any) -> None:
    spec = LAYOUT.tables["tblHovedtall"][1]
    labels = [book["Hovedtall"][f"A{row}"].value for row in range(1, 40)]
    total = labels.index("Sum inntekter") + 1
    kinds = _ignored(package, "Hovedtall", f"{spec.letter('budget')}{total}")
    assert {"calculatedColumn", "formulaRange"} <= kinds


def test_no_cell_has_two_accounts_of_its_triangles(package: Package) -> None:
    for sheet in package.sheets:
        seen: set[tuple[int, int]] = set()
        root = etree.fromstring(package.archive.read(sheet.part))
        for area in (a for n in root.iter(f"{N}ignoredError") for a in n.get("sqref").split()):
            left, top, right, bottom = range_boundaries(area)
            cells = {(c, r) for c in range(left, right + 1) for r in range(top, bottom + 1)}
            assert not cells & seen, (sheet.name, area)
            seen |= cells


def test_the_order_in_the_sheet_is_the_schemas(package: Package) -> None:
    for sheet in package.sheets:
        names = [
            etree.QName(n).localname for n in etree.fromstring(package.archive.read(sheet.part))
        ]
        if "ignoredErrors" in names:
            after = names[names.index("ignoredErrors") + 1 :]
            assert set(after) <= {"drawing", "legacyDrawing", "tableParts", "extLst"}


def test_the_archive_is_whole(shipped: bytes) -> None:
    assert zipfile.ZipFile(io.BytesIO(shipped)).testzip() is None
