"""What a file says must never act: not on a terminal, not in a page, not in a cell."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from orxl.core.edits import SetCell
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.xlsx import patch, read_bytes
from tests.hostile.attack import ACTS, files, inert, one_sentence, read, tried, typed
from tests.xlsx.books import MAIN, R, replaced, sheet_xml, table_xml, workbook, zipped

pytestmark = pytest.mark.slow

PAYLOADS = {
    "clear the screen": "\x1b[2J\x1b[H",
    "an 8-bit escape": "\x9b2J",
    "a title": "\x1b]0;eid\x07",
    "a link": "\x1b]8;;http://example.invalid\x1b\\klikk\x1b]8;;\x1b\\",
    "a clipboard": "\x1b]52;c;ZWlk\x07",
    "back to the start": "feil\rAlt stemmer",
    "backspace": "feil\b\b\b\bbra",
    "a line of its own": "x\nAlt stemmer: 0 feil",
    "other line ends": "x\u2028Alt stemmer\u0085Alt stemmer",
    "from right to left": "\u202egnp.exe\u2066\u200f",
    "delete": "\x7f\x00\x05",
    "of rich": "[bold red]x[/] [link=http://example.invalid]y[/link] :warning:",
}
ESCAPED = {name: "".join(f"_x{ord(c):04X}_" if c < " " else c for c in text)
           for name, text in PAYLOADS.items()}  # fmt: skip
"""As a workbook holds them."""


def shown_everywhere(text: str) -> bytes:
    """A workbook with *text* wherever a finding could quote it from."""
    fit = escape(text, quote=True)
    plain = "".join(c for c in text if c not in "[]:*?/\\")
    name, other = escape(plain[:31], quote=True), escape(f"{plain[:20]} 2", quote=True)
    rows = (
        f'<row r="1"><c r="A1" t="str"><v>{fit}</v></c><c r="B1" t="str"><v>{fit}</v></c></row>'
        f'<row r="2"><c r="A2" t="str"><v>{fit}</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        f'</row><row r="3"><c r="A3" t="str"><v>12</v></c><c r="B3"><f>A3+A2</f><v>7</v></c></row>'
        f'<row r="4"><c r="B4" t="str"><f>"{fit.replace("&quot;", "")}"</f><v>y</v></c></row>'
    )
    table = table_xml("tbl", "A1:B2", {fit: None, f"{fit}2": None})
    after = (
        '<hyperlinks><hyperlink ref="A1" r:id="rId9"/></hyperlinks>'
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    )
    names = f'<definedNames><definedName name="{fit}">#REF!</definedName></definedNames>'
    sheets = {name: sheet_xml(rows, after=after), other: sheet_xml("")}
    book = workbook(sheets, tables={name: [table]}, names=names)
    arrows = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{R}/table" Target="../tables/table1.xml"/>'
        f'<Relationship Id="rId9" Type="{R}/hyperlink" TargetMode="External" Target="{fit}"/>'
        f'<Relationship Id="rId8" Type="{R}/comments" Target="../comments1.xml"/></Relationships>'
    )
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>{fit}</author></authors><commentList>'
        f'<comment ref="A1" authorId="0"><text><t>{fit}</t></text></comment></commentList>'
        "</comments>"
    )
    book = replaced(book, "xl/worksheets/_rels/sheet1.xml.rels", arrows)
    book = replaced(book, "xl/comments1.xml", comments)
    return replaced(book, f"xl/media/{text[:40]}.bin".replace("\0", ""), b"x")


@pytest.mark.parametrize("kind", PAYLOADS)
def test_nothing_in_a_workbook_acts_on_a_terminal(kind, tmp_path):
    text = ESCAPED[kind]
    answers = tried(tmp_path, shown_everywhere(text))  # it looks for what acts
    assert not answers[0].refused, answers[0].err
    lines = answers[0].out.splitlines()
    # The verdict is the last line, and no text makes a line that could be taken for it.
    assert not any(line.startswith("Alt stemmer") for line in lines)
    assert "1 feil" in lines[-1]


@pytest.mark.parametrize("kind", PAYLOADS)
@pytest.mark.parametrize("command", ["kontroller", "beregn", "forklar A1", "scenario", "oppgrader",
                                     "excel lag-xlsm"])  # fmt: skip
def test_a_file_name_acts_on_no_terminal(kind, command, tmp_path):
    name = PAYLOADS[kind].replace("/", "").replace("\0", "") + ".xlsx"
    try:
        (tmp_path / name).write_bytes(b"ingen arbeidsbok")
    except OSError:
        pytest.skip("no such file name here")
    answer = typed(*command.split(), str(tmp_path / name))
    assert answer.refused
    inert(answer.said)
    one_sentence(answer)
    assert list(files(tmp_path)) == [name]


@pytest.mark.parametrize("argument", ["--\x1b[2J", "--format=\x1b[2J", "\x1b[2J", "--html"])
def test_an_argument_acts_on_no_terminal(argument, tmp_path):
    answer = typed("kontroller", argument, str(tmp_path / "borte.xlsx"))
    assert answer.refused
    inert(answer.said)
    one_sentence(answer)


LIVE = (
    "<script>document.title='KJØRT'</script>",
    "<img src=x onerror=\"document.title='KJØRT'\">",
    "<svg/onload=document.title='KJØRT'>",
    "\"><script>document.title='KJØRT'</script>",
    "' onmouseover='document.title=1' x='",
    "</td></table></style></title><script>document.title='KJØRT'</script>",
    "<!--<script>document.title='KJØRT'</script>-->",
    "<![CDATA[<script>document.title='KJØRT'</script>]]>",
    "<iframe src='javascript:parent.document.title=1'></iframe>",
    "<a href='javascript:document.title=1'>x</a>",
    "<base href='http://example.invalid/'>",
    "<meta http-equiv=refresh content='0;url=http://example.invalid'>",
    "<link rel=stylesheet href=http://example.invalid/a.css>",
    "<style>*{display:none}</style>",
    "&lt;script&gt;document.title=1&lt;/script&gt;",
    "\ufeff+ADw-script+AD4-document.title=1+ADw-/script+AD4-",
    "\x00<scr\x00ipt>document.title=1</script>",
    "{{constructor.constructor('document.title=1')()}}",
    "\u202e<script>",
)
ALLOWED = {"html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section",
           "h1", "h2", "h3", "p", "a", "table", "caption", "thead", "tbody", "tr", "th", "td",
           "span", "time", "ul", "ol", "li", "details", "summary", "code", "div", "br", "strong",
           "em", "dl", "dt", "dd"}  # fmt: skip


class Page(HTMLParser):
    """Collects what could act in a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            target = name in ("href", "src", "action", "content", "srcdoc", "style", "formaction")
            live = target and not (value or "").startswith(("#", "width=", "text/", "orxl", "no"))
            if name.startswith("on") or (live and ":" in (value or "")) or name == "http-equiv":
                if name == "content" and (value or "").startswith("default-src 'none'"):
                    continue
                if name == "http-equiv" and value == "Content-Security-Policy":
                    continue
                self.bad.append(f"{tag} {name}={value}")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page about workbooks with live text in every place, one after the other."""
    folder = tmp_path_factory.mktemp("sider")
    for number, text in enumerate(LIVE):
        book = folder / f"bok{number}.xlsx"
        held = text.replace("\0", "_x0000_")
        book.write_bytes(shown_everywhere(held))
        answer = typed("kontroller", "--alle-ark", "--før-utsending", "--html",
                       str(folder / f"{number}.html"), str(book))  # fmt: skip
        assert not answer.refused, answer.err
    return folder


def test_a_page_holds_nothing_live(page):
    for number, text in enumerate(LIVE):
        content = (page / f"{number}.html").read_text(encoding="utf-8")
        parsed = Page()
        parsed.feed(content)
        assert parsed.bad == [], text
        assert parsed.tags <= ALLOWED, (text, parsed.tags - ALLOWED)
        assert content.count("<style") == 1
        inert(content)


def browser() -> str | None:
    """A Chromium on this machine, or the one that CHROMIUM names."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)


@pytest.mark.skipif(browser() is None, reason="no Chromium here; CHROMIUM may name one")
def test_a_browser_runs_nothing_in_a_page(page, tmp_path):
    def title(file: Path) -> str:
        done = subprocess.run(
            [str(browser()), "--headless", "--no-sandbox", "--disable-gpu",
             f"--user-data-dir={tmp_path}", "--virtual-time-budget=2000", "--dump-dom",
             file.as_uri()],
            capture_output=True, text=True, encoding="utf-8", check=True, timeout=120,
        )  # fmt: skip
        return done.stdout.partition("<title>")[2].partition("</title>")[0]

    live = tmp_path / "levende.html"
    live.write_text(f"<title>før</title><body>{LIVE[0]}", encoding="utf-8")
    assert title(live) == "KJØRT"  # it would be seen
    together = tmp_path / "alle.html"
    together.write_text(
        "".join((page / f"{n}.html").read_text(encoding="utf-8") for n in range(len(LIVE))),
        encoding="utf-8",
    )
    assert title(together).startswith("Kontroll før utsending av bok0.xlsx")


FORMULAS = ("=1+1", '=HYPERLINK("http://example.invalid")', "+1+1", "-1+1", "@SUM(1)", "\t=1",
            "\r=1+1", "\n=1+1", "=cmd|'/C calc'!A0", "+cmd|'/C calc'!A0", "{=1+1}")  # fmt: skip


def formulas(book: Book) -> set[tuple[CellRef, str]]:
    return {
        (CellRef(sheet.name, *at), cell.formula)
        for sheet in book.sheets
        for at, cell in sheet.cells.items()
        if cell.formula is not None
    }


def swapped(data: bytes, held: dict[str, str]) -> bytes:
    """The workbook with each mark in its parts replaced by the text it stands for."""
    texts = {
        mark: "".join(f"_x{ord(c):04X}_" if c < " " else c for c in escape(text))
        for mark, text in held.items()
    }
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = {info.filename: whole.read(info) for info in whole.infolist()}
    for name, content in parts.items():
        if b"MERKE" in content:
            parts[name] = re.sub("MERKE[0-9]{3}", lambda m: texts[m[0]], content.decode()).encode()
    return zipped(parts)


def test_no_text_in_a_programme_becomes_a_formula_or_acts(shipped, tmp_path, monkeypatch):
    """All of them in texts that findings quote, and in the name that goes in the log."""
    before = read_bytes(shipped)
    places = [
        CellRef(sheet.name, *at)
        for sheet in before.sheets
        if sheet.name in ("Tiltak", "Tekster", "Krav", "Mål", "Noter", "Partnere")
        for at, cell in sorted(sheet.cells.items())
        if isinstance(cell.value, str) and cell.formula is None and at[0] > 9 and at[1] > 2
    ]
    evil = (*FORMULAS, *LIVE, *PAYLOADS.values())
    assert len(places) > len(evil)
    there = dict(zip(places, evil, strict=False))
    # orxl itself writes no control characters: they are put in the parts behind its back.
    held = {f"MERKE{n:03}": text for n, text in enumerate(evil)}
    edits = [SetCell(place, mark) for place, mark in zip(places, held, strict=False)]
    path = tmp_path / "handlingsprogram.xlsx"
    path.write_bytes(swapped(patch(shipped, edits), held))
    was = formulas(read_bytes(path.read_bytes()))
    monkeypatch.setattr("orxl.cli.beregn.getuser", lambda: "=1+1")
    answer = typed("beregn", str(path))
    assert answer.code in (0, 1), answer.err
    inert(answer.said)
    after = read_bytes(path.read_bytes())
    # What is new are the links to the places of the findings, which hold no text of anybody's.
    link = re.compile(r"HYPERLINK\(\"#'[^'\"]+'![A-Z]+\d+\",\"\w+\"\)")
    new = formulas(after) - was
    assert [f for at, f in new if at.sheet != "Kontroll" or not link.fullmatch(f)] == []
    assert {cell for cell, _ in was} <= {cell for cell, _ in formulas(after)}
    for place, text in there.items():
        assert after.cell(place).value == text
    logged = [c.value for c in after.sheet("Endringslogg").cells.values()]
    assert any("1+1" in str(value) for value in logged)
    page = tmp_path / "side.html"
    as_json = typed("kontroller", "--format", "json", "--html", str(page), str(path))
    inert(as_json.said)
    parsed = Page()
    parsed.feed(page.read_text(encoding="utf-8"))
    assert parsed.bad == []
    assert parsed.tags <= ALLOWED
    assert json.loads(as_json.out)["funn"]
    assert not any(c in as_json.out for c in ACTS)


def test_a_harmless_workbook_is_shown_as_it_is(tmp_path):
    assert "«Åse & Bø»" in read(tmp_path, shown_everywhere("Åse & Bø"))
