"""The elements of a part as spans of bytes: enough to find things and to splice new bytes in.

The tree keeps offsets and no content, so what nobody splices cannot change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from orxl.core.errors import RefusedEdit, UnreadableFile
from orxl.core.patterns import regex
from orxl.xlsx.xml.text import ATTRIBUTES, XmlText, escape_attribute, unescape

MAIN: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
"""SpreadsheetML's namespaces: transitional and Strict."""
RELATIONSHIPS: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
)
"""The namespaces of attributes such as ``r:id``."""
TRANSITIONAL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The one of them that every program writes; types of relationships begin with it, too."""
_TAG: Final = regex(rb"<(/?)([^\s/<>\"'=]++)(" + ATTRIBUTES + rb")>")
_ATTRIBUTE: Final = regex(rb"""\s([^\s=/<>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

MAX_TAGS: Final = 400_000
"""Of one part, a sheet's rows not counted."""
MAX_DEPTH: Final = 500
MAX_PREFIXES: Final = 100_000
"""How many prefixes a part's different scopes may hold in all."""

Splice = tuple[int, int, bytes]
"""Replace the bytes from one offset to another with new ones."""


class Node:
    """One element's offsets: ``start``–``open_end`` is its start tag, ``close``–``end`` its end.

    An element without an end tag (``<a/>``) has ``close == end == open_end``.
    """

    __slots__ = ("children", "close", "end", "local", "name", "ns", "open_end", "scope", "start")

    def __init__(self, name: str, start: int, open_end: int, scope: Mapping[str, str]) -> None:
        self.name = name
        if ":" in name:
            prefix, _, self.local = name.partition(":")
            self.ns = scope.get(prefix, "")
        else:
            self.local = name
            self.ns = scope.get("", "")
        self.scope = scope
        self.start = start
        self.open_end = open_end
        self.close = open_end
        self.end = open_end
        self.children: list[Node] = []

    @property
    def prefix(self) -> str:
        """``"x:"`` or ``""``: what the names of its sister elements must begin with."""
        return self.name[: len(self.name) - len(self.local)]

    @property
    def empty(self) -> bool:
        """Whether the element is written ``<a/>``."""
        return self.close == self.open_end == self.end

    def find(self, local: str, ns: frozenset[str] = MAIN) -> Node | None:
        """The first child element *local* in one of the namespaces *ns*."""
        return next(self.all(local, ns), None)

    def all(self, local: str, ns: frozenset[str] = MAIN) -> Iterator[Node]:
        """All child elements *local* in one of the namespaces *ns*."""
        return (child for child in self.children if child.local == local and child.ns in ns)

    def walk(self) -> Iterator[Node]:
        """The element and everything in it, in document order."""
        todo = [self]
        while todo:
            node = todo.pop()
            yield node
            todo.extend(reversed(node.children))


class Tree:
    """The span tree of one part."""

    def __init__(self, text: XmlText, *, opaque: Collection[str] = ()) -> None:
        """*opaque* names children of the root (of the main namespace) not to look into."""
        self.text = text
        self._opaque = opaque
        self._scopes: dict[tuple[int, frozenset[tuple[str, str]]], Mapping[str, str]] = {}
        self._kept: list[Mapping[str, str]] = []
        self._prefixes = 0
        self.root = self._build()

    def _build(self) -> Node:
        lex = self.text.lex
        at = lex.find(b"<")
        if lex.startswith(b"<?xml"):
            at = lex.find(b"?>") + 2
        stack: list[Node] = []
        search = _TAG.search
        for _ in range(MAX_TAGS):
            tag = search(lex, at)
            if tag is None:
                raise AssertionError("expat found this part well-formed")
            ends, name, inside = tag.groups()
            start, at = tag.span()
            if ends:
                node = stack.pop()
                node.close, node.end = start, at
            else:
                if not stack or b"xmlns" in inside or len(stack) > MAX_DEPTH:
                    node = self._open(tag, stack)
                else:  # nearly always
                    node = Node(name.decode(), start, at, stack[-1].scope)
                if stack:
                    stack[-1].children.append(node)
                if not inside.endswith(b"/"):
                    if len(stack) == 1 and node.local in self._opaque and node.ns in MAIN:
                        at = self._skip(node)
                        continue
                    stack.append(node)
                    continue
            if not stack:
                return node
        raise self._unreasonable("elementer")

    def _open(self, tag: re.Match[bytes], stack: list[Node]) -> Node:
        if len(stack) > MAX_DEPTH:
            raise self._unreasonable("elementer inni hverandre")
        scope: Mapping[str, str] = stack[-1].scope if stack else {}
        if b"xmlns" in tag[3]:
            declared = frozenset(
                (name[6:].decode(), unescape(double or single))
                for name, double, single in _ATTRIBUTE.findall(tag[3])
                if name == b"xmlns" or name.startswith(b"xmlns:")
            )
            scope = self._scope(scope, declared)
        return Node(tag[2].decode(), tag.start(), tag.end(), scope)

    def _scope(
        self, outer: Mapping[str, str], declared: frozenset[tuple[str, str]]
    ) -> Mapping[str, str]:
        """The prefixes that hold in an element which declares some; equal ones are one object."""
        known = self._scopes.get((id(outer), declared))
        if known is None:
            known = {**outer, **dict(declared)}
            self._prefixes += len(known)
            if self._prefixes > MAX_PREFIXES:
                raise self._unreasonable("navnerom")
            # The outer one is kept too, so that no other gets its id.
            self._scopes[id(outer), declared] = known
            self._kept.append(outer)
        return known

    def _unreasonable(self, what: str) -> UnreadableFile:
        return UnreadableFile(
            f"delen «{self.text.name}» har urimelig mange {what}.", "Del arbeidsboken opp."
        )

    def _skip(self, node: Node) -> int:
        pattern = re.compile(rb"</" + re.escape(node.name.encode()) + rb"\s*>")
        found = pattern.search(self.text.lex, node.open_end)
        if found is None:
            raise AssertionError("expat found this part well-formed")
        node.close, node.end = found.span()
        return node.end

    def attributes(self, node: Node) -> dict[str, str]:
        """The element's attributes by their names as written (``r:id``)."""
        tag = self.text.lex[node.start : node.open_end]
        return {
            name.decode(): unescape(double or single)
            for name, double, single in _ATTRIBUTE.findall(tag)
        }

    def get(self, node: Node, name: str) -> str | None:
        """One attribute without a prefix, or None."""
        return self.attributes(node).get(name)

    def get_in(self, node: Node, namespaces: frozenset[str], local: str) -> str | None:
        """One attribute *local* whose prefix stands for one of *namespaces*, or None."""
        for name, value in self.attributes(node).items():
            prefix, colon, rest = name.partition(":")
            if colon and rest == local and node.scope.get(prefix) in namespaces:
                return value
        return None

    def content(self, node: Node) -> str:
        """The character data directly in *node* (which has no child elements)."""
        return self.text.text(node.open_end, node.close)

    def set(self, node: Node, name: str, value: str | None) -> list[Splice]:
        """Splices that give *node* the attribute *name*, or take it away (``None``)."""
        return set_attribute(self.text.lex, node.start, node.open_end, name, value)

    def set_content(self, node: Node, text: bytes) -> list[Splice]:
        """Splices that make *text* (already escaped) the whole content of *node*."""
        if not node.empty:
            return [(node.open_end, node.close, text)]
        end_tag = b"</" + node.name.encode() + b">"
        slash = self.text.lex.rindex(b"/", node.start, node.open_end)
        return [(slash, node.open_end, b">" + text + end_tag)]


def set_attribute(
    lex: bytes, start: int, open_end: int, name: str, value: str | None
) -> list[Splice]:
    """Splices that set or remove (``None``) an attribute of the start tag at *start*."""
    for match in _ATTRIBUTE.finditer(lex, start, open_end):
        if match[1] == name.encode():
            if value is None:
                return [(match.start(), match.end(), b"")]
            group = 2 if match[2] is not None else 3
            new = escape_attribute(value)
            if group == 3:
                new = new.replace(b"'", b"&apos;")
            return [(match.start(group), match.end(group), new)]
    if value is None:
        return []
    at = open_end - (2 if lex[open_end - 2 : open_end - 1] == b"/" else 1)
    return [(at, at, b" " + name.encode() + b'="' + escape_attribute(value) + b'"')]


def apply(data: bytes, splices: Iterable[Splice]) -> bytes:
    """*data* with all *splices* made. Raises RefusedEdit when two of them overlap."""
    pieces: list[bytes] = []
    at = 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        if start < at:
            raise RefusedEdit("To endringer gjelder samme sted i filen.", "Gjør dem hver for seg.")
        pieces += (data[at:start], new)
        at = end
    pieces.append(data[at:])
    return b"".join(pieces)
