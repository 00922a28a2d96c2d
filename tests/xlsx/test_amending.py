"""A column's new name reaches every formula, as when it is renamed in Excel, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.core.errors import FailedGate, RefusedEdit
from orxl.core.grafts import RenameColumn, SetColumnFormula
from orxl.xlsx import amend, read_bytes
from orxl.xlsx.gate.amendments import check_amendments, spelled
from orxl.xlsx.references.structured import renamed
from tests.xlsx.books import part, replaced, sheet_xml, table_xml, workbook

RENAME = RenameColumn("tblX", "Sum", "Beløp [kr]")
HEADERS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Navn</t></is></c>'
    '<c r="B1" s="1" t="inlineStr"><is><t>Sum</t></is></c></row>'
)
ROWS = HEADERS + (
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>tblX[[#This Row],[Navn]]*2</f><v>2</v></c>'
    '<c r="D2"><f t="shared" ref="D2:D3" si="0">tblX[[#This Row],[sum]]+A2</f><v>3</v></c></row>'
    '<row r="3"><c r="A3"><v>2</v></c><c r="B3"><f>tblX[[#This Row],[Navn]]*2</f><v>4</v></c>'
    '<c r="D3"><f t="shared" si="0"/><v>6</v></c></row>'
)
AFTER = (
    '<conditionalFormatting sqref="B2:B3"><cfRule type="expression" priority="1"><formula>'
    'B2&gt;SUM(tblX[Sum])</formula></cfRule></conditionalFormatting><pageMargins left="1"/>'
)
OTHER = (
    '<row r="1"><c r="A1"><f>SUM(tblX[Sum])&amp;"tblX[Sum]"</f><v>6</v></c>'
    '<c r="B1"><f>SUM(tblY[Sum])</f><v>1</v></c></row>'
)


def book():
    return workbook(
        {"Ark": sheet_xml(ROWS, after=AFTER), "To": sheet_xml(OTHER)},
        tables={
            "Ark": [
                table_xml("tblX", "A1:B3", {"Navn": None, "Sum": "tblX[[#This Row],[Navn]]*2"})
            ],
            "To": [
                table_xml("tblY", "D1:D2", {"Sum": "SUM(tblX[Sum])"}).replace(
                    ' id="1"', ' id="2"', 1
                )
            ],
        },
        names='<definedNames><definedName name="a">MAX(tblX[Sum])</definedName></definedNames>',
        extra={"xl/unknown.xml": "<f>tblX[Sum]</f>"},
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tblX[Sum]", "tblX[Ny]"),
        ("TBLX[ sum ]*2", "TBLX[Ny]*2"),
        ("tblX[[#This Row],[Sum]]", "tblX[[#This Row],[Ny]]"),
        ("tblX[@Sum]+tblX[@[Sum]]", "tblX[@Ny]+tblX[@[Ny]]"),
        ("SUM(tblX[[Navn]:[Sum]])", "SUM(tblX[[Navn]:[Ny]])"),
        ("tblX[[#Headers],[Sum]]", "tblX[[#Headers],[Ny]]"),
        ('"tblX[Sum]"&tblX[Sum]', '"tblX[Sum]"&tblX[Ny]'),
        ("tblXY[Sum]+XtblX[Sum]", "tblXY[Sum]+XtblX[Sum]"),
        ("tblX[Summer]+tblX[Sum ut]", "tblX[Summer]+tblX[Sum ut]"),
        ("[1]Ark1!tblX[Sum]", "[1]Ark1!tblX[Sum]"),
        ("'Min fil.xlsx'!tblX[Sum]", "'Min fil.xlsx'!tblX[Sum]"),
        ("tblX[#All]", "tblX[#All]"),
        ("tblX[]", "tblX[]"),
        ("tblX[Sum", "tblX[Sum"),
    ],
)
def test_a_reference_is_renamed(old, new):
    rename = RenameColumn("tblX", "Sum", "Ny")
    if old != "tblX[Sum":  # what no program writes may come out either way
        assert renamed(old, "tblX", "Sum", "Ny") == new
        assert spelled(old, rename) == new


@given(
    st.lists(
        st.sampled_from(
            ["tblX", "tblY", "[Sum]", "[[#This Row],[Sum]]", "[Navn]", '"', '"a"', "'b c'!", "!",
             "+", "SUM(", ")", "[@", "Sum]", "]", "A1", ":", ",", " ", "tblX[Sum]", "'", "[", "x.",
             "1"]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_writer_and_gate_agree_on_what_excel_could_have_written(pieces):
    """Where brackets and quotes are in pairs, the two accounts of a new name are the same."""
    formula = "".join(pieces)
    in_pairs = (
        formula.count('"') % 2 == 0
        and formula.count("'") % 2 == 0
        and formula.replace("''", "").count("'") in (0, 2)
        and formula.count("[") == formula.count("]")
        and all(
            formula[: i + 1].count("[") >= formula[: i + 1].count("]") for i in range(len(formula))
        )
    )
    inside = any("'" in chunk or '"' in chunk for chunk in formula.split("[")[1:])
    if in_pairs and not inside:
        rename = RenameColumn("tblX", "Sum", "Ny]")
        assert renamed(formula, "tblX", "Sum", "Ny]") == spelled(formula, rename)


def test_a_rename_reaches_every_formula():
    new = amend(book(), [RENAME])
    read = read_bytes(new)
    sheet, other = read.sheets
    assert sheet[1, 2].value == "Beløp [kr]"
    assert sheet[1, 2].style == 1
    assert [c.name for c in read.table("tblX").columns] == ["Navn", "Beløp [kr]"]
    assert sheet[2, 4].formula == "tblX[[#This Row],[Beløp '[kr']]]+A2"
    assert sheet[3, 4].formula == "tblX[[#This Row],[Beløp '[kr']]]+A3"
    assert other[1, 1].formula == "SUM(tblX[Beløp '[kr']])&\"tblX[Sum]\""
    assert other[1, 2].formula == "SUM(tblY[Sum])"
    assert read.names[0].refers_to == "MAX(tblX[Beløp '[kr']])"
    assert "SUM(tblX[Beløp '[kr']])" in part(new, "xl/worksheets/sheet1.xml")
    assert "SUM(tblX[Beløp '[kr']])" in part(new, "xl/tables/table2.xml")
    assert [sheet[r, 4].value for r in (2, 3)] == [3, 6]
    assert part(new, "xl/unknown.xml") == "<f>tblX[Sum]</f>"


def test_no_amendment_is_the_same_bytes():
    data = book()
    assert amend(data, []) is data


def test_a_rename_back_gives_the_same_formulas():
    there = amend(book(), [RENAME])
    back = amend(there, [RenameColumn("tblX", RENAME.new, RENAME.old)])
    old, new = read_bytes(book()), read_bytes(back)
    assert [{k: c.formula for k, c in s.cells.items() if s.name == "To"} for s in new.sheets] == [
        {k: c.formula for k, c in s.cells.items() if s.name == "To"} for s in old.sheets
    ]


@pytest.mark.parametrize(
    ("rename", "words"),
    [
        (RenameColumn("tblX", "Borte", "Ny"), "ingen kolonne som heter «Borte»"),
        (RenameColumn("tblX", "Sum", "NAVN"), "alt en kolonne som heter «NAVN»"),
        (RenameColumn("tblBorte", "Sum", "Ny"), "ingen tabell som heter «tblBorte»"),
    ],
)
def test_a_rename_that_does_not_fit_is_refused(rename, words):
    with pytest.raises(RefusedEdit, match=words):
        amend(book(), [rename])


def test_an_array_formula_that_would_need_the_new_name_is_refused():
    data = book()
    name = "xl/worksheets/sheet2.xml"
    array = part(data, name).replace("<f>SUM(tblX[Sum])", '<f t="array" ref="A1">SUM(tblX[Sum])')
    with pytest.raises(RefusedEdit, match="Matriseformelen i To!A1"):
        amend(replaced(data, name, array), [RENAME])


def test_a_columns_formula_for_new_rows_is_replaced():
    edit = SetColumnFormula(
        "tblX", "Sum", "tblX[[#This Row],[Navn]]*3", "tblX[[#This Row],[Navn]]*2"
    )
    new = amend(book(), [edit, SetColumnFormula("tblX", "Navn", "1", None)])
    columns = read_bytes(new).table("tblX").columns
    assert [c.formula for c in columns] == ["1", "tblX[[#This Row],[Navn]]*3"]
    assert part(new, "xl/worksheets/sheet1.xml") == part(book(), "xl/worksheets/sheet1.xml")


def test_a_columns_formula_that_somebody_changed_is_left():
    with pytest.raises(RefusedEdit, match="en annen formel enn ventet"):
        amend(book(), [SetColumnFormula("tblX", "Sum", "1", "noe annet")])


@pytest.mark.parametrize(("old", "reads"), [("Sum", "Navn"), ("Navn", "Ny")])
def test_a_column_gets_a_new_formula_while_it_or_what_it_reads_is_renamed(old, reads):
    there = "tblX[[#This Row],[Navn]]*2"
    new = f"tblX[[#This Row],[{reads}]]*3"
    formula, rename = SetColumnFormula("tblX", "Sum", new, there), RenameColumn("tblX", old, "Ny")
    for amendments in ([formula, rename], [rename, formula]):
        columns = read_bytes(amend(book(), amendments)).table("tblX").columns
        assert [c.name for c in columns] == [{old: "Ny"}.get(n, n) for n in ("Navn", "Sum")]
        assert columns[1].formula == new


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", "<v>3</v>", "<v>4</v>"),
        ("xl/worksheets/sheet1.xml", "]]]+A3", "]]]+A4"),
        ("xl/worksheets/sheet1.xml", "Beløp [kr]</t>", "Beløp</t>"),
        ("xl/worksheets/sheet1.xml", 's="1"', 's="0"'),
        ("xl/worksheets/sheet1.xml", "B2&gt;SUM(tblX[Beløp '[kr']])", "B2&gt;SUM(tblX[Sum])"),
        ("xl/worksheets/sheet2.xml", "SUM(tblY[Sum])", "SUM(tblY[Beløp '[kr']])"),
        ("xl/worksheets/sheet2.xml", '"tblX[Sum]"', '"tblX[S]"'),
        ("xl/tables/table1.xml", 'name="Beløp [kr]"', 'name="Sum"'),
        ("xl/tables/table2.xml", "'[kr']", "kr"),
        ("xl/workbook.xml", "MAX(tblX[Beløp '[kr']])", "MAX(tblX[Sum])"),
        ("xl/unknown.xml", "Sum", "Beløp"),
    ],
)
def test_the_gate_stops_a_broken_rename(name, old, new):
    data = book()
    good = amend(data, [RENAME])
    text = part(good, name)
    assert old in text
    with pytest.raises(FailedGate):
        check_amendments(data, replaced(good, name, text.replace(old, new, 1)), [RENAME])


def test_a_shared_formula_with_columns_and_quoted_sheets_is_written_out_to_the_right():
    shared = "tblX[[#This Row],[Sum]]+SUM(A:A)+'Ark A1'!A2+'A1'!A$1"
    rows = (
        f'<row r="2"><c r="D2"><f t="shared" ref="D2:E2" si="0">{shared}</f><v>3</v></c>'
        '<c r="E2"><f t="shared" si="0"/><v>6</v></c></row>'
    )
    table = table_xml("tblX", "A1:B3", {"Navn": None, "Sum": None})
    data = workbook({"Ark": sheet_xml(HEADERS + rows)}, tables={"Ark": [table]})
    now = read_bytes(amend(data, [RENAME])).sheet("Ark").cells[(2, 5)].formula
    assert now == "tblX[[#This Row],[Beløp '[kr']]]+SUM(B:B)+'Ark A1'!B2+'A1'!B$1"


def test_the_gate_misses_an_amendment_that_was_not_made():
    with pytest.raises(FailedGate):
        check_amendments(book(), book(), [RENAME])
    with pytest.raises(FailedGate):
        check_amendments(book(), book(), [SetColumnFormula("tblX", "Navn", "1", None)])
