"""From an open book to a snapshot, with a handful of calls for each sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, Literal

from orxl.core import nb
from orxl.core.errors import UnreadableFile
from orxl.core.light import dataclass
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import (
    Book,
    CalcSettings,
    Cell,
    DefinedName,
    FormulaKind,
    Sheet,
    Table,
    TableColumn,
)
from orxl.live import raw
from orxl.live.com import VERY_HIDDEN, VISIBLE, is_busy
from orxl.live.spelling import as_in_file

if TYPE_CHECKING:
    import xlwings as xw

MAX_CELLS: Final = 1_500_000
_MODES: Final = {"automatic": "auto", "manual": "manual", "semiautomatic": "autoNoTable"}
_SPREADING: Final[tuple[tuple[str, str, str, FormulaKind], ...]] = (
    ("HasArray", "CurrentArray", "CurrentArray", "array"),
    ("HasSpill", "SpillingToRange", "SpillParent", "spill"),
)
"""What says that a cell's formula spreads, what gives its range, what gives its first cell."""
_Arrays = dict[tuple[int, int], tuple[tuple[int, int], FormulaKind]]
_NORMAL: Final[FormulaKind] = "normal"
_BUILT_IN: Final = frozenset({"Print_Area", "Print_Titles", "_FilterDatabase", "Criteria"})


def read_book(book: xw.Book, calculation: str) -> Book:
    """Everything in *book*. *calculation*: the user's own mode of calculation, in xlwings' word.

    Raises UnreadableFile for a sheet too large to be a programme's.
    """
    date1904 = bool(book.api.Date1904)
    sheets = tuple(read_sheet(sheet, date1904=date1904) for sheet in book.sheets)
    return Book(
        sheets=sheets,
        names=tuple(_names(book)),
        calc=CalcSettings(_MODES.get(calculation, "auto"), bool(book.app.api.Iteration)),
        date1904=date1904,
        source=book.name,
    )


@dataclass(frozen=True, slots=True)
class _Area:
    """A sheet's used range: where it starts and what it holds."""

    top: int
    left: int
    plain: raw.Matrix
    shown: raw.Matrix
    formulas: raw.Matrix


def read_sheet(sheet: xw.Sheet, *, date1904: bool) -> Sheet:
    """One sheet's cells and tables. Raises UnreadableFile for one that is too large."""
    used = sheet.used_range
    rows, columns = used.shape
    if rows * columns > MAX_CELLS:
        raise UnreadableFile(
            f"Arket «{sheet.name}» har over {nb.number(MAX_CELLS)} celler.",
            "Slett tomme rader og kolonner under og til høyre for innholdet.",
        )
    area = _Area(
        used.row,
        used.column,
        raw.matrix(used.api.Value2, rows, columns),
        raw.matrix(used.raw_value, rows, columns),
        raw.matrix(used.formula, rows, columns),
    )
    arrays = _arrays(used)
    frames = [_frame(sheet, table) for table in sheet.tables]
    cells = _cells(area, [frame for frame, *_ in frames], arrays, date1904)
    tables = tuple(_table(*frame, cells) for frame in frames)
    state = sheet.api.Visible
    protected = bool(sheet.api.ProtectContents)
    return Sheet(
        sheet.name,
        cells,
        tables=tables,
        merged=tuple(_merged(used, sheet.name)),
        state=_state(state),
        protected=protected,
        unlocked=frozenset(
            (cell.row, cell.column)
            for cell in (_where(used, "Locked", wanted=False) if protected else ())
        ),
        # Range.Hidden is documented for a single row only, and a row a call is too slow. While it
        # is not known, every subtotal is left to Excel.
        hidden_rows=None,
        commented=frozenset(_commented(sheet)),
    )


def _commented(sheet: xw.Sheet) -> Iterator[tuple[int, int]]:
    """The cells with a note or, where Excel knows such, a thread of comments."""
    for kind in ("Comments", "CommentsThreaded"):
        try:
            found = getattr(sheet.api, kind)
        except Exception as error:
            if is_busy(error):
                raise
            continue  # an Excel without threads, or a stand-in without notes
        for number in range(1, int(found.Count) + 1):
            cell = found.Item(number).Parent
            yield int(cell.Row), int(cell.Column)


def _state(visible: Any) -> Literal["visible", "hidden", "veryHidden"]:
    if visible == VERY_HIDDEN:
        return "veryHidden"
    # True is what Excel for the Mac and others say for visible.
    return "visible" if visible in (VISIBLE, True) else "hidden"


def _cells(
    area: _Area,
    frames: list[Table],
    arrays: _Arrays,
    date1904: bool,
) -> dict[tuple[int, int], Cell]:
    cells: dict[tuple[int, int], Cell] = {}
    for i, (plain, shown, formulas) in enumerate(
        zip(area.plain, area.shown, area.formulas, strict=True)
    ):
        row = area.top + i
        for j, (number, seen, text) in enumerate(zip(plain, shown, formulas, strict=True)):
            if number is None and text in ("", None):
                continue
            at = (row, area.left + j)
            value = raw.value(number, seen, date1904=date1904)
            home, kind = arrays.get(at, (at, _NORMAL))
            if home != at:
                cells[at] = Cell(value, kind=kind)  # the formula stands in the array's first cell
            elif not _is_formula(text, number):
                cells[at] = Cell(value)
            else:
                own = next((t.name for t in frames if _within(t, at)), None)
                cells[at] = Cell(value, as_in_file(text[1:], own), kind=kind)
    return cells


def _is_formula(text: Any, value: Any) -> bool:
    """A text that begins with = is handed over like a formula, but then it is its own value."""
    return isinstance(text, str) and text.startswith("=") and text != value


def _within(table: Table, at: tuple[int, int]) -> bool:
    ref = table.ref
    return ref.first_row <= at[0] <= ref.last_row and ref.first_column <= at[1] <= ref.last_column


def _frame(sheet: xw.Sheet, table: xw.main.Table) -> tuple[Table, xw.main.Table]:
    """The table without its columns, which are in its header cells."""
    whole = table.range
    rows, columns = whole.shape
    ref = Range(
        sheet.name, whole.row, whole.column, whole.row + rows - 1, whole.column + columns - 1
    )
    return (
        Table(
            table.display_name,
            ref,
            (),
            header_rows=int(bool(table.show_headers)),
            totals_rows=int(bool(table.show_totals)),
        ),
        table,
    )


def _table(frame: Table, table: xw.main.Table, cells: dict[tuple[int, int], Cell]) -> Table:
    columns: list[TableColumn] = []
    for number in range(frame.ref.first_column, frame.ref.last_column + 1):
        header = cells.get((frame.ref.first_row, number)) if frame.header_rows else None
        if header is not None and isinstance(header.value, str):
            name = header.value
        else:
            name = str(table.api.ListColumns(number - frame.ref.first_column + 1).Name)
        columns.append(TableColumn(name, _common_formula(frame, number, cells)))
    return Table(frame.name, frame.ref, tuple(columns), frame.header_rows, frame.totals_rows)


def _common_formula(frame: Table, column: int, cells: dict[tuple[int, int], Cell]) -> str | None:
    """The formula of a calculated column, which Excel's objects do not tell: what all rows hold."""
    found = {
        cells[row, column].formula if (row, column) in cells else None for row in frame.data_rows
    }
    return found.pop() if len(found) == 1 else None


def _names(book: xw.Book) -> Iterator[DefinedName]:
    for name in book.names:
        place, _, own = name.name.rpartition("!")
        sheet = place.strip("'").replace("''", "'") if place else None
        hidden = not name.api.Visible
        yield DefinedName(
            f"_xlnm.{own}" if own in _BUILT_IN else own,
            str(name.refers_to).removeprefix("="),
            sheet,
            hidden,
        )


def _merged(used: xw.Range, sheet: str) -> Iterator[Range]:
    found: list[Range] = []
    for cell in _where(used, "MergeCells"):
        if any(CellRef(sheet, cell.row, cell.column) in area for area in found):
            continue
        area = cell.merge_area
        rows, columns = area.shape
        found.append(
            Range(sheet, area.row, area.column, area.row + rows - 1, area.column + columns - 1)
        )
        yield found[-1]


def _arrays(used: xw.Range) -> _Arrays:
    """Every cell of an array or a spill, with the cell where its formula stands."""
    homes: _Arrays = {}
    for flag, area, home, kind in _SPREADING:
        for cell in _where(used, flag):
            if (cell.row, cell.column) not in homes:
                first = getattr(cell.api, home).Cells(1, 1)
                whole = getattr(first, area)
                for row in range(first.Row, first.Row + whole.Rows.Count):
                    for column in range(first.Column, first.Column + whole.Columns.Count):
                        homes[row, column] = ((first.Row, first.Column), kind)
    return homes


def _where(area: xw.Range, flag: str, *, wanted: bool = True) -> Iterator[xw.Range]:
    """The single cells of *area* for which Excel says *flag* as *wanted*, found by halving."""
    said = _said(area, flag)
    if said is not None and bool(said) is not wanted:
        return
    rows, columns = area.shape
    if rows == columns == 1:
        if said is not None:
            yield area
        return
    if rows >= columns:
        halves = (area[: rows // 2, :], area[rows // 2 :, :])
    else:
        halves = (area[:, : columns // 2], area[:, columns // 2 :])
    for half in halves:
        yield from _where(half, flag, wanted=wanted)


def _said(area: xw.Range, flag: str) -> bool | None:
    try:
        return getattr(area.api, flag)  # type: ignore[no-any-return]
    except Exception as error:
        if flag == "HasSpill" and not is_busy(error):  # unknown to an Excel without dynamic arrays
            return False
        raise
