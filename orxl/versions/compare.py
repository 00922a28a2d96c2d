"""What differs between two aligned versions: every content, and only once.

What a formula gives follows from what it rests on, so such a value is a consequence where that has
changed, and a change of its own where nothing has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from orxl.core.edits import Formula, present
from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.core.snapshot import EMPTY, Cell
from orxl.core.values import BLANK, same_value
from orxl.formulas.graph import graph_of
from orxl.formulas.relative import moved
from orxl.formulas.tokens import Kind as TokenKind
from orxl.formulas.tokens import split_prefix, tokenize
from orxl.versions.alignment import REFERRED, AlignedArea, Alignment
from orxl.versions.changes import Change, Kind
from orxl.versions.consequences import UNCALCULATED, consequences
from orxl.versions.frame import frame_changes
from orxl.versions.movement import movements
from orxl.versions.same import Sameness, same_formula

_A_FEW: Final = 3
_SOMEWHERE: Final = 5_000, 200
"""A row and a column from which formulas are read to be compared as copies of each other."""


def changes(
    alignment: Alignment, *, spelling: bool = False, more: Iterable[Change] = ()
) -> tuple[Change, ...]:
    """All that differs, sheet by sheet; with *spelling* also formulas that mean the same.

    *more* are changes found beside the cells. An alignment of a version with itself has none.
    """
    found = [*frame_changes(alignment), *more]
    cells: list[Change] = []
    for area in alignment.areas:
        found += movements(area)
        cells += _cells(alignment, area, spelling)
    found = [*_lost_formulas(found), *_filled(cells)]
    found = list(consequences(alignment, found))
    return _ordered(alignment, _with_causes(alignment, found))


def _cells(alignment: Alignment, area: AlignedArea, spelling: bool) -> Iterator[Change]:
    """The cells that are in both and hold something else."""
    names = _names_referred(alignment, area)
    one, other = area.before, area.after
    key = other.key_column
    for row, row_after in area.rows.forward.items():
        cells, cells_after = one.rows[row], other.rows[row_after]
        if cells is cells_after:
            continue
        for column, column_after in area.columns.forward.items():
            a, b = cells.get(column, EMPTY), cells_after.get(column_after, EMPTY)
            if a is b:
                continue
            plain = a.formula is b.formula is None and type(a.value) is type(b.value)
            if plain and a.value == b.value:
                continue
            at, at_after = one.cell(row, column), other.cell(row_after, column_after)
            kind = _kind(alignment, (a, at), (b, at_after))
            if kind is None or (kind is Kind.SPELLING and not spelling):
                continue
            if kind is Kind.VALUE and column_after == key:
                kind = Kind.ROW_RENAMED
            follows = _follows_key(a, b, names.get(column))
            if kind is Kind.RESULT:
                follows = UNCALCULATED if BLANK in (a.value, b.value) else ""
            yield _change(area, kind, (at, a), (at_after, b), follows)


def _change(
    area: AlignedArea, kind: Kind, before: tuple[CellRef, Cell], after: tuple[CellRef, Cell],
    follows: str = "",
) -> Change:  # fmt: skip
    (at, a), (at_after, b) = before, after
    other = area.after
    return Change(
        kind, other.sheet, other.name, other.called(at_after.row), other.header(at_after.column),
        at, at_after, present(a), present(b), follows=follows,
    )  # fmt: skip


def _kind(
    alignment: Alignment, before: tuple[Cell, CellRef], after: tuple[Cell, CellRef]
) -> Kind | None:
    """What kind of difference there is between two cells that are one cell."""
    (a, at), (b, at_after) = before, after
    if a.formula is None and b.formula is None:
        return None if _same_value(alignment, a, b) else Kind.VALUE
    if a.formula is None or b.formula is None:
        return Kind.FORMULA
    same = same_formula(alignment, (a.formula, at), (b.formula, at_after))
    if same is Sameness.CHANGED:
        return Kind.FORMULA
    if not _same_value(alignment, a, b) and not _same_but_spaces(a, b):
        return Kind.RESULT
    return Kind.SPELLING if same is Sameness.SPELLED else None


def _same_value(alignment: Alignment, a: Cell, b: Cell) -> bool:
    return same_value(a.value, b.value, date1904=alignment.version_after.book.date1904)


def _same_but_spaces(a: Cell, b: Cell) -> bool:
    """Whether two results are one text: LibreOffice keeps no spaces at the ends of a result."""
    one, other = a.value, b.value
    return isinstance(one, str) and isinstance(other, str) and one.strip() == other.strip()


def _names_referred(
    alignment: Alignment, area: AlignedArea
) -> dict[int, tuple[Mapping[str, str], bool]]:
    """For each column that names rows of other tables: those that have other names now.

    With whether it is the row's own key, which begins with such a name.
    """
    spec = area.before.spec
    if spec is None:
        return {}
    by_table = {a.before.name: a.renamed for a in alignment.tables if a.renamed}
    if not by_table:
        return {}
    found: dict[int, tuple[Mapping[str, str], bool]] = {}
    own: dict[str, str] = {}
    for number, key in area.before.columns.items():
        column = next((c for c in spec.columns if c.key == key), None)
        if column is None or column.choices not in REFERRED:
            continue
        names = by_table.get(REFERRED[column.choices], {})
        if names:
            found[number] = names, False
            if REFERRED[column.choices] != spec.name:  # else it is the key itself that changed
                own |= names
    if own and area.before.key_column is not None and area.before.key_column not in found:
        found[area.before.key_column] = own, True
    return found


def _follows_key(a: Cell, b: Cell, known: tuple[Mapping[str, str], bool] | None) -> str:
    if known is None or not isinstance(a.value, str) or not isinstance(b.value, str):
        return ""
    names, begins = known
    if not begins:
        return "nøkkel" if names.get(a.value) == b.value else ""
    fits = any(a.value.startswith(old) and new + a.value[len(old):] == b.value
               for old, new in names.items())  # fmt: skip
    return "nøkkel" if fits else ""


def _filled(cells: Collection[Change]) -> Iterator[Change]:
    """*cells* with formulas that are copies of each other, before and after, as one change."""
    groups: dict[tuple[str, str, str, str], list[Change]] = {}
    for change in cells:
        key = _copied(change)
        if key is None:
            yield change
        else:
            groups.setdefault(key, []).append(change)
    for group in groups.values():
        first = group[0]
        if len(group) == 1:
            yield first
        else:
            yield replace(first, row="", cells=tuple((c.before, c.after) for c in group))


def _lost_formulas(found: Sequence[Change]) -> Iterator[Change]:
    """*found* with the formulas for new rows that many columns have lost as one change."""
    lost = [c for c in found if c.kind is Kind.COLUMN_FORMULA and c.new is None]
    if len(lost) <= _A_FEW:
        yield from found
        return
    yield from (c for c in found if c not in lost)
    held = tuple((f"{c.table}[{c.column}]", c.old) for c in lost if c.old is not None)
    yield Change(Kind.COLUMN_FORMULA, name=str(len(lost)), contents=held)


def _copied(change: Change) -> tuple[str, str, str, str] | None:
    if change.kind not in (Kind.FORMULA, Kind.SPELLING) or not isinstance(change.new, Formula):
        return None
    old, at, at_after = change.old, change.before, change.after
    if at is None or at_after is None:
        return None
    was = relative(old.text, at) if isinstance(old, Formula) else ""
    return change.sheet, f"{change.kind}{change.table}", was, relative(change.new.text, at_after)


def relative(formula: str, at: CellRef) -> str:
    """*formula* as it would read in one and the same cell: the copies of a formula are alike."""
    return moved(formula, at, CellRef(at.sheet, *_SOMEWHERE))


def _with_causes(alignment: Alignment, found: Collection[Change]) -> list[Change]:
    """*found* with what follows from something marked so."""
    if not any(c.kind is Kind.RESULT and c.own for c in found):
        return list(found)
    book = alignment.version_after.book
    graph = graph_of(book)
    seeds = set(_seeds(alignment, found))
    names = {c.name.casefold() for c in found if c.kind in (Kind.NAME_CHANGED, Kind.NAME_ADDED)}
    if names:
        seeds |= {at for at, f in graph.formulas.items() if _mentions(book.cell(at), names)}
    caused = graph.dependents(seeds)
    volatile = graph.volatile

    def why(change: Change) -> str:
        if change.after in caused:
            return "inndata"
        return "tid" if change.after in volatile else ""

    return [replace(c, follows=why(c)) if c.kind is Kind.RESULT and c.own else c for c in found]


def _mentions(cell: Cell, names: Collection[str]) -> bool:
    return any(
        token.kind is TokenKind.NAME and split_prefix(token.text)[1].casefold() in names
        for token in tokenize(cell.formula or "")
    )


def _seeds(alignment: Alignment, found: Collection[Change]) -> Iterator[CellRef]:
    """The cells that are otherwise now, and those of the areas that rows or columns left."""
    wide: set[tuple[str, str]] = set()
    for change in found:
        if change.kind is Kind.RESULT:
            continue
        if change.kind in (Kind.VALUE, Kind.FORMULA, Kind.ROW_RENAMED):
            if change.after is not None:
                yield change.after
            yield from (after for _, after in change.cells if after is not None)
        else:
            wide.add((change.sheet.casefold(), change.table))
    for area in alignment.areas:
        if (area.after.sheet.casefold(), area.after.name) in wide:
            for row in area.after.rows:
                for column in area.after.columns:
                    yield area.after.cell(row, column)


def _ordered(alignment: Alignment, found: Collection[Change]) -> tuple[Change, ...]:
    """By sheet, as they stand after; within a sheet by row, with what is gone where it was."""
    order = {s.name: n for n, s in enumerate(alignment.version_after.book.sheets)}

    def place(change: Change) -> tuple[int, int, int]:
        at = change.at
        sheet = order.get(change.sheet, len(order) if change.sheet else -1)
        return (sheet, 0, 0) if at is None else (sheet, at.row, at.column)

    return tuple(sorted(found, key=place))
