"""What a paper says stands in its DOCX, in order, and nothing of it is read as anything else."""

from __future__ import annotations

import pytest

from orxl.report.paper.docx import write_docx
from orxl.report.paper.docx.inline import web_address
from orxl.report.paper.model import (
    Chart,
    Column,
    Heading,
    Link,
    NoteMark,
    Paper,
    Paragraph,
    Row,
    Table,
    Words,
    plain,
)
from orxl.report.paper.theme import default_theme
from tests.report.docx.expected import printed, shown
from tests.report.docx.papers import BUDGET, CHART, WHOLE, cell, line, small
from tests.report.docx.reading import Docx, R, W


def made(paper: Paper) -> Docx:
    return Docx(write_docx(paper, default_theme()))


def said(words: str) -> Docx:
    return made(small(Paragraph(line(words))))


def test_the_headings_are_headings_in_order(whole: Docx) -> None:
    found = [(style, words) for style, words in whole.paragraphs() if style.startswith("heading")]
    wanted = [
        (f"heading {block.level}", plain(block.line))
        for block in WHOLE.blocks
        if isinstance(block, Heading)
    ]
    assert found == wanted


def test_a_table_has_the_papers_cells_and_calls_its_notes(whole: Docx) -> None:
    called = ["N1"]  # by the text before the tables
    for found, block in zip(whole.tables(), (BUDGET, CHART.table), strict=True):
        wanted = [[[column.heading] for column in block.columns]]
        wanted += [[[shown(one, called) for one in c.lines] for c in r.cells] for r in block.rows]
        assert found == wanted


def test_the_text_stands_in_the_papers_order_word_by_word(whole: Docx) -> None:
    front = 1 + len(whole.of_style("Saksopplysning")) + 1
    assert [words for _, words in whole.paragraphs()][front:] == list(printed(WHOLE))


def test_the_front_says_whose_case_it_is(whole: Docx) -> None:
    assert whole.of_style("Title") == ["Handlingsprogram 2026"]
    assert whole.of_style("Subtitle") == ["Innstilling fra styret"]
    assert whole.of_style("Saksopplysning") == [
        "Rådet IPR",
        "Sak:\t12/25",
        "Behandles av:\tRepresentantskapet",
        "Møtedato:\t18.\u00a0desember 2025",
        "Status:\tInnstilling",
        "Dato:\t1.\u00a0desember 2025",
    ]


def test_notes_are_footnotes_numbered_from_one_as_they_are_called(whole: Docx) -> None:
    assert whole.notes() == {"1": " Per 1.1.2026.", "2": " Forhåndsutbetalt, se avtalen"}
    calls = list(whole.body.iter(f"{W}footnoteReference"))
    assert [call.get(f"{W}id") for call in calls] == ["1", "2"]
    assert len(list(whole.root("word/footnotes.xml").iter(f"{W}footnoteRef"))) == 2


def test_a_note_called_twice_is_one_footnote_that_both_places_lead_to(whole: Docx) -> None:
    codes = [str(field.text).strip() for field in whole.body.iter(f"{W}instrText")]
    assert "NOTEREF _RefFotnote2 \\h" in codes
    places = {mark.get(f"{W}name") for mark in whole.body.iter(f"{W}bookmarkStart")}
    assert "_RefFotnote2" in places


def test_a_note_that_no_mark_calls_stands_under_its_table(whole: Docx) -> None:
    assert whole.of_style("Tabellnote") == ["En note som ingen kaller."]


def test_a_mark_whose_note_is_missing_is_still_printed() -> None:
    assert said_line((Words("a"), NoteMark("borte", "*"))) == "a*"


def said_line(parts: tuple[Words | NoteMark | Link, ...]) -> str:
    return made(small(Paragraph(parts))).of_style("")[-1]


@pytest.mark.parametrize(
    "words",
    [
        "<w:p/> & &amp; ]]> <!-- -->",
        "{ PAGE } \\* MERGEFORMAT DDEAUTO cmd",
        "5\u00a0386\u00a0672 kr, 12\u202f%, a\u2011b",
        "  to mellomrom  først,  inni og sist  ",
        "æøåÆØÅ «sitat» – tanke … 🎯 \U0001f1f3\U0001f1f4",
        "linje\nto\tkolonne",
        "myk\u00adbindestrek",
        "",
    ],
)
def test_words_are_words_whatever_they_look_like(words: str) -> None:
    docx = said(words)
    assert docx.of_style("")[-1] == words
    assert not list(docx.body.iter(f"{W}instrText"))


def test_what_no_document_can_hold_is_left_out() -> None:
    assert said("a\x00b\x0bc\x1fd\ud800e\ufffef").of_style("")[-1] == "abcdef"


def test_line_breaks_of_every_kind_are_line_breaks() -> None:
    assert said("a\r\nb\rc\u2028d\u0085e").of_style("")[-1] == "a\nb\nc\nd\ne"


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ('https://example.no/å b?x=1&y="<', "https://example.no/%C3%A5%20b?x=1&y=%22%3C"),
        ("http://blåbær.no/a%20b", "http://xn--blbr-roah.no/a%20b"),
        ("mailto:post@example.no", "mailto:post@example.no"),
        ("https://e.no/100% x#a#b", "https://e.no/100%25%20x#a%23b"),
        ("https://e.no/a[1]?b[]=2", "https://e.no/a%5B1%5D?b%5B%5D=2"),
        ("https://[::1]:80/a", "https://[::1]:80/a"),
        ("javascript:alert(1)", ""),
        ("file:///C:/hemmelig", ""),
        ("\\\\server\\mappe", ""),
        ("https://", ""),
        ("https://[::1", ""),
        ("https://a.no:99999999/", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_are_links(address: str, wanted: str) -> None:
    assert web_address(address) == wanted
    docx = made(small(Paragraph((Link("her", address),))))
    assert docx.of_style("")[-1] == "her"
    assert [target for target in docx.relations().values() if ":" in target] == (
        [wanted] if wanted else []
    )


def test_a_link_within_leads_to_a_bookmark_and_a_lost_one_is_words(whole: Docx) -> None:
    places = {mark.get(f"{W}name") for mark in whole.body.iter(f"{W}bookmarkStart")}
    leads = {link.get(f"{W}anchor") for link in whole.body.iter(f"{W}hyperlink")} - {None}
    assert leads
    assert leads <= places
    assert not list(
        made(small(Paragraph((Link("her", "#borte"),)))).body.iter(f"{W}hyperlink")
    )  # fmt: skip


def test_places_have_names_and_numbers_of_their_own() -> None:
    long = "kapittel-" + "x" * 60
    blocks = [Heading(1, line(f"{at}"), f"{long}-{at}") for at in range(12)]
    blocks += [Heading(1, line("å"), "1 Å–å"), Heading(1, line("Å"), "1 å–Å")]
    marks = list(made(small(*blocks)).body.iter(f"{W}bookmarkStart"))
    names = [str(mark.get(f"{W}name")) for mark in marks]
    assert len({name.casefold() for name in names}) == len(blocks)
    assert all(len(name) <= 40 and name.replace("_", "a").isalnum() for name in names)
    assert len({mark.get(f"{W}id") for mark in marks}) == len(marks)


def test_a_link_of_a_footnote_is_a_relation_of_the_footnotes(whole: Docx) -> None:
    link = next(whole.root("word/footnotes.xml").iter(f"{W}hyperlink"))
    assert whole.relations("footnotes")[link.get(f"{R}id", "")] == "https://example.no/avtale"


def test_an_empty_paper_and_a_table_without_rows_are_documents_too() -> None:
    assert made(small()).of_style("Title") == ["Prøve"]
    empty = Table("t", line("Tom"), (Column("A"), Column("B")), ())
    assert made(small(empty)).tables() == [[[["A"], ["B"]]]]


def test_a_row_has_a_cell_for_each_column_whatever_it_is_given() -> None:
    table = Table("t", line("Skjev"), (Column("A"), Column("B")), (Row((cell("1"),)), Row(())))
    assert made(small(table)).tables()[0][1:] == [[["1"], [""]], [[""], [""]]]


def test_a_chart_without_numbers_is_no_error() -> None:
    chart = Chart("c", line("Tom"), "Tom", (), (), "", Table("t", (), (), ()))
    assert "word/charts/orxl1.xml" in made(small(chart)).parts


def test_a_caption_with_its_own_number_gets_no_second_one() -> None:
    table = Table("511", line("Tabell 5.1.1 Hovedtall"), (Column("A"),), (Row((cell("1"),)),))
    docx = made(small(table))
    assert docx.of_style("caption") == ["Tabell 5.1.1 Hovedtall"]
    assert not list(docx.body.iter(f"{W}instrText"))
