"""Norges Bank's rates: the day's, else the one before it; never a guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from orxl.core.errors import BadSource
from orxl.sources.grids import text_grid
from orxl.sources.norgesbank import ExchangeRate, rate_at, rates_of

HEAD = (
    "FREQ;Frekvens;BASE_CUR;Basisvaluta;QUOTE_CUR;Kvoteringsvaluta;TENOR;Løpetid;DECIMALS;"
    "CALCULATED;UNIT_MULT;Multiplikator;COLLECTION;Innsamlingstidspunkt;TIME_PERIOD;OBS_VALUE"
)


def line(at: str, value: str, base: str = "EUR", power: str = "0", freq: str = "B") -> str:
    return (
        f"{freq};Virkedag;{base};Euro;NOK;Norske kroner;SP;Spot;4;false;{power};Enheter;C;"
        f"ECB konsertasjonstidspunkt;{at};{value}"
    )


def rates(*lines: str, head: str = HEAD) -> tuple[ExchangeRate, ...]:
    text = "\n".join((head, *lines, ""))
    return rates_of([text_grid(text.encode(), "EXR.csv")], "EXR.csv")


def at(found: tuple[ExchangeRate, ...], day: date, currency: str = "EUR") -> tuple[date, Decimal]:
    rate = rate_at(found, currency, day)
    return rate.at, rate.kroner


def test_the_rate_of_a_business_day_with_comma_or_point() -> None:
    found = rates(line("2026-11-26", "11,7435"), line("2026-11-27", "11.7512"))
    assert at(found, date(2026, 11, 26)) == (date(2026, 11, 26), Decimal("11.7435"))
    assert at(found, date(2026, 11, 27))[1] == Decimal("11.7512")


def test_a_weekend_has_the_rate_before_it_and_never_the_one_after() -> None:
    found = rates(line("2026-11-27", "11,75"), line("2026-11-30", "11,90"))
    assert at(found, date(2026, 11, 29)) == (date(2026, 11, 27), Decimal("11.75"))


def test_the_multiplier_of_a_hundred_units() -> None:
    assert at(rates(line("2026-11-27", "104,20", "SEK", "2")), date(2026, 11, 27), "SEK") == (
        date(2026, 11, 27), Decimal("1.042")
    )  # fmt: skip


def test_a_months_mean_is_no_days_rate() -> None:
    found = rates(line("2026-11-27", "11,75"), line("2026-11-27", "11,60", freq="M"))
    assert at(found, date(2026, 11, 27))[1] == Decimal("11.75")


def test_english_headings_and_commas() -> None:
    head = "FREQ,BASE_CUR,QUOTE_CUR,UNIT_MULT,TIME_PERIOD,OBS_VALUE"
    assert at(rates("B,EUR,NOK,0,2026-11-27,11.75", head=head), date(2026, 11, 27))[1] == Decimal(
        "11.75"
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([line("2026-10-01", "11,75")], "ingen kurs for EUR på 27.11.2026"),
        ([line("2026-11-30", "11,75")], "ingen kurs for EUR på 27.11.2026"),
        ([line("2026-11-27", "11,75", "USD")], "ingen kurs for EUR"),
        ([line("2026-11-27", "ND")], "linje 2, kolonne 16: «ND»"),
        ([line("27. november", "11,75")], "linje 2, kolonne 15"),
        ([line("2026-11-27", "11750")], "ingen rimelig kurs"),
        ([line("2026-11-27", "0")], "ingen rimelig kurs"),
        ([line("2026-11-27", "11,75", power="x")], "linje 2: multiplikatoren"),
        ([line("2026-11-27", "11,75"), line("2026-11-27", "11,76")], "flere kurser for 27.11.2026"),
        ([], "ingen kurser i kroner"),
    ],
)
def test_what_is_no_certain_rate_is_refused(lines: list[str], said: str) -> None:
    with pytest.raises(BadSource, match=said):
        rate_at(rates(*lines), "EUR", date(2026, 11, 27))


def test_a_file_of_something_else_is_refused() -> None:
    with pytest.raises(BadSource, match="BASE_CUR"):
        rates("a;b", head="kommunenr;innbyggere")
