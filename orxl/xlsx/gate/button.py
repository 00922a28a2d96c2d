"""The gate of the button: the new workbook is the old one plus the button, and nothing else.

It takes the button away from the new workbook and must find the old one, rows byte for byte; and it
looks for itself at what it took away: project, links, content types, and the shape. Of the room it
shares the zip and the XML, but not what writes.
"""

from __future__ import annotations

from typing import Final, NoReturn

from orxl.core.button import Button
from orxl.xlsx.gate.outline import Outline, child, children, local
from orxl.xlsx.gate.verdict import read_again, refuse
from orxl.xlsx.package import Package, SheetPart
from orxl.xlsx.package.parts import Relationship, relationships_part
from orxl.xlsx.xml.elements import element, parsed, same
from orxl.xlsx.xml.tree import RELATIONSHIPS, Tree

_REMEDY: Final = "Ingenting er lagret. Meld fra om feilen, gjerne med arbeidsboken."
_TYPES: Final = "[Content_Types].xml"
_KINDS: Final = {
    "vbaProject": "application/vnd.ms-office.vbaProject",
    "extensibility": "application/xml",
    "drawing": "application/vnd.openxmlformats-officedocument.drawing+xml",
}
_WITH_MACROS: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def check_button(old: bytes, new: bytes, button: Button) -> None:
    """Raise FailedGate unless *new* is *old* with exactly *button* added."""
    with read_again(_REMEDY):
        _Check(Outline(Package(old)), Outline(Package(new)), button).run()


def _refuse(where: str, what: str) -> NoReturn:
    refuse(where, what, _REMEDY)


class _Check:
    def __init__(self, old: Outline, new: Outline, button: Button) -> None:
        self._old, self._new, self._button = old, new, button
        self._left = set(old.names) - old.package.archive.same(new.package.archive)
        """Parts that are not as they were, until they are accounted for."""
        self._added = set(new.names) - set(old.names)
        """New parts, until they are accounted for."""
        self._called: list[str] = []
        """The names by which macros know the sheets."""

    def run(self) -> None:
        if self._new.names[: len(self._old.names)] != self._old.names:
            _refuse("filen", "har mistet deler")
        book = self._new.package.workbook_part
        if book != self._old.package.workbook_part:
            _refuse("filen", "har fått en annen arbeidsbok")
        project = self._new_arrow(book, "vbaProject")
        if self._new.package.archive.read(project) != self._button.project:
            _refuse("makroene", "er ikke de som skulle inn")
        kinds = {project: "vbaProject"}
        if self._button.ribbon:
            ribbon = self._new_arrow("", "extensibility")
            if self._new.package.archive.read(ribbon) != self._button.ribbon:
                _refuse("fanen i båndet", "er ikke den som skulle inn")
            kinds[ribbon] = "extensibility"
        self._code_name(book, "workbookPr")
        sheets = self._old.package.sheets
        for sheet in sheets:
            if sheet.kind == "worksheet":
                kinds |= self._sheet(sheet)
        if len({name.casefold() for name in self._called}) != len(self._called):
            _refuse("makroene", "kjenner to ark ved samme navn")
        self._types(kinds)
        if self._left or self._added:
            _refuse(f"delen «{min(self._left | self._added)}»", "er endret uten grunn")

    def _new_arrow(self, part: str, kind: str) -> str:
        """The one new part that *part* points to; its relationships are otherwise as before."""
        name = relationships_part(part)
        there = name in self._old.package.archive
        new = self._new.fresh(name)
        before = self._old.package.relationships(part)
        after = self._new.package.relationships(part)
        arrow: Relationship | None = after[-1] if len(after) == len(before) + 1 else None
        if arrow is None or arrow.kind != kind or arrow.id in {a.id for a in before}:
            _refuse(f"delen «{name}»", "har ikke fått koblingen den skulle")
        new.remove(children(new)[-1])
        if not (same(self._old.fresh(name), new) if there else not len(new)):
            _refuse(f"delen «{name}»", "er endret i mer enn én kobling")
        self._left.discard(name)
        self._added -= {name, arrow.target}
        return arrow.target

    def _code_name(self, part: str, holder: str) -> None:
        """A small part that may only have got a code name."""
        old, new = self._old.fresh(part), self._new.fresh(part)
        _take_code_name(old, new, holder)
        if not same(old, new):
            _refuse(f"delen «{part}»", "er endret i mer enn navnet for makroer")
        self._left.discard(part)

    def _sheet(self, sheet: SheetPart) -> dict[str, str]:
        """A worksheet: the kinds of the parts that came with it."""
        (old, rows), (new, rows_now) = (_cut(b.package, sheet.part) for b in (self._old, self._new))
        if rows != rows_now:
            _refuse(f"arket «{sheet.name}»", "har fått andre celler")
        self._called.append(_take_code_name(old, new, "sheetPr"))
        came: dict[str, str] = {}
        if sheet.name.casefold() == self._button.place.sheet.casefold():
            was, now = child(old, "drawing"), child(new, "drawing")
            if now is None:
                _refuse(f"arket «{sheet.name}»", "har ikke fått knappen")
            if was is None:
                target = self._new_arrow(sheet.part, "drawing")
                new.remove(now)
                came[target] = "drawing"
            else:
                target = self._pointed(sheet.part, now)
            self._drawing(target, new=was is None)
        if not same(old, new):
            _refuse(f"arket «{sheet.name}»", "er endret i mer enn knappen")
        self._left.discard(sheet.part)
        return came

    def _pointed(self, part: str, node: element) -> str:
        ids = {str(node.get(f"{{{ns}}}id")) for ns in RELATIONSHIPS}
        arrows = self._new.package.relationships(part)
        target = next((arrow.target for arrow in arrows if arrow.id in ids), "")
        if not target:
            _refuse(f"delen «{part}»", "viser til tegninger som ikke finnes")
        return target

    def _drawing(self, part: str, *, new: bool) -> None:
        """The shapes of the sheet: the last one is the button, the others are as they were."""
        root = self._new.fresh(part)
        shapes = children(root)
        if not shapes or not self._is_button(shapes[-1], shapes[:-1]):
            _refuse(f"delen «{part}»", "har ikke fått knappen")
        root.remove(shapes[-1])
        if not (same(self._old.fresh(part), root) if not new else not len(root)):
            _refuse(f"delen «{part}»", "er endret i mer enn knappen")
        self._left.discard(part)

    def _is_button(self, shape: element, others: list[element]) -> bool:
        area = self._button.place
        corners = [
            int(found.text or "") for name in ("col", "row") for found in shape.iter(f"{{*}}{name}")
        ]
        taken = {n.get("id") for other in others for n in other.iter("{*}cNvPr")}
        own = [n.get("id") for n in shape.iter("{*}cNvPr")]
        return (
            local(shape) == "twoCellAnchor"
            and corners
            == [area.first_column - 1, area.last_column, area.first_row - 1, area.last_row]
            and [n.get("macro") for n in shape.iter("{*}sp")] == [f"[0]!{self._button.macro}"]
            and "".join(n.text or "" for n in shape.iter("{*}t")) == self._button.caption
            and len(own) == 1
            and own[0] not in taken
        )

    def _types(self, kinds: dict[str, str]) -> None:
        """The content types: those of the new parts, the workbook's own, the others as before."""
        old, new = (_said_types(outline) for outline in (self._old, self._new))
        book = f"/{self._new.package.workbook_part}".casefold()
        wanted = {f"/{part}".casefold(): _KINDS[kind] for part, kind in kinds.items()}
        if new != {**old, **wanted, book: _WITH_MACROS}:
            _refuse("filen", "har fått feil innholdstyper")
        self._left.discard(self._new.package.archive.entry(_TYPES).name)


def _said_types(outline: Outline) -> dict[str, str]:
    """What the list of content types says, by part (``/…``) or by ending."""
    found: dict[str, str] = {}
    for node in children(outline.fresh(_TYPES)):
        key = str(node.get("PartName", node.get("Extension"))).casefold()
        if key in found:
            raise ValueError(key)
        found[key] = str(node.get("ContentType"))
    return found


def _take_code_name(old: element, new: element, holder: str) -> str:
    """Take from *new* the code name that *old* lacks, with its holder where that is new too."""
    was, now = child(old, holder), child(new, holder)
    if was is not None and was.get("codeName") is not None:
        return was.get("codeName", "")
    name = "" if now is None else now.attrib.pop("codeName", "")
    if now is None or not name:
        _refuse("filen", "mangler et navn for makroer")
    if was is None and not len(now) and not now.attrib:
        new.remove(now)
    return str(name)


def _cut(package: Package, part: str) -> tuple[element, tuple[bytes, ...]]:
    """A sheet without its rows; and as they are written its rows, and what is outside its root."""
    text = package.text(part)
    root = Tree(text, opaque=("sheetData",)).root
    holder = root.find("sheetData")
    if holder is None:
        raise LookupError(part)
    frame = text.data[root.start : holder.open_end] + text.data[holder.close : root.end]
    rest = (text.data[: root.start], text.data[holder.start : holder.end], text.data[root.end :])
    return parsed(frame), rest
