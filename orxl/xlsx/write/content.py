"""How a value or a formula is written in a cell, and which ones are refused."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from orxl.core import nb
from orxl.core.edits import Content, Formula
from orxl.core.errors import RefusedEdit
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError, Value, from_serial, to_serial
from orxl.xlsx.xml.text import escape, forbidden, to_xstring

MAX_TEXT: Final = 32_767
MAX_FORMULA: Final = 8_192
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
    text = escape(to_xstring(checked(content, at)))
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
        kind, text = None, number(_serial(value, at, date1904), at)
    elif isinstance(value, CellError):
        if value.code not in ERRORS:
            raise RefusedEdit(
                f"{at} kan ikke få feilverdien «{value.code}».", "Bruk en av Excels feilverdier."
            )
        kind, text = "e", value.code.encode()
    elif isinstance(value, str):
        kind, text = "str", escape(to_xstring(checked(value, at)))
    else:
        raise RefusedEdit(
            f"{at} kan ikke få en verdi av typen {type(value).__name__}.",
            "Gi en tekst, et tall, en dato eller en sannhetsverdi.",
        )
    p = prefix.encode()
    return Written(kind, b"", b"<%sv>%s</%sv>" % (p, text, p))


def number(value: float, at: CellRef) -> bytes:
    """*value* with the digits that give the same double back. Raises RefusedEdit for NaN, inf."""
    if not math.isfinite(value):
        raise RefusedEdit(f"{at} kan ikke få et tall som ikke er endelig.", "Sjekk beregningen.")
    if value == int(value) and abs(value) < 1e15:
        return b"%d" % int(value)
    return repr(float(value)).upper().encode()


def _serial(moment: datetime, at: CellRef, date1904: bool) -> float:
    serial = to_serial(moment.replace(tzinfo=None), date1904=date1904)
    if from_serial(serial, date1904=date1904) is None:
        raise RefusedEdit(
            f"{at} kan ikke få datoen {nb.day(moment)}: den er eldre enn Excels kalender.",
            "Skriv datoen som tekst.",
        )
    return serial


def formula(text: str, at: CellRef, prefix: str) -> bytes:
    """An ordinary formula's element. Raises RefusedEdit."""
    if not text.strip() or text.lstrip().startswith("="):
        raise RefusedEdit(
            f"Formelen til {at} er tom eller begynner med likhetstegn.",
            "Gi formelen uten likhetstegn.",
        )
    if len(text) > MAX_FORMULA:
        raise RefusedEdit(
            f"Formelen til {at} er lengre enn {nb.number(MAX_FORMULA)} tegn.", "Del den opp."
        )
    _refuse_forbidden(text, at)
    p = prefix.encode()
    keep = b' xml:space="preserve"' if _is_fragile(text) else b""
    return b"<%sf%s>%s</%sf>" % (p, keep, escape(text), p)


def checked(text: str, at: CellRef) -> str:
    """*text* when a cell can hold it. Raises RefusedEdit."""
    if len(text) > MAX_TEXT or len(text.encode("utf-16-le", "surrogatepass")) > 2 * MAX_TEXT:
        raise RefusedEdit(
            f"Teksten til {at} er lengre enn de {nb.number(MAX_TEXT)} tegnene en celle har plass "
            "til.",
            "Forkort den.",
        )
    _refuse_forbidden(text, at)
    return text


def _refuse_forbidden(text: str, at: CellRef) -> None:
    sign = forbidden(text)
    if sign is not None:
        raise RefusedEdit(
            f"Teksten til {at} har et usynlig tegn ({sign}) som en celle ikke kan ha.",
            "Fjern tegnet.",
        )


def _is_fragile(text: str) -> bool:
    """Whether XML readers may drop some of its white space."""
    return text != text.strip() or any(sign in text for sign in ("\n", "\t", "  "))
