"""What Word, its accessibility checker and assistive technology ask of a document."""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from orxl.core.errors import BadSource
from orxl.report.paper.docx import write_docx
from orxl.report.paper.model import Bullets, CaseHead, Link, Paragraph, Row, Series
from orxl.report.paper.theme import default_theme
from tests.report.docx.papers import BUDGET, CHART, WHOLE, cell, small
from tests.report.docx.reading import Docx, R, W, text, value

THEME = default_theme()
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
V = "{urn:schemas-microsoft-com:vml}"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000010806000000f478d4fa0000000d49444154789c63f8ffff"
    "ff7f0009fb03fd2a86e38a0000000049454e44ae426082"
)


def test_the_same_paper_gives_the_same_bytes_with_no_clock_in_them() -> None:
    first = write_docx(WHOLE, THEME)
    assert first == write_docx(WHOLE, THEME)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        entries = archive.infolist()
    assert {(entry.date_time, entry.create_system) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0)
    }
    names = [entry.filename for entry in entries]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])


def test_a_document_is_small(whole: Docx) -> None:
    assert len(whole.data) < 20_000


def test_python_docx_reads_the_properties_and_no_person_is_named(whole: Docx) -> None:
    known = docx.Document(io.BytesIO(whole.data)).core_properties
    assert (known.title, known.author, known.last_modified_by, known.language) == (
        "Handlingsprogram 2026", "Rådet IPR", "Rådet IPR", "nb-NO",
    )  # fmt: skip
    assert known.created is not None
    assert known.created.date() == date(2025, 12, 1)
    assert b"<Company>R\xc3\xa5det IPR</Company>" in whole.parts["docProps/app.xml"]


def test_the_language_is_the_defaults(whole: Docx) -> None:
    defaults = whole.root("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert defaults is not None
    assert defaults.get(f"{W}val") == "nb-NO"


def test_a_tables_header_is_marked_and_repeated_and_its_rows_hold_together(whole: Docx) -> None:
    table = next(whole.body.iter(f"{W}tbl"))
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 4
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    properties = table.find(f"{W}tblPr")
    assert properties is not None
    look = properties.find(f"{W}tblLook")
    assert look is not None
    assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")
    assert value(properties, "tblCaption") == "Hovedtall 2026 (1000 kr)"
    assert value(properties, "tblDescription") == "Tabellen viser inntekter og utgifter."


def test_a_short_table_stands_on_one_page_and_a_long_one_need_not(whole: Docx) -> None:
    def held(document: Docx) -> list[bool]:
        table = next(document.body.iter(f"{W}tbl"))
        return [
            all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p"))
            for row in table.iter(f"{W}tr")
        ]

    assert held(whole) == [True] * 4 + [False]
    many = replace(BUDGET, rows=BUDGET.rows * 12)
    assert held(Docx(write_docx(small(many), THEME)))[:5] == [True, True, False, False, False]


def test_a_row_taller_than_a_page_may_be_torn() -> None:
    tall = Row((cell(*["linje"] * 80), cell(""), cell("")))
    document = Docx(write_docx(small(replace(BUDGET, rows=(tall,))), THEME))
    row = list(document.body.iter(f"{W}tr"))[1]
    assert row.find(f"{W}trPr/{W}cantSplit") is None


def test_captions_are_counted_by_fields(whole: Docx) -> None:
    assert whole.of_style("caption") == [
        "Tabell 1: Hovedtall 2026 (1000 kr)", "Figur 1: Inntekter", "Tabell 2: Tallene i figuren",
    ]  # fmt: skip
    codes = [str(field.text).strip() for field in whole.body.iter(f"{W}instrText")]
    assert [code for code in codes if code.startswith("SEQ")] == [
        "SEQ Tabell \\* ARABIC",
        "SEQ Figur \\* ARABIC",
        "SEQ Tabell \\* ARABIC",
    ]


def test_the_contents_are_a_field_with_its_entries_there_already(whole: Docx) -> None:
    entries = [words for style, words in whole.paragraphs() if style.startswith("toc ")]
    assert entries == ["0 Rammer", "0.1 Budsjett", "Tallgrunnlag"]
    kinds = [field.get(f"{W}fldCharType") for field in whole.body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")
    update = whole.root("word/settings.xml").find(f"{W}updateFields")
    assert update is not None
    assert Docx(write_docx(small(), THEME)).root("word/settings.xml").find(
        f"{W}updateFields"
    ) is None  # fmt: skip


def test_lists_are_lists_and_each_numbered_one_begins_at_one(whole: Docx) -> None:
    numbers = [
        (value(counted, "numId"), text(paragraph))
        for paragraph in whole.body.iter(f"{W}p")
        if (counted := paragraph.find(f"{W}pPr/{W}numPr")) is not None
    ]
    lists: dict[str, list[str]] = {}
    for number, words in numbers:
        lists.setdefault(number, []).append(words)
    assert list(lists.values()) == [["første", "andre"], ["en", "to"], ["en til"]]
    numbering = whole.root("word/numbering.xml")
    starts = [
        bool(list(one.iter(f"{W}startOverride"))) for one in numbering.iter(f"{W}num")
    ]  # fmt: skip
    assert starts == [False, True, True]


def test_an_empty_list_is_nothing() -> None:
    assert not list(Docx(write_docx(small(Bullets(())), THEME)).body.iter(f"{W}numPr"))


def test_a_chart_has_words_for_who_cannot_see_it_and_the_papers_numbers(whole: Docx) -> None:
    told = next(whole.body.iter(f"{WP}docPr"))
    assert told.get("descr") == "Søyler: kontingenten er 12, tilskuddene 7."
    chart = whole.root("word/charts/orxl1.xml")
    numbers = [
        [(point.get("idx"), point.findtext(f"{C}v")) for point in values.iter(f"{C}pt")]
        for values in chart.iter(f"{C}numLit")
    ]
    assert numbers == [[("0", "10.5")], [("0", "12.0"), ("1", "-7.0")]]


def test_a_value_that_is_no_number_is_no_bar() -> None:
    odd = replace(CHART, series=(Series("x", (float("nan"), float("inf")), ("", "")),))
    chart = Docx(write_docx(small(odd), THEME)).root("word/charts/orxl1.xml")
    assert [list(values.iter(f"{C}pt")) for values in chart.iter(f"{C}numLit")] == [[]]


def test_no_paragraph_is_blank_but_the_charts(whole: Docx) -> None:
    body = whole.body
    cells = {id(p) for one in body.iter(f"{W}tc") for p in one.iter(f"{W}p")}
    blank = [
        p for p in body.iter(f"{W}p")
        if not text(p) and id(p) not in cells and not list(p.iter(f"{W}drawing"))
    ]  # fmt: skip
    assert blank == []


def test_a_document_does_not_end_with_a_table() -> None:
    document = Docx(write_docx(small(BUDGET), THEME))
    assert [child.tag for child in list(document.body)[-2:]] == [f"{W}p", f"{W}sectPr"]


def test_pages_say_whose_they_are_and_how_many(whole: Docx) -> None:
    heads = [text(whole.root(name)) for name in sorted(whole.parts) if "/header" in name]
    feet = [text(whole.root(name)) for name in sorted(whole.parts) if "/footer" in name]
    assert sorted(heads) == ["", "Rådet IPR\tSak 12/25"]
    assert feet == ["Handlingsprogram 2026\tSide 1 av 1"] * 2
    codes = [
        str(field.text).strip()
        for name in whole.parts if "/footer" in name
        for field in whole.root(name).iter(f"{W}instrText")
    ]  # fmt: skip
    assert codes == ["PAGE", "NUMPAGES"] * 2


def test_a_draft_says_so_across_every_page_and_lists_why_on_the_last() -> None:
    draft = replace(WHOLE, draft=("Summen er feil.", "Satsen mangler."))
    document = Docx(write_docx(draft, THEME))
    marks = [
        mark.get("string")
        for name in document.parts if "/header" in name
        for mark in document.root(name).iter(f"{V}textpath") if mark.get("string")
    ]  # fmt: skip
    assert marks == ["UTKAST – 2 feil"] * 2
    assert [words for _, words in document.paragraphs()][-4:] == [
        "UTKAST – 2 feil",
        "Dette er feilene som må rettes før dokumentet kan sendes. Når de er rettet, forsvinner "
        "denne siden.",
        "Summen er feil.",
        "Satsen mangler.",
    ]
    before = Docx(write_docx(WHOLE, THEME))
    assert not any(b"UTKAST" in part for part in before.parts.values())


def test_the_logo_stands_on_the_first_page_with_its_words(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(PNG)
    theme = replace(THEME, logo=path, logo_alt="Rådets våpen")
    document = Docx(write_docx(WHOLE, theme))
    told = [
        (one.get("descr"), document.relations(name.split("/")[-1].removesuffix(".xml")))
        for name in document.parts if "word/header" in name
        for one in document.root(name).iter(f"{WP}docPr")
    ]  # fmt: skip
    assert [words for words, _ in told] == ["Rådets våpen"]
    assert list(told[0][1].values()) == ["media/image1.png"]


def test_a_drawing_as_logo_becomes_a_picture_that_word_reads(tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>')
    document = Docx(write_docx(WHOLE, replace(THEME, logo=path, logo_alt="Våpen")))
    assert document.parts["word/media/image1.png"].startswith(b"\x89PNG")


def test_where_a_drawing_cannot_be_drawn_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "logo.svg"
    path.write_text("<svg/>")
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(BadSource, match="er en tegning"):
        write_docx(WHOLE, replace(THEME, logo=path, logo_alt="Våpen"))


@pytest.mark.parametrize("name", ["logo.png", "logo.svg", "logo.jpg"])
def test_a_logo_that_is_no_picture_is_said_in_a_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"ikke et bilde")
    with pytest.raises(BadSource, match="kan ikke leses som bilde"):
        write_docx(WHOLE, replace(THEME, logo=path, logo_alt="Våpen"))


def test_the_properties_take_any_title() -> None:
    paper = replace(small(), title="Å" * 400 + "\x00", head=CaseHead("R" * 400))
    known = docx.Document(io.BytesIO(write_docx(paper, THEME))).core_properties
    assert len(known.title) == len(known.author) == 255


def test_an_address_is_one_relation_however_often_it_is_called() -> None:
    links = tuple(Link(f"{at}", f"https://example.no/{at % 3}") for at in range(300))
    document = Docx(write_docx(small(Paragraph(links)), THEME))
    called = [link.get(f"{R}id") for link in document.body.iter(f"{W}hyperlink")]
    assert (len(called), len(set(called))) == (300, 3)
