"""The formulas of one sheet as the gate finds them, shared ones with the text each cell reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from orxl.core.patterns import regex
from orxl.xlsx.gate.cut import Cut, by_column
from orxl.xlsx.gate.declared import Place
from orxl.xlsx.gate.references import moved, references
from orxl.xlsx.gate.resized import Resized, ends, regrown
from orxl.xlsx.xml.elements import child, element
from orxl.xlsx.xml.text import unescape

_INSIDE: Final = rb"""((?:[^<>"']|"[^"]*"|'[^']*')*)>([^<]*)"""
_SHARED: Final = regex(rb"<(?:[\w.\-]+:)?f(?=\s[^<>]*\ssi\s*=|\ssi\s*=)" + _INSIDE)
_FORMULA: Final = regex(rb"<(?:[\w.\-]+:)?f(?:\s[^<>]*)?>([^<]*)")
_GROUP: Final = regex(rb"""\ssi\s*=\s*["']([^"']*)["']""")


class Formulas:
    """The formulas of one sheet. A formula is given without ``=``."""

    def __init__(self, cut: Cut, home: str) -> None:
        self._cut = cut
        self._home = home

    @cached_property
    def _shared(self) -> tuple[dict[str, tuple[Place, str]], dict[str, list[Place]]]:
        """The first cell and the text of each group of shared formulas, and the other cells."""
        masters: dict[str, tuple[Place, str]] = {}
        others: dict[str, list[Place]] = defaultdict(list)
        for group, place, text in self._members() if b"shared" in self._cut.data else ():
            if text:
                masters[group] = (place, text)
            else:
                others[group].append(place)
        return masters, others

    def _members(self) -> list[tuple[str, Place, str]]:
        cut = self._cut
        found: list[tuple[str, Place, str]] = []
        for match in _SHARED.finditer(cut.lex, cut.start, cut.end) if cut.plain else ():
            group, place = _GROUP.search(match[1]), cut.said(match.start())
            if place is None:  # cells without addresses: count them, once for all
                return list(self._counted())
            if group is not None and b"shared" in match[1]:
                found.append((group[1].decode(), place, unescape(match[2])))
        return found if cut.plain else list(self._counted())

    def _counted(self) -> Iterator[tuple[str, Place, str]]:
        for number, row in self._cut.rows():
            for column, cell in by_column(row, number).items():
                f = child(cell, "f")
                if f is not None and f.get("t") == "shared":
                    yield f.get("si", ""), (number, column), "" if f.text is None else f.text

    def text(self, f: element, at: Place) -> str | None:
        """What the formula *f* in the cell *at* reads; None for an array's."""
        text = "" if f.text is None else f.text
        if f.get("t") not in (None, "shared", "normal"):
            return None
        if text or f.get("t") != "shared":
            return text
        master = self._shared[0].get(f.get("si", ""))
        if master is None:
            return None
        return moved(master[1], at[0] - master[0][0], at[1] - master[0][1])

    def has_group(self, group: str) -> bool:
        """Whether a cell of the sheet holds the text of the shared formula *group*."""
        return group in self._shared[0]

    def orphans(self) -> set[str]:
        """The groups whose cells find no text."""
        masters, others = self._shared
        return others.keys() - masters.keys()

    def left_behind(self, resized: Sequence[Resized]) -> Iterator[Place]:
        """The cells whose formulas would have to follow *resized* and do not."""
        cut = self._cut
        if cut.plain:
            for match in ends(resized).finditer(cut.data, cut.start, cut.end):
                tag = cut.data.rfind(b"<", cut.start, match.start())
                found = _FORMULA.match(cut.data, tag)
                if found is not None and self._is_behind(unescape(found[1]), resized):
                    yield cut.place(tag)
        else:
            for number, row in cut.rows():
                for column, cell in by_column(row, number).items():
                    f = child(cell, "f")
                    if f is not None and f.text and self._is_behind(f.text, resized):
                        yield number, column
        yield from self._shared_behind(resized)

    def _is_behind(self, text: str, resized: Sequence[Resized]) -> bool:
        return regrown(text, resized, self._home) != text

    def _shared_behind(self, resized: Sequence[Resized]) -> Iterator[Place]:
        sheets = {table.sheet for table in resized}
        masters, others = self._shared
        for group, (first, text) in masters.items():
            areas = (one.sheet for one in references(text) if len(one.corners) == 2)
            named = {(self._home if name is None else name).casefold() for name in areas}
            if named & sheets:
                for at in others.get(group, ()):
                    if self._is_behind(moved(text, at[0] - first[0], at[1] - first[1]), resized):
                        yield at
