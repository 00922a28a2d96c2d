"""The gate's look at a sheet's frame: everything but its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from lxml import etree

from orxl.core.refs import Range
from orxl.xlsx.gate.declared import Place
from orxl.xlsx.gate.references import same_formula
from orxl.xlsx.gate.resized import Resized, regrown, ruled
from orxl.xlsx.xml.elements import attributes, differ, element, local_name
from orxl.xlsx.xml.tree import MAIN, RELATIONSHIPS

_2009: Final = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_2006: Final = "http://schemas.microsoft.com/office/excel/2006/main"
_RULES: Final = ("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange")
FORMULAS: Final = (
    "f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula",
    "definedName",
)  # fmt: skip
"""The elements, of any part but a sheet's rows, whose text is a formula."""


def expect_frame(
    root: element, sheet: str, own: Sequence[Resized], every: Sequence[Resized]
) -> None:
    """Let the old frame read as it must: *own* are the resized tables on the sheet itself."""
    for node in root.iter("{*}*") if every else ():
        space, name = str(etree.QName(node).namespace), etree.QName(node).localname
        if name in FORMULAS and node.text and (space in MAIN or space == _2006):
            node.text = regrown(node.text, every, sheet)
    if own:
        _sort_ranges(root, lambda text: ruled(text, own))
        _cut_links(root, own)


def alike_frames(expected: element, new: element, own: Sequence[Resized]) -> str:
    """The first element that is not as it must be (``""``: none)."""
    if own:
        _sort_ranges(new, lambda text: frozenset(text.split()))
    return alike(expected, new)


def alike(expected: element, new: element) -> str:
    """The name of the first element in which two trees differ, but for how a formula is written.

    ``""`` when they read the same.
    """
    for a, b in differ(expected, new):
        if a is None or b is None or a.tag != b.tag or not isinstance(a.tag, str):
            return "oppbygningen"
        old, now = ("" if node.text is None else node.text for node in (a, b))
        fine = attributes(a) == attributes(b) and a.nsmap == b.nsmap
        is_formula = local_name(a) in FORMULAS and not len(a) and not len(b)
        if not (fine and is_formula and same_formula(old, now)):
            return f"«{local_name(a)}»"
    return ""


def _sort_ranges(root: element, change: Callable[[str], Iterable[str]]) -> None:
    """Write the ranges of each rule in one order, once *change* has been made to them."""
    for node in root.iter("{*}*"):
        if local_name(node) not in _RULES or etree.QName(node).namespace not in (*MAIN, _2009):
            continue
        if node.get("sqref") is not None:
            node.set("sqref", " ".join(sorted(change(node.get("sqref", "")))))
        for inner in node.findall("{" + _2006 + "}sqref") if node.get("sqref") is None else ():
            inner.text = " ".join(sorted(change("" if inner.text is None else inner.text)))


def _cut_links(root: element, own: Sequence[Resized]) -> None:
    """Hyperlinks lose the rows that tables lose; those with nothing left go."""
    for holder in root.findall("{*}hyperlinks"):
        for node in list(holder):
            place = node.get("ref", "")
            for table in own:
                place = table.link(place)
            if place:
                node.set("ref", place)
            elif node.get("ref"):
                holder.remove(node)
        if not len(holder):
            root.remove(holder)


def link_ids(root: element) -> set[str]:
    """The relationships that the hyperlinks of a sheet's frame name."""
    names = tuple(f"{{{space}}}id" for space in RELATIONSHIPS)
    return {
        node.get(name, "") for node in root.iterfind("{*}hyperlinks/{*}hyperlink") for name in names
    } - {""}


def expect_dimension(root: element, places: Iterator[Place]) -> None:
    """Let the old frame's dimension cover *places*, too."""
    node = root.find("{*}dimension")
    every = list(places)
    if node is None or not every:
        return
    try:
        old = Range.of("", node.get("ref", ""))
    except ValueError:
        return
    rows, columns = [row for row, _ in every], [column for _, column in every]
    new = Range(
        "",
        min(old.first_row, *rows),
        min(old.first_column, *columns),
        max(old.last_row, *rows),
        max(old.last_column, *columns),
    )
    if new != old:
        node.set("ref", new.a1)
