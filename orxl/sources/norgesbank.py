"""Norges Bank's exchange rates: its CSV (a file, or the answer of its API), and the API itself.

A rate is the middle rate of a business day (B.EUR.NOK.SP): kroner for so many units of the
currency as «UNIT_MULT» says (EUR 1, SEK 100). On a day without one the rate before it holds, and
that is said; no rate is ever reckoned or guessed. Source: Norges Bank, open data (NLOD).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Final, NamedTuple
from urllib.parse import urlsplit

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.core.light import dataclass
from orxl.sources.grids import Entry, FileKind, Grid, Line, filled, kind_of, number_of, shown
from orxl.sources.periods import moment
from orxl.sources.web import Answer, Progress, Web

VARIABLE: Final = "ORXL_NORGESBANK"
_BY_HAND: Final = (
    "Prøv igjen senere, eller last ned kursen som CSV fra norges-bank.no og importer filen: "
    "orxl importer kurs FILEN."
)
_BACK: Final = timedelta(days=14)
"""So far back there is always a business day, also at Christmas and Easter."""
_NAMES: Final = {
    "base": ("base_cur", "basisvaluta", "base currency", "valuta"),
    "quote": ("quote_cur", "kvoteringsvaluta", "quote currency"),
    "frequency": ("freq", "frekvens", "frequency"),
    "multiplier": ("unit_mult", "multiplikator", "unit multiplier"),
    "at": ("time_period", "tidsperiode", "time period", "dato", "date"),
    "value": ("obs_value", "observasjonsverdi", "observation value", "kurs"),
}  # fmt: skip
_LOWEST, _HIGHEST = Decimal("0.0001"), Decimal(1000)


class ExchangeRate(NamedTuple):
    """Kroner for one unit of ``currency`` on the day ``at``, and where it stands."""

    currency: str
    at: date
    kroner: Decimal
    place: str


@dataclass(frozen=True, kw_only=True)
class NorgesBank(Web):
    """Norges Bank's API for exchange rates."""

    who: ClassVar[str] = "Norges Bank"
    by_hand: ClassVar[str] = _BY_HAND
    usual_address: ClassVar[str] = "https://data.norges-bank.no/api"
    variable: ClassVar[str] = VARIABLE
    accepts: ClassVar[str] = "text/csv"

    def rates(self, currency: str, at: date, progress: Progress = lambda got, of: None) -> Answer:
        """The rates of *currency* on the business days up to *at*. Raises BadSource."""
        url = (
            f"{self.address.rstrip('/')}/data/EXR/B.{currency}.NOK.SP?format=csv&locale=no&"
            f"startPeriod={at - _BACK}&endPeriod={at}"
        )
        data = self.asked(url, progress, lambda code, told: _refused(code, told, currency, at))
        kind = kind_of(data)
        if kind is not FileKind.TEXT:
            what = "et tomt svar" if kind is FileKind.EMPTY else kind.value
            raise BadSource(
                f"Norges Bank svarte med {what} i stedet for kurser; nettet her kan ha svart selv.",
                _BY_HAND,
            )
        host = urlsplit(url).hostname
        return Answer(f"Norges Bank, {currency} til og med {nb.day(at)} ({host})", data)


def _refused(code: int, told: str, currency: str, at: date) -> BadSource | None:
    if code == 404:
        return BadSource(
            f"Norges Bank har ingen kurs for {currency} i ukene før {nb.day(at)}{told}.",
            "Velg en dato som har vært, og en valuta de noterer.",
        )
    return None


def rates_of(grids: Sequence[Grid], name: str) -> tuple[ExchangeRate, ...]:
    """All daily rates in kroner that the file *name* has. Raises BadSource, with the place."""
    for grid in grids:
        lines = filled(grid.lines)
        for index, line in enumerate(lines):
            columns = _columns(line)
            if {"base", "at", "value"} <= columns.keys():
                found = tuple(_read(grid, lines[index + 1 :], columns, name))
                if not found:
                    raise BadSource(f"«{name}» har ingen kurser i kroner.", "Velg en annen fil.")
                return found
    raise BadSource(
        f"«{name}» har ikke kolonnene BASE_CUR, TIME_PERIOD og OBS_VALUE.",
        "Bruk CSV-filen fra Norges Banks valutakurser.",
    )


def _columns(line: Line) -> dict[str, int]:
    """The column of each thing. The code's column comes before that of its name, and is taken."""
    found: dict[str, int] = {}
    for at, cell in enumerate(line.cells):
        words = shown(cell).strip().strip('"').casefold()
        for key, names in _NAMES.items():
            if words in names and key not in found:
                found[key] = at
    return found


def _read(
    grid: Grid, lines: Sequence[Line], columns: dict[str, int], name: str
) -> Iterator[ExchangeRate]:
    for line in lines:
        held: dict[str, Entry] = {
            key: line.cells[at] if at < len(line.cells) else None for key, at in columns.items()
        }
        if shown(held.get("quote", "NOK")).strip().upper() not in ("NOK", ""):
            continue
        if shown(held.get("frequency", "B")).strip().upper()[:1] not in ("B", "V", "D"):
            continue  # a month's or a year's mean is no day's rate («Virkedag» is a day's)
        at, kroner = moment(shown(held["at"]).strip()), number_of(held["value"])
        place = grid.place(line, columns["value"])
        currency = shown(held["base"]).strip().upper()
        if at is None or kroner is None or len(currency) != len("EUR"):
            wrong = "at" if at is None else "value" if kroner is None else "base"
            said = f"«{name}», {grid.place(line, columns[wrong])}: {nb.quoted(shown(held[wrong]))}"
            raise BadSource(f"{said} er ikke det som var ventet der.", "Last ned filen på nytt.")
        power = number_of(held.get("multiplier", Decimal(0)))
        if power is None or power not in (0, 1, 2, 3, 4):
            said = f"«{name}», linje {line.number}: multiplikatoren kan ikke leses."
            raise BadSource(said, "Last ned filen på nytt.")
        one = kroner / 10 ** int(power)
        if not _LOWEST <= one <= _HIGHEST:
            told = f"{nb.number(kroner)} kr for {10 ** int(power)} {currency}"
            raise BadSource(f"«{name}», {place}: {told} er ingen rimelig kurs.", "Se i filen.")
        yield ExchangeRate(currency, at, one, place)


def rate_at(rates: Sequence[ExchangeRate], currency: str, at: date) -> ExchangeRate:
    """The rate of *currency* on *at*, or on the nearest day before it. Raises BadSource."""
    own = [rate for rate in rates if rate.currency == currency]
    before = [rate for rate in own if at - _BACK <= rate.at <= at]
    if not before:
        days = sorted({rate.at for rate in own})
        there = f"{nb.day(days[0])}–{nb.day(days[-1])}" if days else ""
        raise BadSource(
            f"Filen har ingen kurs for {currency} på {nb.day(at)} eller dagene før.",
            f"Den har kurser for {there}." if days else f"Den har ingen kurser for {currency}.",
        )
    newest = max(before, key=lambda rate: rate.at)
    twins = {rate.kroner for rate in before if rate.at == newest.at}
    if len(twins) > 1:
        raise BadSource(f"Filen har flere kurser for {nb.day(newest.at)}.", "La én stå.")
    return newest
