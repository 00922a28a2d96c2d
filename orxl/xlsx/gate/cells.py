"""The gate's look at cells: each is as it was, or holds what was declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from orxl.core.edits import Formula
from orxl.core.refs import column_letters
from orxl.core.values import BLANK, Value
from orxl.xlsx.gate.cut import Cut, by_column
from orxl.xlsx.gate.declared import Expect, Place
from orxl.xlsx.gate.formulas import Formulas
from orxl.xlsx.gate.held import SPACE, cached, holds_value, keeps_blanks
from orxl.xlsx.gate.looks import Looks, expected_spans
from orxl.xlsx.gate.references import moved, same_formula
from orxl.xlsx.gate.resized import Resized, regrown
from orxl.xlsx.gate.styles import Restyling
from orxl.xlsx.xml.elements import attributes, child, element, local_name, same

_ORDER: Final = ("f", "v", "is")
"""How the schema orders what a cell holds; anything else follows."""


class Cells:
    """Compares the rows of one sheet and remembers which declared cells it has seen."""

    def __init__(
        self,
        sheet: str,
        expected: Mapping[Place, Expect],
        resized: Sequence[Resized],
        sides: tuple[Cut, Cut],
        looks: Looks,
        *,
        date1904: bool,
        styles: Restyling | None,
    ) -> None:
        self._sheet = sheet
        self._expected = expected
        self._resized = resized
        self._date1904 = date1904
        self._styles = styles
        self._looks = looks
        self.old, self.new = (Formulas(cut, sheet) for cut in sides)
        self._rows: dict[int, list[int]] = defaultdict(list)
        for row, column in expected:
            self._rows[row].append(column)
        self._texts: dict[int, str | None] = {}
        self.rewritten: set[Place] = set()
        """The cells that no edit names but whose formulas are written anew."""
        self.formulas_moved = False
        """Whether a formula came to a cell without one, or went from a cell with one."""

    def row(self, number: int, before: element | None, after: element | None) -> str:
        """What is wrong in row *number* (``""``: nothing)."""
        old, new = by_column(before, number), by_column(after, number)
        declared = self._rows.pop(number, [])
        problem = self._row_itself(number, (before, after), (old, new), declared)
        if problem:
            return problem
        for column in sorted({*old, *new, *declared}):
            at = (number, column)
            a, b = old.get(column), new.get(column)
            expect = self._expected.get(at)
            fine = (
                self._as_before(a, b, at)
                if expect is None
                else self._as_declared(a, b, expect, at, after)
            )
            if not fine:
                return f"har feil innhold i {column_letters(column)}{number}"
        return ""

    @property
    def unseen(self) -> set[int]:
        """The rows with declared cells that no call of :meth:`row` has shown yet."""
        return set(self._rows)

    def missing(self) -> str:
        """A complaint about a declared cell that is nowhere in the new sheet, or ``""``."""
        for row in sorted(self._rows):
            for column in self._rows[row]:
                expect = self._expected[row, column]
                if not expect.removed and (expect.content is not BLANK or expect.look is not None):
                    return f"mangler {column_letters(column)}{row}"
        return ""

    def _row_itself(
        self,
        number: int,
        rows: tuple[element | None, element | None],
        cells: tuple[dict[int, element], dict[int, element]],
        declared: Sequence[int],
    ) -> str:
        before, after = rows
        old, new = cells
        if after is None:
            return "" if old else f"mangler rad {number}"
        if before is None:
            models = [
                self._expected[number, column].look
                for column in declared
                if not self._expected[number, column].removed
            ]
            if not new and not any(models):
                return f"har fått en ny rad {number}"
            fits = self._looks.new_row_fits(after, models)
            return "" if fits else f"har fått andre egenskaper i rad {number}"
        if old and not new:
            return f"har en rad {number} uten celler"
        was, now = (_without(dict(attributes(row)), "r", "spans") for row in (before, after))
        spans = expected_spans(before.get("spans"), new.keys() - old.keys())
        if was != now or after.get("spans") != spans:
            return f"har fått andre egenskaper i rad {number}"
        return ""

    # --- cells that no edit names ---------------------------------------------------------------

    def _as_before(self, a: element | None, b: element | None, at: Place) -> bool:
        if a is None or b is None:
            return a is b
        if a.get("r") is None and b.get("r") is not None:
            a.set("r", b.get("r", ""))
        old = child(a, "f")
        text = None if old is None else self.old.text(old, at)
        if old is None or text is None or not self._must_be_rewritten(old, text):
            return same(a, b)
        self.rewritten.add(at)
        new = child(b, "f")
        if new is None or not self._is_rewritten(old, new, text):
            return False
        a.remove(old)
        b.remove(new)
        return same(a, b)

    def _must_be_rewritten(self, f: element, text: str) -> bool:
        """Whether the old formula follows a table, or shared a text that is there no more."""
        shared = f.get("si") if f.get("t") == "shared" else None
        return self._regrown(text) != text or (
            shared is not None and not self.new.has_group(shared)
        )

    def _is_rewritten(self, old: element, new: element, text: str) -> bool:
        kept = [_without(dict(attributes(f)), "t", "ref", "si", SPACE) for f in (old, new)]
        return (
            new.get("t") is None
            and new.text is not None
            and same_formula(new.text, self._regrown(text))
            and kept[0] == kept[1]
            and keeps_blanks(new)
        )

    def _regrown(self, text: str) -> str:
        return regrown(text, self._resized, self._sheet)

    # --- cells that edits name ------------------------------------------------------------------

    def _as_declared(
        self, a: element | None, b: element | None, expect: Expect, at: Place, row: element | None
    ) -> bool:
        old = None if a is None else child(a, "f")
        new = None if b is None else child(b, "f")
        self.formulas_moved |= (old is None) is not (new is None)
        if expect.removed:
            return b is None
        style, code = self._looks.modelled(at[1], expect)
        code = code if code else expect.number_format
        if b is None:
            return a is None and expect.content is BLANK and style is None
        if style is None:
            style = self._looks.inherited(row, at[1]) if a is None else a.get("s", "0")
            if a is None and expect.content is BLANK and not (expect.again and code):
                return False
        return (
            self._has_style(b, style, code)
            and self._same_shell(a, b, only_value=expect.only_value)
            and (
                self._holds_renewed(b, (old, new), expect, at)
                if expect.only_value
                else self._holds(b, expect, at)
            )
        )

    def _has_style(self, cell: element, style: str, code: str) -> bool:
        there = cell.get("s", "0")
        if code and self._styles is not None:
            return self._styles.fits(style, there, code)
        return there == style

    def _same_shell(self, a: element | None, b: element, *, only_value: bool) -> bool:
        """Whether what is neither content nor style is as it was, and all in its order."""
        kinds = [local_name(node) for node in b if isinstance(node.tag, str)]
        ranks = [_ORDER.index(kind) if kind in _ORDER else len(_ORDER) for kind in kinds]
        if ranks != sorted(ranks) or any(kinds.count(kind) > 1 for kind in _ORDER):
            return False
        # A value's metadata goes with the value, a formula's with the formula.
        gone = ("t", "r", "s", "vm") if only_value else ("t", "r", "s", "vm", "cm")
        was = {} if a is None else _without(dict(attributes(a)), *gone)
        if _without(dict(attributes(b)), "t", "r", "s") != was:
            return False
        kept = [node for node in (() if a is None else a) if local_name(node) not in _ORDER]
        others = [node for node in b if local_name(node) not in _ORDER]
        return len(kept) == len(others) and all(map(same, kept, others))

    def _holds_renewed(
        self, cell: element, f: tuple[element | None, element | None], expect: Expect, at: Place
    ) -> bool:
        """Whether the cell holds the new value, and its formula is as it must be."""
        old, new = f
        if old is None or new is None:
            return False
        if not self._has(cell, cached(expect.content), of_formula=True):
            return False
        text = self.old.text(old, at)
        if text is None or not self._must_be_rewritten(old, text):
            return same(old, new)
        return self._is_rewritten(old, new, text)

    def _holds(self, cell: element, expect: Expect, at: Place) -> bool:
        content = self._own(at, expect) if expect.content is None else expect.content
        f = child(cell, "f")
        if not isinstance(content, Formula):
            return content is not None and f is None and self._has(cell, content, of_formula=False)
        text = self._regrown(content.text) if expect.filled else content.text
        return (
            f is not None
            and f.text is not None
            and (same_formula(f.text, text) if expect.filled else f.text == text)
            and _without(dict(attributes(f)), SPACE) == {}
            and keeps_blanks(f)
            and self._has(cell, cached(content), of_formula=True)
        )

    def _has(self, cell: element, value: Value, *, of_formula: bool) -> bool:
        return holds_value(cell, value, of_formula=of_formula, date1904=self._date1904)

    def _own(self, at: Place, expect: Expect) -> Formula | None:
        """The formula of the cell's column as it reads in the cell *at*, before any table grew.

        One that reads the same in every row is written as it is; another is filled in from the
        cell that *expect* names, which may itself have been filled in.
        """
        chain: list[tuple[Expect, int]] = []
        one: Expect | None = expect
        row = at[0]
        while one is not None and self._is_copied(one) and one.source is not None:
            chain.append((one, row))
            row, one = one.source.row, one.source.then
        text = self._text_then((row, at[1]), one)
        for link, number in reversed(chain):
            text = None if text is None else moved(text, number - row, 0)
            self._texts[id(link)] = text
            row = number
        return None if text is None else Formula(text)

    def _is_copied(self, expect: Expect) -> bool:
        """Whether the formula is copied from the cell that *expect* names, not worked out yet."""
        if expect.content is not None or id(expect) in self._texts:
            return False
        return moved(expect.own, 1, 0) != expect.own

    def _text_then(self, at: Place, expect: Expect | None) -> str | None:
        """The formula that the cell *at* was to hold by then, before any table grew."""
        if expect is None or expect.only_value:
            cells = self._looks.rows[at[0]][1] if at[0] in self._looks.rows else {}
            f = child(cells[at[1]], "f") if at[1] in cells else None
            return None if f is None else self.old.text(f, at)
        if isinstance(expect.content, Formula):
            return expect.content.text
        return self._texts.get(id(expect), expect.own) if expect.content is None else None


def _without(found: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in found.items() if name not in names}
