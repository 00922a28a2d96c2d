"""The accounts against the budget: what is used, what is expected, and why it deviates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.app.paper.budget import UNIT
from orxl.app.paper.followed import without_blanks
from orxl.app.paper.inline import Writing, amount, one, own
from orxl.binding import BoundRow
from orxl.core.light import dataclass
from orxl.core.values import BLANK
from orxl.layout.follow_up import RED, YELLOW
from orxl.layout.names import MAIN, PROJECTS
from orxl.programme.codes import LineType
from orxl.report.paper.model import (
    Align,
    Block,
    Column,
    Figure,
    Line,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableCell,
    plain,
)

AMOUNTS: Final = ("budget", "actual", "forecast", "deviation")
TYPED: Final = ("actual", "new_forecast", "method")
"""What staff fill in through the year."""
_TOTALS: Final = frozenset(
    {LineType.INCOME_SUM, LineType.EXPENSE_SUM, LineType.RESULT, LineType.CARRY_OUT}
)
_BEGIN: Final = {LineType.INCOME: "Inntekter", LineType.EXPENSE: "Utgifter"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A table of the budget that is followed up."""

    table: str
    key: str
    title: str
    label: str


KEPT: Final = (
    Kept(MAIN, "status-hovedtall", "Hovedtall", "Post"),
    Kept(PROJECTS, "status-prosjekter", "Prosjektmidler", "Prosjekt"),
)


class Economy:
    """The follow-up of the budget's tables."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing

    def begun(self, kept: Kept) -> bool:
        """Whether anybody has put in accounts or a prognosis."""
        view = self.writing.view
        return any(
            row.values.get(key, BLANK) not in (BLANK, "")
            for row in view.rows(kept.table)
            for key in TYPED
            if row.cells.get(key) is not None and not view.book.cell(row.cells[key]).formula
        )

    def blocks(self, kept: Kept) -> Iterator[Block]:
        """The table, and the deviations with their reasons."""
        yield self._table(kept)
        yield from self._deviations(kept)

    def _table(self, kept: Kept) -> Table:
        view = self.writing.view
        columns = (
            Column(kept.label, share=2.6),
            *(Column(view.header(kept.table, key), Align.RIGHT) for key in AMOUNTS),
            Column(view.header(kept.table, "light"), share=0.9),
        )
        rows = tuple(self._rows(kept))
        return Table(
            kept.key, own(f"{kept.title}: regnskap og prognose mot budsjett ({UNIT})"), columns,
            rows, f"Beløpene er i {UNIT}. Avvik er prognosen for året minus budsjettet.",
        )  # fmt: skip

    def _rows(self, kept: Kept) -> Iterator[Row]:
        view, begun = self.writing.view, set()
        for row in view.rows(kept.table):
            kind = view.text(row, "type")
            if kind in _BEGIN and kind not in begun:
                begun.add(kind)
                blank = tuple(TableCell(()) for _ in (*AMOUNTS, "light"))
                yield Row((one(own(_BEGIN[LineType(kind)])), *blank), RowKind.HEADING)
            amounts = [view.value(row.cells[key]) for key in AMOUNTS if key in row.cells]
            if kind not in _TOTALS and all(one in (BLANK, "", 0.0) for one in amounts):
                continue
            yield Row(
                (
                    one(self.writing.words(row, "label")),
                    *(self._amount(row, key) for key in AMOUNTS),
                    one(self.shown(row, "light")),
                ),
                RowKind.TOTAL if kind in _TOTALS else RowKind.BODY,
            )
        if kept.table == PROJECTS:
            yield self._total(kept)

    def _total(self, kept: Kept) -> Row:
        """The total over the projects: it stands above the table in the workbook."""
        view = self.writing.view
        cells = []
        for key in AMOUNTS:
            cell = view.bound.over(kept.table, key)
            text = "" if cell is None else amount(view.value(cell))
            cells.append(one((Figure(text, cell),)) if cell and text else TableCell(()))
        light = view.bound.over(kept.table, "light")
        word = "" if light is None else view.value(light)
        shown = (Figure(word, light),) if light and isinstance(word, str) and word else ()
        return Row((one(own("Totalt")), *cells, one(shown)), RowKind.TOTAL)

    def _amount(self, row: BoundRow, key: str) -> TableCell:
        cell = row.cells.get(key)
        text = "" if cell is None else amount(self.writing.view.value(cell))
        return one((Figure(text, cell),)) if cell is not None and text else TableCell(())

    def shown(self, row: BoundRow, key: str) -> Line:
        """What a calculated or typed cell says, as words; nothing where it is blank."""
        cell = row.cells.get(key)
        value = BLANK if cell is None else self.writing.view.value(cell)
        told = value.strip() if isinstance(value, str) else ""
        return (Figure(" ".join(told.split()), cell),) if cell is not None and told else ()

    def _deviations(self, kept: Kept) -> Iterator[Block]:
        rows = tuple(self._explained(kept))
        if not rows:
            yield Paragraph(own(f"Ingen avvik i {kept.title} gir gult eller rødt lys."))
            return
        view = self.writing.view
        methods = view.has(kept.table, "method")
        columns = (
            Column(kept.label, share=1.8),
            Column(view.header(kept.table, "deviation"), Align.RIGHT, 0.7),
            Column(view.header(kept.table, "light"), share=0.8),
            *((Column(view.header(kept.table, "method"), share=1.1),) if methods else ()),
            Column("Forklaring", share=2.6),
        )
        table = Table(
            f"{kept.key}-avvik", own(f"{kept.title}: avvik og forklaringer ({UNIT})"), columns,
            rows, "Hver linje med gult eller rødt lys, eller med en forklaring, har en rad.",
        )  # fmt: skip
        yield without_blanks(table)

    def _explained(self, kept: Kept) -> Iterator[Row]:
        view = self.writing.view
        methods = view.has(kept.table, "method")
        for row in view.rows(kept.table):
            light, why = self.shown(row, "light"), self.writing.words(row, "explanation")
            off = plain(light) in (YELLOW, RED)
            if view.text(row, "type") in _TOTALS or not (off or why):
                continue
            yield Row(
                (
                    one(self.writing.words(row, "label")),
                    self._amount(row, "deviation"),
                    one(light),
                    *((one(self.shown(row, "method")),) if methods else ()),
                    one(why if why else own("Ikke forklart", strong=True)),
                )
            )
