"""Brings a workbook in use up to today's layout, with nothing of what is in it lost.

Everything is made in memory before anything is asked or written; then the file is replaced in one
step, with a backup beside it, or is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from orxl.app.record import log_line
from orxl.app.upgradecase import case_totals
from orxl.app.upgradedates import deadlines
from orxl.app.upgradefacts import facts, facts_at, left_as_it_was
from orxl.app.upgradeformulas import changes
from orxl.app.upgrademodel import Model, model_of
from orxl.app.upgrademoves import moves
from orxl.app.upgradeplan import additions, labels, needs_model, renames, room, rows
from orxl.app.upgradesteps import Kept, Step
from orxl.app.upgradetidy import tidyings
from orxl.app.workbook import Opened, kept_backups, open_workbook, reread
from orxl.binding import BoundBook, bind
from orxl.core import nb
from orxl.core.edits import (
    AppendRows,
    Edit,
    InsertRows,
    ReplaceRows,
    SetCached,
    SetCell,
    SetFullCalcOnLoad,
    SetName,
)
from orxl.core.errors import RefusedEdit, UnreadableFile
from orxl.core.findings import Finding
from orxl.core.grafts import (
    AddColumns,
    AddSheet,
    AddTable,
    Dress,
    HideSheet,
    MoveDown,
    RenameColumn,
    SetColumnFormula,
    SetMark,
    TakeCell,
)
from orxl.core.light import dataclass, field, replace
from orxl.core.refs import CellRef
from orxl.core.values import same_value
from orxl.formulas.edited import recalculate_edited
from orxl.formulas.recalculate import Recalculation, confirm
from orxl.layout import VERSION
from orxl.programme.programme import Programme
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View

_EDITS = (SetCell, SetCached, AppendRows, InsertRows, ReplaceRows, SetName, SetFullCalcOnLoad)
_GRAFTS = (AddSheet, AddTable, AddColumns, TakeCell, Dress)
_TIDYINGS = (HideSheet, SetMark)
_AMENDMENTS = (RenameColumn, SetColumnFormula, MoveDown)


@dataclass(frozen=True)
class Upgrade:
    """What an upgrade of the workbook at ``path`` does, and what is in the way of it."""

    path: Path
    before: int
    """The version of the layout that the workbook was made for."""
    steps: tuple[Step, ...]
    kept: tuple[Kept, ...]
    left: tuple[str, ...]
    """What stays as it was though a new workbook has it otherwise, a sentence each."""
    hindrances: tuple[str, ...]
    """Why it cannot be done, a sentence each; nothing is written while there is one."""
    fingerprint: str
    data: bytes = field(default=b"", repr=False)
    """The workbook upgraded; empty where there is nothing to do or something in the way."""
    findings: tuple[Finding, ...] = ()
    """What the rules say of it."""
    unconfirmed: tuple[CellRef, ...] = ()
    """New formula cells that are left for Excel to calculate."""

    @property
    def after(self) -> int:
        """The version of the layout that the workbook has afterwards."""
        return VERSION

    @property
    def ready(self) -> bool:
        """Whether there is something to do and nothing in the way."""
        return bool(self.data)


def upgrade(path: Path, *, moment: datetime, who: str, source: Path | None = None) -> Upgrade:
    """The upgrade of the workbook at *path*, made in memory; nothing is written.

    *moment* and *who* stand in its line in «Endringslogg»; *source* is the folder of the case's own
    texts, whose facts the workbook may lack. Raises UnreadableFile where it is no such workbook, or
    one for a newer layout, BadSource for a malformed source.
    """
    opened = open_workbook(path)
    bound = bind(opened.book)
    if bound.newer:
        raise UnreadableFile(
            f"«{path.name}» er laget med en nyere utgave av orxl (oppsett {bound.version}; denne "
            f"kjenner oppsett {VERSION}).",
            "Installer den nyeste utgaven av orxl.",
        )
    work = _Work(opened, bound.version)
    work.run(facts_at(source, bound))
    if work.hindrances or not work.steps:
        return _report(work, opened)
    return _finished(work, opened, moment, who)


@dataclass(frozen=True)
class Saved:
    """What saving an upgrade did: the backup, and what to tell the user."""

    backup: Path | None
    warnings: tuple[str, ...]


def save_upgrade(upgraded: Upgrade) -> Saved:
    """Put the upgraded workbook in the place of the old one, with a backup.

    Raises LockedFile, UnwritableFile or ChangedFile; the file is then as it was.
    """
    from orxl.xlsx import save

    count, days = kept_backups(reread(upgraded.data, upgraded.path).book)
    done = save(
        upgraded.path, upgraded.data, fingerprint=upgraded.fingerprint, backups=count, days=days
    )
    return Saved(done.backup, done.warnings)


class _Work:
    """A workbook on its way through the stages of an upgrade."""

    def __init__(self, opened: Opened, version: int) -> None:
        self.now = opened
        self.version = version
        self.steps: list[Step] = []
        self.kept: list[Kept] = []
        self.hindrances: list[str] = []

    def run(self, source: Programme | None) -> None:
        """Go through all stages; the first that meets a hindrance is the last."""
        self._stage(list(renames(bind(self.now.book, VERSION))), None)
        self._stage(list(labels(self._bound())), None)
        self._stage(list(room(self._bound())), None)
        if needs_model(self._then(), self._bound()):
            moved = moves(self._then())
            model = model_of(self._bound(), moved.rows)
            self._stage(list(rows(self._bound(), model)), model)
            self._stage(list(additions(self._then(), self._bound(), model)), model)
            self._stage(list(moved.steps(self._bound())), None)
        if not self.hindrances:
            steps, kept = changes(self._then(), self._bound())
            self.kept += kept
            self._stage(steps, None)
            self._stage(list(case_totals(self._then(), self._bound())), None)
            self._stage(list(deadlines(self._bound(), self.version)), None)
            self._stage(list(facts(self._bound(), self.version, source)), None)
            self._stage(list(tidyings(self._bound(), self.now.data, self.version)), None)

    def _bound(self) -> BoundBook:
        return bind(self.now.book, VERSION)

    def _then(self) -> BoundBook:
        """The workbook by its own layout, but called as today, whatever has come to it since."""
        found = bind(self.now.book, self.version, called=VERSION)
        return replace(found, version=self.version)

    def _stage(self, steps: Sequence[Step], model: Model | None) -> None:
        if self.hindrances or not steps:
            return
        data = self.now.data
        try:
            data = _made(data, steps, model)
        except RefusedEdit:
            self.hindrances += _reasons(data, steps, model)
            return
        self.now = reread(data, self.now.path, self.now)
        self.steps += steps


def _made(data: bytes, steps: Sequence[Step], model: Model | None) -> bytes:
    """The workbook after all *steps* of a stage. Raises RefusedEdit."""
    from orxl.xlsx import amend, graft, patch, tidy

    acts = [act for step in steps for act in step.acts]
    data = tidy(data, [act for act in acts if isinstance(act, _TIDYINGS)])
    data = amend(data, [act for act in acts if isinstance(act, _AMENDMENTS)])
    data = patch(data, [act for act in acts if isinstance(act, _EDITS)])
    grafts = [act for act in acts if isinstance(act, _GRAFTS)]
    return graft(data, model.data, grafts) if model is not None else data


def _reasons(data: bytes, steps: Sequence[Step], model: Model | None) -> list[str]:
    """Why each of the *steps* that cannot be made cannot."""
    reasons = []
    for step in steps:
        try:
            _made(data, [step], model)
        except RefusedEdit as error:
            reasons.append(str(error))
    if reasons:
        return reasons
    try:  # each can be made, but not all of them
        _made(data, steps, model)
    except RefusedEdit as error:
        return [str(error)]
    return []


def _report(work: _Work, opened: Opened) -> Upgrade:
    return Upgrade(
        opened.path,
        work.version,
        tuple(work.steps),
        tuple(work.kept),
        tuple(left_as_it_was(bind(work.now.book), work.version)),
        tuple(dict.fromkeys(work.hindrances)),
        opened.book.fingerprint,
    )


def _finished(work: _Work, opened: Opened, moment: datetime, who: str) -> Upgrade:
    """The workbook with the values of what is new and a line in its log."""
    from orxl.xlsx import patch

    before = confirm(opened.book)
    now = recalculate_edited(work.now.book, opened.book, before)
    view = View(bind(work.now.book), now)
    findings = tuple(run(view, today=moment.date()))
    line = log_line(
        view,
        findings,
        moment=moment,
        who=who,
        action="Oppgradert",
        changed=_cells(work.steps),
        description=_description(work),
    )
    logged = reread(patch(work.now.data, line), opened.path, work.now)
    final = recalculate_edited(logged.book, work.now.book, now)
    unconfirmed = _unconfirmed(opened, logged, final)
    edits: list[Edit] = [*_values(opened, logged, before, final)]
    if unconfirmed and not logged.book.calc.full_calc_on_load:
        edits.append(SetFullCalcOnLoad(True))
    return replace(
        _report(work, opened),
        data=patch(logged.data, edits),
        findings=findings,
        unconfirmed=unconfirmed,
    )


def _values(old: Opened, new: Opened, before: Recalculation, now: Recalculation) -> list[SetCached]:
    """The values of formulas that are new, and of those that give something else for them.

    A value that was stale before is left for «orxl beregn».
    """
    edits: list[SetCached] = []
    for cell, value in now.agreed.items():
        there, was = new.book.cell(cell), old.book.cell(cell)
        if there.formula is None or same_value(there.value, value, date1904=new.book.date1904):
            continue
        known = before.agreed.get(cell)
        same = known is not None and same_value(known, value, date1904=new.book.date1904)
        if was.formula != there.formula or not same:
            edits.append(SetCached(cell, there.formula, value))
    return edits


def _unconfirmed(old: Opened, new: Opened, now: Recalculation) -> tuple[CellRef, ...]:
    return tuple(
        cell
        for cell in now.verdicts
        if cell not in now.agreed and old.book.cell(cell).formula != new.book.cell(cell).formula
    )


def _cells(steps: Iterable[Step]) -> int:
    """How many cells that were there the steps change."""
    return sum(isinstance(act, SetCell | TakeCell) for step in steps for act in step.acts)


def _description(work: _Work) -> str:
    counts: dict[str, int] = {}
    for step in work.steps:
        counts[step.what.value] = counts.get(step.what.value, 0) + 1
    told = nb.listed([f"{word}: {count}" for word, count in counts.items()])
    return f"Fra oppsett {work.version} til oppsett {VERSION} ({told})."
