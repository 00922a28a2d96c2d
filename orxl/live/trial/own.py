"""An Excel of our own: started here, ended here, and never the one that somebody works in."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from orxl.core.errors import OrxlError
from orxl.live.trial.windows import Windows

FORCE_DISABLE: Final = 3
"""msoAutomationSecurityForceDisable: no macro runs in what is opened."""
_ATTEMPTS: Final = 3
_PAUSE: Final = 1.0
"""Seconds."""
_OPTIONS: Final = ("AutoFillFormulasInLists", "AutoExpandListRange")
"""What the trial changes of the settings that Excel keeps for the user when it closes."""


class OwnExcel:
    """Excel in a process that did not run before; only that process is ever ended."""

    def __init__(
        self,
        create: Callable[[], Any],
        windows: Windows,
        folder: Path,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._create, self._windows, self._folder, self._wait = create, windows, folder, wait
        self.app: Any = None
        self.pid: int | None = None
        self.started = False
        """Whether an Excel of ours has ever run."""
        self._options: dict[str, Any] = {}

    def start(self) -> None:
        """Start Excel where none of ours runs.

        Raises OrxlError where there is no Excel, or where Windows hands over one that ran before.
        """
        if self.pid is not None:
            return
        self.app = None
        others = self._windows.excels()
        app = self._created()
        pid = self._windows.owner(int(app.Hwnd))
        if not pid or pid in others:  # whatever happens, nobody's Excel is used, stopped or ended
            raise OrxlError(
                "Windows ga fra seg et Excel som alt var i bruk. Prøven rørte det ikke.",
                "Lukk Excel og prøv igjen.",
            )
        self.app, self.pid, self.started = app, pid, True
        app.AutomationSecurity = FORCE_DISABLE
        app.DisplayAlerts = False
        app.EnableEvents = True
        self._options = {name: getattr(app.AutoCorrect, name) for name in _OPTIONS}
        app.Visible = True  # a hidden Excel lays out and expands otherwise than a seen one

    def _created(self) -> Any:
        """A new Excel. Where ours was ended just now, Windows may need a moment to see it."""
        left = _ATTEMPTS if self.started else 1
        while True:
            try:
                return self._create()
            except Exception as error:
                left -= 1
                if not left:
                    raise OrxlError(
                        f"Får ikke startet Excel ({type(error).__name__}).",
                        "Er skrivebordsutgaven av Excel installert? Kjør «orxl excel».",
                    ) from error
                self._wait(_PAUSE)

    def end(self) -> None:
        """End our process at once, where it runs; no other.

        Called from the thread that watches, which must not let go of Excel's objects.
        """
        pid, self.pid = self.pid, None
        if pid is not None:
            with suppress(Exception):  # it may have ended by itself
                self._windows.end(pid)

    def close(self) -> None:
        """Ask Excel to close. A book that somebody has opened in it meanwhile stays open."""
        app, pid, self.app, self.pid = self.app, self.pid, None, None
        if app is None or pid is None:
            return
        with suppress(Exception):
            for name, value in self._options.items():
                setattr(app.AutoCorrect, name, value)
            books = [app.Workbooks.Item(n) for n in range(1, int(app.Workbooks.Count) + 1)]
            theirs = [book for book in books if not self._ours(str(book.Path))]
            for book in books:
                if book not in theirs:
                    book.Close(False)
            if theirs:
                app.DisplayAlerts = True
                return
            app.Quit()

    def _ours(self, place: str) -> bool:
        """Whether the book in the folder *place* is one of our copies; a new book has no place."""
        return bool(place) and Path(place) == self._folder
