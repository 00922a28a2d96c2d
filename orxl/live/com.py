"""What orxl asks of Excel's own objects, beyond what xlwings offers.

The members of COM that are touched, as Microsoft documents them:

* ``Application``: ``AutoCorrect.AutoFillFormulasInLists`` (whether a formula written in one cell of
  a table fills its column), ``Iteration``, ``ProtectedViewWindows``; ``ActiveCell``,
  ``GetOpenFilename`` (a text, or False), ``FileDialog`` (for a folder: ``Title``, ``Show``,
  ``SelectedItems``), ``InputBox`` with ``Type`` 8 and 2 (a range or a text, or False)
* ``Workbook``: ``Path`` (a folder; a URL in OneDrive or SharePoint; ``""`` before it is saved),
  ``Date1904``, ``ReadOnly``, ``SaveCopyAs`` (the open book keeps its name); ``Name.Visible``;
  ``Windows`` with ``Hwnd`` (Excel 2013); of a book that is only shown ``Saved``, ``Caption``
* ``Worksheet``: ``ProtectContents``, ``Visible``, ``Comments`` and ``CommentsThreaded`` (numbered
  from 1; an item's ``Parent`` is its cell); ``ListObject.ListColumns`` with ``Name``
* ``Range``: ``Value2`` (numbers are floats, errors integers), ``Row``, ``Column``, ``Worksheet``,
  ``HasArray``, ``HasSpill`` (Excel 2021 and 365 only), ``MergeCells``; for several cells ``None``
  means that they differ

The tests stand in for Excel with a fake of them made from the documentation, and with LibreOffice
behind the same names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from orxl.core.errors import LockedFile

VISIBLE: Final = -1
VERY_HIDDEN: Final = 2
"""XlSheetVisibility; hidden is 0."""

_BUSY: Final = frozenset({-2_147_418_111, -2_147_417_846, -2_146_777_998})
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE: Excel takes no orders now."""


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
