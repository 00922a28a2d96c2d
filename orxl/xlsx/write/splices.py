"""From a draft's changes to splices in the sheet's bytes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from orxl.core.edits import Formula
from orxl.core.refs import CellRef, Range, column_letters
from orxl.core.values import BLANK
from orxl.xlsx.read.grammar import RawCell, Span
from orxl.xlsx.write.content import Written, formula, result, written
from orxl.xlsx.write.draft import Change, Draft
from orxl.xlsx.write.rows import CellSpan, RowSpan
from orxl.xlsx.xml.text import escape_attribute, natural
from orxl.xlsx.xml.tree import Splice, set_attribute


class CellWriter:
    """Writes one draft's changed cells."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._lex = draft.text.lex
        self._prefix = draft.prefix
        self._date1904 = draft.context.date1904
        self._holder_tail: list[bytes] = []

    def splices(self) -> list[Splice]:
        """Everything that changes between ``<sheetData>`` and ``</sheetData>``."""
        out: list[Splice] = []
        todo = sorted(self._draft.changes.items())
        rendered = [
            (number, [(at[1], change) for at, change in group])
            for number, group in groupby(todo, key=lambda item: item[0][0])
        ]
        for number, changes in rendered:
            row = self._draft.rows.row(number)
            if row is None:
                out += self._new_row(number, changes)
            else:
                out += self._row(row, changes)
        # Two new rows (or cells) may ask the same successor to say its number.
        return [*dict.fromkeys(out), *self._tail()]

    def _tail(self) -> list[Splice]:
        """Rows below all others, put in front of ``</sheetData>``."""
        if not self._holder_tail:
            return []
        holder, new = self._draft.holder, b"".join(self._holder_tail)
        if holder.empty:
            return self._draft.tree.set_content(holder, new)
        return [(holder.close, holder.close, new)]

    # --- rows -----------------------------------------------------------------------------------

    def _new_row(self, number: int, changes: list[tuple[int, Change]]) -> list[Splice]:
        cells = b"".join(self._new_cell(number, column, change) for column, change in changes)
        gone = all(change.removed for _, change in changes)
        if not cells and (gone or number not in self._draft.new_rows):
            return []
        p = self._prefix.encode()
        found = {"r": str(number)} | self._draft.row_attributes(number)
        tag = b"".join(
            b' %s="%s"' % (name.encode(), escape_attribute(value)) for name, value in found.items()
        )
        new = b"<%srow%s>%s</%srow>" % (p, tag, cells, p) if cells else b"<%srow%s/>" % (p, tag)
        following = self._draft.rows.after(number)
        if following is None:
            self._holder_tail.append(new)
            return []
        return [(following.start, following.start, new), *self._numbered(following)]

    def _numbered(self, row: RowSpan) -> list[Splice]:
        """Let *row* say its number, which no longer follows from the row before it."""
        if row.has_number:
            return []
        return set_attribute(self._lex, row.start, row.open_end, "r", str(row.number))

    def _row(self, row: RowSpan, changes: list[tuple[int, Change]]) -> list[Splice]:
        cells = self._draft.rows.cells(row)
        gone = {column for column, change in changes if change.removed}
        if gone and {cell.column for cell in cells} <= gone and len(gone) == len(changes):
            following = self._draft.rows.after(row.number)
            return [(row.start, row.end, b""), *(self._numbered(following) if following else ())]
        out: list[Splice] = []
        by_column = {cell.column: cell for cell in cells}
        written_columns = []
        for column, change in changes:
            cell = by_column.get(column)
            if cell is not None:
                out += self._old_cell(row, cell, cells, change)
                continue
            new = self._new_cell(row.number, column, change)
            if new:
                written_columns.append(column)
                out += self._insert(row, cells, column, new)
        if row.empty and out:
            end_tag = b"</" + self._prefix.encode() + b"row>"
            slash = self._lex.rindex(b"/", row.start, row.open_end)
            out = [(slash, row.open_end, b">" + b"".join(piece[2] for piece in out) + end_tag)]
        return [*self._spans(row, written_columns), *out]

    def _spans(self, row: RowSpan, columns: list[int]) -> list[Splice]:
        """Widen the row's hint about its columns; a wrong one makes Excel drop cells."""
        text = self._draft.row_attributes(row.number).get("spans")
        if text is None or not columns:
            return []
        found = map(natural, text.replace(":", " ").split())
        numbers = [number for number in found if number is not None]
        if not numbers:
            return []
        low, high = min(*numbers, *columns), max(*numbers, *columns)
        if (low, high) == (min(numbers), max(numbers)):
            return []
        return set_attribute(self._lex, row.start, row.open_end, "spans", f"{low}:{high}")

    def _insert(self, row: RowSpan, cells: list[CellSpan], column: int, new: bytes) -> list[Splice]:
        following = next((cell for cell in cells if cell.column > column), None)
        if following is None:
            return [(row.close, row.close, new)]
        start = following.match.start()
        return [(start, start, new), *self._referenced(row, following)]

    def _referenced(self, row: RowSpan, cell: CellSpan) -> list[Splice]:
        if cell.has_reference or self._is_changed(row.number, cell.column):
            return []
        a1 = f"{column_letters(cell.column)}{row.number}"
        return set_attribute(self._lex, cell.match.start(), cell.match.end(1) + 1, "r", a1)

    def _is_changed(self, row: int, column: int) -> bool:
        return (row, column) in self._draft.changes

    # --- cells ------------------------------------------------------------------------------------

    def _new_cell(self, row: int, column: int, change: Change) -> bytes:
        at = CellRef(self._draft.part.name, row, column)
        style = change.style
        if style is None:
            style = self._draft.inherited_style((row, column))
        if change.removed or (change.content is BLANK and change.style is None):
            return b""
        new = written(change.content, at, self._prefix, date1904=self._date1904)
        p = self._prefix.encode()
        tag = b'<%sc r="%s"' % (p, at.a1.encode())
        if style not in (None, "0"):
            tag += b' s="%s"' % escape_attribute(str(style))
        if new.kind is not None:
            tag += b' t="%s"' % new.kind.encode()
        inside = new.formula + new.value
        return tag + b">" + inside + b"</%sc>" % p if inside else tag + b"/>"

    def _old_cell(
        self, row: RowSpan, cell: CellSpan, cells: list[CellSpan], change: Change
    ) -> list[Splice]:
        raw = cell.raw(self._draft.lexer)
        if change.removed:
            following = next((other for other in cells if other.column > cell.column), None)
            fix = self._referenced(row, following) if following is not None else []
            return [(raw.start, raw.end, b""), *fix]
        at = CellRef(self._draft.part.name, row.number, cell.column)
        if change.keep_value and isinstance(change.content, Formula):
            return self._formula_text(raw, change.content.text, at)
        if change.keep_formula and isinstance(change.content, Formula):
            cached = BLANK if change.content.cached is None else change.content.cached
            new = result(cached, at, self._prefix, date1904=self._date1904)
            return self._refill(row, cell, raw, new, [raw.v, raw.inline], change)
        new = written(change.content, at, self._prefix, date1904=self._date1904)
        return self._refill(row, cell, raw, new, [raw.f, raw.v, raw.inline], change)

    def _formula_text(self, raw: RawCell, text: str, at: CellRef) -> list[Splice]:
        """The formula element anew, its value as it was."""
        if raw.f is None:
            return []
        kept = {
            name: value
            for name, value in (raw.f_attributes or {}).items()
            if name not in ("t", "ref", "si")
        }
        new = formula(text, at, self._prefix)
        tag = b"".join(
            b' %s="%s"' % (name.encode(), escape_attribute(value)) for name, value in kept.items()
        )
        name_end = 2 + len(self._prefix)
        return [(raw.f[0], raw.f[1], new[:name_end] + tag + new[name_end:])]

    def _refill(
        self,
        row: RowSpan,
        cell: CellSpan,
        raw: RawCell,
        new: Written,
        old: list[Span | None],
        change: Change,
    ) -> list[Splice]:
        """Take the pieces *old* out of the cell and put *new* in, leaving everything else."""
        lex = self._lex
        out: list[Splice] = []
        names: list[tuple[str, str | None]] = [("t", new.kind)]
        if not change.keep_formula:
            names.append(("cm", None))
        names.append(("vm", None))
        if change.style is not None and change.style != raw.attributes.get("s", "0"):
            names.append(("s", change.style))
        if not cell.has_reference and self._follows_a_new_one(row, cell):
            names.append(("r", f"{column_letters(cell.column)}{row.number}"))
        for name, value in names:
            out += set_attribute(lex, raw.start, raw.open_end, name, value)
        inside = new.formula + new.value
        p = self._prefix.encode()
        if raw.end == raw.open_end:  # <c/>
            if inside:
                slash = lex.rindex(b"/", raw.start, raw.open_end)
                out.append((slash, raw.end, b">" + inside + b"</%sc>" % p))
            return out
        there = sorted(span for span in old if span is not None)
        first = there[0][0] if there else self._value_place(raw)
        for number, span in enumerate(there):
            out.append((*span, inside if number == 0 else b""))
        if not there and inside:
            out.append((first, first, inside))
        if not inside and self._is_bare(raw, there):
            out = [piece for piece in out if piece[1] <= raw.open_end]
            out.append((raw.open_end - 1, raw.end, b"/>"))
        return out

    def _value_place(self, raw: RawCell) -> int:
        return raw.f[1] if raw.f is not None else raw.open_end

    def _is_bare(self, raw: RawCell, gone: list[Span]) -> bool:
        """Whether nothing is left in the cell without *gone*."""
        left = bytearray(self._draft.text.data[raw.open_end : raw.end])
        for start, end in gone:
            left[start - raw.open_end : end - raw.open_end] = b" " * (end - start)
        return left[: left.rindex(b"</")].strip() == b""

    def _follows_a_new_one(self, row: RowSpan, cell: CellSpan) -> bool:
        return any(
            self._draft.rows.cell(row.number, column) is None or change.removed
            for (number, column), change in self._draft.changes.items()
            if number == row.number and column < cell.column
        )


def dimension(draft: Draft) -> Iterator[Splice]:
    """Let ``dimension`` cover the cells that are new."""
    node = draft.tree.root.find("dimension")
    filled = [
        at
        for at, change in draft.changes.items()
        if not change.removed and change.content is not BLANK
    ]
    if node is None or not filled:
        return
    try:
        old = Range.of(draft.part.name, draft.tree.get(node, "ref") or "")
    except ValueError:
        return
    new = Range(
        old.sheet,
        min(old.first_row, *(row for row, _ in filled)),
        min(old.first_column, *(column for _, column in filled)),
        max(old.last_row, *(row for row, _ in filled)),
        max(old.last_column, *(column for _, column in filled)),
    )
    if new != old:
        yield from draft.tree.set(node, "ref", new.a1)
