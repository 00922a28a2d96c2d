"""The gate's look at cells: each is as it was, or holds what was declared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

from lxml import etree

from orxl.core.edits import Content, Formula
from orxl.core.refs import MAX_COLUMN, column_letters, parse_a1
from orxl.core.values import BLANK, CellError, Value, to_serial
from orxl.xlsx.gate.declared import Expect
from orxl.xlsx.gate.styles import Restyling
from orxl.xlsx.references import shift
from orxl.xlsx.references.growth import Growth
from orxl.xlsx.xml.elements import attributes, element, parsed, same
from orxl.xlsx.xml.text import from_xstring

_CONTENT = ("f", "v", "is")


class Cells:
    """Compares the rows of one sheet and remembers which declared cells it has seen."""

    def __init__(
        self,
        sheet: str,
        expected: Mapping[tuple[int, int], Expect],
        growths: Sequence[Growth],
        old: bytes,
        *,
        date1904: bool,
        styles: Restyling | None = None,
    ) -> None:
        self.sheet = sheet
        self._expected = expected
        self._growths = growths
        self._old = old
        self._date1904 = date1904
        self._styles = styles
        self._seen: set[tuple[int, int]] = set()

    @property
    def own_growths(self) -> list[Growth]:
        """The growths of tables on this sheet."""
        return [g for g in self._growths if g.sheet.casefold() == self.sheet.casefold()]

    def grown(self, formula: str) -> str:
        """*formula* (on this sheet) as it reads after the tables grew."""
        for growth in self._growths:
            formula = growth.formula(formula, self.sheet)
        return formula

    def unseen_rows(self) -> set[int]:
        """The rows of declared cells that no differing row has shown."""
        return {row for row, _ in self._expected.keys() - self._seen}

    def unseen(self) -> str:
        """A complaint about a declared cell that is nowhere in the new sheet, or ``""``."""
        for at in sorted(self._expected.keys() - self._seen):
            expect = self._expected[at]
            if not expect.removed and expect.content is not BLANK:
                return f"mangler {_name(at)}"
        return ""

    def row(self, number: int, before: element | None, after: element | None) -> str:
        """What is wrong in row *number* (``""``: nothing)."""
        old, new = _by_column(before), _by_column(after)
        if before is not None and after is not None:
            kept = [_without(dict(attributes(node)), "spans", "r") for node in (before, after)]
            if kept[0] != kept[1]:
                return f"har fått andre egenskaper i rad {number}"
        declared = {at[1] for at in self._expected if at[0] == number} if self._expected else set()
        if before is None and not declared:
            return f"har fått en ny rad {number}"
        for column in sorted({*old, *new, *declared}):
            at = (number, column)
            a, b = old.get(column), new.get(column)
            expect = self._expected.get(at)
            if expect is None:
                fine = self._as_before(a, b, at)
            else:
                self._seen.add(at)
                fine = self._as_declared(a, b, expect, at)
            if not fine:
                return f"har feil innhold i {_name(at)}"
        return ""

    def _as_before(self, a: element | None, b: element | None, at: tuple[int, int]) -> bool:
        if a is None or b is None:
            return a is b
        if a.get("r") is None and b.get("r") is not None:
            a.set("r", b.get("r", ""))
        if same(a, b):
            return True
        # The one thing that may differ undeclared is how the formula is written.
        old, new = _child(a, "f"), _child(b, "f")
        if old is None or new is None or new.get("t") is not None:
            return False
        text = self._regrown(old, at)
        if text is None or new.text != text:
            return False
        kept = [_without(dict(attributes(node)), "t", "ref", "si", _SPACE) for node in (old, new)]
        old.getparent().remove(old)  # type: ignore[union-attr]
        new.getparent().remove(new)  # type: ignore[union-attr]
        return kept[0] == kept[1] and same(a, b)

    def _regrown(self, f: element, at: tuple[int, int]) -> str | None:
        text = self._expanded(f, at)
        return None if text is None else self.grown(text)

    def _expanded(self, f: element, at: tuple[int, int]) -> str | None:
        """The text of an old formula, a shared one's moved to where it stands."""
        text = f.text if f.text is not None else ""
        if f.get("t") not in (None, "shared", "normal"):
            return None
        if text or f.get("t") != "shared":
            return text
        master = self._masters.get(f.get("si", ""))
        if master is None:
            return None
        return shift.shifted(master[1], at[0] - master[0][0], at[1] - master[0][1])

    @cached_property
    def _masters(self) -> dict[str, tuple[tuple[int, int], str]]:
        found = {}
        root = parsed(self._old)
        last_row = 0
        for row in root.iterfind("{*}sheetData/{*}row"):
            last_row = int(row.get("r", str(last_row + 1)))
            for column, cell in _by_column(row).items():
                f = _child(cell, "f")
                if f is not None and f.get("t") == "shared" and f.text:
                    found[f.get("si", "")] = ((last_row, column), f.text)
        return found

    def _as_declared(
        self, a: element | None, b: element | None, expect: Expect, at: tuple[int, int]
    ) -> bool:
        if expect.removed:
            return b is None
        if b is None:
            return expect.content is BLANK
        if not self._same_shell(a, b, expect):
            return False
        if expect.only_value:
            old = None if a is None else _child(a, "f")
            new = _child(b, "f")
            if old is None or new is None or not isinstance(expect.content, Formula):
                return False
            same_formula = same(old, new) or (
                new.get("t") is None and self._regrown(old, at) == new.text
            )
            cached = BLANK if expect.content.cached is None else expect.content.cached
            return same_formula and self._holds_value(b, cached)
        if expect.content is None:
            return self._holds_own_formula(b, expect.own)
        return self._holds(b, expect.content, filled=bool(expect.own))

    def _holds_own_formula(self, cell: element, own: str) -> bool:
        """Whether a calculated column's cell has the column's formula and waits for a value."""
        f = _child(cell, "f")
        if f is None or not f.text or not self._holds_value(cell, BLANK):
            return False
        # A formula with moving references reads differently in each row of the column.
        return f.text == self.grown(own) or shift.shifted(own, 1, 0) != own

    def _same_shell(self, a: element | None, b: element, expect: Expect) -> bool:
        """Whether what is no content (style, extensions) is as it was."""
        loose = ["t", "r", "vm"]
        if not expect.only_value:
            loose.append("cm")
        if expect.new_row:
            loose.append("s")
        new = _without(dict(attributes(b)), *loose)
        names = [_local(child) for child in b]
        if any(names.count(name) > 1 for name in _CONTENT):
            return False
        others = [child for child in b if _local(child) not in _CONTENT]
        if a is None:
            return not others and new.keys() <= {"s"}
        kept = [child for child in a if _local(child) not in _CONTENT]
        if len(kept) != len(others) or not all(map(same, kept, others)):
            return False
        if expect.number_format and self._styles is not None:
            if not self._styles.fits(a.get("s", "0"), b.get("s", "0"), expect.number_format):
                return False
            loose.append("s")
        return _without(dict(attributes(a)), *loose) == _without(new, *loose)

    def _holds(self, cell: element, content: Content, *, filled: bool) -> bool:
        f = _child(cell, "f")
        if not isinstance(content, Formula):
            return f is None and self._holds_value(cell, content)
        cached = BLANK if content.cached is None else content.cached
        return (
            f is not None
            and (f.text == content.text or (filled and f.text == self.grown(content.text)))
            and _without(dict(attributes(f)), _SPACE) == {}
            and self._holds_value(cell, cached)
        )

    def _holds_value(self, cell: element, value: Value) -> bool:
        """Whether the cell's value is exactly *value*."""
        kind = cell.get("t")
        v, inline = _child(cell, "v"), _child(cell, "is")
        if value is BLANK:
            return v is None and inline is None and kind is None
        if isinstance(value, str):
            leaf = v if inline is None else _child(inline, "t")
            if leaf is None or kind != ("str" if inline is None else "inlineStr"):
                return False
            return from_xstring(leaf.text if leaf.text is not None else "") == value
        if v is None or v.text is None or inline is not None:
            return False
        if isinstance(value, bool):
            return kind == "b" and v.text == ("1" if value else "0")
        if isinstance(value, CellError):
            return kind == "e" and v.text == value.code
        number = value
        if isinstance(value, datetime):
            number = to_serial(value.replace(tzinfo=None), date1904=self._date1904)
        return (
            kind is None
            and re.fullmatch(r"[-+0-9.E]+", v.text) is not None
            and (float(v.text) == number)
        )


_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _name(at: tuple[int, int]) -> str:
    return f"{column_letters(at[1])}{at[0]}"


def _local(node: element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _child(node: element, local: str) -> element | None:
    """The child *local* in the node's own namespace."""
    return node.find("{" + str(etree.QName(node).namespace) + "}" + local)


def _without(found: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in found.items() if name not in names}


def _by_column(row: element | None) -> dict[int, element]:
    """A row's cells by column. Raises ValueError for anything else in the row, or two in one."""
    found: dict[int, element] = {}
    last = 0
    for cell in row if row is not None else ():
        if not isinstance(cell.tag, str):
            continue
        reference = cell.get("r")
        last = last + 1 if reference is None else parse_a1(reference)[1]
        if last in found or last > MAX_COLUMN:
            raise ValueError(f"two cells in one place: {reference}")
        found[last] = cell
        cell.tail = None
    return found
