"""Finds the book the button belongs to, and waits until Excel listens."""

from __future__ import annotations

import atexit
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from orxl.core.errors import OrxlError, UnreadableFile
from orxl.live.com import busy, is_busy, one_attempt

if TYPE_CHECKING:
    import xlwings as xw

    from orxl.live.workbook import LiveWorkbook

PATIENCE: Final = 3.0
"""How many seconds to wait for a user who is still writing in a cell."""
_HEAVY: Final = ("pandas", "numpy", "PIL", "matplotlib", "polars")
_OPEN_IT: Final = "Åpne arbeidsboken i Excel og prøv igjen."


def attach(patience: float | None = None) -> LiveWorkbook:
    """The workbook whose button was pressed; without a button, the one that lies on top in Excel.

    Raises UnreadableFile where no book is open, LockedFile where Excel does not listen within
    *patience* seconds (:data:`PATIENCE`), OrxlError where there is no Excel to talk to.
    """
    from orxl.live.workbook import LiveWorkbook

    xw = xlwings()  # before one_attempt, which looks for xlwings' Windows half among the modules
    with one_attempt():
        book = _book_that_listens(xw, PATIENCE if patience is None else patience)
    return LiveWorkbook(book)


def xlwings() -> ModuleType:
    """xlwings, imported without the heavy libraries that it would load only because they exist.

    On Windows it would, at the end of this process, end every Excel process in which it sees no
    workbook: the one that shows an attachment in Protected View, the one inside a Word document,
    other users' on a shared server. orxl starts no Excel, so there is nothing to tidy up.
    """
    with _hidden(_HEAVY):
        import xlwings as xw
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        atexit.unregister(windows.cleanup)
    return xw


@contextmanager
def _hidden(names: tuple[str, ...]) -> Iterator[None]:
    """Importing *names* fails in here, as if they were not installed; measured: 0.8 s less."""
    held: dict[str, Any] = {name: None for name in names if name not in sys.modules}
    sys.modules.update(held)
    try:
        yield
    finally:
        for name in held:
            if sys.modules.get(name, name) is None:
                del sys.modules[name]


def _book_that_listens(xw: Any, patience: float) -> xw.Book:
    """The book, once Excel takes a harmless order. Raises LockedFile after *patience* seconds.

    Excel refuses every question while a cell is edited or a dialog is open, the first one too.
    """
    until = time.monotonic() + patience
    while True:
        try:
            book = _book(xw)
            app = book.app
            app.screen_updating = app.screen_updating
        except OrxlError:
            raise
        except Exception as error:
            if time.monotonic() >= until:
                raise busy() from error
            time.sleep(0.1)
        else:
            return book


def _book(xw: Any) -> xw.Book:
    """The book the button stands in, else the one on top. Excel's refusal passes through."""
    try:
        return xw.Book.caller()  # type: ignore[no-any-return]
    except Exception as error:  # xlwings raises a bare Exception where no button was pressed
        if is_busy(error):
            raise
    app = _app(xw)
    try:
        book = app.books.active
        book.name  # noqa: B018 - Excel gives an empty hand only when it is asked for something
    except Exception as error:
        if is_busy(error):
            raise
        if _protected_view(app):
            raise UnreadableFile(
                "Arbeidsboken er åpnet i beskyttet visning.",
                "Klikk «Aktiver redigering» i den gule linjen øverst, og prøv igjen.",
            ) from error
        raise UnreadableFile("Ingen arbeidsbok er åpen i Excel.", _OPEN_IT) from error
    return book


def _app(xw: Any) -> xw.App:
    if xw.engines.active is None:
        raise OrxlError(
            "Finner ikke Excel: xlwings har ingen forbindelse til Excel på denne maskinen.",
            "Knappen virker i Excel for Windows. Kjør «orxl excel» for å se hva som mangler.",
        )
    try:
        app = xw.apps.active
    except Exception as error:
        if is_busy(error):
            raise
        raise OrxlError("Får ikke kontakt med Excel.", _OPEN_IT) from error
    if app is None:  # also where Excel shows nothing but files in Protected View
        raise UnreadableFile(
            "Excel er ikke åpen, eller viser bare filer i beskyttet visning.",
            "Åpne arbeidsboken i Excel. Står det «Beskyttet visning» i en gul linje øverst, klikk "
            "«Aktiver redigering». Prøv så igjen.",
        )
    return app  # type: ignore[no-any-return]


def _protected_view(app: Any) -> bool:
    try:
        return bool(app.api.ProtectedViewWindows.Count)
    except Exception:
        return False
