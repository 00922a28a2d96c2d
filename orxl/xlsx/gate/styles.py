"""The gate's look at the cell styles: new ones differ from an old one by a declared format."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Final

from orxl.xlsx.package import Package
from orxl.xlsx.read.formats import BUILT_IN, TEXT_FORMAT
from orxl.xlsx.xml.elements import element, parsed, same

_OF_FORMAT: Final = ("numFmtId", "applyNumberFormat", "quotePrefix")


class Restyling:
    """The styles of the old and the new workbook, which the part ``part`` holds."""

    def __init__(self, old: Package, new: Package) -> None:
        parts = old.targets(old.workbook_part, "styles")
        self.part = parts[0] if parts else ""
        trees = [parsed(package.archive.read(self.part)) for package in (old, new) if parts]
        self._trees = trees
        self._before, self._after = map(_styles, trees) if trees else ([], [])
        self._codes, self._new_codes = map(_codes, trees) if trees else ({}, {})

    def fits(self, old: str, new: str, code: str) -> bool:
        """Whether the new style *new* is the old one *old* as a number is to be shown in it.

        That is: formatted by *code* where *old* was formatted as text, without the apostrophe
        where it had one, and itself where it had neither.
        """
        if not (old.isdigit() and new.isdigit() and int(old) < len(self._before)):
            return old == new
        if int(new) >= len(self._after):
            return False
        a, b = self._before[int(old)], self._after[int(new)]
        return self._is(a, b, code) if self._hides_numbers(a) else old == new

    def _hides_numbers(self, xf: element) -> bool:
        is_text = self._codes.get(xf.get("numFmtId", "0")) == TEXT_FORMAT
        return is_text or xf.get("quotePrefix") in ("1", "true")

    def _is(self, a: element, b: element, code: str) -> bool:
        was, now = a.get("numFmtId", "0"), b.get("numFmtId", "0")
        is_text = self._codes.get(was) == TEXT_FORMAT
        shown = self._new_codes.get(now) == code if is_text else now == was
        return shown and b.get("quotePrefix") not in ("1", "true") and _alike(a, b)

    def problem(self, codes: Iterable[str]) -> str:
        """What is wrong with the new styles part (``""``: nothing) when *codes* were declared."""
        declared = set(codes)
        for node in self._after[len(self._before) :]:
            hiding = filter(self._hides_numbers, self._before)
            if not any(self._is(old, node, code) for old in hiding for code in declared):
                return "har fått et ukjent celleformat"
        if not {*self._new_codes.values()} <= {*self._codes.values()} | declared:
            return "har fått et ukjent tallformat"
        old, new = deepcopy(self._trees)
        for node in _styles(new)[len(self._before) :]:
            _take_away(node)
        for node in list(new.iterfind("{*}numFmts/{*}numFmt")):
            if node.get("numFmtId", "") not in self._codes:
                _take_away(node)
        for root in (old, new):
            for name in ("numFmts", "cellXfs"):
                holder = root.find("{*}" + name)
                if holder is not None:
                    holder.attrib.pop("count", "")
                    if not len(holder):
                        root.remove(holder)
        return "" if same(old, new) else "er endret i mer enn celleformatene"


def _styles(root: element) -> list[element]:
    return list(root.iterfind("{*}cellXfs/{*}xf"))


def _codes(root: element) -> dict[str, str]:
    """The formats by the numbers that styles name them by."""
    own = {
        node.get("numFmtId", ""): node.get("formatCode", "")
        for node in root.iterfind("{*}numFmts/{*}numFmt")
    }
    return {str(number): code for number, code in BUILT_IN.items()} | own


def _alike(a: element, b: element) -> bool:
    """Whether two styles are the same but for their number formats."""
    first, second = (
        {str(name): str(value) for name, value in node.attrib.items() if name not in _OF_FORMAT}
        for node in (a, b)
    )
    return first == second and len(a) == len(b) and all(map(same, a, b))


def _take_away(node: element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
