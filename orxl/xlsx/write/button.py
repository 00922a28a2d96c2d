"""A button on a sheet: the VBA project it runs, its shape, and the links between them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final

from orxl.core.button import Button
from orxl.core.errors import RefusedEdit
from orxl.xlsx.package import Package, SheetPart
from orxl.xlsx.write.moving import element, place
from orxl.xlsx.write.newparts import Arrows
from orxl.xlsx.xml.text import escape_attribute, natural
from orxl.xlsx.xml.tree import RELATIONSHIPS, Node, Splice, Tree, apply

VBA: Final = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
RIBBON: Final = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_TYPES: Final = "[Content_Types].xml"
_MACROS: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_VBA_TYPE: Final = "application/vnd.ms-office.vbaProject"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_AFTER_SETTINGS: Final = (
    "AlternateContent", "revisionPtr", "workbookProtection", "bookViews", "sheets",
)  # fmt: skip
_AFTER_DRAWING: Final = (
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip


class ButtonParts:
    """What becomes of the parts of *package* with *button* on it."""

    def __init__(self, package: Package, button: Button) -> None:
        """Raises RefusedEdit where the workbook has macros, or lacks the sheet."""
        self._package = package
        self._button = button
        self._arrows = Arrows(package)
        self.changed: dict[str, bytes] = {}
        self.added: dict[str, bytes] = {}
        self._kinds: dict[str, str] = {}
        sheet = package.sheet(button.place.sheet)
        if sheet is None or sheet.kind != "worksheet":
            raise RefusedEdit(
                f"Arbeidsboken har ikke arket «{button.place.sheet}».", "Sett arket tilbake."
            )
        self._refuse_macros()
        self._project()
        if button.ribbon:
            self._ribbon()
        self._sheets(sheet)
        self._links()
        self._types()

    def _refuse_macros(self) -> None:
        package = self._package
        linked = any(a.kind == "vbaProject" for a in package.relationships(package.workbook_part))
        if linked or any(e.name.lower().endswith("vbaproject.bin") for e in package.archive):
            raise RefusedEdit(
                "Arbeidsboken har makroer fra før.", "Lag knappen fra .xlsx-filen uten makroer."
            )

    def _take(self, tree: Tree, splices: list[Splice]) -> None:
        new = apply(tree.text.data, splices)
        if new != tree.text.data:
            self.changed[tree.text.name] = tree.text.encoded(new)

    def _project(self) -> None:
        """The project, and the name by which it knows the workbook; one it has is kept."""
        part = self._package.workbook_part
        name = posixpath.join(posixpath.dirname(part), "vbaProject.bin")
        self.added[name] = self._button.project
        self._kinds[name] = _VBA_TYPE
        self._arrows.to(name, VBA, part)
        tree = self._package.workbook
        self._take(tree, _code_name(tree, "workbookPr", "ThisWorkbook", _AFTER_SETTINGS))

    def _ribbon(self) -> None:
        """The part that describes the tab; it belongs to the package, not to the workbook."""
        if any(arrow.kind == "extensibility" for arrow in self._package.relationships("")):
            raise RefusedEdit(
                "Arbeidsboken har en egen fane i båndet fra før.",
                "Lag knappen fra .xlsx-filen slik orxl laget den.",
            )
        name = "customUI/customUI14.xml"
        if name in self._package.archive:
            raise RefusedEdit(
                f"Arbeidsboken har en del «{name}» fra før.", "Lagre filen i Excel først."
            )
        self.added[name] = self._button.ribbon
        self._kinds[name] = "application/xml"
        self._arrows.to(name, RIBBON, "")

    def _sheets(self, front: SheetPart) -> None:
        """The names by which the project knows the sheets, and the shape on the *front* one."""
        sheets = [s for s in self._package.sheets if s.kind == "worksheet"]
        trees = {s.part: Tree(self._package.text(s.part), opaque=("sheetData",)) for s in sheets}
        taken = {name.casefold() for tree in trees.values() if (name := _named(tree)) is not None}
        for number, sheet in enumerate(sheets, start=1):
            tree = trees[sheet.part]
            splices: list[Splice] = []
            if _named(tree) is None:
                while f"sheet{number}" in taken:
                    number += 1
                taken.add(f"sheet{number}")
                first = tree.root.children[0].start if tree.root.children else tree.root.close
                splices += _code_name(tree, "sheetPr", f"Sheet{number}", (), first)
            if sheet == front:
                splices += self._shape(tree, front.part)
            self._take(tree, splices)

    def _shape(self, tree: Tree, part: str) -> list[Splice]:
        """The button in the sheet's drawing; one of its own where the sheet has none."""
        there = tree.root.find("drawing")
        if there is not None:
            self._join(tree.get_in(there, RELATIONSHIPS, "id"), part)
            return []
        folder = posixpath.join(posixpath.dirname(posixpath.dirname(part)), "drawings")
        number = 1
        while (name := f"{folder}/drawing{number}.xml") in self._package.archive:
            number += 1
        root = f'<xdr:wsDr xmlns:xdr="{_DRAWING}" xmlns:a="{_MAIN}">'.encode()
        self.added[name] = _HEAD + root + _anchor(self._button, 2) + b"</xdr:wsDr>"
        self._kinds[name] = _DRAWING_TYPE
        link = self._arrows.to(name, f"{_OFFICE}/drawing", part)
        at = place(tree.root, _AFTER_DRAWING)
        said = {"xmlns:r": _OFFICE, "r:id": link}
        return [(at, at, element(tree.root.prefix, "drawing", said))]

    def _join(self, link: str | None, part: str) -> None:
        arrows = self._package.relationships(part)
        target = next((arrow.target for arrow in arrows if arrow.id == link), "")
        if target not in self._package.archive:
            raise _odd_drawings(self._button.place.sheet)
        tree = self._package.tree(target)
        if tree.root.local != "wsDr" or tree.root.empty:
            raise _odd_drawings(self._button.place.sheet)
        used = [natural(tree.get(node, "id")) for node in tree.root.walk() if node.local == "cNvPr"]
        anchor = _anchor(self._button, max((n for n in used if n is not None), default=1) + 1)
        self._take(tree, [(tree.root.close, tree.root.close, anchor)])

    def _links(self) -> None:
        for name, tree, raw in self._arrows.parts():
            if tree is None:
                self.added[name] = raw
            else:
                self._take(tree, _last(tree, raw))

    def _types(self) -> None:
        """What the new parts are, and that the workbook now has macros."""
        tree = self._package.tree(self._package.archive.entry(_TYPES).name)
        workbook = f"/{self._package.workbook_part}"
        splices: list[Splice] = []
        kinds = {f"/{name}": kind for name, kind in self._kinds.items()}
        said = next(_overrides(tree, workbook), None)
        if said is None:
            kinds[workbook] = _MACROS
        else:
            splices += tree.set(said, "ContentType", _MACROS)
        new = b"".join(
            element(tree.root.prefix, "Override", {"PartName": name, "ContentType": kind})
            for name, kind in kinds.items()
        )
        self._take(tree, [*splices, *_last(tree, new)])


def _overrides(tree: Tree, part: str) -> Iterator[Node]:
    for node in tree.root.children:
        named = tree.get(node, "PartName")
        if named is not None and named.casefold() == part.casefold():
            yield node


def _last(tree: Tree, raw: bytes) -> list[Splice]:
    """Splices that put *raw* last in the root element."""
    if tree.root.empty:
        return tree.set_content(tree.root, raw)
    return [(tree.root.close, tree.root.close, raw)]


def _named(tree: Tree) -> str | None:
    """The name by which a VBA project knows a sheet."""
    node = tree.root.find("sheetPr")
    return None if node is None else tree.get(node, "codeName")


def _code_name(
    tree: Tree, holder: str, name: str, after: tuple[str, ...], at: int | None = None
) -> list[Splice]:
    """Splices that give the child *holder* of the root the code *name*, unless it has one.

    A holder that is not there is made before the first of those in *after*, or at *at*.
    """
    node = tree.root.find(holder)
    if node is not None:
        return [] if tree.get(node, "codeName") is not None else tree.set(node, "codeName", name)
    where = place(tree.root, after) if at is None else at
    return [(where, where, element(tree.root.prefix, holder, {"codeName": name}))]


def _odd_drawings(sheet: str) -> RefusedEdit:
    return RefusedEdit(
        f"Tegningene på arket «{sheet}» er ikke som ventet.", "Lagre filen i Excel først."
    )


def _anchor(button: Button, number: int) -> bytes:
    """The shape that runs the macro when it is clicked; *number* is its own in the drawing."""
    caption = escape_attribute(button.caption).decode()
    area = button.place
    return (
        f'<xdr:twoCellAnchor xmlns:xdr="{_DRAWING}" xmlns:a="{_MAIN}" editAs="absolute">'
        f"<xdr:from><xdr:col>{area.first_column - 1}</xdr:col><xdr:colOff>36000</xdr:colOff>"
        f"<xdr:row>{area.first_row - 1}</xdr:row><xdr:rowOff>18000</xdr:rowOff></xdr:from>"
        f"<xdr:to><xdr:col>{area.last_column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{area.last_row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        f'<xdr:sp macro="[0]!{button.macro}" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{number}" name="Knapp" descr="{caption}"/><xdr:cNvSpPr/></xdr:nvSpPr>'
        '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1828800" cy="381000"/></a:xfrm>'
        '<a:prstGeom prst="roundRect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill></xdr:spPr>'
        '<xdr:txBody><a:bodyPr vertOverflow="clip" rtlCol="0" anchor="ctr"/><a:lstStyle/>'
        '<a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="nb-NO" sz="1200" b="1">'
        '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:latin typeface="+mn-lt"/></a:rPr>'
        f"<a:t>{caption}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        '<xdr:clientData fPrintsWithSheet="0"/></xdr:twoCellAnchor>'
    ).encode()
