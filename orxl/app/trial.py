"""Tries a workbook in an Excel of our own: where to type, what to press, what to tell.

The workbook itself is only copied, and no Excel that somebody works in is touched.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from orxl.app.workbook import Opened, open_workbook
from orxl.binding import BoundBook, bind
from orxl.binding.book import BoundTable
from orxl.core.errors import OrxlError
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.layout import Column, Level, names
from orxl.layout.kinds import Kind
from orxl.live.com import one_attempt
from orxl.live.trial import (
    Bench,
    Growing,
    Limits,
    OwnExcel,
    Place,
    Plan,
    Trial,
    Way,
    excel_machine,
    steps_of,
    supervised,
)
from orxl.report.trial import StepReport, TrialReport, refuse_bad_folder, write_trial
from orxl.setup import machine as setup

if TYPE_CHECKING:
    from orxl.live.trial.machine import Machine

_PREFIX: Final = "orxl prøve æøå "
"""Of the folder of copies: a space and Norwegian letters, on purpose."""
_FORMULA: Final = "=100+20"
_SERIAL: Final = 46023.0
"""1 January 2026 as Excel counts days."""
_ROWS: Final = 3
_BUDGET: Final = "budsjett"


def ready(machine: setup.Machine | None = None) -> None:
    """Raises OrxlError where there can be no trial: no Windows, no Excel, no way to reach it."""
    excel_machine()
    if not (machine or setup.ThisMachine()).class_exists("Excel.Application"):
        raise OrxlError(
            "Excel er ikke installert på denne maskinen (bare Excel på nett holder ikke).",
            "Be IT om skrivebordsutgaven av Excel.",
        )


class Tried(NamedTuple):
    """What a trial gave: what was found, the file to send back, the page to read."""

    report: TrialReport
    data: Path
    page: Path


def try_in_excel(
    path: Path, folder: Path, *, limits: Limits | None = None, machine: Machine | None = None
) -> Tried:
    """Try the workbook at *path* and write what came out of it to *folder*.

    Raises OrxlError where there is no Excel to try in, UnreadableFile, UnwritableFile.
    """
    machine = machine or excel_machine()
    refuse_bad_folder(folder)
    opened = open_workbook(path)
    plan = plan_of(bind(opened.book))
    moment = datetime.now()
    copies = Path(tempfile.mkdtemp(prefix=_PREFIX)).resolve()
    try:
        records = _tried(machine, opened, plan, copies, limits)
        hidden = {str(copies): "…", str(Path.home()): "~"}
        steps = tuple(_without(record, hidden) for record in records)
        report = TrialReport(path.name, moment, steps)
        return Tried(report, *write_trial(report, folder))
    finally:
        shutil.rmtree(copies, ignore_errors=True)


def _tried(
    machine: Machine, opened: Opened, plan: Plan, copies: Path, limits: Limits | None
) -> list[StepReport]:
    source = copies / f"arbeidsbok{opened.path.suffix}"
    source.write_bytes(opened.data)  # what was read is what is tried
    excel = OwnExcel(machine.create, machine.windows, copies)

    def bench_of(app: Any) -> Bench:
        return Bench(
            app, copies, source, opened.book, plan, Path(tempfile.gettempdir()), machine.book_of,
            _press, lambda path: open_workbook(path).book,
        )  # fmt: skip

    trial = Trial(steps_of(plan), excel, bench_of, machine.windows, limits)
    with one_attempt():
        supervised(trial, excel, machine.begin)
    return [
        StepReport(r.name, r.state, r.seconds, dict(r.facts), tuple(r.dialogs), r.error)
        for r in trial.records
    ]


def _press(book: Any, yes: bool) -> str:
    """Press the button in *book*; the message box's text, which is not shown."""
    from orxl.app.live import click
    from orxl.live import LiveWorkbook
    from orxl.report.click import message

    live = LiveWorkbook(book)
    return message(click(live, moment=datetime.now(), who="prøve", ask=lambda _offered: yes))


def _without(step: StepReport, hidden: dict[str, str]) -> StepReport:
    """*step* without the names of the user's folders."""

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            for words, shown in hidden.items():
                for form in (words, words.replace("\\", "\\\\")):
                    value = value.replace(form, shown)
            return value
        if isinstance(value, dict):
            return {clean(key): clean(held) for key, held in value.items()}
        if isinstance(value, list | tuple):
            return [clean(held) for held in value]
        return value

    return StepReport(
        step.name, step.state, step.seconds, clean(step.facts), clean(step.dialogs),
        clean(step.error),
    )  # fmt: skip


def plan_of(bound: BoundBook) -> Plan:
    """Where to type and what to look at in the workbook *bound*, by its layout."""
    log, findings = (bound.layout.tables[name][0].name for name in (names.LOG, names.FINDINGS))
    protected = [
        spec.name for spec in bound.layout.sheets if spec.protected and bound.book.sheet(spec.name)
    ]
    return Plan(
        growing=tuple(_growing(bound)),
        protected=tuple(protected),
        trap=tuple(_trap(bound)),
        ways=tuple(_ways(bound)),
        log=(log, names.LOG),
        findings=findings,
        sheets=frozenset(spec.name for spec in bound.layout.sheets),
        formulas=bound.declared,
    )


def _typed_below(bound: BoundBook) -> Iterator[BoundTable]:
    """The tables that staff add rows to."""
    for table in bound.tables.values():
        if table.spec.grows and not table.spec.owned and not table.sheet.protected:
            yield table


def _growing(bound: BoundBook) -> Iterator[Growing]:
    for table in _typed_below(bound):
        inputs = [c for c in table.spec.columns if not c.derived and c.key in table.columns]
        first = min(inputs, key=lambda column: table.columns[column.key], default=None)
        if first is not None:
            yield _at(table, first, _sample(first.kind))


def _at(table: BoundTable, column: Column, value: str | float) -> Growing:
    offset = table.columns[column.key] - table.table.ref.first_column
    return Growing(table.table.sheet, table.table.name, offset, value)


def _sample(kind: Kind) -> str | float:
    """What to type in a new row; a code that Excel would like to make a number or a date of."""
    if kind in (Kind.DATE, Kind.MOMENT):
        return _SERIAL
    if kind is Kind.YEAR:
        return 2030.0
    if kind.numeric:
        return 301.0
    return "9.9" if kind in (Kind.CODE, Kind.SOURCE) else "Prøve"


def _trap(bound: BoundBook) -> Iterator[Growing]:
    """The first column of numbers that is all blank, in a table of some rows; budgets first."""
    budget_first = sorted(bound.tables.values(), key=lambda table: table.sheet.group != _BUDGET)
    for table in budget_first:
        if table.sheet.protected or table.spec.owned or len(table.rows) < _ROWS:
            continue
        for column in table.spec.columns:
            if column.derived or not column.kind.numeric or column.level is Level.HISTORY:
                continue
            if column.key in table.columns and _blank(bound, table, column):
                yield _at(table, column, _FORMULA)
                return


def _blank(bound: BoundBook, table: BoundTable, column: Column) -> bool:
    cells = (bound.book.cell(table.cell(row.number, column.key)) for row in table.rows)
    return all(cell.value is BLANK and cell.formula is None for cell in cells)


def _ways(bound: BoundBook) -> Iterator[Way]:
    yield Way("uten videre", "")
    at = _calculated(bound)
    if at is not None:
        yield Way("en formel er skrevet over", "skriv", Place(at, "-300"))
    text = _typed_text(bound)
    if text is not None:
        yield Way("et mellomrom for mye i en gul celle på et beskyttet ark", "skriv", text)
    yield Way("loggen er filtrert, og siste rad er skjult", "filtrer")
    yield Way("det står noe under loggen", "under", logged=False)
    yield Way("Kontroll er beskyttet med passord", "passord", logged=False)
    yield Way("manuell beregning", "manuell")


def _calculated(bound: BoundBook) -> CellRef | None:
    """A formula of a budget table that gives a number and may be written over."""
    for table in bound.tables.values():
        if table.sheet.group == _BUDGET and not table.sheet.protected:
            for row in table.filled:
                for key in table.columns:
                    at = table.cell(row.number, key)
                    if at in bound.declared and isinstance(bound.book.cell(at).value, float):
                        return at
    return None


def _typed_text(bound: BoundBook) -> Place | None:
    """An assumption that is a text, with a blank behind it."""
    with suppress(KeyError):
        table = bound.tables[names.ASSUMED]
        for row in table.filled:
            at = row.cells["value"]
            value = bound.book.cell(at).value
            if isinstance(value, str) and value and at not in bound.declared:
                return Place(at, f"{value} ")
    return None
