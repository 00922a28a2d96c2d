"""The edition says what the workbook says: every number its cell's, every text its own."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from orxl.app.paper.budget import PRINTED, budget_table
from orxl.app.paper.inline import Writing
from orxl.app.web import edition_files, edition_of
from orxl.app.web.money import money_table
from orxl.core.errors import BadCall
from orxl.core.snapshot import Cell, Sheet
from orxl.core.values import BLANK
from orxl.programme.codes import TargetType
from orxl.report.paper.model import plain
from orxl.report.paper.theme import default_theme
from orxl.report.web.edition import Edition, Number
from orxl.report.web.goals import GOALS, goals_in
from orxl.report.web.words import budget_in_words, kroner
from orxl.rules.kit import View
from tests.helpers import view_of
from tests.web.conftest import Files
from tests.web.reading import tables

AMOUNTS = ("budget_prior", "forecast_prior", "budget", "change")


def _shown(view: View, table: str, row: str, key: str) -> str:
    """A cell as a table of the paper shows it, by other means than the edition's."""
    cell = view.cell(table, row, key)
    value = BLANK if cell is None else view.value(cell)
    if not isinstance(value, float) or value == 0:
        return "–"
    return f"{value:,.0f}".replace(",", "\u00a0").replace("-", "\u2212")


def test_every_amount_of_the_budget_tables_is_its_cells(sound: View, site: Files) -> None:
    shown = tables(site["budsjett.html"])
    for caption, table in (("Hovedtall 2026", "tblHovedtall"), ("Prosjektmidler", "tblProsjekt")):
        name = next(t for t in sound.bound.tables if t.startswith(table))
        rows = next(rows for title, rows in shown.items() if title.startswith(caption))
        labels = {row.values["label"] for row in sound.rows(name)}
        compared = 0
        for label, *amounts in rows:
            known = next((own for own in labels if label.rstrip(" *") == own), None)
            if known is not None:
                expected = [_shown(sound, name, str(known), key) for key in AMOUNTS]
                assert amounts == expected, label
                compared += 1
        assert compared >= 9


@pytest.mark.parametrize("name", ["Hovedtall", "Prosjektmidler"])
def test_the_budget_tables_are_the_papers_cell_by_cell(
    sound: View, edition: Edition, name: str
) -> None:
    paper = budget_table(Writing(sound), PRINTED[name])
    web = edition.main if name == "Hovedtall" else edition.projects
    printed = [["".join(map(plain, cell.lines)) for cell in row.cells] for row in paper.rows]
    shown = [
        [f"{line.label} {line.mark}".strip(), *(amount.shown for amount in line.amounts)]
        for line in web.lines
    ]
    assert len(shown) == len(printed)
    for ours, theirs in zip(shown, printed, strict=True):
        assert ours[0] == theirs[0]
        told = [cell.strip("–") for cell in theirs[1:]]
        assert [cell.strip("–") for cell in ours[1:]] == (told if ours[1:] else [])
    assert web.columns == tuple(column.heading for column in paper.columns[1:])


def test_the_total_of_the_projects_is_the_sheets(sound: View) -> None:
    total = money_table(Writing(sound), "Prosjektmidler").lines[-1]
    over = [sound.bound.over("tblProsjektmidler", key) for key in AMOUNTS]
    assert [a.value for a in total.amounts] == [sound.number(cell) for cell in over]


def test_a_line_without_amounts_is_left_out_as_in_the_paper(edition: Edition) -> None:
    labels = [line.label for line in edition.main.lines]
    assert "Andre tilskudd" not in labels
    assert labels.index("Inntekter") + 1 == labels.index("Kontingenter")


def test_the_measures_have_their_own_targets_and_partners(sound: View, edition: Edition) -> None:
    assert len(edition.measures) == len(sound.programme.measures) == 31
    for kind, key in ((TargetType.RESULT, "results"), (TargetType.EFFECT, "effects")):
        of_kind = [t for t in sound.programme.targets if t.type is kind]
        shown = [t.text for m in edition.measures for t in getattr(m, key)]
        assert sorted(shown) == sorted(t.text for t in of_kind)
    partners = [(m.number, name) for m in edition.measures for name in m.partners]
    assert len(partners) == len(sound.programme.partners) == 125


def test_the_members_are_those_of_the_year(sound: View, edition: Edition) -> None:
    active = [row for row in sound.rows("tblMedlemmer") if sound.value(row.cells["active"]) == 1]
    assert [m.name for m in edition.members] == [row.values["name"] for row in active]
    assert [m.fee.value for m in edition.members] == [sound.value(r.cells["fee"]) for r in active]
    assert edition.members[0].code == "0301"


def test_the_open_data_say_the_same_as_csv_and_as_json(site: Files) -> None:
    names = [name.removesuffix(".csv") for name in site if name.endswith(".csv")]
    assert sorted(names) == [
        "data/hovedtall", "data/maal", "data/medlemmer", "data/nokkeltall",
        "data/prosjektmidler", "data/tiltak",
    ]  # fmt: skip
    for name in names:
        told = json.loads(site[f"{name}.json"])
        head, *rows = csv.reader(
            io.StringIO(site[f"{name}.csv"].decode("utf-8-sig")), delimiter=";"
        )
        assert head == [column["navn"] for column in told["kolonner"]]
        assert all(column["beskrivelse"] for column in told["kolonner"])
        assert rows == [[_as_csv(row[key]) for key in head] for row in told["rader"]]


def _as_csv(value: object) -> str:
    if value is None:
        return ""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def test_the_key_figures_are_the_cells(sound: View, site: Files) -> None:
    told = {row["navn"]: row for row in json.loads(site["data/nokkeltall.json"])["rader"]}
    cell = sound.cell("tblHovedtall", "Resultat", "budget", by="type")
    assert told["Resultat"]["verdi"] == sound.number(cell) == -336
    assert told["Resultat"]["enhet"] == "1000 kr"
    assert told["Tiltak"]["verdi"] == 31
    assert told["Kontingent per innbygger"]["verdi"] == 2.5


def test_a_text_like_a_formula_is_harmless_in_a_spreadsheet(edition: Edition) -> None:
    bad = replace(edition.measures[0], title='=HYPERLINK("http://x","y")')
    files = edition_files(replace(edition, measures=(bad,)), default_theme())
    rows = list(csv.reader(io.StringIO(files["data/tiltak.csv"].decode()), delimiter=";"))
    assert rows[1][1] == "'" + bad.title


def test_the_same_workbook_gives_the_same_bytes(sound: View, site: Files) -> None:
    assert edition_files(edition_of(sound), default_theme()) == site


def test_a_figure_that_is_not_public_is_refused_with_its_place(sound: View) -> None:
    cell = sound.rows("tblTekster")[3].cells["text"]

    def bad(sheet: Sheet) -> Cell:
        return sheet[cell.row, cell.column]._replace(value="Grensen er {Avviksgrense_rød}.")

    sheets = tuple(
        replace(sheet, cells={**sheet.cells, (cell.row, cell.column): bad(sheet)})
        if sheet.name == cell.sheet
        else sheet
        for sheet in sound.book.sheets
    )
    view = view_of(replace(sound.book, sheets=sheets), sound)
    with pytest.raises(BadCall, match=f"{cell} henter noe fra Forutsetninger!B") as refused:
        edition_of(view)
    assert "plassholderen" in refused.value.remedy


def test_a_figure_can_be_followed_from_the_result_to_the_people_of_a_municipality(
    edition: Edition,
) -> None:
    told = {figure.anchor: figure for sheet in edition.basis for figure in sheet.figures}
    result = next(line for line in edition.main.lines if line.label.startswith("Resultat"))
    assert (told[result.basis].shown, told[result.basis].unit) == ("\u2212336", "1000 kr")
    waiting, met = [result.basis], dict[str, str]()
    while waiting:
        for step in told[waiting.pop()].steps:
            new = {way: words for words, way in step.ways if way not in met}
            met |= new
            waiting += [way for way in new if way in told]
    for words in (
        "Sum inntekter, Budsjett 2026: 8\u00a0754",
        "Kontingent i alt, Kontingent: 5\u00a0386\u00a0627",
        "Oslo, Kontingent: 1\u00a0810\u00a0725",
        "Oslo, Innbyggere 1.1.2025: 724\u00a0290",
        "Kontingentsats i dag, Verdi: 2,50",
    ):
        assert words in met.values()


@pytest.mark.parametrize(
    ("result", "closing", "said"),
    [
        (-336.0, 3407.0, "336\u00a0000 kroner mer ut enn inn. Forskjellen dekkes av"),
        (-4000.0, -257.0, "4,0 millioner kroner mer ut enn inn."),
        (12.0, 3755.0, "12\u00a0000 kroner mer inn enn ut. Forskjellen overføres"),
        (0.0, 3743.0, "Det går like mye ut som inn."),
    ],
)
def test_the_budget_in_words_fits_the_figures(
    edition: Edition, result: float, closing: float, said: str
) -> None:
    totals = replace(
        edition.totals, expenses=Number(8754.0 - result, ""), closing=Number(closing, "")
    )
    words = budget_in_words(replace(edition, totals=totals))
    assert words[1].startswith(f"Det er {said}" if result else said)
    assert ("mangler det 257\u00a0000 kroner" in words[-1]) == (closing < 0)
    assert (words[1].count("dekkes")) == (result < 0 <= closing)


def test_a_decided_budget_is_not_called_a_proposal(edition: Edition) -> None:
    decided = replace(edition, decided=date(2025, 12, 18))
    front = edition_files(decided, default_theme())["index.html"].decode()
    assert "Vedtatt av representantskapet 18.12.2025." in front
    assert "ikke vedtatt" not in front
    assert "forslag" not in front


def test_amounts_in_words_round_as_excel_does() -> None:
    assert kroner(1750.0) == "1,8 millioner kroner"
    assert kroner(999.5) == "999\u00a0500 kroner"
    assert kroner(1000.0) == "1,0 millioner kroner"


@pytest.mark.parametrize(
    ("text", "goals"),
    [("11, 13", (11, 13)), ("13;11 og 7", (7, 11, 13)), ("0, 18, 4", (4,)), ("", ()), ("x", ())],
)
def test_the_goals_are_read_as_staff_write_them(text: str, goals: tuple[int, ...]) -> None:
    assert goals_in(text) == goals
    assert len(GOALS) == 17
