"""What the rules about formulas share: formulas that are not as declared, and what they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from orxl.core.edits import Formula, SetCell, present
from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.snapshot import Cell
from orxl.core.values import CellError, same_value
from orxl.formulas.form import Form
from orxl.formulas.graph import graph_of
from orxl.formulas.lint import Lint, LintKind, lint
from orxl.formulas.lowering import SheetFormulas
from orxl.formulas.normal import equal
from orxl.formulas.structured import lower
from orxl.formulas.tokens import Kind, numbers_in, tokenize
from orxl.layout import NUMBER_FORMATS
from orxl.rules.kit.tables import ASSUMED, GRANTS, PROJECTS
from orxl.rules.kit.view import View
from orxl.rules.shared.inputs import formula_inputs
from orxl.rules.shared.over_tables import left_behind
from orxl.rules.shared.table_keys import dangling, keys, uses


@dataclass(frozen=True, slots=True)
class Deviation:
    """A cell that does not hold the formula it must hold."""

    cell: CellRef
    declared: str
    held: Cell


@per_object
def deviations(view: View) -> Sequence[Deviation]:
    """Every cell whose formula is missing or another than the layout's.

    A declared formula that cannot be resolved (its table, column or name is gone) is passed over:
    the rules about structure say what is wrong, and putting it back would not help. So is one
    that was left behind over another column.
    """
    found = []
    elsewhere = {placed.cell for left in left_behind(view) for placed in left.cells}
    for cell in _otherwise(view):
        held, declared = view.book.cell(cell), view.bound.declared[cell]
        if cell in elsewhere:
            continue
        same = held.formula is not None and equal(held.formula, declared, cell, view.book)
        if not same and resolves(view, cell, declared):
            found.append(Deviation(cell, declared, held))
    return found


@per_object
def _otherwise(view: View) -> Sequence[CellRef]:
    """The cells that do not hold, letter for letter, what is declared for them."""
    at = view.book.cell
    return [cell for cell, text in view.bound.declared.items() if at(cell).formula != text]


def put_back(view: View, deviation: Deviation) -> SetCell:
    """The edit that puts the declared formula where it belongs, and lets it show its value.

    A cell that was formatted as text would show the formula itself.
    """
    cell, gives = deviation.cell, view.restored.get(deviation.cell)
    kinds = (
        column.kind
        for bound in view.bound.tables.values()
        if bound.table.sheet == cell.sheet and cell.row in bound.table.data_rows
        for column in bound.spec.columns
        if bound.columns.get(column.key) == cell.column and not column.kind.textual
    )
    shown = next((NUMBER_FORMATS[kind] for kind in kinds), "General")
    formula = Formula(deviation.declared, gives)
    return SetCell(cell, formula, present(view.book.cell(cell)), shown)


def resolves(view: View, cell: CellRef, formula: str) -> bool:
    """Whether all tables, columns and names that *formula* uses are there, and not its own cell.

    A formula that reads its own cell can be no cell's: the layout asks for it where lines stand in
    another order than they should.
    """
    lowered = lower(formula, cell, view.book)
    if any(token.kind is Kind.ERROR for token in tokenize(lowered)):
        return False
    reading = SheetFormulas(cell.sheet, view.book).lowered(lowered)
    return not reading.unknown_names and not any(cell in area for area in reading.ranges)


def others(view: View) -> Iterator[tuple[CellRef, Cell]]:
    """The formula cells of the workbook that the layout does not declare: those staff wrote."""
    for cell in graph_of(view.book).cells:
        if cell not in view.bound.declared:
            yield cell, view.book.cell(cell)


@per_object
def errors(view: View) -> Mapping[CellRef, CellError]:
    """Every cell that shows an error value, typed or calculated."""
    found: dict[CellRef, CellError] = {}
    if not _shows_any(view):
        return found
    for sheet in view.book.sheets:
        for (row, column), held in sheet.cells.items():
            if held.formula is not None or isinstance(held.value, CellError):
                cell = CellRef(sheet.name, row, column)
                value = view.value(cell)
                if isinstance(value, CellError):
                    found[cell] = value
    return found


def _shows_any(view: View) -> bool:
    """Whether an error value stands anywhere at all: hardly ever, and then nobody need look."""
    stored = (held.value for sheet in view.book.sheets for held in sheet.cells.values())
    return CellError in {*map(type, stored), *map(type, view.recalculation.agreed.values())}


@per_object
def explained(view: View) -> frozenset[CellRef]:
    """The cells in which other rules find what makes a figure wrong.

    Values that do not fit their column, with the other inputs of a row that cannot be read;
    formulas in input cells whose stored value is old; formulas that are not as declared, or stand
    over another column; grants that do not exist.
    """
    cells = {problem.cell for problem in view.bound.problems}
    for bound in view.bound.tables.values():
        for row in bound.rows:
            if bound.spec.content and row.record is None and not row.blank:
                cells.update(row.cells.values())
    for _, _, cell in formula_inputs(view):
        if not same_value(view.value(cell), view.book.cell(cell).value):
            cells.add(cell)
    cells.update(deviation.cell for deviation in deviations(view))
    cells.update(placed.cell for left in left_behind(view) for placed in left.cells)
    if view.has(GRANTS, "grant_id"):
        known = keys(view, GRANTS, "grant_id")
        for lost in dangling(uses(view, PROJECTS, "grant"), known):
            cells.update(lost.cells)
    return frozenset(cells)


def reads_another_book(view: View, cell: CellRef) -> bool:
    """Whether the formula in *cell* reads another workbook, directly or by a name."""
    reading = graph_of(view.book).formulas.get(cell)
    return reading is not None and reading.external


def constants(view: View, cell: CellRef, formula: str) -> dict[float, str]:
    """Numbers in the *formula* of *cell* that are the value of an assumption, with its name."""
    values = _assumed(view)
    compiled = graph_of(view.book).formulas.get(cell)
    # What is lowered as it stands has its form's numbers, and most have none of an assumption.
    if compiled is not None and compiled.given is formula and compiled.form not in _assuming(view):
        return {}
    return {number: values[number] for number in numbers_in(formula) if number in values}


@per_object
def _assuming(view: View) -> frozenset[Form]:
    """The forms with a number that is the value of an assumption."""
    forms, values = graph_of(view.book).by_form, _assumed(view)
    return frozenset(form for form in forms if not form.numbers.isdisjoint(values))


@per_object
def _assumed(view: View) -> Mapping[float, str]:
    """The assumptions that are numbers: each value with its name.

    Small whole numbers are left out: a 2 or a 4 is hardly the assumption of that size.
    """
    values: dict[float, str] = {}
    for row in view.rows(ASSUMED):
        name, value = row.values.get("name"), row.values.get("value")
        if isinstance(name, str) and isinstance(value, float) and not _common(value):
            values.setdefault(value, name)
    return values


def _common(value: float) -> bool:
    return value == round(value) and value < 10


@per_object
def lints(view: View) -> Sequence[tuple[Lint, bool]]:
    """What is doubtful about formulas, and whether it makes a value unsteady or untraceable.

    The layout's own formulas are left out: that they are read alike everywhere is tested.
    """
    declared, otherwise = view.bound.declared, frozenset(_otherwise(view))
    own = [c for c in graph_of(view.book).formulas if c not in declared or c in otherwise]
    return [
        (item, item.kind in (LintKind.UNTRACEABLE, LintKind.VOLATILE))
        for item in lint(view.book, cells=own)
    ]
