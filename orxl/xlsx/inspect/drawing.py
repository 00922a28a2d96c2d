"""Pictures, charts and shapes on a sheet, with their alternative texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core.inspection import Drawing, DrawingKind
from orxl.core.refs import MAX_COLUMN, MAX_ROW, CellRef
from orxl.xlsx.inspect.parts import Reader
from orxl.xlsx.package import SheetPart, is_true
from orxl.xlsx.xml.elements import element
from orxl.xlsx.xml.text import natural
from orxl.xlsx.xml.tree import RELATIONSHIPS

_ANCHORS: Final = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_OBJECTS: Final = ("pic", "graphicFrame", "sp", "cxnSp", "grpSp")


def drawings_of(reader: Reader, part: SheetPart) -> Iterator[Drawing]:
    """The drawings on the sheet in *part*, in the order they are stored."""
    for name in reader.targets(part.part, "drawing"):
        linked = {a.id: a.target for a in reader.arrows(name) if a.external}
        for anchor in reader.root(name):
            if _local(anchor) in _ANCHORS:
                at = _corner(part.name, anchor)
                for node in _objects(anchor):
                    if not _is_twin(node):
                        yield _drawing(node, at, linked, _chart(reader, name, node))


def _local(node: element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _corner(sheet: str, anchor: element) -> CellRef | None:
    column = natural(anchor.findtext("{*}from/{*}col", "").strip())
    row = natural(anchor.findtext("{*}from/{*}row", "").strip())
    if column is None or row is None:
        return None
    return CellRef(sheet, min(row + 1, MAX_ROW), min(column + 1, MAX_COLUMN))


def _objects(holder: element) -> Iterator[element]:
    """The objects of an anchor; of alternatives for new and old Excel only the first."""
    for child in holder:
        local = _local(child)
        if local in _OBJECTS:
            yield child
        elif local == "AlternateContent":
            choice = next((c for c in child if _local(c) == "Choice"), None)
            if choice is not None:
                yield from _objects(choice)


def _is_twin(node: element) -> bool:
    """Whether this is the hidden shape Excel keeps for a control or an embedded object."""
    return next(node.iter("{*}compatExt"), None) is not None


def _chart(reader: Reader, part: str, node: element) -> element | None:
    """The part with the chart that *node* in the drawing *part* shows; None for all else."""
    own = next(node.iter("{*}chart"), None)
    names = [f"{{{space}}}id" for space in RELATIONSHIPS] if own is not None else []
    wanted = next((own.get(n) for n in names if own is not None and own.get(n)), None)
    for arrow in reader.arrows(part) if wanted is not None else ():
        if arrow.id == wanted and not arrow.external and arrow.target in reader.package.archive:
            return reader.root(arrow.target)
    return None


def _text(node: element) -> str:
    return " ".join("".join(str(t) for t in n.itertext()) for n in node.iter("{*}t")).strip()


def _drawing(
    node: element, at: CellRef | None, linked: dict[str, str], chart: element | None
) -> Drawing:
    own = next(node.iter("{*}cNvPr"), None)
    alt = _alt(own)
    if not alt and _local(node) == "grpSp":
        inner = [_alt(n) for n in node.iter("{*}cNvPr") if n is not own]
        alt = "; ".join(inner) if inner and all(inner) else ""
    return Drawing(
        _kind(node),
        own.get("name", "") if own is not None else "",
        at,
        alt=alt,
        decorative=any(is_true(n.get("val")) for n in node.iter("{*}decorative")),
        hidden=own is not None and is_true(own.get("hidden")),
        linked=_linked(node, linked),
        text=_text(node) if chart is None else _chart_text(chart),
        refers_to=() if chart is None else _refers_to(chart),
    )


def _chart_text(chart: element) -> str:
    """What is typed in the chart; some programs write words of no meaning among its settings."""
    return " ".join(filter(None, (_text(node) for node in chart.iter("{*}rich"))))


def _refers_to(chart: element) -> tuple[str, ...]:
    """The formulas of the chart's series, in their order; a typed name as a text in quotes."""
    found: list[str] = []
    for node in chart.iter("{*}f", "{*}v"):
        text = "".join(str(t) for t in node.itertext()).strip()
        if _local(node) == "f":
            found.append(text)
        elif (parent := node.getparent()) is not None and _local(parent) == "tx":
            quoted = text.replace('"', '""')
            found.append(f'"{quoted}"')
    return tuple(found)


def _alt(properties: element | None) -> str:
    if properties is None:
        return ""
    description = properties.get("descr", "").strip()
    return description if description else properties.get("title", "").strip()


def _kind(node: element) -> DrawingKind:
    local = _local(node)
    if local == "pic":
        return "picture"
    if local == "graphicFrame":
        data = next(node.iter("{*}graphicData"), None)
        return "chart" if data is not None and "chart" in data.get("uri", "") else "object"
    return "shape"


def _linked(node: element, linked: dict[str, str]) -> str:
    for blip in node.iter("{*}blip"):
        for name, value in blip.attrib.items():
            if str(name).endswith("}link") and str(value) in linked:
                return linked[str(value)]
    return ""
