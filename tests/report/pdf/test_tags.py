"""Our assertions over the tags can fail: each planted defect is seen."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from tests.report.pdf.tags import attribute, elements, faults, kids, walk


def tagged(pdf: Pdf, *names: str) -> list[Any]:
    return [one for one in walk(pdf.Root.StructTreeRoot) if str(one.S) in names]


def _drop(element: Any, name: str) -> None:
    held = element.A
    for one in list(held) if isinstance(held, Array) else [held]:
        if name in one:
            del one[name]


def no_scope(pdf: Pdf) -> None:
    _drop(tagged(pdf, "/TH")[0], "/Scope")


def no_headers(pdf: Pdf) -> None:
    _drop(tagged(pdf, "/TD")[3], "/Headers")


def no_alt(pdf: Pdf) -> None:
    del tagged(pdf, "/Figure")[0]["/Alt"]


def heading_jump(pdf: Pdf) -> None:
    tagged(pdf, "/H2")[0].S = Name("/H4")


def no_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]


def no_title(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        del meta["dc:title"]


def hidden_title(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences["/DisplayDocTitle"]


def no_header_cells(pdf: Pdf) -> None:
    for one in tagged(pdf, "/TH"):
        one.S = Name.TD


def no_row_header(pdf: Pdf) -> None:
    next(one for one in tagged(pdf, "/TH") if attribute(one, "/Scope") == Name.Row).S = Name.TD


def note_without_id(pdf: Pdf) -> None:
    del tagged(pdf, "/Note")[0]["/ID"]


def irregular_row(pdf: Pdf) -> None:
    row = tagged(pdf, "/TR")[1]
    row.K = Array(elements(row)[:-1])


def no_tabs(pdf: Pdf) -> None:
    for page in pdf.pages:
        if "/Tabs" in page.obj:
            del page.obj["/Tabs"]


def no_mark(pdf: Pdf) -> None:
    del pdf.Root["/MarkInfo"]


def _first_link(pdf: Pdf) -> Any:
    return next(page.obj.Annots[0] for page in pdf.pages if "/Annots" in page.obj)


def wordless_link(pdf: Pdf) -> None:
    del _first_link(pdf)["/Contents"]


def link_without_tag(pdf: Pdf) -> None:
    del _first_link(pdf)["/StructParent"]


def tag_without_link(pdf: Pdf) -> None:
    link = next(one for one in tagged(pdf, "/Link") if len(kids(one)) > 1)
    link.K = Array([kid for kid in kids(link) if not isinstance(kid, Dictionary)])


def untagged_text(pdf: Pdf) -> None:
    page = pdf.pages[2]
    page.contents_add(b"BT /f0 9 Tf (x) Tj ET")


def orphan_text(pdf: Pdf) -> None:
    paragraph = next(one for one in tagged(pdf, "/P") if kids(one))
    paragraph.K = Array()


def lost_from_the_tree(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot["/IDTree"]


def point_without_mark(pdf: Pdf) -> None:
    point = tagged(pdf, "/LI")[0]
    point.K = Array(elements(point)[1:])


def no_bookmarks(pdf: Pdf) -> None:
    del pdf.Root["/Outlines"]


def no_tree(pdf: Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


PLANTS: dict[Callable[[Pdf], None], str] = {
    no_scope: "a header has no scope",
    no_headers: "a cell does not name its row and its column",
    no_alt: "a figure has no words",
    heading_jump: "a heading of level 4 follows one of level 1",
    no_language: "the language is not Norwegian bokmål",
    no_title: "the file has no title",
    hidden_title: "the window does not show the title",
    no_header_cells: "a table has no headers",
    no_row_header: "a row has no header",
    note_without_id: "a note has no id",
    irregular_row: "a table's rows are of different width",
    no_tabs: "the tab order is not the tags'",
    no_mark: "the file is not marked as tagged",
    wordless_link: "a link has no words",
    link_without_tag: "a link is in no tag",
    tag_without_link: "a link's tag leads nowhere",
    untagged_text: "page 3 has content that is neither tagged nor decoration",
    orphan_text: "what is marked on the pages and what is in the tree differ",
    lost_from_the_tree: "a header's id is not in the tree",
    point_without_mark: "a point has no mark or no body",
    no_bookmarks: "there are no bookmarks",
    no_tree: "there is no tag tree",
}


@pytest.mark.parametrize(
    ("plant", "fault"), PLANTS.items(), ids=lambda one: getattr(one, "__name__", "")
)
def test_a_planted_defect_is_seen(
    whole_pdf: bytes, plant: Callable[[Pdf], None], fault: str
) -> None:
    out = BytesIO()
    with Pdf.open(BytesIO(whole_pdf)) as pdf:
        plant(pdf)
        pdf.save(out)
    assert fault in faults(out.getvalue())
