"""Parts of a model workbook brought over whole: a sheet with its tables, drawings and charts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final

from orxl.core.errors import RefusedEdit
from orxl.core.patterns import regex
from orxl.xlsx.package import Package
from orxl.xlsx.package.parts import relationships_part
from orxl.xlsx.read.tables import tables_of
from orxl.xlsx.write.looks import Looks
from orxl.xlsx.write.moving import element
from orxl.xlsx.xml.text import natural
from orxl.xlsx.xml.tree import Node, Splice, Tree, apply

_NUMBERED: Final = regex(r"(.*?(?<!\d))(\d*+)(\.\w+)")
_STYLED: Final = {"c": "s", "row": "s", "col": "style"}
"""The elements of a sheet that name a cell style, and where."""
NEXT_ROW: Final = "dataDxfId"
"""Where a table's column names the look that Excel gives to its cell in a new row."""
_RELATIONSHIPS: Final = b"http://schemas.openxmlformats.org/package/2006/relationships"


class NewParts:
    """The parts that come over from *model*, under names that are free in *package*."""

    def __init__(self, package: Package, model: Package, looks: Looks) -> None:
        self._package = package
        self._model = model
        self._looks = looks
        self.added: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        """The content types of the new parts, by their names."""
        self._names: dict[str, str] = {}
        self._table_ids = {
            natural(package.tree(found.part).attributes(package.tree(found.part).root).get("id"))
            for sheet in package.sheets
            for found in tables_of(package, sheet)
        }

    def bring(self, part: str) -> str:
        """The new name of the model's *part*, which comes over with all that it points to.

        Raises RefusedEdit where it points to something orxl cannot bring.
        """
        if part in self._names:
            return self._names[part]
        name = self._names[part] = self._free(part)
        self.added[name] = b""  # takes the name before what it points to does
        rels = relationships_part(part)
        if rels in self._model.archive:
            tree = self._model.tree(self._model.archive.entry(rels).name)
            splices = [s for node in tree.root.children for s in self._arrow(part, tree, node)]
            new = apply(tree.text.data, splices)
            self.added[relationships_part(name)] = tree.text.encoded(new)
        self.added[name] = self._content(part)
        self.types[name] = content_type(self._model, part)
        return name

    def _arrow(self, part: str, tree: Tree, node: Node) -> list[Splice]:
        """The relationship *node* of *part* with the new name of what it points to."""
        arrow = next(a for a in self._model.relationships(part) if a.id == tree.get(node, "Id"))
        if tree.get(node, "TargetMode") == "External":
            return []
        if arrow.target not in self._model.archive:
            raise RefusedEdit(f"Mønsteret mangler delen «{arrow.target}».", "Meld fra om feilen.")
        return tree.set(node, "Target", "/" + self.bring(arrow.target))

    def _content(self, part: str) -> bytes:
        if not part.lower().endswith(".xml"):
            return self._model.archive.read(part)
        text = self._model.text(part)
        tree = Tree(text)
        splices: list[Splice] = []
        if tree.root.local == "worksheet":
            for node in tree.root.walk():
                splices += self._styled(tree, node)
        elif tree.root.local == "table":
            splices = tree.set(tree.root, "id", self.table_id())
            for node in tree.root.walk():
                if node.local == "tableColumn" and (said := tree.get(node, NEXT_ROW)) is not None:
                    splices += tree.set(node, NEXT_ROW, self._looks.mark(int(said)))
        return text.encoded(apply(text.data, splices))

    def _styled(self, tree: Tree, node: Node) -> list[Splice]:
        name = _STYLED.get(node.local)
        if name is not None and (said := tree.get(node, name)) is not None:
            return tree.set(node, name, self._looks.cell(int(said)))
        if node.local == "cfRule" and (said := tree.get(node, "dxfId")) is not None:
            return tree.set(node, "dxfId", self._looks.mark(int(said)))
        if node.local == "sheetView":  # two sheets chosen at once would be edited together
            return tree.set(node, "tabSelected", None)
        if node.local == "c" and tree.get(node, "t") == "s":
            raise RefusedEdit("Mønsteret har delte tekster.", "Meld fra om feilen.")
        return []

    def table_id(self) -> str:
        """A number that no table of the workbook has."""
        number = 1
        while number in self._table_ids:
            number += 1
        self._table_ids.add(number)
        return str(number)

    def _free(self, part: str) -> str:
        """A name like *part* that neither the workbook nor a new part has."""
        folder, base = posixpath.split(part)
        found = _NUMBERED.fullmatch(base)
        stem, ending = (found[1], found[3]) if found is not None else (base, "")
        taken = {name.lower() for name in self.added}
        number = 1
        while True:
            name = posixpath.join(folder, f"{stem}{number}{ending}")
            if name not in self._package.archive and name.lower() not in taken:
                return name
            number += 1

    def type_splices(self) -> Iterator[tuple[str, Tree, list[Splice]]]:
        """The list of content types, with the new parts."""
        if not self.types:
            return
        tree = self._package.tree(self._package.archive.entry("[Content_Types].xml").name)
        new = b"".join(
            element(tree.root.prefix, "Override", {"PartName": f"/{name}", "ContentType": kind})
            for name, kind in self.types.items()
        )
        yield tree.text.name, tree, [(tree.root.close, tree.root.close, new)]


def content_type(package: Package, part: str) -> str:
    """The content type of *part*. Raises RefusedEdit for a part that has none."""
    tree = package.tree(package.archive.entry("[Content_Types].xml").name)
    ending = part.rpartition(".")[2].lower()
    default = ""
    for node in tree.root.children:
        found = tree.attributes(node)
        if found.get("PartName", "").lstrip("/").lower() == part.lower():
            return found.get("ContentType", "")
        if found.get("Extension", "").lower() == ending:
            default = found.get("ContentType", "")
    if not default:
        raise RefusedEdit(f"Mønsteret sier ikke hva delen «{part}» er.", "Meld fra om feilen.")
    return default


class Arrows:
    """New relationships of the workbook's parts."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._new: dict[str, dict[str, tuple[str, str]]] = {}
        """By part and id: the whole type, and the part that it points to."""

    def to(self, target: str, kind: str, part: str) -> str:
        """The id of a new relationship from *part* to *target*; *kind* is the whole type."""
        new = self._new.setdefault(part, {})
        taken = {arrow.id for arrow in self._package.relationships(part)} | new.keys()
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        new[f"rId{number}"] = (kind, target)
        return f"rId{number}"

    def parts(self) -> Iterator[tuple[str, Tree | None, bytes]]:
        """The parts that hold the new relationships, each with its new elements.

        A part that is not there yet comes whole, without a tree.
        """
        for part, new in self._new.items():
            name = relationships_part(part)
            there = name in self._package.archive
            tree = self._package.tree(self._package.archive.entry(name).name) if there else None
            prefix = "" if tree is None else tree.root.prefix
            raw = b"".join(
                element(prefix, "Relationship", {"Id": i, "Type": kind, "Target": f"/{target}"})
                for i, (kind, target) in new.items()
            )
            whole = b'<Relationships xmlns="%s">%s</Relationships>' % (_RELATIONSHIPS, raw)
            yield (name, None, whole) if tree is None else (tree.text.name, tree, raw)
