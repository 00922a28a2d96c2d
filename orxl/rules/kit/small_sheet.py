"""A small sheet written as text: the examples of the rules for any workbook."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from orxl.core.light import dataclass, field
from orxl.core.refs import parse_a1
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.core.values import BLANK, CellError, Value


@dataclass(frozen=True)
class SmallSheet:
    """A sheet in ``text`` from A1 on, a line a row, its cells parted by ``|``.

    ``=…`` is a formula (its shown value after ``→``), a number a number, nothing a blank, ``#…``
    an error, ``'…`` a text whatever it looks like. A line ``== Mars`` begins another sheet of that
    name. ``places`` are the cells that must be reported; ``formats`` gives cells of all sheets a
    number format.
    """

    text: str
    places: tuple[str, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def sheets(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """What each row's cells say, by sheet."""
        from inspect import cleandoc  # slow to import, and no check has an example

        found: dict[str, list[tuple[str, ...]]] = {"Ark1": []}
        name = "Ark1"
        for line in cleandoc(self.text).splitlines():
            if line.startswith("== "):
                name = line[3:].strip()
                found[name] = []
            else:
                found[name].append(tuple(cell.strip() for cell in line.split("|")))
        return {name: tuple(rows) for name, rows in found.items() if rows}

    @property
    def styles(self) -> Mapping[int, str]:
        """The number format of each of the sheet's styles."""
        return dict(enumerate(dict.fromkeys(self.formats.values()), 1))

    @property
    def book(self) -> Book:
        """The workbook with these sheets; one alone is «Ark1»."""
        number = {code: style for style, code in self.styles.items()}
        looks = {parse_a1(at): number[code] for at, code in self.formats.items()}
        sheets = (
            Sheet(
                name,
                {
                    (row, column): _cell(text)._replace(style=looks.get((row, column), 0))
                    for row, line in enumerate(rows, 1)
                    for column, text in enumerate(line, 1)
                    if text
                },
            )
            for name, rows in self.sheets.items()
        )
        return Book(tuple(sheets), source="eksempel.xlsx")


def _cell(text: str) -> Cell:
    if text.startswith("="):
        formula, _, shown = text[1:].partition("→")
        return Cell(_value(shown.strip()), formula.strip(), kind="normal")
    return Cell(_value(text))


def _value(text: str) -> Value:
    if not text:
        return BLANK
    if text.startswith("#"):
        return CellError(text)
    if text.startswith("'"):
        return text[1:]
    try:
        return float(text)
    except ValueError:
        return text
