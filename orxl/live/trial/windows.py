"""What the trial asks of Windows: who owns a window, which dialogs stand open, end a process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple, Protocol

_DIALOGS: Final = ("#32770", "NUIDialog", "bosa_sdm_XL9")
"""The window classes of Windows' and Office's dialog boxes."""
_MAIN: Final = "XLMAIN"
"""The window class of every Excel's main window, the hidden ones' too."""
_TERMINATE: Final = 1
"""PROCESS_TERMINATE: the only right asked for."""
_TEXTS: Final = 12


class Dialog(NamedTuple):
    """A dialog box that is seen: its window, its title, and the texts in it."""

    window: int
    title: str
    texts: tuple[str, ...]


class Windows(Protocol):
    """The machine's windows and processes; the tests stand in for them."""

    def excels(self) -> frozenset[int]:
        """The process numbers of every Excel that runs."""

    def owner(self, window: int) -> int:
        """The number of the process that *window* belongs to; 0 where there is no such window."""

    def dialogs(self, pid: int) -> list[Dialog]:
        """The dialog boxes that the process *pid* shows; no other process' are looked at."""

    def escape(self, window: int) -> None:
        """Press Esc in *window*."""

    def end(self, pid: int) -> None:
        """End the process *pid* at once."""


class Win32:
    """Windows itself, through pywin32."""

    def excels(self) -> frozenset[int]:
        """See :class:`Windows`."""
        return frozenset(self.owner(w) for w in self._top() if _kind(w) == _MAIN)

    def owner(self, window: int) -> int:
        """See :class:`Windows`."""
        import win32process

        thread, process = win32process.GetWindowThreadProcessId(window)
        return int(process) if thread else 0  # without a thread the other number is any number

    def dialogs(self, pid: int) -> list[Dialog]:
        """See :class:`Windows`."""
        import win32gui

        return [
            Dialog(window, win32gui.GetWindowText(window), tuple(self._texts(window)))
            for window in self._top()
            if self.owner(window) == pid
            and win32gui.IsWindowVisible(window)
            and _kind(window) in _DIALOGS
        ]

    def escape(self, window: int) -> None:
        """See :class:`Windows`."""
        import win32con
        import win32gui

        win32gui.PostMessage(window, win32con.WM_KEYDOWN, win32con.VK_ESCAPE, 0)

    def end(self, pid: int) -> None:
        """See :class:`Windows`."""
        import win32api

        handle = win32api.OpenProcess(_TERMINATE, False, pid)
        win32api.TerminateProcess(handle, 1)

    def _top(self) -> list[int]:
        import win32gui

        found: list[int] = []
        win32gui.EnumWindows(_into(found), None)
        return found

    def _texts(self, window: int) -> Iterator[str]:
        import win32gui

        inner: list[int] = []
        win32gui.EnumChildWindows(window, _into(inner), None)
        texts = [text for child in inner if (text := str(win32gui.GetWindowText(child)))]
        yield from texts[:_TEXTS]


def _kind(window: int) -> str:
    """The class of *window*; ``""`` where it is gone since it was counted."""
    import win32gui

    try:
        return str(win32gui.GetClassName(window))
    except Exception:
        return ""


def _into(found: list[int]) -> Any:
    """What Windows calls with each window; True asks for the next."""

    def each(window: int, _extra: Any) -> bool:
        found.append(window)
        return True

    return each
