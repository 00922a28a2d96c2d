"""The open workbook, as the use cases see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from orxl.core.edits import Content, Edit
from orxl.core.errors import OrxlError
from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.live.boxes import show
from orxl.live.com import busy, is_busy
from orxl.live.copies import KEPT, as_file, keep_copy
from orxl.live.dialogs import cell_of, pick_cell, pick_file, pick_folder, pick_text
from orxl.live.plan import plan, sheets_touched
from orxl.live.reader import read_book, read_sheet
from orxl.live.session import quiet, untouched, wake
from orxl.live.steps import Planned
from orxl.live.unsaved import show_rows
from orxl.live.writer import make, taken_back

if TYPE_CHECKING:
    import xlwings as xw

TITLE = "Beregn og kontroller"
TakeBack = Callable[[], bool]
"""Takes made edits back; its answer says whether all of it went well."""


class LiveWorkbook:
    """A workbook that is open in Excel. Every method raises OrxlError where Excel fails."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._mode: str | None = None

    @property
    def name(self) -> str:
        """The book's name as Excel shows it."""
        with _explained():
            return str(self._book.name)

    @property
    def path(self) -> Path | None:
        """Where the book lies on this machine; None for one in the cloud, and for a new one."""
        with _explained():
            # The book's own Path, never xlwings' fullname: that one guesses where a cloud is.
            place = str(self._book.api.Path)
            there = bool(place) and "://" not in place
            return Path(place) / str(self._book.name) if there else None

    @property
    def read_only(self) -> bool:
        """Whether the book cannot be saved under its own name."""
        with _explained():
            return bool(self._book.api.ReadOnly)

    @property
    def saves_itself(self) -> bool:
        """Whether Excel saves the book by itself (OneDrive, SharePoint), so that what is written
        is saved and shared at once. An Excel before 365 has no such setting."""
        try:
            return bool(self._book.api.AutoSaveOn)
        except Exception:
            return False

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Keep Excel still while the block runs; all its settings come back whatever happens."""
        with ExitStack() as stack:
            with _explained():
                app = self._book.app
                mode = str(app.calculation)
                stack.enter_context(quiet(app))
            self._mode = mode
            try:
                yield  # what fails in the block is the block's own, not Excel's
            finally:
                self._mode = None

    def text_in(self, name: str) -> str | None:
        """What stands in the cell called *name*; None where there is no such name, or no text."""
        with _explained():
            if name not in self._book.names:
                return None
            value = self._book.names[name].refers_to_range.value
        return value if isinstance(value, str) else None

    def put_text(self, name: str, text: str) -> None:
        """Let the cell called *name*, which staff may write in, hold *text*."""
        with _explained():
            self._book.names[name].refers_to_range.value = text

    @property
    def selected(self) -> CellRef | None:
        """The cell that is marked; None where another book or no sheet of cells lies on top."""
        with _explained():
            found = self._book.app.api.ActiveCell
            if found is None or str(found.Worksheet.Parent.Name) != str(self._book.name):
                return None
            return cell_of(found)

    def pick_cell(self, title: str, prompt: str) -> CellRef | None:
        """The cell that the user points at; None where they give it up."""
        with _explained():
            return pick_cell(self._book.app, title, prompt)

    def pick_text(self, title: str, prompt: str) -> str | None:
        """What the user writes; None where they give it up."""
        with _explained():
            return pick_text(self._book.app, title, prompt)

    def pick_file(self, title: str, kind: str, endings: Sequence[str]) -> Path | None:
        """The file that the user chooses, of *kind*; None where they give it up."""
        with _explained():
            return pick_file(self._book.app, title, kind, endings)

    def pick_folder(self, title: str) -> Path | None:
        """The folder that the user chooses; None where they give it up."""
        with _explained():
            return pick_folder(self._book.app, title)

    def show_rows(self, name: str, rows: Sequence[Sequence[Content]]) -> None:
        """Show *rows* in a new workbook that nobody has to save."""
        with _explained():
            show_rows(self._book.app, name, rows)

    def as_file(self) -> bytes:
        """The book as the file it would be if it were saved now. Raises UnwritableFile."""
        with _explained():
            return as_file(self._book)

    def wake(self) -> None:
        """Give back what a click that was ended half-way may have taken from its Excel."""
        with _explained():
            wake(self._book.app)

    def calculate(self) -> None:
        """Let Excel calculate what has changed."""
        with _explained():
            self._book.app.calculate()

    def read(self) -> Book:
        """The book as a snapshot. Raises UnreadableFile."""
        with _explained():
            mode = self._mode if self._mode is not None else str(self._book.app.calculation)
            return read_book(self._book, mode)

    def apply(self, edits: Sequence[Edit], read: Book) -> TakeBack:
        """Make all *edits*, or none; returns a function that takes them back.

        *read* is the snapshot they were made for. What they touch is read once more first, so
        nobody's later work is overwritten. Raises RefusedEdit.
        """
        with _explained():
            planned = self._planned(edits, read)
            with untouched(self._book.app) if planned else nullcontext():
                done = make(self._book, planned, date1904=read.date1904)
        return lambda: self._taken_back(done, read)

    def _taken_back(self, done: Sequence[Planned], read: Book) -> bool:
        with untouched(self._book.app):
            return taken_back(self._book, done, date1904=read.date1904)

    def _planned(self, edits: Sequence[Edit], read: Book) -> list[Planned]:
        if not edits:
            return []
        touched = sheets_touched(read, edits)
        there = {sheet.name: sheet for sheet in self._book.sheets}
        sheets = (
            read_sheet(there[sheet.name], date1904=read.date1904)
            if sheet.name in touched
            else sheet
            for sheet in read.sheets
            if sheet.name in there
        )
        return plan(replace(read, sheets=tuple(sheets)), edits)

    def keep_copy(self, name: str, *, count: int = KEPT, days: int = 0) -> Path:
        """Save a copy of the book as it stands now; returns where it is. Raises UnwritableFile.

        *name* comes from :func:`orxl.live.copies.stamped`. The newest *count* copies are kept, and
        those that are younger than *days*.
        """
        with _explained():
            return keep_copy(self._book, name, count=count, days=days)

    def tell(self, text: str, *, bad: bool, title: str = TITLE) -> None:
        """Show *text* in a message box and wait until it is closed."""
        with _explained():
            show(self._book, text, title, "ok", bad=bad)

    def ask(self, text: str, title: str = TITLE) -> bool:
        """Show *text* in a message box with Yes and No; whether the answer was yes."""
        with _explained():
            return show(self._book, text, title, "yes_no", bad=False) == "yes"


@contextmanager
def _explained() -> Iterator[None]:
    """Whatever Excel, COM or xlwings raise, as one sentence."""
    try:
        yield
    except OrxlError:
        raise
    except Exception as error:
        if is_busy(error):
            raise busy() from error
        raise OrxlError(
            f"Excel svarte ikke som ventet ({type(error).__name__}).",
            "Er arbeidsboken lukket, eller er en dialogboks åpen? Åpne arbeidsboken, lukk "
            "dialogboksen, og klikk en gang til.",
        ) from error
