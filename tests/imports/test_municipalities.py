"""Municipalities through the reforms: renumbered, merged, split, unknown."""

from __future__ import annotations

from datetime import date

import pytest

from orxl.sources.municipalities import municipalities
from tests.imports.ssb import figures, one_problem, read

KNOWN = municipalities()


def test_the_list_agrees_with_itself() -> None:
    old = [code for reform in KNOWN.reforms for code in reform.old]
    new = [(code, reform.at) for reform in KNOWN.reforms for code in reform.new]
    assert len(old) == len(set(old))
    assert len(new) == len(set(new))
    assert len(KNOWN.names) == 357
    for reform in KNOWN.reforms:
        assert all(KNOWN.known(code) for code in reform.new)
        assert not set(reform.old) & KNOWN.names.keys()
    # Every municipality of the counties that came again in 2024 has a code from then on.
    for code in KNOWN.names:
        renumbered = code // 100 in (31, 32, 33, 39, 40, 55, 56)
        assert (KNOWN.period(code) == "fra 2024") == (renumbered or code in (1508, 1580)), code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Renumbered: 3024 is Bærum in 2020–2023, and 3201 before and after by SSB's own sums.
        ("region;2023;2024\n3024 Bærum (2020-2023);129874;0\n3201 Bærum;0;130921\n",
         {(3201, 2023): 129_874, (3201, 2024): 130_921}),
        ("region;2023\nK-3201 Bærum;129874\n3024 Bærum;129874\n", {(3201, 2023): 129_874}),
        # Merged: only with all the parts.
        ("region;2019\n0213 Ski;31000\n0217 Oppegård;27000\n", {(3207, 2019): 58_000}),
        ("region;2019\n0213 Ski;31000\n", {}),
        # Split: nobody knows what part of Ålesund was Haram.
        ("region;2023;2024\n1507 Ålesund;67000;..\n1580 Haram;..;9300\n", {(1580, 2024): 9_300}),
        ("region;2025\n0301 Oslo;724290\n9999 Uoppgitt;500\n1101u Egersund (-1964);..\n"
         "030101 Bydel Gamle Oslo;60000\n32 Akershus;740000\n", {(301, 2025): 724_290}),
    ],
)  # fmt: skip
def test_figures_are_joined_to_todays_municipalities(
    text: str, expected: dict[tuple[int, int], int]
) -> None:
    reading = read(text)
    assert figures(reading) == expected
    assert sum(map(len, reading.counted.shares.values())) == reading.counted.read


def test_what_is_left_out_is_named() -> None:
    shares = read("region;2019\n0213 Ski;31000\n9999 Uoppgitt;7\n0301 Oslo;..\n").counted.shares
    assert shares == {
        "med ukjent kommune": ("9999 Uoppgitt",),
        "uten tall i filen («..», «:» eller tomt)": ("0301 Oslo 2019",),
        "kan ikke føres til dagens kommuner (delt, eller en del mangler)": ("0213 Ski 2019",),
    }


def test_a_code_at_a_time_when_it_was_none_is_a_fault() -> None:
    assert "gjaldt 2020–2023" in one_problem(read("region;2025\n3024 Bærum;132358\n"))


def test_two_sums_of_one_municipality_are_a_fault() -> None:
    text = "region;2023\n3201 Bærum;129874\n3024 Bærum;129000\n"
    assert "Med nummer 3024 har kommunen" in one_problem(read(text))


def test_the_list_is_whole_from_2020_on() -> None:
    assert len(KNOWN.at(date(2023, 1, 1))) == 356
    assert len(KNOWN.at(date(2024, 1, 1))) == 357


def test_parts_follow_the_reforms_backwards() -> None:
    assert KNOWN.parts(3205, date(2019, 1, 1)) == (226, 227, 231)
    assert KNOWN.parts(3205, date(2021, 1, 1)) == (3030,)
    assert KNOWN.parts(3205, date(2024, 1, 1)) == (3205,)
    assert KNOWN.parts(1580, date(2023, 1, 1)) == ()
    assert KNOWN.today(122) == (3118,)
    assert KNOWN.today(1507) == (1508, 1580)
