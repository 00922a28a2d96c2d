"""A sheet that is being changed: what is there, what is to be there, and the splices between."""

from __future__ import annotations

from functools import cached_property

from orxl.core import nb
from orxl.core.edits import Content, Formula
from orxl.core.errors import RefusedEdit
from orxl.core.light import dataclass
from orxl.core.refs import CellRef, Range, column_letters
from orxl.core.snapshot import Cell
from orxl.core.values import BLANK, Value
from orxl.xlsx.package import Package, SheetPart
from orxl.xlsx.read.book import merged_ranges
from orxl.xlsx.read.cells import CellReader
from orxl.xlsx.read.crowds import refuse_crowd
from orxl.xlsx.read.grammar import Lexer, attributes
from orxl.xlsx.read.pivots import pivots_of
from orxl.xlsx.read.values import SheetContext
from orxl.xlsx.references import shift
from orxl.xlsx.references.growth import Growth
from orxl.xlsx.write.rows import RowIndex
from orxl.xlsx.write.sharedformulas import SharedFormulas
from orxl.xlsx.xml.text import natural
from orxl.xlsx.xml.tree import Node, Tree


@dataclass(slots=True)
class Change:
    """What is to happen to one cell."""

    content: Content
    """The whole new content; a Formula whose ``cached`` is None has no value."""
    keep_value: bool = False
    """Only the formula's text is written anew (a shared formula's dependent)."""
    keep_formula: bool = False
    """Only the value is written anew."""
    style: str | None = None
    """The style of a cell that is new; None: the row's or the column's."""
    removed: bool = False
    """The cell's element goes away altogether."""
    filled: bool = False
    """The content is the column's own formula, which follows when tables grow."""


@dataclass
class NewRow:
    """A row that has to be made, and which tables want it."""

    models: dict[str, dict[str, str]]
    """By table: attributes as written in the row that its new rows are modelled on."""

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes that the last table to ask for the row gives it."""
        return list(self.models.values())[-1]


class Draft:
    """One sheet with its pending changes. Positions are (row, column)."""

    def __init__(self, package: Package, part: SheetPart, context: SheetContext) -> None:
        """Raises UnreadableFile, and RefusedEdit when rows are not in order."""
        self.package = package
        self.part = part
        self.context = context
        self.text = package.text(part.part)
        refuse_crowd(self.text, part.name)
        self.tree = Tree(self.text, opaque=("sheetData",))
        self.lexer = Lexer(self.text)
        holder = self.tree.root.find("sheetData")
        if self.tree.root.local != "worksheet" or holder is None:
            raise RefusedEdit(f"Arket «{part.name}» har ingen celler.", "Velg et annet ark.")
        self.holder = holder
        self.rows = RowIndex(self.lexer, holder.open_end, holder.close, part.name)
        self.shared = SharedFormulas(self.lexer, self.rows, holder.open_end, holder.close)
        self.changes: dict[tuple[int, int], Change] = {}
        self.blanks: set[tuple[int, int]] = set()
        """The cells that were to be blank and are not written, before as after."""
        self.new_rows: dict[int, NewRow] = {}
        self.growths: list[Growth] = []
        self.formulas_moved = False
        """Whether a formula came to a cell without one or went from a cell with one."""

    @property
    def prefix(self) -> str:
        """The prefix the sheet's own elements are written with."""
        return self.holder.prefix

    def ref(self, at: tuple[int, int]) -> CellRef:
        """The cell *at* with the sheet's name, for messages."""
        return CellRef(self.part.name, *at)

    @cached_property
    def merged(self) -> tuple[Range, ...]:
        """The merged ranges."""
        return merged_ranges(self.tree, self.part.name)

    @cached_property
    def arrays(self) -> tuple[Range, ...]:
        """The ranges that array formulas and data tables fill."""
        found = []
        grammar = self.lexer.grammar
        for match in grammar.ranged.finditer(
            self.text.lex, self.holder.open_end, self.holder.close
        ):
            try:
                found.append(Range.of(self.part.name, attributes(match[1]).get("ref", "")))
            except ValueError:
                raise RefusedEdit(
                    f"Arket «{self.part.name}» har en matriseformel uten gyldig område.",
                    "Åpne og lagre filen i Excel først.",
                ) from None
        return tuple(found)

    @cached_property
    def pivots(self) -> tuple[tuple[str, Range], ...]:
        """The names and ranges of the pivot tables."""
        return pivots_of(self.package, self.part)

    # --- what a cell holds now --------------------------------------------------------------

    def cell(self, at: tuple[int, int]) -> Cell:
        """The cell *at* as it is with all changes so far. Raises UnreadableFile."""
        old = self.original(at)
        change = self.changes.get(at)
        if change is None:
            return old
        if change.removed:
            return Cell(BLANK)
        if isinstance(change.content, Formula):
            cached = old.value if change.keep_value else change.content.cached
            value: Value = BLANK if cached is None else cached
            return Cell(value, change.content.text, old.style, "normal")
        return Cell(change.content, None, old.style)

    def original(self, at: tuple[int, int]) -> Cell:
        """The cell *at* as it is in the file."""
        span = self.rows.cell(*at)
        if span is None:
            return Cell(BLANK)
        reader = CellReader(self.text, self.context)
        cell = reader.one(span.match.start(), span.match.end(), at)
        if cell.kind == "shared" and cell.formula is None:
            group = self.shared.group(at)
            if group in self.shared.masters:
                row, column, text = self.shared.masters[group]
                text = shift.shifted(text, at[0] - row, at[1] - column)
                return cell._replace(formula=text)
        return cell

    # --- changes ------------------------------------------------------------------------------

    def put(
        self,
        at: tuple[int, int],
        content: Content,
        style: str | None = None,
        *,
        filled: bool = False,
    ) -> None:
        """Let *content* be all that the cell *at* holds. Raises RefusedEdit.

        ``filled`` says that it is a calculated column's own formula.
        """
        self.refuse_bound(at)
        self._free(at)
        had = self.cell(at).formula is not None
        if had is not isinstance(content, Formula):
            self.formulas_moved = True
        self.changes[at] = Change(content, style=style, filled=filled)

    def put_value(self, at: tuple[int, int], formula: str, value: Value | None) -> None:
        """Renew the value of the formula in *at*. Raises RefusedEdit inside an array."""
        for area in self.arrays:
            if self.ref(at) in area and area.first_row != area.last_row:
                self._refuse_array(at)
            if self.ref(at) in area and area.first_column != area.last_column:
                self._refuse_array(at)
        before = self.changes.get(at)
        keep = before is None or before.keep_formula
        self.changes[at] = Change(
            Formula(formula, value),
            keep_formula=keep,
            style=None if before is None else before.style,
            filled=before is not None and before.filled,
        )

    def filled(self) -> list[tuple[tuple[int, int], str]]:
        """The cells that got their column's own formula, and its text."""
        return [
            (at, change.content.text)
            for at, change in self.changes.items()
            if change.filled and isinstance(change.content, Formula)
        ]

    def is_filled(self, at: tuple[int, int]) -> bool:
        """Whether the cell gets its column's own formula."""
        return at in self.changes and self.changes[at].filled

    def regrow(self, at: tuple[int, int], text: str) -> None:
        """Let the formula in *at* read *text*, because a table grew; its value stays.

        A formula that an edit put there in so many words is left alone.
        """
        change = self.changes.get(at)
        if change is None:
            self._free(at)
            self.changes[at] = Change(Formula(text), keep_value=True)
        elif isinstance(change.content, Formula) and (
            change.filled or change.keep_value or change.keep_formula
        ):
            change.content = Formula(text, change.content.cached)
            change.keep_formula = False

    def need_row(self, number: int, table: str, attributes: dict[str, str]) -> None:
        """Let row *number*, which is not there, be made with *attributes* because of *table*."""
        self.new_rows.setdefault(number, NewRow({})).models[table] = attributes

    def spare_row(self, number: int, table: str) -> None:
        """Forget that *table* needed a row that was not there."""
        needed = self.new_rows.get(number)
        if needed is not None:
            needed.models.pop(table, None)
            if not needed.models:
                del self.new_rows[number]

    def remove(self, at: tuple[int, int]) -> None:
        """Take the cell's element away."""
        self.refuse_bound(at)
        self._free(at)
        if self.cell(at).formula is not None:
            self.formulas_moved = True
        self.changes[at] = Change(BLANK, removed=True)

    def refuse_bound(self, at: tuple[int, int]) -> None:
        """Raise RefusedEdit for a cell that an array or a pivot fills or a merged range hides."""
        if any(self.ref(at) in area for area in self.arrays):
            self._refuse_array(at)
        for name, area in self.pivots:
            if self.ref(at) in area:
                raise RefusedEdit(
                    f"{self.ref(at)} ligger i pivottabellen {nb.quoted(name)}, som Excel selv "
                    "fyller ut.",
                    "Endre det pivottabellen er laget av, og oppdater den i Excel.",
                )
        for area in self.merged:
            if self.ref(at) in area and at != (area.first_row, area.first_column):
                raise RefusedEdit(
                    f"{self.ref(at)} er skjult i det flettede området {area.a1}.",
                    f"Skriv i cellen {column_letters(area.first_column)}{area.first_row}, "
                    "eller del opp området.",
                )

    def _refuse_array(self, at: tuple[int, int]) -> None:
        raise RefusedEdit(
            f"{self.ref(at)} hører til en matriseformel eller datatabell og kan ikke endres alene.",
            "Endre den i Excel.",
        )

    def _free(self, at: tuple[int, int]) -> None:
        """Before a shared formula's master goes, give each dependent its own text."""
        for group, (row, column, text) in (
            self.shared.masters.items() if self.shared.masters and self._is_shared(at) else ()
        ):
            if (row, column) == at:
                self._expand(group, row, column, text)

    def _is_shared(self, at: tuple[int, int]) -> bool:
        span = self.rows.cell(*at)
        raw = None if span is None else span.raw(self.lexer)
        return raw is not None and (raw.f_attributes or {}).get("t") == "shared"

    def _expand(self, group: str, row: int, column: int, text: str) -> None:
        parts = shift.pieces(text)
        for at in self.shared.dependents(group):
            change = self.changes.get(at)
            if change is None:
                moved = shift.render(parts, at[0] - row, at[1] - column)
                self.changes[at] = Change(Formula(moved), keep_value=True)
            else:
                change.keep_formula = False

    # --- styles -------------------------------------------------------------------------------

    def style(self, at: tuple[int, int]) -> str | None:
        """The style attribute of the cell *at*; None when the cell is not written."""
        change = self.changes.get(at)
        span = self.rows.cell(*at)
        if span is None:
            return None if change is None else change.style
        if change is not None and change.style is not None:
            return change.style
        return attributes(span.match[1]).get("s", "0")

    def inherited_style(self, at: tuple[int, int]) -> str | None:
        """The style an unwritten cell shows: its row's or its column's."""
        row = self.row_attributes(at[0])
        if row.get("customFormat") in ("1", "true"):
            return row.get("s")
        for node in self._columns:
            found = self.tree.attributes(node)
            first, last = natural(found.get("min")), natural(found.get("max"))
            if first is not None and last is not None and first <= at[1] <= last:
                return found.get("style")
        return None

    @cached_property
    def _columns(self) -> list[Node]:
        holder = self.tree.root.find("cols")
        return list(holder.all("col")) if holder else []

    def row_attributes(self, number: int, table: str = "") -> dict[str, str]:
        """The attributes of row *number*, as *table* wants it; none when it isn't written."""
        if number in self.new_rows:
            needed = self.new_rows[number]
            return needed.models.get(table, needed.attributes)
        row = self.rows.row(number)
        if row is None:
            return {}
        return attributes(self.text.lex[row.start : row.open_end])
