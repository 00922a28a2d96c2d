"""An independent comparison of two workbooks, with zipfile and lxml alone.

Used by the tests and by ``benchmarks/loss.py`` to judge any writer: a *loss* is an original node
(tag, attributes, text) or part that is changed or gone. New nodes are no loss.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections import Counter

from lxml import etree

_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def nodes(xml: bytes) -> Counter[str]:
    """Every node as path, attributes and own text: equal counters mean that nothing changed.

    ``spans`` on a row is left out: a hint that any writer of cells has to renew.
    """
    root = etree.fromstring(xml, etree.XMLParser(**_PARSER))
    found: Counter[str] = Counter()
    todo = [(root, "")]
    while todo:
        element, path = todo.pop()
        if not isinstance(element.tag, str):
            found[f"{path}/{type(element).__name__} {element.text!r}"] += 1
            continue
        where = f"{path}/{element.tag}"
        if (element.tag.endswith("}c") and element.get("r")) or (
            element.tag.endswith("}row") and element.get("r")
        ):
            where += f"[{element.get('r')}]"
        own = (element.text or "") + "".join(child.tail or "" for child in element)
        kept = sorted(item for item in element.attrib.items() if item[0] != "spans")
        found[f"{where} {kept} {own.strip()!r}"] += 1
        todo.extend((child, where) for child in element)
    return found


def lost_nodes(old: bytes, new: bytes) -> Counter[str]:
    """The nodes of *old* that *new* doesn't have."""
    return nodes(old) - nodes(new)


def losses(old: bytes, new: bytes, *, ignore: tuple[str, ...] = ()) -> list[str]:
    """What of the workbook *old* isn't in *new*; nodes that contain one of *ignore* don't count."""
    before, after = parts(old), parts(new)
    found: list[str] = []
    for name, content in before.items():
        if name not in after:
            found.append(f"{name}: gone")
        elif content != after[name]:
            if not name.lower().endswith((".xml", ".rels", ".vml")):
                found.append(f"{name}: other bytes")
                continue
            try:
                lost = lost_nodes(content, after[name])
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
                continue
            found += [
                f"{name}: {node[:300]}" for node in lost if not any(word in node for word in ignore)
            ]
    return found


_VOLATILE = (
    "styles.xml",
    "sharedstrings.xml",
    "[content_types].xml",
    "calcchain.xml",
    "theme1.xml",
)

_FORM = ("}fileVersion", "}row", "}is", "}si", "}t", "}r", "}rPr")
"""Who wrote the file, and where a string is kept: no substance."""


def substance(data: bytes) -> tuple[Counter[str], Counter[str]]:
    """How often each kind of element, and each binary content, occurs in the workbook.

    The first counter leaves elements without attributes, children and text out. Shared strings,
    styles and relationships don't count: a writer may number them anew.
    """
    weighty: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for name, content in parts(data).items():
        low = name.lower()
        if low.endswith((*_VOLATILE, ".rels")) or low.startswith("docprops/"):
            continue
        if not low.endswith((".xml", ".vml")):
            weighty[hashlib.sha256(content).hexdigest()] += bool(content)
            continue
        try:
            root = etree.fromstring(content, etree.XMLParser(**_PARSER))
        except etree.XMLSyntaxError:
            continue
        for node in root.iter():
            if isinstance(node.tag, str) and not node.tag.endswith(_FORM):
                every[node.tag] += 1
                has_text = node.text is not None and node.text.strip() != ""
                weighty[node.tag] += bool(set(node.attrib) - {"count"} or len(node) or has_text)
    return weighty, every | weighty


def lost_substance(old: bytes, new: bytes) -> list[str]:
    """The kinds of elements (and binary parts) that *new* has fewer of than *old*.

    An element that only lost its attributes is still there.
    """
    before, after = substance(old), substance(new)
    gone = (before[0] - after[0]) & (before[1] - after[1])
    return [f"{what} × {count}" for what, count in gone.items()]
