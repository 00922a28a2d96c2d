"""The gate's look at a sheet that grafts changed: each cell is as before, or as in the model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from orxl.core.grafts import AddColumns, AddSheet, AddTable, Dress, Graft, TakeCell
from orxl.core.refs import CellRef, Range
from orxl.xlsx.gate.graftcells import by_column, columns_of
from orxl.xlsx.gate.graftframe import FrameCheck
from orxl.xlsx.gate.outline import Outline, child, children, local, said
from orxl.xlsx.xml.elements import element, same

_CONTENT: Final = ("f", "v", "is")
At = tuple[int, int]


class SheetCheck:
    """One sheet in the old workbook, the new one and the model, and what is declared of it."""

    def __init__(
        self, old: Outline, new: Outline, model: Outline, sheet: str, grafts: Sequence[Graft]
    ) -> None:
        self._old, self._new, self._model = old, new, model
        self._sheet = sheet
        self._part = old.sheets[sheet]
        self.taken: list[Range] = []
        """Where the cells are to be as in the model."""
        self.dressed: list[Range] = []
        """Where the cells are to look so."""
        self._linked: list[str] = []
        self._columns: dict[int, bool] = {}
        self._styles = columns_of(child(old.tree(self._part), "cols"))
        self._new_tables = 0
        for graft in grafts:
            self._declare(graft)
        self._frame = FrameCheck(
            old, new, model, sheet, self.taken, self.dressed, self._linked, self._columns
        )

    @property
    def touched(self) -> bool:
        """Whether anything is declared of the sheet."""
        return bool(self.taken or self.dressed)

    def _declare(self, graft: Graft) -> None:
        if isinstance(graft, AddSheet):
            return
        if isinstance(graft, TakeCell | Dress):
            cell = graft.cell if isinstance(graft, TakeCell) else graft.area
            if cell.sheet.casefold() != self._sheet.casefold():
                return
        if isinstance(graft, TakeCell):
            at = (graft.cell.row, graft.cell.column)
            self.taken.append(Range(self._sheet, *at, *at))
            self._linked.append(graft.cell.a1)
        elif isinstance(graft, Dress):
            area = graft.area
            corners = (area.first_row, area.first_column, area.last_row, area.last_column)
            self.dressed.append(Range(self._sheet, *corners))
        else:
            self._declare_table(graft)

    def _declare_table(self, graft: AddTable | AddColumns) -> None:
        name = (graft.name if isinstance(graft, AddTable) else graft.table).casefold()
        part, home = self._model.tables[name]
        if home.casefold() != self._sheet.casefold():
            return
        area = Range.of(self._sheet, self._model.tree(part).get("ref", ""))
        first = area.first_column
        if isinstance(graft, AddColumns):
            root = self._old.tree(self._old.tables[name][0])
            first = Range.of(self._sheet, root.get("ref", "")).last_column + 1
        else:
            self._new_tables += 1
        self.taken.append(
            Range(self._sheet, area.first_row, first, area.last_row, area.last_column)
        )
        for column in range(first, area.last_column + 1):
            wide = self._columns.get(column, False) or isinstance(graft, AddColumns)
            self._columns[column] = wide

    def new_tables(self) -> list[str]:
        """The relationships of the tables that came to the sheet."""
        return self._frame.new_tables()

    def problem(self) -> str:
        """What is wrong with the new sheet (``""``: nothing), as the end of a sentence."""
        return self._cells() or self._frame.problem(self._new_tables)

    def _cells(self) -> str:
        old, new = (dict(book.rows(self._part)) for book in (self._old, self._new))
        model_part = self._model.sheets.get(self._sheet, "")
        model = dict(self._model.rows(model_part)) if model_part else {}
        if list(new) != sorted(new):
            return "har rader i feil rekkefølge"
        for number in sorted({*old, *new, *model}):
            a, b, m = old.get(number), new.get(number), model.get(number)
            if b is None:
                cells = by_column(m)
                wanted = (cells[column] for column in self._wanted(number, cells))
                if a is not None or not all(self._as_model(None, None, w, None) for w in wanted):
                    return f"mangler rad {number}"
                continue
            if not _same_row(a, b, m):
                return f"har fått andre egenskaper i rad {number}"
            problem = self._row(number, a, b, m)
            if problem:
                return problem
        return ""

    def _row(self, number: int, a: element | None, b: element, m: element | None) -> str:
        old, new, model = by_column(a), by_column(b), by_column(m)
        for column in sorted({*old, *new, *self._wanted(number, model)}):
            at = CellRef(self._sheet, number, column)
            before, after = old.get(column), new.get(column)
            shown = self._shown(a, column) if before is None else before.get("s", "0")
            if any(at in area for area in self.taken):
                fine = self._as_model(before, after, model.get(column), shown)
            elif any(at in area for area in self.dressed):
                fine = self._as_dressed(before, after, model.get(column), shown)
            else:
                fine = _as_before(before, after)
            if not fine:
                return f"har feil innhold i {at.a1}"
        if a is None and not any(number in range(t.first_row, t.last_row + 1) for t in self.taken):
            return f"har fått en ny rad {number}"
        return ""

    def _wanted(self, number: int, model: Iterable[int]) -> list[int]:
        return [
            column
            for column in model
            if any(CellRef(self._sheet, number, column) in area for area in self.taken)
        ]

    def _shown(self, row: element | None, column: int) -> str | None:
        """The style that a cell shows which is not written: its row's, or its column's."""
        if row is not None and row.get("customFormat") in ("1", "true"):
            return row.get("s")
        return self._styles.get(column, {}).get("style")

    def _as_model(
        self, a: element | None, b: element | None, m: element | None, shown: str | None
    ) -> bool:
        if m is None:
            return _as_before(a, b)
        if b is None:
            return not children(m) and m.get("s", "0") == "0"
        keep = (
            [found for found in children(a) if local(found) not in _CONTENT]
            if a is not None
            else []
        )
        others = [found for found in children(b) if local(found) not in _CONTENT]
        if len(keep) != len(others) or not all(map(same, keep, others)):
            return False
        known = {"r", "s", "t", *(a.attrib if a is not None else ())}
        if not {str(name) for name in b.attrib} <= known:
            return False
        return _content(b) == _content(m) and self._looks(shown, b, m)

    def _as_dressed(
        self, a: element | None, b: element | None, m: element | None, shown: str | None
    ) -> bool:
        if a is None or b is None or m is None:
            return a is None and b is not None and not children(b) and self._looks(shown, b, m)
        return _content(a) == _content(b) and self._looks(shown, b, m)

    def _looks(self, shown: str | None, b: element, m: element | None) -> bool:
        """Whether *b* looks as *m* does, apart from somebody's colour, *shown* behind it."""
        look, fill = self._new.looks[int(b.get("s", "0"))]
        wanted, own = self._model.looks[int("0" if m is None else m.get("s", "0"))]
        if look != wanted:
            return False
        there = None if shown is None else self._old.looks[int(shown)][1]
        return fill == (there if there is not None and _shows(there) else own)


def _shows(fill: Any) -> bool:
    """Whether a fill, as the outline says it, shows a colour."""
    return any(
        kind == "gradientFill" or dict(facts).get("patternType", "none") != "none"
        for kind, facts, *_ in fill[2]
    )


def _same_row(a: element | None, b: element, m: element | None) -> bool:
    """Whether the row's own attributes are the old one's; a new row is as high as its model."""
    new = _attributes(b, "spans", "r")
    if a is not None:
        return new == _attributes(a, "spans", "r")
    model = _attributes(m, "spans", "r") if m is not None else {}
    wanted = {name: value for name, value in model.items() if name in ("ht", "customHeight")}
    return new == wanted


def _attributes(node: element, *but: str) -> dict[str, str]:
    return {str(name): str(value) for name, value in node.attrib.items() if name not in but}


def _as_before(a: element | None, b: element | None) -> bool:
    if a is None or b is None:
        return a is b
    if a.get("r") is None and b.get("r") is not None:
        a.set("r", b.get("r", ""))
    a.tail = b.tail = None
    return same(a, b)


def _content(cell: element) -> tuple[object, ...]:
    """What the cell holds: its formula, or the kind and text of its value."""
    f, v, inline = (child(cell, name) for name in _CONTENT)
    kind = cell.get("t", "n")
    if f is not None:
        return ("formula", f.text, said(f)[1], v is not None and v.text is not None)
    if inline is not None:
        texts = [node.text or "" for node in inline.iter("{*}t")]
        return ("text", "".join(texts))
    if v is None or v.text is None:
        return ("blank",)
    return ("text", v.text) if kind in ("str", "inlineStr") else (kind, _number(kind, v.text))


def _number(kind: str, text: str) -> object:
    return float(text) if kind == "n" else text
