"""The one door through which the web edition reads a workbook: public columns and no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from orxl.app.paper.inline import Writing, joined
from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.errors import BadCall
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.layout import TableSpec
from orxl.layout.names import ASSUMED, POPULATION
from orxl.programme.codes import YesNo
from orxl.report.paper.model import Line, NoteMark
from orxl.report.web.edition import Number
from orxl.rules.kit.view import View
from orxl.rules.shared.placeholders import rounded

NONE = Number(None, "–")
_TOLD = 5
"""So many hidden rows are named."""
PRINTED_AGAIN = frozenset({"tblTabell511", "tblTabell512", POPULATION})
"""Tables that nobody fills in, or of which the edition shows nothing."""


class NotPublic(Exception):
    """The program asked for a column that the layout does not call public."""


@dataclass(frozen=True)
class PublicRow:
    """A row of a table, of which only public columns can be read.

    Every method raises NotPublic for a column that is not public, and KeyError for none.
    """

    view: View
    spec: TableSpec
    row: BoundRow

    def cell(self, key: str) -> CellRef | None:
        """The cell of column *key*; None where the workbook lacks the column."""
        label = self.row.values.get(self.spec.key, BLANK)
        if not self.spec.is_public(label, key):
            raise NotPublic(f"{self.spec.name}.{key}")
        return self.row.cells.get(key)

    def value(self, key: str) -> Value:
        """What the cell says, recalculated."""
        cell = self.cell(key)
        return BLANK if cell is None else self.view.value(cell)

    def text(self, key: str) -> str:
        """What the cell says on one line: ``""`` for a blank, an error or a truth value."""
        value = self.value(key)
        if isinstance(value, str):
            return " ".join(value.split())
        if isinstance(value, datetime):
            return nb.day(value)
        if isinstance(value, float):
            return nb.digits(value)
        return ""

    def lines(self, key: str) -> tuple[Line, ...]:
        """The text's paragraphs, with figures of public cells in place of its placeholders.

        Raises BadCall where a placeholder names a cell that is not public.
        """
        cell, text = self.cell(key), self.value(key)
        if cell is None or not isinstance(text, str):
            return ()
        lines = Writing(self.view).lines(cell, text)
        return tuple(public_line(self.view, line) for line in lines)

    def line(self, key: str) -> Line:
        """As :meth:`lines`, in one."""
        return joined(self.lines(key))

    def number(self, key: str, decimals: int | None = None) -> Number:
        """The number in the cell."""
        value = self.value(key)
        if not isinstance(value, float):
            return NONE
        if decimals is None:
            return Number(value, nb.number(value))
        return Number(value, rounded(Decimal(f"{value:.15g}"), decimals))

    def amount(self, key: str) -> Number:
        """The number in the cell, without decimals; a nought is shown as the paper does: «–»."""
        number = self.number(key, 0)
        return Number(0.0, "–") if number.value == 0 else number

    def day(self, key: str) -> date | None:
        """The date in the cell."""
        value = self.value(key)
        return value.date() if isinstance(value, datetime) else None

    def holds(self, key: str) -> bool:
        """Whether the cell holds 1 or «Ja»."""
        value = self.value(key)
        if isinstance(value, str):
            return value.casefold() == YesNo.YES.value.casefold()
        return value == 1.0


def public_line(view: View, line: Line) -> Line:
    """*line*. Raises BadCall where a part of it stands in a cell that is not public."""
    cells = [part.cell for part in line if not isinstance(part, NoteMark) and part.cell is not None]
    for cell in cells:
        if view.bound.is_hidden(cell.sheet):
            raise BadCall(
                f"Arket «{cell.sheet}» er skjult, og det som er skjult, publiseres ikke.",
                f"Nettutgaven trenger {cell}: vis arket, eller ta det ut av teksten.",
            )
        if not view.bound.is_public(cell):
            at = next((own for own in cells if own != cell), cell)
            raise BadCall(
                f"Teksten i {at} henter noe fra {cell}, som ikke er offentlig.",
                "Ta plassholderen ut av teksten, eller skriv setningen uten tallet.",
            )
    return line


def public_rows(view: View, table: str) -> Iterator[PublicRow]:
    """The rows of *table* that somebody has filled in and everyone may read."""
    bound = view.bound.tables.get(table)
    if bound is None or view.bound.is_hidden(bound.table.sheet):
        return
    shown = bound.spec.public_rows
    for row in bound.filled:
        if shown is None or row.values.get(bound.spec.key, BLANK) in shown:
            yield PublicRow(view, bound.spec, row)


def assumption(view: View, name: str) -> PublicRow | None:
    """The row of the assumption called *name*. Raises NotPublic where none may read it."""
    bound = view.bound.tables.get(ASSUMED)
    row = None if bound is None else bound.find(name)
    if bound is None or row is None or view.bound.is_hidden(bound.table.sheet):
        return None
    found = PublicRow(view, bound.spec, row)
    found.cell("value")
    return found


def out_of_sight(view: View) -> tuple[str, ...]:
    """What who publishes should know: hidden sheets are left out, hidden rows are not."""
    told: list[str] = []
    for bound in view.bound.tables.values():
        if bound.spec.name in PRINTED_AGAIN or not any(c.public for c in bound.spec.columns):
            continue
        name = bound.table.sheet
        sheet = view.book.sheet(name)
        if view.bound.is_hidden(name):
            told.append(f"Arket «{name}» er skjult, så det er ikke med.")
        elif sheet is not None and sheet.hidden_rows is not None:
            hidden = sheet.hidden_rows - sheet.filtered_rows
            rows = [row.number for row in bound.filled if row.number in hidden]
            if rows:
                count = nb.counted(len(rows), "skjult rad", "skjulte rader")
                which = nb.listed([*map(str, rows[:_TOLD]), *(["flere"] if rows[_TOLD:] else [])])
                told.append(f"{count} på arket «{name}» er med (rad {which}).")
    return tuple(dict.fromkeys(told))
