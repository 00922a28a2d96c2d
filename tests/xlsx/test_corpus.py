"""Real workbooks that nobody here wrote, where the folder with them is at hand."""

import html
import os
import re
import zipfile
from pathlib import Path

import pytest

from orxl.core.edits import SetCell
from orxl.core.errors import OrxlError, RefusedEdit
from orxl.core.refs import CellRef
from orxl.xlsx import patch, read_bytes
from orxl.xlsx.write.chartcaches import _line
from tests.xlsx.compare import losses

_SHARED = Path(__file__).parents[3] / "shared" / "corpus"
FOLDER = Path(os.environ.get("ORXL_CORPUS", _SHARED))
EVERY = int(os.environ.get("ORXL_CORPUS_EVERY", "5"))
FILES = sorted(FOLDER.glob("*/*.xlsx"))[::EVERY]

pytestmark = pytest.mark.skipif(
    not FILES, reason="the folder of real workbooks (ORXL_CORPUS) is not on this machine"
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:40])
def test_a_real_workbook_loses_nothing(path):
    """A fifth of them by default; ORXL_CORPUS_EVERY=1 takes all."""
    data = path.read_bytes()
    try:
        book = read_bytes(data)
    except OrxlError as error:
        pytest.skip(f"refused: {error.message[:80]}")
    sheet = next((sheet for sheet in book.sheets if sheet.cells), book.sheets[0])
    row = max((row for row, _ in sheet.cells), default=0) + 3
    column = max((column for _, column in sheet.cells), default=0) + 2
    first, second = CellRef(sheet.name, max(1, row - 3), column), CellRef(sheet.name, row, 1)
    try:
        assert patch(data, []) is data
        new = patch(data, [SetCell(first, 12.5), SetCell(second, "Blåbær <&>")])
    except RefusedEdit as error:
        pytest.skip(f"refused: {error.message[:80]}")
    assert losses(data, new, ignore=("}dimension", "'spans'")) == []
    cells = dict(read_bytes(new).sheet(sheet.name).cells)
    assert cells.pop((second.row, second.column)).value == "Blåbær <&>"
    assert cells.pop((first.row, first.column)).formula is None
    assert cells == sheet.cells


_DRAWN = re.compile(r"<c:f>([^<]+)</c:f><c:numCache>")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:40])
def test_a_real_workbooks_charts_follow_a_cell_that_they_draw(path):
    """The gate has its own opinion of what each chart must read afterwards."""
    try:
        with zipfile.ZipFile(path) as archive:
            charts = [archive.read(n).decode() for n in archive.namelist() if "/charts/" in n]
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError):
        return
    drawn = [html.unescape(ref) for chart in charts for ref in _DRAWN.findall(chart)]
    lines = [(ref, line) for ref in drawn if (line := _line(ref)) is not None]
    for ref, line in lines[:2]:
        sheet = ref.rpartition("!")[0].strip("'").replace("''", "'")
        try:
            patch(path.read_bytes(), [SetCell(CellRef(sheet, line.row, line.column), 123456.75)])
        except RefusedEdit as error:
            pytest.skip(f"refused: {error.message[:80]}")
