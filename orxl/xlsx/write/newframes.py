"""What stands around the cells of a sheet and comes along with new ones.

Column widths, conditional formats, validations, hyperlinks and table parts, taken from the model's
sheet as far as they concern the new cells. Every old element keeps its bytes and its place before
the new ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from orxl.core.errors import RefusedEdit
from orxl.core.light import dataclass, field
from orxl.core.refs import CellRef, Range
from orxl.xlsx.references import shift
from orxl.xlsx.write import areas
from orxl.xlsx.write.looks import Looks
from orxl.xlsx.write.moving import added, element, moved
from orxl.xlsx.xml.text import escape, natural
from orxl.xlsx.xml.tree import RELATIONSHIPS, TRANSITIONAL, Node, Splice, Tree

_ORDER: Final = (
    "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios",
    "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr",
    "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches",
    "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF",
    "picture", "oleObjects", "controls", "webPublishItems", "AlternateContent", "tableParts",
    "extLst",
)  # fmt: skip
"""The children of a worksheet as the schema orders them."""


def _after(name: str) -> tuple[str, ...]:
    return _ORDER[_ORDER.index(name) + 1 :]


@dataclass
class NewFrame:
    """What comes to one sheet's frame."""

    sheet: str
    marked: list[Range] = field(default_factory=list)
    """Where the model's conditional formats and validations come along."""
    dressed: list[Range] = field(default_factory=list)
    """Where its validations take the place of those that are there."""
    linked: list[CellRef] = field(default_factory=list)
    """The cells whose links come along."""
    columns: dict[int, bool] = field(default_factory=dict)
    """The columns that get the model's width: whatever width they have (True) or if they have
    none."""
    tables: list[str] = field(default_factory=list)
    """The relationships of new tables."""

    def splices(self, tree: Tree, model: Tree, looks: Looks) -> Iterator[Splice]:
        """What changes in the sheet *tree*. Raises RefusedEdit for an unreadable range."""
        try:
            yield from _widths(tree, model, looks, self.columns)
            yield from self._marks(tree, model, looks)
            yield from self._validations(tree, model)
        except ValueError as error:
            raise RefusedEdit(
                f"Arket «{self.sheet}» har en regel uten gyldig område.",
                "Åpne og lagre filen i Excel først.",
            ) from error
        yield from self._links(tree, model)
        yield from self._parts(tree)

    # --- conditional formats ----------------------------------------------------------------------

    def _marks(self, tree: Tree, model: Tree, looks: Looks) -> Iterator[Splice]:
        rules = [
            rule for group in tree.root.all("conditionalFormatting") for rule in group.children
        ]
        last = max((natural(tree.get(rule, "priority")) or 0 for rule in rules), default=0)
        groups = [
            (group, shared)
            for group in model.root.all("conditionalFormatting")
            if (shared := self._shared(model, group, self.marked))
        ]
        ranks = sorted(
            natural(model.get(rule, "priority")) or 0
            for group, _ in groups
            for rule in group.children
        )
        new = b""
        for group, shared in groups:
            inside = b"".join(
                self._rule(tree, model, rule, group, shared, looks, last, ranks)
                for rule in group.children
            )
            said = {"sqref": areas.sqref(shared)}
            new += element(tree.root.prefix, "conditionalFormatting", said, inside)
        if new:
            old = list(tree.root.all("conditionalFormatting"))
            at = old[-1].end if old else _place(tree, "conditionalFormatting")
            yield at, at, new

    def _rule(
        self, tree: Tree, model: Tree, rule: Node, group: Node, shared: list[Range],
        looks: Looks, last: int, ranks: list[int],
    ) -> bytes:  # fmt: skip
        said = model.attributes(rule)
        said["priority"] = str(last + 1 + ranks.index(natural(said.get("priority")) or 0))
        if "dxfId" in said:
            said["dxfId"] = looks.mark(int(said["dxfId"]))
        inside = self._formulas(tree, model, rule, group, shared)
        return element(tree.root.prefix, "cfRule", said, inside)

    def _formulas(
        self, tree: Tree, model: Tree, holder: Node, ranged: Node, shared: list[Range]
    ) -> bytes:
        """The children of *holder*, its formulas as they read from the corner of *shared*."""
        whole = areas.ranges(self.sheet, model.get(ranged, "sqref") or "")
        (row, column), (top, left) = areas.corner(shared), areas.corner(whole)
        out = b""
        for child in holder.children:
            if child.local not in ("formula", "formula1", "formula2") or (row, column) == (
                top,
                left,
            ):
                out += moved(model, child, tree.root.prefix)
                continue
            text = shift.shifted(model.content(child), row - top, column - left)
            out += element(tree.root.prefix, child.local, {}, escape(text))
        return out

    def _shared(self, model: Tree, node: Node, wanted: list[Range]) -> list[Range]:
        return areas.common(areas.ranges(self.sheet, model.get(node, "sqref") or ""), wanted)

    # --- validations ------------------------------------------------------------------------------

    def _validations(self, tree: Tree, model: Tree) -> Iterator[Splice]:
        holder = tree.root.find("dataValidations")
        there: list[Range] = []
        out: list[Splice] = []
        left = 0
        for node in holder.all("dataValidation") if holder is not None else ():
            old = areas.ranges(self.sheet, tree.get(node, "sqref") or "")
            kept = areas.without(old, self.dressed) if self.dressed else old
            there += kept
            left += bool(kept)
            if not kept:
                out.append((node.start, node.end, b""))
            elif kept != old:
                out += tree.set(node, "sqref", areas.sqref(kept))
        new: list[bytes] = []
        source = model.root.find("dataValidations")
        for node in source.all("dataValidation") if source is not None else ():
            shared = self._shared(model, node, [*self.marked, *self.dressed])
            # Two validations of one cell contradict each other; the one that is there stays.
            if shared and not areas.common(shared, there):
                said = model.attributes(node) | {"sqref": areas.sqref(shared)}
                inside = self._formulas(tree, model, node, node, shared)
                new.append(element(tree.root.prefix, "dataValidation", said, inside))
        if holder is None or not holder.children:
            after = _after("dataValidations")
            yield from added(tree, tree.root, "dataValidations", new, after, count=True)
        elif not left and not new:
            yield holder.start, holder.end, b""
        else:
            yield from out
            yield from _counted(tree, holder, left, new)

    # --- links and tables -------------------------------------------------------------------------

    def _links(self, tree: Tree, model: Tree) -> Iterator[Splice]:
        source = model.root.find("hyperlinks")
        holder = tree.root.find("hyperlinks")
        there = {tree.get(node, "ref"): node for node in (holder.children if holder else ())}
        wanted = {cell.a1 for cell in self.linked}
        new: list[bytes] = []
        for node in source.children if source is not None else ():
            said = model.attributes(node)
            if said.get("ref") not in wanted:
                continue
            if model.get_in(node, RELATIONSHIPS, "id") is not None:
                raise RefusedEdit("Mønsteret har en lenke ut av boken.", "Meld fra om feilen.")
            raw = element(tree.root.prefix, "hyperlink", said)
            old = there.get(said["ref"])
            if old is not None:
                yield old.start, old.end, raw
            else:
                new.append(raw)
        yield from added(tree, tree.root, "hyperlinks", new, _after("hyperlinks"), count=False)

    def _parts(self, tree: Tree) -> Iterator[Splice]:
        new = []
        holder = tree.root.find("tableParts")
        scope = (holder if holder is not None else tree.root).scope
        known = [prefix for prefix, uri in scope.items() if prefix and uri in RELATIONSHIPS]
        prefix = known[0] if known else "r"
        for arrow in self.tables:
            said = {} if known else {f"xmlns:{prefix}": TRANSITIONAL}
            new.append(element(tree.root.prefix, "tablePart", {**said, f"{prefix}:id": arrow}))
        yield from added(tree, tree.root, "tableParts", new, _after("tableParts"), count=True)


def _place(tree: Tree, name: str) -> int:
    following = next((n for n in tree.root.children if n.local in _after(name)), None)
    return tree.root.close if following is None else following.start


def _counted(tree: Tree, holder: Node, left: int, new: list[bytes]) -> Iterator[Splice]:
    """The elements *new* at the end of *holder*, which keeps *left* of its own, and its count."""
    if new:
        yield holder.close, holder.close, b"".join(new)
    if tree.get(holder, "count") is not None and len(holder.children) != left + len(new):
        yield from tree.set(holder, "count", str(left + len(new)))


def _widths(tree: Tree, model: Tree, looks: Looks, wanted: Mapping[int, bool]) -> Iterator[Splice]:
    """The model's columns *wanted*, cut out of the wider ones that hold them."""
    new: dict[int, bytes] = {}
    for number in wanted:
        said = _column(model, number)
        if said is not None:
            if "style" in said:
                said["style"] = looks.cell(int(said["style"]))
            said |= {"min": str(number), "max": str(number)}
            new[number] = element(tree.root.prefix, "col", said)
    if not new:
        return
    holder = tree.root.find("cols")
    there = [(_span(tree, node), node) for node in (holder.children if holder is not None else ())]
    for (first, last), node in there:
        inside = [number for number in sorted(new) if first <= number <= last]
        if any(wanted[number] for number in inside):
            yield node.start, node.end, _cut(tree, node, (first, last), new, wanted)
    for number, raw in sorted(new.items()):
        if any(first <= number <= last for (first, last), _ in there):
            continue
        if holder is None or holder.empty:
            continue
        following = next((node for (first, _), node in there if first > number), None)
        at = holder.close if following is None else following.start
        yield at, at, raw
    if holder is None or holder.empty:
        columns = [raw for _, raw in sorted(new.items())]
        yield from added(tree, tree.root, "cols", columns, _after("cols"), count=False)


def _column(model: Tree, number: int) -> dict[str, str] | None:
    holder = model.root.find("cols")
    for node in holder.children if holder is not None else ():
        first, last = _span(model, node)
        if first <= number <= last:
            return model.attributes(node)
    return None


def _span(tree: Tree, node: Node) -> tuple[int, int]:
    first, last = natural(tree.get(node, "min")), natural(tree.get(node, "max"))
    if first is None or last is None:
        raise ValueError("a column without a number")
    return first, last


def _cut(
    tree: Tree, node: Node, span: tuple[int, int], new: Mapping[int, bytes],
    wanted: Mapping[int, bool],
) -> bytes:  # fmt: skip
    """The column element *node* cut up, with the new ones in their places."""
    out, start = b"", span[0]
    for number in (*sorted(n for n in new if span[0] <= n <= span[1] and wanted[n]), span[1] + 1):
        if start < number:
            said = tree.attributes(node) | {"min": str(start), "max": str(number - 1)}
            out += element(tree.root.prefix, "col", said)
        out += new[number] if number <= span[1] else b""
        start = number + 1
    return out
