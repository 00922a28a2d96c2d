"""The pages: every link leads somewhere, nothing of the workbook acts, nothing is fetched."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from orxl.app.web import edition_files
from orxl.core.errors import BadSource
from orxl.report.paper.model import Bullets, Heading, Line, Words
from orxl.report.paper.theme import contrast, default_theme
from orxl.report.web.addresses import pages, safe_address, slug
from orxl.report.web.bars import bar_chart
from orxl.report.web.edition import Edition, Item, Number, Put
from orxl.report.web.look import on_dark
from orxl.report.web.pages import prose
from tests.web.conftest import Files
from tests.web.reading import Reader

BAD = (
    "\"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}\u202e\x1b[2J&amp;'"
)


def _html(files: Files) -> dict[str, Reader]:
    return {name: Reader(data) for name, data in files.items() if name.endswith(".html")}


def test_every_link_leads_to_a_page_and_a_place_that_there_is(site: Files) -> None:
    read = _html(site)
    followed = 0
    for name, page in read.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            if re.match("https?:|mailto:|data:,", link):
                continue
            file, _, place = link.partition("#")
            target = file or name
            assert target in site, f"{name} → {link}"
            if place and "=" not in place:
                assert place in read[target].ids, f"{name} → {link}"
            followed += 1
    assert followed > 900


def test_each_measure_has_a_page_of_its_own_that_other_pages_lead_to(
    site: Files, edition: Edition
) -> None:
    listed = Reader(site["tiltak.html"]).links
    for measure in edition.measures:
        assert measure.page == f"tiltak-{measure.number.replace('.', '-')}.html"
        assert measure.title in site[measure.page].decode()
        assert measure.page in listed


def test_a_pages_address_does_not_change_when_other_measures_come_and_go() -> None:
    assert pages("tiltak", ["1.1", "2.1.3"]) == ["tiltak-1-1.html", "tiltak-2-1-3.html"]
    assert pages("tiltak", ["2.1.3"]) == ["tiltak-2-1-3.html"]
    same = pages("tiltak", ["1.1", "1-1", "1 1", "Ø.1"])
    assert same == ["tiltak-1-1.html", "tiltak-1-1_2.html", "tiltak-1-1_3.html", "tiltak-o-1.html"]


@pytest.mark.parametrize(
    "odd", ["../../x", "CON", "a/b\\c", "æøå", "", " ", "\u202e", "x" * 300, "1.1\n"]
)
def test_no_number_makes_a_name_that_is_no_files(odd: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(odd))
    assert len(slug(odd)) <= 60


def test_texts_of_the_workbook_never_become_markup(edition: Edition) -> None:
    measure = replace(
        edition.measures[0], number=BAD, title=BAD, status=BAD, condition=BAD, partners=(BAD,),
        grant=BAD, page="tiltak-x.html",
    )  # fmt: skip
    area = replace(edition.areas[0], name=BAD, kind=BAD, paragraphs=((Words(BAD),),))
    bad = replace(
        edition, organisation=BAD, name=BAD, vision=BAD, measures=(measure,),
        areas=(area, *edition.areas[1:]), strategy={BAD: (Item((Words(BAD),)),)},
    )  # fmt: skip
    for name, page in _html(edition_files(bad, default_theme())).items():
        assert not any(key.startswith("on") for key, _ in page.attributes), name
        assert "img" not in page.tags
        assert page.tags.count("script") == (1 if name == "tiltak.html" else 0)


def test_no_character_that_a_browser_acts_on_comes_through(edition: Edition) -> None:
    bad = replace(edition, vision=BAD + "\ud800")
    page = edition_files(bad, default_theme())["index.html"].decode()
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "‹202E›" in page


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://www.osloregionen.no/a.pdf", "https://www.osloregionen.no/a.pdf"),
        (" http://x.no ", "http://x.no"),
        ("mailto:post@x.no", "mailto:post@x.no"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//x.no", ""),
        ("https://", ""),
        ("https://x.no/<script>", ""),
        ("https://x.no/a b", ""),
        ("java\nscript:alert(1)", ""),
        ("http://[x", ""),
        ("mailto:x", ""),
        ("www.x.no", ""),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_become_links(text: str, address: str) -> None:
    assert safe_address(text) == address


def test_the_pages_fetch_nothing_and_run_only_their_own_script(site: Files) -> None:
    for name, data in site.items():
        if not name.endswith(".html"):
            continue
        page = data.decode()
        assert not re.search(r"""(?:src|srcset|poster|action)=|@import|url\(|style=""", page), name
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
        assert policy
        rules = policy[1].replace("&#39;", "'")
        assert rules.startswith("default-src 'none'; style-src 'sha256-")
        for tag in ("style", "script"):
            for own in re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL):
                digest = b64encode(sha256(own.encode()).digest()).decode()
                assert f"{tag}-src 'sha256-{digest}'" in rules


def test_a_draft_says_so_on_every_page_and_is_not_to_be_found(edition: Edition) -> None:
    files = edition_files(replace(edition, draft=3), default_theme())
    for name, data in files.items():
        if name.endswith(".html"):
            assert "UTKAST – 3 feil." in data.decode()
            assert 'content="noindex"' in data.decode()
        elif name.endswith(".json"):
            assert b'"utkast": true' in data


def test_the_statement_is_the_organisations_own_where_it_has_one(edition: Edition) -> None:
    address = "https://uustatus.no/nb/erklaringer/publisert/x"
    files = edition_files(replace(edition, statement=address), default_theme())
    assert "tilgjengelighet.html" not in files
    assert f'<a href="{address}">Tilgjengelighetserklæring</a>' in files["index.html"].decode()


def test_the_draft_of_the_statement_claims_no_conformity(site: Files) -> None:
    page = site["tilgjengelighet.html"].decode()
    assert "(utkast)" in page
    assert page.count("<mark>Fylles ut") >= 9
    assert "i samsvar med kravene</mark>" in page


def test_an_empty_workbook_gives_an_edition_without_holes(edition: Edition) -> None:
    none = Number(None, "–")
    empty = replace(
        edition, organisation="", name="", vision="", areas=(), measures=(), strategy={},
        challenges={}, bodies=(), grants=(), members=(), fees=(), carried=(), chapters={},
        main=replace(edition.main, lines=(), notes=()), status_day=None,
        projects=replace(edition.projects, lines=(), notes=()),
        totals=replace(edition.totals, income=none, expenses=none, opening=none, closing=none),
    )  # fmt: skip
    files = edition_files(empty, default_theme())
    assert "index.html" in files
    for data in files.values():
        assert b"None" not in data
        assert b"Undefined" not in data


def test_running_text_has_headings_without_jumps_and_lists_of_one_kind(edition: Edition) -> None:
    def words(text: str) -> Line:
        return (Words(text),)

    told = prose(
        edition,
        [
            Heading(2, words("5.1"), ""), Heading(4, words("dypt"), ""), Heading(3, words("c"), ""),
            Bullets((words("a"),)), Bullets((words("b"),)), Bullets((words("1"),), numbered=True),
            Put("Tabell", "Hovedtall"), Put("Strategi", "Finnes ikke"), Put("Noter", "Hovedtall"),
        ],
    )  # fmt: skip
    assert [b.level for b in told if isinstance(b, Heading)] == [2, 3, 3]
    assert [len(b.items) for b in told if isinstance(b, Bullets)] == [2, 1]
    assert told[-1] is edition.main


def test_bars_keep_their_places_for_negative_numbers_too() -> None:
    chart = bar_chart("k", "T", "1000 kr", [("a", Number(-50.0, "−50")), ("b", Number(150.0, "x"))])
    assert chart is not None
    first, second = chart.bars
    assert first.x == 0
    assert first.width == pytest.approx(second.x)
    assert second.width == pytest.approx(3 * first.width)
    assert second.number_x <= 76
    assert bar_chart("k", "T", "kr", [("a", Number(0.0, "–")), ("b", Number(None, "–"))]) is None


@pytest.mark.parametrize("colour", ["#000000", "#1F3864", "#0B4F9E", "#9C0006", "#A65E00"])
def test_every_colour_can_be_read_on_a_dark_ground(colour: str) -> None:
    assert contrast(on_dark(colour), "#14181F") >= 4.5
    assert contrast(on_dark(colour), "#222936") >= 4.5


def test_a_font_cannot_break_out_of_the_style(edition: Edition) -> None:
    theme = replace(default_theme(), font='x";}</style><script>alert(1)</script>')
    page = Reader(edition_files(edition, theme)["index.html"])
    assert "script" not in page.tags


def test_the_logo_is_in_the_page_and_one_that_is_gone_is_told(
    edition: Edition, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    theme = replace(default_theme(), logo=logo, logo_alt="Våpen")
    page = edition_files(edition, theme)["index.html"].decode()
    assert '<img src="data:image/svg+xml;base64,' in page
    assert 'alt="Våpen"' in page
    logo.unlink()
    with pytest.raises(BadSource, match="Logoen"):
        edition_files(edition, theme)
