from __future__ import annotations

from decimal import Decimal

import pytest

from orxl.core.errors import BadSource
from orxl.sources.ledger import read_ledger
from orxl.sources.ledger_records import Sheet
from orxl.sources.ledger_signs import Chart, Signs, charts_for
from tests.sources.ledgers import Line, lines, nets, read

ARTS = """
Oslo kommune||||
Regnskap 2026||||
Art|Art (T)|Ansvar|Periode|Beløp
010|Fast lønn|4711|202601|400 000,00
010|Fast lønn|4711|202602|400 000,50
120|Annet forbruksmateriell|4711|202601|1 500,00
790|Internsalg|4711|202602|2 000,00-
"""


def test_an_agresso_list_is_read_to_the_ore() -> None:
    ledger = read(ARTS)
    assert nets(ledger) == {"010": 80000050, "120": 150000, "790": -200000}
    assert (ledger.rows, ledger.taken, ledger.unknown) == (4, 4, 0)
    assert ledger.total == 79950050
    assert (ledger.chart, ledger.signs) == (Chart.ARTS, Signs.INCOME_MINUS)
    assert ledger.last == (2026, 2)
    assert ledger.accounts["790"] == "Internsalg"
    assert not ledger.problems


def test_sums_headers_and_texts_are_left_out_and_counted() -> None:
    ledger = read("""
        Konto|Tekst|Beløp
        5010|Lønn|100,00
        5090|Arbeidsgiveravgift|14,10
        |Sum lønn|114,10
        Konto|Tekst|Beløp
        6300|Leie|20,00
        Sum 6300||20,00
        |Totalt|134,10
        Side 1 av 1||
        """)
    assert nets(ledger) == {"5010": 10000, "5090": 1410, "6300": 2000}
    assert ledger.left == {"summer": 3, "gjentatte overskrifter": 1, "linjer med bare tekst": 1}
    assert ledger.rows == ledger.taken + ledger.left.total()
    assert not ledger.problems


def test_a_sum_that_is_not_the_sum_of_its_lines_is_named() -> None:
    ledger = read("Konto|Tekst|Beløp\n5010|Lønn|100,00\n|Sum lønn|110,00")
    (problem,) = ledger.problems
    assert problem.place == "linje 3, kolonne 3 («Beløp»)"
    assert problem.value == "110,00 kr"
    assert "gir 100,00 kr" in problem.said


def test_sums_above_their_lines_are_sums() -> None:
    ledger = read("Konto|Tekst|Beløp\n|Sum lønn|110,00\n5010|Lønn|100,00\n5090|Avgift|10,00")
    assert ledger.left["summer"] == 1
    assert not ledger.problems


def test_a_group_of_accounts_is_not_counted_twice() -> None:
    ledger = read("""
        Konto|Kontonavn|Regnskap hittil 2026|Budsjett 2026
        50|Lønn|110,00|200
        5010|Fast lønn|100,00|180
        5020|Feriepenger|10,00|20
        """)
    assert nets(ledger) == {"5010": 10000, "5020": 1000}
    assert ledger.left == {"summer": 1}


def test_the_zeros_that_excel_took_come_back() -> None:
    rows = (("Art", "Beløp"), (Decimal(10), Decimal("5.5")), (Decimal(99), 1), (Decimal(729), -1))
    ledger = read_ledger([Sheet([Line(i, r) for i, r in enumerate(rows, 1)], "Ark1")])
    assert nets(ledger) == {"010": 550, "099": 100, "729": -100}
    assert "Nullene foran artene er satt tilbake: 010 og 099." in ledger.remarks


def test_debit_and_credit_are_one_amount() -> None:
    plain = "Konto|Bilagsnr|Debet|Kredit\n5010|1|100,00|\n1920|1||100,00"
    assert nets(read(plain)) == {"5010": 10000, "1920": -10000}
    signed = "Konto|Bilagsnr|Debet|Kredit\n5010|1|100,00|\n1920|1||-100,00"
    assert nets(read(signed)) == {"5010": 10000, "1920": -10000}
    with_sum = plain + "\nSum||100,00|100,00"
    assert read(with_sum).left == {"summer": 1}


def test_a_column_says_which_side_an_amount_is_on() -> None:
    ledger = read("Konto|Bilag|D/K|Beløp\n5010|1|D|100,00\n3000|1|K|100,00")
    assert nets(ledger) == {"5010": 10000, "3000": -10000}


def test_credits_of_both_signs_are_refused() -> None:
    with pytest.raises(BadSource, match="kreditbeløp"):
        read("Konto|Debet|Kredit\n5010|100,00|\n3000||-90,00\n3100||20,00")


def test_a_report_turned_round_is_turned_back() -> None:
    ledger = read("Konto|Beløp\n3000|500,00\n5010|-300,00")
    assert ledger.signs is Signs.EXPENSE_MINUS
    assert nets(ledger) == {"3000": -50000, "5010": 30000}
    assert ledger.total == 20000


def test_amounts_without_sign_are_refused_until_somebody_says_so() -> None:
    text = "Konto|Beløp\n3000|500,00\n5010|300,00"
    with pytest.raises(BadSource, match="ikke fortegn"):
        read(text)
    assert nets(read(text, signs=Signs.NONE)) == {"3000": -50000, "5010": 30000}


def test_without_sign_and_without_known_accounts_nothing_is_read() -> None:
    with pytest.raises(BadSource, match="hva som er inntekt"):
        read("Konto|Beløp\n65000|500,00\n35000|300,00", signs=Signs.NONE)


def test_months_across_are_periods() -> None:
    ledger = read("""
        Regnskap 2026
        Konto|Navn|Januar|Februar|Mars
        5010|Lønn|1,00|2,00|3,00
        |Sum|1,00|2,00|3,00
        """)
    assert [(s.year, s.month, s.amount) for s in ledger.sums] == [
        (2026, 1, 100), (2026, 2, 200), (2026, 3, 300),
    ]  # fmt: skip
    assert ledger.left == {"summer": 1}


def test_the_year_asked_for_chooses_between_columns() -> None:
    text = "Konto|Regnskap 2025|Regnskap 2026\n5010|1,00|2,00"
    assert nets(read(text, year=2026)) == {"5010": 200}
    with pytest.raises(BadSource, match="«Regnskap 2025» og «Regnskap 2026»"):
        read(text)


def test_amounts_in_thousands_are_refused() -> None:
    with pytest.raises(BadSource, match="tusen kroner"):
        read("Konto|Beløp i 1000 kr\n5010|1")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("5010|202601|1.234", "kan være tusen eller desimaler."),
        ("5010|2026|1,00", "er ingen periode eller dato."),
        ("lønn|202601|1,00", "er ikke et kontonummer."),
        ("5 010|202601|1,00", "er ikke et kontonummer."),
        ("1-010-120|202601|1,00", "er ikke et kontonummer."),
        ("|202601|1,00", "står på en linje uten konto."),
        ("5010|202601|#REF!", "er ikke et beløp."),
    ],
)
def test_what_is_in_doubt_is_named_and_not_guessed(row: str, said: str) -> None:
    ledger = read(f"Konto|Periode|Beløp\n5000|202601|7\n{row}")
    (problem,) = ledger.problems
    assert problem.said == said
    assert nets(ledger) == {"5000": 700}
    assert (ledger.rows, ledger.taken, ledger.unknown) == (2, 1, 1)


def test_one_thousand_is_read_when_the_column_tells() -> None:
    ledger = read("Konto|Beløp\n5010|1.234\n5020|12,50")
    assert nets(ledger) == {"5010": 123400, "5020": 1250}
    assert not ledger.problems


def test_the_same_line_twice_is_told_and_counted() -> None:
    ledger = read("Konto|Bilagsnr|Beløp\n5010|7|1,00\n5010|7|1,00")
    assert ledger.duplicates == ["linje 3 er lik linje 2"]
    assert ledger.total == 200


def test_a_sheet_that_sums_up_the_others_is_not_added() -> None:
    one, two = "Konto|Beløp\n5010|1,00", "Konto|Beløp\n5020|2,00"
    both = "Konto|Beløp\n5010|1,00\n5020|2,00"
    ledger = read_ledger(
        [Sheet(lines(both), "Sum"), Sheet(lines(one), "A"), Sheet(lines(two), "B"),
         Sheet(lines("Notat|Om\nx|y"), "Notat"), Sheet(lines(one), "Gjemt", hidden=True)]
    )  # fmt: skip
    assert nets(ledger) == {"5010": 100, "5020": 200}
    assert ledger.rows == ledger.taken + ledger.left.total()
    assert any("Arket Sum" in remark for remark in ledger.remarks)
    assert "Skjulte ark er ikke lest: Gjemt." in ledger.remarks


def test_headers_on_two_lines_with_merged_cells() -> None:
    ledger = read("Konto|Regnskap||Budsjett\n|hittil 2025|hittil 2026|2026\n5010|1|2|3", year=2026)
    assert nets(ledger) == {"5010": 200}


def test_a_file_without_headers_is_refused() -> None:
    with pytest.raises(BadSource, match="overskrifter"):
        read("5010|1,00\n5020|2,00")


def test_a_period_without_a_year_is_told() -> None:
    ledger = read("Konto|Periode|Beløp\n5010|3|1,00", year=2026)
    assert ledger.sums[0].year == 2026
    assert any("hvilket år" in remark for remark in ledger.remarks)


def test_the_day_of_a_report_is_in_its_title() -> None:
    ledger = read("Regnskap pr. 31.08.2026\nUtskrift 02.09.2026\nKonto|Beløp\n5010|1,00")
    assert str(ledger.until) == "2026-08-31"
    assert ledger.sums[0].year == 2026


def test_lines_like_others_are_counted_and_named_once() -> None:
    ledger = read("Konto|Periode|Beløp\n5010|202601|1\n5010|202601|x\n5010|202601|\n5010|202601|2")
    assert nets(ledger) == {"5010": 300}
    assert (ledger.rows, ledger.taken, ledger.unknown) == (4, 2, 1)
    assert ledger.left == {"linjer uten beløp": 1}
    assert len(ledger.problems) == 1


def test_the_name_may_stand_in_the_accounts_cell() -> None:
    ledger = read("Konto|Prosjekt|Beløp\n5010 - Fast lønn|100 SEADITO|1\n6300: Leie|0|2")
    assert nets(ledger) == {"5010": 100, "6300": 200}
    assert ledger.accounts == {"5010": "Fast lønn", "6300": "Leie"}
    assert ledger.projects == {"100": "SEADITO"}


def test_a_field_too_many_is_named_and_not_lost() -> None:
    ledger = read("Konto|Periode|Beløp\n5010|202601|1000|50\n5010|202601|7")
    assert [problem.value for problem in ledger.problems] == ["50"]
    assert nets(ledger) == {"5010": 700}


def test_a_line_that_was_cut_is_named() -> None:
    (problem,) = read("Konto|Periode|Beløp\n5010|202601|7\n5010|2026").problems
    assert "kuttet" in problem.said


def test_months_are_compared_with_their_sum() -> None:
    head = "Regnskap 2026\nKonto|Navn|Jan|Feb|Mar|Sum\n"
    assert not read(head + "5010|Lønn|1|2|3|6").problems
    (problem,) = read(head + "5010|Lønn|1|2|3|7").problems
    assert problem.said == "er summen, men månedene gir 6,00 kr."


def test_a_formula_without_a_value_is_no_empty_cell() -> None:
    rows = [
        Line(1, ("Konto", "Beløp")),
        Line(2, ("5010", None), formulas=frozenset({1})),
        Line(3, ("5020", Decimal(1))),
    ]
    (problem,) = read_ledger([Sheet(rows, "Ark1")]).problems
    assert problem.place == "arket Ark1, celle B2 («Beløp»)"


def test_a_balance_is_read_by_what_it_closes_at() -> None:
    ledger = read("Konto|IB|Bevegelse|UB\n1920|100|50|150\n5010|30|60|90\n3900|0|-10|-10")
    assert nets(ledger) == {"1920": 15000, "5010": 9000, "3900": -1000}


def test_titles_say_thousands_periods_and_days() -> None:
    with pytest.raises(BadSource, match="tusen kroner"):
        read("Tall i hele 1000\nKonto|Beløp\n5010|1")
    ledger = read("Periode 202603 - 202608\nKonto|Beløp\n5010|1")
    assert (str(ledger.since), str(ledger.until)) == ("2026-03-01", "2026-08-31")
    assert str(read("Konto|Regnskap pr. 31.08.2026\n5010|1").until) == "2026-08-31"


def test_headers_without_lines_are_refused() -> None:
    with pytest.raises(BadSource, match="ingen linje med beløp"):
        read("Konto|Beløp\nSide 1|")


def test_a_suspense_account_does_not_hide_what_chart_the_others_are_of() -> None:
    accounts = ["10100", "10900", "11150", "11300", "11700", "12720", "17500", "17000", "18900"]
    assert charts_for([*accounts, "19000", "99999"]) == (Chart.CLASSED,)
    assert charts_for(["10100", "99999"]) != (Chart.CLASSED,)


def test_a_group_without_an_account_is_a_sum_or_a_problem() -> None:
    text = (
        "Regnskap 2026\nKonto|Navn|Beløp\n010|Lønn|5\n170|Transport og reise|7\nLønn og reise||{}"
    )
    ledger = read(text.format(12))
    assert nets(ledger) == {"010": 500, "170": 700}
    assert ledger.left == {"summer": 1}
    (problem,) = read(text.format(13)).problems
    assert "«Lønn og reise»" in problem.said


def test_what_is_carried_over_a_page_is_no_entry() -> None:
    ledger = read("Konto|Bilag|Beløp\n010|1|5\nTransport||5\nOverført||5\n020|2|7\nKontrollsum||12")
    assert nets(ledger) == {"010": 500, "020": 700}
    assert ledger.left == {"summer": 3}
    assert not ledger.problems


def test_an_amount_in_another_currency_is_named() -> None:
    head = "Konto|Valuta|Beløp{}\n010|NOK|1{}\n020|EUR|1{}"
    (problem,) = read(head.format("", "", "")).problems
    assert (problem.value, problem.said) == ("EUR", "er ikke kroner.")
    assert not read(head.format("|Valutabeløp", "|1", "|9")).problems


def test_years_may_head_the_columns() -> None:
    text = "Konto|Navn|2025|2026\n010|Lønn|1|2"
    assert nets(read(text, year=2026)) == {"010": 200}
    two = "Konto|Navn|Regnskap||Budsjett|\n||2025|2026|2025|2026\n010|Lønn|1|2|3|4"
    assert nets(read(two, year=2026)) == {"010": 200}


@pytest.mark.parametrize(
    ("title", "since", "until"),
    [
        ("Periode 1 - 8 2026", "2026-01-01", "2026-08-31"),
        ("Januar – august 2026", "2026-01-01", "2026-08-31"),
        ("Fra 01.03.2026 til 30.09.2026", "2026-03-01", "2026-09-30"),
        ("Regnskap t.o.m. 31.08.2026", "None", "2026-08-31"),
        ("Hovedbok - 02.09.2026", "None", "None"),
        ("Utskrift til 02.09.2026", "None", "None"),
    ],
)
def test_titles_say_which_days_a_report_is_of(title: str, since: str, until: str) -> None:
    ledger = read(f"{title}\nKonto|Beløp\n010|1")
    assert (str(ledger.since), str(ledger.until)) == (since, until)


def test_an_account_may_head_its_lines() -> None:
    ledger = read("""
        Konto|Bilag|Dato|Tekst|Beløp
        1920 Bank||||
        ||||
        |||Inngående saldo|500
        |1|31.01.2026|Lønn|-100
        |||Utgående saldo|400
        5010 Fast lønn||||
        |1|31.01.2026|Overført fra bank|100
        |||Sum 5010|100
        """)
    assert nets(ledger) == {"1920": -10000, "5010": 10000}
    assert ledger.accounts == {"1920": "Bank", "5010": "Fast lønn"}
    assert ledger.left == {"kontooverskrifter": 2, "saldolinjer": 2, "summer": 1}
    assert ledger.rows == ledger.taken + ledger.left.total()
    assert "Kontoen er overskriften over linjene (2 linjer)." in ledger.remarks
    assert not ledger.problems


def test_a_balance_that_does_not_agree_and_a_line_after_the_sum_are_named() -> None:
    head = "Konto|Bilag|Dato|Tekst|Beløp\n1920 Bank||||\n|1|31.01.2026|x|5\n"
    (problem,) = read(head + "|||Utgående saldo|6").problems
    assert "linjene gir 5,00" in problem.said
    (problem,) = read(head + "|||Sum|5\n|2|31.01.2026|y|7").problems
    assert problem.said == "står på en linje uten konto."


def test_lines_of_the_budget_are_left_out() -> None:
    ledger = read(
        "Konto|Type|År|Beløp\n010|Regnskap|2026|5\n010|Budsjett|2026|7\n020|Regnskap|2026|1"
    )
    assert nets(ledger) == {"010": 500, "020": 100}
    assert ledger.left == {"budsjettlinjer": 1}


def test_a_few_strangers_do_not_turn_the_signs() -> None:
    accounts = "10100|400000\n17500|-5386627\n14290|100\n17290|-100\n99999|5"
    ledger = read(f"Art|Beløp\n{accounts}")
    assert (ledger.chart, ledger.signs) == (Chart.CLASSED, Signs.INCOME_MINUS)
    assert nets(ledger)["10100"] == 40000000


@pytest.mark.parametrize(
    "rows",
    [
        "5010|-1000",  # a repayment, or turned
        "3900|1000",  # turned, or without a sign
        "3900|5\n5010|-400000",  # too little income to tell
        "01000|1000\n11500|500",  # art 010 or investment in art 100
    ],
)
def test_signs_that_one_side_alone_would_tell_are_asked_for(rows: str) -> None:
    with pytest.raises(BadSource, match="Filen viser ikke"):
        read(f"Konto|Beløp\n{rows}")


def test_one_or_two_months_across_are_months() -> None:
    ledger = read("Regnskap 2026\nKonto|Navn|Jan|Feb\n010|Lønn|5|6")
    assert [(s.month, s.amount) for s in ledger.sums] == [(1, 500), (2, 600)]
    whole = read("Konto|Navn|August|Hittil i år\n010|Lønn|5|40")
    assert nets(whole) == {"010": 4000}


def test_a_title_may_name_the_last_month() -> None:
    ledger = read("Regnskap hittil 2026 per august\nKonto|Beløp\n010|1")
    assert str(ledger.until) == "2026-08-31"


def test_investment_may_be_written_as_class_three() -> None:
    ledger = read("Art|Beløp\n11150|400\n17500|-5000\n32300|90\n39100|-90\n21300001|5")
    assert ledger.chart is Chart.CLASSED
    sides = [ledger.chart.side(a).value for a in ("32300", "39100", "21300001")]
    assert sides == ["utgift", "inntekt", "balanse"]


def test_a_short_account_that_may_be_of_the_balance_is_named() -> None:
    for text in ("010|5\n10|7\n729|-1", "13|5\n729|-1", "10|5\n729|-1"):
        ledger = read(f"Art|Beløp\n{text}")
        assert ["kapittel i balansen" in problem.said for problem in ledger.problems] == [True]
    listed = read("Art|Bilag|Beløp\n10|1|5\n90|1|5\n729|2|-1")
    assert nets(listed) == {"010": 500, "090": 500, "729": -100}


def test_an_account_may_be_the_beginning_of_another() -> None:
    ledger = read("Konto|Beløp\n5010|100\n50101|30\n39000|-50")
    assert nets(ledger) == {"5010": 10000, "50101": 3000, "39000": -5000}
    (problem,) = read("Konto|Beløp\n50|100\n5010|30\n3900|-50").problems
    assert "ser ut som summen" in problem.said


def test_a_list_from_sap() -> None:
    ledger = read(
        "Kostnadsart|Betegnelse|Kostnadssted|Funksjonsområde|PSP-element|Dok.nr.|Bokf.dato|Tekst|"
        "Beløp i lok.val.\n"
        "10100|Fastlønn|130500|120|P-1|40010000|01.01.2026|Lønn|1.437.256,00\n"
        "17500|Kontingent|130500|120||40010001|01.02.2026|Faktura|5.386.627,00-\n"
    )
    assert nets(ledger) == {"10100": 143725600, "17500": -538662700}
    assert ledger.signs is Signs.INCOME_MINUS


def test_dr_and_cr_in_a_column_of_their_own() -> None:
    ledger = read("Konto|Bilag|Beløp|Dr/Cr\n10100|1|100,00|DR\n17500|1|90,00|CR\n")
    assert nets(ledger) == {"10100": 10000, "17500": -9000}


def test_an_entry_in_both_columns_is_named() -> None:
    ledger = read("Konto|Bilag|Debet|Kredit\n10100|1|100,00|40,00\n17500|2||60,00\n")
    (problem,) = ledger.problems
    assert problem.place == "linje 2, kolonne 4 («Kredit»)"
    assert "debet også" in problem.said
