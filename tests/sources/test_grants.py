"""Commitments from a file: units by the heading, shares as per cent, and nothing guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from orxl.core.errors import BadSource
from orxl.sources.grants import NOTES, TAKEN, GrantReading, reading_of
from orxl.sources.grids import Entry, Grid, Line, text_grid


def read(text: str) -> GrantReading:
    return reading_of([text_grid(text.encode(), "brev.csv")], "brev.csv")


def cells(head: tuple[str, ...], *rows: tuple[Entry, ...]) -> GrantReading:
    lines = (Line(1, head), *(Line(n, row) for n, row in enumerate(rows, start=2)))
    return reading_of([Grid(lines, "Tilsagn")], "brev.xlsx")


def problem(found: GrantReading) -> tuple[str, str]:
    """Where the only problem is, and what is said."""
    (only,) = found.problems
    assert found.read == sum(map(len, found.shares.values()))
    return only.place, only.said


def test_a_letter_as_a_row() -> None:
    (row,) = read(
        "ID;Navn;Giver;Status;Fra år;Til år;Valuta;Tilsagn;Kurs;Kursdato;Egenandel\n"
        "klima2;Ladepunkter;Miljødirektoratet;innvilget;2026;2027;EUR;50 000;11,75;27.11.2026;"
        "50 %\n"
    ).rows
    assert (row.grant, row.year, row.of_year) == ("KLIMA2", None, {})
    assert row.of_grant == {
        "label": "Ladepunkter", "giver": "Miljødirektoratet", "status": "Innvilget",
        "from_year": Decimal(2026), "to_year": Decimal(2027), "currency": "EUR",
        "ceiling": Decimal(50_000), "rate": Decimal("11.75"), "rate_day": date(2026, 11, 27),
        "own_share": Decimal("0.5"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("header", "cell", "thousands"),
    [
        ("Inntekt (kr)", "300 000", 300), ("Inntekt i 1000 kr", "300", 300),
        ("Inntekt (kr)", "300499,50", 300), ("Inntekt (kr)", "300 500", 301),
        ("Inntekt (tusen kr)", "300", 300), ("Forskudd (kr)", "450000", 450),
    ],
)  # fmt: skip
def test_amounts_by_year_are_in_what_the_heading_says(
    header: str, cell: str, thousands: int
) -> None:
    (row,) = read(f"ID;År;{header}\nKLIMA2;2026;{cell}\n").rows
    assert list(row.of_year.values()) == [thousands]


def test_a_heading_that_does_not_say_its_unit_is_refused() -> None:
    with pytest.raises(BadSource, match="i kr eller i 1000 kr"):
        read("ID;År;Inntekt\nKLIMA2;2026;300\n")


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("Tilsagn", "50.000", "tusen eller desimaler"), ("Tilsagn", "50,5", "uten desimaler"),
        ("Tilsagn", "-5", "fra 0"), ("Tilsagn", "ca. 50", "bare tallet"),
        ("Status", "Kanskje", "Velg blant Innvilget"), ("Valuta", "USD", "Velg blant"),
        ("Egenandel", "75", "som prosent"), ("Egenandel", "mye", "prosent, bare tallet"),
        ("Fra år", "26", "ikke et år"), ("Kursdato", "3/4/2026", "ingen sikker dato"),
        ("Kurs", "11,7 %", "uten prosent"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_certain_is_named(column: str, cell: str, said: str) -> None:
    place, told = problem(read(f"ID;{column}\nKLIMA2;{cell}\n"))
    assert place == "linje 2, kolonne 2"
    assert said in told


def test_excels_own_per_cent_is_a_share() -> None:
    found = cells(("ID", "Egenandel"), ("KLIMA2", Decimal("0.75")))
    assert found.rows[0].of_grant["own_share"] == Decimal("0.75")


def test_the_same_grant_twice_is_named() -> None:
    assert "står også på linje 2" in problem(read("ID;Navn\nKLIMA2;A\nKLIMA2;A\n"))[1]


def test_a_grant_that_says_two_things_of_itself_is_named() -> None:
    text = "ID;År;Giver;Inntekt (kr)\nKLIMA2;2026;A;1000\nKLIMA2;2027;B;1000\n"
    place, said = problem(read(text))
    assert place == "linje 3, kolonne 3"
    assert "KLIMA2 har noe annet her på linje 2" in said


@pytest.mark.parametrize("code", ["K L", "=1+1", "a" * 30, "<b>"])
def test_an_id_that_is_none_is_named(code: str) -> None:
    assert "ID er en kort kode" in problem(read(f"ID;Navn\n{code};A\n"))[1]


def test_sums_are_counted_and_unused_columns_named() -> None:
    found = read("ID;Navn;Saksnr\nKLIMA2;A;26/1\nSum;;\n")
    assert (len(found.shares[TAKEN]), found.shares[NOTES]) == (1, ("Sum",))
    assert found.notes == ("Kolonner som ikke brukes: «Saksnr».",)


@pytest.mark.parametrize("text", ["a;b\n1;2\n", "ID;Navn\n", "ID\nKLIMA2\n"])
def test_what_is_no_list_of_grants_is_refused(text: str) -> None:
    with pytest.raises(BadSource):
        read(text)
