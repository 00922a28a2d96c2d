"""A workbook as the rules see it, that remembers what each rule has read of it.

When the workbook is checked once more, a rule is asked again only where something that it read is
another than it was. Rules see nothing of a workbook but a :class:`View`; so it is enough that the
view, and what it is made of, is recorded (:mod:`orxl.core.recording`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, Final, cast

from orxl.binding import BoundBook, BoundTable
from orxl.core.identical import alike, same_cell
from orxl.core.recording import Scene, Token, note, standing_in_for, told
from orxl.core.refs import CellRef
from orxl.core.snapshot import EMPTY, Book, Cell, Sheet, Table
from orxl.core.values import Value
from orxl.formulas.graph import graph_of
from orxl.formulas.recalculate import Recalculation
from orxl.programme.programme import Programme
from orxl.rules.kit.view import View

_GRAPH: Final = ("graph", "")
_SHEETS: Final = ("book", "sheets")
_REFS: Final = ("refs", "")
_NAMES: Final = ("tables", "")
_AGREED: Final = ("calculated", "agreed")


class _Tables(Mapping[str, BoundTable]):
    """The tables of a bound workbook, of which each one is read by itself."""

    def __init__(
        self, plain: Mapping[str, BoundTable], scene: Scene, only: str | None = None
    ) -> None:
        self._plain, self._note, self._only = plain, scene.note, only

    def __getitem__(self, name: str) -> BoundTable:
        self._note(("table", name))
        return self._plain[name]

    def get(self, name: str, default: Any = None) -> Any:
        self._note(("table", name))
        return self._plain.get(name, default)

    def __contains__(self, name: object) -> bool:
        self._note(("table", name))
        return name in self._plain

    def __iter__(self) -> Iterator[str]:
        if self._only is not None:
            return iter((self._only,))
        self._note(_NAMES)
        return iter(self._plain)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _sheet(self: Any, name: str) -> Sheet | None:
    self.note(("sheet", name))
    return cast("Book", self.plain).sheet(name)


def _cell(self: Any, ref: CellRef) -> Cell:
    sheet = self.by_exact_name.get(ref[0])
    if sheet is None:  # spelled in another case, or there is none
        self.note(("sheet", ref[0]))
        return cast("Book", self.plain).cell(ref)
    note(ref)
    return cast("Sheet", sheet).cells.get((ref[1], ref[2]), EMPTY)


def _table(self: Any, name: str) -> Table | None:
    self.note(("book", "tables"))
    return cast("Book", self.plain).table(name)


def _value(self: Any, cell: CellRef) -> Value:
    stored = self.bound.book.cell(cell)
    if stored.formula is None:
        return cast("Value", stored.value)
    return cast("View", self.plain).recalculation.agreed.get(cell, stored.value)


def _table_at(self: Any, cell: CellRef) -> BoundTable | None:
    self.note(_REFS)
    found = cast("BoundBook", self.plain).table_at(cell)
    if found is not None:
        self.note(("table", found.spec.name))
    return found


def _each_table(self: Any) -> tuple[View, ...]:
    self.note(_NAMES)
    return cast("tuple[View, ...]", self.each)


def _part(name: str) -> property:
    """A field that is a stand-in itself, or is made of them: handed out without a word."""
    return property(lambda self: self.__dict__["parts"][name])


_BOOK: Final = standing_in_for(Book, "book", {
    "sheet": _sheet, "cell": _cell, "table": _table, "tables": told("book", "tables"),
})  # fmt: skip
_PROGRAMME: Final = standing_in_for(Programme, "programme", {})
_BOUND: Final = standing_in_for(BoundBook, "bound", {
    **{name: _part(name) for name in ("book", "tables", "programme")},
    **{name: told("bound", name) for name in ("declared", "fixed", "names")},
    "table_at": _table_at,
})  # fmt: skip
_CALCULATED: Final = standing_in_for(Recalculation, "calculated", {
    name: told("calculated", name) for name in ("agreed", "disputed", "undecided", "volatile")
})  # fmt: skip
_VIEW: Final = standing_in_for(View, "view", {
    **{name: _part(name) for name in ("bound", "recalculation", "book", "programme")},
    "value": _value,
    "each_table": _each_table,
})  # fmt: skip


def recorded_view(plain: View, earlier: View | None = None) -> View:
    """*plain*, recorded.

    Of an *earlier* recorded view it knows what was worked out from what still is the same. It must
    share what is the same with it, object by object, where it can.
    """
    before = None if earlier is None else cast("Any", earlier)
    if before is not None and _sheet_names(plain) != _sheet_names(before.plain):
        before = None
    scene = Scene(None if before is None else before.scene)
    bound, book = plain.bound, plain.bound.book
    own = _BOOK.of(book, "book", scene, by_exact_name={s.name: s for s in book.sheets})
    programme = _PROGRAMME.of(bound.programme, "programme", scene)
    calculated = _CALCULATED.of(plain.recalculation, "calculated", scene)

    def seen_by(who: Hashable, only: str | None, each: tuple[View, ...]) -> View:
        bound_own = _BOUND.of(bound, ("bound", who), scene)
        tables = _Tables(bound.tables, scene, only)
        bound_own.__dict__["parts"] = {"book": own, "tables": tables, "programme": programme}
        parts = {
            "bound": bound_own, "recalculation": calculated, "book": own, "programme": programme,
        }  # fmt: skip
        found: View = _VIEW.of(plain, ("view", who), scene, parts=parts, each=each)
        return found

    view = seen_by(None, None, tuple(seen_by(name, name, ()) for name in bound.tables))
    if before is not None:
        scene.take_over(_changed(scene.seen, before.plain, plain))
    scene.seen.add(_GRAPH)
    own.know((graph_of, ((),)), graph_of(book), (_GRAPH,))
    return view


def _sheet_names(view: View) -> list[str]:
    return [sheet.name for sheet in view.book.sheets]


def _changed(seen: Iterable[Token], before: View, now: View) -> frozenset[Token]:
    """What is another thing *now* than *before*: cells, and what else has been *seen*."""
    agreed = _other_values(now, before)
    changed: set[Token] = {*_other_cells(now.book, before.book), *agreed}
    for token in seen:
        kind, name = cast("tuple[str, str]", token)
        if bool(agreed) if token == _AGREED else _differs(kind, name, before, now):
            changed.add(token)
    return frozenset(changed)


def _other_cells(book: Book, before: Book) -> Iterator[CellRef]:
    """The cells in which anything is another than it was, the style too."""
    for sheet, old in zip(book.sheets, before.sheets, strict=True):
        if sheet is old:
            continue
        for at in sheet.cells.keys() | old.cells.keys():
            cell, was = sheet[at], old[at]
            if not same_cell(cell, was):
                yield CellRef(sheet.name, *at)


def _other_values(now: View, before: View) -> set[CellRef]:
    """The cells whose agreed value is another, or is gone or new."""
    new, old = now.recalculation.verdicts, before.recalculation.verdicts
    cells = {
        c for c, said in new.items() if said is not (was := old.get(c)) and not alike(said, was)
    }
    cells.update(old.keys() - new.keys())
    return cells


def _differs(kind: str, name: str, before: View, now: View) -> bool:
    if kind == "sheet":
        return before.book.sheet(name) is not now.book.sheet(name)
    if kind == "table":
        return before.bound.tables.get(name) is not now.bound.tables.get(name)
    if (kind, name) == _NAMES:
        return list(before.bound.tables) != list(now.bound.tables)
    if (kind, name) == _REFS:
        return _refs(before.bound) != _refs(now.bound)
    if (kind, name) == _GRAPH:
        return graph_of(before.book) is not graph_of(now.book)
    if (kind, name) == _SHEETS:
        return not _each_is(before.book.sheets, now.book.sheets)
    old, new = (getattr(_owner(kind, view), name) for view in (before, now))
    if kind == "programme":
        return not _each_is(old, new)
    return not alike(old, new)


def _owner(kind: str, view: View) -> object:
    owners: dict[str, object] = {
        "view": view,
        "bound": view.bound,
        "book": view.book,
        "calculated": view.recalculation,
        "programme": view.programme,
    }
    return owners[kind]


def _each_is(one: Iterable[object], other: Iterable[object]) -> bool:
    first, second = list(one), list(other)
    return len(first) == len(second) and all(a is b for a, b in zip(first, second, strict=True))


def _refs(bound: BoundBook) -> list[object]:
    return [(name, table.table.ref) for name, table in bound.tables.items()]
