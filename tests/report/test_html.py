"""The HTML report: accessible, self-contained, escaped, and true to the findings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.cli import main
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.report.html import as_html
from orxl.report.outcome import CheckReport
from orxl.report.page import COLOURS
from orxl.rules.shared.sending import contrast

MOMENT = datetime(2026, 11, 23, 14, 5)
VOID = {"meta", "link", "br", "img", "hr", "input"}
ERROR = Finding(
    "B001",
    "sum-stemmer-ikke",
    Severity.ERROR,
    "«Sum inntekter» er 8 756, men inntektspostene blir 8 754.",
    CellRef("Hovedtall", 15, 6),
    "Hovedtall",
    8754.0,
    8756.0,
    "La summen være en formel.",
)
NOTE = Finding("U036", "interne-ark", Severity.NOTE, "Arkene er til eget bruk.")
WARNING = Finding("U025", "arknavn", Severity.WARNING, "Arknavnet sier ikke noe.", sheet="Ark1")


class Page(HTMLParser):
    """The page as a list of elements, checked for balance while it is read."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.text: dict[str, str] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in self.open:
            self.text[tag] = self.text.get(tag, "") + data

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes, _ in self.elements if tag in tags]


def report(*findings: Finding, name: str = "handlingsprogram.xlsx") -> CheckReport:
    return CheckReport(Path(name), findings)


def page(*findings: Finding, name: str = "handlingsprogram.xlsx") -> Page:
    return Page(as_html(report(*findings, name=name), MOMENT))


def test_the_page_is_norwegian_with_a_title_and_landmarks() -> None:
    found = page(ERROR)
    assert found.all("html") == [{"lang": "nb"}]
    assert found.text["title"] == "Kontroll av handlingsprogram.xlsx, 23.11.2026"
    for landmark in ("header", "main", "footer"):
        assert len(found.all(landmark)) == 1


def test_headings_go_down_one_level_at_a_time() -> None:
    found = page(ERROR, WARNING, NOTE.accept("Kjent."))
    levels = [int(tag[1]) for tag, _, _ in found.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_header_cell_has_a_scope_and_every_section_a_name() -> None:
    found = page(ERROR, WARNING, NOTE, replace(NOTE, accepted="Kjent."))
    assert found.all("th")
    assert all(th.get("scope") in ("col", "row") for th in found.all("th"))
    ids = [attributes["id"] for _, attributes, _ in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {s["aria-labelledby"] for s in found.all("section")} <= set(ids)
    links = [a["href"] or "" for a in found.all("a")]
    assert all(link.startswith("#") and link[1:] in ids for link in links)


def test_nothing_is_fetched_from_anywhere() -> None:
    text = as_html(report(ERROR, WARNING), MOMENT)
    assert not re.search(r"\b(?:src|srcset|action|background)=|url\(|@import|https?:", text)
    assert not Page(text).all("script", "link", "img", "iframe", "form")
    assert "default-src 'none'" in text


def test_what_comes_from_the_workbook_is_escaped() -> None:
    evil = '<script>alert("x")</script>&amp;'
    found = page(
        replace(ERROR, message=evil, actual=evil, remedy=evil),
        replace(WARNING, sheet=evil),
        replace(NOTE, accepted=evil),
        name='<b>"bok"&.xlsx',
    )
    assert not found.all("script", "b")
    assert found.text["main"].count(evil) >= 5
    assert found.text["h1"] == 'Kontroll av <b>"bok"&.xlsx'


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_gives_a_page_that_can_be_encoded_and_parsed(words: str) -> None:
    text = as_html(report(replace(ERROR, message=words, actual=words)), MOMENT)
    text.encode("utf-8")
    Page(text)


def test_the_worst_sheet_comes_first_and_every_finding_is_shown() -> None:
    shown = page(ERROR, WARNING, NOTE).text["main"]
    assert shown.index("Ikke klar til å sendes: 1 feil, 1 advarsel, 1 merknad") < shown.index("F15")
    places = [shown.index(f.message) for f in (ERROR, WARNING, NOTE)]
    assert places == sorted(places)
    assert "Forventet: 8\u00a0754. Står der: 8\u00a0756." in shown
    assert "La summen være en formel." in shown
    assert "Hele arket" in shown
    assert "Hele boken" in shown


def test_accepted_deviations_stand_apart_with_their_reasons() -> None:
    shown = page(ERROR.accept("Trykt slik og vedtatt.")).text["main"]
    assert "Alt stemmer: 0 feil" in shown
    assert "Kontrollen fant ingenting å melde." in shown
    assert shown.index("Godtatte avvik") < shown.index("Trykt slik og vedtatt.")
    assert "Hovedtall F15" in shown


def test_the_date_is_shown_and_machine_readable() -> None:
    found = page()
    assert found.all("time") == [{"datetime": "2026-11-23T14:05"}]
    assert found.text["time"] == "23.11.2026 kl. 14.05"


@pytest.mark.parametrize("name", COLOURS)
def test_every_state_can_be_read(name: str) -> None:
    ink, paper = COLOURS[name]
    assert contrast(ink, paper) >= 4.5


def test_every_colour_of_text_in_the_style_can_be_read_on_white() -> None:
    style = Page(as_html(report(), MOMENT)).text["style"]
    plain = re.sub(r"\.(?:feil|advarsel|merknad|bra) \{[^}]*\}", "", style)
    inks = re.findall(r"(?<![-\w])color: #([0-9A-F]{6})", plain)
    assert inks
    assert all(contrast(ink, "FFFFFF") >= 4.5 for ink in inks)


def test_the_command_writes_the_page_beside_its_usual_report(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "rapport.html"
    before = path.read_bytes()
    assert main(["kontroller", str(path), "--før-utsending", "--html", str(target)]) == 0
    text = target.read_text("utf-8")
    assert "Kontroll før utsending av handlingsprogram.xlsx" in Page(text).text["h1"]
    assert "U036" in text
    assert "U036" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_without_the_option_the_checks_before_sending_are_silent(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["kontroller", str(path)])
    assert "(U0" not in capsys.readouterr().out


@pytest.mark.parametrize("target", ["ut.xlsx", "handlingsprogram", "mangler/ut.html"])
def test_a_page_is_not_written_over_something_else(
    target: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    assert main(["kontroller", str(path), "--html", str(path.parent / target)]) == 2
    assert capsys.readouterr().err.startswith("orxl: ")
    assert path.read_bytes() == before
