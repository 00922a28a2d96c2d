"""The three-way merge of two editions of a workbook: MINE, plus what only THEIRS has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from orxl.core.edits import AppendRows, Content, Edit, InsertRows, ReplaceRows, SetCell, SetName
from orxl.core.inspection import Inspection
from orxl.core.light import dataclass, field, replace
from orxl.core.refs import CellRef
from orxl.core.snapshot import Sheet
from orxl.layout.names import LOG
from orxl.versions.aligning import align
from orxl.versions.alignment import REFERRED
from orxl.versions.kinship import OWN_RECORDS
from orxl.versions.merging.beside import besides, deleted_sheet
from orxl.versions.merging.cells import Cells
from orxl.versions.merging.frame import Notes, around, names, notes
from orxl.versions.merging.free import FreeMerge, twin_sheets
from orxl.versions.merging.looks import cell_looks
from orxl.versions.merging.rearranging import Rearranged
from orxl.versions.merging.tables import TableMerge
from orxl.versions.merging.translate import Translator
from orxl.versions.merging.values import Choice, Conflict, Left, Merge, Taken
from orxl.versions.rows import Version

Outcome = Taken | Conflict | Left
_MACHINES: Final = OWN_RECORDS - {LOG.casefold()}
"""Tables that are written anew at every run: MINE's stand until the run after the merge."""


@dataclass(frozen=True)
class Edition:
    """A workbook that takes part in a merge, its notes, and what else is beside its cells."""

    version: Version
    notes: Notes = field(default_factory=dict)
    beside: Inspection | None = None
    """None where nobody has looked: nothing differs there, or it is not asked for."""
    looks: Inspection | None = None
    """How the cells of each style look; None where nobody has looked."""


def merge(common: Edition, mine: Edition, theirs: Edition) -> Merge:
    """MINE, plus what only THEIRS has changed since COMMON; nothing is chosen.

    The editions are of one workbook, of one layout and year: the caller has seen to that.
    """
    one, two = align(common.version, mine.version), align(common.version, theirs.version)
    cells = Cells(one, two, Translator(one, two))
    found: list[Outcome] = []
    deleted: dict[str, list[str]] = {}
    moves: list[Rearranged] = []
    found += _tables(cells, deleted, moves)
    found += _free(cells)
    found += names(cells)
    sheets: list[str] = []
    found += _sheets(cells, sheets)
    found += around(cells)
    found += notes(cells, common.notes, mine.notes, theirs.notes)
    if common.beside is not None and mine.beside is not None and theirs.beside is not None:
        found += besides(cells, common.beside, mine.beside, theirs.beside)
    if common.looks is not None and mine.looks is not None and theirs.looks is not None:
        found += cell_looks(cells, common.looks, mine.looks, theirs.looks)
    found += _dangling(cells, deleted)
    return Merge(
        tuple(o for o in found if isinstance(o, Taken)),
        _renumbered(cells, [o for o in found if isinstance(o, Conflict)]),
        tuple(dict.fromkeys(o for o in found if isinstance(o, Left))),
        tuple(sheets),
        dict(_formulas(cells, sheets)),
        tuple(moves),
    )


def edits(merged: Merge, choices: Mapping[int, Choice] | None = None) -> list[Edit]:
    """The edits of MINE that take what is THEIRS' alone, and the conflicts chosen to be theirs.

    *choices* are by the conflicts' places in the list. In the order in which they can be made: the
    cells as MINE has them, then whole rows, on each sheet the lowest first.
    """
    wanted = [edit for taken in merged.taken for edit in taken.edits]
    for number, conflict in enumerate(merged.conflicts):
        if (choices or {}).get(number) is Choice.THEIRS:
            wanted += conflict.edits
    return _ordered(wanted, merged.moves)


def _ordered(wanted: Sequence[Edit], moves: Sequence[Rearranged]) -> list[Edit]:
    """*wanted* in an order in which each finds what it expects where it expects it."""
    rows = [edit for edit in wanted if isinstance(edit, InsertRows)]
    rows.sort(key=lambda edit: edit.before, reverse=True)
    anew = [edit for edit in wanted if isinstance(edit, ReplaceRows)]
    tables = {edit.table for edit in anew}
    moves = [move for move in moves if move.table in tables]
    cells = [_in_its_place(edit, moves) for edit in wanted if isinstance(edit, SetCell)]
    appended = _joined(edit for edit in wanted if isinstance(edit, AppendRows))
    known = [edit for edit in wanted if isinstance(edit, SetName)]
    return [*anew, *(edit for edit in cells if edit is not None), *known, *appended, *rows]


def _in_its_place(edit: SetCell, moves: Sequence[Rearranged]) -> SetCell | None:
    return next((move.edit(edit) for move in moves if edit.cell in move.area), edit)


def _joined(wanted: Iterable[AppendRows]) -> list[AppendRows]:
    """One edit for each table."""
    found: dict[str, AppendRows] = {}
    for edit in wanted:
        before = found.get(edit.table)
        rows = edit.rows if before is None else (*before.rows, *edit.rows)
        found[edit.table] = AppendRows(edit.table, rows)
    return list(found.values())


def _tables(
    cells: Cells, deleted: dict[str, list[str]], moves: list[Rearranged]
) -> Iterator[Outcome]:
    mine = {area.before.name: area for area in cells.mine.tables}
    for theirs in cells.theirs.tables:
        name = theirs.before.name
        if name.casefold() in _MACHINES:
            continue
        own = mine.get(name)
        if own is None:
            if _differs(cells, theirs.before.sheet):
                continue  # told of with its sheet
            if any(_table_changed(cells, theirs.before.name)):
                yield Left(f"Tabellen {name} er borte hos meg, men er endret i DIN.")
            continue
        merging = TableMerge(cells, own, theirs)
        yield from merging.outcomes()
        deleted[name] = merging.deleted
        if merging.moves is not None:
            moves.append(merging.moves)


def _differs(cells: Cells, sheet: str) -> bool:
    return sheet.casefold() not in cells.mine.sheet_names


def _table_changed(cells: Cells, name: str) -> Iterator[bool]:
    area = next(a for a in cells.theirs.tables if a.before.name == name)
    yield bool(area.rows.added or area.rows.removed)
    for b, r in area.rows.forward.items():
        yield area.before.rows[b] is not area.after.rows[r] and any(
            cells.changed(
                cells.theirs,
                (cell, area.before.cell(b, c)),
                (area.after.rows[r].get(area.columns.forward.get(c, 0), cell),
                 area.after.cell(r, area.columns.forward.get(c, c))),
            )
            for c, cell in area.before.rows[b].items()
        )  # fmt: skip


def _free(cells: Cells) -> Iterator[Outcome]:
    mine = {area.before.sheet.casefold(): area for area in cells.mine.free}
    for theirs in cells.theirs.free:
        own = mine.get(theirs.before.sheet.casefold())
        if own is None:
            if _sheet_changed(cells, theirs.before.sheet):
                yield deleted_sheet(theirs.before.sheet)
        else:
            yield from FreeMerge(cells, own, theirs).outcomes()


def _sheet_changed(cells: Cells, name: str) -> bool:
    common = cells.theirs.version_before.book.sheet(name)
    theirs = cells.theirs.version_after.book.sheet(cells.theirs.sheet_names[name.casefold()])
    return _typed(common) != _typed(theirs)


def _typed(sheet: Sheet | None) -> dict[tuple[int, int], object]:
    cells = {} if sheet is None else sheet.cells
    return {at: cell.value if cell.formula is None else cell.formula for at, cell in cells.items()}


def _sheets(cells: Cells, wanted: list[str]) -> Iterator[Outcome]:
    """The sheets that THEIRS has made or deleted; those to bring over are put in *wanted*."""
    mine = cells.mine.version_after.book
    for name in cells.theirs.sheets_added:
        sheet, own = cells.theirs.version_after.book.sheet(name), mine.sheet(name)
        if sheet is None:
            continue
        if own is None:
            wanted.append(name)
        elif own.name in cells.mine.sheets_added:
            yield from twin_sheets(cells, own, sheet)
        else:
            yield Left(f"Arket {name} er nytt i DIN, men et annet ark heter det samme hos meg.")
    for name in cells.theirs.sheets_removed:
        here = cells.mine.sheet_names.get(name.casefold())
        if here is not None:
            yield Left(f"Arket {here} er slettet i DIN. Slett det i Excel om det skal bort.")


def _formulas(cells: Cells, sheets: Sequence[str]) -> Iterator[tuple[CellRef, str]]:
    """The formulas on THEIRS' new *sheets* that read otherwise in MINE."""
    if cells.to_mine.still:
        return
    for name in sheets:
        sheet = cells.theirs.version_after.book.sheet(name)
        for at, cell in sheet.cells.items() if sheet is not None else ():
            if cell.formula is None or cell.kind not in ("normal", "shared"):
                continue
            ref = CellRef(name, *at)
            text = cells.to_mine.formula(cell.formula, ref, ref)
            if text is not None and text != cell.formula:
                yield ref, text


def _renumbered(cells: Cells, found: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """*found* without the rows that name a row which both have renumbered: they follow its key."""
    keys: dict[tuple[str, Content | None, Content | None], int] = {}
    for number, conflict in enumerate(found):
        area = cells.mine.table(conflict.place.table) if conflict.place.table else None
        cell = conflict.place.cell
        if area is not None and cell is not None and area.after.key_column == cell.column:
            keys[area.before.name, conflict.mine, conflict.theirs] = number
    left: list[Conflict] = []
    more: dict[int, list[Edit]] = {}
    for conflict in found:
        named = REFERRED.get(_list_of(cells, conflict), "")
        number = keys.get((named, conflict.mine, conflict.theirs), -1) if named else -1
        if number < 0:
            left.append(conflict)
        else:
            more.setdefault(number, []).extend(conflict.edits)
    following = {id(found[number]): extra for number, extra in more.items()}
    return tuple(
        replace(one, edits=(*one.edits, *following[id(one)])) if id(one) in following else one
        for one in left
    )


def _list_of(cells: Cells, conflict: Conflict) -> str:
    """The list that the layout lets staff choose from in the cell of *conflict*; or ``""``."""
    area = cells.mine.table(conflict.place.table) if conflict.place.table else None
    cell = conflict.place.cell
    if area is None or cell is None or area.after.spec is None:
        return ""
    key = area.after.columns.get(cell.column)
    return next((c.choices or "" for c in area.after.spec.columns if c.key == key), "")


def _dangling(cells: Cells, deleted: Mapping[str, Sequence[str]]) -> Iterator[Left]:
    """Rows of either that name a row which the other has deleted."""
    for version in (cells.mine.version_after, cells.theirs.version_after):
        bound = version.bound
        for table in bound.tables.values() if bound is not None else ():
            for column in table.spec.columns:
                gone = deleted.get(REFERRED.get(column.choices or "", ""), ())
                if not gone or column.key == table.spec.key:
                    continue
                for row in table.filled:
                    named, cell = row.values.get(column.key), row.cells.get(column.key)
                    if named in gone and cell is not None and _is_new(cells, version, cell):
                        yield Left(
                            f"{table.sheet.name}: raden «{row.values.get(table.spec.key)}» viser "
                            f"til {named}, som den andre har slettet."
                        )


def _is_new(cells: Cells, version: Version, cell: CellRef) -> bool:
    """Whether the row of *cell* is new: what stood there before is deleted with what it names."""
    alignment = cells.mine if version is cells.mine.version_after else cells.theirs
    return alignment.before(cell) is None
