"""Cells whose looks change with what they hold, and sheets that no edit can be made in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from orxl.core.edits import Edit, SetCell, SetFullCalcOnLoad, SetName
from orxl.core.refs import CellRef
from tests.xlsx.books import MAIN, one_sheet, part, replaced, sheet_xml, workbook

CODES = '<numFmts{}><numFmt numFmtId="164" formatCode="0.00\\ kr"/>{}</numFmts>'
TEXT = '<xf numFmtId="49" fontId="1"{}>{}</xf>'
PROTECTED = '<protection locked="0"/>'
CELLS = '<row r="1"><c r="A1" s="1"/><c r="B1" s="2"/><c r="C1" s="3"/></row>'
NEW = "0.000"


@cache
def styled(codes: str, *looks: str) -> bytes:
    """A workbook with *looks* from number 1 on, and cells that have the first three."""
    xfs = "".join(['<xf numFmtId="0"/>', *looks])
    styles = f'<styleSheet xmlns="{MAIN}">{codes}<fonts/><cellXfs>{xfs}</cellXfs></styleSheet>'
    return workbook({"Ark": sheet_xml(CELLS)}, styles=styles)


def put(*places: str, code: str = NEW) -> Sequence[Edit]:
    return [SetCell(CellRef.of("Ark", place), 5.0, number_format=code) for place in places]


BOTH = (TEXT.format("", ""), TEXT.format("", PROTECTED), TEXT.format(' quotePrefix="1"', ""))
BARE = (TEXT.format("", "").replace("></xf>", "/>"), TEXT.format("", PROTECTED))
WITH_NUMBER = '<xf numFmtId="164" fontId="1" applyNumberFormat="1"/>'
STYLED: Mapping[str, tuple[Callable[[], bytes], Sequence[Edit]]] = {
    "utseende: egne koder": (partial(styled, CODES.format("", ""), *BOTH), put("A1", "B1", "C1")),
    "utseende: talte koder": (
        partial(styled, CODES.format(' count="1"', ""), *BOTH),
        put("A1", "B1", "C1"),
    ),
    "utseende: tom liste": (partial(styled, "<numFmts/>", *BOTH), put("A1", "B1")),
    "utseende: ingen liste": (partial(styled, "", *BOTH), put("A1", "B1")),
    "utseende: to nye koder": (
        partial(styled, "", *BOTH),
        [*put("A1"), *put("B1", code="0.0000"), *put("C1")],
    ),
    "utseende: kjent kode": (
        partial(styled, CODES.format("", ""), *BARE, WITH_NUMBER),
        put("A1", "B1", code="0.00\\ kr"),
    ),
    "utseende: som et annet": (
        partial(styled, CODES.format("", ""), BARE[0], BOTH[1], WITH_NUMBER),
        put("A1", code="0.00\\ kr"),
    ),
    "utseende: ukjent nummer": (partial(styled, ""), put("A1", "B1")),
    "utseende: uten stildel": (partial(one_sheet, CELLS), put("A1")),
}


# --- workbooks and sheets that are not as they should be ------------------------------------------

SIGNED = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
DISORDER: Mapping[str, str] = {
    "rad to ganger": '<row r="2"/><row r="2"/>',
    "rad foran": '<row r="3"/><row r="2"/>',
    "rad uten gyldig nummer": '<row r="x"/>',
    "rad utenfor arket": '<row r="1048577"/>',
    "celle to ganger": '<row r="1"><c r="B1"/><c r="B1"/></row>',
    "celle foran": '<row r="1"><c r="B1"/><c r="A1"/></row>',
    "celle i en annen rad": '<row r="1"><c r="B2"/></row>',
    "celle uten gyldig adresse": '<row r="1"><c r="tull"/></row>',
}


def linked(data: bytes, kind: str) -> bytes:
    """*data* with a relationship of the *kind* more."""
    rels = "xl/_rels/workbook.xml.rels" if "origin" not in kind else "_rels/.rels"
    arrow = f'<Relationship Id="ny" Type="{kind}" Target="ny.xml"/></Relationships>'
    data = replaced(data, rels, part(data, rels).replace("</Relationships>", arrow))
    return replaced(replaced(data, "xl/ny.xml", "<a/>"), "ny.xml", "<a/>")


def _chart() -> bytes:
    data = one_sheet("")
    rels = "xl/_rels/workbook.xml.rels"
    return replaced(data, rels, part(data, rels).replace('/worksheet"', '/chartsheet"'))


def _listed() -> bytes:
    """A workbook part with what the schema puts after its names, and no choice of calculation."""
    after = '<oleSize ref="A1"/><customWorkbookViews/>'
    return workbook({"Ark": sheet_xml("")}, calc=after, names="<externalReferences/>")


A1 = [SetCell(CellRef.of("Ark", "A1"), 1.0)]
LAST = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
ODD: Mapping[str, tuple[Callable[[], bytes], Sequence[Edit]]] = {
    **{f"uorden: {what}": (partial(one_sheet, rows), A1) for what, rows in DISORDER.items()},
    "siste rad": (partial(one_sheet, LAST), [SetCell(CellRef.of("Ark", "B1048576"), 2.0)]),
    "rad null": (partial(one_sheet, ""), [SetCell(CellRef("Ark", 0, 1), 1.0)]),
    "kolonne null": (partial(one_sheet, ""), [SetCell(CellRef("Ark", 1, 0), 1.0)]),
    "signert": (cache(lambda: linked(one_sheet(""), SIGNED)), A1),
    "diagramark": (cache(_chart), A1),
    "navn og beregning": (cache(_listed), [SetName("nytt", "1"), SetFullCalcOnLoad(True)]),
    "beregning uten navn": (cache(_listed), [SetFullCalcOnLoad(True)]),
}  # fmt: skip
