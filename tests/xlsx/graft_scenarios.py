"""Grafts, amendments and buttons over small workbooks: what those writers are tried with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from orxl.core.edits import AppendRows, SetCell
from orxl.core.grafts import (
    AddColumns,
    AddSheet,
    AddTable,
    Amendment,
    Dress,
    Graft,
    MoveDown,
    RenameColumn,
    SetColumnFormula,
    TakeCell,
)
from orxl.core.refs import CellRef, Range
from tests.xlsx import test_amending, test_button, test_moving_down
from tests.xlsx.books import MAIN, R, part, replaced, sheet_xml, workbook
from tests.xlsx.graft_books import longer, model, owned, titled
from tests.xlsx.styled_scenarios import linked
from tests.xlsx.test_button import BUTTON, DRAWING, LINKS, SHEET, SHEET_LINKS, TYPES
from tests.xlsx.test_grafting import ALL, CELL, COLUMNS, TABLE, changed
from tests.xlsx.test_grafting import SHEET as NEW_SHEET

Make = Callable[[], bytes]
own, other = cache(owned), cache(model)
"""Made once: openpyxl writes down the second in which it saves."""


def _grafted(make: Make, source: Make, grafts: Sequence[Graft]) -> bytes:
    from orxl.xlsx import graft  # asked for anew: a mutant may have come

    return graft(make(), source(), grafts)


def _amended(make: Make, amendments: Sequence[Amendment]) -> bytes:
    from orxl.xlsx import amend

    return amend(make(), amendments)


def _buttoned(make: Make, button: Any) -> bytes:
    from orxl.xlsx import add_button

    return add_button(make(), button)


# --- what somebody did to the workbook ------------------------------------------------------------


def put(a1: str, value: object, sheet: str = "Ark") -> Callable[[Any], None]:
    return lambda book: book[sheet].__setitem__(a1, value)


def noted(book: Any) -> None:
    book["Ark"]["E4"].comment = Comment("?", "Per")


def merged(book: Any) -> None:
    book["Ark"].merge_cells("D5:F5")


def guarded(book: Any) -> None:
    check = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1='"a,b"')
    check.add("A4:Z6")
    book["Ark"].add_data_validation(check)


def totalled(book: Any) -> None:
    table = book["Ark"].tables["tblX"]
    table.ref, table.totalsRowCount = "A3:C7", 1
    table.autoFilter.ref = "A3:C6"
    book["Ark"]["B7"] = "=SUBTOTAL(109,tblX[Sum])"


def filtered(book: Any) -> None:
    table = book["Ark"].tables["tblX"]
    column = openpyxl.worksheet.filters.FilterColumn(colId=1)
    column.filters = openpyxl.worksheet.filters.Filters(filter=["1"])
    table.autoFilter.filterColumn.append(column)
    table.sortState = openpyxl.worksheet.filters.SortState(ref="A4:C6")


def headless(book: Any) -> None:
    book["Ark"].tables["tblX"].headerRowCount = 0


def named(book: Any) -> None:
    book.defined_names["TBLNYTT"] = DefinedName("TBLNYTT", attr_text="Ark!$A$1")


def sheeted(book: Any) -> None:
    book.create_sheet("NYTT")


DONE: Mapping[str, Callable[[Any], None]] = {
    "merknad under": put("E20", "min merknad"), "noe i overskriften": put("D3", "mitt"),
    "noe i cellen": put("H1", "Til Gammelt"), "noe i listen": put("H10", 1.0),
    "kommentar": noted, "flettet": merged, "vern": guarded, "sum": totalled, "filter": filtered,
    "uten overskrifter": headless, "navn": named, "ark": sheeted,
}  # fmt: skip


@cache
def made(what: str) -> bytes:
    """The owned workbook after somebody did *what* to it."""
    return changed(DONE[what], own())


@cache
def strict() -> bytes:
    """The owned workbook as «Strict Open XML»."""
    data = own()
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"):
        text = part(data, name).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        data = replaced(data, name, text)
    return data


@cache
def shared_the_old_way() -> bytes:
    return linked(own(), f"{R}/revisionHeaders")


@cache
def with_titles() -> bytes:
    return titled(own())


@cache
def appended() -> bytes:
    from orxl.xlsx import patch

    return patch(own(), [AppendRows("tblX", (("d", 4.0, "w"),))])


@cache
def appended_otherwise() -> bytes:
    from orxl.xlsx import patch

    return patch(appended(), [SetCell(CellRef.of("Ark", "B7"), 5.0)])


longer_model = cache(lambda: changed(longer, other()))
renamed_book, moving_book = cache(test_amending.book), cache(test_moving_down.book)


@cache
def read_by_address(text: str) -> bytes:
    return test_moving_down.book(f'<row r="1"><c r="A1"><f>{text}</f><v>6</v></c></row>')


@cache
def no_room() -> bytes:
    rows = '<row r="8"><c r="B8"><v>1</v></c></row></sheetData>'
    return replaced(moving_book(), SHEET, part(moving_book(), SHEET).replace("</sheetData>", rows))


@cache
def arrayed() -> bytes:
    name = "xl/worksheets/sheet2.xml"
    text = part(renamed_book(), name)
    return replaced(
        renamed_book(), name,
        text.replace("<f>SUM(tblX[Sum])", '<f t="array" ref="A1">SUM(tblX[Sum])'),
    )  # fmt: skip


# --- books that get a button ----------------------------------------------------------------------

plain, with_shapes = cache(test_button.book), cache(test_button.with_shapes)
ROWS = test_button.ROWS
FRONTS: Mapping[str, str] = {
    "navn": '<sheetPr filterMode="0"><tabColor rgb="FF0000"/></sheetPr>',
    "eget navn": '<sheetPr codeName="Sheet1"/>',
}
SETTINGS: Mapping[str, str] = {
    "dato": '<workbookPr date1904="1"/>', "boka": '<workbookPr codeName="Boka"/>',
    "uten": '<fileVersion appName="xl"/><bookViews><workbookView/></bookViews>',
}  # fmt: skip


@cache
def fronted(what: str) -> bytes:
    return test_button.book(sheet_xml(ROWS, before=FRONTS[what]), sheet_xml(""))


@cache
def set_up(what: str) -> bytes:
    return test_button.book(settings=SETTINGS[what])


@cache
def with_old_drawing() -> bytes:
    return test_button.book(
        sheet_xml(ROWS, after="<pageMargins/><legacyDrawing r:id='rId9'/><extLst/>")
    )


@cache
def odd_button_book(what: str) -> bytes:
    data = plain()
    if what == "opptatt navn":
        return replaced(data, DRAWING, f'<xdr:wsDr xmlns:xdr="{test_button.XDR}"/>')
    if what == "tom liste":
        empty = f'<Relationships xmlns="{test_button.PACKAGE}/relationships"/>'
        return replaced(data, SHEET_LINKS, empty)
    if what == "uten type":
        types = re.sub(r'<Override PartName="/xl/workbook.xml"[^>]*/>', "", part(data, TYPES))
        return replaced(data, TYPES, types)
    if what == "diagramark":
        links = part(data, LINKS).replace("relationships/worksheet", "relationships/chartsheet", 1)
        return replaced(data, LINKS, links)
    if what == "makroer":
        return replaced(data, "xl/vbaProject.bin", b"x")
    raise AssertionError(what)


GRAFTS: Mapping[str, tuple[Make, Make, Sequence[Graft]]] = {
    "alt": (own, other, ALL),
    "kolonner": (own, other, [COLUMNS]),
    "ark": (own, other, [NEW_SHEET]),
    "ark sist": (own, other, [AddSheet("Nytt")]),
    "ark etter et som mangler": (own, other, [AddSheet("Nytt", after="Borte")]),
    "tabell": (own, other, [TABLE]),
    "celle": (own, other, [CELL]),
    "tabell som er der": (own, other, [AddTable("tblX")]),
    "titler": (with_titles, other, [NEW_SHEET]),
    "kledd": (appended, longer_model, [Dress(Range.of("Ark", "A7:C7"))]),
    "kledd uten likhet": (appended_otherwise, longer_model, [Dress(Range.of("Ark", "A7:C7"))]),
    "annen celle enn ventet": (
        partial(made, "noe i cellen"), other, [TakeCell(CELL.cell, "Noe annet")]
    ),
    "ventet celle": (partial(made, "noe i cellen"), other, [TakeCell(CELL.cell, "Til Gammelt")]),
    "uten celleformater": (cache(lambda: workbook({"Ark": sheet_xml("")})), other, [CELL]),
    **{f"alt, {what}": (partial(made, what), other, ALL) for what in DONE},
    **{f"kolonner, {what}": (partial(made, what), other, [COLUMNS]) for what in DONE},
    "strengt": (strict, other, [CELL]),
    "delt på gammelt vis": (shared_the_old_way, other, [CELL]),
    "én kolonne": (own, other, [AddColumns("tblX", ("Dobbelt",))]),
}  # fmt: skip
RENAME, MOVE = test_amending.RENAME, test_moving_down.MOVE
FORMULA = SetColumnFormula(
    "tblX", "Sum", "tblX[[#This Row],[Navn]]*3", "tblX[[#This Row],[Navn]]*2"
)
AMENDMENTS: Mapping[str, tuple[Make, Sequence[Amendment]]] = {
    "navn": (renamed_book, [RENAME]),
    "navn som mangler": (renamed_book, [RenameColumn("tblX", "Borte", "Ny")]),
    "navn som er der": (renamed_book, [RenameColumn("tblX", "Sum", "NAVN")]),
    "tabell som mangler": (renamed_book, [RenameColumn("tblBorte", "Sum", "Ny")]),
    "to navn": (renamed_book, [RENAME, RenameColumn("tblX", "Navn", "Post")]),
    "matrise": (arrayed, [RENAME]),
    "formler": (renamed_book, [FORMULA, SetColumnFormula("tblX", "Navn", "1", None)]),
    "formel og navn": (renamed_book, [FORMULA, RENAME]),
    "annen formel": (renamed_book, [SetColumnFormula("tblX", "Sum", "1", "noe annet")]),
    "flyttet": (moving_book, [MOVE]),
    "flyttet langt": (moving_book, [MoveDown(MOVE.area, 9)]),
    "flyttet to ganger": (moving_book, [MOVE, MoveDown(Range.of("Ark", "A6:B8"), 1)]),
    "flyttet alt": (moving_book, [MoveDown(Range.of("Ark", "A4:D6"), 3)]),
    "halv tabell": (moving_book, [MoveDown(Range.of("Ark", "A4:A6"), 2)]),
    "flyttet uten plass": (no_room, [MOVE]),
    "lest": (partial(read_by_address, "Ark!A6*2"), [MOVE]),
    "lest i en kolonne": (partial(read_by_address, "SUM(Ark!A:A)"), [MOVE]),
    "lest i alle kolonner": (partial(read_by_address, "SUM(Ark!A:B)"), [MOVE]),
    "lest ved siden av": (partial(read_by_address, "Ark!D5+Ark!A1+A6"), [MOVE]),
}
BUTTONS: Mapping[str, Make] = {
    "vanlig": plain, "former": with_shapes, "gammel tegning": with_old_drawing,
    **{f"ark, {what}": partial(fronted, what) for what in FRONTS},
    **{f"bok, {what}": partial(set_up, what) for what in SETTINGS},
    **{what: partial(odd_button_book, what) for what in (
        "opptatt navn", "tom liste", "uten type", "diagramark", "makroer")},
}  # fmt: skip


@cache
def graft_scenarios() -> Mapping[str, Callable[[], bytes]]:
    """The scenarios by name."""
    elsewhere = replace(BUTTON, place=Range.of("Borte", "A1"))
    return {
        **{f"pode: {n}": partial(_grafted, *inside) for n, inside in GRAFTS.items()},
        **{f"endre: {n}": partial(_amended, *inside) for n, inside in AMENDMENTS.items()},
        **{f"knapp: {n}": partial(_buttoned, make, BUTTON) for n, make in BUTTONS.items()},
        "knapp: ukjent ark": partial(_buttoned, plain, elsewhere),
    }


def warm() -> None:
    """Make all the workbooks now, so that what forks has the same ones."""
    for make, source, _ in GRAFTS.values():
        make()
        source()
    for make, _ in AMENDMENTS.values():
        make()
    for make in BUTTONS.values():
        make()
