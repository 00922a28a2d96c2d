"""Finds which sheet, table, row and column of one version is which of another.

Sheets by name, then by what they hold; tables by name, then by their headers; columns by the
layout's key or their header, then by what they hold; rows as :mod:`orxl.versions.matching` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from typing import Final

from orxl.core.snapshot import Sheet, Table
from orxl.core.values import BLANK, Value
from orxl.versions.alignment import REFERRED, AlignedArea, Alignment
from orxl.versions.likeness import Features, feature
from orxl.versions.matching import match_columns, match_rows
from orxl.versions.pairing import Pairing
from orxl.versions.rows import Area, Cells, Version
from orxl.versions.sequence import Match

_RENAMED_SHEET: Final = 0.5
"""How much a sheet must hold of what another one held, to be that sheet with another name."""


def align(before: Version, after: Version) -> Alignment:
    """Hold *before* and *after* against each other; any two workbooks will do.

    Where only one of them is an action programme, both are taken as any workbook.
    """
    if before.bound is None or after.bound is None:
        before, after = Version(before.book), Version(after.book)
    sheets = _sheets(before, after)
    tables = _tables(before, after, sheets)
    aligned: dict[str, AlignedArea] = {}
    for one, other in sorted(tables, key=lambda pair: pair[0].name not in REFERRED.values()):
        known = {name: area.renamed for name, area in aligned.items()}
        aligned[one.name] = _aligned_table(before.table_area(one), after.table_area(other), known)
    in_tables = tuple(aligned[one.name] for one, _ in tables)
    free, rows, columns = [], {}, {}
    for sheet, twin in sheets:
        own = [area for area in in_tables if area.before.sheet.casefold() == sheet.name.casefold()]
        outside = _aligned_free(before, after, sheet, twin, own)
        free.append(outside)
        rows[sheet.name.casefold()] = outside.rows.joined(_with_header(a) for a in own)
        columns[sheet.name.casefold()] = outside.columns.joined(a.columns for a in own)
    names = {sheet.name.casefold(): twin.name for sheet, twin in sheets}
    twins = {twin.name for _, twin in sheets}
    paired = {one.name for one, _ in tables}, {other.name for _, other in tables}
    return Alignment(
        before, after, names,
        {one.name.casefold(): other.name.casefold() for one, other in tables},
        in_tables, tuple(free),
        tuple(s.name for s in before.book.sheets if s.name.casefold() not in names),
        tuple(s.name for s in after.book.sheets if s.name not in twins),
        tuple(t for s, _ in sheets for t in s.tables if t.name not in paired[0]),
        tuple(t for _, s in sheets for t in s.tables if t.name not in paired[1]),
        rows, columns,
    )  # fmt: skip


def _with_header(area: AlignedArea) -> Pairing:
    one, other = area.before.table, area.after.table
    if one is None or other is None:
        return area.rows
    head = (one.ref.first_row, other.ref.first_row)
    return Pairing(area.rows.forward, kept=(head, *area.rows.kept))


def _sheets(before: Version, after: Version) -> list[tuple[Sheet, Sheet]]:
    """The sheets that are one sheet: by name, then by what they hold."""
    found = [
        (sheet, twin)
        for sheet in before.book.sheets
        if (twin := after.book.sheet(sheet.name)) is not None
    ]
    one = [s for s in before.book.sheets if all(s is not x for x, _ in found)]
    other = [s for s in after.book.sheets if all(s is not y for _, y in found)]
    scored = sorted(
        ((_like(a, b), -i, -j) for i, a in enumerate(one) for j, b in enumerate(other)),
        reverse=True,
    )
    gone: set[int] = set()
    new: set[int] = set()
    for score, i, j in scored:
        if score >= _RENAMED_SHEET and i not in gone and j not in new:
            found.append((one[-i], other[-j]))
            gone.add(i)
            new.add(j)
    return sorted(found, key=lambda pair: before.book.sheets.index(pair[0]))


def _like(one: Sheet, other: Sheet) -> float:
    if {t.name for t in one.tables} & {t.name for t in other.tables}:
        return 1.0
    a, b = (
        Counter(f for cell in sheet.cells.values() if (f := feature(cell)) is not None)
        for sheet in (one, other)
    )
    total = max(a.total(), b.total())
    return (a & b).total() / total if total else 0.0


def _tables(
    before: Version, after: Version, sheets: Collection[tuple[Sheet, Sheet]]
) -> list[tuple[Table, Table]]:
    """The tables that are one table: on the same sheet, by name, then by their headers."""
    found: list[tuple[Table, Table]] = []
    for sheet, twin in sheets:
        others = {table.name.casefold(): table for table in twin.tables}
        left: list[Table] = []
        for table in sheet.tables:
            other = others.pop(table.name.casefold(), None)
            if other is None:
                left.append(table)
            else:
                found.append((table, other))
        for table in left:
            heads = {column.name.casefold() for column in table.columns}
            for name, other in others.items():
                theirs = {column.name.casefold() for column in other.columns}
                if name not in before.book.tables and len(heads & theirs) * 2 > len(heads | theirs):
                    found.append((table, others.pop(name)))
                    break
    return found


def _aligned_table(
    before: Area, after: Area, renamed: Mapping[str, Mapping[str, str]]
) -> AlignedArea:
    columns = _table_columns(before, after)
    refers = _referring(before, renamed)
    forward = columns.forward
    one = [_features(cells, forward, refers) for cells in before.rows.values()]
    other = [_features(cells, None, {}, set(forward.values())) for cells in after.rows.values()]
    keys = None
    named_by = _named_by(before, after, forward)
    if named_by:
        back = columns.backward
        keys = (
            _keys(before, tuple(back[n] for n in named_by), refers),
            _keys(after, named_by, {}),
        )
    matches = match_rows(one, other, keys, named_by)
    rows = _by_number(matches, before, after)
    return AlignedArea(before, after, rows, columns)


def _by_number(matches: list[Match], before: Area, after: Area) -> Pairing:
    one, other = list(before.rows), list(after.rows)
    return Pairing.of([(one[a], other[b]) for a, b in matches], one, other)


def _named_by(before: Area, after: Area, forward: Mapping[int, int]) -> tuple[int, ...]:
    """The columns that name a row in both versions, by their numbers after; none: no key."""
    columns = tuple(forward.get(n, 0) for n in before.identifying)
    if 0 in columns or not columns or not set(after.identifying) <= set(forward.values()):
        return ()
    return max(columns, after.identifying, key=len)


def _keys(
    area: Area, columns: tuple[int, ...], refers: Mapping[int, Mapping[str, str]]
) -> list[Hashable | None]:
    """The key of each row; None for a row without, and for one that shares it with another."""
    keys = [
        tuple(_renamed(area.value(row, n), refers.get(n)) for n in columns) for row in area.rows
    ]
    count = Counter(keys)
    return [None if key[0] is BLANK or count[key] > 1 else key for key in keys]


def _renamed(value: Value, names: Mapping[str, str] | None) -> Value:
    return names.get(value, value) if names and isinstance(value, str) else value


def _referring(
    area: Area, renamed: Mapping[str, Mapping[str, str]]
) -> dict[int, Mapping[str, str]]:
    """For each column that refers to another table's rows: those that are called otherwise now."""
    if area.spec is None:
        return {}
    lists = {column.key: column.choices for column in area.spec.columns}
    found = {}
    for number, key in area.columns.items():
        names = renamed.get(REFERRED.get(lists.get(key) or "", ""), {})
        if names:
            found[number] = names
    return found


def _features(
    cells: Cells, forward: Mapping[int, int] | None,
    refers: Mapping[int, Mapping[str, str]], wanted: Collection[int] = (),
    *, coarse: bool = False,
) -> Features:  # fmt: skip
    """What stands in a row, by the column numbers of the version after."""
    found: dict[int, Hashable] = {}
    for column, cell in cells.items():
        number = column if forward is None else forward.get(column)
        if number is None or (forward is None and number not in wanted):
            continue
        held = feature(cell, coarse=coarse)
        if held is None:
            continue
        names = refers.get(column)
        found[number] = names.get(held, held) if names and isinstance(held, str) else held
    return found


def _table_columns(before: Area, after: Area) -> Pairing:
    """By the layout's key or the header; what is left, by what it holds or where it stands."""
    there = {identity: number for number, identity in after.columns.items()}
    pairs = [(n, there[identity]) for n, identity in before.columns.items() if identity in there]
    ours, theirs = {a for a, _ in pairs}, {b for _, b in pairs}
    left = {n: _held(before, n) for n in before.columns if n not in ours}
    new = {n: _held(after, n) for n in after.columns if n not in theirs}
    if left and new:
        pairs += [
            (a, b)
            for a, b in match_columns(left, new, ({}, {}))
            if left[a] or new[b] or (a == b and len(before.columns) == len(after.columns))
        ]
    return Pairing.of(pairs, list(before.columns), list(after.columns))


def _held(area: Area, column: int) -> Counter[Hashable]:
    return Counter(
        held
        for cells in area.rows.values()
        if column in cells and (held := feature(cells[column], coarse=True)) is not None
    )


def _aligned_free(
    before: Version, after: Version, sheet: Sheet, twin: Sheet, own: list[AlignedArea]
) -> AlignedArea:
    one = before.free_area(sheet, [a.before.table for a in own if a.before.table])
    other = after.free_area(twin, [a.after.table for a in own if a.after.table])
    columns = _beside(one, other, own) if own else _free_columns(one, other)
    forward, into = columns.forward, set(columns.forward.values())
    coarse = not columns.still
    a_rows = [_features(c, forward, {}, coarse=coarse) for c in one.rows.values()]
    b_rows = [_features(c, None, {}, into, coarse=coarse) for c in other.rows.values()]
    return AlignedArea(one, other, _by_number(match_rows(a_rows, b_rows), one, other), columns)


def _beside(one: Area, other: Area, own: list[AlignedArea]) -> Pairing:
    """The columns of the cells outside the tables follow the tables' columns."""
    tables = Pairing({}).joined(area.columns for area in own)
    forward = {a: b for area in own for a, b in area.columns.forward.items()}
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for column in one.columns:
        there = forward.get(column, tables.shifted(column))
        if there not in taken:
            pairs[column] = there
            taken.add(there)
    for column in other.columns:
        if column not in taken and column not in pairs:
            pairs[column] = column
            taken.add(column)
    return Pairing.of(pairs.items(), list(one.columns), list(other.columns))


def _free_columns(one: Area, other: Area) -> Pairing:
    profiles = tuple({n: _held(area, n) for n in area.columns} for area in (one, other))
    heads = tuple(_heads(area) for area in (one, other))
    matches = match_columns(profiles[0], profiles[1], (heads[0], heads[1]))
    return Pairing.of(matches, list(one.columns), list(other.columns))


def _heads(area: Area) -> dict[int, Hashable]:
    """The first text of each column."""
    found: dict[int, Hashable] = {}
    for cells in area.rows.values():
        for column, cell in cells.items():
            if column not in found and isinstance(cell.value, str) and cell.formula is None:
                found[column] = cell.value
        if len(found) == len(area.columns):
            break
    return found
