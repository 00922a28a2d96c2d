"""The choices on the sheet «Fletting», made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from orxl.app.mend import Done
from orxl.app.merging.writing import Written, notes, saved
from orxl.app.workbook import open_workbook
from orxl.core import nb
from orxl.core.edits import Content, ReplaceRows
from orxl.core.errors import RefusedEdit
from orxl.core.light import dataclass, replace
from orxl.versions.merging.choices import TABLE, Chosen, chosen
from orxl.versions.merging.refusing import SHEET
from orxl.versions.merging.values import Choice


@dataclass(frozen=True)
class Finished:
    """What came of the choices on the sheet «Fletting»."""

    written: Written
    mine: int
    theirs: int
    unchosen: int
    wrong: tuple[str, ...]
    """Why rows could not be used, a sentence each; they wait."""


def finish(path: Path, *, moment: datetime, who: str) -> Finished:
    """Make what was chosen on the sheet «Fletting» of the workbook at *path*.

    Raises RefusedEdit where nothing waits there, and as saving does; the file is then as it was.
    """
    from orxl.xlsx import patch

    file = open_workbook(path)
    rows = list(chosen(file.book))
    if not rows:
        raise RefusedEdit(
            f"Det er ingenting som venter på arket {SHEET} i «{path.name}».",
            "Flett først med «orxl flett».",
        )
    wrong, done, kept = list[str](), list[Choice](), list[tuple[Content, ...]]()
    data, refused = _made(file.data, rows)
    for row in rows:
        why = row.wrong or refused.get(row.number, "")
        if row.choice is None or why:
            kept.append(row.row)
            if why:
                wrong.append(f"Rad {nb.number(row.number)} ({row.place}): {why.rstrip('.')}.")
        else:
            done.append(row.choice)
    mine, theirs = done.count(Choice.MINE), done.count(Choice.THEIRS)
    unchosen = len(rows) - len(done) - len(wrong)
    if not done:
        return Finished(Written(path, False, waiting=len(kept)), 0, 0, unchosen, tuple(wrong))
    data = patch(data, [ReplaceRows(TABLE, tuple(kept)), *notes(len(kept))])
    words = f"Valgt på arket {SHEET}: Min {mine} og Din {theirs} ganger; {len(kept)} venter."
    made = saved(file, data, Done("Flettet", theirs, words), moment=moment, who=who)
    return Finished(replace(made, waiting=len(kept)), mine, theirs, unchosen, tuple(wrong))


def _made(data: bytes, rows: Sequence[Chosen]) -> tuple[bytes, dict[float, str]]:
    """The workbook with all that was chosen to be theirs; by its number, why a row was not made."""
    from orxl.xlsx import patch

    wanted = [row for row in rows if row.choice is Choice.THEIRS and not row.wrong]
    try:
        return patch(data, [edit for row in wanted for edit in row.edits]), {}
    except RefusedEdit as error:
        if len(wanted) == 1:
            return data, {wanted[0].number: str(error)}
    half = len(wanted) // 2
    data, refused = _made(data, wanted[:half])
    data, more = _made(data, wanted[half:])
    return data, {**refused, **more}
