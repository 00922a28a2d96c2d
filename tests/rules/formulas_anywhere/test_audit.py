"""The audit as a whole: quiet on sound sheets, ranked, alike wherever a sheet begins."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orxl.core.findings import Severity
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.core.values import BLANK
from orxl.formulas.relative import moved
from orxl.rules.kit import AnyRule, SmallSheet
from orxl.rules.kit.registry import find_rule, rules_asking
from orxl.rules.kit.run import BROKEN_RULE
from orxl.rules.sheets.given import given as given_in
from orxl.rules.sheets.view import SheetsView
from tests.helpers import said, sheets_of

FILLS = ("A1*B1", "A1+B1-2", "SUM(A1:B1)", "A1/$A$1", "IF(A1>B1,A1,B1)", "ROUND(A1*1.25,2)")


def filled(formula: str, rows: int, first_row: int = 1, first_column: int = 1) -> Book:
    """Two columns of numbers and a third with *formula*, written for A1:C1, filled down."""
    origin = CellRef("Ark", 1, 3)
    cells: dict[tuple[int, int], Cell] = {}
    for n in range(rows):
        row = first_row + n
        cells[row, first_column] = Cell(float(7 * n % 11 + 3))
        cells[row, first_column + 1] = Cell(float(5 * n % 7 + 2))
        text = moved(formula, origin, CellRef("Ark", row, first_column + 2))
        cells[row, first_column + 2] = Cell(1.0, text, kind="normal")
    return Book((Sheet("Ark", cells),))


def with_cell(book: Book, row: int, column: int, cell: Cell) -> Book:
    sheet = book.sheets[0]
    return replace(book, sheets=(replace(sheet, cells={**sheet.cells, (row, column): cell}),))


@given(st.sampled_from(FILLS), st.integers(1, 40))
@settings(max_examples=40, deadline=None)
def test_a_formula_filled_down_is_never_suspected(formula: str, rows: int) -> None:
    assert said(SheetsView(filled(formula, rows))) == []


@given(
    st.sampled_from([f for f in FILLS if "$" not in f]),
    st.integers(2, 7), st.integers(0, 30), st.integers(0, 20),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_a_number_typed_over_is_found_wherever_the_sheet_begins(
    formula: str, odd: int, down: int, right: int
) -> None:
    book = with_cell(filled(formula, 9, 1 + down, 1 + right), odd + down, 3 + right, Cell(999.0))
    found = [f for f in said(SheetsView(book)) if f.code == "A004"]
    assert [f.cell for f in found] == [CellRef("Ark", odd + down, 3 + right)]


def test_the_proposed_formula_mends_the_sheet() -> None:
    book = with_cell(filled("A1*B1", 9), 5, 3, Cell(1.0, "A4*B5", kind="normal"))
    (found,) = said(SheetsView(book))
    assert found.expected == "=A5*B5"
    mended = with_cell(book, 5, 3, Cell(1.0, str(found.expected)[1:], kind="normal"))
    assert said(SheetsView(mended)) == []


def test_findings_come_worst_first_and_surest_first() -> None:
    book = with_cell(filled("A1*B1", 12), 5, 3, Cell(1.0, "A4*B5", kind="normal"))
    book = with_cell(book, 13, 1, Cell(0.0, "SUM(A1:A13)", kind="normal"))
    book = with_cell(book, 9, 3, Cell(4.0))
    found = said(SheetsView(book))
    ranks = [(-f.severity, -(f.confidence or 0)) for f in found]
    assert len(found) == 3
    assert ranks == sorted(ranks)
    assert found[0].severity is Severity.ERROR


def test_cells_that_a_layout_owns_are_left_to_its_rules() -> None:
    book = with_cell(filled("A1*B1", 9), 5, 3, Cell(999.0))
    assert said(SheetsView(book, owned_ranges=(Range.of("Ark", "A1:C9"),))) == []
    assert said(SheetsView(book, owned_cells=frozenset({CellRef("Ark", 5, 3)}))) == []
    assert said(SheetsView(book, owned_cells=frozenset({CellRef("Ark", 4, 3)}))) != []


def test_a_rule_that_fails_is_a_finding() -> None:
    def broken(view: SheetsView):  # type: ignore[no-untyped-def]
        raise ValueError("nei")
        yield

    rule = copy(rules_asking("SheetsView")[0])
    rule.check(broken)
    (found,) = said(SheetsView(filled("A1", 3)), rules=[rule])
    assert (found.code, found.severity) == (BROKEN_RULE, Severity.ERROR)


def test_formulas_without_values_are_checked_all_the_same() -> None:
    rows = ("a|10", "b|20", "c|30", "d|40", "Sum|=SUM(B1:B3)")
    (found,) = said(sheets_of(SmallSheet("\n".join(rows))))
    assert (found.code, found.place) == ("A006", "'Ark1'!B5")


def test_an_empty_workbook_has_no_findings() -> None:
    assert said(SheetsView(Book(()))) == []
    assert said(SheetsView(Book((Sheet("Ark", {(1, 1): Cell(BLANK)}),)))) == []


@pytest.mark.parametrize("rule", rules_asking("SheetsView"), ids=lambda rule: rule.code)
def test_a_rule_is_found_by_code_and_by_name(rule: AnyRule) -> None:
    assert find_rule(rule.code.lower()) is rule
    named = find_rule(rule.name)  # what two views have in common may have one name
    assert named is not None
    assert named.name == rule.name


@pytest.mark.parametrize(
    ("formula", "value"),
    [("A3+2*3", 8.0), ("(A3+2)*3", 12.0), ("-A3+SUM(A3:B3)", 3.0), ("A3/0", None),
     ("ABS(-A3)", 2.0), ("8/A3/2", 2.0), ("5-A3-1", 2.0), ("-A3^2", 4.0), ("A3%", 0.02),
     ("ROUND(A3/3,1)", 0.7), ("AVERAGE(A3:B3,$A$1)", 4.0), ("MAX(A3:B3)-MIN(A3:B3)", 1.0),
     ("IF(A3>1,2,3)", None), ("A3&B3", None), ("SUM(A:A)", None), ("Ark1!B3", 3.0),
     ("A3+C3", None)],
)  # fmt: skip
def test_what_a_formula_gives_when_it_is_copied_two_rows_down(
    formula: str, value: float | None
) -> None:
    """Written for row 1; in row 3 it reads the 2 and the 3 there, and the error beside them."""
    home = CellRef("Ark1", 3, 5)
    text = moved(formula, home, CellRef("Ark1", 1, 5))
    view = sheets_of(SmallSheet(f"7||||={text}\n\n2|3|#N/A"))
    there = given_in(view, view.sheets[0], (1, 5), (3, 5))
    assert (there and there.value) == (value if value is None else pytest.approx(value))
