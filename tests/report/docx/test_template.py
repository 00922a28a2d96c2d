"""A council's own template: its look is kept, its text is not, and a bad one is told of."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from orxl.core.errors import BadSource
from orxl.report.paper.docx import template, write_docx
from orxl.report.paper.model import Bullets, Heading
from orxl.report.paper.theme import default_theme
from tests.report.docx.papers import WHOLE, line, small
from tests.report.docx.reading import Docx, W, style_of, text, value
from tests.upgrade.looking import errors

OFFICE = Path(__file__).parent / "maler" / "libreoffice.docx"
"""Made by LibreOffice 7.4: head, foot, margins, coloured headings, a list, a footnote."""
THEME = default_theme()
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="Overskrift 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Punktliste"><w:name w:val="List Bullet"/>'
    '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Nummerertliste"><w:name w:val="List Number"/>'
    '<w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="Tabell"><w:name w:val="Tabell"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="3"/><w:abstractNum w:abstractNumId="4"/>'
    '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="8"><w:abstractNumId w:val="4"/></w:num>'
)
SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/></w:sectPr>'


def hand_made(
    folder: Path,
    name: str = "mal.docx",
    *,
    kind: str = "document",
    body: str = SECTION,
    head: str = "<w:p><w:r><w:t>Kommunen</w:t></w:r></w:p>",
    settings: str = "",
    types: str = "",
    relations: str = "",
    head_relations: str = "",
    parts: dict[str, bytes] | None = None,
) -> Path:
    """A template with Word's Norwegian ids for styles."""

    def xml(root: str, inner: str) -> str:
        return f'<w:{root} xmlns:w="{MAIN}" xmlns:r="{RELATIONS}">{inner}</w:{root}>'

    def rels(inner: str) -> str:
        name = "http://schemas.openxmlformats.org/package/2006/relationships"
        return f'<Relationships xmlns="{name}">{inner}</Relationships>'

    def rel(number: int, what: str, target: str) -> str:
        return f'<Relationship Id="rId{number}" Type="{RELATIONS}/{what}" Target="{target}"/>'

    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORD}.{what}+xml"/>'
        for part, what in (
            ("document", f"{kind}.main"), ("styles", "styles"), ("header1", "header"),
            ("settings", "settings"), ("numbering", "numbering"),
        )
    )  # fmt: skip
    content = "http://schemas.openxmlformats.org/package/2006/content-types"
    made = {
        "[Content_Types].xml": f'<Types xmlns="{content}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}{types}</Types>',
        "_rels/.rels": rels(rel(1, "officeDocument", "word/document.xml")),
        "word/document.xml": xml("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": rels(
            rel(1, "styles", "styles.xml")
            + rel(2, "settings", "settings.xml")
            + rel(3, "header", "header1.xml")
            + rel(4, "numbering", "numbering.xml")
            + relations
        ),
        "word/styles.xml": xml("styles", STYLES),
        "word/settings.xml": xml("settings", settings),
        "word/header1.xml": xml("hdr", head),
        "word/numbering.xml": xml("numbering", NUMBERING),
        "word/_rels/header1.xml.rels": rels(head_relations),
    }
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for part, words in made.items():
            archive.writestr(part, words)
        for part, data in (parts or {}).items():
            archive.writestr(part, data)
    return path


def changed(path: Path, part: str, old: str, new: str) -> bytes:
    """The file at *path* with *new* for *old* in one part."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.fixture(scope="module")
def office() -> Docx:
    return Docx(write_docx(WHOLE, THEME, OFFICE))


def test_head_foot_and_page_are_the_templates(office: Docx) -> None:
    section = docx.Document(io.BytesIO(office.data)).sections[-1]
    assert [p.text for p in section.header.paragraphs] == ["Kommunens topptekst – æøå"]
    assert [p.text for p in section.footer.paragraphs] == ["Side 1"]
    assert section.left_margin is not None
    assert round(section.left_margin.mm) == 35


def test_styles_are_the_templates_and_what_it_lacks_is_added(office: Docx) -> None:
    before = Docx(OFFICE.read_bytes()).styles()
    after = office.styles()
    assert before.items() <= after.items()
    assert len(set(after)) == len(list(office.root("word/styles.xml").iter(f"{W}style")))
    used = {style_of(p) for p in office.body.iter(f"{W}p")} - {""}
    assert {"Heading1", "Heading2", "Caption"} <= used <= set(after)
    assert {"Title", "List Bullet", "toc 1", "Tabelltekst"} <= set(after.values()) - set(
        before.values()
    )  # fmt: skip
    colour = office.root("word/styles.xml").find(f".//{W}style[@{W}styleId='Heading1']//{W}color")
    assert colour is not None
    assert colour.get(f"{W}val") == "C00000"


def test_nothing_of_the_templates_text_follows(office: Docx) -> None:
    for old in ("Eksempel på overskrift", "Skriv her", "Gammel fotnote"):
        assert not any(old.encode() in part for part in office.parts.values())
    assert list(office.notes()) == ["1", "2"]


def test_the_language_is_the_texts_and_not_the_templates(office: Docx) -> None:
    said = {one.get(f"{W}val") for one in office.root("word/styles.xml").iter(f"{W}lang")}
    assert said == {"nb-NO"}


def test_the_same_template_gives_the_same_bytes(office: Docx) -> None:
    assert write_docx(WHOLE, THEME, OFFICE) == office.data


def test_norwegian_ids_and_names_are_found_and_a_word_template_will_do(tmp_path: Path) -> None:
    paper = small(Heading(1, line("Én"), "a"), Heading(2, line("To"), "b"))
    made = Docx(write_docx(paper, THEME, hand_made(tmp_path, "mal.dotx", kind="template")))
    assert [style_of(p) for p in made.body.iter(f"{W}p")][-2:] == ["Overskrift1", "a2"]
    assert b"template.main" not in made.parts["[Content_Types].xml"]
    added = made.root("word/styles.xml").find(f".//{W}style[@{W}styleId='Title']")
    assert added is not None
    assert value(added, "basedOn") == "Standard"


def test_running_text_has_the_templates_own_style_where_it_has_one(office: Docx) -> None:
    names = office.styles()
    running = [
        names[style_of(p)]
        for p in office.body.iter(f"{W}p")
        if text(p) in ("Etter tabellen.", "Og igjen:")
    ]
    assert running == ["Body Text"] * 2


def test_a_heading_with_its_own_number_is_not_numbered_twice(tmp_path: Path) -> None:
    paper = small(Heading(1, line("5 Budsjett"), "a"), Heading(1, line("Vedlegg"), "b"))
    made = Docx(write_docx(paper, THEME, hand_made(tmp_path)))
    numbers = [p.find(f"{W}pPr/{W}numPr/{W}numId") for p in made.body.iter(f"{W}p")][-2:]
    assert numbers[0] is not None
    assert numbers[0].get(f"{W}val") == "0"
    assert numbers[1] is None


def test_lists_have_the_templates_own_marks(tmp_path: Path) -> None:
    paper = small(Bullets((line("a"),)), Bullets((line("b"),), numbered=True))
    made = Docx(write_docx(paper, THEME, hand_made(tmp_path)))
    numbering = made.root("word/numbering.xml")
    kinds = {
        num.get(f"{W}numId"): value(num, "abstractNumId") for num in numbering.iter(f"{W}num")
    }  # fmt: skip
    called = [value(one, "numId") for one in made.body.iter(f"{W}numPr")]
    assert [kinds[number] for number in called] == ["3", "4"]
    assert len(list(numbering.iter(f"{W}abstractNum"))) == 2


def test_pages_are_counted_where_the_template_does_not(tmp_path: Path) -> None:
    made = Docx(write_docx(small(), THEME, hand_made(tmp_path)))
    feet = [text(made.root(name)) for name in made.parts if "/footer" in name]
    assert feet == ["Side 1 av 1"]


def test_a_last_section_has_the_heads_that_it_inherits(tmp_path: Path) -> None:
    body = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p><w:p/><w:sectPr><w:titlePg/></w:sectPr>"
    made = Docx(write_docx(small(draft=("x",)), THEME, hand_made(tmp_path, body=body)))
    heads = [text(made.root(name)) for name in sorted(made.parts) if "/header" in name]
    assert heads == ["Kommunen", ""]
    assert all(
        b"UTKAST" in made.parts[name] for name in made.parts if "word/header" in name
    )  # fmt: skip


def test_what_binds_to_the_pc_or_the_people_is_left_out(tmp_path: Path) -> None:
    link = f'<Relationship Id="rId9" Type="{RELATIONS}/%s" Target="%s"%s/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    outside = ("attachedTemplate", "file:///C:/Users/kari/Mal.dotx", ' TargetMode="External"')
    path = hand_made(
        tmp_path,
        settings='<w:attachedTemplate r:id="rId9"/><w:documentProtection w:edit="readOnly"/>',
        body="<w:p><w:r><w:t>Skriv her</w:t></w:r></w:p>" + SECTION,
        relations=link % ("comments", "comments.xml", ""),
        types=f'<Override PartName="/word/comments.xml" ContentType="{WORD}.comments+xml"/>',
        parts={
            "word/comments.xml": f'<w:comments xmlns:w="{MAIN}"/>'.encode(),
            "word/_rels/settings.xml.rels": (
                f'<Relationships xmlns="{package}">{link % outside}</Relationships>'
            ).encode(),
        },
    )
    made = Docx(write_docx(small(), THEME, path))
    assert "word/comments.xml" not in made.parts
    assert not any(b"kari" in part for part in made.parts.values())
    assert b"documentProtection" not in made.parts["word/settings.xml"]
    assert b"attachedTemplate" not in made.parts["word/settings.xml"]


def test_a_template_without_styles_or_settings_gets_orxls(tmp_path: Path) -> None:
    path, rels = hand_made(tmp_path), "word/_rels/document.xml.rels"
    for kind in ("/styles", "/settings"):
        path.write_bytes(changed(path, rels, f'{kind}"', '/x"'))
    made = Docx(write_docx(WHOLE, THEME, path))
    assert "heading 1" in made.styles().values()
    assert len(made.parts["word/styles.xml"]) < 15_000


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("tom.docx", b"", "skadet"),
        ("tekst.docx", b"Hei\n" * 50, "skadet"),
        ("halv.docx", OFFICE.read_bytes()[:4000], "skadet"),
        ("gammel.doc", bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "gammelt format"),
        (
            "laast.docx",
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
            "kryptert",
        ),
    ],
)
def test_what_is_no_template_is_said_in_a_sentence(
    tmp_path: Path, name: str, data: bytes, wanted: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadSource, match=f"Malen «{name}».*{wanted}") as told:
        write_docx(small(), THEME, path)
    assert told.value.remedy


def test_a_template_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="finnes ikke"):
        write_docx(small(), THEME, tmp_path / "borte.docx")
    with pytest.raises(BadSource, match="kan ikke leses"):
        write_docx(small(), THEME, tmp_path)


def test_a_file_of_another_program_is_no_template(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(BadSource, match="er ikke et Word-dokument"):
        write_docx(small(), THEME, path)


def test_a_document_of_orxl_is_a_template_too_and_its_draft_mark_does_not_stay(
    tmp_path: Path,
) -> None:
    path = tmp_path / "utkast.docx"
    path.write_bytes(write_docx(replace(WHOLE, draft=("En feil.",)), THEME))
    made = Docx(write_docx(WHOLE, THEME, path))
    assert not any(b"UTKAST" in part for part in made.parts.values())
    again = Docx(write_docx(WHOLE, THEME))
    assert [words for _, words in made.paragraphs()] == [words for _, words in again.paragraphs()]
    assert made.styles() == again.styles()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("[Content_Types].xml", "wordprocessingml.header", "x"),
        ("word/numbering.xml", "w:numbering", "w:x"),
        ("word/settings.xml", "w:settings", "w:x"),
        ("word/document.xml", 'r:id="rId3"', ""),
        ("word/_rels/document.xml.rels", "header1.xml", "borte.xml"),
    ],
)
def test_a_damaged_part_of_a_template_is_said_in_a_sentence(
    tmp_path: Path, part: str, old: str, new: str
) -> None:
    path = hand_made(tmp_path)
    path.write_bytes(changed(path, part, old, new))
    with pytest.raises(BadSource, match="skadet"):
        write_docx(replace(WHOLE, draft=("x",)), THEME, path)


def test_numbering_that_is_not_called_so_is_replaced(tmp_path: Path) -> None:
    path = hand_made(tmp_path)
    path.write_bytes(changed(path, "[Content_Types].xml", "wordprocessingml.numbering", "x"))
    paper = small(Bullets((line("a"),)))
    with zipfile.ZipFile(io.BytesIO(write_docx(paper, THEME, path))) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))


def test_what_the_paper_trips_over_is_not_said_of_the_template(tmp_path: Path) -> None:
    wrong = small(Heading(1, None, "a"))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        write_docx(wrong, THEME, hand_made(tmp_path))


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"types": '<Default Extension="bin" ContentType="x.macroEnabled.y"/>'}, "makroer"),
        ({"parts": {"word/vbaProject.bin": b"x"}}, "makroer"),
        ({"parts": {"word/x.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>'}}, "skadet"),
        ({"body": f'<w:p><w:ins w:id="1" w:author="K"/></w:p>{SECTION}'}, "sporede endringer"),
        ({"head": '<w:p><w:del w:id="1" w:author="K"/></w:p>'}, "sporede endringer"),
        (
            {"head": "<w:p><w:r><w:instrText> DDEAUTO cmd </w:instrText></w:r></w:p>"},
            r"felt \(DDEAUTO\)",
        ),
        (
            {"head": '<w:p><w:fldSimple w:instr="INCLUDEPICTURE x"/></w:p>'},
            r"felt \(INCLUDEPICTURE\)",
        ),
        (
            {
                "head_relations": f'<Relationship Id="r" Type="{RELATIONS}/image" '
                'Target="file:///C:/logo.png" TargetMode="External"/>'
            },
            "ligger utenfor filen",
        ),
        ({"body": "<w:p>"}, "skadet"),
    ],
)
def test_what_would_follow_unseen_is_refused(
    tmp_path: Path, given: dict[str, object], wanted: str
) -> None:
    path = hand_made(tmp_path, **given)  # type: ignore[arg-type]
    with pytest.raises(BadSource, match=wanted):
        write_docx(small(), THEME, path)


def test_a_template_that_grows_when_unpacked_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = hand_made(tmp_path, parts={"word/media/stor.bin": bytes(200_000)})
    monkeypatch.setattr(template, "LARGEST", 20_000)
    with pytest.raises(BadSource, match="for stor"):
        write_docx(small(), THEME, path)


@pytest.mark.slow
def test_microsofts_validator_finds_nothing_that_the_template_did_not_have(
    tmp_path: Path, office: Docx
) -> None:
    path = tmp_path / "sak.docx"
    path.write_bytes(office.data)
    assert not errors(path) - Counter(errors(OFFICE))
