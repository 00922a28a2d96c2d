"""A stand-in for the open book, in process: a workbook's bytes, and a user who answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from orxl.app.recalculate import stale_values
from orxl.app.workbook import Opened
from orxl.core.edits import Content, Edit
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.formulas.recalculate import confirm
from orxl.xlsx import patch, read_bytes


class StandIn:
    """What :class:`orxl.live.LiveWorkbook` offers, over bytes."""

    name = "handlingsprogram.xlsx"
    read_only = saves_itself = False
    path: Path | None = None

    def __init__(self, data: bytes, home: Path) -> None:
        self.data, self._home = data, home
        self._book: Book | None = None
        self._changed = False
        self.texts: dict[str, str] = {}
        """What stands in the cells with names; not in the bytes, so that these tell of all else."""
        self.answer = False
        self.while_asked: Callable[[], None] = lambda: None
        self.file: Path | None = None
        self.folder: Path | None = None
        self.selected: CellRef | None = None
        self.pointed: CellRef | None = None
        self.written: list[str] = []
        """What the user writes, the next first; then they give it up."""
        self.said: list[str] = []
        self.asked: list[str] = []
        self.shown: list[tuple[str, Sequence[Sequence[Content]]]] = []
        self.dialogs: list[str] = []

    @contextmanager
    def quiet(self) -> Iterator[None]:
        yield

    def calculate(self) -> None:
        """Renew the values of what was changed."""
        if self._changed:
            opened = Opened(Path(self.name), self.data, self.read())
            _, edits = stale_values(opened, confirm(opened.book))
            self.write(*edits)
            self._changed = False

    def read(self) -> Book:
        if self._book is None:
            self._book = read_bytes(self.data, self.name)
        return self._book

    def as_file(self) -> bytes:
        return self.data

    def write(self, *edits: Edit) -> None:
        """Change the book, as a user or the program does."""
        self.data, self._book = patch(self.data, edits), None
        self._changed = True

    def apply(self, edits: Sequence[Edit], read: Book) -> Callable[[], bool]:
        before = self.data
        self.write(*edits)

        def take_back() -> bool:
            self.data, self._book = before, None
            return True

        return take_back

    def keep_copy(self, name: str, *, count: int = 10, days: int = 0) -> Path:
        path = self._home / name
        path.write_bytes(self.data)
        return path

    def text_in(self, name: str) -> str | None:
        return self.texts.get(name)

    def put_text(self, name: str, text: str) -> None:
        self.texts[name] = text

    def tell(self, text: str, *, bad: bool, title: str = "") -> None:
        self.said.append(text)

    def ask(self, text: str, title: str = "") -> bool:
        self.asked.append(text)
        self.while_asked()
        return self.answer

    def pick_cell(self, title: str, prompt: str) -> CellRef | None:
        self.dialogs.append(title)
        return self.pointed

    def pick_text(self, title: str, prompt: str) -> str | None:
        self.dialogs.append(prompt)
        return self.written.pop(0) if self.written else None

    def pick_file(self, title: str, kind: str, endings: Sequence[str]) -> Path | None:
        self.dialogs.append(title)
        return self.file

    def pick_folder(self, title: str) -> Path | None:
        self.dialogs.append(title)
        return self.folder

    def show_rows(self, name: str, rows: Sequence[Sequence[Content]]) -> None:
        self.shown.append((name, rows))
