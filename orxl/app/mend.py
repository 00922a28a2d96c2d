"""Mends a workbook: look at it, offer what can be mended, mend, look again, put it on record.

One way for both ends, the file and the book that is open in Excel. What cannot be put on record is
not mended: then nothing at all is written, and the user is told why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from orxl.app.record import has, run_record, to_record
from orxl.core.edits import AppendRows, Edit, InsertRows, ReplaceRows, SetCached, SetCell, SetName
from orxl.core.errors import RefusedEdit
from orxl.core.findings import Finding
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.layout.names import FINDINGS, LOG
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View
from orxl.rules.shared.moved import doubted, in_doubt
from orxl.rules.shared.recorded_rows import asked, confirmation, records

Write = Callable[[Sequence[Edit]], None]
Choose = Callable[[Sequence[Finding]], Sequence[Finding]]
"""Shows what can be mended, the findings; its answer is those to mend. Both in the same order."""


class End(Protocol):
    """Where the workbook is: a file, or open in Excel."""

    @property
    def action(self) -> str:
        """What the log calls a run at this end."""

    def still(self) -> AbstractContextManager[None]:
        """Nobody changes the workbook while the block runs."""

    def look(self) -> View:
        """Calculate, and read the workbook with the values that it has or is about to get."""

    def refuse(self, edits: Sequence[Edit]) -> None:
        """Raise RefusedEdit where *edits* do not fit what was last looked at."""

    def writing(self) -> AbstractContextManager[Write]:
        """Where edits can be written, each before the next look.

        A block that ends well leaves the workbook written and calculated; one that fails leaves it
        as it was.
        """

    def account(self, fixed: Sequence[Finding]) -> tuple[int, str]:
        """How many cells the run changes, and the log's words for it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What else than mending was done to the workbook, for the line of the log."""

    action: str
    changed: int
    """Rows and values."""
    words: str


@dataclass(frozen=True)
class Outcome:
    """What a run found and did. Where it is ``unrecorded``, nothing was written."""

    findings: tuple[Finding, ...]
    fixed: tuple[Finding, ...] = ()
    unrecorded: str = ""
    """Why the run could not be put on record, in words for the user; else ``""``."""
    confirmed: tuple[Finding, ...] = ()
    """What is gone since the last run, or changed, and was meant to be so."""


def mend(
    end: End,
    *,
    moment: datetime,
    who: str,
    choose: Choose | None = None,
    confirm: Choose | None = None,
    unsafe: bool = False,
    mended: Sequence[Finding] = (),
    first: Sequence[Edit] = (),
    checked: Callable[[], None] = lambda: None,
) -> Outcome:
    """Check the workbook at *end*, mend what *choose* answers, and leave a record of the run.

    *choose* is shown the safe fixes, with *unsafe* the others too; *confirm* is shown what is gone
    since the last run, or changed that never should, and answers what was meant. *checked* is
    called each time the rules have been run (for measuring). *mended* are findings that were mended
    before, and belong on the record too; *first* is written with what *choose* answers. Raises
    OrxlError (its kinds), and whatever *choose* raises; the workbook is then as it was.
    """

    def record() -> list[Edit]:
        changed, description = end.account(fixed)
        if confirmed:
            gone = " ".join(finding.message for finding in confirmed)
            description = f"{description} Bekreftet: {gone}"
        return run_record(
            view,
            findings,
            moment=moment,
            who=who,
            action=end.action,
            changed=changed,
            description=description,
        )

    def found() -> tuple[Finding, ...]:
        findings = to_record(run(view, today=moment.date()))
        checked()
        return findings

    fixed, confirmed = tuple(mended), tuple[Finding, ...]()
    with end.still():
        view = end.look()
        findings = found()
    if unrecorded := _why_not(end, view, record):
        return Outcome(findings, unrecorded=unrecorded)
    offered = offers(findings, unsafe=unsafe)
    chosen = tuple(choose(offered)) if offered and choose is not None else ()
    fixed += chosen
    gone = tuple(f for f in findings if asked(f) or in_doubt(f))
    confirmed = tuple(confirm(gone)) if gone and confirm is not None else ()
    with end.writing() as write:
        if first or chosen or confirmed:
            write([*first, *edits_of(chosen), *_off_the_record(view, confirmed)])
            view = end.look()
            findings = found()
        write(record())
    return Outcome(findings, fixed, confirmed=confirmed)


def _off_the_record(view: View, confirmed: Sequence[Finding]) -> Iterator[Edit]:
    """The edits by which the record has it as it is now."""
    told = {finding.cell for finding in confirmed}
    for kept in records(view):
        yield from confirmation(kept, told)
    yield from doubted(view, confirmed)


def _why_not(end: End, view: View, record: Callable[[], list[Edit]]) -> str:
    """Why the run cannot be put on record, in words for the user; else ``""``."""
    if not (has(view, FINDINGS) and has(view, LOG)):
        return "Tabellen på arket Kontroll eller Endringslogg mangler eller er endret."
    try:
        end.refuse(record())
    except RefusedEdit as error:
        return str(error)
    return ""


def offers(findings: Sequence[Finding], *, unsafe: bool = False) -> tuple[Finding, ...]:
    """The findings that can be mended and that nobody has accepted.

    A value that only has to be renewed is no offer: that is done unasked.
    """
    return tuple(
        finding
        for finding in findings
        if edits_of([finding]) and finding.open and (finding.safe or unsafe)
    )


def edits_of(fixed: Sequence[Finding]) -> list[Edit]:
    """The edits that mend *fixed*."""
    return [edit for finding in fixed for edit in finding.fix if not isinstance(edit, SetCached)]


def one_by_one(ask: Callable[[Finding], bool]) -> Choose:
    """Ask about each finding by itself, but not about a cell that is mended already."""

    def choose(offered: Sequence[Finding]) -> Sequence[Finding]:
        return tuple(_apart(offered, ask))

    return choose


def all_or_none(ask: Callable[[Sequence[Finding]], bool]) -> Choose:
    """Ask once about all findings together; a cell is mended once."""

    def choose(offered: Sequence[Finding]) -> Sequence[Finding]:
        shown = tuple(_apart(offered, lambda finding: True))
        return shown if ask(shown) else ()

    return choose


def _apart(offered: Sequence[Finding], wanted: Callable[[Finding], bool]) -> Iterator[Finding]:
    """The *wanted* ones of *offered* that change nothing that one before them does."""
    touched: set[CellRef | str] = set()
    for finding in offered:
        places = {_place(edit) for edit in edits_of([finding])}
        if not places & touched and wanted(finding):
            touched |= places
            yield finding


def _place(edit: Edit) -> CellRef | str:
    if isinstance(edit, SetCell | SetCached):
        return edit.cell
    if isinstance(edit, AppendRows | InsertRows | ReplaceRows):
        return edit.table.casefold()
    return edit.name.casefold() if isinstance(edit, SetName) else ""
