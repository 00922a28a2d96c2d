"""What one cell holds: a value, written as this house writes it, and blanks that are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from orxl.core.edits import Content, Formula
from orxl.core.patterns import regex
from orxl.core.values import BLANK, CellError, Value, to_serial
from orxl.xlsx.xml.elements import child, element, local_name
from orxl.xlsx.xml.text import from_xstring

_NUMBER: Final = regex(r"[-+0-9.E]+")
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute that says whether the blanks around a text count."""


def holds_value(cell: element, value: Value, *, of_formula: bool, date1904: bool) -> bool:
    """Whether the cell's value is exactly *value*; *date1904*: where the workbook's days begin."""
    kind = cell.get("t")
    v, inline = child(cell, "v"), child(cell, "is")
    if value is BLANK:
        return v is None and inline is None and kind is None
    if isinstance(value, str) and not of_formula:
        leaf = None if inline is None or len(inline) != 1 else child(inline, "t")
        return v is None and kind == "inlineStr" and _reads(leaf, value)
    if v is None or (v.text is None and value != "") or inline is not None or len(v):
        return False
    if isinstance(value, str):
        return kind == "str" and _reads(v, value)
    text = v.text if v.text is not None else ""
    if isinstance(value, bool):
        return kind == "b" and text == ("1" if value else "0")
    if isinstance(value, CellError):
        return kind == "e" and text == value.code
    number = value
    if isinstance(value, datetime):
        number = to_serial(value.replace(tzinfo=None), date1904=date1904)
    return kind is None and _NUMBER.fullmatch(text) is not None and float(text) == number


def _reads(leaf: element | None, text: str) -> bool:
    """Whether the element *leaf* holds *text*, and says so where its blanks matter."""
    if leaf is None or len(leaf) or set(leaf.attrib) - {SPACE}:
        return False
    is_value = local_name(leaf) == "v"
    there = leaf.text if leaf.text is not None else ""
    return from_xstring(there) == text and (is_value or keeps_blanks(leaf))


def keeps_blanks(leaf: element) -> bool:
    """Whether a reader keeps the blanks around the text of *leaf*."""
    text = leaf.text if leaf.text is not None else ""
    return text == text.strip() or leaf.get(SPACE) == "preserve"


def cached(content: Content | None) -> Value:
    """The value of a formula; BLANK where it has none yet."""
    known = content.cached if isinstance(content, Formula) else None
    return BLANK if known is None else known
