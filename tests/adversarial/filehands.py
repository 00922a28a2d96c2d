"""Hands that change what no snapshot holds: looks, charts, settings, headers, notes.

They change the file's parts as another program or a click in Excel would; the rest of the file
keeps its bytes.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from orxl.core.refs import CellRef, Range, column_number
from orxl.xlsx import read_bytes
from tests.adversarial.damages import BadDamage, Fields
from tests.adversarial.hands import Hands

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
Tree = Any


class FileHands:
    """Changes a file's parts, edit by edit; :meth:`bytes` is the file as it is then."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        self._hands = Hands(read_bytes(data))

    def do(self, edit: Fields) -> None:
        """Do one edit. Raises BadDamage where it does not fit the workbook."""
        work = _OPS.get(str(edit["op"]))
        if work is None:
            raise BadDamage(f"nobody can do «{edit['op']}»")
        work(self, edit)

    def bytes(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
            for name, content in self._parts.items():
                package.writestr(name, content)
        return out.getvalue()

    # Where

    def _tree(self, part: str) -> Tree:
        return etree.fromstring(self._parts[part])

    def _keep(self, part: str, tree: Tree) -> None:
        self._parts[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")

    def _sheet_part(self, sheet: str) -> str:
        book = self._tree("xl/workbook.xml")
        relations = self._tree("xl/_rels/workbook.xml.rels")
        targets = {r.get("Id"): r.get("Target") for r in relations}
        for element in book.iter(f"{_MAIN}sheet"):
            if element.get("name").casefold() == sheet.casefold():
                return (
                    posixpath.normpath(posixpath.join("xl", targets[element.get(f"{_RELATION}id")]))
                    .lstrip("/")
                    .replace("xl/xl/", "xl/")
                )
        raise BadDamage(f"there is no sheet {sheet}")

    def _cells(self, edit: Fields) -> list[CellRef]:
        """One cell, or where no row is named the column's cells in the table."""
        if "table" in edit and "row" not in edit:
            table = self._hands.table(edit["table"])
            number = self._hands.column(table, str(edit["column"]))
            return [CellRef(table.sheet, row, number) for row in table.data_rows]
        return [self._hands.cell(edit)]

    def _sheet_of(self, edit: Fields) -> str:
        return str(edit["sheet"]) if "sheet" in edit else self._hands.table(edit["table"]).sheet

    def _column_of(self, edit: Fields) -> int:
        said = edit["column"]
        if "table" in edit:
            return self._hands.column(self._hands.table(edit["table"]), str(said))
        return said if isinstance(said, int) else column_number(str(said))

    # What hands do

    def number_format(self, edit: Fields) -> None:
        code = str(edit.get("to", edit.get("format")))
        styles = self._tree("xl/styles.xml")
        formats = styles.find(f"{_MAIN}numFmts")
        if formats is None:
            formats = etree.Element(f"{_MAIN}numFmts")
            styles.insert(0, formats)
        number = max([200, *(int(f.get("numFmtId")) for f in formats)]) + 1
        etree.SubElement(formats, f"{_MAIN}numFmt", numFmtId=str(number), formatCode=code)
        formats.set("count", str(len(formats)))
        looks = styles.find(f"{_MAIN}cellXfs")
        cells = self._cells(edit)
        part = self._sheet_part(cells[0].sheet)
        sheet = self._tree(part)
        wanted = {cell.a1 for cell in cells}
        made: dict[str, str] = {}
        for cell in sheet.iter(f"{_MAIN}c"):
            if cell.get("r") in wanted:
                old = cell.get("s", "0")
                if old not in made:
                    look = deepcopy(looks[int(old)])
                    look.set("numFmtId", str(number))
                    look.set("applyNumberFormat", "1")
                    looks.append(look)
                    made[old] = str(len(looks) - 1)
                cell.set("s", made[old])
        if not made:
            raise BadDamage(f"no cell to give the number format {code}")
        looks.set("count", str(len(looks)))
        self._keep("xl/styles.xml", styles)
        self._keep(part, sheet)

    def column_width(self, edit: Fields) -> None:
        self._columns(edit, width=str(edit.get("to", edit.get("width"))), customWidth="1")

    def hide_column(self, edit: Fields) -> None:
        self._columns(edit, hidden="1")

    def _columns(self, edit: Fields, **attributes: str) -> None:
        part = self._sheet_part(self._sheet_of(edit))
        sheet, number = self._tree(part), self._column_of(edit)
        columns = sheet.find(f"{_MAIN}cols")
        if columns is None:
            columns = etree.Element(f"{_MAIN}cols")
            sheet.find(f"{_MAIN}sheetData").addprevious(columns)
        for column in list(columns):
            first, last = int(column.get("min")), int(column.get("max"))
            if first <= number <= last:
                pieces = ((first, number - 1), (number, number), (number + 1, last))
                for low, high in pieces:
                    if low <= high:
                        piece = deepcopy(column)
                        piece.set("min", str(low))
                        piece.set("max", str(high))
                        if low == high == number:
                            for key, value in attributes.items():
                                piece.set(key, value)
                        column.addprevious(piece)
                columns.remove(column)
                break
        else:
            alone = {"min": str(number), "max": str(number), "width": "10"} | attributes
            after = [c for c in columns if int(c.get("min")) < number]
            columns.insert(len(after), etree.Element(f"{_MAIN}col", alone))
        self._keep(part, sheet)

    def hide_row(self, edit: Fields) -> None:
        if "table" in edit:
            table = self._hands.table(edit["table"])
            name, row = table.sheet, self._hands.row(table, edit["row"])
        else:
            name = str(edit["sheet"])
            row = edit["row"] if isinstance(edit.get("row"), int) else self._hands.cell(edit).row
        part = self._sheet_part(name)
        sheet = self._tree(part)
        for element in sheet.iter(f"{_MAIN}row"):
            if element.get("r") == str(row):
                element.set("hidden", "1")
        self._keep(part, sheet)

    def header_footer(self, edit: Fields) -> None:
        names = [edit["sheet"]] if "sheet" in edit else [s.name for s in self._hands.book.sheets]
        done = 0
        for name in names:
            part = self._sheet_part(str(name))
            sheet = self._tree(part)
            for element in sheet.iter(f"{_MAIN}oddHeader", f"{_MAIN}oddFooter"):
                place = "footer" if element.tag.endswith("Footer") else "header"
                if edit.get("place", place) not in (place, f"{place}s"):
                    continue
                old = element.text or ""
                piece = str(edit["from"]) if "from" in edit else old
                if piece in old and (piece or "place" in edit):
                    element.text = old.replace(piece, str(edit["to"])) if piece else str(edit["to"])
                    done += 1
            self._keep(part, sheet)
        if not done:
            raise BadDamage(f"no header or footer says {edit.get('from')!r}")

    def chart_range(self, edit: Fields) -> None:
        """A reference in the charts' series, or a piece of one, made another."""
        old, new, done = str(edit["from"]), str(edit["to"]), 0
        for part in sorted(self._parts):
            if not re.fullmatch(r"xl/charts/chart\d+\.xml", part):
                continue
            chart = self._tree(part)
            for reference in chart.iter(f"{_CHART}f"):
                if old in (reference.text or ""):
                    reference.text = reference.text.replace(old, new)
                    done += 1
            self._keep(part, chart)
        if not done:
            raise BadDamage(f"no chart reads {old}")

    def _settings(self, **attributes: str) -> None:
        book = self._tree("xl/workbook.xml")
        calc = book.find(f"{_MAIN}calcPr")
        if calc is None:
            calc = etree.SubElement(book, f"{_MAIN}calcPr")
        for key, value in attributes.items():
            calc.set(key, value)
        self._keep("xl/workbook.xml", book)

    def calc_mode(self, edit: Fields) -> None:
        self._settings(calcMode=str(edit.get("to", "manual")))

    def iterate(self, edit: Fields) -> None:
        self._settings(iterate="1")

    def precision(self, edit: Fields) -> None:
        self._settings(fullPrecision="0")

    def date1904(self, edit: Fields) -> None:
        book = self._tree("xl/workbook.xml")
        book.find(f"{_MAIN}workbookPr").set("date1904", "1")
        self._keep("xl/workbook.xml", book)

    def validation(self, edit: Fields) -> None:
        cells = self._cells(edit) if "column" in edit else []
        part = self._sheet_part(self._sheet_of(edit))
        sheet, done = self._tree(part), 0
        for element in list(sheet.iter(f"{_MAIN}dataValidation")):
            areas = [Range.of(self._sheet_of(edit), r) for r in element.get("sqref").split()]
            if not cells or any(cell in area for cell in cells for area in areas):
                element.getparent().remove(element)
                done += 1
        if not done:
            raise BadDamage("no validation to remove")
        self._keep(part, sheet)

    def comment(self, edit: Fields) -> None:
        cell = self._hands.cell(edit)
        sheet_part = self._sheet_part(cell.sheet)
        folder, name = posixpath.split(sheet_part)
        relations = f"{folder}/_rels/{name}.rels"
        tree = (
            self._tree(relations) if relations in self._parts
            else etree.Element(f"{_RELS}Relationships", nsmap={None: _RELS[1:-1]})
        )  # fmt: skip
        part = "xl/comments99.xml"
        etree.SubElement(tree, f"{_RELS}Relationship", Id="rIdNote", Type=_KIND, Target=f"/{part}")
        self._keep(relations, tree)
        notes = etree.Element(f"{_MAIN}comments", nsmap={None: _MAIN[1:-1]})
        authors = etree.SubElement(notes, f"{_MAIN}authors")
        etree.SubElement(authors, f"{_MAIN}author").text = str(edit.get("author", "Kari Nordmann"))
        every = etree.SubElement(notes, f"{_MAIN}commentList")
        note = etree.SubElement(every, f"{_MAIN}comment", ref=cell.a1, authorId="0")
        etree.SubElement(etree.SubElement(note, f"{_MAIN}text"), f"{_MAIN}t").text = str(
            edit.get("text", edit.get("to"))
        )
        self._keep(part, notes)
        types = self._tree("[Content_Types].xml")
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
        etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{part}", ContentType=kind)
        self._keep("[Content_Types].xml", types)

    def property(self, edit: Fields) -> None:
        """A property of the document: its title, its creator, who saved it last."""
        core = self._tree("docProps/core.xml")
        wanted = str(edit.get("name", edit.get("property")))
        for element in core:
            if etree.QName(element).localname == wanted:
                element.text = str(edit["to"])
                break
        else:
            raise BadDamage(f"the file has no property {wanted}")
        self._keep("docProps/core.xml", core)


_OPS: Final[Mapping[str, Callable[[FileHands, Fields], None]]] = {
    "number-format": FileHands.number_format,
    "column-width": FileHands.column_width,
    "hide-column": FileHands.hide_column,
    "hide-row": FileHands.hide_row,
    "header-footer": FileHands.header_footer,
    "chart-range": FileHands.chart_range,
    "calc-mode": FileHands.calc_mode,
    "iterate": FileHands.iterate,
    "precision-as-displayed": FileHands.precision,
    "date1904": FileHands.date1904,
    "validation-removed": FileHands.validation,
    "comment": FileHands.comment,
    "property": FileHands.property,
}
OF_A_FILE: Final = frozenset(_OPS)


def changed(data: bytes, edits: Iterator[Fields] | list[Fields]) -> bytes:
    """The file in *data* after *edits*."""
    hands = FileHands(data)
    for edit in edits:
        hands.do(edit)
    return hands.bytes()
