"""The gate's look at parts that came over whole: each is the model's, its numbers resolved."""

from __future__ import annotations

from typing import Final

from orxl.core.errors import FailedGate
from orxl.xlsx.gate.outline import Outline, children, local
from orxl.xlsx.package.parts import relationships_part
from orxl.xlsx.xml.elements import attributes, element

_STYLED: Final = {("c", "s"), ("row", "s"), ("col", "style")}


class Twins:
    """Pairs of a new part and the model's part that it must say the same as."""

    def __init__(self, old: Outline, new: Outline, model: Outline) -> None:
        self._old, self._new, self._model = old, new, model
        self._todo: list[tuple[str, str]] = []
        self.seen: set[str] = set()
        """The new parts that something declared points to, with their relationships."""

    def pair(self, new: str, model: str) -> None:
        """*new*, and what it points to, must say what *model* says."""
        if new in self._old.package.archive:
            raise _different(new)
        self._todo.append((new, model))
        self.seen |= {new}
        arrows = self._new.package.relationships(new)
        if _said_arrows(self._new, new) != _said_arrows(self._model, model):
            raise _different(new)
        if arrows:
            self.seen |= {relationships_part(new)}
        twins = {arrow.id: arrow for arrow in self._model.package.relationships(model)}
        for arrow in arrows:
            if arrow.target and arrow.target not in self.seen:
                self.pair(arrow.target, twins[arrow.id].target)

    def check(self) -> None:
        """Raise FailedGate for a new part that says something else than the model's."""
        ids = [self._new.tree(part).get("id") for part, _ in self._new.tables.values()]
        parts = [
            t for s in self._new.sheets.values() for t in self._new.package.targets(s, "table")
        ]
        if len(set(ids)) != len(parts):  # of two with one name the outline knows one
            raise _different("xl/tables")
        for new, model in self._todo:
            kind = self._model.type_of(model)
            if not kind or self._new.type_of(new) != kind:
                raise _different(new)
            if not new.lower().endswith(".xml"):
                same = self._new.package.archive.read(new) == self._model.package.archive.read(
                    model
                )
            else:
                same = self.same(self._new.tree(new), self._model.tree(model))
            if not same:
                raise _different(new)

    def same(self, new: element, model: element) -> bool:
        """Whether two trees say the same, with styles resolved."""
        if local(new) != local(model) or not self._same_attributes(new, model):
            return False
        texts = [node.text if node.text is not None else "" for node in (new, model)]
        first, second = children(new), children(model)
        if texts[0] != texts[1] and not (first and not (texts[0] + texts[1]).strip()):
            return False
        return len(first) == len(second) and all(map(self.same, first, second))

    def _same_attributes(self, new: element, model: element) -> bool:
        a, b = dict(attributes(new)), dict(attributes(model))
        if local(model) == "sheetView":
            b.pop("tabSelected", None)
        if local(model) == "table":
            a["id"] = b["id"]
        if a.keys() != b.keys():
            return False
        return all(self._same_value(local(new), key, a[key], b[key]) for key in a)

    def _same_value(self, name: str, key: str, new: str, model: str) -> bool:
        if (name, key) in _STYLED:
            return self._new.looks[int(new)] == self._model.looks[int(model)]
        if (name, key) in (("cfRule", "dxfId"), ("tableColumn", "dataDxfId")):
            return self._new.marks[int(new)] == self._model.marks[int(model)]
        return new == model


def _said_arrows(book: Outline, part: str) -> dict[str | None, tuple[str | None, ...]]:
    """What the relationships of *part* say: their types, and where those outwards point."""
    name = relationships_part(part)
    if name not in book.package.archive:
        return {}
    return {
        node.get("Id"): (
            node.get("Type"),
            node.get("TargetMode"),
            node.get("Target") if node.get("TargetMode") == "External" else None,
        )
        for node in children(book.tree(name))
    }


def _different(part: str) -> FailedGate:
    return FailedGate(
        f"Kontrollen av den nye filen stanset lagringen: delen «{part}» er ikke som i mønsteret.",
        "Den gamle filen er urørt. Meld fra om feilen, gjerne med arbeidsboken.",
    )
