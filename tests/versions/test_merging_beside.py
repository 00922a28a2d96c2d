"""What only THEIRS has changed beside the cells is told, once; what both have is not."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.series import SeriesLabel
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableFormula
from openpyxl.worksheet.worksheet import Worksheet

from orxl.app.merging.merge import merged
from orxl.app.workbook import Opened
from orxl.versions.merging.values import Merge
from orxl.xlsx import read_bytes
from tests.libreoffice import saved_by_libreoffice

Edit = Callable[[Worksheet], object]


def _saved(*edits: Edit, name: str = "bok.xlsx") -> Opened:
    book = openpyxl.Workbook()
    home = book.active
    assert isinstance(home, Worksheet)
    for row in [["Nr", "Navn", "Tall"], ["a", "Vann", 1], ["b", "Klima", 2], ["c", "By", 3]]:
        home.append(row)
    book.create_sheet("Annet")["A1"] = "noe"
    home["A3"].hyperlink = "https://example.org/"
    rule = DataValidation(type="list", formula1="$C$2:$C$4")
    rule.add("B2:B9")
    home.add_data_validation(rule)
    chart = BarChart()
    chart.add_data(Reference(home, min_col=3, min_row=2, max_row=4))
    chart.series[0].tx = SeriesLabel(v="Budsjett 2026")
    home.add_chart(chart, "E2")
    for edit in edits:
        edit(home)
    out = BytesIO()
    book.save(out)
    return Opened(Path(name), out.getvalue(), read_bytes(out.getvalue()))


def _merge(theirs: Opened, mine: Opened | None = None) -> Merge:
    return merged(_saved(), mine or _saved(), theirs).merge


def _told(*theirs: Edit, mine: tuple[Edit, ...] = ()) -> list[str]:
    found = _merge(_saved(*theirs), _saved(*mine))
    assert found.conflicts == ()
    return [left.text for left in found.left]


def _list(home: Worksheet) -> None:
    home.data_validations.dataValidation[0].formula1 = '"ja,nei"'


def _no_list(home: Worksheet) -> None:
    home.data_validations.dataValidation.clear()


def _hidden_sheet(home: Worksheet) -> None:
    home.parent["Annet"].sheet_state = "hidden"


def _link(home: Worksheet) -> None:
    home["A3"].hyperlink = "https://example.com/"


def _series(home: Worksheet) -> None:
    home._charts[0].series[0].tx.v = "Budsjett 2027"


def _no_chart(home: Worksheet) -> None:
    home._charts.clear()


def _hidden_columns(home: Worksheet) -> None:
    home.column_dimensions["B"].hidden = True
    home.column_dimensions["C"].hidden = True


def _hidden_row(home: Worksheet) -> None:
    home.row_dimensions[3].hidden = True


def _protected(home: Worksheet) -> None:
    home.protection.sheet = True


def _merged(home: Worksheet) -> None:
    home.merge_cells("E20:F20")


def _format(home: Worksheet) -> None:
    rule = CellIsRule("lessThan", ["2"], font=Font(color="FF0000"))
    home.conditional_formatting.add("C2:C4", rule)


def _comment(home: Worksheet) -> None:
    home["B2"].comment = Comment("Husk dette", "Kari")


def _header(home: Worksheet) -> None:
    home.oddHeader.center.text = "Utkast"


def _printed(home: Worksheet) -> None:
    home.print_area = "A1:B4"


def _calculation(home: Worksheet) -> None:
    home.parent.calculation.calcMode = "manual"


def _frozen(home: Worksheet) -> None:
    home.freeze_panes = "A2"


def _width(home: Worksheet) -> None:
    home.column_dimensions["B"].width = 40


def _scale(home: Worksheet) -> None:
    home.conditional_formatting.add(
        "C2:C4", ColorScaleRule("min", None, "FFFFFF", "max", None, "FF0000")
    )


def _marked(home: Worksheet) -> None:
    rule = CellIsRule("lessThan", ["2"], fill=PatternFill(bgColor="FFFF00"))
    home.conditional_formatting.add("C2:C4", rule)


def _yellow(home: Worksheet) -> None:
    for place in ("A2", "B2", "C4"):
        home[place].fill = PatternFill("solid", fgColor="FFFF00")


def _bold(home: Worksheet) -> None:
    home["A1"].font = Font(bold=True)


def _no_decimals(home: Worksheet) -> None:
    home["C2"].number_format = "0"


def _line(home: Worksheet) -> None:
    home["C4"].border = Border(bottom=Side("thin"))


def _to_the_right(home: Worksheet) -> None:
    home["B2"].alignment = Alignment(horizontal="right")


def _unlocked(home: Worksheet) -> None:
    home["C3"].protection = Protection(locked=False)


EVERY = {
    _list: "regelen for inntasting fra B2 er endret i DIN",
    _no_list: "regelen for inntasting fra B2 er borte i DIN",
    _hidden_sheet: "Arket Annet er skjult i DIN",
    _link: "lenken i A3 er endret i DIN fra «https://example.org/» til «https://example.com/»",
    _series: "Budsjett 2027",
    _no_chart: "diagrammet «Chart 1» er borte i DIN",
    _hidden_columns: "kolonnene B–C er skjulte i DIN",
    _hidden_row: "rad 3 er skjult i DIN",
    _protected: "beskyttelsen er en annen i DIN",
    _merged: "sammenslåtte celler er andre i DIN (E20:F20)",
    _format: "den betingede formateringen er en annen i DIN",
    _comment: "Sheet!B2: DIN har en merknad: «Husk dette»",
    _header: "toppteksten finnes bare i DIN: «Utkast»",
    _printed: "utskriftsområdet er ='Sheet'!$A$1:$B$4 i DIN",
    _frozen: "frysingen av ruter er en annen i DIN",
    _width: "bredden på kolonne B er en annen i DIN",
    _scale: "den betingede formateringen er en annen i DIN",
    _marked: "den betingede formateringen er en annen i DIN",
    _yellow: "Arket Sheet: 3 celler ser annerledes ut i DIN (fyll): A2:B2 og C4.",
    _bold: "Arket Sheet: 1 celle ser annerledes ut i DIN (skrift): A1.",
    _no_decimals: "(tallformat): C2",
    _line: "(kantlinjer): C4",
    _to_the_right: "(plassering): B2",
    _unlocked: "(låsing): C3",
    _calculation: "Innstillingen «beregning» er en annen i DIN",
}
each = pytest.mark.parametrize("edit", EVERY, ids=lambda edit: edit.__name__[1:])


@each
def test_what_only_theirs_has_changed_is_told_once(edit: Edit) -> None:
    (told,) = _told(edit)
    assert EVERY[edit] in told


@each
def test_what_both_have_changed_alike_or_only_mine_is_not_told(edit: Edit) -> None:
    assert _told(edit, mine=(edit,)) == []
    assert _told(mine=(edit,)) == []


def _row_put_in(home: Worksheet) -> None:
    """A row on top, as a program would put it in: all that is beside the cells follows."""
    home.insert_rows(1)  # openpyxl moves the link, and not what the file says of its cell
    home["A1"] = "Overskrift"
    home["A4"].hyperlink = home["A4"].hyperlink.target
    for rule in home.data_validations.dataValidation:
        rule.sqref = "B3:B10"
        rule.formula1 = rule.formula1.replace("$C$2:$C$4", "$C$3:$C$5")
    for chart in home._charts:
        chart.series[0].val.numRef.f = "'Sheet'!$C$3:$C$5"


def test_places_are_followed_where_mine_has_other_rows() -> None:
    mine = (_row_put_in,)
    assert _told(mine=mine) == []
    (told,) = _told(_link, mine=mine)
    assert "lenken i A3 (A4 hos meg)" in told
    assert _told(_link, mine=(_link, _row_put_in)) == []
    assert len(_told(_list, mine=mine)) == 1
    assert _told(_list, mine=(_list, _row_put_in)) == []


def test_what_each_has_changed_otherwise_is_told() -> None:
    def other(home: Worksheet) -> None:
        home["A3"].hyperlink = "https://example.net/"

    (told,) = _told(_link, mine=(other,))
    assert "https://example.com/" in told


def test_what_is_changed_on_a_sheet_that_mine_has_deleted_is_told_as_that() -> None:
    def gone(home: Worksheet) -> None:
        del home.parent["Annet"]

    def link(home: Worksheet) -> None:
        home.parent["Annet"]["A1"].hyperlink = "https://example.org/"

    assert _told(mine=(gone,)) == []
    (told,) = _told(link, mine=(gone,))
    assert told.startswith("Arket Annet er slettet hos meg, men er endret i DIN.")


def test_one_text_changed_on_many_sheets_is_told_once() -> None:
    def sheets(text: str) -> Edit:
        def edit(home: Worksheet) -> None:
            for number in range(4):
                new = home.parent.create_sheet(f"Ark {number}")
                new["A1"], new.oddHeader.center.text = f"innhold {number}", text

        return edit

    one, other = _saved(sheets("2026")), _saved(sheets("2027"))
    (left,) = merged(one, one, other).merge.left
    assert left.text == (
        "Arkene Ark 0, Ark 1, Ark 2 og Ark 3: toppteksten er endret i DIN fra «2026» til «2027»."
    )


def _twin(home: Worksheet) -> None:
    home.parent.create_sheet("Felles")["A1"] = "noe"


def _twin_with_link(home: Worksheet) -> None:
    _twin(home)
    home.parent["Felles"]["A1"].hyperlink = "https://example.org/"


def test_what_theirs_has_on_a_sheet_that_both_have_made_is_told() -> None:
    assert _told(_twin, mine=(_twin_with_link,)) == []
    assert _told(_twin_with_link, mine=(_twin_with_link,)) == []
    assert _told(_twin_with_link, mine=(_twin,)) == [
        "Arket Felles: lenken i A1 finnes bare i DIN: «https://example.org/»."
    ]


def _changed_places(home: Worksheet) -> None:
    for row in range(1, 5):
        one, other = home.cell(row, 2), home.cell(row, 3)
        one.value, other.value = other.value, one.value


def test_columns_that_stand_elsewhere_are_told_once() -> None:
    assert _told(_changed_places, mine=(_changed_places,)) == []
    assert _told(mine=(_changed_places,)) == []
    (told,) = _told(_changed_places)
    assert "står på en annen plass i DIN" in told


def test_columns_side_by_side_are_told_as_a_run() -> None:
    def wide(home: Worksheet) -> None:
        home.column_dimensions.group("F", "H", hidden=True)
        home.column_dimensions["J"].hidden = True

    assert _told(wide) == ["Arket Sheet: kolonnene F–H og J er skjulte i DIN."]


def test_a_formula_for_new_rows_is_told() -> None:
    def table(formula: str) -> Edit:
        def edit(home: Worksheet) -> None:
            made = Table(displayName="tblTall", ref="A1:C4")
            made._initialise_columns()
            for column, cell in zip(made.tableColumns, home[1], strict=True):
                column.name = str(cell.value)
            made.tableColumns[2].calculatedColumnFormula = TableFormula(attr_text=formula)
            home.add_table(made)

        return edit

    one, other = _saved(table("1+1")), _saved(table("2+2"))
    (left,) = merged(one, one, other).merge.left
    assert left.text == (
        "Tabellen tblTall på arket Sheet: nye rader i kolonnen «Tall» får formelen =2+2 i DIN."
    )
    assert merged(one, other, other).merge.left == merged(one, other, one).merge.left == ()


def test_a_save_by_openpyxl_tells_nothing() -> None:
    out = BytesIO()
    openpyxl.load_workbook(BytesIO(_saved().data)).save(out)
    assert _merge(Opened(Path("din.xlsx"), out.getvalue(), read_bytes(out.getvalue()))).nothing


@pytest.mark.thorough
@pytest.mark.libreoffice
def test_a_save_by_libreoffice_tells_nothing_but_what_was_changed() -> None:
    data = saved_by_libreoffice(_saved().data)
    assert _merge(Opened(Path("din.xlsx"), data, read_bytes(data))).left == ()
    data = saved_by_libreoffice(_saved(_series, _link, _list).data)
    assert len(_merge(Opened(Path("din.xlsx"), data, read_bytes(data))).left) == 3
