"""Recalculates a workbook file: restores formulas if asked, renews values, records the run.

Nothing is written before everything has succeeded; then the file is replaced in one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from orxl.app.mend import Choose, Done, Write, edits_of, mend
from orxl.app.workbook import (
    Opened,
    kept_backups,
    open_workbook,
    reread,
    view_of,
)
from orxl.binding import bind
from orxl.core import nb
from orxl.core.edits import Edit, SetCached, SetFullCalcOnLoad
from orxl.core.findings import Finding
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.values import same_value
from orxl.formulas.edited import recalculate_edited
from orxl.formulas.recalculate import Recalculation, confirm, refreshed
from orxl.report.outcome import CheckReport
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View

if TYPE_CHECKING:
    from orxl.xlsx import SaveReport


@dataclass(frozen=True, kw_only=True)
class RecalculationReport(CheckReport):
    """What a recalculation found in the file at ``path``, and did to it."""

    fixed: tuple[Finding, ...] = ()
    confirmed: tuple[Finding, ...] = ()
    """What is gone since the last run and was meant to go."""
    renewed: tuple[CellRef, ...] = ()
    """Formula cells whose stored value was wrong or missing."""
    unconfirmed: tuple[CellRef, ...] = ()
    """Formula cells left for Excel, because the engines could not agree on a value."""
    backup: Path | None = None
    warnings: tuple[str, ...] = ()
    unrecorded: str = ""
    """Why nothing was written: the run could not be put on record. ``""`` where it was."""


def recalculate_file(
    path: Path,
    *,
    moment: datetime,
    who: str,
    choose: Choose | None = None,
    confirm: Choose | None = None,
    unsafe: bool = False,
) -> RecalculationReport:
    """Recalculate the workbook at *path* and save it.

    With *choose*, every safe fix (and with *unsafe* the others too) is shown to it and those it
    answers are made. *confirm* is shown what is gone since the last run, and answers what was meant
    to go. Raises UnreadableFile, RefusedEdit, FailedGate, LockedFile, UnwritableFile or
    ChangedFile; the file is then as it was.
    """
    opened = open_workbook(path)
    report, _ = recalculate_opened(
        opened, opened, moment=moment, who=who, choose=choose, confirm=confirm, unsafe=unsafe
    )
    return report


def recalculate_opened(
    file: Opened,
    now: Opened,
    *,
    moment: datetime,
    who: str,
    choose: Choose | None = None,
    confirm: Choose | None = None,
    unsafe: bool = False,
    mended: Sequence[Finding] = (),
    done: Done | None = None,
) -> tuple[RecalculationReport, bytes]:
    """Recalculate *now*, which is *file* with *mended* mended, and save it in the file's place.

    Where something else was *done* to it, the log says so. The second of the answer is the file's
    bytes afterwards; see :func:`recalculate_file`.
    """
    end = _File(file, now, done)
    outcome = mend(
        end, moment=moment, who=who, choose=choose, confirm=confirm, unsafe=unsafe, mended=mended
    )
    if end.saved is None:
        # The file is as it was: what holds of it is what a check says, stale values too.
        findings = tuple(run(view_of(file.book), today=moment.date()))
        return RecalculationReport(file.path, findings, unrecorded=outcome.unrecorded), file.data
    report = RecalculationReport(
        file.path,
        outcome.findings,
        fixed=outcome.fixed,
        confirmed=outcome.confirmed,
        renewed=end.renewed,
        unconfirmed=end.unconfirmed,
        backup=end.saved.backup,
        warnings=end.saved.warnings,
    )
    return report, end.data


class _File:
    """A workbook file as one of the two ends of :func:`mend`."""

    renewed: tuple[CellRef, ...] = ()
    unconfirmed: tuple[CellRef, ...] = ()
    saved: SaveReport | None = None

    def __init__(self, file: Opened, now: Opened, done: Done | None = None) -> None:
        self.action = "Beregnet" if done is None else done.action
        self._done = done
        self._file = file
        self._now = self._seen = now
        self.data = file.data
        """The file's bytes."""
        self._calculated: Recalculation | None = None
        self._tried: tuple[Sequence[Edit], bytes] | None = None

    def still(self) -> AbstractContextManager[None]:
        return nullcontext()  # what others save meanwhile is seen when the file is replaced

    def look(self) -> View:
        bound = bind(self._now.book)
        calculated = self._recalculated()
        self._seen, self._calculated = self._now, calculated
        self.renewed, _ = stale_values(self._now, calculated)
        if self.renewed:
            bound = bind(refreshed(self._now.book, calculated))
        return View(bound, calculated)

    def _recalculated(self) -> Recalculation:
        """The workbook as it is now, recalculated; what was found of it before still holds."""
        if self._calculated is None:
            return confirm(self._now.book)
        return recalculate_edited(self._now.book, self._seen.book, self._calculated)

    def refuse(self, edits: Sequence[Edit]) -> None:
        self._tried = edits, self._patched(edits)

    def account(self, fixed: Sequence[Finding]) -> tuple[int, str]:
        changed, words = len(self.renewed) + len(edits_of(fixed)), _description(self.renewed, fixed)
        if self._done is None:
            return changed, words
        return changed + self._done.changed, f"{self._done.words} {words[0].upper()}{words[1:]}"

    @contextmanager
    def writing(self) -> Iterator[Write]:
        yield self._write
        self._save()

    def _write(self, edits: Sequence[Edit]) -> None:
        tried, self._tried = self._tried, None
        data = tried[1] if tried is not None and tried[0] == edits else self._patched(edits)
        self._now = reread(data, self._file.path, self._now)

    def _patched(self, edits: Sequence[Edit]) -> bytes:
        from orxl.xlsx import patch

        return patch(self._now.data, edits)

    def _save(self) -> None:
        """Renew the values once more, for the record may move some, and replace the file."""
        from orxl.xlsx import save

        final = self._recalculated()
        _, values = stale_values(self._now, final)
        self.unconfirmed = tuple(c for c in final.verdicts if c not in final.agreed)
        # Where every value is confirmed, Excel need not calculate when it opens the file: it would
        # ask «Vil du lagre endringene?» after a mere look.
        if bool(self.unconfirmed) != self._now.book.calc.full_calc_on_load:
            values.append(SetFullCalcOnLoad(bool(self.unconfirmed)))
        data = self._patched(values)
        count, days = kept_backups(self._now.book)
        self.saved = save(
            self._file.path,
            data,
            fingerprint=self._file.book.fingerprint,
            backups=count,
            days=days,
        )
        self.data = data


def stale_values(opened: Opened, now: Recalculation) -> tuple[tuple[CellRef, ...], list[Edit]]:
    """The formula cells whose stored value is not the agreed one, and the edits to renew them."""
    cells: list[CellRef] = []
    edits: list[Edit] = []
    for cell, value in now.agreed.items():
        held = opened.book.cell(cell)
        if held.value is value or held.formula is None:
            continue
        if not same_value(held.value, value, date1904=opened.book.date1904):
            cells.append(cell)
            edits.append(SetCached(cell, held.formula, value))
    return tuple(cells), edits


def _description(renewed: Sequence[CellRef], fixed: Sequence[Finding]) -> str:
    parts = [nb.counted(len(renewed), "verdi fornyet", "verdier fornyet")]
    if fixed:
        places = nb.listed([f.place for f in fixed[:8]])
        more = f" og {len(fixed) - 8} til" if len(fixed) > 8 else ""
        parts.append(f"rettet {places}{more}")
    return "; ".join(parts) + "."
