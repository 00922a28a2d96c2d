"""The gate of rows put in between: the cells below stand lower, all that refers to them follows.

Of each old part it makes what the part must become, and demands that the new one is that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from orxl.core.edits import InsertRows
from orxl.xlsx.gate.chartpoints import pointed
from orxl.xlsx.gate.frame import FORMULAS, alike
from orxl.xlsx.gate.insertedlines import Lines
from orxl.xlsx.gate.insertedsheet import check_sheet
from orxl.xlsx.gate.outline import Outline, children, local
from orxl.xlsx.gate.verdict import read_again, refuse
from orxl.xlsx.package import Package, relationships_part
from orxl.xlsx.xml.elements import element

Expect = Callable[[element], None]
_TABLE: Final = ("table", "autoFilter", "sortState", "sortCondition")
_ROWS: Final = (2, 6)
"""Where the rows stand in a note's anchor."""


def check_inserted(old: bytes, new: bytes, edit: InsertRows) -> None:
    """Raise FailedGate unless *new* is *old* with the rows of *edit*, blank, and no more."""
    with read_again():
        sheet = Outline(Package(old)).tables[edit.table.casefold()][1]
    check_lines(old, new, Lines(sheet, edit.before, len(edit.rows)))


def check_lines(old: bytes, new: bytes, lines: Lines) -> None:
    """Raise FailedGate unless *new* is *old* with these rows, blank, and no more."""
    with read_again():
        _Check(Outline(Package(old)), Outline(Package(new)), lines).run()


class _Check:
    def __init__(self, old: Outline, new: Outline, lines: Lines) -> None:
        self._old, self._new = old, new
        self._lines = lines
        self._part = old.sheets[lines.sheet]

    def run(self) -> None:
        """Raise FailedGate where a part is not as it must be."""
        package = self._old.package
        gone = set(package.targets(package.workbook_part, "calcChain"))
        if [n for n in self._old.names if n not in gone] != self._new.names:
            refuse("filen", "har andre deler enn den skal")
        sheets = {part: name for name, part in self._old.sheets.items()}
        kinds = {sheet.part: sheet.kind for sheet in package.sheets}
        follows = self._follows(gone)
        for name in self._new.names:
            old, new = (book.package.archive.read(name) for book in (self._old, self._new))
            if kinds.get(name) == "worksheet":
                problem = check_sheet(old, new, sheets[name], self._lines)
                if problem:
                    refuse(f"arket «{sheets[name]}»", problem)
            elif name in follows or _is_drawn(name):
                self._expect(name, follows.get(name, self._drawing))
            elif old != new:
                refuse(f"delen «{name}»", "er endret uten grunn")

    def _follows(self, gone: set[str]) -> Mapping[str, Expect]:
        """The parts that may change, beside sheets and what is drawn, and what they become."""
        package, lines = self._old.package, self._lines
        found: dict[str, Expect] = {
            package.workbook_part: partial(_formulas, lines=lines, home="", torn=True)
        }
        for part, home in self._old.tables.values():
            found[part] = partial(_table, lines=lines, home=home)
        for kind in ("comments", "threadedComment"):
            for part in package.targets(self._part, kind):
                found[part] = partial(_comments, lines=lines)
        for part in package.targets(self._part, "vmlDrawing"):
            found[part] = partial(_notes, lines=lines)
        for part in package.targets(self._part, "drawing"):
            found[part] = self._anchored
        for part in self._old.names:
            if "/pivotcache/pivotcachedefinition" in part.lower() and part.endswith(".xml"):
                found[part] = partial(_pivot_source, lines=lines)
        if gone:
            arrows = package.archive.entry(relationships_part(package.workbook_part)).name
            for name in (arrows, package.archive.entry("[Content_Types].xml").name):
                found[name] = partial(_unchained, gone=gone)
        return found

    def _expect(self, name: str, expect: Expect) -> None:
        root = self._old.fresh(name)
        expect(root)
        problem = alike(root, self._new.tree(name))
        if problem:
            refuse(f"delen «{name}»", f"er ikke som den skal i {problem}")

    # --- what is drawn ----------------------------------------------------------------------------

    def _drawing(self, root: element) -> None:
        """A chart, or a drawing that may show what a cell holds."""
        for ref in root.iter("{*}numRef", "{*}strRef"):
            pointed(ref, self._lines.sheet, self._lines.first, self._lines.count)
        for node in root.iter("{*}f", "{*}sqref"):
            if node.text and not len(node):
                node.text = self._lines.follow(node.text, "")
        self._shown(root, "")

    def _anchored(self, root: element) -> None:
        """A drawing on the sheet itself."""
        for corner in root.iter("{*}from", "{*}to"):
            for row in children(corner, "row"):
                row.text = self._below(row.text)
        self._shown(root, self._lines.sheet)

    def _shown(self, root: element, home: str) -> None:
        for node in root.iter("{*}*"):
            for name in ("textlink", "cellRange"):
                if node.get(name) is not None:
                    node.set(name, self._lines.follow(node.get(name, ""), home))

    def _below(self, text: str | None) -> str:
        """A row counted from 0, as it is counted now."""
        return str(self._lines.now(int(str(text)) + 1) - 1)


def _is_drawn(name: str) -> bool:
    low = name.lower()
    return low.endswith(".xml") and ("/charts/" in low or "/drawings/" in low)


def _formulas(root: element, lines: Lines, home: str, *, torn: bool = False) -> None:
    for node in root.iter("{*}*"):
        if local(node) in FORMULAS and node.text and not len(node):
            if torn:
                lines.refuse_torn(node.text, home, (0, 1))
            node.text = lines.follow(node.text, home)


def _table(root: element, lines: Lines, home: str) -> None:
    _formulas(root, lines, home, torn=True)
    for node in root.iter("{*}*") if lines.on(home) else ():
        if local(node) in _TABLE and node.get("ref") is not None:
            node.set("ref", lines.place(node.get("ref", "")))


def _comments(root: element, lines: Lines) -> None:
    for node in root.iter("{*}comment", "{*}threadedComment"):
        if node.get("ref") is not None:
            node.set("ref", lines.place(node.get("ref", "")))


def _notes(root: element, lines: Lines) -> None:
    """The boxes of notes; their rows are counted from 0."""
    for data in root.iter("{urn:schemas-microsoft-com:office:excel}ClientData"):
        for node in children(data, "Row", "Anchor"):
            numbers = [int(text) for text in str(node.text).split(",")]
            now = [
                lines.now(n + 1) - 1 if place in _ROWS or len(numbers) == 1 else n
                for place, n in enumerate(numbers)
            ]
            if now != numbers:
                node.text = ", ".join(map(str, now))


def _pivot_source(root: element, lines: Lines) -> None:
    for node in root.iter("{*}worksheetSource"):
        if node.get("ref") is not None and lines.on(node.get("sheet", "")):
            node.set("ref", lines.place(node.get("ref", "")))


def _unchained(root: element, gone: set[str]) -> None:
    lost = {f"/{part}".lower() for part in gone}
    for node in children(root):
        chain = node.get("Type", "").rpartition("/")[2] == "calcChain"
        if chain or node.get("PartName", "").lower() in lost:
            root.remove(node)
