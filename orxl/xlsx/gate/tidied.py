"""The gate of tidyings: sheets out of sight, formats by other formulas, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orxl.core.grafts import HideSheet, SetChartWords, SetMark, SetPageText, Tidying
from orxl.xlsx.gate.outline import Outline, child, children, local
from orxl.xlsx.gate.verdict import read_again, refuse
from orxl.xlsx.package import Package
from orxl.xlsx.xml.elements import element, same


def check_tidied(old: bytes, new: bytes, tidyings: Sequence[Tidying]) -> None:
    """Raise FailedGate unless *new* is *old* with exactly these *tidyings*.

    The old parts are tidied as trees and must then be the new ones, the rows of a sheet byte for
    byte; a part that no tidying names has its bytes.
    """
    with read_again():
        _check(Outline(Package(old)), Outline(Package(new)), tidyings)


def _check(old: Outline, new: Outline, tidyings: Sequence[Tidying]) -> None:
    if old.names != new.names:
        refuse("filen", "har fått andre deler enn før")
    trees = _wanted(old, tidyings)
    for name in old.names:
        before, after = old.package.archive.read(name), new.package.archive.read(name)
        if name not in trees:
            if before != after:
                refuse(f"delen «{name}»", "er endret uten grunn")
        elif not same(trees[name], new.fresh(name)) or _rows(before) != _rows(after):
            refuse(f"delen «{name}»", "er endret i mer enn det som skulle ryddes")


def _wanted(old: Outline, tidyings: Sequence[Tidying]) -> dict[str, element]:
    """The parts that are to be others, tidied as trees."""
    hidden = {one.name for one in tidyings if isinstance(one, HideSheet)}
    book = old.package.workbook_part
    trees: dict[str, element] = {}
    if hidden:
        trees[book] = old.fresh(book)
        sheets = children(child(trees[book], "sheets"), "sheet")
        found = [node for node in sheets if node.get("name") in hidden]
        if len(found) != len(hidden):
            refuse("filen", "mangler et ark som skulle skjules")
        for node in found:
            node.set("state", "hidden")
    for one in tidyings:
        if isinstance(one, SetMark):
            part = old.sheets[one.sheet]
            _mark(trees.setdefault(part, old.fresh(part)), one)
        elif isinstance(one, SetPageText):
            part = old.sheets[one.sheet]
            _head(trees.setdefault(part, old.fresh(part)), one)
        elif isinstance(one, SetChartWords):
            for part in _of_charts(old, one.sheet):
                _say(trees.setdefault(part, old.fresh(part)), dict(one.words))
    return trees


def _mark(sheet: element, one: SetMark) -> None:
    changed = 0
    for holder in children(sheet, "conditionalFormatting"):
        for rule in children(holder, "cfRule"):
            for node in children(rule, "formula"):
                if (node.text or "") == one.expected:
                    node.text = one.formula
                    changed += 1
    if not changed:
        refuse(f"arket «{one.sheet}»", "har ikke formateringen som skulle endres")


def _head(sheet: element, one: SetPageText) -> None:
    texts = [node for holder in children(sheet, "headerFooter") for node in holder]
    found = [node for node in texts if one.expected in (node.text or "")]
    for node in found:
        node.text = (node.text or "").replace(one.expected, one.text)
    if not found:
        refuse(f"arket «{one.sheet}»", "har ikke toppteksten som skulle endres")


def _of_charts(book: Outline, sheet: str) -> Iterator[str]:
    """The drawings of *sheet* and their charts."""
    for drawing in book.package.targets(book.sheets[sheet], "drawing"):
        yield drawing
        yield from book.package.targets(drawing, "chart")


def _say(root: element, words: dict[str, str]) -> None:
    for node in root.iter():
        if local(node) == "cNvPr" and node.get("descr") in words:
            node.set("descr", words[node.get("descr", "")])
        elif local(node) == "ser":
            names = [v for tx in children(node, "tx") for v in children(tx, "v")]
            for name in names:
                name.text = words.get(name.text or "", name.text)


def _rows(part: bytes) -> bytes:
    """The rows of a sheet as they stand, which the comparison of trees leaves out."""
    start, end = part.find(b"sheetData"), part.rfind(b"sheetData")
    return part[start:end]
