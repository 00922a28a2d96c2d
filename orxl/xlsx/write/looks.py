"""The looks of a model workbook's cells and marks, brought over to another workbook.

A style is a number that stands for numbers of fonts, fills, borders and formats. Each is looked up
among those the workbook has, and added at the end where it has none like it: no number that is in
use changes its meaning.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from orxl.core.errors import RefusedEdit
from orxl.xlsx.package import Package
from orxl.xlsx.read.formats import format_codes
from orxl.xlsx.write.moving import Form, added, element, form, moved
from orxl.xlsx.xml.text import natural
from orxl.xlsx.xml.tree import Node, Splice, Tree

_FIRST_OWN: Final = 164
"""Lower numbers of formats belong to Excel and mean the same everywhere."""
_ORDER: Final = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles",
                 "dxfs", "tableStyles", "colors", "extLst")  # fmt: skip
_PARTS: Final = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


class Looks:
    """The looks of *model* as *package* can have them."""

    def __init__(self, package: Package, model: Package) -> None:
        """Raises RefusedEdit for a workbook without styles."""
        self._to, self._from = _Sheet(package), _Sheet(model)
        self._codes = dict(format_codes(self._to.tree))
        self._model_codes = format_codes(self._from.tree)
        self._new_codes: list[bytes] = []
        self._cells: dict[tuple[int, int | None], str] = {}
        self._marks: dict[int, str] = {}

    @property
    def tree(self) -> Tree:
        """The tree of the part that holds the styles, as it is in the file."""
        return self._to.tree

    def cell(self, style: int, over: str | None = None) -> str:
        """The number of the model's cell style *style* in the workbook.

        ``over`` is the style that the cell has so far: somebody's colour behind it stays.
        """
        fill = self._colour(over)
        if (style, fill) not in self._cells:
            self._cells[style, fill] = self._cell(style, fill)
        return self._cells[style, fill]

    def _cell(self, style: int, fill: int | None) -> str:
        node = self._from.nodes("cellXfs")[style]
        tree = self._from.tree
        said = dict(tree.attributes(node))
        said["numFmtId"] = str(self._format(int(said.get("numFmtId", "0"))))
        for name, kind in _PARTS.items():
            said[name] = str(self._item(kind, int(said.get(name, "0"))))
        if fill is not None:
            said |= {"fillId": str(fill), "applyFill": "1"}
        said["xfId"] = self._to.normal
        inside = b"".join(moved(tree, child, self._to.prefix) for child in node.children)
        children = tuple(form(tree, child) for child in node.children)
        said_form: Form = ("xf", tuple(sorted(said.items())), children)
        return str(
            self._to.number("cellXfs", said_form, element(self._to.prefix, "xf", said, inside))
        )

    def _colour(self, style: str | None) -> int | None:
        """The fill of the workbook's own *style*, where it shows a colour."""
        number = natural(style)
        styles = self._to.nodes("cellXfs")
        if number is None or number >= len(styles):
            return None
        fill = natural(self._to.tree.get(styles[number], "fillId"))
        fills = self._to.nodes("fills")
        if fill is None or fill >= len(fills):
            return None
        for child in fills[fill].children:
            kind = self._to.tree.get(child, "patternType")
            if child.local == "gradientFill" or kind not in (None, "none"):
                return fill
        return None

    def _item(self, kind: str, number: int) -> int:
        node = self._from.nodes(kind)[number]
        raw = moved(self._from.tree, node, self._to.prefix)
        return self._to.number(kind, form(self._from.tree, node), raw)

    def _format(self, number: int) -> int:
        """The number of the model's number format *number* in the workbook."""
        code = self._model_codes.get(number)
        return number if number < _FIRST_OWN or code is None else self._format_of(code)

    def _format_of(self, code: str) -> int:
        for number, known in self._codes.items():
            if known == code and number >= _FIRST_OWN:
                return number
        number = max(_FIRST_OWN - 1, *self._codes, *self._to.marked_formats) + 1
        self._codes[number] = code
        said = {"numFmtId": str(number), "formatCode": code}
        self._new_codes.append(element(self._to.prefix, "numFmt", said))
        return number

    def mark(self, look: int) -> str:
        """The number of the model's look *look* of a conditional format in the workbook."""
        if look not in self._marks:
            node = self._from.nodes("dxfs")[look]
            raw, said = self._mark(node)
            self._marks[look] = str(self._to.number("dxfs", said, raw))
        return self._marks[look]

    def _mark(self, node: Node) -> tuple[bytes, Form]:
        tree, prefix = self._from.tree, self._to.prefix
        raw, said = [], []
        for child in node.children:
            if child.local != "numFmt":
                raw.append(moved(tree, child, prefix))
                said.append(form(tree, child))
                continue
            code = tree.get(child, "formatCode") or ""
            own = {"numFmtId": str(self._format_of(code)), "formatCode": code}
            raw.append(element(prefix, "numFmt", own))
            said.append(("numFmt", tuple(sorted(own.items())), ()))
        return element(prefix, "dxf", {}, b"".join(raw)), ("dxf", (), tuple(said))

    def splices(self) -> list[Splice]:
        """What the new looks change in the styles part."""
        tree, root = self._to.tree, self._to.tree.root
        out = added(tree, root, "numFmts", self._new_codes, _ORDER[1:], count=True)
        for kind, new in self._to.new.items():
            after = _ORDER[_ORDER.index(kind) + 1 :]
            out += added(tree, root, kind, new, after, count=True)
        return out


class _Sheet:
    """One workbook's styles part, and what is added to it."""

    def __init__(self, package: Package) -> None:
        parts = package.targets(package.workbook_part, "styles")
        tree = package.tree(parts[0]) if parts else None
        if tree is None or any(tree.root.find(name) is None for name in ("cellXfs", "fonts")):
            raise RefusedEdit(
                "Arbeidsboken har ingen celleformater.", "Åpne og lagre den i Excel først."
            )
        self.tree = tree
        self.prefix = tree.root.prefix
        self.new: dict[str, list[bytes]] = {}
        self._nodes: dict[str, list[Node]] = {}
        self._numbers: dict[str, dict[Form, int]] = {}

    def nodes(self, kind: str) -> list[Node]:
        """The children of the holder *kind*, by their numbers."""
        if kind not in self._nodes:
            holder = self.tree.root.find(kind)
            self._nodes[kind] = list(holder.children) if holder is not None else []
        return self._nodes[kind]

    def number(self, kind: str, said: Form, raw: bytes) -> int:
        """The number of the element that says *said*; *raw* is added where there is none."""
        known = self._numbers.get(kind)
        if known is None:
            known = self._numbers[kind] = {}
            for number, node in enumerate(self.nodes(kind)):
                known.setdefault(form(self.tree, node), number)
        if said not in known:
            new = self.new.setdefault(kind, [])
            known[said] = len(self.nodes(kind)) + len(new)
            new.append(raw)
        return known[said]

    @cached_property
    def normal(self) -> str:
        """The number of the style «Normal», which every cell style is based on."""
        holder = self.tree.root.find("cellStyles")
        for node in holder.children if holder is not None else ():
            found = self.tree.attributes(node)
            if found.get("builtinId") == "0":
                return found.get("xfId", "0")
        return "0"

    @cached_property
    def marked_formats(self) -> frozenset[int]:
        """The numbers of formats that the looks of conditional formats have for themselves."""
        numbers = (
            natural(self.tree.get(child, "numFmtId"))
            for node in self.nodes("dxfs")
            for child in node.children
            if child.local == "numFmt"
        )
        return frozenset(number for number in numbers if number is not None)
