"""Every value that a cell, or a measure, has had over the versions that are kept.

A cell is followed by its row and column, not its address: rows put in above it, a sorted table or
a renumbered measure make no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from orxl.app.kept import NOW, Kept, Versions, versions_of
from orxl.app.trace import place
from orxl.app.workbook import bound_or_none
from orxl.binding import BoundBook
from orxl.core.edits import Content, Formula, present, same_content
from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import same_value
from orxl.layout.names import LOG, MEASURES, PARTNERS, TARGETS
from orxl.report.compare.words import sentence
from orxl.report.history import Event, History, Logged
from orxl.versions.aligning import align
from orxl.versions.alignment import Alignment
from orxl.versions.changes import Change, Kind
from orxl.versions.compare import changes
from orxl.versions.rows import Version
from orxl.versions.same import Sameness, same_formula

_OF_A_MEASURE: Final = (MEASURES, TARGETS, PARTNERS)


def history(path: Path, what: str, *, more: Sequence[Path] = (), git: bool = True) -> History:
    """What became of *what*, a cell or a measure's number, over the versions of the workbook.

    Raises UnreadableFile, and BadCall where the workbook has no such thing and never had.
    """
    versions = versions_of(path, more=more, git=git)
    number = what.strip()
    if any(_has_measure(kept, number) for kept in reversed(versions.kept)):
        found = tuple(_measure(versions.kept, number))
        return History(path.name, f"Tiltak {number}", found, len(versions.kept), versions.remarks)
    return _cell_history(path, what, versions)


def _cell_history(path: Path, what: str, versions: Versions) -> History:
    now = next(kept for kept in versions.kept[::-1])
    bound = bound_or_none(now.opened)
    cell = place(now.opened.book, bound, what, ", eller nummeret til et tiltak («2.1.3»)")
    found = tuple(_cell(versions.kept, cell))
    return History(path.name, _called(bound, cell), found, len(versions.kept), versions.remarks)


def _called(bound: BoundBook | None, cell: CellRef) -> str:
    named = None if bound is None else bound.place(cell)
    words = "" if named is None else ", ".join(f"«{word}»" for word in named if word)
    return f"{cell} ({words})" if words else str(cell)


def _cell(kept: Sequence[Kept], cell: CellRef) -> Iterator[Event]:
    """The values of *cell*, the oldest first; a value that stays is told once."""
    followed = list(_followed(kept, cell))
    last: Content | None = None
    for number, (version, at, content, same) in enumerate(followed):
        if number and same:
            continue
        older = followed[number - 1][0] if number else None
        event = _event(version, content=content, before=last, at=at, first=number == 0, older=older)
        yield replace(event, since=None if older is None else older.when)
        last = content


def _followed(kept: Sequence[Kept], cell: CellRef) -> list[tuple[Kept, CellRef, Content, bool]]:
    """The cell in each version that had it, the oldest first; and whether it is as before."""
    found: list[tuple[Kept, CellRef, Content, bool]] = []
    at = cell
    for number in range(len(kept) - 1, -1, -1):
        newer = kept[number]
        content = present(newer.opened.book.cell(at))
        if number == 0:
            found.append((newer, at, content, False))
            break
        older = kept[number - 1]
        alignment = align(*(_part(k.opened.book, at.sheet) for k in (older, newer)))
        before = alignment.before(at)
        if before is None:
            found.append((newer, at, content, False))
            break
        was = present(older.opened.book.cell(before))
        found.append((newer, at, content, _same(alignment, (was, before), (content, at))))
        at = before
    return found[::-1]


def _same(
    alignment: Alignment, before: tuple[Content, CellRef], after: tuple[Content, CellRef]
) -> bool:
    (a, at), (b, there) = before, after
    if isinstance(a, Formula) and isinstance(b, Formula):
        alike = same_formula(alignment, (a.text, at), (b.text, there)) is not Sameness.CHANGED
        if a.cached is None or b.cached is None:
            return alike and a.cached is b.cached
        return alike and same_value(a.cached, b.cached)
    return same_content(a, b, date1904=alignment.version_after.book.date1904)


def _part(book: Book, sheet: str, *more: str) -> Version:
    """The sheet of the cell with what tells the year; all where the sheet has another name."""
    wanted = {name.casefold() for name in (sheet, "Forutsetninger", *more)}
    if book.sheet(sheet) is None:
        return Version.of(book)
    sheets = tuple(s for s in book.sheets if s.name.casefold() in wanted)
    return Version.of(replace(book, sheets=sheets, fingerprint=""))


def _has_measure(kept: Kept, number: str) -> bool:
    bound = bound_or_none(kept.opened)
    return bound is not None and bound.where(MEASURES, number, "number") is not None


def _measure(kept: Sequence[Kept], number: str) -> Iterator[Event]:
    """What happened to a measure, the oldest first."""
    found: list[Event] = []
    last = max(n for n, one in enumerate(kept) if _has_measure(one, number))
    if last + 1 < len(kept):
        found.append(_event(kept[last + 1], said=f"Tiltak {number} er ikke lenger med."))
    for place_ in range(last, 0, -1):
        older, newer = kept[place_ - 1], kept[place_]
        told, number, began = _between(older, newer, number)
        found += told[::-1]
        if began:
            return iter(found[::-1])
    found.append(_event(kept[0], said=f"Tiltak {number} er med i den eldste utgaven.", first=True))
    return iter(found[::-1])


def _between(older: Kept, newer: Kept, number: str) -> tuple[list[Event], str, bool]:
    """What happened from *older* to *newer*; what the measure was called; whether it was new."""
    names = [_sheet(older, table) for table in _OF_A_MEASURE]
    parts = [_part(k.opened.book, names[0], *names) for k in (older, newer)]
    alignment = align(*parts)
    layout = None if parts[1].bound is None else parts[1].bound.layout
    told: list[Event] = []
    was, began = number, False
    for change in changes(alignment):
        if not change.own or not _about(alignment, change, number):
            continue
        told.append(_event(newer, said=sentence(change, layout), older=older))
        if change.table == MEASURES and change.kind is Kind.ROW_RENAMED:
            was = str(change.old)
        began = began or (change.table == MEASURES and change.kind is Kind.ROW_ADDED)
    return told, was, began


def _sheet(kept: Kept, table: str) -> str:
    found = kept.opened.book.table(table)
    return "" if found is None else found.sheet


def _about(alignment: Alignment, change: Change, number: str) -> bool:
    """Whether *change* is of the measure, one of its targets or one of its partners."""
    if change.table == MEASURES:
        return change.row == number
    area = alignment.table(change.table)
    if area is None or change.table not in (TARGETS, PARTNERS):
        return False
    side, at = (
        (area.after, change.after) if change.after is not None else (area.before, change.before)
    )
    if at is None or at.row not in side.rows:
        return False
    column = next((n for n, key in side.columns.items() if key == "measure"), None)
    return column is not None and side.value(at.row, column) == number


def _event(
    kept: Kept, *, content: Content | None = None, before: Content | None = None,
    at: CellRef | None = None, said: str = "", first: bool = False, older: Kept | None = None,
) -> Event:  # fmt: skip
    return Event(
        kept.when, kept.who, kept.where, kept.opened.path.name, kept.said, content, before, at,
        said, first, kept.where == NOW, log=() if older is None else _logged(older, kept),
    )  # fmt: skip


def _logged(older: Kept, newer: Kept) -> tuple[Logged, ...]:
    """What the workbook's own log tells of the time between two versions, the oldest first."""
    known = set(_log(older))
    return tuple(sorted(set(_log(newer)) - known))


def _log(kept: Kept) -> Iterator[Logged]:
    bound = bound_or_none(kept.opened)
    for row in () if bound is None else bound.rows(LOG):
        when, who, action = (row.values.get(key) for key in ("time", "who", "action"))
        if isinstance(when, datetime):
            yield Logged(when, *(word if isinstance(word, str) else "" for word in (who, action)))
