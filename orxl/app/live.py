"""The click in Excel: calculate, check, offer to mend, record; one message with the outcome.

The same rules on the same snapshot as for files. Nothing is written before everything has been
calculated and a copy is saved; where Excel refuses a change, all of them are taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol

from orxl.app.record import FINDINGS, LOG, has, run_record
from orxl.app.workbook import view_of
from orxl.core.edits import Edit, SetCell
from orxl.core.errors import RefusedEdit
from orxl.core.findings import Finding
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.live import LiveWorkbook, refuse_misfits, stamped
from orxl.report.click import SHOWN_FIXES, ClickReport
from orxl.report.fixes import describe_fix
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View

AskAbout = Callable[[Sequence[Finding]], bool]
"""Shows the fixes that could be made; its answer says whether to make them."""


class Clock(Protocol):
    """Called with the name of each phase when it ends; for measuring."""

    def __call__(self, phase: str) -> None: ...


def click(
    live: LiveWorkbook,
    *,
    moment: datetime,
    who: str,
    ask: AskAbout | None = None,
    clock: Clock = lambda phase: None,
) -> ClickReport:
    """Recalculate and check the open workbook, and leave the findings in it.

    With *ask*, the safe fixes are shown to it and made where it says yes. The workbook is not
    saved. Raises OrxlError (its kinds); the workbook is then as it was.
    """
    copy_name = stamped(live.name, moment)

    def record() -> list[Edit]:
        return run_record(
            view,
            findings,
            moment=moment,
            who=who,
            action="Knappen",
            changed=len(_edits(fixed)),
            description=_description(fixed, copy_name),
        )

    fixed: tuple[Finding, ...] = ()
    with live.quiet():
        book, view, findings = _looked_at(live, clock, moment.date())
    unrecorded = _why_not(book, view, record)
    if unrecorded:  # what cannot be put on record is not mended either
        return ClickReport(live.name, findings, (), None, unrecorded, live.read_only)
    offered = offers(findings)
    if offered and ask is not None and ask(offered):
        fixed = offered
    with live.quiet():
        copy = live.keep_copy(copy_name)
        clock("kopi")
        take_back = live.apply(_edits(fixed), book)
        try:
            if fixed:
                book, view, findings = _looked_at(live, clock, moment.date())
            live.apply(record(), book)
        except Exception:
            take_back()  # a change that is not in the log must not stay
            raise
        clock("skriving")
        live.calculate()
        clock("omregning")
    return ClickReport(live.name, findings, fixed, copy, "", live.read_only)


def _why_not(book: Book, view: View, record: Callable[[], list[Edit]]) -> str:
    """Why the run cannot be put on record in *book*, in words for the user; else ``""``."""
    if not (has(view, FINDINGS) and has(view, LOG)):
        return "Tabellen på arket Kontroll eller Endringslogg mangler eller er endret."
    try:
        refuse_misfits(book, record())
    except RefusedEdit as error:
        return str(error)
    return ""


def _looked_at(
    live: LiveWorkbook, clock: Clock, today: date
) -> tuple[Book, View, tuple[Finding, ...]]:
    """Excel calculates, then the book is read, recalculated beside it and checked."""
    live.calculate()
    book = live.read()
    clock("lesing")
    view = view_of(book)
    clock("beregning")
    findings = tuple(run(view, today=today))
    clock("regler")
    return book, view, findings


def offers(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with a safe fix of cells that nobody has accepted; a cell is mended once."""
    offered: list[Finding] = []
    touched: set[CellRef] = set()
    for finding in findings:
        cells = {edit.cell for edit in finding.fix if isinstance(edit, SetCell)}
        if cells and finding.safe and finding.accepted is None and not cells & touched:
            offered.append(finding)
            touched |= cells
    return tuple(offered)


def _edits(fixed: Sequence[Finding]) -> list[Edit]:
    return [edit for finding in fixed for edit in finding.fix if isinstance(edit, SetCell)]


def _description(fixed: Sequence[Finding], copy: str) -> str:
    kept = f"Kopi fra før kjøringen: {copy}."
    if not fixed:
        return f"Kontrollert i Excel. {kept}"
    changes = [line for finding in fixed for line in describe_fix(finding)]
    more = f"; og {len(changes) - SHOWN_FIXES} til" if len(changes) > SHOWN_FIXES else ""
    return f"Rettet {'; '.join(changes[:SHOWN_FIXES])}{more}. {kept}"
