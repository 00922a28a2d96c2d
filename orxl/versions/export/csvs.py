"""A table as CSV and back: UTF-8, LF, comma; nothing that two cells differ in is lost.

A blank is an empty field. An empty text and an error are words of their own, which the descriptor
lists as missing values with what they mean. Where a text of the table happens to be such a word,
all of them get a mark in front, so that the text stays a text.

A text that begins with =, +, - or @ is written as it stands: it is data, and a quote in front would
be another text. What opens the file decides what it runs; the package's own text says so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from orxl.core.light import dataclass
from orxl.core.values import BLANK, CellError
from orxl.versions.export.values import Entry, FieldType, Table

ERRORS: Final = (
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!",
)  # fmt: skip
"""The errors that the descriptor always lists; one that is seldom is listed where it is."""
_EMPTY: Final = "(tom tekst)"
_MARK: Final = "!"
STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula."""


class Unreadable(ValueError):
    """A field of a CSV file that is not of its type; says the line and the name of the field."""

    def __init__(self, line: int, name: str, text: str, wanted: str) -> None:
        super().__init__(text)
        self.line, self.name, self.text, self.wanted = line, name, text, wanted


@dataclass(frozen=True, slots=True)
class Marks:
    """The words that stand for what is no value in a CSV file."""

    empty: str
    errors: Mapping[str, str]
    """The code of each error, by its word."""

    @property
    def missing(self) -> list[dict[str, str]]:
        """The missing values of a schema, each with what it means."""
        return [
            {"value": "", "label": "tom celle"},
            {"value": self.empty, "label": "tom tekst"},
            *({"value": w, "label": f"feilverdien {code}"} for w, code in self.errors.items()),
        ]


def marks_of(table: Table) -> Marks:
    """The words for *table*: none of them is a text that stands in it."""
    held = {e for row in table.rows for e in row if isinstance(e, str) and e}
    found = {e.code for row in table.rows for e in row if isinstance(e, CellError)}
    codes = (*ERRORS, *sorted(found.difference(ERRORS)))
    mark = ""
    while not held.isdisjoint({mark + _EMPTY, *(mark + code for code in codes)}):
        mark += _MARK
    return Marks(mark + _EMPTY, {mark + code: code for code in codes})


def as_csv(table: Table, marks: Marks) -> bytes:
    """*table* as a CSV file with a header."""
    words = {code: word for word, code in marks.errors.items()}
    lines = [_line([field.name for field in table.fields])]
    lines += [_line([_text(entry, words, marks.empty) for entry in row]) for row in table.rows]
    return "".join(lines).encode()


def _line(texts: Sequence[str]) -> str:
    # csv.writer leaves a lone carriage return unquoted in Python 3.11.
    quoted = [
        '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text
        for text in texts
    ]
    return (",".join(quoted) if len(texts) != 1 or texts[0] else '""') + "\n"


def _text(entry: Entry, errors: Mapping[str, str], empty: str) -> str:
    if entry is BLANK:
        return ""
    if isinstance(entry, CellError):
        return errors[entry.code]
    if isinstance(entry, str):
        return entry if entry else empty
    if isinstance(entry, bool):
        return "true" if entry else "false"
    if isinstance(entry, datetime):
        return entry.isoformat(timespec="seconds")
    if isinstance(entry, date):
        return entry.isoformat()
    return f"{entry:f}" if isinstance(entry, Decimal) else str(entry)


def injections(table: Table) -> int:
    """How many texts of *table* a spreadsheet could take for a formula."""
    return sum(
        isinstance(entry, str) and entry.startswith(STARTS_FORMULA)
        for row in table.rows
        for entry in row
    )


def read_csv(
    data: bytes, types: Mapping[str, FieldType], missing: Iterable[tuple[str, str]]
) -> tuple[tuple[str, ...], list[tuple[Entry, ...]]]:
    """The names of the fields of a CSV file, and its rows; a field without a type is text.

    *missing* are the missing values with their labels. Raises Unreadable for a value that is not of
    its type or a row of another length, UnicodeDecodeError.
    """
    marks = dict(_meanings(missing))
    # The cap is there for hostile files; a cell of Excel holds 32 767 letters.
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    names: tuple[str, ...] = ()
    rows: list[tuple[Entry, ...]] = []
    try:
        for texts in lines:
            if not names:
                names = tuple(texts)
                continue
            if len(texts) != len(names):
                raise Unreadable(
                    lines.line_num, "", f"{len(texts)} felt", f"{len(names)} felt, som overskriften"
                )
            rows.append(
                tuple(
                    _entry(text, types.get(name, FieldType.STRING), marks, name, lines.line_num)
                    for name, text in zip(names, texts, strict=True)
                )
            )
    except csv.Error as error:
        raise Unreadable(lines.line_num, "", str(error), "riktig CSV") from error
    return names, rows


def _meanings(missing: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Entry]]:
    for value, label in missing:
        if label == "tom tekst":
            yield value, ""
        elif label.startswith("feilverdien "):
            yield value, CellError(label.removeprefix("feilverdien "))
        else:
            yield value, BLANK


_WANTED: Final = {
    FieldType.INTEGER: "et helt tall", FieldType.YEAR: "et årstall", FieldType.NUMBER: "et tall "
    "med punktum", FieldType.BOOLEAN: "true eller false", FieldType.DATE: "en dato (2026-12-31)",
    FieldType.DATETIME: "et tidspunkt (2026-12-31T12:00:00)",
}  # fmt: skip


def _entry(text: str, kind: FieldType, marks: Mapping[str, Entry], name: str, line: int) -> Entry:
    if text in marks:
        return marks[text]
    if kind is FieldType.STRING:
        return text
    try:
        return _typed(text, kind)
    except (ValueError, InvalidOperation) as error:
        raise Unreadable(line, name, text, _WANTED[kind]) from error


def _typed(text: str, kind: FieldType) -> Entry:
    """Raises ValueError, InvalidOperation."""
    if kind is FieldType.DATE:
        return date.fromisoformat(text)
    if kind is FieldType.DATETIME:
        return datetime.fromisoformat(text)
    if kind is FieldType.BOOLEAN:
        return {"true": True, "false": False}[text] if text in ("true", "false") else _no(text)
    if len(text) > 400 or not text.isascii() or "_" in text:
        _no(text)
    if kind is FieldType.NUMBER:
        number = Decimal(text)
        return number if number.is_finite() and abs(number) < Decimal("1e308") else _no(text)
    return int(text)


def _no(text: str) -> bool:
    raise ValueError(text)
