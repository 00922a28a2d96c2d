"""What a reader who cannot see the pages meets: our own assertions over a PDF's tag tree.

``faults`` says in words what is wrong, so that the validators' silence is not all that is relied
on. The way through the tree here is another than the one that makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

_PAINTING = {
    *("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"),
    "INLINE IMAGE",
}
_LEVEL = re.compile(r"/H([1-6])")


def kids(element: Any) -> list[Any]:
    held = element.get("/K", Array())
    return list(held) if isinstance(held, Array) else [held]


def elements(element: Any) -> list[Any]:
    return [kid for kid in kids(element) if isinstance(kid, Dictionary) and "/S" in kid]


def walk(element: Any) -> Iterator[Any]:
    for kid in elements(element):
        yield kid
        yield from walk(kid)


def attribute(element: Any, name: str) -> Any:
    held = element.get("/A", Array())
    for one in list(held) if isinstance(held, Array) else [held]:
        if isinstance(one, Dictionary) and name in one:
            return one[name]
    return None


@dataclass
class _Check:
    pdf: Pdf
    found: list[str] = field(default_factory=list)

    def ask(self, holds: object, fault: str) -> None:
        if not holds:
            self.found.append(fault)

    def all(self) -> list[str]:
        root = self.pdf.Root
        self.ask(
            root.get("/MarkInfo", {}).get("/Marked", False), "the file is not marked as tagged"
        )
        self.ask(str(root.get("/Lang", "")) == "nb-NO", "the language is not Norwegian bokmål")
        shown = root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)
        self.ask(shown, "the window does not show the title")
        with self.pdf.open_metadata() as meta:
            self.ask(meta.get("dc:title"), "the file has no title")
            self.ask(meta.get("pdfuaid:part") == "1", "it does not say that it is PDF/UA-1")
            level = (meta.get("pdfaid:part"), meta.get("pdfaid:conformance"))
            self.ask(level == ("2", "A"), "it does not say that it is PDF/A-2a")
        tree = root.get("/StructTreeRoot")
        if tree is None:
            return [*self.found, "there is no tag tree"]
        self.ids = dict(_ids(tree.get("/IDTree")))
        self.headings(tree)
        for element in walk(tree):
            match str(element.S):
                case "/Table":
                    self.table(element)
                case "/Figure":
                    self.ask(str(element.get("/Alt", "")).strip(), "a figure has no words")
                case "/Note":
                    self.ask("/ID" in element, "a note has no id")
                case "/L":
                    self.ask(
                        all(str(one.S) in ("/LI", "/Caption", "/L") for one in elements(element)),
                        "a list holds what is no point",
                    )
                case "/LI":
                    self.ask(
                        [str(one.S) for one in elements(element)] == ["/Lbl", "/LBody"],
                        "a point has no mark or no body",
                    )
                case "/Link":
                    leads = any(
                        "/Obj" in kid for kid in kids(element) if isinstance(kid, Dictionary)
                    )
                    self.ask(leads, "a link's tag leads nowhere")
        self.pages(tree)
        return self.found

    def headings(self, tree: Any) -> None:
        levels = [
            int(found[1])
            for one in walk(tree)
            if (found := _LEVEL.fullmatch(str(one.S))) is not None
        ]
        self.ask(levels, "there are no headings")
        above = 0
        for level in levels:
            self.ask(level <= above + 1, f"a heading of level {level} follows one of level {above}")
            above = level
        marks = self.pdf.Root.get("/Outlines", {}).get("/First")
        self.ask(marks is not None or not levels, "there are no bookmarks")

    def table(self, table: Any) -> None:
        parts = {"/THead", "/TBody", "/TFoot"}
        rows = [
            row
            for part in elements(table)
            if str(part.S) in {*parts, "/TR"}
            for row in ([part] if str(part.S) == "/TR" else elements(part))
        ]
        cells = [elements(row) for row in rows]
        heads = [one for row in cells for one in row if str(one.S) == "/TH"]
        self.ask(heads, "a table has no headers")
        for head in heads:
            self.ask(attribute(head, "/Scope") in (Name.Row, Name.Column), "a header has no scope")
            self.ask(
                self.ids.get(bytes(head.get("/ID", b""))) == head,
                "a header's id is not in the tree",
            )
        widths = {sum(int(attribute(one, "/ColSpan") or 1) for one in row) for row in cells}
        self.ask(len(widths) == 1, "a table's rows are of different width")
        for part in elements(table):
            if str(part.S) == "/TBody":
                for row in elements(part):
                    first = elements(row)[0] if elements(row) else None
                    self.ask(first is not None and str(first.S) == "/TH", "a row has no header")
        for cell in (one for row in cells for one in row if str(one.S) == "/TD"):
            named = [bytes(one) for one in attribute(cell, "/Headers") or ()]
            scopes = {attribute(self.ids[one], "/Scope") for one in named if one in self.ids}
            self.ask(
                all(one in self.ids for one in named), "a cell names a header that is not there"
            )
            self.ask(
                scopes == {Name.Row, Name.Column}, "a cell does not name its row and its column"
            )

    def pages(self, tree: Any) -> None:
        owned: set[tuple[int, int]] = set()
        numbers = {page.obj.objgen: at for at, page in enumerate(self.pdf.pages)}
        for element in walk(tree):
            for kid in kids(element):
                marked = kid if isinstance(kid, int) else None
                page = element.get("/Pg")
                if isinstance(kid, Dictionary) and "/MCID" in kid:
                    marked, page = int(kid.MCID), kid.get("/Pg", page)
                if marked is not None and page is not None:
                    owned.add((numbers[page.objgen], marked))
        met: set[tuple[int, int]] = set()
        for at, page in enumerate(self.pdf.pages):
            bare, marks = _content(page)
            self.ask(not bare, f"page {at + 1} has content that is neither tagged nor decoration")
            met |= {(at, mark) for mark in marks}
            for note in page.obj.get("/Annots", ()):
                self.ask(str(note.get("/Contents", "")).strip(), "a link has no words")
                self.ask("/StructParent" in note, "a link is in no tag")
            self.ask(
                "/Annots" not in page.obj or page.obj.get("/Tabs") == Name.S,
                "the tab order is not the tags'",
            )
        self.ask(met == owned, "what is marked on the pages and what is in the tree differ")


def _content(page: Any) -> tuple[bool, set[int]]:
    """Whether a page paints outside every mark, and the numbers of its marks."""
    depth: list[bool] = []
    bare, marks = False, set()
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            operands = list(instruction.operands)
            number = (
                operands[1].get("/MCID")
                if len(operands) > 1 and isinstance(operands[1], Dictionary)
                else None
            )
            if number is not None:
                marks.add(int(number))
            depth.append(number is not None or operands[0] == Name.Artifact)
        elif operator == "EMC":
            depth.pop()
        elif operator in _PAINTING and not any(depth):
            bare = True
    return bare, marks


def _ids(node: Any) -> Iterator[tuple[bytes, Any]]:
    if node is not None:
        names = list(node.get("/Names", ()))
        yield from ((bytes(names[at]), names[at + 1]) for at in range(0, len(names), 2))
        for kid in node.get("/Kids", ()):
            yield from _ids(kid)


def faults(pdf: bytes) -> list[str]:
    """What is wrong with *pdf* for who reads it by its tags."""
    with Pdf.open(BytesIO(pdf)) as opened:
        return _Check(opened).all()
