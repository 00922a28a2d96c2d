"""Names, sheets, notes and what else lies around the cells, in three editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from orxl.core import nb
from orxl.core.edits import Formula, SetName
from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import Book, DefinedName
from orxl.versions.changes import Change, Kind
from orxl.versions.frame import frame_changes
from orxl.versions.merging.cells import Cells
from orxl.versions.merging.values import Conflict, Left, Place, Taken, What

Outcome = Taken | Conflict | Left
Notes = Mapping[CellRef, str]
"""The texts of the notes and comments of an edition, by the cell."""
_BUILT_IN: Final = "_xlnm."
_FILTERED: Final = "_xlnm._filterdatabase"
"""Where a filter is, as programs note it for themselves."""
_PAGE: Final = {
    "_xlnm.print_area": "utskriftsområdet",
    "_xlnm.print_titles": "det som gjentas på hver utskrevet side,",
}
_A_FEW: Final = 8
_TOLD: Final = {
    Kind.SHEET_STATE: "Arket {sheet} er {new} i DIN. Gjør det samme i Excel om det er ønsket.",
    Kind.SHEET_RENAMED: "Arket {old} heter «{new}» i DIN. Gi det navnet i Excel.",
    Kind.SHEET_MOVED: "Arket {sheet} står et annet sted i DIN.",
    Kind.SHEET_PROTECTION: "Arket {sheet}: beskyttelsen er en annen i DIN.",
    Kind.TABLE_REMOVED: "Tabellen {name} på arket {sheet} er ikke lenger en tabell i DIN.",
    Kind.TABLE_ADDED: "Tabellen {name} på arket {sheet} er ny i DIN: innholdet kommer med, men "
    "må gjøres om til tabell i Excel.",
    Kind.TABLE_RENAMED: "Tabellen {old} heter «{new}» i DIN.",
    Kind.SETTING: "Innstillingen «{name}» er en annen i DIN.",
}


def names(cells: Cells) -> Iterator[Outcome]:
    """The names of the workbook: added, moved and removed."""
    common, mine = _names(cells.mine.version_before.book), _names(cells.mine.version_after.book)
    changed = {
        change.name.casefold(): change
        for change in frame_changes(cells.theirs)
        if change.kind in _NAMES and not change.sheet
        and not change.name.casefold().startswith(_BUILT_IN)
    }  # fmt: skip
    own = {
        change.name.casefold()
        for change in frame_changes(cells.mine)
        if change.kind in _NAMES and not change.sheet
    }
    for key, change in changed.items():
        place = Place("", name=change.name)
        here, was = mine.get(key), common.get(key)
        old = None if here is None else Formula(here.refers_to)
        before = None if was is None else Formula(was.refers_to)
        if not isinstance(change.new, Formula):
            if here is not None:
                yield Left(f"Navnet {change.name} er slettet i DIN. Slett det i Excel om det skal "
                           "bort.")  # fmt: skip
            continue
        at = CellRef(cells.theirs.version_after.book.sheets[0].name, 1, 1)
        text = cells.to_mine.formula(change.new.text, at, at)
        if text is None:
            yield Left(f"Navnet {change.name} viser i DIN til noe som ikke er hos meg: "
                       f"={change.new.text}.")  # fmt: skip
            continue
        if here is not None and here.refers_to.casefold() == text.casefold():
            continue
        edits = (SetName(change.name, text),)
        if key in own:
            yield Conflict(What.NAME, place, before, old, Formula(text), edits=edits)
        else:
            yield Taken(place, old, Formula(text), edits=edits)


_NAMES: Final = frozenset({Kind.NAME_ADDED, Kind.NAME_CHANGED, Kind.NAME_REMOVED})


def _names(book: Book) -> dict[str, DefinedName]:
    return {name.name.casefold(): name for name in book.names if name.sheet is None}


def around(cells: Cells) -> Iterator[Left]:
    """What THEIRS has changed around the cells, and MINE has not: to be done by hand."""
    changed = list(frame_changes(cells.theirs))
    own = {_sign(change) for change in frame_changes(cells.mine)}
    # What is called by its place is the same in MINE where it does not differ from THEIRS.
    by_place = [change for change in changed if _is_by_place(change)]
    differing = set(map(_sign, frame_changes(cells.mine_to_theirs))) if by_place else set()
    hidden: dict[str, list[str]] = {}
    for change in changed:
        if _sign(change) not in differing if _is_by_place(change) else _sign(change) in own:
            continue
        if change.kind is Kind.HIDDEN_ROWS:
            hidden.setdefault(f"{change.sheet}\0{change.new}", []).append(change.name)
        elif change.kind is Kind.MERGED:
            yield Left(f"Arket {change.sheet}: sammenslåtte celler er andre i DIN ({change.name}).")
        elif change.kind in _NAMES:
            if _is_by_place(change):
                yield Left(_named(change))
        elif change.kind in _TOLD:
            yield Left(
                _TOLD[change.kind].format(
                    sheet=change.sheet, name=change.name, old=change.old, new=change.new
                )
            )
    yield from _moved_columns(cells)
    for key, rows in hidden.items():
        sheet, _, what = key.partition("\0")
        if len(rows) == 1:
            yield Left(f"Arket {sheet}: rad {rows[0]} er {what} i DIN.")
        else:
            states = {"synlig": "synlige", "skjult": "skjulte"}[what]
            which = nb.listed(rows) if len(rows) <= _A_FEW else f"den første er {rows[0]}"
            yield Left(f"Arket {sheet}: {len(rows)} rader er {states} i DIN ({which}).")


def _moved_columns(cells: Cells) -> Iterator[Left]:
    for area in cells.theirs.areas:
        after = area.after
        if not area.columns.moved or not any(
            one.columns.moved
            for one in cells.mine_to_theirs.areas
            if (one.after.sheet, one.after.name) == (after.sheet, after.name)
        ):
            continue
        names = [after.header(b) or column_letters(b) for _, b in area.columns.moved]
        what = "kolonnen" if len(names) == 1 else "kolonnene"
        columns = nb.listed([f"«{name}»" for name in names])
        yield Left(f"Arket {after.sheet}: {what} {columns} står på en annen plass i DIN.")


def _is_by_place(change: Change) -> bool:
    """Whether *change* is called by a place in THEIRS: hidden rows, merged cells, sheets' names."""
    if change.kind in _NAMES:
        name = change.name.casefold()
        return name != _FILTERED and (bool(change.sheet) or name.startswith(_BUILT_IN))
    return change.kind in (Kind.HIDDEN_ROWS, Kind.MERGED)


def _named(change: Change) -> str:
    what = _PAGE.get(change.name.casefold(), f"navnet {change.name}")
    where = f"Arket {change.sheet}: {what}" if change.sheet else what[:1].upper() + what[1:]
    if isinstance(change.new, Formula):
        return f"{where} er ={change.new.text} i DIN."
    return f"{where} er slettet i DIN."


def _sign(change: Change) -> tuple[object, ...]:
    return change.kind, change.sheet.casefold(), change.name.casefold(), str(change.new)


def notes(cells: Cells, common: Notes, mine: Notes, theirs: Notes) -> Iterator[Left]:
    """The notes that THEIRS has written or changed, which no edit can bring over."""
    for at, text in theirs.items():
        was = cells.to_mine.back.after(at)
        before = "" if was is None else common.get(was, "")
        if before == text:
            continue
        here = cells.to_mine.cell(at)
        if here is not None and mine.get(here, "") == text:
            continue
        where = str(here) if here is not None else f"{at} i DIN"
        yield Left(f"{where}: DIN har en merknad: «{text}». Skriv den inn i Excel.")
    for at, text in common.items():
        there = cells.theirs.after(at)
        own = cells.mine.after(at)
        if there is not None and there not in theirs and own is not None and own in mine:
            yield Left(f"{own}: merknaden «{text}» er slettet i DIN.")
