"""The board paper says what the workbook says: every text in order, every figure from its cell."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from orxl.app.paper.case import paper_of
from orxl.app.paper.inline import amount
from orxl.core.errors import BadCall
from orxl.layout import layout_for
from orxl.layout.names import AREAS, BODIES, MEASURES, NOTES, PARAGRAPHS, PARTNERS, TARGETS
from orxl.programme.programme import Programme
from orxl.report.paper.model import Figure, Heading, NoteMark, Paper, Table, Words, plain
from orxl.rules.kit import View
from orxl.rules.shared.placeholders import in_words, kind_of
from orxl.template import build
from orxl.xlsx import read_bytes
from tests.app.paper.conftest import body, lines_of
from tests.helpers import view_of
from tests.upgrade.staff import MOMENT


def _said(paper: Paper) -> str:
    lines = [plain(line) for block in paper.blocks for line in lines_of(block)]
    notes = [plain(line) for line in paper.notes.values()]
    return "\n".join([paper.title, plain(paper.subtitle), *lines, *notes])


def test_every_chapter_stands_in_order(paper: Paper) -> None:
    headings = [(b.level, plain(b.line)) for b in paper.blocks if isinstance(b, Heading)]
    first = ["Rammer og struktur for handlingsprogrammet", "Kort om Osloregionen",
             "Overordnede mål og politiske prioriteringer", "1. Overordnede strategier",
             "2. Innsatsområder"]  # fmt: skip
    assert [text for _, text in headings][:5] == first
    assert [text for level, text in headings if level == 1][5:8] == [
        "3. Tverrgående tema", "4. Osloregionens organisering", "5. Budsjett",
    ]  # fmt: skip
    assert (2, "2.1 Konkurransekraft og næringsutvikling") in headings
    assert (3, "5.1.5 Resultat 2026") in headings
    levels = [level for level, _ in headings]
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_every_text_of_the_workbook_is_in_the_paper(paper: Paper, sound: View) -> None:
    """Texts without placeholders word for word; those with, by what stands around them."""
    said = " ".join(_said(paper).split())
    columns = (
        (PARAGRAPHS, "text"), (AREAS, "name"), (AREAS, "introduction"), (MEASURES, "title"),
        (TARGETS, "text"), (PARTNERS, "name"), (BODIES, "description"), (NOTES, "text"),
    )  # fmt: skip
    for table, key in columns:
        for row in sound.rows(table):
            if row.values.get("type") == "sett inn":
                continue
            for part in sound.text(row, key).replace("}", "{").split("{")[::2]:
                assert " ".join(part.split()) in said, (table, key, part)


def test_a_placeholder_is_printed_as_its_format_says(paper: Paper) -> None:
    said = _said(paper).replace("\u00a0", " ")
    for text in (
        "vedtok 4.6.2025 at", "kr 3,00 til kr 2,50 per", "bli 5 386 627 NOK (basert",
        "møtet 18. desember 2025", "tre faste stillinger", "inntil 2,5 millioner NOK",
        "på ca. 3,7 mill. NOK", "kr 1,75 millioner NOK", "ytterligere 2,0 millioner",
        "overføres midler til 2027", "75 % av EU-tilsagnet", "omfatter alliansen 62 kommuner",
    ):  # fmt: skip
        assert text in said


def test_every_figure_keeps_the_cell_it_comes_from(paper: Paper, sound: View) -> None:
    wanted = "5\u00a0386\u00a0627"
    assert next(f.cell for f in paper.figures() if f.text == wanted) == sound.bound.where(
        "tblForutsetninger", "Kontingentgrunnlag", "value"
    )
    assert all(sound.book.sheet(figure.cell.sheet) is not None for figure in paper.figures())


@pytest.mark.parametrize(("key", "table"), [("511", "tblTabell511"), ("512", "tblTabell512")])
def test_the_budget_tables_are_those_of_the_sheets(
    paper: Paper, sound: View, key: str, table: str
) -> None:
    """Cell by cell: the label with its stars, the amounts as the sheet shows them."""
    shown = next(b for b in paper.blocks if isinstance(b, Table) and b.key == key)
    rows = [r for r in sound.rows(table) if sound.value(r.cells["label"]) not in ("", None)]
    assert len(shown.rows) == len(rows) > 9
    for row, sheet in zip(shown.rows, rows, strict=True):
        label, *amounts = ["".join(map(plain, cell.lines)) for cell in row.cells]
        assert label == sound.value(sheet.cells["label"])
        for text, column in zip(
            amounts, ("budget_prior", "forecast_prior", "budget", "change"), strict=True
        ):
            value = sound.value(sheet.cells[column])
            number = "" if value == "" else f"{value:,.0f}".replace(",", "\u00a0")
            assert text == {"0": "–"}.get(number, number.replace("-", "−"))


def test_the_notes_are_those_of_the_sheet_note_by_note(paper: Paper, sound: View) -> None:
    said = {key: plain(line).replace("\u00a0", " ") for key, line in paper.notes.items()}
    assert said == {
        sound.text(row, "note_id"): sound.value(row.cells["printed"]) for row in sound.rows(NOTES)
    }
    tables = [b for b in paper.blocks if isinstance(b, Table) and b.notes]
    assert [b.notes for b in tables] == [("H1",), ("PM1", "PM2", "PM3")]


def test_internal_texts_are_not_in_the_paper(paper: Paper, sound: View) -> None:
    said = _said(paper)
    for row in sound.rows(NOTES):
        assert sound.text(row, "remark")
        assert sound.text(row, "remark") not in said


def test_an_unknown_placeholder_is_a_visible_mark_and_makes_a_draft(changed) -> None:
    paper = changed(lambda e: e.put(PARAGRAPHS, "0.1-5", "text", "Året {Budsjettar} er her."))
    assert "Året [mangler: {Budsjettar}] er her." in _said(paper)
    assert any("{Budsjettar}" in sentence for sentence in paper.draft)


def test_an_insertion_that_leads_nowhere_is_a_visible_mark(changed) -> None:
    paper = changed(lambda e: e.put(PARAGRAPHS, "2.4-2", "text", "Tiltak 9.9"))
    assert any(isinstance(b, Table) for b in paper.blocks)
    assert "Det er ikke lagt inn noen tiltak her." in _said(paper)
    paper = changed(lambda e: e.put(PARAGRAPHS, "4.1-3", "text", "Organisering: Styre"))
    assert "[mangler: Organisering: Styre]" in _said(paper)


def test_an_added_area_and_paragraph_come_where_the_texts_say(changed) -> None:
    def add(e) -> None:
        e.add_row(AREAS, code="2.5", name="Beredskap 🚨 <script>alert(1)</script>",
                  type="Innsatsområde", introduction="Nytt {i krøll}.\nAndre avsnitt.")  # fmt: skip
        e.add_row(PARAGRAPHS, number="6-1", chapter="6", type="sett inn", text="Områder 2.5")
        e.add_row(PARAGRAPHS, number="6-2", chapter="6", type="avsnitt", text="Til slutt. " * 900)

    said = _said(changed(add))
    assert "2.5 Beredskap 🚨 <script>alert(1)</script>" in said
    assert "Nytt [mangler: {i krøll}].\nAndre avsnitt." in said
    assert said.count("Til slutt.") == 900


def test_a_text_that_quotes_itself_ends(changed) -> None:
    paper = changed(lambda e: e.put("tblStrategi", "V", "text", "Se {Strategi.V.Tekst}"))
    assert "[mangler: {Strategi.V.Tekst}]" in _said(paper)


def test_headings_that_jump_are_brought_down_to_the_next_level(changed) -> None:
    paper = changed(lambda e: e.put(PARAGRAPHS, "5.1-1", "level", 4.0))
    levels = [b.level for b in paper.blocks if isinstance(b, Heading)]
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_the_same_workbook_gives_the_same_paper(paper: Paper, sound: View) -> None:
    assert paper_of(sound) == paper
    assert str(paper.dated) == "2025-12-18"


def test_anchors_are_given_once(paper: Paper) -> None:
    anchors = [b.anchor for b in paper.blocks if isinstance(b, Heading)]
    anchors += [r.anchor for b in paper.blocks if isinstance(b, Table) for r in b.rows if r.anchor]
    assert len(anchors) == len(set(anchors))


def test_a_workbook_without_texts_says_what_is_missing(changed) -> None:
    with pytest.raises(BadCall, match="Tekster"):
        changed(lambda e: e.drop_table(PARAGRAPHS))


def test_runs_know_their_cells(paper: Paper) -> None:
    """Every run of workbook text has its cell; what has none is orxl's own."""
    own = {
        part.text for block in body(paper) for line in lines_of(block) for part in line
        if isinstance(part, Words) and part.cell is None
    }  # fmt: skip
    assert own <= {" ", ". ", "Resultatmål", "Effektmål"}
    assert all(isinstance(f, Figure) for f in paper.figures())


def test_every_run_and_every_figure_stands_in_its_cell_at_that_place(
    paper: Paper, sound: View
) -> None:
    """No number comes from elsewhere: words are the cell's own, figures a form of its value."""
    forms = ("", "kr", "kr2", "mill1", "mill2", "dato", "langdato", "heltall", "ord", "neste",
             "forrige", "prosent")  # fmt: skip
    lines = [line for block in body(paper) for line in lines_of(block)]
    parts = [part for line in [*lines, *paper.notes.values()] for part in line]
    told = 0
    for part in parts:
        cell = getattr(part, "cell", None)
        if cell is None:
            assert not any(c.isdigit() for c in getattr(part, "text", ""))
            continue
        value = sound.value(cell)
        if isinstance(part, Figure):
            kind = kind_of(sound, cell)
            assert part.text in {amount(value), *(in_words(value, kind, form) for form in forms)}
            told += 1
        else:
            assert " ".join(part.text.split()) in " ".join(str(value).split()), cell
    assert told > 150
    assert len(parts) > 600


def test_a_note_that_is_gone_leaves_no_mark_behind(changed) -> None:
    def gone(e) -> None:
        e.put("tblHovedtall", "SEADITO 2024–2027", "note", "")
        e.put("tblProsjektmidler", "Oslopolitan", "note", "")
        for key in ("table", "mark", "line", "text", "remark", "note_id"):
            e.put(NOTES, "PM2", key, "")

    paper = changed(gone)
    assert sorted(paper.notes) == ["H1", "PM1", "PM3"]
    tables = [b for b in paper.blocks if isinstance(b, Table) and b.key in ("511", "512")]
    called = {p.note for t in tables for line in lines_of(t) for p in line
              if isinstance(p, NoteMark)}  # fmt: skip
    assert called == {"PM1", "PM3"}
    assert [t.notes for t in tables] == [("H1",), ("PM1", "PM3")]


def test_an_accepted_fault_is_still_no_hole(changed) -> None:
    """Nobody can accept away a placeholder that has no answer: the paper itself says it."""
    paper = changed(lambda e: e.put(PARAGRAPHS, "0.1-5", "text", "Vi er {Ukjent|ord}."))
    assert any("{Ukjent|ord}" in sentence for sentence in paper.draft)
    assert any("Tekster!" in sentence for sentence in paper.draft)


def test_a_workbook_without_the_printed_tables_is_told_to_upgrade(sound: View) -> None:
    old = View(replace(sound.bound, version=3), sound.recalculation)
    with pytest.raises(BadCall, match="oppgrader"):
        paper_of(old)


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.parametrize("version", [4, 5, 6])
def test_older_layouts_give_the_same_words(
    paper: Paper, programme: Programme, version: int
) -> None:
    old = paper_of(view_of(read_bytes(build(layout_for(2026, version), programme, MOMENT))))
    assert old.draft == ()
    words = [[plain(line) for b in body(one) for line in lines_of(b)] for one in (old, paper)]
    assert words[0] == words[1]
