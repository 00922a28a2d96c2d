"""A workbook as the gate of grafts sees it: lxml trees, and numbers resolved to what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from orxl.xlsx.package import Package
from orxl.xlsx.xml.elements import element, parsed

_FACTS: Final = ("numFmtId", "fontId", "fillId", "borderId", "xfId")
_LOOSE: Final = ("applyFill",)
_FIRST_OWN: Final = 164


def local(node: element) -> str:
    """The node's name without its namespace; ``""`` for a comment or an instruction."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(node: element | None, *names: str) -> list[element]:
    """The child elements of *node*, or those called one of *names*."""
    if node is None:
        return []
    if not names:
        return [child for child in node if isinstance(child.tag, str)]
    return [child for child in node if local(child) in names]


def child(node: element | None, name: str) -> element | None:
    """The first child element called *name*."""
    if node is not None:
        for found in node:
            if local(found) == name:
                return found
    return None


def said(node: element | None, *but: str) -> tuple[object, ...]:
    """What *node* says however it is prefixed, but for its own attributes *but*."""
    if node is None:
        return ()
    attributes = sorted(
        (str(name), str(value)) for name, value in node.attrib.items() if name not in but
    )
    inside = tuple(said(found) for found in children(node))
    if local(node) == "font":
        inside = tuple(sorted(inside, key=repr))  # one of each, and the order means nothing
    text = node.text if node.text is not None else ""
    return (local(node), tuple(attributes), inside, "" if inside else text)


class Outline:
    """One workbook. Parts are parsed when they are asked for."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.names = [entry.name for entry in package.archive]
        self._trees: dict[str, element] = {}

    def tree(self, part: str) -> element:
        """The tree of *part*; the same each time. Raises lxml's errors."""
        if part not in self._trees:
            self._trees[part] = self.fresh(part)
        return self._trees[part]

    def fresh(self, part: str) -> element:
        """A tree of *part* that may be changed."""
        return parsed(self.package.archive.read(part))

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """The part of each sheet by its name, in order."""
        return {sheet.name: sheet.part for sheet in self.package.sheets}

    @cached_property
    def tables(self) -> Mapping[str, tuple[str, str]]:
        """Each table's part and sheet by its casefolded name."""
        found = {}
        for name, part in self.sheets.items():
            for target in self.package.targets(part, "table") if part else ():
                found[str(self.tree(target).get("displayName")).casefold()] = (target, name)
        return found

    def type_of(self, part: str) -> str:
        """The content type of *part*: its own, or the one of all with its ending; ``""``: none."""
        root = self.tree(self.package.archive.entry("[Content_Types].xml").name)
        own = [
            node.get("ContentType", "")
            for node in children(root, "Override")
            if node.get("PartName", "").lstrip("/").lower() == part.lower()
        ]
        of_ending = [
            node.get("ContentType", "")
            for node in children(root, "Default")
            if part.lower().endswith(f".{node.get('Extension', '').lower()}")
        ]
        return str([*own, *of_ending, ""][0])

    # --- looks ------------------------------------------------------------------------------------

    @cached_property
    def styles_part(self) -> str:
        """The part that holds the styles; ``""`` where there is none."""
        parts = self.package.targets(self.package.workbook_part, "styles")
        return parts[0] if parts else ""

    def holder(self, name: str) -> list[element]:
        """The elements in the list *name* of the styles part."""
        return children(child(self.tree(self.styles_part), name)) if self.styles_part else []

    @cached_property
    def formats(self) -> Mapping[str, str]:
        """The workbook's own number formats: their codes by their numbers."""
        return {
            node.get("numFmtId", ""): node.get("formatCode", "") for node in self.holder("numFmts")
        }

    @cached_property
    def looks(self) -> list[tuple[object, object]]:
        """What each cell style means: all but the fill, and the fill."""
        lists = [
            [said(node) for node in self.holder(name)] for name in ("fonts", "fills", "borders")
        ]
        found: list[tuple[object, object]] = []
        for xf in self.holder("cellXfs"):
            font, fill, border = (
                known[int(xf.get(fact, "0"))]
                for known, fact in zip(lists, ("fontId", "fillId", "borderId"), strict=True)
            )
            rest = said(xf, *_FACTS, *_LOOSE)
            found.append(((self._code(xf.get("numFmtId", "0")), font, border, rest), fill))
        return found

    def _code(self, number: str) -> str:
        own = int(number) >= _FIRST_OWN
        return self.formats[number] if own else number

    @cached_property
    def marks(self) -> list[object]:
        """What each look of a conditional format means; a format's number means nothing."""
        return [_mark(node) for node in self.holder("dxfs")]

    def fills(self) -> list[object]:
        """What each fill means."""
        return [said(node) for node in self.holder("fills")]

    # --- rows -------------------------------------------------------------------------------------

    def rows(self, part: str) -> Iterator[tuple[int, element]]:
        """The rows of the sheet *part* with their numbers."""
        last = 0
        for row in children(child(self.tree(part), "sheetData"), "row"):
            last = int(row.get("r", str(last + 1)))
            yield last, row


def _mark(node: element) -> object:
    inside = []
    for found in children(node):
        is_format = local(found) == "numFmt"
        inside.append(found.get("formatCode") if is_format else said(found))
    return tuple(inside)
