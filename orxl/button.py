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
    from collections.abc import Sequence

    from orxl.core.findings import Finding
    from orxl.live import LiveWorkbook
    from orxl.report.click import ClickReport

TITLE = "Beregn og kontroller"


def main() -> None:
    """Recalculate and check the workbook that is open in Excel, and say how it went."""
    live: LiveWorkbook | None = None
    try:
        from orxl.live import attach

        live = attach()
        report = _click(live)
    except OrxlError as error:
        _say(live, str(error))
    except Exception as error:
        _say_unexpected(live, error, "Arbeidsboken er ikke endret.")
    else:
        try:
            _tell(live, report)
        except OrxlError as error:
            _say(live, str(error))
        except Exception as error:
            _say_unexpected(live, error, "Funnene står på arket Kontroll.")


def _click(live: LiveWorkbook) -> ClickReport:
    from orxl.app.live import click
    from orxl.report.click import gone_question, question

    def ask(offered: Sequence[Finding]) -> bool:
        return live.ask(question(offered))

    def confirm(gone: Sequence[Finding]) -> bool:
        return live.ask(gone_question(gone))

    return click(live, moment=_now(), who=_who(), ask=ask, confirm=confirm)


def _tell(live: LiveWorkbook, report: ClickReport) -> None:
    from orxl.report.click import message

    live.tell(message(report), bad=bool(report.errors))


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
