"""Recalculates a workbook file: restores formulas if asked, renews values, records the run.

Nothing is written before everything has succeeded; then the file is replaced in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from orxl.app.record import run_record
from orxl.app.workbook import Opened, formula_cells, open_workbook, reread, view_of
from orxl.binding import bind
from orxl.core import nb
from orxl.core.edits import Edit, SetCached, SetCell, SetFullCalcOnLoad
from orxl.core.findings import Finding, Severity, state
from orxl.core.refs import CellRef
from orxl.core.values import same_value
from orxl.formulas.recalculate import Recalculation, recalculate_edited, refreshed
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View

AskAbout = Callable[[Finding], bool]
"""Shows a fix before it is made; its answer says whether to make it."""


@dataclass(frozen=True)
class RecalculationReport:
    """What a recalculation did to the file at ``path``."""

    path: Path
    findings: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    renewed: tuple[CellRef, ...]
    """Formula cells whose stored value was wrong or missing."""
    unconfirmed: tuple[CellRef, ...]
    """Formula cells left for Excel, because the engines could not agree on a value."""
    backup: Path | None
    warnings: tuple[str, ...] = field(default=())

    @property
    def exit_code(self) -> int:
        """1 where there is at least one Feil that is not accepted, else 0."""
        return 1 if state(self.findings)[Severity.ERROR] else 0


def recalculate_file(
    path: Path,
    *,
    moment: datetime,
    who: str,
    fix: AskAbout | None = None,
    unsafe: bool = False,
) -> RecalculationReport:
    """Recalculate the workbook at *path* and save it.

    With *fix*, every safe fix (and with *unsafe* the others too) is shown to it and made where it
    says yes. Raises UnreadableFile, RefusedEdit, FailedGate, LockedFile, UnwritableFile or
    ChangedFile; the file is then as it was.
    """
    from orxl.xlsx import patch, save

    opened = open_workbook(path)
    first = view_of(opened.book)
    fixed = _chosen(run(first, today=moment.date()), fix, unsafe) if fix is not None else ()
    edits = _edits(fixed)
    now = reread(patch(opened.data, edits), path, opened) if edits else opened
    view = view_of(now.book) if edits else first
    renewed, _ = stale_values(now, view.recalculation)
    fresh = view
    if renewed:
        fresh = View(bind(refreshed(now.book, view.recalculation)), view.recalculation)
    findings = tuple(run(fresh, today=moment.date()))
    record = run_record(
        fresh,
        findings,
        moment=moment,
        who=who,
        action="Beregnet",
        changed=len(renewed) + len(edits),
        description=_description(renewed, fixed),
    )
    recorded = reread(patch(now.data, record), path, now)
    final = recalculate_edited(recorded.book, now.book, view.recalculation)
    _, values = stale_values(recorded, final)
    unconfirmed = tuple(c for c in final.verdicts if c not in final.agreed)
    if unconfirmed and not recorded.book.calc.full_calc_on_load:
        values.append(SetFullCalcOnLoad(True))
    data = patch(recorded.data, values)
    saved = save(path, data, fingerprint=opened.book.fingerprint)
    return RecalculationReport(
        path, findings, fixed, renewed, unconfirmed, saved.backup, saved.warnings
    )


def stale_values(opened: Opened, now: Recalculation) -> tuple[tuple[CellRef, ...], list[Edit]]:
    """The formula cells whose stored value is not the agreed one, and the edits to renew them."""
    formulas = formula_cells(opened.book)
    cells: list[CellRef] = []
    edits: list[Edit] = []
    for cell, value in now.agreed.items():
        held = opened.book.cell(cell).value
        if not same_value(held, value, date1904=opened.book.date1904):
            cells.append(cell)
            edits.append(SetCached(cell, formulas[cell], value))
    return tuple(cells), edits


def _chosen(findings: Sequence[Finding], ask: AskAbout, unsafe: bool) -> tuple[Finding, ...]:
    """The findings whose fix is to be made; a cell is mended once."""
    chosen: list[Finding] = []
    touched: set[CellRef] = set()
    for finding in findings:
        cells = {e.cell for e in finding.fix if isinstance(e, SetCell | SetCached)}
        restores = any(isinstance(e, SetCell) for e in finding.fix)
        if not restores or finding.accepted is not None or cells & touched:
            continue
        if (finding.safe or unsafe) and ask(finding):
            chosen.append(finding)
            touched |= cells
    return tuple(chosen)


def _edits(fixed: Sequence[Finding]) -> list[Edit]:
    return [e for finding in fixed for e in finding.fix if not isinstance(e, SetCached)]


def _description(renewed: Sequence[CellRef], fixed: Sequence[Finding]) -> str:
    parts = [nb.counted(len(renewed), "verdi fornyet", "verdier fornyet")]
    if fixed:
        places = nb.listed([f.place for f in fixed[:8]])
        more = f" og {len(fixed) - 8} til" if len(fixed) > 8 else ""
        parts.append(f"rettet {places}{more}")
    return "; ".join(parts) + "."
