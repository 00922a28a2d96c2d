"""Elements of a DOCX: made one by one, so that no text can ever become markup."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, cast

from docx.oxml.ns import nsmap
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from orxl.core.patterns import regex

__all__ = ["Element", "add", "add_text", "child", "clean", "new", "parse", "qname"]

Element = BaseOxmlElement

_NAMESPACES: Final = {
    **nsmap,
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "w10": "urn:schemas-microsoft-com:office:word",
}
_FORBIDDEN: Final = regex(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
"""What XML 1.0 does not take, and control characters that no page can show."""
_BREAKS: Final = regex(r"(\r\n|[\r\n\u0085\u2028\u2029\t\u00ad])")
_SPECIAL: Final = {"\t": "w:tab", "\u00ad": "w:softHyphen"}


@cache
def qname(name: str) -> str:
    """``w:p`` → ``{…/wordprocessingml/2006/main}p``; a name without a prefix is as it is."""
    prefix, _, local = name.rpartition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}" if prefix else local


def new(name: str, *prefixes: str) -> Element:
    """An element *name* on its own, with the namespaces of *prefixes* declared."""
    known = (name.partition(":")[0], *prefixes)
    return OxmlElement(  # type: ignore[return-value]
        name, nsdecls={prefix: _NAMESPACES[prefix] for prefix in known}
    )


def parse(data: bytes) -> Element:
    """The root of a part's XML. Raises SyntaxError where it is none."""
    return parse_xml(data)


def add(
    parent: Element, name: str, attributes: Mapping[str, object] | None = None, /, **own: object
) -> Element:
    """A new last child *name* of *parent*.

    *own* attributes are Word's (``val=3`` is ``w:val="3"``) where the element is; *attributes*
    have their prefix in their name.
    """
    prefix = "w:" if name.startswith("w:") else ""
    given = {qname(prefix + key): str(value) for key, value in own.items()}
    for key, value in (attributes or {}).items():
        given[qname(key)] = str(value)
    child: Element = parent.makeelement(qname(name), given)  # type: ignore[assignment]
    parent.append(child)
    return child


def child(parent: Element, index: int = 0) -> Element:
    """The child of *parent* at *index*: of a paragraph or a run that has them, its properties."""
    return cast("Element", parent[index])


def clean(text: str) -> str:
    """*text* without the characters that a document cannot hold; all spaces are kept."""
    return _FORBIDDEN.sub("", text)


def add_text(run: Element, text: str) -> None:
    """Put *text* into *run*: line breaks, tabs and soft hyphens as Word's own."""
    for part in _BREAKS.split(clean(text)):
        if not part:
            continue
        if _BREAKS.fullmatch(part):
            add(run, _SPECIAL.get(part, "w:br"))
            continue
        child = add(run, "w:t")
        child.text = part
        if part != part.strip(" ") or "  " in part:
            child.set(qname("xml:space"), "preserve")
