"""What an engine is fed: a throw-away workbook in memory, made from a book's values and formulas.

Only what evaluation needs is written: no styles, no names, no tables, no cached values. A
formula that comes back without a value was therefore not evaluated, and can be told from one
that was.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.core.values import BLANK, CellError, Value, to_serial

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
# XML has no room for these; a stand-in of the same length keeps LEN, LEFT and MID right.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED: Final = re.compile(r"(_x[0-9A-Fa-f]{4}_)")


def xlsx(
    book: Book,
    formulas: Mapping[CellRef, str],
    *,
    escapes: bool = True,
) -> bytes:
    """A minimal workbook with *book*'s values and, in their cells, *formulas*.

    A formula cell that is not among *formulas* stays empty. Dates are written as serial numbers.
    ``escapes``: the reader turns ``_x0041_`` into ``A``, as Excel does, so a text that really
    holds this must be escaped.
    """
    by_sheet: dict[str, dict[tuple[int, int], str]] = {}
    for cell, text in formulas.items():
        by_sheet.setdefault(cell.sheet, {})[cell.row, cell.column] = text
    buffer = io.BytesIO()
    import zipfile  # slow to import, and few books are fed in this way

    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, text in _frame(book):
            package.writestr(name, text)
        for number, sheet in enumerate(book.sheets, start=1):
            text = _sheet(sheet, by_sheet.get(sheet.name, {}), book.date1904, escapes)
            package.writestr(f"xl/worksheets/sheet{number}.xml", text)
    return buffer.getvalue()


def _frame(book: Book) -> Iterable[tuple[str, str]]:
    numbers = range(1, len(book.sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f"{overrides}</Types>",
    )
    yield (
        "_rels/.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    sheets = "".join(
        f'<sheet name="{escaped(sheet.name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(book.sheets, start=1)
    )
    epoch = '<workbookPr date1904="1"/>' if book.date1904 else ""
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}">{epoch}'
        f'<sheets>{sheets}</sheets><calcPr calcId="0" fullCalcOnLoad="1"/></workbook>',
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f'<Relationship Id="rId0" Type="{_RELS}/styles" Target="styles.xml"/></Relationships>',
    )
    yield "xl/styles.xml", _STYLES


def _sheet(
    sheet: Sheet,
    formulas: Mapping[tuple[int, int], str],
    date1904: bool,
    escapes: bool,
) -> str:
    rows: dict[int, list[int]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.formula is not None or cell.value is not BLANK:
            rows.setdefault(row, []).append(column)
    out = [f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>']
    for row in sorted(rows):
        out.append(f'<row r="{row}">')
        for column in sorted(rows[row]):
            at = f"{column_letters(column)}{row}"
            cell = sheet.cells[row, column]
            if cell.formula is None:
                out.append(_value(at, cell.value, date1904, escapes))
            elif (row, column) in formulas:
                out.append(_formula(at, formulas[row, column], cell))
        out.append("</row>")
    out.append("</sheetData></worksheet>")
    return "".join(out)


def _formula(at: str, text: str, cell: Cell) -> str:
    array = f' t="array" ref="{at}"' if cell.kind == "array" else ""
    return f'<c r="{at}"><f{array}>{escaped(text)}</f></c>'


def _value(at: str, value: Value, date1904: bool, escapes: bool) -> str:
    if value is BLANK:
        return ""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, float):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    if isinstance(value, str):
        text = escaped(_LOOKS_ESCAPED.sub(r"_x005F\1", value) if escapes else value)
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, CellError):
        return f'<c r="{at}" t="e"><v>{escaped(value.code)}</v></c>'
    if isinstance(value, datetime):
        return f'<c r="{at}"><v>{to_serial(value, date1904=date1904)!r}</v></c>'
    raise TypeError(type(value).__name__)


def escaped(text: str) -> str:
    """*text* for XML, in an element or an attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace('"', "&quot;").replace("\r", "&#13;")
    return _NOT_XML.sub("\ufffd", text)
