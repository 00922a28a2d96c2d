"""What a rule for any workbook is, and how it shows a small sheet as an example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from orxl.core.edits import Edit
from orxl.core.findings import Doubt, Severity
from orxl.core.refs import CellRef, parse_a1
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.core.values import BLANK, CellError, Value
from orxl.rules.anywhere.view import SheetsView
from orxl.rules.kit.rule import Fix

SURE = 0.6
"""From this confidence on a suspicion is an Advarsel; below it a Merknad."""
LEAST = 0.35
"""Below this confidence nothing is said."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One place where something looks wrong, and how sure the rule is (0 to 1).

    ``severity`` overrides what follows from ``confidence``.
    """

    cell: CellRef
    message: str
    confidence: float
    expected: Value | None = None
    actual: Value | None = None
    remedy: str = ""
    severity: Severity | None = None
    fix: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetExample:
    """A small sheet in words and in cells; ``places`` are the cells that must be reported.

    ``rows`` holds the sheet from A1 on, one text a row, cells parted by ``|``: ``=…`` is a formula
    (its shown value after ``→``), a number a number, nothing a blank, ``#…`` an error.
    ``formats`` gives cells a number format.
    """

    text: str
    rows: tuple[str, ...]
    places: tuple[str, ...] = ()
    formats: tuple[tuple[str, str], ...] = ()

    @property
    def view(self) -> SheetsView:
        """The example as a workbook with the one sheet «Ark1»."""
        styles = {fmt: number for number, (_, fmt) in enumerate(self.formats, 1)}
        by_cell = {parse_a1(at): styles[fmt] for at, fmt in self.formats}
        cells = {
            (row, column): _cell(text.strip())._replace(style=by_cell.get((row, column), 0))
            for row, line in enumerate(self.rows, 1)
            for column, text in enumerate(line.split("|"), 1)
            if text.strip()
        }
        book = Book((Sheet("Ark1", cells),), source="eksempel.xlsx")
        return SheetsView(book, {number: fmt for fmt, number in styles.items()})


def _cell(text: str) -> Cell:
    if text.startswith("="):
        formula, _, shown = text[1:].partition("→")
        return Cell(_value(shown.strip()), formula.strip(), kind="normal")
    return Cell(_value(text))


def _value(text: str) -> Value:
    if not text:
        return BLANK
    if text.startswith("#"):
        return CellError(text)
    if text.startswith("'"):
        return text[1:]
    try:
        return float(text)
    except ValueError:
        return text


@dataclass(frozen=True, kw_only=True)
class AnywhereRule:
    """A rule for any workbook.

    ``alone`` rules report beside others on the same cell; of the rest only the surest speaks.
    """

    code: str
    name: str
    severity: Severity
    finds: str
    why: str
    remedy: str
    fix: Fix = Fix.NONE
    check: Callable[[SheetsView], Iterator[Suspicion]]
    bad: tuple[SheetExample, ...] = ()
    good: tuple[SheetExample, ...] = ()
    alone: bool = field(default=False)

    @property
    def bad_examples(self) -> tuple[SheetExample, ...]:
        return self.bad

    @property
    def good_examples(self) -> tuple[SheetExample, ...]:
        return self.good

    def findings(self, view: SheetsView) -> Iterator[Doubt]:
        """What the rule suspects, where no layout answers for the cell."""
        for found in self.check(view):
            if found.confidence < LEAST or view.owns(found.cell):
                continue
            severity = found.severity
            if severity is None:
                severity = Severity.WARNING if found.confidence >= SURE else Severity.NOTE
            yield Doubt(
                self.code,
                self.name,
                severity,
                found.message,
                cell=found.cell,
                sheet=found.cell.sheet,
                expected=found.expected,
                actual=found.actual,
                remedy=found.remedy or self.remedy,
                fix=found.fix,
                safe=False,
                confidence=round(found.confidence, 2),
            )
