"""Where the layout's cells outside the tables stand in a workbook that staff have rearranged.

A cell over a table's column is in that column, wherever it is now; which row it is in, the cells
of that row say together. A cell of a sheet's head is where its row and its column have gone, which
the texts and formulas around it tell. What cannot be found with certainty is not found: nothing is
judged against a cell, or mended in it, that may be another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from orxl.core.light import dataclass
from orxl.core.refs import CellRef, column_letters, parse_a1
from orxl.core.snapshot import Cell, Sheet
from orxl.layout import Fixed, SheetSpec

At = tuple[int, int]
_NEAR: Final = 20
"""How far from its table the row over it is looked for, in rows and in columns."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell outside the tables, where it stands now, and the formula that it must hold there."""

    spec: Fixed
    cell: CellRef
    formula: str | None
    table: str = ""
    """The table over whose column it stands; ``""`` where it belongs to the sheet's head."""


@dataclass(frozen=True, slots=True)
class Header:
    """A table as it stands: the row of its header, and the sheet's column of each of its keys."""

    row: int
    columns: Mapping[str, int]


def placed(sheet: Sheet, spec: SheetSpec, tables: Mapping[str, Header]) -> Iterator[Placed]:
    """The cells of *spec* outside its tables that are found on *sheet*.

    *tables* are those of the sheet's tables that are there, by name.
    """
    groups: dict[str, list[Fixed]] = {}
    for fixed in spec.fixed:
        table = spec.table_of(fixed)
        groups.setdefault(table.name if table is not None else "", []).append(fixed)
    for name, group in groups.items():
        if not name:
            yield from _in_the_head(sheet, spec, group)
        elif name in tables:
            yield from _over_a_table(sheet, group, name, tables[name])


def _over_a_table(
    sheet: Sheet, group: Sequence[Fixed], name: str, table: Header
) -> Iterator[Placed]:
    row = _row_over(sheet, group, table)
    if row is None:
        return
    letters = {key: column_letters(number) for key, number in table.columns.items()}
    for fixed in group:
        if fixed.over in table.columns:
            try:
                formula = fixed.formula_at(row, letters)
            except KeyError:  # it reads the cell over a column that is not there
                continue
            yield Placed(fixed, CellRef(sheet.name, row, table.columns[fixed.over]), formula, name)


def _row_over(sheet: Sheet, group: Sequence[Fixed], table: Header) -> int | None:
    """The one row above the table that has the group's label, or at least half of its formulas."""
    labels = {_bare(f.content) for f in group if f.formula is None}
    formulas = {_bare(f.formula) for f in group if f.formula is not None}
    found: dict[int, set[str]] = {}
    last = max(table.columns.values(), default=0) + _NEAR
    for row in range(max(1, table.row - _NEAR), table.row):
        for column in range(1, last):
            if (text := _says(sheet[row, column])) in labels | formulas:
                found.setdefault(row, set()).add(text)
    rows = [
        row
        for row, texts in found.items()
        if texts & labels or 2 * len(texts & formulas) >= len(formulas)
    ]
    return rows[0] if len(rows) == 1 else None


def _in_the_head(sheet: Sheet, spec: SheetSpec, group: Sequence[Fixed]) -> Iterator[Placed]:
    if all(fixed.formula is None for fixed in group):
        return  # of labels nothing is asked
    ours: dict[str, list[At]] = {_bare(spec.title): [(1, 1)]}
    for fixed in group:
        text = _bare(fixed.formula if fixed.formula is not None else fixed.content)
        ours.setdefault(text, []).append(parse_a1(fixed.at))
    theirs: dict[str, list[At]] = {}
    firsts = {text[:1] for text in ours}
    for at, cell in sheet.cells.items():
        content = cell.formula if cell.formula is not None else cell.value
        if not isinstance(content, str) or content.lstrip()[:1].casefold()[:1] not in firsts:
            continue
        if (text := _bare(content)) in ours:
            theirs.setdefault(text, []).append(at)
    pairs = [
        (places[0], theirs[text][0])
        for text, places in ours.items()
        if text and len(places) == 1 and len(theirs.get(text, ())) == 1
    ]
    rows = _lines((here[0], there[0]) for here, there in pairs)
    columns = _lines((here[1], there[1]) for here, there in pairs)
    for fixed in group:
        at = parse_a1(fixed.at)
        row, column = _gone_to(at[0], rows), _gone_to(at[1], columns)
        if row is not None and column is not None:
            yield Placed(fixed, CellRef(sheet.name, row, column), fixed.formula)


def _lines(pairs: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """Where each row (or column) has gone: where most of what stood in it is now.

    Empty where rows have changed their order: then nothing is certain.
    """
    votes: dict[int, Counter[int]] = {}
    for here, there in pairs:
        votes.setdefault(here, Counter())[there] += 1
    lines = {
        here: there
        for here, counts in sorted(votes.items())
        for there, count in counts.most_common(1)
        if 2 * count > counts.total()
    }
    gone = list(lines.values())
    return lines if all(a < b for a, b in pairwise(gone)) else {}


def _gone_to(line: int, lines: Mapping[int, int]) -> int | None:
    """Where *line* has gone; one without a landmark lies between two that moved alike."""
    if line in lines:
        return lines[line]
    before = max((here for here in lines if here < line), default=None)
    after = min((here for here in lines if here > line), default=None)
    if before is None or after is None or lines[before] - before != lines[after] - after:
        return None
    return line + lines[before] - before


def _says(cell: Cell) -> str:
    """A cell's formula, or its text where it has none, in one spelling."""
    return _bare(cell.formula if cell.formula is not None else cell.value)


def _bare(content: object) -> str:
    return "".join(content.split()).casefold() if isinstance(content, str) else ""
