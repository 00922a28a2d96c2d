"""Which style numbers show a number as a date."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.patterns import regex
from orxl.xlsx.package import Package
from orxl.xlsx.xml.text import natural
from orxl.xlsx.xml.tree import Tree

_BUILT_IN: Final = frozenset([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)])
"""Number formats Excel doesn't write out; 46 is ``[h]:mm:ss``, a duration."""
_NOT_CODE: Final = regex(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*+(?:\]|$)')
_ELAPSED: Final = regex(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_DATE_LETTER: Final = regex(r"[dmyhs]", re.IGNORECASE)


def is_date_format(code: str) -> bool:
    """Whether the number format *code* shows a moment: its first section has date letters.

    A duration (``[h]:mm``) is no moment: 36 hours would become a day in January 1900.
    """
    section = _first_section(code)
    if _ELAPSED.search(section):
        return False
    return _DATE_LETTER.search(_NOT_CODE.sub("", section).replace("General", "")) is not None


def _first_section(code: str) -> str:
    at = 0
    while at < len(code):
        match = _NOT_CODE.match(code, at)
        if match:
            at = match.end()
        elif code[at] == ";":
            return code[:at]
        else:
            at += 1
    return code


def date_styles(package: Package) -> frozenset[int]:
    """The numbers (``c@s``) of the cell styles that show dates."""
    parts = package.targets(package.workbook_part, "styles")
    if not parts:
        return frozenset()
    tree = package.tree(parts[0])
    custom = _custom_formats(tree)
    formats = tree.root.find("cellXfs")
    if formats is None:
        return frozenset()
    found = set()
    for number, node in enumerate(formats.all("xf")):
        code = natural(tree.get(node, "numFmtId"))
        if code is not None and custom.get(code, code in _BUILT_IN):
            found.add(number)
    return frozenset(found)


def style_count(package: Package) -> int:
    """How many cell styles there are. Raises UnreadableFile."""
    parts = package.targets(package.workbook_part, "styles")
    formats = package.tree(parts[0]).root.find("cellXfs") if parts else None
    return sum(1 for _ in formats.all("xf")) if formats is not None else 0


def _custom_formats(tree: Tree) -> dict[int, bool]:
    holder = tree.root.find("numFmts")
    found = {}
    for node in holder.all("numFmt") if holder else ():
        number = natural(tree.get(node, "numFmtId"))
        if number is not None:
            found[number] = is_date_format(tree.get(node, "formatCode") or "")
    return found
