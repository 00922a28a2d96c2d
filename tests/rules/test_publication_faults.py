"""The board paper's eight known faults, each found at its cell in a workbook «as printed».

The workbook is the built one with the printed figures of tables 5.1.1 and 5.1.2 typed over every
formula, without the lines «Avrunding» that the workbook has and the paper has not.
"""

from __future__ import annotations

import pytest

from orxl.binding import BoundBook
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.rules.kit import Editor
from orxl.rules.kit.registry import all_rules
from tests.helpers import said, view_of

pytestmark = pytest.mark.slow

LINES = "tblHovedtall"
PROJECTS = "tblProsjektmidler"
AMOUNTS = ("budget_prior", "forecast_prior", "budget", "change")
KLIMASATS = "Klimasats – Energistasjonsprosjektet fase II 2025–2027"

# Table 5.1.1, in 1000 kr: Budsjett 2025, Prognose 2025, Budsjett 2026, Endring. None is «–».
MAIN_FIGURES: dict[str, tuple[float | None, float | None, float | None, float | None]] = {
    "Inngående mindreforbruk (overførte midler fra tidl. år)": (1745, 1745, 3743, 1998),
    "Kontingenter": (6987, 7060, 5387, -1600),
    KLIMASATS: (750, 413, 1087, 337),
    "SEADITO 2024–2027": (200, 418, 200, 0),
    "GEO4Water 2025–2026": (None, None, 1050, 1050),
    "ORBIFY 2026–2028": (None, None, 830, 830),
    "Samarbeid om internasjonal arbeidskraft": (None, 430, 200, 200),
    "Andre tilskudd": (None, None, None, None),
    "Avrunding inntekter": (None, None, None, None),
    "Sum inntekter": (7937, 8319, 8754, 435),
    "Møteutgifter politiske organer": (40, 7, 60, 20),
    "Møteutgifter administrative organer": (147, 187, 150, 3),
    "Kommunikasjon": (250, 116, 200, -50),
    "Sekretariatet, andre utgifter": (350, 245, 300, -50),
    "Lønn sekretariatet, mv.": (5800, 5348, 5800, 0),
    "Prosjekter": (1350, 417, 2580, 1230),
    "Avrunding utgifter": (None, None, None, None),
    "Sum driftsutgifter": (7937, 6321, 9090, 1153),
    "Resultat (negativt = bruk av overførte midler)": (0, 1998, -336, -336),
    "Utgående mindreforbruk": (1745, 3743, 3407, 3407),
}

# Table 5.1.2. The scan lost two changes; the printed ones add up to 1130 only with −100 and −100.
PROJECT_FUNDS: dict[str, tuple[float | None, float | None, float | None, float | None]] = {
    "Store arrangementer": (250, -82, 300, 50),
    "Areal og transport": (100, None, None, -100),
    "Klima": (100, None, None, -100),
    "Energistasjonsprosjektet fase II": (400, 50, 500, 100),
    "ORBIFY": (None, None, 300, 300),
    "SEADITO": (150, 22, 50, -100),
    "GEO4Water": (None, 17, 830, 830),
    "Oslopolitan": (50, 50, None, None),
    "Strategiske satsinger": (400, 360, 600, 200),
}
PROJECT_TOTALS = {
    "budget_prior": 1450, "forecast_prior": 417, "frame": 2580, "budget": 2580, "change": 1130,
}  # fmt: skip

FOOTNOTE = (
    "SEADITO: Forhåndsutbetaling, 75 % av EU-tilsagnet (totalt 50 Euro). Bundne midler for hele "
    "prosjektperioden"
)


def _typed(value: float | None) -> Value:
    return BLANK if value is None else float(value)


@pytest.fixture(scope="module")
def as_printed(bound: BoundBook) -> Editor:
    """The workbook as printed."""
    editor = Editor(bound)
    for label, figures in MAIN_FIGURES.items():
        for key, figure in zip(AMOUNTS, figures, strict=True):
            editor.put(LINES, label, key, _typed(figure))
    for label, figures in PROJECT_FUNDS.items():
        for key, figure in zip(AMOUNTS, figures, strict=True):
            editor.put(PROJECTS, label, key, _typed(figure))
        editor.put(PROJECTS, label, "frame", _typed(figures[2]))
    for grant in editor.rows_where("tblTilskuddsår"):
        editor.type_in(editor.at("tblTilskuddsår", grant, "frame"), BLANK)  # printed on the project
    for key, figure in PROJECT_TOTALS.items():
        editor.type_in(editor.over(PROJECTS, key), float(figure))
    editor.put("tblNoter", "H1", "text", FOOTNOTE)
    return editor


@pytest.fixture(scope="module")
def findings(as_printed: Editor) -> list[Finding]:
    """What the rules about figures, programme and texts say of it."""
    rules = [rule for rule in all_rules() if rule.code[0] in "BKPT"]
    return said(view_of(as_printed.book), rules=rules)


def at(findings: list[Finding], code: str, cell: CellRef) -> Finding:
    """The one finding of the rule *code* in *cell*."""
    [finding] = [f for f in findings if f.code == code and f.cell == cell]
    return finding


def test_the_printed_figures_are_all_typed(as_printed: Editor, bound: BoundBook) -> None:
    for name, printed in ((LINES, MAIN_FIGURES), (PROJECTS, PROJECT_FUNDS)):
        assert [row.values["label"] for row in bound.rows(name)] == list(printed)
        # What follows the year up is not in the paper and stays formulas.
        table = bound.tables[name]
        sheet = as_printed.book.sheet(table.table.sheet)
        assert sheet is not None
        formulas = {column for (_, column), cell in sheet.cells.items() if cell.formula is not None}
        assert not formulas & {table.columns[key] for key in AMOUNTS}


def test_fault_1_income_is_compared_with_the_forecast(
    findings: list[Finding], bound: BoundBook
) -> None:
    cell = bound.where(LINES, "Sum inntekter", "change")
    assert cell is not None
    finding = at(findings, "B005", cell)
    assert (finding.expected, finding.actual) == (817.0, 435.0)
    assert "målt mot «Prognose 2025»" in finding.message


def test_fault_2_the_change_of_the_balance_is_the_balance(
    findings: list[Finding], bound: BoundBook
) -> None:
    cell = bound.where(LINES, "Utgående mindreforbruk", "change")
    assert cell is not None
    finding = at(findings, "B005", cell)
    assert (finding.expected, finding.actual) == (1662.0, 3407.0)
    assert "selve beløpet" in finding.message


def test_fault_3_projects_differ_between_the_tables_and_are_listed_as_printed(
    findings: list[Finding], bound: BoundBook
) -> None:
    cell = bound.where(LINES, "Prosjekter", "budget_prior")
    assert cell is not None
    finding = at(findings, "B006", cell)
    assert (finding.expected, finding.actual) == (1450.0, 1350.0)
    assert finding.accepted is None
    assert finding.printed is not None
    assert finding.printed.startswith("tabell 5.1.1 (1 350)")


@pytest.mark.parametrize(
    ("total", "expected", "actual"),
    [("Sum inntekter", 8321.0, 8319.0), ("Sum driftsutgifter", 6320.0, 6321.0)],
)
def test_fault_4_the_forecasts_totals_are_not_their_sums(
    findings: list[Finding], bound: BoundBook, total: str, expected: float, actual: float
) -> None:
    cell = bound.where(LINES, total, "forecast_prior")
    assert cell is not None
    finding = at(findings, "B001", cell)
    assert (finding.expected, finding.actual) == (expected, actual)


def test_fault_5_a_project_ends_without_a_change(findings: list[Finding], bound: BoundBook) -> None:
    cell = bound.where(PROJECTS, "Oslopolitan", "change")
    assert cell is not None
    finding = at(findings, "B005", cell)
    assert (finding.expected, finding.actual) == (-50.0, BLANK)
    assert "står tom" in finding.message


def test_fault_6_the_footnote_says_fifty_euro(findings: list[Finding], bound: BoundBook) -> None:
    cell = bound.where("tblNoter", "H1", "text")
    assert cell is not None
    finding = at(findings, "T002", cell)
    assert (finding.expected, finding.actual) == (50_000.0, 50.0)


def test_fault_7_the_years_of_the_project_differ(findings: list[Finding], bound: BoundBook) -> None:
    cell = bound.where(LINES, KLIMASATS, "label")
    assert cell is not None
    finding = at(findings, "T003", cell)
    assert (finding.expected, finding.actual) == ("2025–2026", "2025–2027")
    assert "Tiltak 3.2.1" in finding.message


def test_fault_8_the_fee_income_is_no_single_product(
    findings: list[Finding], bound: BoundBook
) -> None:
    cell = bound.where("tblForutsetninger", "Kontingentgrunnlag", "value")
    assert cell is not None
    finding = at(findings, "K008", cell)
    assert finding.actual == 5_386_627.0
    assert "2\u00a0154\u00a0650,8 innbyggere" in finding.message


def test_the_rest_of_the_paper_holds_no_error(findings: list[Finding]) -> None:
    errors = sorted((f.code, f.place) for f in findings if f.severity is Severity.ERROR)
    assert errors == [
        ("B001", "Hovedtall!C15"),
        ("B001", "Hovedtall!C23"),
        ("B005", "Hovedtall!F15"),
        ("B005", "Hovedtall!F25"),
        ("B005", "Prosjektmidler!H13"),
    ]
