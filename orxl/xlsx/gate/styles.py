"""The gate's look at the cell styles: new ones differ from an old one by a declared format."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Final

from orxl.xlsx.package import Package
from orxl.xlsx.xml.elements import element, parsed, same

_TEXT: Final = "@"
_BUILT_IN: Final = {
    "0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%",
    "11": "0.00E+00", "12": "# ?/?", "13": "# ??/??", "48": "##0.0E+0", "49": _TEXT,
}  # fmt: skip
"""ECMA-376, 18.8.30: the codes that are the same in every language of Excel's."""
_ON: Final = ("1", "true")
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
        self._used: set[int] = set()

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
        self._used.add(int(new))
        return self._is(a, b, code) if self._hides_numbers(a) else old == new

    def _hides_numbers(self, xf: element) -> bool:
        return self._is_text(xf) or xf.get("quotePrefix") in _ON

    def _is_text(self, xf: element) -> bool:
        return self._codes.get(xf.get("numFmtId", "0")) == _TEXT

    def _is(self, a: element, b: element, code: str) -> bool:
        was, now = a.get("numFmtId", "0"), b.get("numFmtId", "0")
        shown = self._new_codes.get(now) == code if self._is_text(a) else now == was
        return shown and b.get("quotePrefix") not in _ON and _alike(a, b)

    def _is_made(self, a: element, b: element, code: str) -> bool:
        """Whether *b* is a new style that was made of *a*: it says that its format counts."""
        said = b.get("applyNumberFormat")
        return self._is(a, b, code) and (
            said in _ON if self._is_text(a) else said == a.get("applyNumberFormat")
        )

    def problem(self, codes: Iterable[str], *, unused: bool) -> str:
        """What is wrong with the new styles part (``""``: nothing) when *codes* were declared.

        ``unused``: there may be a new style that no cell has.
        """
        declared = set(codes)
        for number, node in enumerate(self._after[len(self._before) :], len(self._before)):
            hiding = list(filter(self._hides_numbers, self._before))
            made = any(self._is_made(old, node, code) for old in hiding for code in declared)
            if not made or not (unused or number in self._used):
                return "har fått et ukjent celleformat"
        new_codes = [code for number, code in self._new_codes.items() if number not in self._codes]
        unknown = set(new_codes) & set(self._codes.values()) or set(new_codes) - declared
        if unknown or len(new_codes) != len(set(new_codes)):
            return "har fått et ukjent tallformat"
        return self._rest()

    def _rest(self) -> str:
        """What else differs: the counts must be right, and everything else as it was."""
        old, new = deepcopy(self._trees)
        for name, child, known in (
            ("numFmts", "numFmt", self._codes),
            ("cellXfs", "xf", range(len(self._before))),
        ):
            holder, before = new.find("{*}" + name), old.find("{*}" + name)
            nodes = list(holder.iterfind("{*}" + child)) if holder is not None else []
            added = [
                node
                for number, node in enumerate(nodes)
                if (node.get("numFmtId", "") if name == "numFmts" else number) not in known
            ]
            if holder is None or not added:
                continue
            if holder.get("count", str(len(nodes))) != str(len(nodes)):
                return f"sier feil antall i «{name}»"
            if before is None:
                if new.index(holder) != 0:
                    return f"har «{name}» på feil sted"
                new.remove(holder)
            elif before.get("count") is not None:
                holder.set("count", before.get("count", ""))
            for node in added:
                _take_away(node)
        return "" if same(old, new) else "er endret i mer enn celleformatene"


def _styles(root: element) -> list[element]:
    return list(root.iterfind("{*}cellXfs/{*}xf"))


def _codes(root: element) -> dict[str, str]:
    """The formats by the numbers that styles name them by."""
    own = {
        node.get("numFmtId", ""): node.get("formatCode", "")
        for node in root.iterfind("{*}numFmts/{*}numFmt")
    }
    return {**_BUILT_IN, **own}


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
