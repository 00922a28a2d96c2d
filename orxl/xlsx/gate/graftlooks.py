"""The gate's look at the styles after a graft: the old ones as they were, new ones the model's."""

from __future__ import annotations

from typing import Final

from orxl.xlsx.gate.outline import Outline, child, children, said
from orxl.xlsx.xml.elements import same

_LISTS: Final = ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs")


def problem_of_looks(old: Outline, new: Outline, model: Outline) -> str:
    """What is wrong with the new styles (``""``: nothing), as the end of a sentence."""
    if not old.styles_part:
        return "" if not new.styles_part else "har fått celleformater"
    before, after = old.fresh(old.styles_part), new.fresh(old.styles_part)
    counts = {name: len(children(child(before, name))) for name in _LISTS}
    for name in _LISTS:
        holder = child(after, name)
        if holder is None:
            continue
        for node in children(holder)[counts[name] :]:
            holder.remove(node)
        for root in (before, after):
            found = child(root, name)
            if found is not None:
                found.attrib.pop("count", "")
        if not counts[name] and child(before, name) is None:
            after.remove(holder)
    if not same(before, after):
        return "er endret i mer enn at celleformater er kommet til"
    return _problem_of_new(old, new, model, counts)


def _problem_of_new(old: Outline, new: Outline, model: Outline, counts: dict[str, int]) -> str:
    numbers = [node.get("numFmtId", "") for node in new.holder("numFmts")]
    codes = {*model.formats.values(), *_codes_of_marks(model)}
    if (
        len(set(numbers)) != len(numbers)
        or not {*new.formats.values()} <= {*old.formats.values()} | codes
    ):
        return "har fått et ukjent tallformat"
    for name in ("fonts", "fills", "borders"):
        known = [said(node) for node in model.holder(name)]
        if any(said(node) not in known for node in new.holder(name)[counts[name] :]):
            return "har fått et ukjent celleformat"
    fills = old.fills()
    for look, fill in new.looks[counts["cellXfs"] :]:
        own = [there for known, there in model.looks if known == look]
        if not own or (fill not in own and fill not in fills):
            return "har fått et ukjent celleformat"
    if any(mark not in model.marks for mark in new.marks[counts["dxfs"] :]):
        return "har fått et ukjent format for betinget formatering"
    if any(node.get("xfId") != _normal(old) for node in new.holder("cellXfs")[counts["cellXfs"] :]):
        return "har fått et celleformat som ikke bygger på «Normal»"
    return "har to tallformater med samme nummer" if _clashes(new) - _clashes(old) else ""


def _normal(book: Outline) -> str:
    """The number of the style «Normal»."""
    known = (node for node in book.holder("cellStyles") if node.get("builtinId") == "0")
    return next((node.get("xfId", "0") for node in known), "0")


def _clashes(book: Outline) -> set[str]:
    """The numbers that mean one format to cells and another to a conditional format."""
    cells = {node.get("numFmtId", ""): node.get("formatCode") for node in book.holder("numFmts")}
    marks = [found for node in book.holder("dxfs") for found in children(node, "numFmt")]
    numbers = [(node.get("numFmtId", ""), node.get("formatCode")) for node in marks]
    return {number for number, code in numbers if cells.get(number, code) != code}


def _codes_of_marks(model: Outline) -> list[str]:
    return [
        found.get("formatCode", "")
        for node in model.holder("dxfs")
        for found in children(node, "numFmt")
    ]
