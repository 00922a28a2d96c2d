"""What follows beside the sheets when rows are put in between: tables, names, notes, drawings.

Charts follow in :mod:`orxl.xlsx.write.insertedcharts`. What has addresses that are not followed
here is refused, where any of them would have to move.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core import nb
from orxl.core.errors import RefusedEdit
from orxl.core.patterns import regex
from orxl.xlsx.package import SheetPart
from orxl.xlsx.references.insertion import Insertion
from orxl.xlsx.write.insertedcharts import chart_splices
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.text import escape, natural
from orxl.xlsx.xml.tree import MAIN, Node, Splice, Tree

Part = tuple[Tree, list[Splice]]
_ARROWS: Final = frozenset(
    {"hyperlink", "drawing", "vmlDrawing", "comments", "threadedComment", "table", "image",
     "printerSettings", "pivotTable", "customProperty", "slicer", "timeline"}
)  # fmt: skip
"""What a sheet with new rows may point to."""
_REFS: Final = frozenset({"table", "autoFilter", "sortState", "sortCondition"})
_COLUMN: Final = frozenset({"calculatedColumnFormula", "totalsRowFormula"})
_TEXTS: Final = ("textlink", "cellRange")
"""What a drawing shows of cells."""
_BOUND: Final = ("cell", "fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx", "appref")
_SEPARATE: Final = regex(r"/(?:ctrlprops|webextensions)/|/connections\.xml$")
"""Parts with addresses that nothing else has: controls, add-ins, sources of data."""


def other_parts(work: Workspace, sheet: SheetPart, into: Insertion) -> Iterator[Part]:
    """The parts but for sheets that change. Raises RefusedEdit for what cannot follow."""
    _refuse_unknown(work, sheet, into)
    for _, found in work.tables.values():
        tree = work.package.tree(found.part)
        home = found.table.sheet
        yield tree, list(_table(tree, home, into))
    yield work.package.workbook, list(_names(work.package.workbook, into))
    for kind in ("comments", "threadedComment"):
        for name in work.package.targets(sheet.part, kind):
            tree = work.package.tree(name)
            yield tree, list(_comments(tree, into))
    for name in work.package.targets(sheet.part, "vmlDrawing"):
        tree = work.package.tree(name)
        yield tree, list(_notes(tree, into))
    anchored = set(work.package.targets(sheet.part, "drawing"))
    for entry in work.package.archive:
        name = entry.name.lower()
        if name.endswith(".vml") and b"Fmla" in work.package.archive.read(entry.name):
            _refuse_linked(work.package.tree(entry.name), into)
        if not name.endswith((".xml", ".rels")):
            continue
        if "/charts/" in name and name.endswith(".xml"):
            tree = work.package.tree(entry.name)
            yield tree, chart_splices(tree, into)
        elif "/drawings/" in name and name.endswith(".xml"):
            tree = work.package.tree(entry.name)
            yield tree, list(_drawing(tree, into, anchored=entry.name in anchored))
        elif "/pivotcache/pivotcachedefinition" in name and name.endswith(".xml"):
            tree = work.package.tree(entry.name)
            yield tree, list(_pivot_source(tree, into))
        elif name.endswith(".rels") or _SEPARATE.search(name):
            _refuse_bound(work.package.tree(entry.name), into)


def _refuse_unknown(work: Workspace, sheet: SheetPart, into: Insertion) -> None:
    for arrow in work.package.relationships(sheet.part):
        if arrow.kind not in _ARROWS:
            raise RefusedEdit(
                f"Arket «{into.sheet}» har noe orxl ikke kan flytte ({nb.quoted(arrow.kind)}).",
                "Sett inn raden i Excel.",
            )
    package = work.package
    if package.targets(package.workbook_part, "volatileDependencies"):
        raise RefusedEdit(
            "Arbeidsboken henter tall fra et program som er i gang (RTD).",
            "Sett inn raden i Excel.",
        )
    if package.workbook.root.find("oleSize") is not None:
        raise RefusedEdit(
            "Arbeidsboken er lagt inn i et annet dokument.", "Sett inn raden i Excel."
        )


def _refuse_bound(tree: Tree, into: Insertion) -> None:
    """Refuse where an attribute of a part that is not followed names cells that move."""
    for node in tree.root.walk():
        found = tree.attributes(node)
        said = [found.get(name, "") for name in _BOUND]
        said += [t for t in [found.get("Target", "")] if "#" in t and node.local == "Relationship"]
        for text in said:
            cells = text.rpartition("#")[2]
            if into.location(cells, "") != cells or into.formula(cells, "") != cells:
                raise RefusedEdit(
                    f"Noe i arbeidsboken viser til «{text}» på en måte orxl ikke kan rette.",
                    "Sett inn raden i Excel.",
                )


def _refuse_linked(tree: Tree, into: Insertion) -> None:
    """Refuse where a control of an older form has its value or its list in rows that move."""
    for node in tree.root.walk():
        text = tree.content(node) if node.local.startswith("Fmla") and not node.children else ""
        if into.formula(text, "") != text:
            raise RefusedEdit(
                f"Et felt i arbeidsboken er koblet til «{into.sheet}» ({text}).",
                "Sett inn raden i Excel.",
            )


# --- tables and names -----------------------------------------------------------------------------


def _table(tree: Tree, home: str, into: Insertion) -> Iterator[Splice]:
    for node in tree.root.walk():
        if node.ns not in MAIN:
            continue
        ref = tree.get(node, "ref") if node.local in _REFS and into.is_here(home) else None
        if ref is not None and into.ref(ref) != ref:
            yield from tree.set(node, "ref", into.ref(ref))
        if node.local in _COLUMN:
            yield from _formula(tree, node, home, into)


def _names(tree: Tree, into: Insertion) -> Iterator[Splice]:
    holder = tree.root.find("definedNames")
    for node in holder.all("definedName") if holder is not None else ():
        yield from _formula(tree, node, "", into)


def _formula(tree: Tree, node: Node, home: str, into: Insertion) -> Iterator[Splice]:
    """A formula that is read from more than one cell, none of which says how far it moves."""
    old = tree.content(node)
    new = into.formula(old, home, 0)
    if new != old:
        yield from tree.set_content(node, escape(new))


def _pivot_source(tree: Tree, into: Insertion) -> Iterator[Splice]:
    for node in tree.root.walk():
        if node.local not in ("worksheetSource", "rangeSet") or node.ns not in MAIN:
            continue
        found = tree.attributes(node)
        ref = found.get("ref")
        if ref is None or not into.is_here(found.get("sheet", "")) or into.ref(ref) == ref:
            continue
        if node.local == "rangeSet":
            raise RefusedEdit(
                f"En pivottabell er laget av flere områder, og ett av dem er {ref} på arket "
                f"«{into.sheet}».",
                "Sett inn raden i Excel.",
            )
        yield from tree.set(node, "ref", into.ref(ref))


# --- notes and drawings ---------------------------------------------------------------------------


def _comments(tree: Tree, into: Insertion) -> Iterator[Splice]:
    for node in tree.root.walk():
        ref = tree.get(node, "ref") if node.local in ("comment", "threadedComment") else None
        if ref is not None and into.ref(ref) != ref:
            yield from tree.set(node, "ref", into.ref(ref))


def _notes(tree: Tree, into: Insertion) -> Iterator[Splice]:
    """The boxes of notes: the row of the cell, and the rows where the box begins and ends."""
    for node in tree.root.walk():
        if node.local != "ClientData":
            continue
        is_note = tree.get(node, "ObjectType") == "Note"
        for child in node.children:
            old = tree.content(child) if not child.children else ""
            new = old
            if child.local == "Row" and (row := natural(old.strip())) is not None:
                new = str(_row(row, into))
            elif child.local == "Anchor":
                numbers = [natural(text.strip()) for text in old.split(",")]
                if len(numbers) == 8 and None not in numbers:
                    new = ", ".join(
                        str(_row(n, into) if place in (2, 6) else n)
                        for place, n in enumerate(numbers)
                        if n is not None
                    )
                    new = old if new.replace(" ", "") == "".join(old.split()) else new
            elif child.local.startswith("Fmla") and into.formula(old, into.sheet) != old:
                raise _control(into)  # the sheet's own address; others are refused elsewhere
            if new != old and not is_note:
                raise _control(into)
            if new != old:
                yield from tree.set_content(child, escape(new))


def _control(into: Insertion) -> RefusedEdit:
    return RefusedEdit(
        f"Arket «{into.sheet}» har en knapp eller et felt ved eller under rad {into.before}.",
        "Flytt det opp over raden, eller sett inn raden i Excel.",
    )


def _row(row: int, into: Insertion) -> int:
    """A row counted from 0."""
    return into.row(row + 1) - 1


def _drawing(tree: Tree, into: Insertion, *, anchored: bool) -> Iterator[Splice]:
    for node in tree.root.walk():
        if anchored and node.local in ("twoCellAnchor", "oneCellAnchor"):
            yield from _anchor(tree, node, into)
        found = tree.attributes(node)
        for name in _TEXTS:
            new = into.formula(found.get(name, ""), "" if not anchored else into.sheet)
            if name in found and new != found[name]:
                yield from tree.set(node, name, new)


def _anchor(tree: Tree, node: Node, into: Insertion) -> Iterator[Splice]:
    """Where something drawn begins and ends; refused: what keeps its size across the rows."""
    moves = []
    for corner in node.children:
        if corner.local not in ("from", "to"):
            continue
        for child in corner.children:
            row = natural(tree.content(child).strip()) if child.local == "row" else None
            if row is not None:
                moves.append(_row(row, into) - row)
                if moves[-1]:
                    yield from tree.set_content(child, b"%d" % _row(row, into))
    kept = tree.get(node, "editAs")
    if any(moves) and (kept == "absolute" or (kept == "oneCell" and not all(moves))):
        raise RefusedEdit(
            f"Et bilde eller en tegning på arket «{into.sheet}» ligger over rad {into.before} og "
            "skal beholde størrelsen sin.",
            "Flytt det opp over raden, eller sett inn raden i Excel.",
        )
