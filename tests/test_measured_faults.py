"""Faults that were measured in the workbook by someone who used it, each as a test.

A change as staff make it, and what must be said of it, or must not be done about it.
"""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from orxl.app.check import check
from orxl.app.mend import one_by_one
from orxl.app.recalculate import RecalculationReport, recalculate_file
from orxl.app.workbook import Opened, bound_or_none, view_of
from orxl.binding import BoundBook, bind
from orxl.core.edits import SetCell
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.layout.names import OTHERS, TOTAL
from orxl.rules.kit.run import run
from orxl.rules.kit.tables import ASSUMED, GRANTS, MAIN, MEMBERS, PROJECTS, TARGETS
from orxl.xlsx import patch, read_book

pytestmark = pytest.mark.slow

NOW = datetime(2025, 12, 20, 9, 30)


def bound(path: Path) -> BoundBook:
    return bind(read_book(path))


def put(path: Path, table: str, row: str, column: str, value: Value, by: str = "") -> None:
    """Type *value* where staff would."""
    cell = bound(path).where(table, row, column, by)
    assert cell is not None
    path.write_bytes(patch(path.read_bytes(), [SetCell(cell, value)]))


def assume(path: Path, name: str, value: Value) -> None:
    """Type *value* for the assumption called *name*."""
    put(path, ASSUMED, name, "value", value, by="name")


def mended(path: Path) -> RecalculationReport:
    """`orxl beregn --rett --ja`."""
    yes = one_by_one(lambda finding: True)
    return recalculate_file(path, moment=NOW, who="Kari", choose=yes)


def contents(path: Path) -> dict[CellRef, tuple[Value, str | None]]:
    """What every cell holds, but for what the program itself leaves of its runs."""
    book = read_book(path)
    own = {"Kontroll", "Endringslogg", "Endret siden sist"}
    front = {("Forside", 8)}  # tells of the last run
    return {
        CellRef(sheet.name, *at): (cell.value, cell.formula)
        for sheet in book.sheets
        if sheet.name not in own
        for at, cell in sheet.cells.items()
        if (sheet.name, at[0]) not in front
    }


def errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.severity is Severity.ERROR and f.open]


# Budget year 2026 → 2025: 115 «safe» repairs over typed history.


@pytest.mark.parametrize("year", [2025.0, pytest.param(2027.0, marks=pytest.mark.thorough)])
def test_with_another_budget_year_one_finding_says_so_and_nothing_is_mended(
    path: Path, year: float
) -> None:
    before = contents(path)
    recalculate_file(path, moment=NOW, who="Kari")
    sound = contents(path)
    assume(path, "Budsjettår", year)
    (told,) = check(path, today=NOW.date()).findings
    assert (told.code, told.severity, told.fix) == ("S014", Severity.ERROR, ())
    assert told.cell == bound(path).where(ASSUMED, "Budsjettår", "value", "name")
    assert f"{year:.0f}" in told.message
    assert "2026" in told.message
    report = mended(path)
    assert report.fixed == ()
    assume(path, "Budsjettår", 2026.0)
    report = mended(path)
    assert errors(report.findings) == []
    assert contents(path) == sound
    assert {c: v[1] for c, v in sound.items()} == {c: v[1] for c, v in before.items()}


@pytest.mark.parametrize("year", [BLANK, "neste år", 26.0])
def test_a_budget_year_that_is_none_is_told_alone_too(path: Path, year: Value) -> None:
    assume(path, "Budsjettår", year)
    found = check(path, today=NOW.date()).findings
    assert [f.severity for f in found] == [Severity.ERROR]
    assert "2026" in found[0].message
    assert found[0].cell == bound(path).where(ASSUMED, "Budsjettår", "value", "name")


# A header with a trailing blank, as other programs leave it: #REF! over right values.


def with_header(path: Path, header: str, other: str) -> None:
    """Give a table's column another header, in its cell and in the table, as a program does."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode("latin-1") for name in package.namelist()}
    old, new = (text.encode("utf-8").decode("latin-1") for text in (header, other))
    changed = 0
    for name, text in parts.items():
        for before, after in (
            (f'name="{old}"', f'name="{new}"'),
            (f"<t>{old}</t>", f'<t xml:space="preserve">{new}</t>'),
        ):
            changed += text.count(before)
            parts[name] = parts[name].replace(before, after)
    assert changed == 2
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text.encode("latin-1"))


def test_a_header_that_ends_in_a_blank_is_the_one_finding_and_no_value_is_spoiled(
    path: Path,
) -> None:
    recalculate_file(path, moment=NOW, who="Kari")
    before = contents(path)
    with_header(path, "Ramme 2026", "Ramme 2026 ")
    found = check(path, today=NOW.date()).findings
    assert {f.code for f in found} == {"S004"}
    assert all("mellomrom" in f.message for f in found)
    report = mended(path)
    assert report.fixed == ()
    after = contents(path)
    assert {c: v[0] for c, v in after.items() if v[1] is not None} == {
        c: v[0] for c, v in before.items() if v[1] is not None
    }


# History is never a repair's target.


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("budget_prior", "5 800"),
        *(
            pytest.param(*case, marks=pytest.mark.thorough)
            for case in (
                ("forecast_prior", "kr 5800"),
                ("budget_prior", 5800.001),
                ("forecast_prior", "=5800"),
            )
        ),
    ],
)
def test_what_is_wrong_in_history_is_told_but_never_mended(
    path: Path, column: str, value: Value
) -> None:
    put(path, MAIN, "Lønn sekretariatet, mv.", column, value)
    cell = bound(path).where(MAIN, "Lønn sekretariatet, mv.", column)
    report = recalculate_file(
        path, moment=NOW, who="Kari", choose=one_by_one(lambda finding: True), unsafe=True
    )
    told = [f for f in report.findings if f.cell == cell]
    assert told
    assert all(f.fix == () for f in told)
    assert read_book(path).cell(cell).value == value


@pytest.mark.thorough
def test_a_line_that_is_typed_as_a_total_keeps_its_history(path: Path) -> None:
    put(path, MAIN, "Sum utgifter", "type", "Utgift", by="type")
    put(path, MAIN, "Kommunikasjon", "type", "Sum utgifter")
    cell = bound(path).where(MAIN, "Kommunikasjon", "budget_prior")
    before = read_book(path).cell(cell).value
    recalculate_file(
        path, moment=NOW, who="Kari", choose=one_by_one(lambda finding: True), unsafe=True
    )
    assert read_book(path).cell(cell) == read_book(path).cell(cell)._replace(value=before)


# «Hentes fra» switched to «Innlagt» with a typed figure: the controls went silent.


@pytest.mark.parametrize(
    ("line", "typed", "source"),
    [
        ("Kontingenter", 5378.0, "Kontingent"),
        pytest.param("Prosjekter", 2500.0, "Prosjektmidler", marks=pytest.mark.thorough),
    ],
)
def test_what_must_be_fetched_is_declared_not_chosen(
    path: Path, line: str, typed: float, source: str
) -> None:
    sound = contents(path)
    put(path, MAIN, line, "budget", typed)
    put(path, MAIN, line, "source", "Innlagt")
    report = recalculate_file(path, moment=NOW, who="Kari")
    (told,) = errors(report.findings)
    assert (told.code, told.expected) == ("B023", source)
    assert told.cell == bound(path).where(MAIN, line, "source")
    report = mended(path)
    assert errors(report.findings) == []
    assert contents(path) == sound


# A grant that does not count: bad advice about the line that is needed when it does again.


@pytest.mark.parametrize("applied", [True, False])
def test_nobody_is_advised_to_delete_the_line_of_a_grant(path: Path, applied: bool) -> None:
    if applied:
        put(path, GRANTS, "ORBIFY", "status", "Avslått")
    else:
        assume(path, "Regn_med_søkte_tilskudd", "Nei")
    found = recalculate_file(path, moment=NOW, who="Kari").findings
    assert [f for f in found if f.code == "B020"] == []
    assert [f for f in found if "slett" in f.remedy.casefold() and f.sheet == "Hovedtall"] == []


# Status against number, light without explanation, two prognoses, deadlines.


def test_a_target_met_with_too_small_a_number_is_told(path: Path) -> None:
    put(path, TARGETS, "2.1.1-R1", "status", "Nådd")
    put(path, TARGETS, "2.1.1-R1", "outcome", "12 kommuner")
    found = recalculate_file(path, moment=NOW, who="Kari").findings
    assert [f.code for f in found if f.cell and f.cell.sheet == "Mål"] == ["P011"]


def test_a_status_against_its_own_number_is_told(path: Path) -> None:
    put(path, TARGETS, "2.1.1-R1", "status", "Nådd")
    put(path, TARGETS, "2.1.1-R1", "achieved", 12.0)
    found = recalculate_file(path, moment=NOW, who="Kari").findings
    assert [f.code for f in found if f.cell and f.cell.sheet == "Mål"] == ["P011"]


@pytest.mark.thorough
def test_two_prognoses_of_the_projects_are_told(path: Path) -> None:
    put(path, MAIN, "Prosjekter", "new_forecast", 2900.0)
    put(path, MAIN, "Prosjekter", "explanation", "Flere søknader enn ventet.")
    put(path, PROJECTS, "Strategiske satsinger", "new_forecast", 670.0)
    found = recalculate_file(path, moment=NOW, who="Kari").findings
    (told,) = [f for f in found if f.code == "B025"]
    assert (told.actual, told.expected) == (2900.0, 2650.0)


@pytest.mark.thorough
def test_the_last_day_on_the_first_of_january_is_asked_about(path: Path) -> None:
    put(path, MEMBERS, "Drammen", "left", datetime(2026, 1, 1), by="name")
    found = recalculate_file(path, moment=NOW, who="Kari").findings
    (told,) = [f for f in found if f.code == "K017"]
    assert told.cell == bound(path).where(MEMBERS, "Drammen", "left", "name")
    assert not told.safe


# Three ordinary changes that gave a wrong figure under a green lamp: the unnamed absorbed them.


def fee_figures(path: Path) -> list[Value]:
    """The fees of the main figures and the result, as the saved workbook shows them."""
    book = bound(path)
    cells = [
        book.where(MAIN, "Kontingenter", "budget"),
        book.where(MAIN, "Resultat", "budget", "type"),
    ]
    return [book.book.cell(cell).value for cell in cells if cell is not None]


def told_of_fees(found: tuple[Finding, ...]) -> list[tuple[str, Severity]]:
    """What is said beyond what is said of the shipped workbook: rules about fees only."""
    usual = {"K003", "K008", "K022", "K032"}  # K032: at NOW the last population is to come
    return [(f.code, f.severity) for f in found if f.code[0] == "K" and f.code not in usual]


def test_a_rate_of_3_00_moves_the_budget_and_is_said_to_differ_from_the_case(path: Path) -> None:
    assume(path, "Kontingentsats", 3.0)
    found = recalculate_file(path, moment=NOW, who="Kari").findings
    assert fee_figures(path) == [6464.0, 741.0]
    assert told_of_fees(found) == [("K013", Severity.WARNING)]


def test_a_member_that_leaves_takes_its_fee_along(path: Path) -> None:
    put(path, MEMBERS, "Drammen", "left", datetime(2025, 12, 31), by="name")
    found = recalculate_file(path, moment=NOW, who="Kari").findings
    assert fee_figures(path) == [5123.0, -600.0]
    assert told_of_fees(found) == [("K015", Severity.WARNING)]


@pytest.mark.parametrize(
    ("growth", "fees", "result"),
    [
        ("Som de navngitte", 5426.0, -297.0),
        pytest.param("Uendret", 5409.0, -314.0, marks=pytest.mark.thorough),
        pytest.param("Nasjonal vekst", 5423.0, -300.0, marks=pytest.mark.thorough),
    ],
)
def test_another_population_counts_by_a_stated_method(
    path: Path, growth: str, fees: float, result: float
) -> None:
    assume(path, "Folketallsdato", datetime(2026, 1, 1))
    assume(path, "Vekst_øvrige", growth)
    found = recalculate_file(path, moment=NOW, who="Kari").findings
    assert fee_figures(path) == [fees, result]
    (told,) = [f for f in check(path, today=NOW.date()).findings if f.code == "K014"]
    assert told in found
    for word in (growth, "5\u00a0408\u00a0748", "5\u00a0425\u00a0700", "ikke kjent"):
        assert word in told.message
    assert told_of_fees(found) == [("K014", Severity.WARNING)]


def test_the_cases_number_of_members_moves_the_count_and_no_kroner(path: Path) -> None:
    assume(path, "Antall_medlemmer", 61.0)
    found = recalculate_file(path, moment=NOW, who="Kari").findings
    assert fee_figures(path) == [5387.0, -336.0]
    book = bound(path)
    counts = [book.where("tblKontingent", row, "count") for row in (OTHERS, TOTAL)]
    assert [book.book.cell(cell).value for cell in counts if cell is not None] == [45.0, 61.0]
    (told,) = [f for f in found if f.code == "K003"]
    assert told.message.startswith("45 av 61 medlemmer i saken er ikke navngitt")


# Tables removed by another program: 36 Feil in one mode, «Ingen feil» in another.


def test_a_workbook_without_its_tables_is_still_known_and_told_in_one_finding(path: Path) -> None:
    book = read_book(path)
    bare = replace(book, sheets=tuple(replace(sheet, tables=()) for sheet in book.sheets))
    found = bound_or_none(Opened(path, b"", bare))
    assert found is not None
    told = run(view_of(bare), today=NOW.date())
    assert [(f.code, f.severity) for f in told] == [("S002", Severity.ERROR)]
