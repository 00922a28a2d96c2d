"""How a value or a formula is written in a cell, and which ones are refused."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from orxl.core.contents import (
    checked_formula,
    checked_number,
    checked_serial,
    checked_text,
    no_value,
)
from orxl.core.edits import Content, Formula
from orxl.core.errors import RefusedEdit
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError, Value
from orxl.xlsx.xml.text import escape, to_xstring

ERRORS: Final = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"}
)


@dataclass(frozen=True, slots=True)
class Written:
    """A cell's inside: the type attribute (``None``: no attribute), formula and value bytes."""

    kind: str | None
    formula: bytes
    value: bytes


def written(content: Content, at: CellRef, prefix: str, *, date1904: bool) -> Written:
    """The bytes for *content* in *at*; ``prefix`` is ``"x:"`` or ``""``.

    Raises RefusedEdit for what a cell cannot hold.
    """
    if isinstance(content, Formula):
        value = Written(None, b"", b"")
        if content.cached is not None:
            value = result(content.cached, at, prefix, date1904=date1904)
        return Written(value.kind, formula(content.text, at, prefix), value.value)
    if not isinstance(content, str):
        return result(content, at, prefix, date1904=date1904)
    p = prefix.encode()
    text = escape(to_xstring(checked_text(content, at)))
    keep = b' xml:space="preserve"' if _is_fragile(content) else b""
    inside = b"<%sis><%st%s>%s</%st></%sis>" % (p, p, keep, text, p, p)
    return Written("inlineStr", b"", inside)


def result(value: Value, at: CellRef, prefix: str, *, date1904: bool) -> Written:
    """The bytes for *value* as the result of a formula. Raises RefusedEdit."""
    if value is BLANK:
        return Written(None, b"", b"")
    if isinstance(value, bool):
        kind, text = "b", b"1" if value else b"0"
    elif isinstance(value, float):
        kind, text = None, number(value, at)
    elif isinstance(value, datetime):
        kind, text = None, number(checked_serial(value, at, date1904=date1904), at)
    elif isinstance(value, CellError):
        if value.code not in ERRORS:
            raise RefusedEdit(
                f"{at} kan ikke få feilverdien «{value.code}».", "Bruk en av Excels feilverdier."
            )
        kind, text = "e", value.code.encode()
    elif isinstance(value, str):
        kind, text = "str", escape(to_xstring(checked_text(value, at)))
    else:
        raise no_value(value, at)
    p = prefix.encode()
    return Written(kind, b"", b"<%sv>%s</%sv>" % (p, text, p))


def number(value: float, at: CellRef) -> bytes:
    """*value* with the digits that give the same double back. Raises RefusedEdit for NaN, inf."""
    if checked_number(value, at) == int(value) and abs(value) < 1e15:
        return b"%d" % int(value)
    return repr(float(value)).upper().encode()


def formula(text: str, at: CellRef, prefix: str) -> bytes:
    """An ordinary formula's element. Raises RefusedEdit."""
    checked_formula(text, at)
    p = prefix.encode()
    keep = b' xml:space="preserve"' if _is_fragile(text) else b""
    return b"<%sf%s>%s</%sf>" % (p, keep, escape(text), p)


def _is_fragile(text: str) -> bool:
    """Whether XML readers may drop some of its white space."""
    return text != text.strip() or any(sign in text for sign in ("\n", "\t", "  "))
