"""Grafts from a model with more of everything, onto books that have much of it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import Font, GradientFill, PatternFill, Protection
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from orxl.core.grafts import AddColumns, AddSheet, AddTable, Dress, Graft, TakeCell
from orxl.core.refs import CellRef, Range
from tests.xlsx.books import R, part, replaced
from tests.xlsx.graft_books import longer, model, owned, table, titled
from tests.xlsx.test_grafting import ALL, CELL, COLUMNS, SHEET, TABLE, changed

NAMES = (
    '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="1">'
    "'Andre'!$1:$1</definedName></definedNames>"
)
Change = Callable[[Any], None]
BOOK, STYLES, SHEET1 = "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"


def check(sheet: Any, sqref: str, formula: str, **options: Any) -> None:
    sheet.add_data_validation(
        DataValidation(type="custom", formula1=formula, sqref=sqref, **options)
    )


def numbered(code: str, number: int) -> DifferentialStyle:
    return DifferentialStyle(numFmt=NumberFormat(numFmtId=number, formatCode=code))


def rich(book: Any) -> None:
    """The model with more: names, wide and coloured columns, blank cells with a look, rules."""
    sheet = book["Ark"]
    sheet.print_title_rows = "1:3"
    book["Andre"].print_title_rows = "1:2"
    sheet.column_dimensions["H"].width = 22
    sheet.column_dimensions["I"].width = 23
    sheet.column_dimensions["E"].fill = PatternFill("solid", fgColor="112233")
    sheet.row_dimensions[10].height = 33
    sheet["E7"] = sheet["F4"] = "ved siden av i mønsteret"
    sheet["I9"] = "Merknad"
    sheet["I11"].fill = PatternFill("solid", fgColor="445566")
    sheet["I11"].protection = Protection(locked=False)
    sheet["I10"].font = Font(name="Arial", size=9, bold=True, italic=True, strike=True)
    del sheet.tables["tblListe"]
    table(sheet, "tblListe", "H9:I11", {})
    sheet["H2"] = "uten lenke"
    sheet["H3"] = 7
    sheet["H3"].hyperlink = Hyperlink(ref="H3", location="'Nytt'!B2", tooltip="Se «Nytt»")
    marks = sheet.conditional_formatting
    marks.add("C4:D40", FormulaRule(["AND(C4>1,C$4<9)"], font=Font(color="FF00FF"), stopIfTrue=1))
    three = Rule(type="expression", dxf=numbered("0.000", 180), formula=["$E4>2"], priority=99)
    marks.add("A2:E50", three)
    marks.add("H10:I11", Rule(type="expression", dxf=numbered("0%", 165), formula=['H10="ja"']))
    check(sheet, "C2:D40", "AND(C2>0,$A2<>C$2)", allow_blank=True, prompt="<&>")
    check(sheet, "H10:I99", 'H10<>"nei"')
    new = book["Nytt"]
    new.sheet_view.tabSelected = True
    new["A2"].number_format = "0.000"
    new["A3"].number_format = "yyyy\\-mm"
    new.column_dimensions["A"].width = 40
    new.row_dimensions[3].height = 44
    check(new, "B2:B4", "B2>0")


def busy(book: Any) -> None:
    """The owned workbook with something of its own wherever the model brings something."""
    sheet = book["Ark"]
    wide = sheet.column_dimensions["D"]
    wide.min, wide.max, wide.width = 4, 9, 12
    sheet.column_dimensions["K"].width = 3
    sheet["H3"] = "gammel"
    sheet["H3"].hyperlink = Hyperlink(ref="H3", location="Ark!A1")
    sheet["A4"].hyperlink = Hyperlink(ref="A4", location="Ark!A2")
    sheet["D5"].fill = GradientFill(stop=("FF0000", "00FF00"))
    sheet["H10"].fill = PatternFill("gray125")
    sheet["G10"] = "i raden"
    marks = sheet.conditional_formatting
    marks.add("F1:F9", Rule(type="expression", dxf=numbered("0.000", 164), formula=["F1>2"]))
    marks.add("G1:G9", Rule(type="expression", dxf=numbered("0.0", 165), formula=["G1>2"]))
    sheet["F8"] = "bortenfor"
    sheet["E20"] = "under"


def own_widths(book: Any) -> None:
    for width, column in enumerate("DEF", start=50):
        book["Ark"].column_dimensions[column].width = width


def wide_from_b(book: Any) -> None:
    wide = book["Ark"].column_dimensions["B"]
    wide.min, wide.max, wide.width = 2, 9, 12


def lean(book: Any) -> None:
    """The owned workbook with nothing of its own in the frames."""
    sheet = book["Ark"]
    book.defined_names.clear()
    book["Andre"].print_title_rows = None
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    sheet.data_validations.dataValidation.clear()
    sheet.column_dimensions.clear()
    book.active = 0


def three_sheets(book: Any) -> None:
    last = book.create_sheet("Siste")
    last.print_title_rows = "1:1"
    book.defined_names["n"] = DefinedName("n", attr_text="Siste!$A$1")


def crowded(count: int) -> Change:
    """So many cells in the way of the new columns."""
    places = ["D3", "E3", "D4", "E4", "D5", "E5", "D6", "E6"]
    return lambda book: [book["Ark"].__setitem__(at, "mitt") for at in places[:count]] and None


def guarded(*sqrefs: str) -> Change:
    """Validations where rows are to be dressed."""
    return lambda book: [check(book["Ark"], sqref, "TRUE") for sqref in sqrefs] and None


def coloured_rows(book: Any) -> None:
    """Rows with a look of their own, where the model's cells come."""
    book["Ark"]["G10"] = "i raden"
    for row in (5, 10):
        book["Ark"].row_dimensions[row].fill = PatternFill("solid", fgColor="00CCFF")


def rows_above(book: Any) -> None:
    """Something in the rows with the numbers of the new table's columns."""
    book["Ark"]["B8"] = book["Ark"]["B9"] = "over"


def just_below(book: Any) -> None:
    book["Ark"]["D7"] = "rett under"


def sparse(book: Any) -> None:
    """The model with a table where only the first cell below the headers is written."""
    sheet = book["Ark"]
    sheet["K9"], sheet["L9"], sheet["K10"] = "Kode", "Tall", "a"
    table(sheet, "tblGlissen", "K9:L11", {})


def wide_after(book: Any) -> None:
    book["Ark"].column_dimensions["F"].width = 44


def guarded_alone(book: Any) -> None:
    """No validation but of a cell that is to be dressed."""
    lean(book)
    check(book["Ark"], "A7", "TRUE")


def unlike(book: Any, ref: str, rows: int | None = None) -> None:
    found = book["Ark"].tables["tblX"]
    found.ref = found.autoFilter.ref = ref
    if rows is not None:
        found.headerRowCount = rows


own, other = cache(owned), cache(model)
_CHANGES: Mapping[str, Change] = {
    "travelt": busy, "magert": lean, "tre ark": three_sheets, "egne bredder": own_widths,
    "bred fra B": wide_from_b, "fargede rader": coloured_rows, "rett under": just_below,
    "rader over": rows_above,
    "åtte i veien": crowded(8), "seks i veien": crowded(6), "sju i veien": crowded(7),
    "vern av en rad": guarded("A7:C7"), "vern av mer": guarded("A2:D9", "B7", "C7:C8 F1"),
    "vern bare der": guarded_alone,
    "vern over og under": guarded("A5:A6 A7:A9"), "vern av det meste": guarded("A7:C7 E1"),
}  # fmt: skip
_MODELS: Mapping[str, Change] = {
    "rikt": rich, "glissent": sparse, "bred etter": wide_after,
    "mønster lenger nede": lambda book: unlike(book, "A4:E6"),
    "mønster lenger inne": lambda book: unlike(book, "B3:E6"),
    "mønster med flere rader": lambda book: unlike(book, "A3:E7"),
    "mønster uten overskrifter": lambda book: unlike(book, "A3:E6", 0),
    "mønster på et annet ark": lambda book: setattr(book["Ark"], "title", "Arket"),
}  # fmt: skip


@cache
def made(what: str) -> bytes:
    return changed(_CHANGES[what], own())


@cache
def model_of(what: str) -> bytes:
    return changed(_MODELS[what], other())


@cache
def written(what: str, name: str, old: str, new: str) -> bytes:
    """The workbook *what* with another text in one of its parts."""
    text = part(made(what), name)
    assert old in text, (name, old)
    return replaced(made(what), name, text.replace(old, new, 1))


@cache
def retitled(old: str, new: str) -> bytes:
    """The owned workbook with a list of its sheets that is not quite its own."""
    data = titled(own())
    text = part(data, "docProps/app.xml")
    assert old in text, old
    return replaced(data, "docProps/app.xml", text.replace(old, new, 1))


@cache
def other_normal() -> bytes:
    """A book whose style «Normal» is not the first."""
    text = part(made("travelt"), STYLES)
    for old, new in (
        ('name="Normal" xfId="0"', 'name="Normal" xfId="1"'),
        ('cellStyleXfs count="1"', 'cellStyleXfs count="2"'),
        ("</cellStyleXfs>", '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'),
    ):
        assert old in text, old
        text = text.replace(old, new)
    return replaced(made("travelt"), STYLES, text)


@cache
def shared_texts() -> bytes:
    name = "xl/worksheets/sheet2.xml"
    text = part(other(), name)
    new = re.sub(r't="inlineStr"><is><t>post 3</t></is>', 't="s"><v>0</v>', text)
    assert new != text
    return replaced(other(), name, new)


@cache
def typed_by_ending() -> bytes:
    """The model that says once what all of a kind are, and not of its new sheet."""
    text = part(other(), TYPES)
    sheet = re.search(
        r'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="([^"]+)" ?/>', text
    )
    assert sheet is not None
    new = re.sub(r'(Extension="xml" ContentType=)"[^"]+"', rf'\1"{sheet[1]}"', text)
    assert new != text
    return replaced(other(), TYPES, new.replace(sheet[0], ""))


@cache
def longer_model(what: str) -> bytes:
    return changed(longer, model_of(what) if what else other())


@cache
def with_row(what: str) -> bytes:
    from orxl.core.edits import AppendRows
    from orxl.xlsx import patch

    return patch(made(what) if what else own(), [AppendRows("tblX", (("d", 4.0, "w"),))])


def _grafted(make: Callable[[], bytes], source: Callable[[], bytes], grafts: Any) -> bytes:
    from orxl.xlsx import graft  # asked for anew: a mutant may have come

    return graft(make(), source(), grafts)


RICH = partial(model_of, "rikt")
ROW = [Dress(Range.of("Ark", "A7:C7"))]
LATE = [replace(SHEET, after="Andre"), TABLE]
PLAIN = TakeCell(CellRef.of("Ark", "H2"))
LINKED = TakeCell(CellRef.of("Ark", "H3"))
GRAFTS: Mapping[str, tuple[Callable[[], bytes], Callable[[], bytes], Sequence[Graft]]] = {
    "alt": (own, RICH, [*ALL, PLAIN, LINKED]),
    "alt, travelt": (
        partial(made, "travelt"), RICH, [*ALL, PLAIN, TakeCell(LINKED.cell, "gammel")]
    ),
    "alt, magert": (partial(made, "magert"), RICH, [*ALL, PLAIN, LINKED]),
    "to ganger samme ark": (own, RICH, [SHEET, AddSheet("Nytt")]),
    "kolonner, travelt": (partial(made, "travelt"), other, [COLUMNS]),
    "kolonner, egne bredder": (partial(made, "egne bredder"), other, [COLUMNS]),
    "kolonner, bred fra B": (partial(made, "bred fra B"), other, [COLUMNS]),
    "en annen normal": (other_normal, RICH, ALL),
    "koblinger er kjent": (
        partial(written, "magert", SHEET1, "<worksheet ", f'<worksheet xmlns:s="{R}" '),
        other, ALL,
    ),
    "uten navn": (partial(written, "magert", BOOK, NAMES, ""), other, [SHEET]),
    "delte tekster": (own, shared_texts, [SHEET]),
    "uten egenskaper": (
        partial(written, "magert", "_rels/.rels", "extended-properties", "annet"), other, [SHEET]
    ),
    "titler som er gamle": (partial(retitled, "str>Ark<", "str>Gammelt<"), other, [SHEET]),
    "titler som er for få": (partial(retitled, "i4>2<", "i4>1<"), other, [SHEET]),
    "titler med navn": (
        partial(retitled, "</vt:vector></Titles", "<vt:lpstr>n</vt:lpstr></vt:vector></Titles"),
        other, [SHEET],
    ),
    "tabell, travelt": (partial(made, "travelt"), RICH, [TABLE]),
    "tabell, magert": (partial(made, "magert"), other, [TABLE]),
    "celle, magert": (partial(made, "magert"), other, [CELL]),
    "etter det siste": (own, RICH, LATE),
    "ark, tre ark": (partial(made, "tre ark"), RICH, [replace(SHEET, after="ANDRE")]),
    "ark, første vindu": (
        partial(written, "tre ark", BOOK, 'firstSheet="0"', 'firstSheet="1"'), other, [SHEET]
    ),
    "fargede rader": (partial(made, "fargede rader"), RICH, [COLUMNS, TABLE]),
    "rader over": (partial(made, "rader over"), RICH, [TABLE]),
    "rett under": (partial(made, "rett under"), RICH, [COLUMNS]),
    "glissent": (own, partial(model_of, "glissent"), [AddTable("tblGlissen")]),
    "bred etter": (own, partial(model_of, "bred etter"), [COLUMNS]),
    "type etter ending": (own, typed_by_ending, [SHEET]),
    "åtte i veien": (partial(made, "åtte i veien"), other, [COLUMNS]),
    "sju i veien": (partial(made, "sju i veien"), other, [COLUMNS]),
    "seks i veien": (partial(made, "seks i veien"), other, [COLUMNS]),
    "kolonne som mangler": (own, other, [AddColumns("tblX", ("Andel", "Dobbelt"))]),
    "ark som mangler": (own, other, [AddSheet("Finnes ikke")]),
    "tabell som mangler": (own, other, [AddTable("tblBorte")]),
    "kledd, rikt": (partial(with_row, ""), partial(longer_model, "rikt"), ROW),
    **{
        f"kledd, {n}": (partial(with_row, n), partial(longer_model, ""), ROW)
        for n in _CHANGES if n.startswith("vern")
    },
    "kledd, bare A7": (
        partial(with_row, "vern bare der"), partial(longer_model, ""),
        [Dress(Range.of("Ark", "A7"))],
    ),
    "kledd i midten": (
        partial(with_row, "vern av mer"), partial(longer_model, ""), [Dress(Range.of("Ark", "B7"))]
    ),
    **{n: (own, partial(model_of, n), [COLUMNS]) for n in _MODELS if n.startswith("mønster")},
}  # fmt: skip


@cache
def rich_scenarios() -> Mapping[str, Callable[[], bytes]]:
    """The scenarios by name."""
    return {f"rikt: {n}": partial(_grafted, *inside) for n, inside in GRAFTS.items()}


def warm() -> None:
    """Make all the workbooks now: openpyxl writes down the second in which it saves."""
    for make, source, _ in GRAFTS.values():
        make()
        source()
