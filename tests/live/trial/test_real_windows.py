"""What the trial asks of Windows, asked of a real one; elsewhere it is skipped.

Run once in the Python for Windows under Wine 8 (without a screen: its «null» graphics driver).
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from orxl.live.trial.machine import excel_machine
from orxl.live.trial.windows import Dialog, Win32

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="this is no Windows")
SYSTEM = 4


@pytest.fixture
def dialog() -> Iterator[tuple[Dialog, threading.Thread]]:
    """A message box of this process."""
    import ctypes

    user32: Any = vars(ctypes)["windll"].user32
    thread = threading.Thread(
        target=lambda: user32.MessageBoxW(0, "Reparere æøå?", "Microsoft Excel", 1), daemon=True
    )
    thread.start()
    found: list[Dialog] = []
    while thread.is_alive() and not found:
        time.sleep(0.05)
        found = Win32().dialogs(os.getpid())
    if not found:
        pytest.skip("this Windows shows no windows")
    yield found[0], thread
    with suppress(Exception):  # closed by the test
        Win32().escape(found[0].window)


def test_a_dialog_of_a_process_is_found_and_closed_with_escape(
    dialog: tuple[Dialog, threading.Thread],
) -> None:
    seen, thread = dialog
    assert seen.title == "Microsoft Excel"
    assert "Reparere æøå?" in seen.texts
    assert Win32().dialogs(SYSTEM) == []
    Win32().escape(seen.window)
    thread.join(5)
    assert not thread.is_alive()
    assert Win32().owner(seen.window) == 0


def test_one_process_is_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        Win32().end(process.pid)
        assert process.wait(10) == 1


def test_the_machine_is_ready_whether_excel_is_there_or_not() -> None:
    machine = excel_machine()
    assert os.getpid() not in machine.windows.excels()
