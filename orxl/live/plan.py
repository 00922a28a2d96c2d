"""From edits to steps, on values alone: refused before Excel has been touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orxl.core import nb
from orxl.core.contents import checked_name, refuse_unknown_words
from orxl.core.edits import (
    ANYTHING,
    AppendRows,
    Content,
    Edit,
    Formula,
    InsertRows,
    ReplaceRows,
    SetCached,
    SetCell,
    SetFullCalcOnLoad,
    SetName,
    described,
    present,
    same_content,
)
from orxl.core.errors import RefusedEdit
from orxl.core.light import replace
from orxl.core.refs import CellRef, Range
from orxl.core.rowplaces import Placed, placed, refuse_commented, refuse_room
from orxl.core.snapshot import Book, Sheet, Table
from orxl.core.values import BLANK
from orxl.live import raw
from orxl.live.inserting import insert_steps
from orxl.live.steps import (
    CopyFormats,
    FillDown,
    Name,
    Planned,
    Put,
    Resize,
    Rows,
)

_AGAIN = "Klikk en gang til, så leses arbeidsboken på nytt."


def sheets_touched(book: Book, edits: Iterable[Edit]) -> frozenset[str]:
    """The names of the sheets that *edits* change, as far as they are in *book*."""
    touched: set[str] = set()
    for edit in edits:
        if isinstance(edit, SetCell | SetCached):
            sheet = book.sheet(edit.cell.sheet)
            touched |= {sheet.name} if sheet is not None else set()
        elif isinstance(edit, AppendRows | InsertRows | ReplaceRows):
            table = book.table(edit.table)
            touched |= {table.sheet} if table is not None else set()
    return frozenset(touched)


def plan(book: Book, edits: Sequence[Edit]) -> list[Planned]:
    """The steps that make *edits* in the book that *book* was read from just now.

    Raises RefusedEdit where an edit does not fit what stands there.
    """
    draft = _Draft(book)
    for edit in edits:
        draft.refuse_moved(edit)
        if isinstance(edit, SetCell):
            _set_cell(draft, edit)
        elif isinstance(edit, SetCached):
            _refuse_other_content(draft, edit.cell, Formula(edit.formula))
            # The value is Excel's own business: it calculates the formula itself.
        elif isinstance(edit, AppendRows | ReplaceRows):
            _place(draft, edit)
        elif isinstance(edit, SetName):
            _set_name(draft, edit)
        elif isinstance(edit, InsertRows):
            draft.insert(edit)
        elif not isinstance(edit, SetFullCalcOnLoad):  # an open book is calculated already
            raise TypeError(type(edit).__name__)
    refuse_unknown_words(edits, lambda: (name.name for name in book.names))
    return draft.steps


def refuse_misfits(book: Book, edits: Sequence[Edit]) -> None:
    """Raise RefusedEdit where *edits* do not fit what *book* holds."""
    plan(book, edits)


class _Draft:
    """The book as it will be after the steps so far."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.steps: list[Planned] = []
        self._content: dict[CellRef, Content] = {}
        self._tables: dict[str, Table] = {}
        self.lines_moved = False
        """Whether rows have been put in, so that nothing is known to stand where it was read."""

    def insert(self, edit: InsertRows) -> None:
        """Plan to put rows in between."""
        table = self.table(edit.table)
        others = self.tables_on(table.sheet)
        date1904 = self.book.date1904
        found = insert_steps(table, others, edit, self.content, date1904=date1904)
        self.steps += found
        self.lines_moved |= bool(found)

    def refuse_moved(self, edit: Edit) -> None:
        """Raise RefusedEdit for an edit of cells once rows have been put in."""
        if self.lines_moved and not isinstance(edit, SetFullCalcOnLoad):
            raise RefusedEdit(
                "Arbeidsboken må leses på nytt etter at rader er satt inn.",
                "Sett inn radene sist, eller lukk arbeidsboken og prøv igjen.",
            )

    def sheet(self, name: str, at: CellRef | None = None) -> Sheet:
        """The sheet, where it can be written in: a protected one only in the unlocked cell *at*."""
        sheet = self.book.sheet(name)
        if sheet is None:
            raise RefusedEdit(f"Arbeidsboken har ikke noe ark «{name}».", "Sett arket tilbake.")
        if sheet.protected and (at is None or (at.row, at.column) not in sheet.unlocked):
            raise RefusedEdit(
                f"Arket «{sheet.name}» er beskyttet, så det kan ikke skrives i det.",
                "Velg Se gjennom → Opphev arkbeskyttelse, og klikk en gang til.",
            )
        return sheet

    def table(self, name: str) -> Table:
        table = self._tables.get(name.casefold(), self.book.table(name))
        if table is None:
            raise RefusedEdit(f"Arbeidsboken har ingen tabell «{name}».", "Sett tabellen tilbake.")
        self.sheet(table.sheet)
        return table

    def tables_on(self, sheet: str) -> list[Table]:
        found = self.book.sheet(sheet)
        tables = found.tables if found is not None else ()
        return [self._tables.get(t.name.casefold(), t) for t in tables]

    def content(self, cell: CellRef) -> Content:
        if cell in self._content:
            return self._content[cell]
        return present(self.book.cell(cell))

    def put(self, at: Range, rows: Rows, number_format: str = "") -> None:
        """Plan to fill *at*. Raises RefusedEdit for what a cell cannot hold."""
        before: list[tuple[Content, ...]] = []
        for row, number in zip(rows, range(at.first_row, at.last_row + 1), strict=True):
            cells = [
                CellRef(at.sheet, number, column)
                for column in range(at.first_column, at.last_column + 1)
            ]
            before.append(tuple(self.content(cell) for cell in cells))
            for cell, content in zip(cells, row, strict=True):
                if self.book.cell(cell).kind in ("array", "spill"):
                    raise RefusedEdit(
                        f"{cell} er en del av en matriseformel, som må endres samlet.",
                        "Rett formelen i Excel.",
                    )
                raw.refuse(content, cell, date1904=self.book.date1904)
                self._content[cell] = content
        self.steps.append(Planned(Put(at, rows, number_format), Put(at, tuple(before))))

    def resize(self, table: Table, last_data_row: int) -> Table:
        """Plan to let *table* end in *last_data_row*."""
        ref = replace(table.ref, last_row=last_data_row + table.totals_rows)
        if ref == table.ref:
            return table
        moved = replace(table, ref=ref)
        self._tables[table.name.casefold()] = moved
        self.steps.append(Planned(Resize(table.name, ref), Resize(table.name, table.ref)))
        return moved


def _refuse_other_content(draft: _Draft, cell: CellRef, expected: Content) -> None:
    there = draft.content(cell)
    if not same_content(expected, there, date1904=draft.book.date1904):
        raise RefusedEdit(
            f"{cell} skulle inneholde {described(expected)}, men der står {described(there)}.",
            _AGAIN,
        )


def _set_cell(draft: _Draft, edit: SetCell) -> None:
    sheet = draft.sheet(edit.cell.sheet, edit.cell)
    cell = edit.cell._replace(sheet=sheet.name)
    if edit.expected is not ANYTHING:
        _refuse_other_content(draft, cell, edit.expected)
    for table in draft.tables_on(sheet.name):
        inside = cell in table.ref and cell.row not in table.data_rows
        if inside and not same_content(
            edit.content, draft.content(cell), date1904=draft.book.date1904
        ):
            part = "overskriften" if cell.row < table.first_data_row else "summeringsraden"
            raise RefusedEdit(
                f"{cell} hører til {part} i tabellen {nb.quoted(table.name)}.",
                "Endre den i Excel, som retter formlene samtidig.",
            )
    # On a protected sheet Excel takes a value in an unlocked cell, but no other format.
    shown = "" if sheet.protected else edit.number_format
    draft.put(_one(cell), ((edit.content,),), shown)


def _one(cell: CellRef) -> Range:
    return Range(cell.sheet, cell.row, cell.column, cell.row, cell.column)


def _place(draft: _Draft, edit: AppendRows | ReplaceRows) -> None:
    at = placed(draft.table(edit.table), edit)
    if not at.rows:
        return
    if isinstance(edit, ReplaceRows):
        sheet = draft.sheet(at.table.sheet)
        refuse_commented(at, sheet.commented, draft.content, date1904=draft.book.date1904)
    if at.room is not None:
        _grow(draft, at.table, at.room)
    _fill(draft, at)
    if at.spare is not None:
        width = len(at.table.columns)
        height = at.spare.last_row - at.spare.first_row + 1
        draft.put(at.spare, ((BLANK,) * width,) * height)
        draft.resize(at.table, at.last)


def _grow(draft: _Draft, table: Table, room: Range) -> None:
    """Plan the table's growth over *room*. Raises RefusedEdit when that is not free."""
    sheet = draft.sheet(table.sheet)
    others = [t.ref for t in draft.tables_on(table.sheet) if t.name != table.name]
    taken = [area.a1 for area in (*others, *sheet.merged) if area.overlaps(room)]
    taken += [cell.a1 for cell in room.cells() if draft.content(cell) is not BLANK]
    if taken:
        refuse_room(table, taken[0])
    draft.resize(table, room.last_row)
    model = replace(table.ref, first_row=table.last_data_row, last_row=table.last_data_row)
    draft.steps.append(Planned(CopyFormats(model, room), None))


def _fill(draft: _Draft, at: Placed) -> None:
    """Plan the rows of *at*; columns given as None are filled down from the row above."""
    table, ref = at.table, at.table.ref
    down = [
        offset for offset in range(len(table.columns)) if any(r[offset] is None for r in at.rows)
    ]
    draft.put(at.whole, tuple(tuple(BLANK if c is None else c for c in row) for row in at.rows))
    for offset in down:
        column = ref.first_column + offset
        source = CellRef(ref.sheet, at.first - 1, column)
        if not isinstance(draft.content(source), Formula) or at.first == table.first_data_row:
            raise RefusedEdit(
                f"Kolonnen {nb.quoted(table.columns[offset].name)} i tabellen "
                f"{nb.quoted(table.name)} har ingen formel som kan fylles ned.",
                "Rett den siste raden først.",
            )
        to = Range(ref.sheet, at.first, column, at.last, column)
        draft.steps.append(Planned(FillDown(_one(source), to), None))
        for number, row in enumerate(at.rows, start=at.first):
            content = row[offset]
            if content is not None:  # the fill has gone over it
                cell = _one(CellRef(ref.sheet, number, column))
                draft.steps.append(Planned(Put(cell, ((content,),)), None))


def _set_name(draft: _Draft, edit: SetName) -> None:
    checked_name(edit.name, edit.refers_to, (t.name for s in draft.book.sheets for t in s.tables))
    old = next(
        (
            name.refers_to
            for name in draft.book.names
            if name.sheet is None and name.name.casefold() == edit.name.casefold()
        ),
        None,
    )
    draft.steps.append(Planned(Name(edit.name, edit.refers_to), Name(edit.name, old)))
