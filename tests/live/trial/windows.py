"""The real Windows half of xlwings, imported over the stand-in for pywin32, in this process."""

from __future__ import annotations

import atexit
import ctypes
import importlib
import sys
from types import ModuleType
from typing import Any
from unittest.mock import patch

from tests.live.windows import com as stub

OURS = 7000
"""The process number of our Excel."""


def xlwings_windows() -> ModuleType:
    """``xlwings._xlwindows``; afterwards this process is what it was, and no module is left."""
    anything = stub._Any(ole32=stub._Any(), oleacc=stub._Any(), user32=stub._Any())
    library = stub._Any(PyCom_PyObjectFromIUnknown=stub._Any())
    names = {"windll": anything, "oledll": anything, "PyDLL": lambda _file: library}
    with patch.dict(sys.modules), patch.dict(ctypes.__dict__, names):
        stub._modules(stub.World())
        windows = importlib.import_module("xlwings._xlwindows")
    atexit.unregister(windows.cleanup)
    process = stub._Any(GetWindowThreadProcessId=lambda window: (1, OURS))
    vars(windows).update(N_COM_ATTEMPTS=1, win32process=process)
    return windows


def book_of(windows: ModuleType) -> Any:
    """From a ``Workbook`` of COM to a book of xlwings', as on Windows."""
    import xlwings as xw

    return lambda book: xw.Book(impl=windows.Book(windows.COMRetryObjectWrapper(book)))
