"""Every task of the button, in one place: the word on «Forside», and what does it.

A new task is a word of :class:`ButtonTask` and a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from orxl.app.tasks.backups import fetch_backup
from orxl.app.tasks.check import check
from orxl.app.tasks.compare import compare_with
from orxl.app.tasks.explain import explain_cell
from orxl.app.tasks.fees import list_fees
from orxl.app.tasks.imports import (
    fetch_population,
    import_accounts,
    import_grants,
    import_members,
    import_population,
)
from orxl.app.tasks.papers import make_case, make_status
from orxl.app.tasks.values import Errand, Result, Run
from orxl.core import nb
from orxl.core.button import ButtonTask
from orxl.core.errors import BadCall, OrxlError
from orxl.layout.front_state import TASK
from orxl.live import LiveWorkbook

TASKS: Final[Mapping[ButtonTask, Run]] = {
    ButtonTask.CHECK: check,
    ButtonTask.EXPLAIN: explain_cell,
    ButtonTask.FETCH_POPULATION: fetch_population,
    ButtonTask.POPULATION: import_population,
    ButtonTask.MEMBERS: import_members,
    ButtonTask.ACCOUNTS: import_accounts,
    ButtonTask.GRANTS: import_grants,
    ButtonTask.FEES: list_fees,
    ButtonTask.CASE: make_case,
    ButtonTask.STATUS: make_status,
    ButtonTask.COMPARE: compare_with,
    ButtonTask.BACKUP: fetch_backup,
}


def chosen(live: LiveWorkbook, named: str = "") -> ButtonTask:
    """The task that is *named*, else the one that «Forside» has; a book without one is checked.

    A word that is no task is taken off the cell. Raises BadCall.
    """
    word = named or live.text_in(TASK) or ""
    for task in ButtonTask:
        if word.strip().casefold() in ("", task.value.casefold()):
            return task
    if not named:
        _put_back(live)
    raise BadCall(
        f"Knappen har ingen oppgave som heter {nb.quoted(word)}.",
        "Velg en oppgave i listen på Forside, og prøv igjen.",
    )


def perform(task: ButtonTask, errand: Errand) -> Result | None:
    """Do *task*; the cell on «Forside» says «Beregn og kontroller» again, however it went.

    Raises as the task; the workbook is then as it was.
    """
    try:
        return TASKS[task](errand)
    finally:
        if task is not ButtonTask.CHECK:
            _put_back(errand.live)


def _put_back(live: LiveWorkbook) -> None:
    with suppress(OrxlError):  # the task's own outcome is what the user is told
        if live.text_in(TASK) not in (None, ButtonTask.CHECK.value):
            live.put_text(TASK, ButtonTask.CHECK.value)
