"""The board paper as a page: the same words in the same order, and nothing that acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from orxl.report.paper.html import write_html
from orxl.report.paper.model import Chart, Heading, Link, Paper, Paragraph, Table, Words, plain
from orxl.report.paper.theme import default_theme
from tests.app.paper.conftest import body, lines_of
from tests.web_checks import nu_messages, web_tools

_VOID = frozenset({"meta", "img", "rect", "line", "br"})
_INLINE = frozenset({"a", "strong", "sup"})


class _Text(HTMLParser):
    """The words of a page's main part, and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.addresses += [told["href"] or ""] if "href" in told else []
        if tag not in _VOID:
            self.open.append(tag)
        if tag not in _INLINE:
            self.text += " "

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag not in _INLINE:
            self.text += " "

    def handle_data(self, data: str) -> None:
        if "main" in self.open and not {"style", "svg"} & set(self.open):
            self.text += data


def _read(page: str) -> _Text:
    text = _Text()
    text.feed(page)
    assert text.open == []
    return text


@pytest.fixture(scope="module")
def page(paper: Paper) -> str:
    return write_html(paper, default_theme())


def _in_order(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        if isinstance(block, Table | Chart):
            table = block if isinstance(block, Table) else block.table
            if isinstance(block, Chart):
                yield f"{plain(block.caption)} ({block.unit})"
            yield plain(table.caption)
            yield table.summary
            yield from (column.heading for column in table.columns)
            for line in lines_of(table):
                yield plain(line)
            for note in table.notes:
                marks = [p.mark for line in lines_of(table) for p in line
                         if getattr(p, "note", "") == note]  # fmt: skip
                yield f"{''.join(marks[:1])} {plain(paper.notes[note])}{' ↩' * len(marks)}"
        else:
            yield from map(plain, lines_of(block))


def test_the_page_says_what_the_paper_says_word_by_word(page: str, paper: Paper) -> None:
    wanted = " ".join(_in_order(paper)).split()
    assert _read(page).text.split() == wanted
    assert len(wanted) > 5000


def test_every_place_is_named_once_and_every_way_leads_somewhere(page: str) -> None:
    text = _read(page)
    assert len(text.ids) == len(set(text.ids))
    inside = {address[1:] for address in text.addresses if address.startswith("#")}
    assert inside <= set(text.ids)


def test_the_page_asks_for_nothing_and_runs_nothing(page: str) -> None:
    assert "<script" not in page
    assert not re.search(r"""(?:src|url)\s*[=(]\s*["']?(?!data:)\w""", page)
    assert all(a.startswith(("#", "https://")) for a in _read(page).addresses)


def test_texts_of_the_workbook_are_text_on_the_page(paper: Paper) -> None:
    odd = "<script>alert(1)</script> & «{{ 7*7 }}» {% if %} \u202e 🚨"
    line = (Words(odd), Link("https://a.no/?<b>", "https://a.no/?<b>"))
    hostile = replace(
        paper, title=odd, blocks=(Heading(1, line, "her"), Paragraph(line)), draft=(odd,)
    )
    page = write_html(hostile, default_theme())
    assert "<script" not in page
    assert "{{ 7*7 }}" in page
    assert "UTKAST – 1 feil" in page


def test_the_same_paper_gives_the_same_page(page: str, paper: Paper) -> None:
    assert write_html(paper, default_theme()) == page


@pytest.mark.thorough
@pytest.mark.slow
def test_strangers_find_nothing_wrong_with_the_page(paper: Paper, tmp_path: Path) -> None:
    """A browser with axe-core, html-validate and the W3C's checker, on the paper as a draft."""
    tools = web_tools()
    few = [b for b in paper.blocks if isinstance(b, Table) and b.key.startswith("grunnlag-")]
    blocks = [*body(paper), *paper.blocks[len(body(paper)) : len(body(paper)) + 2]]
    draft = replace(paper, blocks=(*blocks, few[0]), draft=("Hovedtall!D24: Noe er galt.",))
    page = tmp_path / "saken.html"
    page.write_text(write_html(draft, default_theme()), encoding="utf-8")
    work = tools.nu([page])
    report = tools.look({"saken": page})["saken"]
    found = (report.violations, report.sideways, report.requests, report.trouble, report.missed,
             report.unseen, report.hidden, report.invalid)  # fmt: skip
    assert [one for one in found if one] == []
    assert report.in_order
    assert report.blocked
    assert nu_messages(work) == []
