"""What one slip sets off far away: many findings that are told as one, with how many follow it.

:mod:`orxl.rules.kit.causes` joins what is near. Here each cause keeps its own consequences, and a
cause is never a consequence of another. The cause comes first: where a Feil follows it, it is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from orxl.core.edits import SetName
from orxl.core.findings import Finding, Severity
from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.formulas.graph import graph_of
from orxl.rules.kit.consequences import Consequences
from orxl.rules.kit.tables import MEMBERS, POPULATION
from orxl.rules.kit.view import View

TORN: Final = frozenset({"S013", "S020", "S026"})
"""A column that stands on other rows than it did."""
CHANGED: Final = frozenset({"D005", "F015", "F016", "K023"})
"""What is empty and must not be, or is not as the record or the case has it."""
UNFINISHED: Final = "T010"
"""A text that is not finished: so is what fetches it."""
RESTING: Final = frozenset(
    {
        *("B001", "B002", "B003", "B004", "B007", "B008", "B012", "B013", "B016", "B018", "B022"),
        *("D012", "K002", "K018", "K025", "U016"),
    }
)
"""What is said of figures and texts that rest on others."""
OF_THE_FEES: Final = frozenset({"K002", "K007", "K011", "K018", "K024", "K025", "B018", "B022"})
"""What is said where the inhabitants or the members stand on wrong rows, or their sum is wrong."""
UNSEEN, MOVED_LINE = "D008", "B022"
"""Signs in a key that do not show; a line of the budget that is another than in the case."""
OTHER_LAYOUT: Final = "S014"
SAME_PLACE: Final = "S005"
"""A name that points elsewhere: of a table that was moved, every one."""


def with_cascades(view: View, findings: Sequence[Finding]) -> list[Finding]:
    """*findings*, in their order, with what the causes among them have set off marked so."""
    marked = list(findings)
    told = [i for i, f in enumerate(marked) if f.told and f.confidence is None]
    causes = [i for i in told if marked[i].code in TORN | CHANGED | {UNFINISHED}]
    for cause in sorted(causes, key=lambda i: marked[i].code not in TORN):
        if marked[cause].told:
            for other in _set_off(view, marked, cause, [i for i in told if i not in causes]):
                _follow(marked, other, cause)
    for cause, other in Consequences(view, marked, TORN).pairs():
        if marked[cause].told and marked[other].told:
            _follow(marked, other, cause)
    return _graver(marked)


def _graver(findings: Sequence[Finding]) -> list[Finding]:
    """*findings* where what nobody sees, and what moves a line of the budget, is a Feil."""
    moved = {f.follows for f in findings if f.code == MOVED_LINE and f.open}
    return [
        replace(f, severity=Severity.ERROR)
        if f.code == UNSEEN and (f.code, f.place) in moved
        else f
        for f in findings
    ]


def of_one_ground(findings: Sequence[Finding]) -> list[Finding]:
    """*findings* where nothing else is judged: names of one sheet that point elsewhere are one.

    Where a column of that sheet is torn, that is what must be undone: to let the names follow its
    keys would make them name the wrong amounts.
    """
    marked = list(findings)
    misnamed = next((i for i, f in enumerate(marked) if _says_another_layout(f)), None)
    if misnamed is not None:  # all the others are judged by a layout that the workbook has not
        for index, finding in enumerate(findings):
            if index != misnamed and finding.told:
                _follow(marked, index, misnamed)
        return marked
    torn = {f.sheet: i for i, f in enumerate(marked) if f.code in TORN and f.told}
    by_sheet: dict[str | None, list[int]] = defaultdict(list)
    for index, finding in enumerate(marked):
        if finding.code == SAME_PLACE and finding.told:
            if (cause := torn.get(finding.sheet)) is not None:
                marked[index] = replace(finding, fix=())
                marked[cause] = replace(marked[cause], hinders=True)
                _follow(marked, index, cause)
            else:
                by_sheet[finding.sheet].append(index)
    for first, *others in by_sheet.values():
        for other in others:
            _follow(marked, other, first)
    return marked


def _says_another_layout(finding: Finding) -> bool:
    """Whether the workbook only says that it is of another layout than it is: a name is mended."""
    named = finding.code == OTHER_LAYOUT and finding.hinders
    return named and any(isinstance(edit, SetName) for edit in finding.fix)


def _follow(marked: list[Finding], other: int, cause: int) -> None:
    """Let *other*, and all that follows it, follow *cause*."""
    old = (marked[other].code, marked[other].place)
    new = (marked[cause].code, marked[cause].place)
    worst = max(marked[cause].severity, marked[other].severity)
    marked[cause] = replace(marked[cause], severity=worst)
    for index, finding in enumerate(marked):
        if index == other or (finding.follows == old and old != new):
            marked[index] = replace(finding, follows=new)


def _set_off(
    view: View, findings: Sequence[Finding], cause: int, others: Sequence[int]
) -> Iterator[int]:
    found = findings[cause]
    if found.cell is None:
        return
    bound = view.bound.table_at(found.cell)
    torn = found.code in TORN and bound is not None
    cells = [found.cell]
    if torn and bound is not None:
        cells = [CellRef(found.cell.sheet, row, found.cell.column) for row in bound.table.data_rows]
    fees = bound is not None and (
        (torn and bound.spec.name in (MEMBERS, POPULATION)) or found.code == "K023"
    )
    resting: frozenset[CellRef] | set[CellRef] | None = None
    for index in others:
        other = findings[index]
        if not other.told or other.cell is None:
            continue
        here = torn and bound is not None and other.cell in bound.table.ref
        if (here and other.severity <= found.severity) or (fees and other.code in OF_THE_FEES):
            yield index
        elif other.code in RESTING:
            if resting is None:
                resting = graph_of(view.book).dependents(cells)
            if other.cell in resting or resting & _row(view, other.cell):
                yield index


def _row(view: View, cell: CellRef) -> set[CellRef]:
    """The cells of the layout's columns in the row of *cell*."""
    bound = view.bound.table_at(cell)
    if bound is None:
        return set()
    return {CellRef(cell.sheet, cell.row, column) for column in bound.columns.values()}
