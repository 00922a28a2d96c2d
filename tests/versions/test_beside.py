"""What differs beside the cells; and what other programs change when they save."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from orxl.app.compare import Wanted, compare, compared
from orxl.app.workbook import Opened
from orxl.core.errors import UnreadableFile
from orxl.core.refs import CellRef
from orxl.core.snapshot import Sheet
from orxl.core.values import BLANK
from orxl.report.compare.outline import sections
from orxl.report.compare.values import Comparison
from orxl.versions.changes import QUIET, Kind
from orxl.xlsx import read_bytes
from tests.libreoffice import saved_by_libreoffice
from tests.versions.kit import told, with_cells

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
Edit = Callable[[Worksheet], object]


def _saved(edit: Edit | None = None) -> Opened:
    book = openpyxl.Workbook()
    home = book.active
    assert isinstance(home, Worksheet)
    for row in [["Nr", "Navn", "Tall"], ["a", "Vann", 1], ["b", "Klima", 2], ["c", "By", 3]]:
        home.append(row)
    home["B2"].comment = Comment("Husk dette", "Kari")
    home["A3"].hyperlink = "https://example.org/"
    rule = DataValidation(type="list", formula1="$C$2:$C$4")
    rule.add("B2:B9")
    home.add_data_validation(rule)
    chart = BarChart()
    chart.add_data(Reference(home, min_col=3, min_row=1, max_row=4), titles_from_data=True)
    home.add_chart(chart, "E2")
    if edit is not None:
        edit(home)
    out = BytesIO()
    book.save(out)
    return Opened(Path("bok.xlsx"), out.getvalue(), read_bytes(out.getvalue()))


def _found(edit: Edit, *, looks: bool = False) -> Comparison:
    return compared(_saved(), _saved(edit), Wanted(looks=looks))


def _validation(home: Worksheet) -> None:
    home.data_validations.dataValidation[0].formula1 = '"ja,nei"'


def _comment(home: Worksheet) -> None:
    home["B2"].comment = Comment("Glem det", "Kari")


def _no_comment(home: Worksheet) -> None:
    home["B2"].comment = None


def _link(home: Worksheet) -> None:
    home["A3"].hyperlink = "https://example.com/"


def _hidden(home: Worksheet) -> None:
    home.column_dimensions["C"].hidden = True


def _hidden_row(home: Worksheet) -> None:
    home.row_dimensions[3].hidden = True


def _chart(home: Worksheet) -> None:
    home._charts[0].series[0].val.numRef.f = "'Sheet'!$C$2:$C$3"


def _state(home: Worksheet) -> None:
    home.sheet_state = "hidden"
    home.parent.create_sheet("Synlig")


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        (_comment, [Kind.COMMENT_CHANGED]),
        (_no_comment, [Kind.COMMENT_REMOVED]),
        (_validation, [Kind.BESIDE]),
        (_link, [Kind.BESIDE]),
        (_hidden, [Kind.HIDDEN_COLUMNS]),
        (_hidden_row, [Kind.HIDDEN_ROWS]),
        (_chart, [Kind.BESIDE]),
        (_state, [Kind.SHEET_STATE, Kind.SHEET_ADDED]),
        (lambda home: home.merge_cells("E20:F20"), [Kind.MERGED]),
    ],
)
def test_what_differs_beside_the_cells_is_told(edit: Edit, kinds: list[Kind]) -> None:
    found = _found(edit)
    assert sorted(c.kind for c in found.changes if c.own) == sorted(kinds)
    assert all(item.sentence for section in sections(found) for item in section.items)


def test_one_text_changed_on_many_sheets_is_one_change() -> None:
    def sheets(header: str) -> Edit:
        def edit(home: Worksheet) -> None:
            for number in range(4):
                new = home.parent.create_sheet(f"Ark {number}")
                new["A1"] = f"innhold {number}"
                new.oddHeader.center.text = header

        return edit

    found = compared(_saved(sheets("Budsjett 2026")), _saved(sheets("Budsjett 2027")))
    (item,) = sections(found)[0].items
    assert item.sentence == (
        "Toppteksten på 4 ark er endret fra «Budsjett 2026» til «Budsjett 2027»."
    )


def test_looks_are_told_only_when_asked_for() -> None:
    def bold(home: Worksheet) -> None:
        home["B3"].font = Font(bold=True)

    assert _found(bold).changes == ()
    (change,) = _found(bold, looks=True).changes
    assert (change.kind, [after.a1 for _, after in change.cells if after]) == (Kind.LOOKS, ["B3"])


def test_what_stands_beside_the_cells_follows_a_row_put_in() -> None:
    """The comment, the list and the chart are where they were, among rows that moved down."""

    def moved(home: Worksheet) -> None:
        home.insert_rows(1)
        home["A1"] = "Overskrift"
        _comment_at(home, "B3")
        home["A3"].hyperlink = None
        home["A4"].hyperlink = "https://example.org/"
        rule = home.data_validations.dataValidation[0]
        rule.sqref, rule.formula1 = "B3:B10", "$C$3:$C$5"  # type: ignore[assignment]
        series = home._charts[0].series[0]
        series.val.numRef.f, series.tx.strRef.f = "'Sheet'!$C$3:$C$5", "'Sheet'!C2"

    assert told(c for c in _found(moved).changes if c.kind not in QUIET) == ["rad ny: A1"]


def _comment_at(home: Worksheet, at: str) -> None:
    home["B2"].comment = None
    home[at].comment = Comment("Husk dette", "Kari")


@pytest.mark.thorough
def test_openpyxl_keeps_all_but_charts_and_values(path: Path, tmp_path: Path) -> None:
    saved = tmp_path / "lagret.xlsx"
    openpyxl.load_workbook(path).save(saved)
    found = compare(path, saved)
    assert {c.name.split(" «")[0] for c in found.changes if c.own} <= {
        "Den alternative teksten til diagrammet"
    }
    assert {c.follows for c in found.changes if not c.own} == {"ikke beregnet"}


@pytest.mark.thorough
@pytest.mark.libreoffice
def test_libreoffice_keeps_all_but_charts_and_formulas_of_columns(
    path: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "lagret.xlsx"
    saved.write_bytes(saved_by_libreoffice(path.read_bytes()))
    own = [c for c in compare(path, saved).changes if c.own]
    assert {c.kind for c in own} <= {Kind.COLUMN_FORMULA, Kind.BESIDE, Kind.MERGED}
    assert sum(c.kind is Kind.COLUMN_FORMULA for c in own) == 1


@pytest.mark.thorough
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of workbooks is not here")
def test_any_workbook_is_as_itself_and_an_edit_is_the_one_change() -> None:
    for file in sorted(CORPUS.rglob("*.xlsx"))[:: int(os.environ.get("ORXL_HVER", "40"))]:
        data = file.read_bytes()
        try:
            book = read_bytes(data, file.name)
        except UnreadableFile:
            continue
        one = Opened(file, data, book)
        assert compared(one, Opened(file, data, book)).changes == (), file
        at = next((c for s in book.sheets if (c := _some_cell(s)) is not None), None)
        if at is not None:
            changed = with_cells(book, [(at, "noe helt annet")])
            own = [c for c in compared(one, Opened(file, data, changed)).changes if c.own]
            assert [c.after for c in own] == [at], file


def _some_cell(sheet: Sheet) -> CellRef | None:
    """A typed cell in the middle of a row of some cells, outside the headers of tables."""
    rows = Counter(row for (row, _), cell in sheet.cells.items() if cell.value is not BLANK)
    for (row, column), cell in list(sheet.cells.items())[len(sheet.cells) // 2 :]:
        heads = {table.ref.first_row for table in sheet.tables}
        if cell.formula is None and cell.value is not BLANK and rows[row] > 3 and row not in heads:
            return CellRef(sheet.name, row, column)
    return None
