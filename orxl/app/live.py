"""The click in Excel: calculate, check, offer to mend, record; one message with the outcome.

The same rules on the same snapshot as for files. Nothing is written before everything has been
calculated and a copy is saved; where Excel refuses a change, all of them are taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from orxl.app.present import outcome
from orxl.app.recalculate import describe_fix
from orxl.app.record import FINDINGS, LOG, has, run_record
from orxl.app.workbook import view_of
from orxl.core import nb
from orxl.core.edits import Edit, SetCell
from orxl.core.errors import RefusedEdit
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.live import LiveWorkbook, refuse_misfits, stamped
from orxl.rules.run import run, state
from orxl.rules.view import View

AskAbout = Callable[[Sequence[Finding]], bool]
"""Shows the fixes that could be made; its answer says whether to make them."""
WORST = 3
"""So many findings are named in the message; all of them stand on «Kontroll»."""
SHOWN_FIXES = 8
_LONGEST = 220


class Clock(Protocol):
    """Called with the name of each phase when it ends; for measuring."""

    def __call__(self, phase: str) -> None: ...


@dataclass(frozen=True)
class ClickReport:
    """What a click found and did."""

    name: str
    findings: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    copy: Path | None
    unrecorded: str
    """Why the findings and the log line could not be left in the workbook; ``""`` where they are.

    Then nothing at all is written."""
    read_only: bool

    @property
    def errors(self) -> int:
        """How many findings of severity Feil are not accepted."""
        return state(self.findings)[Severity.ERROR]


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
        book, view, findings = _looked_at(live, clock)
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
                book, view, findings = _looked_at(live, clock)
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


def _looked_at(live: LiveWorkbook, clock: Clock) -> tuple[Book, View, tuple[Finding, ...]]:
    """Excel calculates, then the book is read, recalculated beside it and checked."""
    live.calculate()
    book = live.read()
    clock("lesing")
    view = view_of(book)
    clock("beregning")
    findings = tuple(run(view))
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


def question(offered: Sequence[Finding]) -> str:
    """What to ask before the fixes in *offered* are made."""
    changes = [_cut(line, 110) for finding in offered for line in describe_fix(finding)]
    cells = nb.counted(len(changes), "celle", "celler")
    more = [f"… og {len(changes) - SHOWN_FIXES} til"] if len(changes) > SHOWN_FIXES else []
    return "\n".join(
        (
            f"{cells} kan rettes nå, for eksempel der en formel er skrevet over:",
            "",
            *changes[:SHOWN_FIXES],
            *more,
            "",
            "Vil du rette dette? Velger du Nei, blir det stående og meldt som funn.",
        )
    )


def message(report: ClickReport) -> str:
    """The text of the message box: the outcome, the three worst and where, what was done."""
    open_ = [f for f in report.findings if f.accepted is None]
    lines = [outcome(report.findings), ""]
    serious = [f for f in open_ if f.severity is not Severity.NOTE][:WORST]
    for number, finding in enumerate(serious, start=1):
        text = f"{number}. {finding.severity.label} i {finding.place}: {finding.message}"
        lines += [_cut(text, _LONGEST), ""]
    if report.fixed:
        places = nb.listed([f.place for f in report.fixed[:SHOWN_FIXES]])
        lines.append(f"Rettet: {places}.")
    if report.unrecorded:
        lines.append(f"Funnene kunne ikke skrives i arbeidsboken. {report.unrecorded}")
        return "\n".join(lines)
    if open_:
        lines.append("Alle funn står på arket Kontroll, med lenke til cellen.")
    if report.copy is not None:
        lines.append(f"Kopi fra før kjøringen: {_near(report.copy)}")
    if report.read_only:
        lines.append("Arbeidsboken er skrivebeskyttet: lagre den under et annet navn.")
    else:
        lines.append("Husk å lagre arbeidsboken.")
    return "\n".join(lines)


def _near(copy: Path) -> str:
    """Where *copy* is: beside the workbook, unless it is said to be in the user's own folder."""
    there = f"{copy.parent.name}/{copy.name}"
    return f"{there} (i brukermappen din)" if copy.parent.parent == Path.home() else there


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
