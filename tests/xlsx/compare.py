"""An independent comparison of two workbooks, with zipfile and lxml alone.

Used by the tests and by ``benchmarks/loss.py`` to judge any writer: a *loss* is an original node
(tag, attributes, text) or part that is changed or gone. New nodes are no loss.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter

from lxml import etree

_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def nodes(xml: bytes) -> Counter[str]:
    """Every node as path, attributes and own text: equal counters mean that nothing changed."""
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
        found[f"{where} {sorted(element.attrib.items())} {own.strip()!r}"] += 1
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


def sheet_parts(data: bytes) -> dict[str, str]:
    """Sheet names and their parts, found without orxl."""
    contents = parts(data)
    by_lower = {name.lower(): name for name in contents}
    root = _relations(contents, by_lower, "")
    workbook = next(target for kind, target in root.values() if kind == "officeDocument")
    arrows = _relations(contents, by_lower, workbook)
    tree = etree.fromstring(contents[workbook], etree.XMLParser(**_PARSER))
    found = {}
    for sheet in tree.iter("{*}sheet"):
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None)
        if key in arrows and arrows[key][0] == "worksheet":
            found[sheet.get("name")] = arrows[key][1]
    return found


def _relations(
    contents: dict[str, bytes], by_lower: dict[str, str], part: str
) -> dict[str, tuple[str, str]]:
    folder, base = posixpath.split(part)
    name = by_lower.get(posixpath.join(folder, "_rels", base + ".rels").lower())
    if name is None:
        return {}
    tree = etree.fromstring(contents[name], etree.XMLParser(**_PARSER))
    found = {}
    for node in tree.iter("{*}Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, node.get("Target"))).lstrip("/")
        found[node.get("Id")] = (
            node.get("Type").rpartition("/")[2],
            by_lower.get(target.lower(), target),
        )
    return found
