"""A new sheet in the workbook's own lists: sheets, names, views, and the titles of its parts."""

from __future__ import annotations

from typing import Final

from orxl.core import nb
from orxl.core.errors import RefusedEdit
from orxl.core.grafts import AddSheet
from orxl.core.light import dataclass, field
from orxl.xlsx.package import Package
from orxl.xlsx.write.moving import added, element
from orxl.xlsx.xml.text import escape, natural
from orxl.xlsx.xml.tree import RELATIONSHIPS, TRANSITIONAL, Node, Splice, Tree

SHEET: Final = f"{TRANSITIONAL}/worksheet"
_AFTER_NAMES: Final = ("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
                       "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects",
                       "extLst")  # fmt: skip
_VARIANTS: Final = frozenset(
    {"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"}
)
_PROPERTIES: Final = frozenset(
    {"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"}
)


@dataclass
class NewSheets:
    """The sheets of *package* and those that grafts add, in the order they are to have."""

    package: Package
    model: Package
    order: list[str] = field(init=False)
    ids: dict[str, str] = field(default_factory=dict)
    """The relationships of the new sheets, by name."""

    def __post_init__(self) -> None:
        self.order = [sheet.name for sheet in self.package.sheets]

    def add(self, graft: AddSheet) -> None:
        """Give the sheet its place. Raises RefusedEdit for a name that is taken."""
        folded = [name.casefold() for name in self.order]
        if graft.name.casefold() in folded:
            raise RefusedEdit(
                f"Arbeidsboken har alt et ark som heter «{graft.name}».",
                "Gi det et annet navn, så det nye arket får plass.",
            )
        after = graft.after.casefold()
        at = folded.index(after) + 1 if after in folded else len(folded)
        self.order.insert(at, graft.name)
        self.ids[graft.name] = ""

    def workbook_splices(self) -> list[Splice]:
        """What the new sheets change in the workbook part."""
        if not self.ids:
            return []
        tree = self.package.workbook
        return [*self._listed(tree), *self._names(tree), *self._views(tree)]

    def _listed(self, tree: Tree) -> list[Splice]:
        holder = tree.root.find("sheets")
        nodes = list(holder.all("sheet")) if holder is not None else []
        if holder is None or len(nodes) != len(self.package.sheets):
            raise RefusedEdit("Arbeidsboken har ingen ark.", "Åpne og lagre den i Excel først.")
        numbers = [natural(tree.get(node, "sheetId")) or 0 for node in nodes]
        old = dict(zip((s.name for s in self.package.sheets), nodes, strict=True))
        out: list[Splice] = []
        at = holder.open_end
        for name in self.order:
            if name in old:
                at = old[name].end
                continue
            numbers.append(max(numbers) + 1)
            prefix = _prefix_of(holder)
            said = {"name": name, "sheetId": str(numbers[-1]), f"{prefix}:id": self.ids[name]}
            if holder.scope.get(prefix) not in RELATIONSHIPS:
                said |= {f"xmlns:{prefix}": TRANSITIONAL}
            out.append((at, at, element(tree.root.prefix, "sheet", said)))
        return _joined(out)

    def place(self, name: str) -> int:
        """The sheet's place among all, counted from 0."""
        return self.order.index(name)

    def _moved(self, number: str | None) -> str | None:
        """The place, afterwards, of the sheet that stood at *number*."""
        at = natural(number)
        if at is None or at >= len(self.package.sheets):
            return number
        return str(self.place(self.package.sheets[at].name))

    def _names(self, tree: Tree) -> list[Splice]:
        """Names local to a sheet follow it to its new place; the new sheets bring their own."""
        holder = tree.root.find("definedNames")
        out: list[Splice] = []
        for node in holder.all("definedName") if holder is not None else ():
            old = tree.get(node, "localSheetId")
            if old is not None and self._moved(old) != old:
                out += tree.set(node, "localSheetId", self._moved(old))
        new = [raw for name in self.ids for raw in self._local(name, tree.root.prefix)]
        return [*out, *added(tree, tree.root, "definedNames", new, _AFTER_NAMES, count=False)]

    def _local(self, sheet: str, prefix: str) -> list[bytes]:
        """The model's names that are local to *sheet*."""
        model = self.model.workbook
        holder = model.root.find("definedNames")
        places = [found.name for found in self.model.sheets]
        raw = []
        for node in holder.all("definedName") if holder is not None else ():
            said = model.attributes(node)
            at = natural(said.get("localSheetId"))
            if at is not None and at < len(places) and places[at] == sheet:
                said["localSheetId"] = str(self.place(sheet))
                raw.append(element(prefix, "definedName", said, escape(model.content(node))))
        return raw

    def _views(self, tree: Tree) -> list[Splice]:
        """Each window goes on showing the sheet that it shows."""
        holder = tree.root.find("bookViews")
        out: list[Splice] = []
        for node in holder.all("workbookView") if holder is not None else ():
            for name in ("activeTab", "firstSheet"):
                old = tree.get(node, name)
                if old is not None and self._moved(old) != old:
                    out += tree.set(node, name, self._moved(old))
        return out

    def titles(self) -> tuple[Tree, list[Splice]] | None:
        """What the new sheets change in the document's list of its parts, where it has one."""
        parts = self.package.targets("", "extended-properties")
        if not parts or not self.ids:
            return None
        tree = self.package.tree(parts[0])
        vector = _vector(tree.root.find("TitlesOfParts", _PROPERTIES))
        pairs = _vector(tree.root.find("HeadingPairs", _PROPERTIES))
        count = _count(pairs)
        if vector is None or count is None:
            return None
        listed = [tree.content(node) for node in vector.children]
        old = [sheet.name for sheet in self.package.sheets]
        if listed[: len(old)] != old or tree.content(count) != str(len(old)):
            return None  # somebody else's list: Excel makes it anew in any case
        out = tree.set_content(count, str(len(self.order)).encode())
        out += tree.set(vector, "size", str(len(listed) + len(self.ids)))
        at = vector.open_end
        for name in self.order:
            if name in old:
                at = vector.children[old.index(name)].end
            else:
                raw = element(vector.prefix, "lpstr", {}, escape(name))
                out = _joined([*out, (at, at, raw)])
        return tree, out


def _prefix_of(node: Node) -> str:
    """The prefix for the ids of relationships in the children of *node*."""
    known = (prefix for prefix, uri in node.scope.items() if prefix and uri in RELATIONSHIPS)
    return next(known, "r")


def _joined(splices: list[Splice]) -> list[Splice]:
    """*splices* with those that put something in the same place made one."""
    found: dict[tuple[int, int], bytes] = {}
    for start, end, new in splices:
        found[start, end] = found.get((start, end), b"") + new
    return [(start, end, new) for (start, end), new in found.items()]


def _vector(node: Node | None) -> Node | None:
    return None if node is None else node.find("vector", _VARIANTS)


def _count(pairs: Node | None) -> Node | None:
    """The number that stands beside the first heading, which is the sheets'."""
    if pairs is None or len(pairs.children) < 2 or not pairs.children[1].children:
        return None
    found = pairs.children[1].children[0]
    return found if found.local == "i4" else None


def refuse_names(package: Package, name: str, what: str) -> None:
    """Raise RefusedEdit where the workbook has a name like the new *name* (of a table)."""
    tree = package.workbook
    holder = tree.root.find("definedNames")
    for node in holder.all("definedName") if holder is not None else ():
        if (tree.get(node, "name") or "").casefold() == name.casefold():
            raise RefusedEdit(
                f"Arbeidsboken har alt et navn som heter {nb.quoted(name)}, og {what} skal hete "
                "det.",
                "Gi navnet et annet navn i Excel (Formler → Navnebehandling).",
            )
