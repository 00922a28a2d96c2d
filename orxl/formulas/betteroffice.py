"""The embedded engine betteroffice-xlsx (Rust, Apache-2.0)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import CellError, Value, to_serial
from orxl.formulas.caution import guarded
from orxl.formulas.engine import Answer
from orxl.formulas.feed import xlsx
from orxl.formulas.tokens import Kind, bare_function, tokenize
from orxl.formulas.versions import installed
from orxl.formulas.weaknesses import BETTEROFFICE

_NUDGED: Final = ("(", ")*(1+4E-16)")  # two steps of a double: less than 15 digits can tell
_TO_NINE: Final = ("ROUND((", "),9)")
_BROUGHT: Final = {
    "ROUND": _NUDGED, "INT": _TO_NINE, "TRUNC": _TO_NINE, "ROUNDDOWN": _TO_NINE,
    "ROUNDUP": _TO_NINE,
}  # fmt: skip
_ROUNDS: Final = re.compile(r"(?<![A-Z])(?=[A-Z]*(?:ROUND|INT|TRUNC))[A-Z]++\(", re.IGNORECASE)


class BetterOffice:
    """The engine betteroffice-xlsx, fed a throw-away workbook without cached values.

    It keeps a cell's old value silently where it cannot evaluate; fed none, it has none to keep.
    """

    name = "betteroffice"

    @property
    def version(self) -> str:
        return installed("betteroffice-xlsx")

    def evaluate(
        self, book: Book, wanted: Collection[CellRef] | None = None
    ) -> Mapping[CellRef, Answer]:
        """See :class:`orxl.formulas.engine.Engine`."""
        return guarded(book, wanted, BETTEROFFICE, run)


def run(book: Book, formulas: Mapping[CellRef, str]) -> Mapping[CellRef, Value | None]:
    """The engine's values for these lowered formulas as they come, without any caution."""
    from betteroffice_xlsx import Workbook

    rounded = {cell: rounding_as_excel(text) for cell, text in formulas.items()}
    data = xlsx(book, rounded, escapes=False)
    now = to_serial(datetime.now(), date1904=book.date1904)
    workbook = Workbook.open_recalculated(data, now_serial=now)
    number = {sheet.name: index for index, sheet in enumerate(book.sheets)}
    read = workbook.value
    return {cell: _value(read(number[cell.sheet], cell.a1)) for cell in formulas}


def rounding_as_excel(lowered: str) -> str:
    """*lowered* with the number in each rounding brought to the digits that Excel rounds.

    Excel rounds the 15 digits it shows: 1.005 to 1.01. betteroffice rounds the double, which is a
    hair below, to 1.00. In ROUND two steps upwards in the last binary digit bring the half back
    without touching any other number of 15 digits. INT and its kin get the number to nine
    decimals, so that 4.35*100 (434.99999999999994) is 435, or else a dispute.
    """
    if "(" not in lowered or not _ROUNDS.search(lowered):
        return lowered
    parts: list[str] = []
    pending: list[str] = []  # for each parenthesis: what ends its first argument, or ""
    for token in tokenize(lowered):
        text = token.text
        if token.kind in (Kind.FUNCTION, Kind.OPEN, Kind.ARRAY_OPEN):
            name = bare_function(text) if token.kind is Kind.FUNCTION else ""
            before, after = _BROUGHT.get(name, ("", ""))
            pending.append(after)
            text += before
        elif token.kind is Kind.COMMA and pending and pending[-1]:
            text = pending[-1] + text
            pending[-1] = ""
        elif token.kind in (Kind.CLOSE, Kind.ARRAY_CLOSE) and pending:
            text = pending.pop() + text
        parts.append(text)
    return "".join(parts)


def _value(raw: object) -> Value | None:
    if raw is None or isinstance(raw, (bool, str)):
        return raw
    if isinstance(raw, (int, float)):
        return float(raw) + 0.0  # -0.0 becomes 0.0
    return CellError(str(raw))
