"""The status report: what is followed up, what is late and with whom, and the accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from orxl.app.paper.status import INTERNAL, NO_ACCOUNTS, NOT_BEGUN, status_paper
from orxl.core.errors import BadCall
from orxl.core.values import BLANK
from orxl.layout.names import ASSUMED, MAIN, MEASURES, PROJECTS, TARGETS
from orxl.report.paper.model import (
    Block,
    Bullets,
    Contents,
    Heading,
    Paper,
    Paragraph,
    RowKind,
    Table,
    plain,
)
from orxl.rules.kit import Editor, View
from orxl.rules.shared.measures import late_measures
from tests.helpers import settled, view_of

Change = Callable[[Editor], object]


def followed(e: Editor) -> None:
    """A year under way: some measures, targets and accounts, and the day of them."""
    e.put(ASSUMED, "Status_per", "value", datetime(2026, 5, 15), by="name")
    e.put(ASSUMED, "Regnskap_per", "value", datetime(2026, 4, 30), by="name")
    for number, status in (("2.1.1", "I gang"), ("2.1.2", "Gjennomført"), ("1.2", "Utsatt")):
        e.put(MEASURES, number, "status", status)
    e.put(MEASURES, "2.1.1", "responsible", "Kari Nordmann")
    e.put(MEASURES, "2.1.1", "outcome", "12 kommuner\nhar møttes.")
    e.put(MEASURES, "2.1.1", "deadline", datetime(2026, 3, 31))
    e.put(TARGETS, "2.1.1-R1", "achieved", 12.0)
    e.put(TARGETS, "2.1.2-R1", "status", "Nådd")
    e.put(TARGETS, "3.1.1-R1", "deadline", datetime(2026, 2, 1))
    e.put(MAIN, "Kommunikasjon", "actual", 150.0)
    e.put(MAIN, "Kommunikasjon", "new_forecast", 260.0)
    e.put(MAIN, "Kommunikasjon", "explanation", "Ny nettside ble dyrere.")
    e.put(MAIN, "Møteutgifter politiske organer", "new_forecast", 90.0)
    e.put(PROJECTS, "ORBIFY", "actual", 20.0)


@pytest.fixture(scope="module")
def year(sound: View) -> View:
    e = Editor(sound.bound)
    followed(e)
    return settled(e.book, sound)


@pytest.fixture(scope="module")
def paper(year: View) -> Paper:
    return status_paper(year)


def headings(paper: Paper) -> list[str]:
    return [plain(block.line) for block in paper.blocks if isinstance(block, Heading)]


def sentences(paper: Paper) -> list[str]:
    return [plain(block.line) for block in paper.blocks if isinstance(block, Paragraph)]


def points(paper: Paper) -> list[str]:
    return [plain(i) for block in paper.blocks if isinstance(block, Bullets) for i in block.items]


def table(paper: Paper, key: str) -> Table:
    return next(b for b in paper.blocks if isinstance(b, Table) and b.key == key)


def rows(table: Table) -> list[list[str]]:
    return [
        [" / ".join(plain(line) for line in cell.lines) for cell in r.cells] for r in table.rows
    ]


def row(table: Table, beginning: str) -> list[str]:
    return next(cells for cells in rows(table) if cells[0].startswith(beginning))


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def test_a_workbook_that_nobody_has_followed_up_says_so_and_has_no_empty_table(
    sound: View,
) -> None:
    paper = status_paper(sound)
    assert NOT_BEGUN in sentences(paper)
    assert NO_ACCOUNTS in sentences(paper)
    assert tables(paper.blocks) == []
    assert not any(isinstance(block, Contents) for block in paper.blocks)
    assert "31 tiltak: 31 ikke startet." in points(paper)
    assert "Ingen tiltak eller mål er over fristen." in points(paper)


def test_the_day_is_the_workbooks_and_the_names_are_told_of(paper: Paper) -> None:
    assert plain(paper.subtitle) == "Status per 15.\u00a0mai 2026"
    assert (paper.dated.year, paper.dated.month, paper.dated.day) == (2026, 5, 15)
    assert INTERNAL in sentences(paper)


def test_without_its_day_there_is_no_report(sound: View) -> None:
    e = Editor(sound.bound)
    e.put(ASSUMED, "Status_per", "value", BLANK, by="name")
    without = view_of(e.book, sound)
    with pytest.raises(BadCall, match="«Status per»") as told:
        status_paper(without)
    assert told.value.remedy.startswith("Skriv datoen")
    with pytest.raises(BadCall, match="oppsett 2") as told:
        status_paper(replace(without, bound=replace(without.bound, version=2)))
    assert "orxl oppgrader" in told.value.remedy


def test_the_short_account_counts_what_stands_in_the_sheets(paper: Paper) -> None:
    assert points(paper)[:3] == [
        "31 tiltak: 28 ikke startet, 1 i gang, 1 gjennomført og 1 utsatt.",
        "121 mål: 119 ikke vurdert, 1 i rute og 1 nådd.",
        "Over fristen: 1 tiltak og 2 mål.",
    ]
    assert points(paper)[3] == "Resultat: ventet −426, budsjettert −336 (1000 kr)."


def test_an_area_has_its_light_as_a_word(paper: Paper) -> None:
    areas = table(paper, "status-omrader")
    assert row(areas, "2.1 ")[1:] == ["Rødt", "4", "1", "1", "24", "1", "1"]
    assert row(areas, "1 ")[1] == "Gult"
    assert row(areas, "3.3 ")[1] == "Ikke fulgt opp"
    assert row(areas, "I alt")[2:] == ["31", "1", "1", "121", "1", "3"]


def test_an_area_that_goes_well_is_green(sound: View) -> None:
    e = Editor(sound.bound)
    e.put(MEASURES, "3.3.1", "status", "I gang")
    paper = status_paper(view_of(e.book, sound))
    assert row(table(paper, "status-omrader"), "3.3 ")[1] == "Grønt"


def test_a_measure_is_told_of_with_its_words_targets_and_owner(paper: Paper) -> None:
    assert row(table(paper, "status-tiltak-2.1"), "2.1.1 ")[1:] == [
        "I gang", "31.3.2026", "0 av 5", "Kari Nordmann", "12 kommuner har møttes.",
    ]  # fmt: skip
    judged = rows(table(paper, "status-mal-2.1"))
    assert [cells[1:] for cells in judged] == [["I rute", "12 (krav ≥ 15 kommuner)"], ["Nådd", ""]]
    assert "Ingen tiltak eller mål i området er fulgt opp ennå." in sentences(paper)


def test_a_column_in_which_nobody_has_written_is_left_out(paper: Paper) -> None:
    columns = [column.heading for column in table(paper, "status-tiltak-1").columns]
    assert columns == ["Tiltak", "Status", "Frist", "Mål nådd"]


def test_what_is_late_is_listed_with_whom_and_is_what_the_rule_says(
    paper: Paper, year: View
) -> None:
    late = rows(table(paper, "status-over-fristen"))
    assert [cells[0].split()[0] for cells in late] == ["2.1.1", "2.3.1-R2", "3.1.1-R1"]
    assert late[0][1:] == ["31.3.2026", "Kari Nordmann", "I gang"]
    assert late[2][2] == "ingen er ført opp"
    day = year.status_day
    assert day is not None
    assert [m.number for _, m in late_measures(year, day)] == ["2.1.1"]


def test_a_target_without_an_owner_is_with_the_measures(sound: View) -> None:
    e = Editor(sound.bound)
    followed(e)
    e.put(TARGETS, "2.1.1-R2", "deadline", datetime(2026, 2, 1))
    late = rows(table(status_paper(view_of(e.book, sound)), "status-over-fristen"))
    assert next(cells for cells in late if cells[0].startswith("2.1.1-R2"))[2] == "Kari Nordmann"


def test_the_accounts_stand_beside_the_budget_with_totals_and_lights(paper: Paper) -> None:
    budget = table(paper, "status-hovedtall")
    assert row(budget, "Kommunikasjon")[1:] == ["200", "150", "260", "60", "Rødt"]
    kinds = {plain(r.cells[0].lines[0]): r.kind for r in budget.rows}
    assert kinds["Inntekter"] is RowKind.HEADING
    assert kinds["Sum inntekter"] is RowKind.TOTAL
    assert "Andre tilskudd" not in kinds  # nothing budgeted, used or expected
    assert "Regnskapet gjelder til og med 30.\u00a0april 2026." in sentences(paper)


def test_every_figure_of_the_accounts_is_the_cells(paper: Paper, year: View) -> None:
    figures = list(replace(paper, blocks=tuple(tables(paper.blocks))).figures())
    assert len(figures) > 60
    for figure in figures:
        value = year.value(figure.cell)
        shown = figure.text.replace("\u00a0", "").replace("−", "-")
        if isinstance(value, float) and shown not in ("–",):
            assert float(shown) == value


def test_deviations_are_explained_or_said_not_to_be(paper: Paper) -> None:
    found = rows(table(paper, "status-hovedtall-avvik"))
    assert [(cells[0], cells[1], cells[2], cells[-1]) for cells in found] == [
        ("Møteutgifter politiske organer", "30", "Rødt", "Ikke forklart"),
        ("Kommunikasjon", "60", "Rødt", "Ny nettside ble dyrere."),
    ]
    assert "Ingen avvik i Prosjektmidler gir gult eller rødt lys." in sentences(paper)


def test_a_prognosis_by_a_method_says_which(sound: View) -> None:
    e = Editor(sound.bound)
    followed(e)
    e.put(MAIN, "Kommunikasjon", "method", "Lineær")
    found = table(status_paper(settled(e.book, sound)), "status-hovedtall-avvik")
    assert found.columns[3].heading == sound.header(MAIN, "method")
    assert row(found, "Kommunikasjon")[1:4] == ["250", "Rødt", "Lineær"]


def test_the_projects_have_their_total_last(paper: Paper) -> None:
    projects = table(paper, "status-prosjekter")
    assert projects.rows[-1].kind is RowKind.TOTAL
    assert rows(projects)[-1][:3] == ["Totalt", "2\u00a0580", "20"]


def test_accounts_of_projects_alone_bring_the_main_figures_with_them(sound: View) -> None:
    e = Editor(sound.bound)
    e.put(PROJECTS, "ORBIFY", "actual", 20.0)
    found = tables(status_paper(view_of(e.book, sound)).blocks)
    assert [one.key for one in found] == ["status-hovedtall", "status-prosjekter"]


def test_members_and_fees_are_told_of_with_what_is_missing(paper: Paper) -> None:
    assert "62 medlemmer 2026 (ufullstendig: 46 mangler)." in points(paper)


def test_an_empty_workbook_gives_a_report_too(sound: View) -> None:
    e = Editor(sound.bound)
    for name in (MEASURES, TARGETS, PROJECTS):
        e.drop_table(name)
    paper = status_paper(view_of(e.book, sound))
    assert "Det er ingen tiltak i arbeidsboken." in sentences(paper)
    assert headings(paper) == [
        "Kort sagt", "Tiltak og mål", "Over fristen", "Økonomi", "Medlemmer og kontingent",
    ]  # fmt: skip


def test_markup_in_the_workbook_stays_words(sound: View) -> None:
    e = Editor(sound.bound)
    e.put(MEASURES, "1.1", "outcome", "<b>{Budsjettår}</b> =1+1")
    cells = row(table(status_paper(view_of(e.book, sound)), "status-tiltak-1"), "1.1 ")
    assert cells[-1] == "<b>{Budsjettår}</b> =1+1"
