"""Message boxes that are seen: in front of other windows, whoever started the click."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import xlwings as xw

_STYLES: Final = {"ok": 0x0, "yes_no": 0x4}
_ICONS: Final = {True: 0x30, False: 0x40}
_IN_FRONT: Final = 0x10000 | 0x40000
"""MB_SETFOREGROUND and MB_TOPMOST: a process started from a console has no right to the
foreground, so xlwings' own box could lie behind it."""
_ANSWERS: Final = {1: "ok", 6: "yes", 7: "no"}


def windows_box(text: str, title: str, buttons: str, *, bad: bool, owner: int | None = None) -> str:
    """Windows' own box in front of all others, owned by the window *owner*; which button it got."""
    import ctypes

    style = _STYLES[buttons] | _ICONS[bad] | _IN_FRONT
    pressed = ctypes.windll.user32.MessageBoxW(owner, text, title, style)  # type: ignore[attr-defined]
    return _ANSWERS.get(int(pressed), "no")


def _window(book: xw.Book) -> int | None:
    """The window of *book*; that of Excel where Excel has one for all its books, before 2013."""
    try:
        return int(book.api.Windows.Item(1).Hwnd)
    except Exception:
        return book.app.hwnd


def show(book: xw.Book, text: str, title: str, buttons: str, *, bad: bool) -> str:
    """Show *text* and wait for an answer: «ok», «yes» or «no».

    Until then only the window of *book* takes nothing from keyboard and mouse: another workbook,
    such as the preview of what is asked about, can be looked through meanwhile.
    """
    app = book.app
    if sys.platform == "win32":
        return windows_box(text, title, buttons, bad=bad, owner=_window(book))
    return str(app.alert(text, title, buttons, "critical" if bad else "info"))
