"""What the numbers of any workbook say: pasted values, typed totals, holes, footing across."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orxl.core.edits import Formula, SetCell
from orxl.core.findings import Finding, Severity
from orxl.core.refs import Range
from orxl.rules.kit import SmallSheet
from orxl.rules.sheets.pasted import digits_alike
from orxl.rules.sheets.view import SheetsView
from tests.helpers import said, sheets_of


def found(rows: str) -> list[Finding]:
    return said(sheets_of(SmallSheet(rows)))


def codes(rows: str) -> set[str]:
    return {finding.code for finding in found(rows)}


@given(
    st.lists(st.integers(100_000, 999_999), min_size=3, max_size=8), st.integers(0, 6),
    st.integers(0, 12),
)  # fmt: skip
@settings(max_examples=12, deadline=None)
def test_a_total_pasted_as_a_value_is_found_however_far_the_formula_stands(
    numbers: list[int], gap: int, down: int
) -> None:
    assume(sum(numbers) % 10)
    top = "\n".join(["x"] * down)
    body = "\n".join(f"{n}{'|' * (gap + 1)}{n + 1}" for n in numbers)
    column, first = "BCDEFGH"[gap], down + 1
    last = down + len(numbers)
    total = sum(numbers)
    formula = f"=SUM({column}{first}:{column}{last})→{total + len(numbers)}"
    rows = "\n".join(filter(None, (top, body, f"{total}{'|' * (gap + 1)}{formula}")))
    finding = next(f for f in found(rows) if f.code == "A019")
    assert finding.severity is Severity.WARNING
    assert finding.cell is not None
    assert finding.cell.a1 == f"A{last + 1}"
    (edit,) = finding.fix
    assert isinstance(edit, SetCell)
    assert edit.content == Formula(f"SUM(A{first}:A{last})")


@pytest.mark.parametrize(
    ("value", "gives", "digits"),
    [(12345.0, 12345.0, 5), (1500.0, 1500.0, 2), (0.25, 0.25, 2), (9.4, 9.3889, 2),
     (9.4, 9.46, 0), (100.0, 99.7, 1), (0.0, 0.0, 0), (inf, inf, 0), (7.5, nan, 0),
     (-7.5, -7.5, 2), (7.5, -7.5, 0)],
)  # fmt: skip
def test_how_many_digits_a_typed_number_shares_with_a_formula(
    value: float, gives: float, digits: int
) -> None:
    assert digits_alike(value, gives) == digits


def test_a_balance_read_backwards_is_no_pasted_sum() -> None:
    """41 250 = 53 370 − 12 120 is also the sum of 53 370 and −12 120 below it."""
    assert "A019" not in codes(
        """
        Inn  |41250
        Ut   |53370
        Saldo|-12120

        Gjeld|=B6+B7→900
        lang |600
        kort |300
        """
    )


def test_a_line_of_one_number_repeated_is_no_pasted_reference() -> None:
    assert (
        codes(
            """
            Aksjer|=C1→210000|=D1→210000|210000|210000|210000|210000
            """
        )
        == set()
    )


def test_opening_balances_that_are_the_year_befores_closing_are_found_as_one() -> None:
    findings = found(
        """
        År |2024          |2023           |2022           |2021
        IB |=C4→111530    |108106         |105791         |100509
        Res|4280          |3424           |2315           |5282
        UB |=B2+B3→115810|=SUM(C2:C3)→111530|=SUM(D2:D3)→108106|=SUM(E2:E3)→105791
        """
    )
    (pasted,) = [f for f in findings if f.code == "A019"]
    assert "C2:D2" in pasted.message


def test_a_formula_that_would_read_what_rests_on_the_number_is_not_proposed() -> None:
    """Every balance is typed where the year's result is worked out of it."""
    rows = """
        UB |=B2+B3→150|=C2+C3→170|=D2+D3→190|210
        IB |100       |150       |170       |190
        Res|50        |20        |20        |=E1-E2→20
    """
    assert all(f.cell is None or f.cell.a1 != "E1" for f in found(rows))


def test_typed_totals_of_small_numbers_are_told_when_a_whole_row_agrees() -> None:
    rows = """
        Fag   |Gutter|Jenter|Alle|Året før|To år før
        Norsk |12    |14    |26  |23      |31
        Engelsk|21   |18    |39  |33      |37
        Totalt|33    |32    |65  |56      |68
    """
    (finding,) = [f for f in found(rows) if f.code == "A020" and f.cell and f.cell.row == 4]
    assert finding.severity is Severity.NOTE
    assert "B4:F4" in finding.message


def test_a_row_of_sums_needs_no_sum_of_the_rates() -> None:
    assert "A021" not in codes(
        """
        Navn|jan          |Sats|feb          |mar          |apr          |mai
        Anne|10           |210 |10           |11           |12           |13
        Bo  |20           |250 |20           |21           |22           |23
        Cato|20           |250 |20           |21           |22           |23
        Sum |=SUM(B2:B4)→50|   |=SUM(D2:D4)→50|=SUM(E2:E4)→53|=SUM(F2:F4)→56|=SUM(G2:G4)→59
        """
    )


def test_a_zero_where_nought_is_divided_by_nought_is_a_typed_formula() -> None:
    finding = next(
        f
        for f in found(
            """
            År  |Søkere|Plasser|Andel
            2022|0     |0      |0
            2023|0     |0      |0
            2024|15    |40     |=B4/C4→0.375
            2025|14    |45     |=B5/C5→0.311
            """
        )
        if f.code == "A022"
    )
    assert "D2:D3" in finding.message
    assert "#DIV/0!" in finding.remedy


def test_only_the_first_total_that_does_not_foot_across_is_told() -> None:
    rows = """
        Post  |Kvinner      |Menn         |Alle
        Nord  |120          |130          |=B2+C2→250
        Sør   |110          |100          |=B3+C3→210
        Vest  |90           |80           |190
        Øst   |70           |60           |=B5+C5→130
        Sum   |=SUM(B2:B5)→390|=SUM(C2:C5)→370|=SUM(D2:D5)→780
        Andre |10           |10           |=B7+C7→20
        Totalt|=B6+B7→400   |=C6+C7→380   |=D6+D7→800
    """
    assert [f.cell.a1 for f in found(rows) if f.code == "A025" and f.cell] == ["D6"]


def test_the_total_of_a_pivot_table_is_excels_own() -> None:
    book = SmallSheet("Post|Beløp\nLønn|412500\nReise|31231\nTotalt|443731").book
    assert [f.code for f in said(SheetsView(book))] == ["A020"]
    pivot = Range.of("Ark1", "A1:B4")
    assert said(SheetsView(book, owned_ranges=(pivot,))) == []


def test_a_number_with_decimals_nobody_types_is_an_outdated_result() -> None:
    """It was pasted before one of the numbers it came from was corrected."""
    findings = found(
        """
        25|40|=A1/B1→0.625
        43|24|=A2/B2→1.7916666667
        28|15|=A3/B3→1.8666666667
        12|17|0.7142857143
        25|10|=A5/B5→2.5
        9 |15|=A6/B6→0.6
        """
    )
    (stale,) = [f for f in findings if f.cell and f.cell.a1 == "C4"]
    assert (stale.code, stale.expected) == ("A004", "=A4/B4")


def test_a_formula_of_nothing_but_signs_is_worked_out() -> None:
    """Eight thousand signs before a cell: what a program wrote, and no reason to fail."""
    assert {f.code for f in found(f"3|={'-' * 8000}A1→3\n4|4\n5|={'-' * 8000}A3→5")} <= {"A004"}


def test_pasted_numbers_on_both_sides_of_a_formula_are_two_places() -> None:
    rows = """
        Sted |Søkere|Plasser|Andel
        Nord |1051  |872    |1.2052752293577982
        Øst  |1203  |931    |1.2921589688506983
        Sum  |=SUM(B2:B3)→2254|=SUM(C2:C3)→1803|=B4/C4→1.2501386577925679
        Sør  |1107  |991    |1.1170534813319879
        Vest |1303  |897    |1.4526198439241918
    """
    assert [f.cell.a1 for f in found(rows) if f.code == "A019" and f.cell] == ["D2", "D5"]


def test_sums_that_leave_out_the_same_row_are_told_once() -> None:
    rows = """
        Post |jan           |feb           |mar           |apr           |mai
        Lønn |10            |11            |12            |13            |14
        Reise|20            |21            |22            |23            |24
        Andre|0             |0             |46            |0             |0
        Sum  |=SUM(B2:B3)→30|=SUM(C2:C3)→32|=SUM(D2:D4)→80|=SUM(E2:E3)→36|=SUM(F2:F3)→38
    """
    (finding,) = found(rows)
    assert (finding.code, finding.cell and finding.cell.a1) == ("A024", "D5")
    assert "B5:C5 og E5:F5" in finding.message


def test_a_typed_total_that_is_wrong_is_found_by_the_sums_beside_it() -> None:
    rows = """
        Post  |2023           |2024           |2025           |Andel|2022
        Lønn  |100            |110            |120            |0.8  |91
        Reise |25             |26             |27             |0.2  |24
        Totalt|=SUM(B2:B3)→125|=SUM(C2:C3)→136|=SUM(D2:D3)→147|     |117
    """
    (finding,) = [f for f in found(rows) if f.cell and f.cell.a1 == "F4"]
    assert finding.code == "A026"
    assert "115" in finding.message


def test_a_number_typed_over_the_first_formula_is_found_though_a_gap_lies_further_down() -> None:
    rows = """
        Vare|Antall|Pris|Beløp
        a   |2     |31  |70
        b   |4     |51  |=B3*C3→204
        c   |6     |71  |=B4*C4→426
        d   |8     |91  |=B5*C5→728
        Annet
        e   |3     |21  |=B7*C7→63
        f   |5     |41  |=B8*C8→205
    """
    assert [f.cell.a1 for f in found(rows) if f.code == "A004" and f.cell] == ["D2"]


def test_a_sum_deleted_between_like_columns_is_found_and_one_of_rates_is_not() -> None:
    rows = """
        Post|jan           |feb |mar           |apr           |Sats|mai
        a   |100           |110 |120           |130           |2   |140
        b   |200           |210 |220           |230           |3   |240
        Sum |=SUM(B2:B3)→300|   |=SUM(D2:D3)→340|=SUM(E2:E3)→360|  |=SUM(G2:G3)→380
    """
    assert [f.cell.a1 for f in found(rows) if f.code == "A026" and f.cell] == ["C4"]


def test_a_sum_that_adds_up_itself_is_a_circle_and_nothing_else() -> None:
    rows = """
        a  |1             |2             |3             |4
        b  |5             |6             |7             |8
        Sum|=SUM(B1:B2)→6 |=SUM(C1:C3)→0 |=SUM(D1:D2)→10|=SUM(E1:E2)→12
    """
    assert {f.code for f in found(rows) if f.cell and f.cell.a1 == "C3"} <= {"A002", "A003"}
    assert "A024" not in codes(rows)


def test_a_line_that_one_of_four_copies_seems_to_leave_out_is_none_of_the_list() -> None:
    rows = """
              |Nord         |Sør          |Vest         |Øst          |Sum
        Skoler|=7*2→14      |8            |9            |7            |=SUM(B2:E2)→38
        Norsk |=B2*10→140   |=C2*10→80    |=D2*10→90    |=E2*10→70    |=SUM(B3:E3)→380
        Matte |=B2*11→154   |=C2*11→88    |=D2*11→99    |=E2*11→77    |=SUM(B4:E4)→418
        Totalt|=SUM(B3:B4)→294|=SUM(C3:C4)→168|=SUM(D3:D4)→189|=SUM(E3:E4)→147|=SUM(F3:F4)→798
    """
    assert "A006" not in codes(rows)


def test_a_row_that_is_named_as_the_others_but_not_filled_in_lacks_the_formula_too() -> None:
    rows = """
        Post   |Uke|Måned
        Leie   |   |=B2*52/12→0
        Strøm  |   |=B3*52/12→0
        Telefon|   |
        Avis   |   |=B5*52/12→0
               |   |
        Mat    |   |=B7*52/12→0
    """
    (finding,) = found(rows)
    assert (finding.code, finding.cell and finding.cell.a1) == ("A021", "C4")
    assert finding.severity is Severity.NOTE


def test_a_lone_reference_among_sums_leaves_out_what_they_add() -> None:
    rows = """
        Post    |Budsjett    |  |Regnskap    |  |Rest
        Utgifter|100         |  |80          |  |=B2-D2→20
        Overført|10          |  |10          |  |=B3-D3→0
        Sum     |=B2+B3→110  |x |=D2+D3→90   |x |=F2→20
    """
    assert [f.cell.a1 for f in found(rows) if f.code == "A024" and f.cell] == ["F4"]
