"""What the tests of the button do: press it, type in the live book, look at what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlwings as xw

from orxl.binding import BoundBook, BoundRow, bind
from orxl.button import main
from orxl.core.refs import CellRef
from orxl.live import LiveWorkbook
from orxl.live.attach import attach

if TYPE_CHECKING:
    from tests.live.calc.engine import Book


def press(book: Book) -> str:
    """Press the button in *book*; returns the text of the last message box."""
    xw.Book(impl=book).set_mock_caller()
    main()
    return book.app.said[-1]


def live(book: Book) -> LiveWorkbook:
    """*book* as the use cases see it."""
    xw.Book(impl=book).set_mock_caller()
    return attach(patience=0.2)


def bound(book: Book) -> BoundBook:
    """The open book, read and bound."""
    return bind(live(book).read())


def type_in(book: Book, cell: CellRef | None, content: str | float) -> CellRef:
    """Type *content* in *cell* as a person would."""
    assert cell is not None
    typed = book.doc.Sheets.getByName(cell.sheet).getCellByPosition(cell.column - 1, cell.row - 1)
    if isinstance(content, str):
        typed.setFormula(content)
    else:
        typed.setValue(content)
    return cell


def findings(book: BoundBook) -> tuple[BoundRow, ...]:
    """The rows of findings that the last run left."""
    return book.rows("tblFunn")
