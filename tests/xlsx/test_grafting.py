"""Grafts: what a model has more comes over, and nothing of what is there changes."""

import io
import zipfile

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font

from orxl.core.edits import AppendRows, SetCell
from orxl.core.errors import RefusedEdit
from orxl.core.grafts import AddColumns, AddSheet, AddTable, Dress, TakeCell
from orxl.core.refs import CellRef, Range
from orxl.xlsx import graft, patch
from tests.xlsx.books import MAIN, part, replaced, sheet_xml, workbook
from tests.xlsx.compare import losses
from tests.xlsx.graft_books import longer, model, owned, saved, titled

COLUMNS = AddColumns("tblX", ("Dobbelt", "Andel"))
SHEET = AddSheet("Nytt", after="Ark")
TABLE = AddTable("tblListe")
CELL = TakeCell(CellRef.of("Ark", "H1"))
ALL = [COLUMNS, SHEET, TABLE, CELL]


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def changed(change, data=None):
    """The owned workbook after somebody's *change* to it."""
    book = opened(owned() if data is None else data)
    change(book)
    return saved(book)


def grafted(*grafts, data=None):
    return graft(owned() if data is None else data, model(), list(grafts))


def as_model(new, old, fill=True):
    """Whether the cell *new* is as the model's cell *old*, number for number resolved."""
    facts = ["value", "number_format", "font", "border", "alignment", "protection"]
    return all(repr(getattr(new, f)) == repr(getattr(old, f)) for f in facts + ["fill"] * fill)


def test_no_graft_is_the_same_bytes():
    data = owned()
    assert graft(data, model(), []) is data


def test_the_same_grafts_give_the_same_bytes():
    data, wanted = owned(), model()
    assert graft(data, wanted, ALL) == graft(data, wanted, ALL)


def test_columns_come_to_the_right_end_with_content_and_look():
    new, wanted = opened(grafted(COLUMNS))["Ark"], opened(model())["Ark"]
    assert new.tables["tblX"].ref == "A3:E6"
    names = [c.name for c in new.tables["tblX"].tableColumns]
    assert names == ["Navn", "Sum", "Eget", "Dobbelt", "Andel"]
    formula = new.tables["tblX"].tableColumns[3].calculatedColumnFormula.attr_text
    assert formula == "tblX[[#This Row],[Sum]]*2"
    for row in range(3, 7):
        for column in "DE":
            cell = f"{column}{row}"
            assert as_model(new[cell], wanted[cell], fill=row != 6), cell
    assert new.column_dimensions["D"].width == 17
    assert new.column_dimensions["B"].width == 31


def test_a_coloured_row_stays_coloured_across_new_columns():
    new = opened(grafted(COLUMNS))["Ark"]
    assert new["D6"].fill.fgColor.rgb == new["E6"].fill.fgColor.rgb == "0000FF00"
    assert new["D6"].number_format.startswith("#,##0_-")


def test_a_fill_that_shows_nothing_gives_way_to_the_models():
    def styled(book):
        book["Ark"]["E4"].font = Font(bold=True)

    new = opened(grafted(COLUMNS, data=changed(styled)))["Ark"]
    assert new["E4"].fill.fgColor.rgb == "00CCCCFF"


@pytest.mark.parametrize("held", ["fonts", "fills", "borders", "numFmts", "cellXfs", "dxfs"])
def test_a_look_that_the_workbook_has_is_used_and_not_written_again(held):
    def styled(book):
        book["Ark"]["F1"].number_format = '#,##0_-;-#,##0_-;"–"_-'
        book["Ark"]["F2"].number_format = "0%"
        book["Ark"]["F2"].alignment = Alignment(horizontal="center")

    old, place = changed(styled), f"{{{MAIN}}}{held}"
    before, after = (
        [
            one.get("formatCode") or etree.tostring(one, method="c14n")
            for one in etree.fromstring(part(data, "xl/styles.xml").encode()).find(place)
        ]
        for data in (old, grafted(*ALL, data=old))
    )
    new = after[len(before) :]
    assert len(set(new)) == len(new)
    assert not set(new) & set(before)


def test_the_rules_of_new_columns_come_along_after_the_old_ones():
    new = opened(grafted(COLUMNS))["Ark"]
    marks = {str(g.sqref): [r.priority for r in g.rules] for g in new.conditional_formatting}
    assert marks == {"B4:B6": [1], "D4:D40": [2], "E4:E40": [3]}
    checks = [(str(d.sqref), d.type) for d in new.data_validations.dataValidation]
    assert checks == [("B4:B6", "whole"), ("E4:E40", "decimal")]


def test_rules_stop_above_what_stands_under_the_table():
    def written(book):
        book["Ark"]["E20"] = "min merknad"
        book["Ark"]["F8"] = "i en rad der E er ledig"

    new = opened(grafted(COLUMNS, data=changed(written)))["Ark"]
    assert [str(d.sqref) for d in new.data_validations.dataValidation][-1] == "E4:E19"


def test_a_cell_that_somebody_guards_keeps_the_guard():
    def guard(book):
        check = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1='"a,b"')
        check.add("A4:Z6")
        book["Ark"].add_data_validation(check)

    new = opened(grafted(COLUMNS, data=changed(guard)))["Ark"]
    assert [str(d.sqref) for d in new.data_validations.dataValidation] == ["B4:B6", "A4:Z6"]


@pytest.mark.parametrize("place", ["D3", "E5", "D6"])
def test_columns_are_refused_where_somebody_has_written(place):
    data = changed(lambda book: book["Ark"].__setitem__(place, "mitt"))
    with pytest.raises(RefusedEdit, match=f"det står noe i {place}"):
        grafted(COLUMNS, data=data)


def test_columns_are_refused_where_somebody_has_commented_or_merged():
    def note(book):
        book["Ark"]["E4"].comment = Comment("?", "Per")

    with pytest.raises(RefusedEdit, match="E4"):
        grafted(COLUMNS, data=changed(note))
    with pytest.raises(RefusedEdit, match="D5:F5"):
        grafted(COLUMNS, data=changed(lambda book: book["Ark"].merge_cells("D5:F5")))


def test_a_totals_row_stays_the_last_row():
    def totals(book):
        table = book["Ark"].tables["tblX"]
        table.ref, table.totalsRowCount = "A3:C7", 1
        table.autoFilter.ref = "A3:C6"
        book["Ark"]["B7"] = "=SUBTOTAL(109,tblX[Sum])"

    new = opened(grafted(COLUMNS, data=changed(totals)))["Ark"]
    assert new.tables["tblX"].ref == "A3:E7"
    assert new.tables["tblX"].autoFilter.ref == "A3:E6"
    assert new["D7"].value is None


def test_a_filter_stays_as_it_is_set():
    def filtered(book):
        table = book["Ark"].tables["tblX"]
        column = openpyxl.worksheet.filters.FilterColumn(colId=1)
        column.filters = openpyxl.worksheet.filters.Filters(filter=["1"])
        table.autoFilter.filterColumn.append(column)
        table.sortState = openpyxl.worksheet.filters.SortState(ref="A4:C6")

    new = opened(grafted(COLUMNS, data=changed(filtered)))["Ark"].tables["tblX"]
    assert new.autoFilter.filterColumn[0].filters.filter == ["1"]
    assert (new.autoFilter.ref, new.sortState.ref) == ("A3:E6", "A4:E6")


def test_a_table_without_headers_gets_no_columns():
    def headless(book):
        book["Ark"].tables["tblX"].headerRowCount = 0

    with pytest.raises(RefusedEdit, match="viser ingen overskrifter"):
        grafted(COLUMNS, data=changed(headless))


def test_a_sheet_comes_with_table_chart_names_and_looks():
    new, wanted = opened(grafted(SHEET)), opened(model())
    assert new.sheetnames == ["Ark", "Nytt", "Andre"]
    assert new["Nytt"].tables["tblNytt"].ref == "A1:B4"
    assert len(new["Nytt"]._charts) == 1
    assert new["Nytt"].print_title_rows == "$1:$1"
    assert new["Nytt"].sheet_properties.tabColor.rgb == "0070AD47"
    for row in new["Nytt"].iter_rows():
        assert all(as_model(cell, wanted["Nytt"][cell.coordinate]) for cell in row)


def test_names_and_windows_follow_their_sheets():
    new = opened(grafted(SHEET))
    assert new["Andre"].print_title_rows == "$1:$1"
    assert new.active.title == "Andre"
    assert not new["Nytt"].sheet_view.tabSelected


def test_a_sheet_without_a_place_comes_last():
    assert opened(grafted(AddSheet("Nytt"))).sheetnames[-1] == "Nytt"
    assert opened(grafted(AddSheet("Nytt", after="Borte"))).sheetnames[-1] == "Nytt"


def test_a_sheet_of_the_same_name_is_somebodys_own():
    data = changed(lambda book: book.create_sheet("NYTT"))
    with pytest.raises(RefusedEdit, match="har alt et ark som heter «Nytt»"):
        grafted(SHEET, data=data)


def test_a_table_or_name_of_the_same_name_is_refused():
    def name(book):
        book.defined_names["TBLNYTT"] = openpyxl.workbook.defined_name.DefinedName(
            "TBLNYTT", attr_text="Ark!$A$1"
        )

    with pytest.raises(RefusedEdit, match="tblNytt"):
        grafted(SHEET, data=changed(name))
    with pytest.raises(RefusedEdit, match="tblX"):
        grafted(AddTable("tblX"))


def test_a_table_comes_to_a_sheet_that_is_there():
    new = opened(grafted(TABLE))["Ark"]
    assert new.tables["tblListe"].ref == "H9:H11"
    assert [new[f"H{row}"].value for row in (9, 10, 11)] == ["Liste", "ja", "nei"]
    ids = [t.id for t in new.tables.values()]
    assert len(ids) == len(set(ids)) == 2


def test_a_table_is_refused_where_somebody_has_written():
    data = changed(lambda book: book["Ark"].__setitem__("H10", 1))
    with pytest.raises(RefusedEdit, match="H10"):
        grafted(TABLE, data=data)


def test_a_cell_comes_with_look_and_link():
    new, wanted = opened(grafted(CELL))["Ark"]["H1"], opened(model())["Ark"]["H1"]
    assert as_model(new, wanted)
    assert new.hyperlink.location == "'Nytt'!A1"


def test_a_cell_takes_the_place_of_what_was_expected_only():
    data = changed(lambda book: book["Ark"].__setitem__("H1", "Til Gammelt"))
    with pytest.raises(RefusedEdit, match="H1"):
        grafted(CELL, data=data)
    with pytest.raises(RefusedEdit, match="«Til Gammelt»"):
        grafted(TakeCell(CELL.cell, "Noe annet"), data=data)
    new = opened(grafted(TakeCell(CELL.cell, "Til Gammelt"), data=data))
    assert new["Ark"]["H1"].value == "Til Nytt"


def test_rows_that_came_by_an_edit_are_dressed_as_in_the_model():
    wanted = changed(longer, model())
    data = patch(owned(), [AppendRows("tblX", (("d", 4.0, "w"),))])
    new = opened(graft(data, wanted, [Dress(Range.of("Ark", "A7:C7"))]))["Ark"]
    assert new["B7"].number_format == "0.0"
    checks = [(str(d.sqref), d.type) for d in new.data_validations.dataValidation]
    assert checks == [("B4:B6", "whole"), ("B7", "decimal")]
    data = patch(data, [SetCell(CellRef.of("Ark", "B7"), 5.0)])
    with pytest.raises(RefusedEdit, match="Ark!B7"):
        graft(data, wanted, [Dress(Range.of("Ark", "A7:C7"))])


COUNTED = ("count", "size")


def test_nothing_of_what_was_there_is_lost():
    """Every old part, element and cell is there, but for counts, the table's range and places."""
    data = owned()  # built once: openpyxl writes the second in which it saves
    found = losses(data, grafted(*ALL, data=data), ignore=tuple(f"('{name}', " for name in COUNTED))
    moved = ("localSheetId", "activeTab", "'ref', 'A3:C6'", "c[D6]", "c[E6]", "dimension")
    assert [loss for loss in found if not any(word in loss for word in moved)] == []


def test_parts_that_nothing_concerns_keep_their_bytes():
    with zipfile.ZipFile(io.BytesIO(owned())) as a, zipfile.ZipFile(io.BytesIO(grafted(CELL))) as b:
        touched = [name for name in a.namelist() if a.read(name) != b.read(name)]
    assert sorted(touched) == ["xl/styles.xml", "xl/worksheets/sheet1.xml"]


def test_a_prefix_of_the_workbooks_own_is_used():
    """A workbook whose elements are written ``x:c`` gets its new ones in the same form."""
    data = owned()
    for name in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/tables/table1.xml"):
        raw = part(data, name).split("?>")[-1]
        xml = etree.fromstring(raw.encode())
        main = xml.nsmap[None]
        text = raw.replace(f'xmlns="{main}"', f'xmlns:x="{main}"')
        text = text.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
        data = replaced(data, name, text)
    new, wanted = opened(grafted(*ALL, data=data)), opened(grafted(*ALL))
    for row in wanted["Ark"].iter_rows():
        assert all(as_model(new["Ark"][cell.coordinate], cell) for cell in row)
    assert new["Ark"].tables["tblX"].ref == "A3:E6"


def test_a_strict_workbook_is_refused():
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    data = owned()
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"):
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        data = replaced(data, name, part(data, name).replace(main, strict))
    with pytest.raises(RefusedEdit, match="Strict"):
        grafted(CELL, data=data)


def test_a_workbook_without_styles_is_refused():
    with pytest.raises(RefusedEdit, match="celleformater"):
        grafted(CELL, data=workbook({"Ark": sheet_xml("")}))


def test_excels_list_of_sheets_gets_the_new_one():
    new = part(grafted(SHEET, data=titled(owned())), "docProps/app.xml")
    assert "<vt:i4>3</vt:i4>" in new
    assert "<vt:lpstr>Ark</vt:lpstr><vt:lpstr>Nytt</vt:lpstr><vt:lpstr>Andre</vt:lpstr>" in new
    assert 'size="3"' in new
