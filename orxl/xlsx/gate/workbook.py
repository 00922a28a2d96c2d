"""What the part that lists the sheets becomes: names, a full calculation, read-only or not."""

from __future__ import annotations

from typing import Final

from lxml import etree

from orxl.xlsx.gate.declared import Declared
from orxl.xlsx.gate.resized import regrown
from orxl.xlsx.xml.elements import element, local_name

_BEFORE_NAMES: Final = frozenset(
    {
        "fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr",
        "absPath", "workbookProtection", "bookViews", "sheets", "functionGroups",
        "externalReferences",
    }
)  # fmt: skip
"""What the schema puts before the names."""
_PRINT_AREA: Final = "_xlnm.print_area"


def expect_workbook(root: element, declared: Declared) -> None:
    """Let the old workbook part read as it must."""
    space = "{" + str(etree.QName(root).namespace) + "}"
    _expect_names(root, space, declared)
    _expect_full_calc(root, space, declared.full_calc)
    if declared.read_only:
        node = root.find(f"{space}fileSharing")
        if node is None:
            node = _insert(root, f"{space}fileSharing", frozenset({"fileVersion"}))
        if node.get("readOnlyRecommended") not in ("1", "true"):
            node.set("readOnlyRecommended", "1")


def _expect_names(root: element, space: str, declared: Declared) -> None:
    wanted = dict(declared.names)
    holder = root.find(f"{space}definedNames")
    there: dict[str, element] = {}
    for node in holder.iterfind(f"{space}definedName") if holder is not None else ():
        key = node.get("name", "").casefold()
        if key in wanted and node.get("localSheetId") is None:
            there[key] = node
        elif node.text:
            wide = key == _PRINT_AREA
            node.text = regrown(node.text, declared.resized, "", wide=wide)
    if not wanted:
        return
    if holder is None:
        holder = _insert(root, f"{space}definedNames", _BEFORE_NAMES)
    for key, (name, formula) in wanted.items():
        if key not in there:
            there[key] = etree.SubElement(holder, f"{space}definedName", name=name)
        there[key].text = formula


def _expect_full_calc(root: element, space: str, wanted: bool | None) -> None:
    node = root.find(f"{space}calcPr")
    is_on = node is not None and node.get("fullCalcOnLoad") in ("1", "true")
    if wanted is None or wanted is is_on:
        return
    if node is None:
        node = _insert(root, f"{space}calcPr", _BEFORE_NAMES | {"definedNames"})
    if wanted:
        node.set("fullCalcOnLoad", "1")
    else:
        del node.attrib["fullCalcOnLoad"]


def _insert(root: element, name: str, before: frozenset[str]) -> element:
    """A new child where the schema puts it: right behind those called *before*."""
    node = etree.SubElement(root, name)
    places = [place for place, other in enumerate(root) if local_name(other) in before]
    root.insert(places[-1] + 1 if places else 0, node)
    return node
