"""A merge that was shown, written: in one step, or not at all.

Everything is made before anything is written. The file then is replaced in one step, with a
backup beside it, or is as it was; what nobody has chosen is left on the sheet «Fletting».
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from orxl.app.mend import Done
from orxl.app.merging.common import edition
from orxl.app.merging.merge import Merging, merging
from orxl.app.recalculate import recalculate_opened
from orxl.app.workbook import Opened, reread
from orxl.core import nb
from orxl.core.edits import ReplaceRows, SetCell, SetFullCalcOnLoad
from orxl.core.errors import RefusedEdit
from orxl.core.findings import Finding
from orxl.core.grafts import AddSheet
from orxl.core.light import dataclass, replace
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.report.outcome import unrecorded
from orxl.versions.merging.choices import TABLE, rows_of
from orxl.versions.merging.merge import merge
from orxl.versions.merging.refusing import SHEET
from orxl.versions.merging.values import Choice, Conflict, Left

Choices = Mapping[int, Choice]


@dataclass(frozen=True)
class Written:
    """What writing a merge did."""

    path: Path
    written: bool
    backup: Path | None = None
    warnings: tuple[str, ...] = ()
    waiting: int = 0
    """How many conflicts wait on the sheet «Fletting»."""
    findings: tuple[Finding, ...] | None = None
    """What the check says afterwards; None where it is no action programme."""
    unconfirmed: int = 0
    left: tuple[Left, ...] = ()
    """What the chosen edits could not do."""
    copied: bool = False
    """Whether it is MINE as it was, in a new file."""


def carry_out(
    shown: Merging, choices: Choices, *, moment: datetime, who: str, out: Path | None = None
) -> Written:
    """Write the merge that was *shown*, with *choices* by the conflicts' places in its list.

    It takes the place of MINE, or is the new file *out*. Conflicts without a choice are put on the
    sheet «Fletting», and MINE's content stands. Raises RefusedEdit, FailedGate, LockedFile,
    UnwritableFile, ChangedFile; the file is then as it was.
    """
    from orxl.xlsx import patch

    data, left = _chosen(shown, choices)
    waiting = [
        conflict for number, conflict in enumerate(shown.merge.conflicts) if number not in choices
    ]
    if waiting:
        data = _with_choices(data, _placed(shown, data, waiting), shown.who)
    if data == shown.mine.data and out is None:
        return Written(shown.mine.path, False, left=tuple(left))
    if data == shown.mine.data and out is not None and not shown.merge.conflicts:
        return _copied(data, out)
    if shown.editions[1].version.bound is None:
        data = patch(data, [SetFullCalcOnLoad(True)])
    words = _words(shown, choices, len(waiting))
    changed = len(shown.merge.taken) + sum(c is Choice.THEIRS for c in choices.values())
    file = shown.mine
    if out is not None:
        file = Opened(out, file.data, replace(file.book, fingerprint=""))
    done = saved(file, data, Done("Flettet", changed, words), moment=moment, who=who)
    return replace(done, waiting=len(waiting), left=tuple(left))


def _copied(data: bytes, out: Path) -> Written:
    """MINE as it is, in the new file *out*: there was nothing to put on record."""
    from orxl.xlsx import save

    kept = save(out, data, fingerprint="")
    return Written(out, kept.written, kept.backup, kept.warnings, copied=True)


def merge_in_place(
    common: Path, mine: Path, theirs: Path, *, moment: datetime, who: str
) -> Written:
    """The merge written in the file *mine* itself, without a backup: git has what was there.

    Conflicts are on the sheet «Fletting», and what is ``left`` is all that has to be done by hand.
    Raises as :func:`merging` and :func:`carry_out`; the file is then as it was.
    """
    from orxl.xlsx import save

    shown = merging((common, mine, theirs))
    if not (shown.merge.taken or shown.merge.sheets or shown.merge.conflicts):
        return Written(mine, False, left=shown.merge.left)
    with TemporaryDirectory(prefix="orxl-") as folder:
        made = carry_out(shown, {}, moment=moment, who=who, out=Path(folder) / "flettet.xlsx")
        data = made.path.read_bytes()
    save(mine, data, fingerprint=shown.mine.book.fingerprint, backups=0)
    return replace(made, path=mine, left=(*shown.merge.left, *made.left))


def conflicts_of(shown: Merging, data: bytes) -> tuple[Conflict, ...]:
    """What is in conflict, in the places of *data*, which is MINE with what was taken."""
    now = reread(data, shown.mine.path, shown.mine)
    common, _, theirs = shown.editions
    return merge(common, edition(now), theirs).conflicts


def _placed(shown: Merging, data: bytes, wanted: Sequence[Conflict]) -> list[Conflict]:
    """The conflicts *wanted* as they stand in *data*, after the rows that came in.

    One that is not found there again cannot be chosen to be theirs, but is not lost.
    """
    there: dict[tuple[str, str], list[Conflict]] = {}
    for conflict in conflicts_of(shown, data):
        there.setdefault(_key(conflict), []).append(conflict)
    found: list[Conflict] = []
    for conflict in wanted:
        same = there.get(_key(conflict))
        found.append(same.pop(0) if same else replace(conflict, possible=False, edits=()))
    return found


def _key(conflict: Conflict) -> tuple[str, str]:
    return conflict.what.value, conflict.place.key


def _chosen(shown: Merging, choices: Choices) -> tuple[bytes, list[Left]]:
    """MINE with what is taken and what is chosen; and the choices that the writer refuses."""
    from orxl.xlsx import patch

    data, left = shown.data, list[Left]()
    wanted = [
        conflict
        for number, conflict in enumerate(shown.merge.conflicts)
        if choices.get(number) is Choice.THEIRS
    ]
    if not wanted:
        return data, left
    placed = _placed(shown, data, wanted)
    left += (
        Left(f"{c.place}: Din kan ikke settes inn. Skriv den inn i Excel.",
             c.their_row or (("Din", c.theirs if c.theirs is not None else BLANK),))
        for c in placed
        if not c.possible
    )  # fmt: skip
    every = [edit for conflict in placed for edit in conflict.edits]
    try:
        return patch(data, every), left
    except RefusedEdit:
        for conflict in placed:
            try:
                data = patch(data, conflict.edits)
            except RefusedEdit as error:
                left.append(Left(f"{conflict.place}: Din kan ikke settes inn. {error}"))
    return data, left


def _with_choices(data: bytes, waiting: Sequence[Conflict], who: str) -> bytes:
    """The workbook with the sheet of choices."""
    from orxl.template.choosing import choosing_workbook
    from orxl.xlsx import graft, normalise, patch, read_bytes

    rows = rows_of(waiting, who)
    book = read_bytes(data)
    if book.sheet(SHEET) is None:
        model = normalise(choosing_workbook(rows), datetime(2000, 1, 1))
        return graft(data, model, [AddSheet(SHEET)])
    if book.table(TABLE) is None:
        raise RefusedEdit(
            f"Arket {SHEET} er der fra før, uten tabellen for valg.", "Gi arket et annet navn."
        )
    return patch(data, [ReplaceRows(TABLE, tuple(tuple(row) for row in rows)), *notes(len(rows))])


def notes(waiting: int) -> list[SetCell]:
    """What the sheet «Fletting» says above its table: what to do, or that nothing waits."""
    from orxl.template.choosing import DONE, NOTES, NOTES_AT

    lines = enumerate(NOTES if waiting else DONE, start=NOTES_AT)
    return [SetCell(CellRef(SHEET, row, 1), text if text else BLANK) for row, text in lines]


def _words(shown: Merging, choices: Choices, waiting: int) -> str:
    taken = nb.counted(len(shown.merge.taken), "endring", "endringer")
    parts = [f"«{shown.theirs.path.name}»: {taken} hentet"]
    mine = sum(choice is Choice.MINE for choice in choices.values())
    theirs = len(choices) - mine
    if choices:
        parts.append(f"valgt Min {mine} og Din {theirs} ganger")
    if waiting:
        parts.append(f"{waiting} venter på arket {SHEET}")
    return f"{'; '.join(parts)}. Felles utgave: «{shown.common.path.name}»."


def saved(file: Opened, data: bytes, done: Done, *, moment: datetime, who: str) -> Written:
    """Recalculate, check, put on record and save; a workbook of another kind is just saved."""
    now = reread(data, file.path, file)
    if edition(now).version.bound is None:
        from orxl.xlsx import save

        kept = save(file.path, data, fingerprint=file.book.fingerprint)
        return Written(file.path, kept.written, kept.backup, kept.warnings)
    report, _ = recalculate_opened(file, now, moment=moment, who=who, done=done)
    if report.unrecorded:
        raise RefusedEdit(unrecorded(report.unrecorded))
    return Written(
        file.path, True, report.backup, report.warnings,
        findings=report.findings, unconfirmed=len(report.unconfirmed),
    )  # fmt: skip
