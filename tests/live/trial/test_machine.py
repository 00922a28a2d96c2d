"""What the trial is held with on Windows, over stand-ins for pywin32's modules."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from orxl.core.errors import OrxlError
from orxl.live.trial import machine
from orxl.live.trial.windows import Dialog, Win32
from tests.live.trial.things import Thing

OURS, THEIRS = 7000, 1111
WINDOWS = {
    1: (THEIRS, "XLMAIN", "Budsjett – Excel", True),
    2: (THEIRS, "#32770", "Lagre som", True),
    3: (OURS, "XLMAIN", "åpning – Excel", True),
    4: (OURS, "bosa_sdm_XL9", "Microsoft Excel", True),
    5: (OURS, "#32770", "skjult", False),
    6: (2222, "Notepad", "notat", True),
}
GONE = 7
"""A window that is counted and gone before it is asked; its process is then any number."""
"""Window → process, class, title, whether it is seen."""


def give(patch: pytest.MonkeyPatch, name: str, **parts: Any) -> None:
    module = ModuleType(name)
    module.__dict__.update(parts)
    patch.setitem(sys.modules, name, module)


def every(windows: Any) -> Callable[[Callable[[int, Any], bool], Any], None]:
    def enumerate_(callback: Callable[[int, Any], bool], extra: Any) -> None:
        for window in windows:
            if not callback(window, extra):
                return

    return enumerate_


@pytest.fixture
def did(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What has been asked of Windows."""
    done: list[tuple[Any, ...]] = []
    titles = {**{w: t for w, (_, _, t, _) in WINDOWS.items()}, 41: "Reparere?", 42: "", 43: "Ja"}
    give(
        monkeypatch, "win32gui", EnumWindows=every([*WINDOWS, GONE]),
        EnumChildWindows=lambda window, callback, extra: every((41, 42, 43))(callback, extra),
        GetClassName=lambda window: WINDOWS[window][1], GetWindowText=titles.__getitem__,
        IsWindowVisible=lambda window: window == GONE or WINDOWS[window][3],
        PostMessage=lambda *what: done.append(("post", *what)),
    )  # fmt: skip
    give(
        monkeypatch,
        "win32process",
        GetWindowThreadProcessId=lambda w: [0, OURS] if w == GONE else [9, WINDOWS[w][0]],
    )
    give(monkeypatch, "win32con", WM_KEYDOWN=0x100, VK_ESCAPE=0x1B)
    give(
        monkeypatch, "win32api",
        OpenProcess=lambda *what: done.append(("open", *what)) or "handle",
        TerminateProcess=lambda *what: done.append(("end", *what)),
    )  # fmt: skip
    return done


def test_the_excels_that_run_are_known_by_their_main_windows(did: Any) -> None:
    assert Win32().excels() == {THEIRS, OURS}
    assert Win32().owner(3) == OURS
    assert Win32().owner(GONE) == 0


def test_only_seen_dialogs_of_the_process_asked_for_are_found(did: Any) -> None:
    assert Win32().dialogs(OURS) == [Dialog(4, "Microsoft Excel", ("Reparere?", "Ja"))]


def test_escape_goes_to_the_one_window_and_an_end_to_the_one_process(did: Any) -> None:
    Win32().escape(4)
    Win32().end(OURS)
    assert did == [("post", 4, 0x100, 0x1B, 0), ("open", 1, False, OURS), ("end", "handle", 1)]


def test_elsewhere_than_on_windows_one_sentence_says_so() -> None:
    if sys.platform == "win32":
        pytest.skip("this is Windows")
    with pytest.raises(OrxlError, match="Dette er ikke Windows"):
        machine.excel_machine()


def test_a_python_without_pywin32_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "pythoncom", None)
    with pytest.raises(OrxlError, match="pywin32 mangler"):
        machine.excel_machine()


def never(*_: Any) -> Any:
    raise AssertionError("the user's own Excel was asked for")


@pytest.fixture
def pywin32(monkeypatch: pytest.MonkeyPatch, did: Any) -> list[str]:
    """pywin32 with an Excel that can only be got as a new one; what was started."""
    started: list[str] = []
    client = ModuleType("win32com.client")
    client.__dict__.update(
        GetActiveObject=never, GetObject=never, Dispatch=never,
        DispatchEx=lambda name: started.append(name) or "en ny",
    )  # fmt: skip
    give(monkeypatch, "pythoncom", CoInitialize=lambda: None, GetActiveObject=never)
    give(monkeypatch, "win32com", client=client)
    monkeypatch.setitem(sys.modules, "win32com.client", client)
    return started


def test_the_users_own_excel_is_never_asked_for(
    monkeypatch: pytest.MonkeyPatch, pywin32: list[str], windows_half: ModuleType
) -> None:
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", windows_half)
    found = machine._with_pywin32()
    assert found.create() == "en ny"
    assert pywin32 == ["Excel.Application"]
    book = found.book_of(Thing(Name="kopi.xlsx"))
    assert book.name == "kopi.xlsx"


def test_an_xlwings_that_does_not_see_windows_is_said(
    monkeypatch: pytest.MonkeyPatch, pywin32: list[str]
) -> None:
    monkeypatch.delitem(sys.modules, "xlwings._xlwindows", raising=False)
    with pytest.raises(OrxlError, match="xlwings finner ikke Windows"):
        machine._with_pywin32()


def test_xlwings_end_of_all_excels_is_taken_away(
    monkeypatch: pytest.MonkeyPatch, pywin32: list[str], windows_half: ModuleType
) -> None:
    gone: list[Any] = []
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", windows_half)
    monkeypatch.setattr("atexit.unregister", gone.append)
    machine._with_pywin32()
    assert gone == [windows_half.cleanup]
