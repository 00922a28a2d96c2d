"""The rows a run leaves in the workbook: its findings on «Kontroll», a line in «Endringslogg»."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from orxl.core import nb
from orxl.core.contents import seen
from orxl.core.edits import AppendRows, Content, Edit, Formula, ReplaceRows
from orxl.core.findings import Finding, Severity, state
from orxl.core.values import BLANK, Value
from orxl.layout.control_sheets import FINDING_COLUMNS as _COLUMNS
from orxl.layout.lettering import LINES_OF_A_ROW, fitted
from orxl.layout.model import Column
from orxl.rules.kit.view import View

FINDINGS, LOG = "tblFunn", "tblEndringslogg"
MOST_ROWS = 400
"""More findings than this are cut off, with a last row that says how many."""


def finding_rows(findings: Sequence[Finding]) -> tuple[tuple[Content | None, ...], ...]:
    """The rows of the table of findings, in the order of its columns."""
    if not findings:
        return (("Ingen", BLANK, "Ingen funn.", *(BLANK for _ in range(5))),)
    rows = [_row(f) for f in findings[:MOST_ROWS]]
    left = len(findings) - MOST_ROWS
    if left > 0:
        text = (
            f"… og {nb.counted(left, 'funn', 'funn')} til. Kjør «orxl kontroller» for hele listen."
        )
        rows.append((BLANK, BLANK, text, *(BLANK for _ in range(5))))
    return tuple(tuple(map(_with_room, row, _COLUMNS)) for row in rows)


def _with_room(content: Content | None, column: Column) -> Content | None:
    """A text cut to the lines that a row of findings has; its height is fixed.

    A character that no cell can hold, told from a text or a sheet's name, has a visible mark.
    """
    if not isinstance(content, str):
        return content
    return fitted(seen(content), column.width, LINES_OF_A_ROW)


def _row(finding: Finding) -> tuple[Content, ...]:
    label = finding.severity.label if finding.accepted is None else "Godtatt"
    remedy = finding.remedy if finding.accepted is None else finding.accepted
    return (
        label,
        finding.code,
        finding.message,
        finding.sheet if finding.sheet is not None else "Arbeidsboken",
        _link(finding),
        _shown(finding.expected),
        _shown(finding.actual),
        remedy if remedy else BLANK,
    )


def _link(finding: Finding) -> Content:
    """A link to the cell. It is a formula, so it works however the file is moved."""
    if finding.cell is None:
        return BLANK
    sheet = finding.cell.sheet.replace("'", "''").replace('"', '""')
    a1 = finding.cell.a1
    return Formula(f'HYPERLINK("#\'{sheet}\'!{a1}","{a1}")', a1)


def _shown(value: Value | None) -> Value:
    if value is None or value is BLANK:
        return BLANK
    return nb.value(value).strip("«»")


def has(view: View, table: str) -> bool:
    """Whether *table* is there with all the columns the layout gives it, in its order."""
    bound = view.bound.tables.get(table)
    if bound is None:
        return False
    headers = [c.header.casefold() for c in bound.spec.columns]
    return headers == [c.name.casefold() for c in bound.table.columns]


def run_record(
    view: View,
    findings: Sequence[Finding],
    *,
    moment: datetime,
    who: str,
    action: str,
    changed: int,
    description: str,
) -> list[Edit]:
    """The edits that leave the run's findings and its log line in the workbook.

    A table that is missing or has other columns than the layout's is left alone; a rule has
    already said so.
    """
    counts = state(findings)
    edits: list[Edit] = []
    if has(view, FINDINGS):
        edits.append(ReplaceRows(FINDINGS, finding_rows(findings)))
    if has(view, LOG):
        line: tuple[Content, ...] = (
            moment.replace(microsecond=0),
            who,
            action,
            float(counts[Severity.ERROR]),
            float(counts[Severity.WARNING]),
            float(counts[Severity.NOTE]),
            float(changed),
            description,
        )
        edits.append(AppendRows(LOG, (line,)))
    return edits
