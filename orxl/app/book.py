"""A workbook as Python code sees it: ``orxl.open(path)``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from orxl.app.check import checked
from orxl.app.mend import edits_of, offers, one_by_one
from orxl.app.recalculate import RecalculationReport, recalculate_opened
from orxl.app.trace import place
from orxl.app.workbook import Opened, bound_or_none, open_workbook, reread
from orxl.binding import bind
from orxl.core.errors import BadCall, RefusedEdit
from orxl.core.findings import Finding
from orxl.core.snapshot import Cell
from orxl.programme.programme import Programme
from orxl.report.outcome import unrecorded

if TYPE_CHECKING:
    from orxl.app.frames import Frame


def open(path: str | PathLike[str]) -> Workbook:  # noqa: A001 - it is called orxl.open
    """Open the workbook at *path*; nothing is written before :meth:`Workbook.save`.

    Raises UnreadableFile where there is no workbook that can be read, BadCall for what is no path.
    """
    if not isinstance(path, str | PathLike):
        raise _no_text("orxl.open", "en filsti", 'orxl.open("handlingsprogram.xlsx")')
    return Workbook(open_workbook(Path(path)))


class Workbook:
    """A workbook that was read from a file, and what has been mended in it since.

    The values are those that stand in the cells: :meth:`check` tells of those that are stale.
    """

    def __init__(self, opened: Opened) -> None:
        self._file = self._now = opened
        self._mended: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return f"<orxl.Workbook {str(self.path)!r}>"

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    @property
    def programme(self) -> Programme:
        """The programme and budget: frozen models, amounts as Decimal.

        Raises UnreadableFile where the workbook is no action programme.
        """
        return bind(self._now.book).programme

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all tables, the staff's own too, in the order of the sheets."""
        return tuple(t.name for sheet in self._now.book.sheets for t in sheet.tables)

    @property
    def mended(self) -> tuple[Finding, ...]:
        """What :meth:`mend` has mended since the workbook was opened or saved."""
        return self._mended

    def cell(self, what: str) -> Cell:
        """The cell that *what* names: its ``value``, and its ``formula`` without ``=`` or None.

        *what* is an address (``"Hovedtall!E22"``), a name (``"Kontingentsats"``) or a place in a
        table (``"Hovedtall.Kontingenter.Budsjett 2026"``). Of the six kinds of value a blank is
        ``orxl.BLANK`` and an error an ``orxl.CellError``. Raises BadCall where there is no such
        cell.
        """
        if not isinstance(what, str):
            raise _no_text("cell", "en adresse eller et navn", 'cell("Hovedtall!E22")')
        return self._now.book.cell(place(self._now.book, bound_or_none(self._now), what))

    def check(
        self, *, sending: bool = False, everywhere: bool = False, today: date | None = None
    ) -> tuple[Finding, ...]:
        """What is wrong, the worst first, as ``orxl kontroller`` says it.

        With *sending* also what the file holds beside the cells, with *everywhere* also the
        formulas of sheets that the layout does not own; any workbook will do then. *today*
        decides which accepted deviations still hold. Raises UnreadableFile where the workbook is
        no action programme and nothing more is asked for.
        """
        day = date.today() if today is None else today
        return checked(self._now, today=day, sending=sending, everywhere=everywhere).findings

    def mend(self, *, ask: Callable[[Finding], bool] | None = None) -> Workbook:
        """Mend, in memory, what can be mended and *ask* says yes to; returns the workbook itself.

        *ask* is shown each finding that can be mended, one at a time, the unsafe ones too
        (``finding.safe``); without it the safe ones are mended. Raises UnreadableFile where the
        workbook is no action programme, RefusedEdit where a cell has changed or cannot be
        written, FailedGate; the workbook is then as it was.
        """
        from orxl.xlsx import patch

        offered = offers(self.check(), unsafe=ask is not None)
        chosen = one_by_one(_always if ask is None else ask)(offered)
        if chosen:
            data = patch(self._now.data, edits_of(chosen))
            self._now = reread(data, self.path, self._now)
            self._mended += tuple(chosen)
        return self

    def save(
        self,
        *,
        who: str,
        moment: datetime | None = None,
        confirm: Callable[[Finding], bool] | None = None,
    ) -> RecalculationReport:
        """Recalculate, put the findings and a line of the log in the workbook, and save it.

        It is ``orxl beregn``: a value is written only when two engines agree on it; the log says
        *who* did what and when (*moment*, by default now). *confirm* is shown, sheet by sheet, the
        rows that are gone since the last run, and says whether they were meant to go. A gate
        compares the new file with the old one before it is saved: what was mended, renewed and
        recorded is different, and nothing else. The old file goes to the folder
        «orxl-sikkerhetskopier», and the new one takes its place in one step.

        Raises RefusedEdit where the run cannot be put on record, ChangedFile where the file is not
        the one that was opened (its fingerprint differs), LockedFile where somebody has it open,
        UnwritableFile, FailedGate. Nothing is written then.
        """
        if not isinstance(who, str) or not who.strip():
            raise _no_text("save", "et navn til endringsloggen", 'save(who="Kari")')
        time = datetime.now() if moment is None else moment
        report, data = recalculate_opened(
            self._file,
            self._now,
            moment=time,
            who=who,
            confirm=None if confirm is None else one_by_one(confirm),
            mended=self._mended,
        )
        if report.unrecorded:
            raise RefusedEdit(unrecorded(report.unrecorded))
        self._file = self._now = reread(data, self.path, self._now)
        self._mended = ()
        return report

    def frame(self, table: str, *, strict: bool = True) -> Frame:
        """The filled rows of *table* as a pandas frame, a column for each header.

        Each column has the type that the layout gives it: ``Int64``, ``Float64``, ``boolean``,
        ``datetime64[s]`` or ``string``; a blank is missing (``pd.NA``), never 0 or ``""``. The
        index «rad» is the row on the sheet, so that every figure can be found again. Numbers are
        Excel's own doubles; for amounts as Decimal use :attr:`programme`.

        Where a cell holds something else than its column should (a text, an error), OrxlError
        names it; with ``strict=False`` that column is of ``object`` and has the values as they
        stand. Raises BadCall where there is no such table, OrxlError without pandas.
        """
        from orxl.app.frames import frame

        if not isinstance(table, str):
            raise _no_text("frame", "navnet på en tabell", 'frame("tblTiltak")')
        bound = bound_or_none(self._now)
        known = None if bound is None else {n.casefold(): t for n, t in bound.tables.items()}
        own = None if known is None else known.get(table.casefold())
        return frame(self._now.book, own, table, strict=strict)


def _no_text(call: str, needs: str, example: str) -> BadCall:
    return BadCall(f"{call} trenger {needs}.", f"Skriv for eksempel {example}.")


def _always(finding: Finding) -> bool:
    return True
