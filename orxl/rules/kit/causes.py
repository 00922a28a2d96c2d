"""One slip, one finding: which findings are consequences of another, and of which.

Nothing is left out: a consequence keeps its words and its place, and says what it follows. The one
that is told is never milder than those that follow it, so no Feil hides behind a Merknad.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from orxl.core import nb
from orxl.core.findings import Finding, Severity
from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.formulas.graph import graph_of
from orxl.rules.kit.view import View

OVERTYPED: Final = frozenset({"F001", "F002"})
"""A formula that somebody has typed over or changed."""
TYPED: Final = OVERTYPED | {"D001", "D002", "D003", "D006", "D007", "D015"}
"""What was typed that other cells cannot calculate with, or not rightly."""
UNKNOWN_KEYS: Final = frozenset(
    {"N003", "N004", "N005", "N006", "N007", "N009", "N010", "N012", "N013", "P001"}
)
"""What refers to a key that there is not; a gap in the numbers is one as well."""
AT_FAULT: Final = (
    TYPED
    | UNKNOWN_KEYS - {"P001"}
    | {
        "D004",
        "D008",
        "D009",
        "D010",
        "D012",
        "D016",
        "D020",
        "F004",
        "F014",
        "F016",
        "K011",
        "K015",
        "K016",
        "N008",
    }
    | {"B047", "S013", "S020", "S026"}
)
"""What may be the cause of other findings in its cell, or of those that rest on it."""
REFUSED: Final = "B015"
"""A grant that does not count, with money in the budget."""
OF_A_REFUSAL: Final = frozenset({"P010", "N012", "T013"})
"""What must be written anew where a grant does not count."""
SLIP: Final = "D020"
"""A cell that alone in its column has changed, by a slip: what it held is known."""
TORN: Final = "S020"
"""Columns that were sorted or shifted without the rest of their rows."""
GONE, OTHERWISE, CHANGED, LINE_MISSED = "F015", "F016", "F013", "B035"
"""Rows on record that are gone; history that is not as recorded; that anything at all has changed;
that lines miss their sum."""
OF_A_LOST_ROW: Final = UNKNOWN_KEYS | {"B019", "P020"}
"""What is said of a key whose row is gone."""
OTHER_WORDS: Final = "T037"
"""A text with a few other words than at the last run."""
SUMS: Final = frozenset({"B001", "B002", "B003", "B004", "B006", "B007", "B021", "K001"})
"""The controls of sums: a wrong amount is passed on from one to the next."""
CONSEQUENCES: Final = SUMS | {
    "B005", "B008", "B009", "B010", "B018", "B019", "B020", "B022", "B034", "F005", "F007", "F008",
    "K002", "K007", "K019", "N012", "P010",
}  # fmt: skip
"""What is said of figures that rest on a wrong one."""
MEASURE_WITHOUT: Final = frozenset({"P002", "P003", "P004", "P005"})
"""What is said of a measure whose number nobody else uses."""


def with_causes(view: View, findings: Sequence[Finding]) -> list[Finding]:
    """*findings*, in their order, each consequence marked with the finding that it follows."""
    told = [i for i, f in enumerate(findings) if f.open and f.confidence is None and f.cell]
    group = _Groups(told)
    for first, second in _links(view, findings, told):
        group.join(first, second)
    marked = list(findings)
    for members in group.all():
        lead, *others = sorted(members, key=lambda i: _rank(findings[i], i))
        slips = [i for i in members if findings[i].code == SLIP]
        if len(slips) == 1 and findings[lead].code in CONSEQUENCES:
            # What is known to have been done is the cause, however mild, of what came of it.
            others = [i for i in (lead, *others) if i != slips[0]]
            marked[slips[0]] = replace(findings[slips[0]], severity=findings[lead].severity)
            lead = slips[0]
        for index in others:
            cause = findings[lead]
            marked[index] = replace(marked[index], follows=(cause.code, cause.place))
    return marked


def _rank(finding: Finding, index: int) -> tuple[int, int, int]:
    """The worst first; of equal severity what was done before what came of it."""
    order = (
        frozenset({"B023"}),
        frozenset({TORN}),
        OVERTYPED,
        frozenset({"B017", GONE, REFUSED}),
        AT_FAULT,
    )
    kind = next((i for i, codes in enumerate(order) if finding.code in codes), len(order))
    return -finding.severity, kind, index


class _Groups:
    """Numbers joined into groups."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._of = {number: {number} for number in numbers}

    def join(self, first: int, second: int) -> None:
        both = self._of[first] | self._of[second]
        for number in both:
            self._of[number] = both

    def all(self) -> list[set[int]]:
        """The groups of more than one."""
        return [g for n, g in self._of.items() if len(g) > 1 and n == min(g)]


Links = Iterator[tuple[int, int]]


def _links(view: View, findings: Sequence[Finding], told: Sequence[int]) -> Links:
    """Pairs of findings that have one cause."""
    by_code: dict[str, list[int]] = defaultdict(list)
    for index in told:
        by_code[findings[index].code].append(index)

    def of(codes: Iterable[str]) -> list[int]:
        return sorted(index for code in codes for index in by_code.get(code, ()))

    yield from _in_one_cell(findings, of(AT_FAULT | CONSEQUENCES))
    yield from _downstream(view, findings, of(AT_FAULT), of(CONSEQUENCES))
    yield from _one_amount(findings, of(OVERTYPED), of(SUMS))
    yield from _one_key(view, findings, of(UNKNOWN_KEYS))
    yield from _renamed(findings, of({"N003", "N004"}), of(MEASURE_WITHOUT), {"P003", "P004"})
    yield from _renamed(findings, of({"N013"}), [
        i for i in of({"B019"}) if findings[i].actual is None
    ], {"B019"})  # fmt: skip
    yield from _gone(view, findings, of({GONE}), of(OF_A_LOST_ROW | {LINE_MISSED}))
    for index in of({REFUSED}):
        grant = nb.quoted(_name(view, findings[index].cell))
        yield from ((index, i) for i in of(OF_A_REFUSAL) if grant in findings[i].message)
    for index in of({OTHER_WORDS}):  # what it says is why another rule speaks of the text
        cell, words = findings[index].cell, findings[index].actual
        beside = [
            i for i in told
            if i != index and findings[i].cell == cell
            and isinstance(words, str) and words in findings[i].message
        ]  # fmt: skip
        yield from ((index, i) for i in beside[:1])  # they come worst first
    yield from zip(of({CHANGED}), of({GONE, OTHERWISE}), strict=False)
    for index in of({"B017"}):  # a line outside its block: no total of the table meets its lines
        yield from ((index, i) for i in of(SUMS | {"B035", "F008"}) if _same_table(
            view, findings[index].cell, findings[i].cell))  # fmt: skip
    for index in of({TORN}):
        if findings[index].severity is Severity.ERROR:
            yield from ((index, i) for i in _of_torn(view, findings, findings[index], told))
    for index in of({"B023"}):
        row = _row(view, findings[index])
        yield from ((index, i) for i in of({"F001", "F004"}) if findings[i].cell in row)


def _in_one_cell(findings: Sequence[Finding], among: Iterable[int]) -> Links:
    by_cell: dict[CellRef | None, list[int]] = defaultdict(list)
    for index in among:
        by_cell[findings[index].cell].append(index)
    for indices in by_cell.values():
        if any(findings[i].code in AT_FAULT for i in indices):
            yield from pairwise(indices)


def _downstream(
    view: View, findings: Sequence[Finding], causes: Iterable[int], others: Sequence[int]
) -> Links:
    """What is said of a cell that rests on a wrong one, or of the row that such a cell is in."""
    for cause in causes if others else ():
        cell = findings[cause].cell
        if cell is None:
            continue
        resting = graph_of(view.book).dependents([cell])
        for other in others:
            if resting & {findings[other].cell, *_row(view, findings[other])}:
                yield cause, other


def _of_torn(
    view: View, findings: Sequence[Finding], cause: Finding, told: Iterable[int]
) -> Iterator[int]:
    """What is said of a table with torn rows, and of what rests on its column."""
    table = view.bound.table_at(cause.cell) if cause.cell is not None else None
    if table is None or cause.cell is None:
        return
    column = [CellRef(cause.cell.sheet, row.number, cause.cell.column) for row in table.rows]
    resting = graph_of(view.book).dependents(column)
    for other in told:
        found = findings[other]
        if _same_table(view, cause.cell, found.cell) or resting & {found.cell, *_row(view, found)}:
            yield other


def _same_table(view: View, first: CellRef | None, second: CellRef | None) -> bool:
    if first is None or second is None:
        return False
    table = view.bound.table_at(first)
    return table is not None and table is view.bound.table_at(second)


def _row(view: View, finding: Finding) -> frozenset[CellRef]:
    """The cells of the layout's columns in the row of the finding."""
    bound = view.bound.table_at(finding.cell) if finding.cell is not None else None
    if bound is None or finding.cell is None:
        return frozenset()
    return frozenset(
        CellRef(finding.cell.sheet, finding.cell.row, column) for column in bound.columns.values()
    )


def _one_amount(findings: Sequence[Finding], typed: Iterable[int], sums: Iterable[int]) -> Links:
    """Sums that are off by the very amount of one whose formula was typed over."""
    cells = {findings[i].cell for i in typed}
    by_amount: dict[float, list[int]] = defaultdict(list)
    for index in sums:
        if (off := findings[index].difference) is not None:
            by_amount[abs(off)].append(index)
    for indices in by_amount.values():
        if any(findings[i].cell in cells for i in indices):
            yield from pairwise(indices)


def _one_key(view: View, findings: Sequence[Finding], among: Iterable[int]) -> Links:
    """What refers to the same key that there is not."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for index in among:
        found = findings[index]
        key = found.expected if found.code == "P001" else found.actual
        if key is None and found.cell is not None:
            key = view.value(found.cell)
        if key is not None and key is not BLANK:
            by_key[str(key).casefold()].append(index)
    for indices in by_key.values():
        yield from pairwise(indices)


def _gone(
    view: View, findings: Sequence[Finding], lost: Sequence[int], others: Sequence[int]
) -> Links:
    """Rows that are gone, and what is said of their keys, or of the row that a key names."""
    for index in lost:
        keys = {
            key.split(" – ")[0].casefold() for key in str(findings[index].expected).split(" | ")
        }
        for other in others:
            found = findings[other]
            if found.code == LINE_MISSED:
                if _name(view, findings[index].cell) == _sheet(found):
                    yield index, other
                continue
            named = [found.expected, found.actual]
            named += (
                [view.value(cell) for cell in _row(view, found)] if found.code == "B019" else []
            )
            named += [view.value(found.cell)] if found.cell is not None else []
            if keys & {str(value).casefold() for value in named if value is not None}:
                yield index, other


def _name(view: View, cell: CellRef | None) -> str:
    """What the row of *cell* is called."""
    place = view.bound.place(cell) if cell is not None else None
    return place[0] if place is not None else ""


def _sheet(finding: Finding) -> str:
    return finding.cell.sheet if finding.cell is not None else finding.sheet or ""


def _renamed(
    findings: Sequence[Finding], lost: Sequence[int], without: Sequence[int], all_of: set[str]
) -> Links:
    """A row that nothing refers to, and references to a key that no row has: it got a new one.

    Only where there is one such row, of which all the codes *all_of* are found.
    """
    by_cell: dict[CellRef | None, list[int]] = defaultdict(list)
    for index in without:
        by_cell[findings[index].cell].append(index)
    rows = [i for i in by_cell.values() if all_of <= {findings[index].code for index in i}]
    if len(rows) == 1 and len({str(findings[i].actual) for i in lost}) == 1:
        yield from pairwise([lost[0], *rows[0]])
