"""A stand-in for pywin32 and Windows, under the real Windows half of xlwings.

``install`` puts the modules that ``xlwings/_xlwindows.py`` imports into ``sys.modules`` and calls
this machine Windows, so it only belongs in a process of its own (``tests.live.windows.press``).
What Excel answers follows Microsoft's documentation; **nothing in here was recorded in Excel**:

- A call while a cell is being edited or a dialog is open fails with RPC_E_CALL_REJECTED
  (learn.microsoft.com, «IMessageFilter::RetryRejectedCall»). pywin32 shows that either as
  ``com_error`` or, for a name that it has to look up first, as ``AttributeError`` (the comment in
  xlwings' ``COMRetryObjectWrapper``).
- A process that shows files in Protected View only has no window that xlwings can connect to.
- ``Application.Interactive``: «If you set this property to False, don't forget to set it back to
  True» (``application.interactive``).
"""

from __future__ import annotations

import asyncio  # noqa: F401 - the standard library must be loaded before this becomes «Windows»
import csv  # noqa: F401
import ctypes
import datetime
import getpass  # noqa: F401
import importlib.metadata  # noqa: F401
import json  # noqa: F401
import locale  # noqa: F401
import logging  # noqa: F401
import platform  # noqa: F401
import shlex  # noqa: F401
import shutil  # noqa: F401
import socket  # noqa: F401
import subprocess
import sys
import tempfile  # noqa: F401
import types
import uuid  # noqa: F401
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

REJECTED = -2147418111
"""RPC_E_CALL_REJECTED."""
NO_SUCH_NAME = -2147352567
"""DISP_E_EXCEPTION: what xlwings takes for a name that the book has not."""


class ComError(Exception):
    """pywintypes.com_error: code, text, Excel's details, argument."""

    @property
    def hresult(self) -> int:
        return int(self.args[0])


class Dispatch:
    """win32com.client.CDispatch: what xlwings wraps in its own retries."""


class ComObject(Dispatch):
    """One of Excel's objects with the given properties; methods are functions among them."""

    def __init__(self, process: Process, values: dict[str, Any]) -> None:
        object.__setattr__(self, "_process", process)
        object.__setattr__(self, "_values", values)
        object.__setattr__(self, "_oleobj_", process)

    def __getattr__(self, name: str) -> Any:
        self._process.answer(name)
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self._process.answer(name)
        if name not in self._values:
            raise AttributeError(name)
        self._process.world.happened("setter", f"{name}={value}")
        self._values[name] = value

    def __call__(self, *args: Any) -> Any:
        self._process.answer("Item")
        item: Callable[..., Any] = self._values["Item"]
        return item(*args)


@dataclass
class Process:
    """An EXCEL.EXE. ``window`` 0 means that xlwings sees no workbook window of it."""

    world: World
    pid: int
    window: int
    rejects_from_now: int = 0
    """So many calls are rejected from the moment orxl begins; −1: all of them. Before that, while
    RunPython imports xlwings, a rejected call would be xlwings' own to repeat without end."""
    rejects: int = field(default=0, init=False)
    as_attribute_error: bool = False
    application: ComObject | None = None

    def answer(self, name: str) -> None:
        """Raise what pywin32 raises while Excel takes no calls."""
        self.world.calls += 1
        if self.rejects == 0:
            return
        self.rejects -= self.rejects > 0
        if self.as_attribute_error:
            raise AttributeError(name)
        raise ComError(REJECTED, "Call was rejected by callee.", None, None)

    def GetIDsOfNames(self, _zero: int, name: str) -> int:  # noqa: N802 - a COM method
        self.world.calls += 1
        if self.rejects == 0:
            raise ComError(-2147352570, "Unknown name.", None, None)
        raise ComError(REJECTED, "Call was rejected by callee.", None, None)


@dataclass
class World:
    """The Windows machine: its Excel processes, and what has happened to it."""

    processes: list[Process] = field(default_factory=list)
    events: list[tuple[str, str]] = field(default_factory=list)
    calls: int = 0
    answer: int = 1
    """Which button is pressed in every message box: 1 OK, 6 Yes, 7 No."""

    def happened(self, what: str, detail: str) -> None:
        self.events.append((what, detail))

    def excel(self, pid: int, *books: str, **rest: Any) -> Process:
        """Start an Excel with open *books*; without any it shows nothing xlwings can see."""
        window = 1000 + 10 * pid if books else 0
        process = Process(self, pid, window, **rest)
        process.application = _application(process, books)
        self.processes.append(process)
        return process

    def by_window(self, window: int) -> Process:
        return next(p for p in self.processes if p.window and p.window <= window < p.window + 10)


def _application(process: Process, names: tuple[str, ...]) -> ComObject:
    def bag(**values: Any) -> ComObject:
        return ComObject(process, values)

    app = bag(
        Hwnd=process.window, Version="16.0", ScreenUpdating=True, StatusBar=False,
        Interactive=True, EnableEvents=True, Calculation=-4105,
        AutoCorrect=bag(AutoFillFormulasInLists=True),
        ProtectedViewWindows=bag(Count=0 if names else 1),
    )  # fmt: skip

    def no_such_name(_: object) -> ComObject:
        raise ComError(NO_SUCH_NAME, "Exception occurred.", None, None)

    books = [
        bag(Name=name, Application=app, ReadOnly=False, Names=bag(Item=no_such_name))
        for name in names
    ]

    def item(key: str | int) -> ComObject:
        for number, book in enumerate(books, start=1):
            if key == number or str(key).lower() == book.Name.lower():
                return book
        raise ComError(-2147352565, "Invalid index.", None, None)

    held = object.__getattribute__(app, "_values")
    held["Workbooks"] = bag(Count=len(books), Item=item, Application=app)
    held["ActiveWorkbook"] = books[0] if books else None
    return app


class _Any:
    """A module, library or window of which only the given parts are used."""

    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)

    def __getattr__(self, name: str) -> Any:
        return lambda *args: 0


def install(world: World) -> None:
    """Make this process a Windows machine where *world*'s Excel runs."""
    _modules(world)
    _libraries(world)
    _commands(world)
    sys.platform = "win32"


def _module(name: str, **parts: Any) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__dict__.update(parts)
    sys.modules[name] = module
    return module


def _modules(world: World) -> None:
    kinds = {name: type(name, (), {}) for name in ("CoClassBaseClass", "DispatchBaseClass")}
    error = type("error", (Exception,), {})
    moment = type("TimeType", (datetime.datetime,), {})
    _module("pywintypes", com_error=ComError, error=error, TimeType=moment, IID=str)
    _module("pythoncom", CoInitialize=lambda: None, ole_error=ComError, __file__="pythoncom.dll")

    def child(window: int) -> ComObject:
        process = world.by_window(window)
        return ComObject(process, {"Application": process.application})

    client = _module(
        "win32com.client", CDispatch=Dispatch, Dispatch=child, DispatchEx=child, **kinds
    )
    _module("win32com", client=client)

    def box(_owner: Any, text: str, _title: str, style: int) -> int:
        world.happened("box", text)
        world.happened("style", hex(style))
        return world.answer

    _module("win32api", MessageBox=box)
    _module(
        "win32con", MB_OK=0, MB_OKCANCEL=1, MB_YESNO=4, MB_YESNOCANCEL=3,
        MB_ICONINFORMATION=64, MB_ICONWARNING=48,
    )  # fmt: skip
    _module("win32gui", FindWindowEx=lambda window, _after, _kind, _title: window)
    _module(
        "win32process",
        GetWindowThreadProcessId=lambda window: (1, world.by_window(window).pid),
    )
    _module("win32timezone", TimeZoneInfo=_Any(utc=lambda: datetime.UTC))
    _module("xlwings.com_server", serve=None)
    names = ("get_udf_module", "import_udfs", "xlarg", "xlfunc", "xlret", "xlsub")
    _module("xlwings.udfs", **dict.fromkeys(names))


def _libraries(world: World) -> None:
    windows = [p.window for p in world.processes if p.window]

    def below(window: int, _next: int) -> int:
        at = windows.index(window) + 1
        return windows[at] if at < len(windows) else 0

    def box(_owner: Any, text: str, _title: str, style: int) -> int:
        world.happened("box", text)
        world.happened("style", hex(style))
        return world.answer

    def accessible(window: int, _kind: int, _guid: Any, pointer: Any) -> int:
        pointer._obj.value = window
        return 0

    def object_of(pointer: Any, *_rest: Any) -> int:
        return int(pointer.value)

    user32 = _Any(
        GetTopWindow=lambda _none: windows[0] if windows else 0, GetWindow=below, MessageBoxW=box
    )
    set_on = ctypes.__dict__
    set_on["windll"] = _Any(user32=user32, kernel32=_Any())
    set_on["oledll"] = _Any(ole32=_Any(), oleacc=_Any(AccessibleObjectFromWindow=accessible))

    class Library:
        def __init__(self, _file: str) -> None:
            class Function:
                restype: Any = None

                def __call__(self, *args: Any) -> int:
                    return object_of(*args)

            self.PyCom_PyObjectFromIUnknown = Function()

    set_on["PyDLL"] = Library


def _commands(world: World) -> None:
    subprocess.__dict__["CREATE_NO_WINDOW"] = 0
    run = subprocess.run

    def command(words: Any, *args: Any, **rest: Any) -> Any:
        if not words or words[0] not in ("tasklist", "taskkill"):
            return run(words, *args, **rest)
        world.happened("command", " ".join(words))
        lines = ["", "Image Name  PID Session Name  Session#  Mem Usage", "=" * 60]
        lines += [f"EXCEL.EXE  {p.pid} Console  1  150,000 K" for p in world.processes]
        return _Any(stdout="\r\n".join(lines))

    subprocess.run = command  # type: ignore[assignment]
