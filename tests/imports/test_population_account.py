"""The account of a file: each figure has its place, and the sums are compared."""

from __future__ import annotations

from datetime import date

from orxl.app.imports.population_account import astray, tally, totals
from orxl.sources.municipalities import municipalities
from tests.imports.ssb import read

AT = date(2026, 1, 1)
CODES = sorted(municipalities().names)


def whole(**wrong: int) -> str:
    """A file with all municipalities, their counties and the country; some sums are wrong."""
    people = {code: 1_000 + code for code in CODES}
    lines = [f"0 Hele landet;{sum(people.values()) + wrong.get('country', 0)}"]
    for county in sorted(municipalities().counties):
        own = sum(number for code, number in people.items() if code // 100 == county)
        lines.append(f"{county:02} Fylket;{own + wrong.get(f'c{county}', 0)}")
    lines += [f"{code:04};{number}" for code, number in people.items()]
    return "region;Personer 2026\n" + "\n".join(lines)


def test_sums_of_country_and_counties_are_compared() -> None:
    sums = tuple(totals(read(whole()), {AT}))
    assert len(sums) == 16
    assert tuple(astray(sums)) == ()


def test_a_sum_that_is_wrong_stops_the_import() -> None:
    sums = totals(read(whole(country=5, c32=7)), {AT})
    assert [one.place for one in astray(sums)] == ["Hele landet 1.1.2026", "Akershus 1.1.2026"]


def test_a_file_with_some_municipalities_has_no_sums() -> None:
    assert tuple(totals(read("region;2026\n0 Hele landet;5600000\n0301;728714\n"), {AT})) == ()


def test_all_that_was_read_is_in_the_account() -> None:
    reading = read("region;2024;2026\n0 Hele landet;1;2\n0301;717710;728714\n3201;..;133228\n")
    older = tuple(figure for figure in reading.figures if figure.at < AT)
    account = tally(reading, older, AT)
    assert account.adds_up
    assert [(share.label, share.count) for share in account.shares] == [
        ("tatt med", 2),
        ("er ingen kommune (landet, fylker, bydeler)", 2),
        ("uten tall i filen («..», «:» eller tomt)", 1),
        ("eldre enn 1.1.2026, arkets første dato (--år tar dem med)", 1),
    ]
