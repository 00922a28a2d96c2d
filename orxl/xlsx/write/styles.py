"""Styles that show numbers, for cells whose style shows everything as text.

A number put in a cell formatted as text (or with Excel's hidden apostrophe) would still look and
sort like a text. It gets a style that differs from the old one in the number format alone: one
the workbook has already, or a new one at the end of its list.
"""

from __future__ import annotations

from typing import Final

from orxl.xlsx.package import Package
from orxl.xlsx.read.formats import TEXT_FORMAT, format_codes
from orxl.xlsx.read.grammar import attributes
from orxl.xlsx.xml.text import XmlText, escape_attribute, natural
from orxl.xlsx.xml.tree import Node, Splice, Tree, apply, set_attribute

_FIRST_OWN: Final = 164
"""Lower numbers belong to Excel."""
_ON: Final = ("1", "true")


class Styles:
    """The workbook's cell styles, and those that edits add to them."""

    def __init__(self, package: Package) -> None:
        parts = package.targets(package.workbook_part, "styles")
        self._tree: Tree | None = package.tree(parts[0]) if parts else None
        self.part = parts[0] if parts else ""
        holder = None if self._tree is None else self._tree.root.find("cellXfs")
        self._holder: Node | None = holder
        self._there: list[bytes] = []
        if self._tree is not None and holder is not None:
            data = self._tree.text.data
            self._there = [data[node.start : node.end] for node in holder.all("xf")]
        self._codes = {} if self._tree is None else format_codes(self._tree)
        self._old_styles = len(self._there)
        self._new_codes: list[tuple[int, str]] = []

    @property
    def text(self) -> XmlText | None:
        """The styles part; None in a workbook without one."""
        return None if self._tree is None else self._tree.text

    def untexted(self, style: str | None, code: str) -> str | None:
        """The number of the style that looks like *style* and shows numbers by *code*.

        None where *style* shows numbers as it is.
        """
        number = natural("0" if style is None else style)
        if self._tree is None or number is None or number >= len(self._there):
            return None
        old = self._there[number]
        found = _attributes(old)
        shown = natural(found.get("numFmtId", "0"))
        is_text = shown is not None and self._codes.get(shown) == TEXT_FORMAT
        if not is_text and found.get("quotePrefix") not in _ON:
            return None
        wanted: dict[str, str | None] = {"quotePrefix": None}
        if is_text:
            wanted |= {"numFmtId": str(self._number_of(code)), "applyNumberFormat": "1"}
        new = old
        for name, value in wanted.items():
            new = apply(new, set_attribute(new, 0, _open_end(new), name, value))
        alike = (i for i, other in enumerate(self._there) if _same(other, new))
        place = next(alike, len(self._there))
        if place == len(self._there):
            self._there.append(new)
        return str(place)

    def _number_of(self, code: str) -> int:
        for number, known in self._codes.items():
            if known == code:
                return number
        number = max(_FIRST_OWN - 1, *self._codes) + 1
        self._codes[number] = code
        self._new_codes.append((number, code))
        return number

    def splices(self) -> list[Splice]:
        """What the new styles change in the styles part."""
        tree, holder = self._tree, self._holder
        if tree is None or holder is None or len(self._there) == self._old_styles:
            return []
        new = b"".join(self._there[self._old_styles :])
        out = [(holder.close, holder.close, new)]
        if tree.get(holder, "count") is not None:
            out += tree.set(holder, "count", str(len(self._there)))
        return [*out, *self._code_splices(tree)]

    def _code_splices(self, tree: Tree) -> list[Splice]:
        if not self._new_codes:
            return []
        p = tree.root.prefix.encode()
        new = b"".join(
            b'<%snumFmt numFmtId="%d" formatCode="%s"/>' % (p, number, escape_attribute(code))
            for number, code in self._new_codes
        )
        holder = tree.root.find("numFmts")
        if holder is None:  # the first child that the schema has
            at, number = tree.root.open_end, len(self._new_codes)
            return [(at, at, b'<%snumFmts count="%d">%s</%snumFmts>' % (p, number, new, p))]
        if holder.empty:
            return tree.set_content(holder, new)
        out = [(holder.close, holder.close, new)]
        if tree.get(holder, "count") is not None:
            count = sum(1 for _ in holder.all("numFmt")) + len(self._new_codes)
            out += tree.set(holder, "count", str(count))
        return out


def _open_end(xf: bytes) -> int:
    """Where the start tag of the element *xf* ends; no attribute of a style holds a «>»."""
    return xf.index(b">") + 1


def _attributes(xf: bytes) -> dict[str, str]:
    return attributes(xf[: _open_end(xf)])


def _same(a: bytes, b: bytes) -> bool:
    """Whether two styles look the same: the same attributes in any order, the same children."""
    if a == b:
        return True
    first, second = (_attributes(xf) | {"applyNumberFormat": "1"} for xf in (a, b))
    return first == second and _inside(a) == _inside(b)


def _inside(xf: bytes) -> bytes:
    start = _open_end(xf)
    return b"" if xf[start - 2 : start] == b"/>" else xf[start : xf.rindex(b"</")]
