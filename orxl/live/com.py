"""What orxl asks of Excel's own objects, beyond what xlwings offers.

The protocols name every member of COM that is touched, as Microsoft documents it. The tests stand
in for Excel with a fake of them made from the documentation, and with LibreOffice behind the same
names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Protocol

from orxl.core.errors import LockedFile

VISIBLE: Final = -1
VERY_HIDDEN: Final = 2
"""XlSheetVisibility; hidden is 0."""

_BUSY: Final = frozenset({-2_147_418_111, -2_147_417_846, -2_146_777_998})
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE: Excel takes no orders now."""


class ComAutoCorrect(Protocol):
    """``Application.AutoCorrect``."""

    AutoFillFormulasInLists: bool
    """Whether a formula written in one cell of a table fills its whole column."""


class ComApp(Protocol):
    """``Application``."""

    AutoCorrect: ComAutoCorrect
    Iteration: bool


class ComBook(Protocol):
    """``Workbook``."""

    Path: str
    """The folder: a path, a URL for a book in OneDrive or SharePoint, ``""`` before it is saved."""
    Date1904: bool
    ReadOnly: bool
    Saved: bool

    def SaveCopyAs(self, Filename: str) -> None:  # noqa: N802, N803 - Excel's names
        """Save a copy beside; the open book keeps its name and its unsaved state."""


class ComComments(Protocol):
    """``Comments`` and ``CommentsThreaded``; numbered from 1. An item's ``Parent`` is its cell."""

    Count: int

    def Item(self, Index: int) -> Any:  # noqa: N802, N803 - Excel's names
        """The comment with this number."""


class ComSheet(Protocol):
    """``Worksheet``."""

    ProtectContents: bool
    Visible: int
    Comments: ComComments
    """The notes; ``CommentsThreaded`` in Excel with threads of comments are the others."""


class ComRange(Protocol):
    """``Range``. For several cells ``None`` means that they differ."""

    Value2: Any
    """Values without dates and currencies: numbers are floats, errors are integers."""
    HasArray: bool | None
    HasSpill: bool | None
    """Only Excel with dynamic arrays (2021, 365) has this one."""
    MergeCells: bool | None


def is_busy(error: BaseException) -> bool:
    """Whether *error* is Excel's refusal while a cell is being edited or a dialog box is open."""
    codes = [getattr(error, "hresult", None)]
    details = error.args[2] if len(error.args) > 2 else None
    if isinstance(details, tuple) and details:
        codes.append(details[-1])  # while a cell is edited, Excel's own code stands here
    return type(error).__name__ == "ExcelBusyError" or not _BUSY.isdisjoint(codes)


def busy() -> LockedFile:
    """What to tell the user then."""
    return LockedFile(
        "Excel er opptatt: en celle er under redigering, eller en dialogboks er åpen.",
        "Trykk Enter eller Esc, lukk dialogboksen, og klikk en gang til. Ingenting er endret.",
    )


@contextmanager
def one_attempt() -> Iterator[None]:
    """While Excel refuses a call, xlwings asks again without end; in here it asks once.

    Excel refuses while a cell is being edited or a dialog box is open.
    """
    windows: Any = sys.modules.get("xlwings._xlwindows")
    if windows is None or not hasattr(windows, "N_COM_ATTEMPTS"):
        yield
        return
    before = windows.N_COM_ATTEMPTS
    windows.N_COM_ATTEMPTS = 1
    try:
        yield
    finally:
        windows.N_COM_ATTEMPTS = before
