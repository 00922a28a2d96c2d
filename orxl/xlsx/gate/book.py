"""The gate: the new workbook is the old one plus the declared edits and nothing else.

It looks at the two files with other eyes than the writer: zipfile beside the room's own zip, lxml
trees instead of spans of bytes, and the edits themselves instead of what the writer made of them.
For each part it makes of the old one what it must become, and what the new one is beyond that it
refuses. With the writer it shares the rooms ``package`` and ``xml`` and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial

from orxl.core.edits import Edit
from orxl.core.light import dataclass
from orxl.xlsx.gate.archive import Difference, difference
from orxl.xlsx.gate.chartpoints import expect_chart
from orxl.xlsx.gate.declared import Declared
from orxl.xlsx.gate.edits import declared
from orxl.xlsx.gate.frame import alike
from orxl.xlsx.gate.resized import ends
from orxl.xlsx.gate.sheet import check_sheet
from orxl.xlsx.gate.styles import Restyling
from orxl.xlsx.gate.tables import expect_table
from orxl.xlsx.gate.verdict import read_again, refuse
from orxl.xlsx.gate.workbook import expect_workbook
from orxl.xlsx.package import Package, SheetPart, relationships_part
from orxl.xlsx.xml.elements import element, parsed


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that must read otherwise than before, or may."""

    name: str
    where: str
    """What messages call it."""
    expect: Callable[[element], None]
    """Lets the tree of the old part read as the new one must."""
    follows: bool = False
    """Whether it only changes where it refers to a table that is resized."""


def check(old: bytes, new: bytes, edits: Sequence[Edit]) -> None:
    """Raise FailedGate unless *new* is *old* plus exactly what *edits* declare."""
    with read_again():
        before, after = Package(old), Package(new)
        wanted = declared(before, edits)
        found = difference(old, new, set(before.targets(before.workbook_part, "calcChain")))
        if found.problem:
            refuse("filen", found.problem)
        _Books(before, after, wanted, found).check()


class _Books:
    """The two packages, and which check each part gets."""

    def __init__(
        self, before: Package, after: Package, wanted: Declared, found: Difference
    ) -> None:
        self._old = before
        self._new = after
        self._wanted = wanted
        self._changed = found.changed
        self._chain_dropped = found.dropped
        self._styles = Restyling(before, after) if wanted.number_formats else None
        self._sheets = {s.part: s for s in before.sheets if s.kind == "worksheet"}
        self._formulas_moved = False

    def check(self) -> None:
        """Raise FailedGate where the new workbook is not as it must be."""
        todo = set(self._changed)
        known = {sheet.name.casefold() for sheet in self._sheets.values()}
        unknown = {name for name, cells in self._wanted.cells.items() if cells} - known
        if unknown:
            refuse(f"arket «{min(unknown)}»", "finnes ikke")
        for sheet in self._sheets.values():
            todo.discard(sheet.part)
            todo -= self._sheet(sheet)
        for part in self._parts():
            todo.discard(part.name)
            self._check(part)
        for entry in self._old.archive if any(self._wanted.cells.values()) else ():
            if _is_chart(entry.name.lower()):
                todo.discard(entry.name)
                self._chart(entry.name)
        if self._styles is not None and self._styles.part in todo:
            todo.discard(self._styles.part)
            problem = self._styles.problem(self._wanted.number_formats, unused=self._wanted.twice)
            if problem:
                refuse("arbeidsboken", problem)
        if todo:
            refuse(f"delen «{min(todo)}»", "er endret uten grunn")
        self._chain()

    # --- sheets ---------------------------------------------------------------------------------

    def _sheet(self, sheet: SheetPart) -> set[str]:
        """Check the part of *sheet*; returns the other parts that were checked with it."""
        changed = sheet.part in self._changed
        named = bool(self._wanted.of(sheet.name) or self._wanted.own(sheet.name))
        if not changed and not named and not self._wanted.resized:
            return set()
        old = self._old.archive.read(sheet.part)
        if not changed and not named and not self._may_follow(old):
            return set()
        verdict = check_sheet(
            old,
            self._new.archive.read(sheet.part) if changed else old,
            sheet.name,
            self._wanted,
            date1904=self._old.date1904,
            styles=self._styles,
        )
        if verdict.problem:
            refuse(f"arket «{sheet.name}»", verdict.problem)
        self._formulas_moved |= verdict.formulas_moved
        name = relationships_part(sheet.part)
        if not verdict.links_gone or name not in self._old.archive:
            return set()

        def expect(root: element) -> None:
            for node in list(root):
                if node.get("Id") in verdict.links_gone:
                    root.remove(node)

        name = self._old.archive.entry(name).name
        self._check(_Part(name, f"arket «{sheet.name}»", expect))
        return {name}

    # --- other parts ----------------------------------------------------------------------------

    def _parts(self) -> Iterator[_Part]:
        """The parts beside sheets and styles that edits may change."""
        wanted = self._wanted
        asked = wanted.full_calc is not None or wanted.read_only
        if wanted.names or asked or wanted.resized:
            yield _Part(
                self._old.workbook_part, "arbeidsboken", lambda root: expect_workbook(root, wanted)
            )
        if wanted.resized:
            yield from self._tables()
            for entry in self._old.archive:
                if _is_pivot_source(entry.name.lower()):
                    yield _Part(entry.name, f"delen «{entry.name}»", self._follow, follows=True)
        if self._chain_dropped:
            arrows = self._old.archive.entry(relationships_part(self._old.workbook_part)).name
            for name in (arrows, self._old.archive.entry("[Content_Types].xml").name):
                yield _Part(name, f"delen «{name}»", self._without_chain)

    def _tables(self) -> Iterator[_Part]:
        for sheet in self._sheets.values():
            for part in self._old.targets(sheet.part, "table"):
                moved = self._wanted.tables.get(part)
                name = f"i delen «{part}»" if moved is None else f"«{moved[0].name}»"
                expect = partial(
                    expect_table,
                    home=sheet.name,
                    ref=None if moved is None else moved[1].ref,
                    own=[] if moved is None else self._wanted.own(sheet.name),
                    every=self._wanted.resized,
                )
                yield _Part(part, f"tabellen {name}", expect, follows=moved is None)

    def _follow(self, root: element) -> None:
        """Where a pivot table has its data from."""
        for node in root.iter("{*}worksheetSource"):
            if node.get("ref") is not None:
                for table in self._wanted.own(node.get("sheet", "")):
                    node.set("ref", table.range(node.get("ref", "")))

    def _without_chain(self, root: element) -> None:
        """The calculation chain's line in the list of parts, or of the workbook's relations."""
        parts = {
            "/" + part.lower() for part in self._old.targets(self._old.workbook_part, "calcChain")
        }
        for node in list(root):
            kind, part = node.get("Type", ""), node.get("PartName", "").lower()
            if kind.rpartition("/")[2] == "calcChain" or part in parts:
                root.remove(node)

    def _check(self, part: _Part) -> None:
        """Check that the new part is the old one as it must read."""
        raw = self._old.archive.read(part.name)
        changed = part.name in self._changed
        if not changed and part.follows and not self._may_follow(raw):
            return
        old = parsed(raw)
        part.expect(old)
        problem = alike(old, parsed(self._new.archive.read(part.name) if changed else raw))
        if problem:
            what = f"er endret i {problem}" if changed else f"skulle vært endret i {problem}"
            refuse(part.where, what)

    def _chart(self, name: str) -> None:
        """Check a chart: it may be spelled as the new one spells its points."""
        raw = self._old.archive.read(name)
        follows = (
            b"Cache" in raw
            or b"\0" in raw[:4]
            or (bool(self._wanted.resized) and self._may_follow(raw))
        )
        if name not in self._changed and not follows:
            return
        new = parsed(self._new.archive.read(name))
        expect = partial(expect_chart, new=new, declared=self._wanted, date1904=self._old.date1904)
        self._check(_Part(name, f"delen «{name}»", expect))

    def _may_follow(self, raw: bytes) -> bool:
        """Whether anything in a part can possibly follow a table; in odd encodings it may."""
        odd = b"\0" in raw[:4]
        return odd or b"shared" in raw or self._ends.search(raw) is not None

    @cached_property
    def _ends(self) -> re.Pattern[bytes]:
        return ends(self._wanted.resized)

    def _chain(self) -> None:
        """A chain that lists cells without formulas makes Excel offer to repair the file."""
        has_chain = bool(self._old.targets(self._old.workbook_part, "calcChain"))
        if self._formulas_moved and has_chain and not self._chain_dropped:
            refuse("filen", "har en beregningsrekkefølge som ikke stemmer")
        if self._chain_dropped and not self._formulas_moved and not self._wanted.twice:
            refuse("filen", "har mistet beregningsrekkefølgen")


def _is_chart(name: str) -> bool:
    """Whether the part *name* (in lower case) is a chart, or a drawing inside one."""
    return "/charts/" in name and name.endswith(".xml")


def _is_pivot_source(name: str) -> bool:
    """Whether the part *name* (in lower case) may take its data from the rows of a table."""
    return "/pivotcache/pivotcachedefinition" in name and name.endswith(".xml")
