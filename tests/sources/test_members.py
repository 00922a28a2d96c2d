"""A list of members from a file: whose row it is for certain, and what is named instead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from orxl.core.errors import BadSource
from orxl.sources.grids import Entry, Grid, Line, text_grid
from orxl.sources.members import NOTES, TAKEN, TWICE, MemberReading, reading_of


def read(text: str) -> MemberReading:
    return reading_of([text_grid(text.encode(), "liste.csv")], "liste.csv")


def cells(*rows: tuple[Entry, ...]) -> MemberReading:
    """A sheet with a code, a name and a last day."""
    head = Line(1, ("Kommunenr", "Kommune", "Medlem til"))
    lines = (head, *(Line(n, row) for n, row in enumerate(rows, start=2)))
    return reading_of([Grid(lines, "Ark1")], "liste.xlsx")


def problem(found: MemberReading) -> tuple[str, str]:
    """Where the only problem is, and what is said."""
    (only,) = found.problems
    assert found.read == sum(map(len, found.shares.values()))
    return only.place, only.said


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Oslo", 301), ("OSLO KOMMUNE", 301), ("Oslo - Oslove", 301), ("  Indre  Østfold ", 3118),
        ("Våler (Østfold)", 3114), ("Våler i Innlandet", 3419), ("Aurskog Høland", 3226),
        ("Nordre-Land", 3448), ("Deatnu - Tana", 5628), ("Tana", 5628),
        ("Karasjok kommune", 5610), ("Oslove", 301),
    ],
)  # fmt: skip
def test_a_name_as_people_write_it(name: str, code: int) -> None:
    assert [row.code for row in read(f"Kommune;Delregion\n{name};Ø\n").rows] == [code]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (";Våler", "Flere kommuner heter dette: 3114 i Østfold og 3419 i Innlandet."),
        (";Drammn", "Ingen kommune heter dette i dag. Mente du «Drammen»?"),
        ("0301;Asker", "Nummer 0301 er Oslo, men navnet er «Asker»."),
        ("9999;Oslo", "Ingen kommune har nummer 9999."),
        ("30A1;Oslo", "Oslo: kommunenummeret har ikke fire sifre."),
        ("1507;", "Kommunen med nummer 1507 er delt: Ålesund og Haram."),
    ],
)
def test_a_row_that_is_nobodys_for_certain_is_named_at_its_place(row: str, said: str) -> None:
    found = read(f"Kommunenr;Kommune\n3203;Asker\n{row}\n")
    place, told = problem(found)
    assert place.startswith("linje 3, kolonne")
    assert said in told
    assert [r.code for r in found.rows] == [3203]


def test_a_renumbered_code_is_todays_and_told() -> None:
    found = read("Kommunenr;Kommune\n3024;Bærum\n0219;\n")
    assert [row.code for row in found.rows] == [3201]
    assert len(found.shares[TWICE]) == 1
    assert "nummer 3024 gjaldt 2020–2023; Bærum har nå 3201." in found.notes[0]


def test_code_and_name_in_one_cell() -> None:
    assert [r.code for r in read("Medlem\n0301 Oslo\n3203 - Asker\nK-3301 Drammen\n").rows] == [
        301, 3203, 3301
    ]  # fmt: skip


def test_names_alone_need_no_heading() -> None:
    assert [r.code for r in read("Asker\nDrammen\n").rows] == [3203, 3301]


def test_excels_zero_less_oslo_and_numbers() -> None:
    assert cells((Decimal(301), "Oslo", None)).rows[0].code == 301


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2025, 12, 31), date(2025, 12, 31)), (Decimal(46022), date(2025, 12, 31)),
        ("46022", date(2025, 12, 31)), ("31.12.2025", date(2025, 12, 31)),
        ("2025-12-31", date(2025, 12, 31)), ("12/31/2025", date(2025, 12, 31)),
    ],
)  # fmt: skip
def test_a_date_that_is_certain(cell: Entry, day: date) -> None:
    found = cells((Decimal(3301), "Drammen", cell))
    assert found.rows[0].given["left"] == day


@pytest.mark.parametrize("cell", ["03/04/2026", "2026", Decimal(2026), "desember", "31.11.2025"])
def test_a_date_that_is_not_is_named(cell: Entry) -> None:
    place, said = problem(cells((Decimal(3301), "Drammen", cell)))
    assert place == "arket Ark1, celle C2"
    assert "ingen sikker dato" in said


def test_out_before_in_is_named() -> None:
    found = read("Kommune;Medlem fra;Medlem til\nAsker;1.1.2026;31.12.2025\n")
    assert "Asker: utmeldt (31.12.2025) før innmeldt (1.1.2026)." in problem(found)[1]


@pytest.mark.parametrize("number", ["958935421", "95893542", "oslo", "958.935.420"])
def test_an_organisation_number_that_cannot_be_is_named(number: str) -> None:
    assert "kontrollsiffer" in problem(read(f"Kommune;Org.nr.\nOslo;{number}\n"))[1]


def test_an_organisation_number_is_nine_digits_however_it_is_spaced() -> None:
    found = read("Kommune;Organisasjonsnummer\nOslo;958 935 420\n")
    assert found.rows[0].given["orgno"] == "958935420"


def test_twice_the_same_is_counted_and_twice_otherwise_is_named() -> None:
    assert len(read("Kommune;Delregion\nAsker;Vest\nAsker;Vest\n").shares[TWICE]) == 1
    said = problem(read("Kommune;Delregion\nAsker;Vest\nAsker;Øst\n"))[1]
    assert "Asker står også på linje 2" in said


def test_sums_and_remarks_are_counted_and_nothing_is_dropped() -> None:
    found = read(
        "Medlemsliste per 1.1.2026;;\n\nKommunenr;Kommune;Telefon\n0301;Oslo;22\n"
        "Sum 1;;\nKilde: sekretariatet, ajour;;\n* Utmeldt ved nyttår;;\n"
    )
    assert len(found.shares[TAKEN]) == 1
    assert found.shares[NOTES] == (
        "Sum 1", "Kilde: sekretariatet, ajour", "* Utmeldt ved nyttår"
    )  # fmt: skip
    assert found.read == sum(map(len, found.shares.values()))
    assert "Kolonner som ikke brukes: «Telefon»." in found.notes


def test_an_empty_cell_says_nothing() -> None:
    assert read("Kommune;Delregion;Medlem til\nAsker;;\n").rows[0].given == {}


def test_a_heading_with_nothing_under_it_is_no_list() -> None:
    with pytest.raises(BadSource, match="ingen kommuner"):
        read("Kommunenr;Kommune\n")


def test_without_a_heading_the_file_is_refused() -> None:
    with pytest.raises(BadSource, match="Kommunenr"):
        read("a;b\n1;2\n")
