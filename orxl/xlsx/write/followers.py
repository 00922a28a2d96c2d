"""What follows a table that grows or shrinks, all over the workbook.

The table's own part; conditional formats, validations and protected ranges on its sheet; and every
formula, name, chart and pivot source that refers to the whole of one of its columns. And what
charts keep of the cells that change (:mod:`orxl.xlsx.write.chartcaches`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from orxl.core import nb
from orxl.core.errors import RefusedEdit
from orxl.core.snapshot import Cell
from orxl.xlsx.package import SheetPart, relationships_part
from orxl.xlsx.read.cells import CellReader
from orxl.xlsx.read.values import SheetContext
from orxl.xlsx.references.growth import Growth
from orxl.xlsx.write.chartcaches import Held, cache_splices, held
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.text import XmlText, escape
from orxl.xlsx.xml.tree import MAIN, RELATIONSHIPS, Node, Splice, Tree

_X14: Final = frozenset({"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"})
_XM: Final = frozenset({"http://schemas.microsoft.com/office/excel/2006/main"})
_WITH_SQREF: Final = frozenset(
    {"conditionalFormatting", "dataValidation", "ignoredError", "protectedRange"}
)
_FORMULAS: Final = frozenset({"formula", "formula1", "formula2", "f"})
_TABLE_FORMULAS: Final = frozenset({"calculatedColumnFormula", "totalsRowFormula"})

Part = tuple[str, XmlText, list[Splice]]
"""A part's name, its text and the splices in it."""


def growths_of(work: Workspace) -> list[Growth]:
    """Every move of a table's last row, in the order of the edits."""
    return [growth for draft in work.drafts.values() for growth in draft.growths]


def grow_cells(work: Workspace) -> None:
    """Let the formulas in the cells of every sheet follow. Raises RefusedEdit for an array."""
    growths = growths_of(work)
    if not growths:
        return
    for part in work.package.sheets:
        if part.kind == "worksheet":
            _grow_sheet(work, part, growths)


def _grow_sheet(work: Workspace, part: SheetPart, growths: Sequence[Growth]) -> None:
    draft = work.drafts.get(part.part)
    if draft is None and not _may_follow(work.package.raw(part.part), growths):
        work.still.add(part.part)
        return
    text = draft.text if draft is not None else work.package.text(part.part)
    for at, cell in _cells(work, part, text, growths).items():
        if cell.formula is None or (draft is not None and draft.is_filled(at)):
            continue
        grown = grow(cell.formula, growths, part.name)
        if grown == cell.formula:
            continue
        if cell.kind in ("array", "datatable"):
            raise RefusedEdit(
                f"Matriseformelen i {work.draft(part.name).ref(at)} viser til tabellens rader "
                f"({nb.quoted(cell.formula)}) og kan ikke utvides her.",
                "La den vise til tabellens kolonne ved navn.",
            )
        work.draft(part.name).regrow(at, grown)
    if draft is not None:
        for at, change in draft.filled():
            draft.regrow(at, grow(change, growths, part.name))


def _cells(
    work: Workspace, part: SheetPart, text: XmlText, growths: Sequence[Growth]
) -> dict[tuple[int, int], Cell]:
    """The sheet's cells, when any of its formulas can possibly follow."""
    if not _mentions(text, growths) and b"shared" not in text.lex:
        return {}
    holder = Tree(text, opaque=("sheetData",)).root.find("sheetData")
    if holder is None or holder.empty:
        return {}
    context = SheetContext(part.name, work.strings, work.dates, work.package.date1904)
    return CellReader(text, context).read(holder.open_end, holder.close)


def _may_follow(raw: bytes, growths: Sequence[Growth]) -> bool:
    """Whether a sheet that no edit is about can hold anything that follows.

    It must name the sheet of a table that grows. That is looked for in the bytes as they are: most
    sheets need then not be parsed.
    """
    rest = raw[raw.find(b"?>") + 2 :] if raw.startswith(b"<?xml") else raw
    odd = any(sign in rest for sign in (b"<!", b"<?", b"&#"))
    if odd or b'encoding="utf-8"' not in raw[:80].lower():
        return True
    names = {growth.sheet.casefold() for growth in growths}
    if any(set(name) & set("'&<>\"") for name in names):  # it may be spelled in other ways
        return True
    if all(name.isascii() for name in names):
        folded = rest.lower()
        return any(name.encode() in folded for name in names)
    text = rest.decode("utf-8", "replace").casefold()
    return any(name in text for name in names)


def _mentions(text: XmlText, growths: Sequence[Growth]) -> bool:
    """Whether any formula on the sheet has the number of a last row in it, as far as one sees."""
    if text.lex is not text.data:
        return True  # a formula may stand in what is blanked out
    rows = b"|".join({b"%d" % growth.old_last for growth in growths})
    formula = rb"<(?:[^<>\s/:]+:)?f(?:\s[^<>]*)?>[^<]*(?<![0-9])(?:" + rows + rb")(?![0-9])"
    return re.search(formula, text.lex) is not None


def grow(text: str, growths: Sequence[Growth], home: str, *, wide: bool = False) -> str:
    """The formula *text* on the sheet *home* as it reads after all *growths*."""
    if ":" not in text:
        return text  # no area
    for growth in growths:
        if growth.may_move(text, home):
            text = growth.formula(text, home, wide=wide)
    return text


def frame_parts(work: Workspace) -> Iterator[Part]:
    """The frames of sheets that no edit opened but that have something that follows."""
    growths = growths_of(work)
    for part in work.package.sheets if growths else ():
        if part.kind == "worksheet" and part.part not in {*work.drafts, *work.still}:
            tree = Tree(work.package.text(part.part), opaque=("sheetData",))
            yield part.part, tree.text, frame_splices(tree, growths, part.name)


def frame_splices(tree: Tree, growths: Sequence[Growth], home: str) -> list[Splice]:
    """The splices in a sheet's frame for all *growths* of the workbook."""
    own = [growth for growth in growths if growth.sheet == home]
    out: list[Splice] = []
    for node in tree.root.walk() if growths else ():
        if node.local in _WITH_SQREF and (node.ns in MAIN or node.ns in _X14):
            out += _ranges(tree, node, own)
        if node.local in _FORMULAS and (node.ns in MAIN or node.ns in _XM):
            out += _formula(tree, node, growths, home)
    return [*out, *_links(tree, own)]


def _links(tree: Tree, growths: Sequence[Growth]) -> list[Splice]:
    """Hyperlinks lose the rows that tables lost; those with nothing left go."""
    holder = tree.root.find("hyperlinks")
    if holder is None or not growths:
        return []
    out: list[Splice] = []
    links = list(holder.all("hyperlink"))
    left = len(links)
    for node in links:
        old = tree.get(node, "ref") or ""
        new = _through(old, growths, Growth.link)
        if old and not new:
            out.append((node.start, node.end, b""))
            left -= 1
        elif new != old:
            out += tree.set(node, "ref", new)
    return out if left else [(holder.start, holder.end, b"")]


def link_parts(work: Workspace) -> Iterator[Part]:
    """The relationships of sheets whose hyperlinks went: without those that nothing uses."""
    for draft in work.drafts.values():
        own = draft.growths
        before = _link_ids(draft.tree, [])
        unused = before - _link_ids(draft.tree, own)
        rels = relationships_part(draft.part.part)
        if unused and rels in work.package.archive:
            tree = work.package.tree(work.package.archive.entry(rels).name)
            gone = [n for n in tree.root.children if tree.get(n, "Id") in unused]
            yield tree.text.name, tree.text, [(n.start, n.end, b"") for n in gone]


def _link_ids(tree: Tree, growths: Sequence[Growth]) -> set[str]:
    """The relationships of the hyperlinks that are left after *growths*."""
    holder = tree.root.find("hyperlinks")
    return {
        tree.get_in(node, RELATIONSHIPS, "id") or ""
        for node in (holder.all("hyperlink") if holder else ())
        if _through(tree.get(node, "ref") or "", growths, Growth.link)
    } - {""}


def _ranges(tree: Tree, node: Node, growths: Sequence[Growth]) -> list[Splice]:
    """The ranges of a rule: an attribute, or for the newer ones an element."""
    old = tree.get(node, "sqref")
    if old is not None:
        new = _through(old, growths, Growth.sqref)
        return tree.set(node, "sqref", new) if new != old else []
    inner = node.find("sqref", _XM)
    if inner is None:
        return []
    old = tree.content(inner)
    new = _through(old, growths, Growth.sqref)
    return tree.set_content(inner, escape(new)) if new != old else []


def _formula(tree: Tree, node: Node, growths: Sequence[Growth], home: str) -> list[Splice]:
    old = tree.content(node)
    new = grow(old, growths, home)
    return tree.set_content(node, escape(new)) if new != old else []


def _through(text: str, growths: Sequence[Growth], step: Callable[[Growth, str], str]) -> str:
    for growth in growths:
        text = step(growth, text)
    return text


def table_parts(work: Workspace) -> Iterator[Part]:
    """The table parts: of those that moved their ranges, of all of them their formulas."""
    growths = growths_of(work)
    for name, (sheet, part) in work.tables.items() if growths else ():
        tree = work.package.tree(part.part)
        out: list[Splice] = []
        if name in work.moved:
            out = _moved_table(tree, part.table.ref.a1, work.moved[name].ref.a1, growths, sheet)
        for node in tree.root.walk():
            if node.local in _TABLE_FORMULAS and node.ns in MAIN:
                out += _formula(tree, node, growths, sheet.name)
        yield part.part, tree.text, out


def _moved_table(
    tree: Tree, old: str, new: str, growths: Sequence[Growth], sheet: SheetPart
) -> list[Splice]:
    out = tree.set(tree.root, "ref", new)
    own = [growth for growth in growths if growth.sheet == sheet.name]
    for node in tree.root.walk():
        if node.local in ("autoFilter", "sortState", "sortCondition") and node.ns in MAIN:
            ref = tree.get(node, "ref")
            grown = ref if ref is None else _through(ref, own, Growth.ref)
            if grown != ref and old != new:
                out += tree.set(node, "ref", grown)
    return out


def other_parts(work: Workspace) -> Iterator[Part]:
    """Charts with what they keep of cells, and pivot caches that take their data from a range."""
    growths = growths_of(work)
    cells = held(work)
    for entry in work.package.archive if growths or any(cells.values()) else ():
        name = entry.name.lower()
        if name.endswith(".xml") and "/charts/" in name:
            tree = work.package.tree(entry.name)
            yield entry.name, tree.text, _chart(work, tree, growths, cells)
        elif growths and "/pivotcache/pivotcachedefinition" in name and name.endswith(".xml"):
            tree = work.package.tree(entry.name)
            yield entry.name, tree.text, list(_pivot_source(tree, growths))


def _chart(work: Workspace, tree: Tree, growths: Sequence[Growth], cells: Held) -> list[Splice]:
    out: list[Splice] = []
    grown: dict[int, str] = {}
    for node in tree.root.walk() if growths else ():
        if node.local == "f":
            out += _formula(tree, node, growths, "")
            grown[node.start] = grow(tree.content(node), growths, "")
    date1904 = work.package.date1904
    return [*out, *cache_splices(tree, grown, cells, date1904=date1904)]


def _pivot_source(tree: Tree, growths: Sequence[Growth]) -> Iterator[Splice]:
    for node in tree.root.walk():
        if node.local != "worksheetSource" or node.ns not in MAIN:
            continue
        found = tree.attributes(node)
        own = [g for g in growths if g.sheet.casefold() == found.get("sheet", "").casefold()]
        if "ref" in found and _through(found["ref"], own, Growth.ref) != found["ref"]:
            yield from tree.set(node, "ref", _through(found["ref"], own, Growth.ref))
