"""The rows a run leaves in the workbook: its findings on «Kontroll», a line in «Endringslogg»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from orxl.binding.rows import row_of
from orxl.core import nb
from orxl.core.contents import seen
from orxl.core.edits import Content, Edit, Formula, SetCell
from orxl.core.findings import Finding, Severity, state
from orxl.core.values import BLANK, Value, same_value
from orxl.layout.control_sheets import FINDING_COLUMNS
from orxl.layout.lettering import LINES_OF_A_ROW, fitted
from orxl.layout.names import CHANGES, FINDINGS, LOG
from orxl.programme.records import LogEntry
from orxl.rules.kit.view import View
from orxl.rules.shared.moved import doubted
from orxl.rules.shared.recorded_rows import OTHER_WORDS, records
from orxl.rules.shared.recorded_rows import edits as row_record

_WIDTHS: Final = {column.key: column.width for column in FINDING_COLUMNS}
CHANGED_SINCE: Final = "F013"
"""The rule that tells what has changed since the last run on record."""
WORDS_IN_DOUBT: Final = frozenset({"T012", OTHER_WORDS})
"""The rules that ask the record what stood in place of a figure or a word."""
MOST_ROWS = 400
"""More findings than this are cut off, with a last row that says how many."""


def finding_rows(findings: Sequence[Finding]) -> tuple[dict[str, Content], ...]:
    """The rows of the table of findings, by the keys of its columns."""
    if not findings:
        return ({"severity": "Ingen", "message": "Ingen funn."},)
    shown = [f for f in findings if f.follows is None]
    follow = Counter(f.follows for f in findings if f.follows is not None)
    rows = [_row(f, follow[f.code, f.place]) for f in shown[:MOST_ROWS]]
    left = len(shown) - MOST_ROWS
    if left > 0:
        more = nb.counted(left, "funn", "funn")
        rows.append({"message": f"… og {more} til. Kjør «orxl kontroller» for hele listen."})
    return tuple(_with_room(row) for row in rows)


def _with_room(row: Mapping[str, Content]) -> dict[str, Content]:
    """A row whose texts are cut to the lines that a row of findings has; its height is fixed.

    A character that no cell can hold, told from a text or a sheet's name, has a visible mark.
    """
    return {
        key: fitted(seen(content), _WIDTHS[key], LINES_OF_A_ROW)
        if isinstance(content, str)
        else content
        for key, content in row.items()
    }


def _row(finding: Finding, follow: int) -> dict[str, Content]:
    label, remedy = finding.severity.label, finding.remedy
    if finding.accepted is not None:
        label, remedy = "Godtatt", finding.accepted
    elif finding.printed is not None:
        label, remedy = "Trykt slik", f"Slik står det i {finding.printed}."
    return {
        "severity": label,
        "code": finding.code,
        "message": finding.message,
        "sheet": finding.sheet if finding.sheet is not None else "Arbeidsboken",
        "cell": _link(finding),
        "expected": _shown(finding.expected, finding.actual),
        "actual": _shown(finding.actual, finding.expected),
        "remedy": _and_more(remedy, follow),
    }


def _and_more(remedy: str, follow: int) -> Content:
    """The remedy, and before it how many findings that *follow* it mends, too."""
    told = f"(Og {follow} følgefunn.) " if follow else ""
    return f"{told}{remedy}" if told or remedy else BLANK


def _link(finding: Finding) -> Content:
    """A link to the cell. It is a formula, so it works however the file is moved."""
    if finding.cell is None:
        return BLANK
    sheet = finding.cell.sheet.replace("'", "''").replace('"', '""')
    a1 = finding.cell.a1
    return Formula(f'HYPERLINK("#\'{sheet}\'!{a1}","{a1}")', a1)


def _shown(value: Value | None, beside: Value | None) -> Value:
    if value is None or value is BLANK:
        return BLANK
    return nb.brief(value, beside).strip("«»")


def has(view: View, table: str) -> bool:
    """Whether *table* is there with all the columns the layout gives it, in whatever order."""
    bound = view.bound.tables.get(table)
    return bound is not None and not bound.missing


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
    """The edits that leave the run's findings, its log line and its fingerprint in the workbook.

    A table that is missing or lacks a column of the layout's is left alone; a rule has already
    said so. What staff have in columns of their own stays blank in new rows.
    """
    edits: list[Edit] = []
    if has(view, FINDINGS):
        edits.append(view.bound.tables[FINDINGS].replaced(finding_rows(findings)))
    line = log_line(
        view,
        findings,
        moment=moment,
        who=who,
        action=action,
        changed=changed,
        description=description,
    )
    return [*edits, *line, *fingerprint(view, findings), *rows_kept(view, findings)]


def to_record(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """*findings* as a run that puts itself on record has them: it answers the changes itself."""
    return tuple(finding for finding in findings if finding.code != CHANGED_SINCE)


def fingerprint(view: View, findings: Sequence[Finding] = ()) -> list[Edit]:
    """The edits that keep the fingerprint of what is filled in, so that a later change shows.

    That of a column of which *findings* tell that its rows are torn, or that an amount became a
    thousandfold, stays what it was: else the next run would know nothing of it.
    One that cannot be calculated is kept as blank: «Ikke registrert». No edits where the workbook
    has no such table, as before version 4 of the layout, and none for what stands there already.
    """
    if not has(view, CHANGES):
        return []
    edits: list[Edit] = []
    left = {edit.cell for edit in doubted(view, findings)}
    for row in view.bound.tables[CHANGES].rows:
        if row.cells["recorded"] in left:
            continue
        now = view.value(row.cells["now"])
        kept = now if isinstance(now, float) else BLANK
        if not same_value(row.values["recorded"], kept):
            edits.append(SetCell(row.cells["recorded"], kept))
    return edits


def rows_kept(view: View, findings: Sequence[Finding] = ()) -> list[Edit]:
    """The edits that keep which rows there are; a row that is gone stays until it is confirmed.

    So does what a text said of which *findings* tell that it hardly was changed on purpose.
    """
    left = {
        f.cell for f in findings
        if f.code in WORDS_IN_DOUBT and f.open and f.severity >= Severity.WARNING
    }  # fmt: skip
    return [edit for kept in records(view) for edit in row_record(kept, left=left)]


def log_line(
    view: View,
    findings: Sequence[Finding],
    *,
    moment: datetime,
    who: str,
    action: str,
    changed: int,
    description: str,
) -> list[Edit]:
    """The edit that adds a line to the log; none where there is no log with all its columns."""
    if not has(view, LOG):
        return []
    log, counts = view.bound.tables[LOG], state(findings)
    line = LogEntry(
        time=moment.replace(microsecond=0),
        who=who,
        action=action,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
        changed=changed,
        description=description,
    )
    return [log.appended([row_of(log.spec, line)])]
