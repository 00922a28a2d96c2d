"""The button: what «Run main», the button on the sheet and the shortcut run.

``main`` never raises and never ends the program with an error: whatever happens is said in one
message box, in bokmål. Heavy modules are imported only once the book is found.
"""

from __future__ import annotations

import os
import sys
import traceback
from datetime import datetime
from typing import TYPE_CHECKING

from orxl.core.errors import OrxlError

if TYPE_CHECKING:
    from orxl.app.tasks import Result
    from orxl.live import LiveWorkbook

TITLE = "Beregn og kontroller"


def main(task: str = "") -> None:
    """Do the *task* in the workbook that is open in Excel, and say how it went.

    Without one it is what «Forside» has chosen: to recalculate and check, unless staff say more.
    """
    live: LiveWorkbook | None = None
    stands = "Arbeidsboken er ikke endret."
    try:
        from orxl.live import attach

        live = attach()
        title, result = _perform(live, task)
        if result is not None:
            stands = result.stands
            text, bad = result.tell()
            live.tell(text, bad=bad, title=title)
    except OrxlError as error:
        _say(live, str(error))
    except Exception as error:
        _say_unexpected(live, error, stands)


def _perform(live: LiveWorkbook, task: str) -> tuple[str, Result | None]:
    """Do it; the title of its boxes, and what came of it."""
    from orxl.app.tasks import Errand, chosen, perform

    wanted = chosen(live, task)
    title = wanted.value
    return title, perform(wanted, Errand(live, _now(), _who(), title))


def _say_unexpected(live: LiveWorkbook | None, error: Exception, state: str) -> None:
    """Say that there is a fault in orxl, and what became of the workbook."""
    if os.environ.get("ORXL_FEILSOK"):
        traceback.print_exception(error)
    _say(
        live,
        f"Noe uventet gikk galt ({type(error).__name__}: {error}). {state} "
        "Meld fra til den som vedlikeholder orxl.",
    )


def _now() -> datetime:
    """The time of the click, as the log has it."""
    return datetime.now()


def _who() -> str:
    """The user's name as the operating system knows it, or a word that says it is not known."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, ImportError, KeyError):  # no such variable, and no password database
        return "ukjent"


def _say(live: LiveWorkbook | None, text: str) -> None:
    """In Excel's own message box where Excel answers, else in Windows', else as plain text."""
    if live is not None:
        try:
            live.tell(text, bad=True)
        except OrxlError:
            pass
        else:
            return
    if sys.platform == "win32":
        from orxl.live.boxes import windows_box

        windows_box(text, TITLE, "ok", bad=True)
        return
    print(f"{TITLE}: {text}", file=sys.stderr)


if __name__ == "__main__":
    main()
