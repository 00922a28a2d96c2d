"""Comparing lxml trees for the gate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

element: TypeAlias = "etree._Element"  # noqa: SLF001 — lxml has no public name for it


def parsed(raw: bytes) -> element:
    """The root of *raw*. Raises lxml's errors for XML that is not well-formed."""
    return etree.fromstring(raw, parser())


def parser() -> etree.XMLParser:
    """A parser that resolves nothing and loads nothing."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def local_name(node: element) -> str:
    """The element's name without its namespace; ``""`` for a comment or an instruction."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(node: element, local: str) -> element | None:
    """The child *local* in the node's own namespace."""
    return node.find("{" + str(etree.QName(node).namespace) + "}" + local)


def attributes(node: element) -> list[tuple[str, str]]:
    """The attributes, in the order of their names."""
    return sorted([(str(name), str(value)) for name, value in node.attrib.items()])


def own(node: element) -> tuple[object, ...]:
    """What belongs to a node itself: its tag, attributes, text and the text between children."""
    tag = node.tag
    if not isinstance(tag, str):
        return ("other", node.text)
    text = node.text or ""
    if len(node):
        # White space between elements means nothing in SpreadsheetML; in a leaf it does.
        text = (text + "".join([child.tail or "" for child in node])).strip()
    return (tag, attributes(node), text, node.nsmap)


def _children(node: element) -> list[element]:
    """The children to compare; a sheet's rows are compared elsewhere."""
    if local_name(node) == "sheetData":
        return [child for child in node if not isinstance(child.tag, str)]
    return list(node)


def same(old: element, new: element) -> bool:
    """Whether two trees are the same, white space between elements apart."""
    return next(differ(old, new), None) is None


def differ(old: element, new: element) -> Iterator[tuple[element | None, element | None]]:
    """The pairs of nodes that are not the same, each in its place (None: there is none)."""
    todo: list[tuple[element, element]] = [(old, new)]
    while todo:
        a, b = todo.pop()
        if own(a) != own(b):
            yield a, b
        first, second = _children(a), _children(b)
        for place in range(max(len(first), len(second))):
            x = first[place] if place < len(first) else None
            y = second[place] if place < len(second) else None
            if x is None or y is None:
                yield x, y
            else:
                todo.append((x, y))
