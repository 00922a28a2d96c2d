"""What follows in the frame of a sheet, around its rows, when rows are put in between.

Rules, links and breaks move with the rows they are for; a rule's formula is read from the first of
its cells. On the sheet with the new rows what is not known here is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core import nb
from orxl.core.errors import RefusedEdit
from orxl.xlsx.references.insertion import Insertion
from orxl.xlsx.write import areas
from orxl.xlsx.xml.text import escape, natural
from orxl.xlsx.xml.tree import MAIN, Node, Splice, Tree

_X14: Final = frozenset({"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"})
_XM: Final = frozenset({"http://schemas.microsoft.com/office/excel/2006/main"})
_FREE: Final = frozenset(
    {"sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "phoneticPr",
     "dataConsolidate", "sheetProtection", "printOptions", "pageMargins", "pageSetup",
     "headerFooter", "drawing", "customProperties", "legacyDrawing", "legacyDrawingHF",
     "drawingHF", "picture", "tableParts"}
)  # fmt: skip
"""What has no addresses. A pane and a selection stay where they are on the screen."""
_BOUND: Final = frozenset(
    {"dimension", "protectedRanges", "autoFilter", "sortState", "mergeCells", "rowBreaks",
     "colBreaks", "conditionalFormatting", "dataValidations", "hyperlinks", "cellWatches",
     "ignoredErrors", "extLst"}
)  # fmt: skip
_LATER: Final = frozenset(
    {"conditionalFormattings", "dataValidations", "sparklineGroups", "ignoredErrors", "slicerList",
     "protectedRanges", "timelineRefs", "PLV"}
)  # fmt: skip
"""What later versions of Excel have added, and is known here."""
_RULES: Final = frozenset({"conditionalFormatting", "dataValidation"})
_RANGED: Final = frozenset({"ignoredError", "protectedRange"})
_REFS: Final = frozenset(
    {"dimension", "autoFilter", "sortState", "sortCondition", "mergeCell", "hyperlink"}
)
_FORMULAS: Final = frozenset({"formula", "formula1", "formula2", "f"})
_OUTSIDE: Final = ("linkedCell", "listFillRange")
"""Where a control has its value and its list."""
_ENDLESS: Final = 1_048_575


def frame_splices(tree: Tree, home: str, into: Insertion) -> Iterator[Splice]:
    """The splices in the frame of the sheet *home*. Raises RefusedEdit for what cannot follow."""
    if into.is_here(home):
        _refuse_unknown(tree, into)
    todo = list(tree.root.children)
    while todo:
        node = todo.pop()
        rule = node.local in _RULES and (node.ns in MAIN or node.ns in _X14)
        if rule:
            yield from _rule(tree, node, home, into)
        elif node.local not in ("sheetData", "sheetViews"):
            yield from _other(tree, node, home, into)
            todo += node.children


def _refuse_unknown(tree: Tree, into: Insertion) -> None:
    found = [n.local for n in tree.root.children if n.local not in _FREE | _BOUND]
    holder = tree.root.find("extLst")
    for ext in holder.all("ext") if holder is not None else ():
        found += [node.local for node in ext.children if node.local not in _LATER]
    if found:
        raise RefusedEdit(
            f"Arket «{into.sheet}» har noe orxl ikke kan flytte ({nb.quoted(found[0])}).",
            "Sett inn raden i Excel.",
        )


def _other(tree: Tree, node: Node, home: str, into: Insertion) -> Iterator[Splice]:
    """What is no rule."""
    found = tree.attributes(node)
    sheets = (home, found.get("sheet", home))
    if node.local == "dataRef" and any(map(into.is_here, sheets)):
        raise RefusedEdit(
            f"Arket «{home}» konsoliderer celler fra «{into.sheet}».", "Sett inn raden i Excel."
        )
    for name in _OUTSIDE:
        text = found.get(name, "")
        if into.formula(text, home) != text:
            raise RefusedEdit(
                f"En kontroll på arket «{home}» er koblet til «{into.sheet}» ({text}).",
                "Sett inn raden i Excel.",
            )
    if node.local == "hyperlink" and "location" in found:
        new = into.location(found["location"], home)
        if new != found["location"]:
            yield from tree.set(node, "location", new)
    if node.local == "f" and node.ns in _XM and not node.children:
        yield from _content(tree, node, into.formula(tree.content(node), home))
    if into.is_here(home):
        yield from _here(tree, node, found, into)


def _here(tree: Tree, node: Node, found: dict[str, str], into: Insertion) -> Iterator[Splice]:
    """What is no rule and has addresses of its own sheet."""
    for name, holders in (("ref", _REFS), ("sqref", _RANGED), ("r", {"cellWatch"})):
        if node.local in holders and node.ns in MAIN and name in found:
            new = into.sqref(found[name])
            if new != found[name]:
                yield from tree.set(node, name, new)
    if node.local == "sqref" and node.ns in _XM:
        yield from _content(tree, node, into.sqref(tree.content(node)))
    if node.local in ("rowBreaks", "colBreaks") and node.ns in MAIN:
        names = ("id",) if node.local == "rowBreaks" else ("min", "max")
        for brk in node.all("brk"):
            yield from _break(tree, brk, names, into)


def _break(tree: Tree, brk: Node, names: tuple[str, ...], into: Insertion) -> Iterator[Splice]:
    """A break stands above the row after its number; one between columns goes from row to row."""
    for name in names:
        at = natural(tree.get(brk, name))
        if at is not None and at != _ENDLESS and into.row(at + 1) != at + 1:
            yield from tree.set(brk, name, str(into.row(at + 1) - 1))


def _rule(tree: Tree, node: Node, home: str, into: Insertion) -> Iterator[Splice]:
    inner = node.find("sqref", _XM)
    text = tree.get(node, "sqref") if inner is None else tree.content(inner)
    follows = 0
    if text is not None and into.is_here(home):
        new = into.sqref(text)
        if new != text and inner is not None:
            yield from tree.set_content(inner, escape(new))
        elif new != text:
            yield from tree.set(node, "sqref", new)
    known = [ref for ref in ("" if text is None else text).split() if ref != "#REF!"]
    ranges = areas.ranges(home, " ".join(known))
    rows = {row for area in ranges for row in (area.first_row, area.last_row)}
    if ranges and into.is_here(home):
        follows = into.row(min(rows)) - min(rows)
    alone = follows if len(rows) > 1 else None
    for child in node.walk():
        if child.local in _FORMULAS and not child.children:
            old = tree.content(child)
            yield from _content(tree, child, into.formula(old, home, alone))
        value = tree.get(child, "val") if child.local == "cfvo" else None
        if value is not None and into.formula(value, home, alone) != value:
            yield from tree.set(child, "val", into.formula(value, home, alone))


def _content(tree: Tree, node: Node, new: str) -> Iterator[Splice]:
    if new != tree.content(node):
        yield from tree.set_content(node, escape(new))
