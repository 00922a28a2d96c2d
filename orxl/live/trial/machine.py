"""Whether the trial can be held on this machine, and what it is held with."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from orxl.core.errors import OrxlError
from orxl.core.light import dataclass
from orxl.live.attach import xlwings
from orxl.live.trial.windows import Win32, Windows

_INSTEAD = "«orxl kontroller» og «orxl beregn» virker her også."


@dataclass(frozen=True)
class Machine:
    """What the trial needs of the machine."""

    windows: Windows
    create: Callable[[], Any]
    """Starts a new Excel and gives its ``Application``."""
    begin: Callable[[], None]
    """What the thread that talks with Excel must do first."""
    book_of: Callable[[Any], Any]
    """A ``Workbook`` of COM as a book of xlwings'."""


def excel_machine() -> Machine:
    """This machine. Raises OrxlError where it is no Windows, or lacks what speaks with Excel."""
    if sys.platform != "win32":
        raise OrxlError(
            "Dette er ikke Windows: «orxl excel prøv» prøver arbeidsboken i Excel for Windows.",
            _INSTEAD,
        )
    return _with_pywin32()


def _with_pywin32() -> Machine:
    try:
        import pythoncom
        import win32com.client
        import win32gui  # noqa: F401 - asked for now, so that what is missing is said now
    except ImportError as error:
        raise OrxlError(
            "Pythonpakken pywin32 mangler, så orxl kan ikke snakke med Excel.",
            "Kjør Installer.cmd, eller «py scripts\\kom_i_gang.py» i orxl-mappen, en gang til.",
        ) from error
    xw = xlwings()  # its end, which ends other Excel processes, is taken away there
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is None:
        raise OrxlError("xlwings finner ikke Windows, så orxl kan ikke snakke med Excel.", _INSTEAD)

    def create() -> Any:
        # Never GetActiveObject, never Dispatch: those may hand over the Excel that somebody uses.
        return win32com.client.DispatchEx("Excel.Application")

    def book_of(book: Any) -> Any:
        return xw.Book(impl=windows.Book(windows.COMRetryObjectWrapper(book)))

    return Machine(Win32(), create, pythoncom.CoInitialize, book_of)
