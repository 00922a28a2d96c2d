"""Carries an import through: read, plan, show the effect, ask, and write once, all or nothing.

One way for both ends, the file and the book that is open in Excel. In a file the write is that of
«orxl beregn»: the edits, the recalculated values, the findings and the line of the log are one new
file, which the gate compares with the old one. In Excel it is that of the click
(:mod:`orxl.app.imports.live`). A workbook that was changed since the preview is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol, TypeVar

from orxl.app.imports.effects import effect
from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Import, Plan
from orxl.app.mend import Done
from orxl.app.recalculate import recalculate_opened
from orxl.app.record import to_record
from orxl.app.workbook import Opened, open_workbook, reread
from orxl.binding import bind
from orxl.core.edits import Edit
from orxl.core.errors import ChangedFile, OrxlError, RefusedEdit
from orxl.core.findings import Finding
from orxl.core.light import dataclass, replace
from orxl.formulas.edited import recalculate_edited
from orxl.formulas.recalculate import confirm, refreshed
from orxl.report.imports.values import ImportReport, Written
from orxl.report.outcome import unrecorded
from orxl.rules.kit.run import run as check
from orxl.rules.kit.view import View

R = TypeVar("R")
Tell = Callable[[str], None]
"""Told what is being done, in words, for a bar of progress."""
AS_IS: Final = "Boken slik den står"


class End(Protocol):
    """Where the workbook is that something is imported into: a file, or open in Excel."""

    @property
    def path(self) -> Path:
        """The workbook's name, and its place where it has one."""

    def opened(self) -> Opened:
        """The workbook as it is now, as a file. Raises UnreadableFile."""

    def write(self, plan: Plan, opened: Opened, now: Opened, done: Done, *, moment: datetime,
              who: str) -> Written:  # fmt: skip
        """Make the edits of *plan* in the workbook, which is to be as it was when *opened*.

        *now* is the workbook with the edits made, in memory. All or nothing: raises ChangedFile
        where the workbook is another than it was, OrxlError (its kinds).
        """


@dataclass(frozen=True)
class Preview:
    """An import before it is done: what is shown, and what would be written."""

    report: ImportReport
    plan: Plan
    end: End
    file: Opened
    now: Opened
    """The workbook with the edits made, in memory."""
    moment: datetime
    who: str


def preview(
    book: Path | End,
    source: SourceFile,
    importer: Import[R],
    *,
    moment: datetime,
    who: str,
    tell: Tell = lambda words: None,
) -> Preview:
    """What *importer* would make of the workbook *book* with *source*; nothing is written.

    Raises UnreadableFile, BadSource, RefusedEdit, OrxlError.
    """
    end: End = FileEnd(book) if isinstance(book, Path) else book
    tell("Leser filen")
    reading = importer.read(source)
    tell("Regner ut arbeidsboken")
    opened = end.opened()
    before = _Copy(opened)
    today = _checked(before.view, moment)
    _refuse_broken(today, before.view)
    plan = importer.plan(reading, before.view)
    for tally in plan.tallies:
        if not tally.adds_up:
            raise OrxlError(
                f"Regnskapet over det som ble lest ({tally.what}), går ikke opp.",
                "Ingenting er skrevet. Meld fra til den som vedlikeholder orxl.",
            )
    report = ImportReport(
        what=importer.name,
        source=source.name,
        digest=source.digest,
        book=end.path,
        read_as=plan.read_as,
        changes=plan.changes,
        tallies=plan.tallies,
        totals=plan.totals,
        problems=plan.problems,
        checks=plan.checks,
    )
    if plan.problems or not plan.edits:
        return Preview(report, plan, end, opened, opened, moment, who)
    tell("Prøver endringene i en kopi")
    after = before.with_edits(plan.edits)
    effects = [effect(AS_IS, before.view, after.view)]
    for what_if in plan.what_ifs:
        other = after.with_edits(what_if.edits)
        effects.append(effect(what_if.case, before.view, other.view))
    tell("Kontrollerer resultatet")
    found = _new(today, _checked(after.view, moment))
    report = replace(report, effects=tuple(effects), new_findings=found)
    return Preview(report, plan, end, opened, after.opened, moment, who)


def carry_out(shown: Preview) -> ImportReport:
    """Write what was *shown*. Raises OrxlError (its kinds); the workbook is then as it was.

    ChangedFile where the workbook is no longer the one that the preview was made of.
    """
    report = shown.report
    if not report.can_be_written:
        raise RefusedEdit("Det er ingenting som kan skrives.", "Se forhåndsvisningen.")
    done = Done(
        action=report.done,
        changed=len(report.moves),
        words=log_words(report, shown.plan.words),
    )
    written = shown.end.write(
        shown.plan, shown.file, shown.now, done, moment=shown.moment, who=shown.who
    )
    return replace(report, written=written)


@dataclass(frozen=True)
class FileEnd:
    """A workbook file that something is imported into."""

    path: Path

    def opened(self) -> Opened:
        """See :class:`End`."""
        return open_workbook(self.path)

    def write(self, plan: Plan, opened: Opened, now: Opened, done: Done, *, moment: datetime,
              who: str) -> Written:  # fmt: skip
        """See :class:`End`."""
        _refuse_changed(opened)
        result, _ = recalculate_opened(opened, now, moment=moment, who=who, done=done)
        if result.unrecorded:
            raise RefusedEdit(unrecorded(result.unrecorded))
        return Written(result.backup, result.warnings, len(result.unconfirmed), result.findings)


def _refuse_changed(file: Opened) -> None:
    """Raises ChangedFile at once, before all the work; saving looks once more."""
    from orxl.xlsx import file_bytes

    if file_bytes(file.path) != file.data:
        raise ChangedFile(
            f"«{file.path.name}» er endret siden forhåndsvisningen. Ingenting er skrevet.",
            "Kjør importen på nytt, så tas endringene med.",
        )


def log_words(report: ImportReport, words: str) -> str:
    """*words* for the log, behind the file's name and digest where there is a file."""
    return f"«{report.source}» (SHA-256 {report.digest}): {words}" if report.source else words


class _Copy:
    """The workbook in memory, with some edits made and everything recalculated."""

    def __init__(self, opened: Opened, before: _Copy | None = None) -> None:
        self.opened = opened
        if before is None:
            self.calculated = confirm(opened.book)
        else:
            old = before.opened.book
            self.calculated = recalculate_edited(opened.book, old, before.calculated)
        self.view = View(bind(refreshed(opened.book, self.calculated)), self.calculated)

    def with_edits(self, edits: Sequence[Edit]) -> _Copy:
        """The same with *edits*. Raises RefusedEdit."""
        from orxl.xlsx import patch

        data = patch(self.opened.data, edits)
        return _Copy(reread(data, self.opened.path, self.opened), self)


def _checked(view: View, moment: datetime) -> Sequence[Finding]:
    return to_record(check(view, today=moment.date()))


def _refuse_broken(findings: Sequence[Finding], view: View) -> None:
    """Raises RefusedEdit while the year, the headers or the layout of the workbook are wrong."""
    if view.bound.newer:
        raise RefusedEdit(
            "Arbeidsboken er laget for et nyere oppsett enn denne orxl kjenner.",
            "Oppgrader orxl først.",
        )
    broken = next((finding for finding in findings if finding.hinders), None)
    if broken is not None:
        raise RefusedEdit(
            f"Arbeidsboken må rettes før noe kan importeres: {broken.message}", broken.remedy
        )


def _new(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Finding, ...]:
    """The open findings of *after* that *before* has none like: same rule, same words.

    A finding whose row was moved is the same; one that names another amount is new.
    """
    known = {(finding.code, finding.message) for finding in before}
    return tuple(
        finding
        for finding in after
        if finding.open and (finding.code, finding.message) not in known
    )
