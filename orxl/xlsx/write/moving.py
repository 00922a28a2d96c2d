"""Elements of a model workbook as they read in another workbook's part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from orxl.core.errors import RefusedEdit
from orxl.core.patterns import regex
from orxl.xlsx.xml.text import escape_attribute
from orxl.xlsx.xml.tree import Node, Splice, Tree

_FONT: Final = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme", "extLst",
)  # fmt: skip
_NAME: Final = regex(rb"<(/?)([^\s/<>\"'=!?]+)")

Form = tuple[str, tuple[tuple[str, str], ...], tuple["Form", ...]]
"""What an element says, however it is written: name, attributes and children; no look has text."""


def form(tree: Tree, node: Node) -> Form:
    """What *node* says."""
    inside = tuple(form(tree, child) for child in in_order(node))
    return (node.local, tuple(sorted(tree.attributes(node).items())), inside)


def in_order(node: Node) -> list[Node]:
    """The children of *node*; a font's as the schema orders them, in which not all write them."""
    if node.local != "font":
        return node.children
    return sorted(node.children, key=lambda child: _FONT.index(child.local))


def moved(tree: Tree, node: Node, prefix: str) -> bytes:
    """The bytes of *node* with names written under *prefix* (``"x:"`` or ``""``).

    Raises RefusedEdit for an element of another namespace, which needs more than a prefix.
    """
    if node.local == "font":
        inside = b"".join(moved(tree, child, prefix) for child in in_order(node))
        return element(prefix, "font", tree.attributes(node), inside)
    raw = tree.text.data[node.start : node.end]
    if any(b":" in name for _, name in _NAME.findall(raw)):
        raise RefusedEdit(
            f"Mønsteret har et element orxl ikke kan flytte («{node.name}»).", "Meld fra om feilen."
        )
    return _NAME.sub(lambda found: b"<" + found[1] + prefix.encode() + found[2], raw)


def element(prefix: str, name: str, attributes: dict[str, str], inside: bytes = b"") -> bytes:
    """An element of SpreadsheetML, written anew."""
    tag = prefix.encode() + name.encode()
    said = b"".join(
        b' %s="%s"' % (key.encode(), escape_attribute(value)) for key, value in attributes.items()
    )
    return b"<%s%s>%s</%s>" % (tag, said, inside, tag) if inside else b"<%s%s/>" % (tag, said)


def added(
    tree: Tree, parent: Node, holder: str, new: list[bytes], after: Iterable[str], *, count: bool
) -> list[Splice]:
    """Splices that put the elements *new* last in the child *holder* of *parent*.

    Where there is no such child, it is made before the first of those that the schema puts *after*
    it. ``count``: the holder says how many elements it has.
    """
    if not new:
        return []
    node = parent.find(holder)
    inside = b"".join(new)
    if node is None:
        said = {"count": str(len(new))} if count else {}
        at = place(parent, after)
        return [(at, at, element(parent.prefix, holder, said, inside))]
    out = (
        tree.set_content(node, inside) if node.empty else [(node.close, node.close, inside)]
    )  # fmt: skip
    if count and tree.get(node, "count") is not None:
        out += tree.set(node, "count", str(len(node.children) + len(new)))
    return out


def place(parent: Node, after: Iterable[str]) -> int:
    """Where a child of *parent* goes that the schema puts before all of *after*."""
    names = frozenset(after)
    following = next((node for node in parent.children if node.local in names), None)
    return parent.close if following is None else following.start
