"""The look of cells and rows that edits make: taken from a row above, a row or a column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from orxl.xlsx.gate.cut import Cut, by_column
from orxl.xlsx.gate.declared import Expect, Model, Place
from orxl.xlsx.xml.elements import element

_KEPT: Final = ("s", "customFormat", "ht", "customHeight", "thickTop", "thickBot", "ph")
"""What a new row of a table takes after the row it is modelled on; hiding is left behind."""
_DESCENT: Final = "}dyDescent"


class Looks:
    """What the old sheet says of how its cells and rows look."""

    def __init__(self, old: Cut, frame: element, expected: Mapping[Place, Expect]) -> None:
        self._columns = [
            (int(node.get("min", "0")), int(node.get("max", "0")), node.get("style", "0"))
            for node in frame.iterfind("{*}cols/{*}col")
        ]
        self.rows = {
            number: (row, by_column(row, number))
            for number, row in old.rows(_models(expected.values()))
        }
        """The rows of the file that others are made after, and their cells by column."""
        self._known: dict[int, tuple[str | None, str]] = {}

    def inherited(self, row: element | None, column: int) -> str:
        """The style of a cell of *row* that has none of its own: the row's, or the column's."""
        if row is not None and row.get("customFormat") in ("1", "true"):
            return row.get("s", "0")
        return next((style for a, b, style in self._columns if a <= column <= b), "0")

    def modelled(self, column: int, expect: Expect) -> tuple[str | None, str]:
        """The style that a cell in *column* takes from the cell it is made after; None: none.

        Then the format that the style has instead of text's, ``""`` where it has its own.
        """
        chain: list[tuple[Expect, Model]] = []
        at: Expect | None = expect
        while at is not None and at.look is not None and id(at) not in self._known:
            chain.append((at, at.look))
            at = at.look.then
        for one, model in reversed(chain):
            style, code = self._known.get(id(model.then), (None, ""))
            if style is None:
                style = self._own(model.row, column)
            if not code and model.then is not None:
                code = model.then.number_format
            self._known[id(one)] = (style, code)
        return self._known.get(id(expect), (None, ""))

    def _own(self, row: int, column: int) -> str | None:
        cell = self.rows[row][1].get(column) if row in self.rows else None
        return None if cell is None else cell.get("s", "0")

    def new_row_fits(self, row: element, models: Iterable[Model | None]) -> bool:
        """Whether a row that was not there has the attributes of a row it is made after.

        Two tables side by side may both have made it; then it may look as either has it.
        """
        options = [self._kept(model) for model in models if model is not None]
        found = {str(name): str(value) for name, value in row.attrib.items() if name != "r"}
        return found in (options if options else [{}])

    def _kept(self, model: Model) -> dict[str, str]:
        after: Model | None = model
        while after is not None and after.row not in self.rows:  # made itself, after another
            after = None if after.then is None else after.then.look
        if after is None:
            return {}
        return {
            str(name): str(value)
            for name, value in self.rows[after.row][0].attrib.items()
            if name in _KEPT or str(name).endswith(_DESCENT)
        }


def _models(expected: Iterable[Expect]) -> set[int]:
    """The rows that cells are made after, directly or by way of others."""
    found: set[int] = set()
    seen: set[int] = set()
    todo = list(expected)
    while todo:
        expect = todo.pop()
        for model in (expect.look, expect.source) if id(expect) not in seen else ():
            if model is not None:
                found.add(model.row)
                todo += [model.then] if model.then is not None else []
        seen.add(id(expect))
    return found


def expected_spans(old: str | None, new_columns: Iterable[int]) -> str | None:
    """What a row's hint about its columns must say once it has cells in *new_columns*, too."""
    numbers = [] if old is None else [int(text) for text in re.findall(r"\d+", old)]
    low, high = min(numbers, default=0), max(numbers, default=0)
    first, last = min(new_columns, default=low), max(new_columns, default=high)
    if not numbers or (low <= first and last <= high):
        return old
    return f"{min(low, first)}:{max(high, last)}"
