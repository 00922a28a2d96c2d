"""A paper as PDF: valid, complete, in order, and the same bytes for the same paper."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import page
import pytest
from pikepdf import Pdf

from orxl.core.errors import BadSource
from orxl.report.paper import pdf as pdf_module
from orxl.report.paper.model import (
    Block,
    Bullets,
    Contents,
    Figure,
    Heading,
    Link,
    NoteMark,
    PageBreak,
    Paper,
    Paragraph,
    Series,
    Table,
    plain,
)
from orxl.report.paper.pdf import NoTypesetter, write_pdf
from orxl.report.paper.theme import default_theme, read_theme
from tests.report.pdf.papers import CELL, HARD, blocks, budget, cell, chart, measures, paper, words
from tests.report.pdf.spoken import by_poppler, said, spoken
from tests.report.pdf.tags import faults

Written = Callable[[bytes], Path]
needs_poppler = pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler-utils mangler")


def valid(pdf: bytes) -> list[str]:
    """What the validator says of *pdf*, for PDF/UA-1 and PDF/A-2a."""
    limits = page.SafetyLimits(max_table_grid_rows=100_000, max_table_grid_cells=1_000_000)
    return [
        f"{profile}: {failure.rule_id} {failure.message}"
        for profile in ("ua1", "2a")
        for failure in page.validate_pdf_bytes(pdf, profile=profile, limits=limits).failures
    ]


def plain_text(path: Path, *options: str) -> str:
    ran = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True)
    return ran.stdout.decode()


def bookmarked(pdf: bytes) -> dict[str, int]:
    """The page that each bookmark leads to."""
    found = {}
    with Pdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        numbers = {one.obj.objgen: at + 1 for at, one in enumerate(opened.pages)}
        pending = list(outline.root)
        for one in pending:
            found[one.title] = numbers[one.destination[0].objgen]
            pending += one.children
    return found


def in_order(words: list[str], among: list[str]) -> str:
    """The first of *words* that does not come in order among the others; ``""``: all do."""
    rest = iter(among)
    return next((word for word in words if word not in rest), "")


def test_the_paper_is_valid_by_others_reading_and_by_ours(whole_pdf: bytes) -> None:
    assert valid(whole_pdf) == []
    assert faults(whole_pdf) == []


def test_the_same_paper_gives_the_same_bytes(whole: Paper, whole_pdf: bytes) -> None:
    assert write_pdf(whole, default_theme()) == whole_pdf
    pdf_module._compiler.cache_clear()
    assert write_pdf(whole, default_theme()) == whole_pdf


@needs_poppler
@pytest.mark.slow
def test_poppler_reads_the_same_words_as_we(written: Written) -> None:
    made = write_pdf(paper(given=blocks()[2:6]), default_theme())
    assert "".join(by_poppler(written(made))) == "".join(spoken(made))


def test_every_word_is_read_in_the_papers_order(whole: Paper, whole_pdf: bytes) -> None:
    read = spoken(whole_pdf)
    start = len(read) - len(said(whole))
    assert read[start:] == said(whole)  # what stands before is the front page and the contents
    assert in_order(whole.title.split(), read[:start]) == ""
    pages = bookmarked(whole_pdf)
    contents = ["Innhold"]
    for heading in (block for block in whole.blocks if isinstance(block, Heading)):
        if heading.level <= 2:
            contents += [*plain(heading.line).split(), str(pages[plain(heading.line)])]
    assert read[start - len(contents) : start] == contents


def test_text_that_looks_like_markup_comes_out_as_it_stands() -> None:
    hard = paper(
        given=(
            Heading(1, words(HARD), "h"),
            Paragraph(words(HARD)),
            Bullets((words(HARD), words("- [ ] 1. +"))),
            replace(measures(1), caption=words(HARD), rows=(), key="a"),
            replace(measures(1), rows=(replace(measures(1).rows[0], cells=(cell(HARD),) * 3),)),
        )
    )
    made = write_pdf(replace(hard, title=HARD), default_theme())
    read = spoken(made)
    assert valid(made) == []
    start = len(read) - len(said(hard))
    assert read[start:] == said(hard)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\u030angstro\u0308m", "ångström"),
        ("gl\u00f8d 😀", "glød ‹1F600›"),
        ("pip\x07 og \x1b[2J", "pip‹0007› og ‹001B›[2J"),
        ("\u202esnudd", "‹202E›snudd"),
        ("→ ▲ ✓ ■", "→ ▲ ✓ ■"),
        ("漢字", "‹6F22›‹5B57›"),
    ],
)
def test_letters_the_font_lacks_are_named_and_not_lost(text: str, printed: str) -> None:
    made = write_pdf(paper(given=(Paragraph(words(text)),)), default_theme())
    assert spoken(made)[-len(printed.split()) :] == printed.split()
    assert valid(made) == []


@needs_poppler
def test_no_part_of_a_long_word_falls_off_the_page(written: Written) -> None:
    long = "Æ" * 200 + "1234567890" * 20 + " ÆØÅ-12345678901234567890"
    given = (
        Paragraph(words(long)),
        replace(measures(1), rows=(replace(measures(1).rows[0], cells=(cell(long),) * 3),)),
    )
    boxes = plain_text(written(write_pdf(paper(given=given), default_theme())), "-bbox")
    right = max(float(found) for found in re.findall(r'xMax="([\d.]+)"', boxes))
    assert right < (default_theme().width - default_theme().margin_side) / 25.4 * 72 + 3


@needs_poppler
def test_a_number_is_not_broken_over_lines(written: Written) -> None:
    text = "Rådet får kr 5 386 627 NOK og 50\u00a0000 EUR, dvs. 100 % etter § 18. " * 40
    made = write_pdf(paper(given=(Paragraph(words(text)),)), default_theme())
    lines = plain_text(written(made), "-layout").split("\n")
    whole = ("kr 5 386 627 NOK", "50 000 EUR", "100 %", "§ 18")
    assert [sum(line.count(one) for line in lines) for one in whole] == [40, 40, 40, 40]
    figure = Figure("50 000", CELL, "f")
    runs = words(
        *("Rådet får kr ", figure, " EUR, og (kr ", figure, ") i år med ", figure, " %. ") * 40
    )
    made = write_pdf(paper(given=(Heading(1, words("F"), "f"), Paragraph(runs))), default_theme())
    lines = plain_text(written(made), "-layout").split("\n")
    whole = ("kr 50 000 EUR,", "(kr 50 000", "50 000 %.")
    assert [sum(line.count(one) for line in lines) for one in whole] == [40, 40, 40]
    assert spoken(made)[-len(said_runs := "".join(plain(runs)).split()) :] == said_runs
    held = "alt\u00a0limt\u00a0sammen\u00a0" * 60
    made = write_pdf(paper(given=(Paragraph(words(held)),)), default_theme())
    assert plain_text(written(made), "-raw").count("limt") == 60
    assert spoken(made)[-180:] == held.split()


@needs_poppler
def test_a_draft_says_so_on_every_page_and_why_on_the_last(written: Written) -> None:
    made = write_pdf(
        paper(draft=("Kontingenten stemmer ikke.", "To *tall* mangler.")), default_theme()
    )
    path = written(made)
    pages = plain_text(path, "-raw").split("\f")[:-1]
    assert all("UTKAST – 2 feil" in one for one in pages)
    assert "To *tall* mangler." in pages[-1]
    assert (valid(made), faults(made)) == ([], [])
    read = " ".join(spoken(made))
    assert (
        read.count("UTKAST – 2 feil") == 2
    )  # the contents and the last page: the rest is decoration


@needs_poppler
def test_a_long_table_repeats_its_header_and_tears_no_row(written: Written) -> None:
    table = measures(60)
    made = write_pdf(paper(given=(table,)), default_theme())
    pages = plain_text(written(made), "-layout").split("\f")[:-1]
    assert len(pages) > 3
    assert all("Resultat- og effektmål" in one for one in pages)
    for at in range(1, 61):
        assert sum(f"metoden ({at})" in one and f"2.1.{at} " in one for one in pages) == 1
    assert "Side 2 av" in pages[1]
    assert valid(made) == []


@needs_poppler
def test_a_row_taller_than_the_page_goes_on_over_pages(written: Written) -> None:
    huge = cell(*(f"Delmål {at}" for at in range(200)))
    row = replace(measures(1).rows[0], cells=(cell("2.1.1"), huge, cell("KS")))
    made = write_pdf(paper(given=(replace(measures(1), rows=(row,)),)), default_theme())
    assert in_order([f"{at}" for at in range(200)], spoken(made)) == ""
    text = plain_text(written(made))
    assert all(f"Delmål {at}\n" in text for at in range(200))


def test_places_named_twice_or_nowhere_do_no_harm() -> None:
    twice = (Heading(1, words("Én"), "a"), Heading(3, words("To"), "a"), Contents(), Paragraph(()))
    made = write_pdf(paper(given=(*twice, *blocks()[2:], *blocks()[2:])), default_theme())
    assert (valid(made), faults(made)) == ([], [])


ODD: dict[str, tuple[Block, ...]] = {
    "a heading without words": (Heading(1, words("  "), "x"), Paragraph((Link("se", "#x"),))),
    "a chart without anything": (
        replace(chart(), categories=(), series=(), alt="", caption=()),
        replace(chart(), series=(Series("A", (None, float("nan"), float("inf")), ("–",) * 3),)),
    ),
    "links that lead nowhere": (
        Paragraph(
            tuple(Link("a", to) for to in ("javascript:x()", "", "#", "file:///a", "#borte"))
        ),
        Paragraph((Link("", "https://a.no"), Link("b", "https://a.no/ å?q=«»&%zz"))),
    ),
    "lists of nothing": (Bullets(()), Bullets(((),)), Bullets(((),), numbered=True)),
    "line feeds": (Paragraph(words("\n\na\n\n\nb\r\nc\n")), PageBreak(), PageBreak()),
    "a table with cells missing": (
        replace(measures(2), rows=(replace(measures(1).rows[0], cells=(cell("a\nb"),)),)),
    ),
    "a note called in a table only": (replace(budget(), notes=()),),
    "a note that is not there": (Paragraph(words("a", NoteMark("borte", "7"))),),
}


@pytest.mark.parametrize("given", ODD.values(), ids=ODD)
def test_odd_papers_are_valid_and_lose_no_word(given: tuple[Block, ...]) -> None:
    odd = paper(given=(Heading(1, words("Før"), "f"), *given, Paragraph(words("Etter"))))
    made = write_pdf(odd, default_theme())
    assert (valid(made), faults(made)) == ([], [])
    if "borte" not in str(given):
        assert spoken(made)[-len(said(odd)) :] == said(odd)


def test_an_empty_paper_is_still_a_valid_page() -> None:
    made = write_pdf(replace(paper(given=()), notes={}, subtitle=()), default_theme())
    assert valid(made) == []


def test_a_table_of_headings_alone_is_valid(whole: Paper) -> None:
    table = next(block for block in whole.blocks if isinstance(block, Table) and block.key == "511")
    made = write_pdf(paper(given=(replace(table, rows=table.rows[:1]),)), default_theme())
    assert valid(made) == []


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0L9 0L9 9Z"/></svg>'
)


@pytest.mark.parametrize(
    ("name", "data"), [("a.png", PIXEL), ("a.svg", DRAWN.encode())], ids=["png", "svg"]
)
def test_a_logo_stands_with_its_words(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "tema.toml").write_text(
        f'[logo]\nfil = "{name}"\nbeskrivelse = "Tre kornaks"\n[papir]\nformat = "A5"\n', "utf-8"
    )
    made = write_pdf(paper(), read_theme(tmp_path / "tema.toml"))
    assert (valid(made), faults(made)) == ([], [])


def test_a_logo_that_is_no_picture_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"ikke et bilde")
    (tmp_path / "tema.toml").write_text('[logo]\nfil = "a.png"\nbeskrivelse = "x"\n', "utf-8")
    with pytest.raises(BadSource, match=r"Logoen «a.png» kan ikke leses som et bilde"):
        write_pdf(paper(), read_theme(tmp_path / "tema.toml"))


def test_a_font_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "tema.toml").write_text('[skrift]\ntekst = "Helvetica"\n', "utf-8")
    with pytest.raises(BadSource, match="Skriften «Helvetica» ligger ikke i mappen"):
        write_pdf(paper(), read_theme(tmp_path / "tema.toml"))


def test_a_machine_without_typst_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf_module._compiler.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NoTypesetter, match="PDF kan ikke lages på denne maskinen"):
        write_pdf(paper(given=()), default_theme())
