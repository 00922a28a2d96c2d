"""What differs around the cells: sheets, tables, names, settings, what is hidden or merged."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.edits import Formula
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import DefinedName, Sheet, Table
from orxl.versions.alignment import Alignment
from orxl.versions.changes import Change, Kind
from orxl.versions.same import Sameness, same_formula
from orxl.versions.sequence import in_order

_STATES = {"visible": "synlig", "hidden": "skjult", "veryHidden": "skjult (kun makro kan vise det)"}
_PRINTING = "_xlnm."


def frame_changes(alignment: Alignment) -> Iterator[Change]:
    """What differs around the cells."""
    yield from _sheets(alignment)
    yield from _tables(alignment)
    yield from _names(alignment)
    yield from _settings(alignment)


def _sheets(alignment: Alignment) -> Iterator[Change]:
    one, other = alignment.version_before.book, alignment.version_after.book
    for kind, names, book in (
        (Kind.SHEET_REMOVED, alignment.sheets_removed, one),
        (Kind.SHEET_ADDED, alignment.sheets_added, other),
    ):
        for name in names:
            sheet = book.sheet(name)
            if sheet is not None:
                yield Change(kind, name, name=name, contents=_contents(sheet))
    pairs: list[tuple[Sheet, Sheet]] = []
    for sheet in one.sheets:
        twin = other.sheet(alignment.sheet_names.get(sheet.name.casefold(), ""))
        if twin is not None:
            pairs.append((sheet, twin))
            yield from _sheet(alignment, sheet, twin)
    places = [(one.sheets.index(a), other.sheets.index(b)) for a, b in pairs]
    kept = set(in_order(places))
    for place, (_, twin) in zip(places, pairs, strict=True):
        if place not in kept:
            yield Change(Kind.SHEET_MOVED, twin.name, name=twin.name)


def _contents(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """How much there is on a sheet that came or went."""
    formulas = sum(cell.formula is not None for cell in sheet.cells.values())
    return (("celler", str(len(sheet.cells))), ("formler", str(formulas)))


def _sheet(alignment: Alignment, one: Sheet, other: Sheet) -> Iterator[Change]:
    if one.name != other.name:
        yield Change(Kind.SHEET_RENAMED, other.name, old=one.name, new=other.name)
    if one.state != other.state:
        yield Change(Kind.SHEET_STATE, other.name, old=_STATES[one.state], new=_STATES[other.state])
    if one.protected != other.protected:
        yield Change(Kind.SHEET_PROTECTION, other.name, old=one.protected, new=other.protected)
    merged = {_followed(alignment, area) for area in one.merged}, {a.a1 for a in other.merged}
    for gone in sorted(merged[0] - merged[1]):
        yield Change(Kind.MERGED, other.name, name=gone, old=gone)
    for new in sorted(merged[1] - merged[0]):
        yield Change(Kind.MERGED, other.name, name=new, new=new)
    if one.hidden_rows is not None and other.hidden_rows is not None:
        hidden = {
            at[0] or row
            for row in one.hidden_rows
            if (at := alignment.followed(one.name, row, None)) is not None
        }
        for row in sorted(hidden - other.hidden_rows):
            yield Change(Kind.HIDDEN_ROWS, other.name, name=str(row), old="skjult", new="synlig",
                         after=CellRef(other.name, row or 1, 1))  # fmt: skip
        for row in sorted(other.hidden_rows - hidden):
            yield Change(Kind.HIDDEN_ROWS, other.name, name=str(row), old="synlig", new="skjult",
                         after=CellRef(other.name, row, 1))  # fmt: skip


def _followed(alignment: Alignment, area: Range) -> str:
    """What became of *area*, as an address."""
    first = alignment.shifted(area.sheet, area.first_row, area.first_column, last=False)
    last = alignment.shifted(area.sheet, area.last_row, area.last_column, last=True)
    if None in (*first, *last):
        return ""
    return Range("", first[0] or 1, first[1] or 1, last[0] or 1, last[1] or 1).a1


def _tables(alignment: Alignment) -> Iterator[Change]:
    for table in alignment.tables_removed:
        yield _table(Kind.TABLE_REMOVED, table)
    for table in alignment.tables_added:
        yield _table(Kind.TABLE_ADDED, table)
    for area in alignment.tables:
        if area.before.name != area.after.name:
            yield Change(Kind.TABLE_RENAMED, area.after.sheet, area.after.name,
                         old=area.before.name, new=area.after.name)  # fmt: skip


def _table(kind: Kind, table: Table) -> Change:
    at = CellRef(table.sheet, table.ref.first_row, table.ref.first_column)
    gone = kind is Kind.TABLE_REMOVED
    return Change(kind, table.sheet, table.name, name=table.name, before=at if gone else None,
                  after=None if gone else at)  # fmt: skip


def _names(alignment: Alignment) -> Iterator[Change]:
    one = {_key(alignment, name): name for name in alignment.version_before.book.names}
    other = {
        (n.name.casefold(), (n.sheet or "").casefold()): n
        for n in alignment.version_after.book.names
    }
    for key, name in one.items():
        now = other.get(key)
        if now is None:
            if (name.sheet or "").casefold() not in map(str.casefold, alignment.sheets_removed):
                yield _name(Kind.NAME_REMOVED, name, name, None)
        elif not _same(alignment, name, now) or name.hidden != now.hidden:
            yield _name(Kind.NAME_CHANGED, now, name, now)
    for key, name in other.items():
        if key not in one and name.sheet not in alignment.sheets_added:
            yield _name(Kind.NAME_ADDED, name, None, name)


def _key(alignment: Alignment, name: DefinedName) -> tuple[str, str]:
    sheet = (name.sheet or "").casefold()
    return name.name.casefold(), alignment.sheet_names.get(sheet, sheet).casefold()


def _same(alignment: Alignment, one: DefinedName, other: DefinedName) -> bool:
    at, there = (
        CellRef(n.sheet or next((s.name for s in book.sheets), ""), 1, 1)
        for n, book in ((one, alignment.version_before.book), (other, alignment.version_after.book))
    )
    if one.refers_to == other.refers_to and alignment.still:
        return True
    same = same_formula(alignment, (one.refers_to, at), (other.refers_to, there))
    return same is not Sameness.CHANGED


def _name(
    kind: Kind, named: DefinedName, one: DefinedName | None, other: DefinedName | None
) -> Change:
    return Change(
        kind, named.sheet or "", name=named.name,
        old=None if one is None else Formula(one.refers_to),
        new=None if other is None else Formula(other.refers_to),
    )  # fmt: skip


def _settings(alignment: Alignment) -> Iterator[Change]:
    one, other = alignment.version_before.book, alignment.version_after.book
    for name, old, new in (
        ("beregning", one.calc.mode, other.calc.mode),
        ("gjentatt beregning", one.calc.iterate, other.calc.iterate),
        ("datoer fra 1904", one.date1904, other.date1904),
    ):
        if old != new:
            yield Change(Kind.SETTING, name=name, old=old, new=new)
