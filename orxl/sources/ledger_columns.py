"""The columns of a ledger by their headers, as Norwegian public bodies get them.

Unit4/Agresso, Visma, Xledger, SAP and the rest call the same few things by many names; a header is
known by its words, without case, points, units and years. What the table does not know is left
alone; what two headers claim is decided by the year asked for, or refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Final

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.core.light import dataclass
from orxl.sources.periods import Period, moment, period


class Role(Enum):
    """What a column of a ledger holds; the value is what it is called in messages."""

    ACCOUNT = "konto eller art"
    ACCOUNT_TEXT = "kontonavn"
    DEPARTMENT = "ansvar"
    FUNCTION = "funksjon"
    PROJECT = "prosjekt"
    PROJECT_TEXT = "prosjektnavn"
    PERIOD = "periode"
    YEAR = "år"
    VOUCHER = "bilag"
    DAY = "dato"
    TEXT = "tekst"
    AMOUNT = "beløp"
    DEBIT = "debet"
    CREDIT = "kredit"
    SIDE = "debet eller kredit"
    MOVEMENT = "bevegelse"
    CLOSING = "utgående saldo"
    CURRENCY = "valuta"
    FOREIGN = "beløp i valuta"
    KIND = "regnskap eller budsjett"


_WORDS: Final[Mapping[Role, str]] = {
    Role.ACCOUNT: "konto|kontonr|kontonummer|konto nr|kontokode|art|artnr|art nr|artskonto|"
    "art/konto|konto/art|artskode|kostnadsart|finansposisjon|økonomisk art|hovedbokskonto|"
    "hovedbokkonto|account|account no|accountno|accountid|account number",
    Role.ACCOUNT_TEXT: "kontonavn|kontotekst|konto t|kontobeskrivelse|kontonamn|artsnamn|"
    "konto navn|konto tekst|art t|artsnavn|artstekst|art navn|art tekst|betegnelse|"
    "account name|accountname",
    Role.DEPARTMENT: "ansvar|ansvarnr|ansvar nr|ansvarsnr|ansvarsnummer|ansvarssted|ansvarsenhet|"
    "ansvarskode|koststed|kostnadssted|avdeling|avdelingsnr|avd|department|cost center",
    Role.FUNCTION: "funksjon|funksjonsnr|funksjonskode|kostrafunksjon|kostra funksjon|tjeneste|"
    "funksjonsområde|"
    "teneste|tjenestenr|tjeneste nr|funksjon/tjeneste|function",
    Role.PROJECT: "prosjekt|prosjektnr|prosjekt nr|prosjektnummer|prosjektkode|project|oppdrag|"
    "psp-element|psp element",
    Role.PROJECT_TEXT: "prosjektnavn|prosjektnamn|prosjekttekst|prosjekt t|prosjekt navn|"
    "project name",
    Role.PERIOD: "periode|per|prd|regnskapsperiode|periodenr|periode nr|måned|mnd|period",
    Role.YEAR: "år|regnskapsår|year|fiscal year",
    Role.VOUCHER: "bilag|bilagsnr|bilag nr|bilagnr|bilagsnummer|bilags nr|voucher|voucherno|"
    "voucher no|transnr|transaksjonsnr|transaksjonsnummer|dokumentnr|dok nr|belegnr|dokument",
    Role.DAY: "dato|bilagsdato|bilags dato|bokføringsdato|bokført dato|posteringsdato|"
    "transaksjonsdato|transdato|bokf dato|bokføringsdag|date|voucher date|voucherdate",
    Role.TEXT: "tekst|bilagstekst|posteringstekst|transaksjonstekst|beskrivelse|forklaring|"
    "description|text",
    Role.AMOUNT: "beløp|netto beløp|nettobeløp|beløp hovedvaluta|beløp hjemmevaluta|"
    "beløp lokal valuta|hovedvalutabeløp|bokført beløp|bokført|bokført hittil|amount|regnskap|"
    "regnskap hittil|regnskap hittil i år|hittil i år|hittil|regnskap akkumulert|akkumulert|"
    "regnskap pr dato|regnskap per|regnskap pr|regnskapsført|forbruk|forbruk hittil|virkelig|"
    "regnskap til og med|faktisk|sum|total|totalt|regnskap i år|regnskap hittil år|rekneskap|"
    "rekneskap hittil|beløp i intern valuta|beløp i lokal valuta|beløp i hovedvaluta|"
    "beløp i firmavaluta|beløp i lok val|beløp lok val|beløp i lok valuta|"
    "beløp i selskapsvaluta|år til dato|hittil i år regnskap|"
    "regnskap per dato|bokført i år|hiå|regnskap hiå",
    Role.DEBIT: "debet|debit|debetbeløp|debet beløp|beløp debet|debit amount|debet dette år|"
    "debet i år",
    Role.CREDIT: "kredit|credit|kreditbeløp|kredit beløp|beløp kredit|credit amount|"
    "kredit dette år|kredit i år",
    Role.SIDE: "d/k|dk|d/c|dr/cr|cr/dr|k/d|c/d|dc|debet/kredit|debit/kredit|deb/kred|s/h",
    Role.MOVEMENT: "bevegelse|bevegelse i perioden|endring i perioden",
    Role.CLOSING: "saldo|utgående saldo|utgående balanse|ub|closing balance",
    Role.CURRENCY: "valuta|valutakode|val|currency|currency code",
    Role.KIND: "type|beløpstype|regnskapstype|regnskap/budsjett|budsjett/regnskap|r/b|b/r|"
    "verditype",
    Role.FOREIGN: "valutabeløp|beløp i valuta|beløp valuta|valuta beløp|currency amount",
}  # fmt: skip
_ROLES: Final[Mapping[str, Role]] = {
    word: role for role, words in _WORDS.items() for word in words.split("|")
}
_UNITS: Final = re.compile(r"\b(?:i )?(?:nok|kr|kroner)\b")
_THOUSANDS: Final = re.compile(
    r"\b(?:i )?(?:hele )?(?:1[ \u00a0]?000|tusen|tkr|mill(?:ioner)?)(?: kr(?:oner)?)?\b",
    re.IGNORECASE,
)
_YEARS: Final = re.compile(r"\b((?:19|20)\d\d)\b")
_DATES: Final = re.compile(r"\b\d{1,2}\.\d{1,2}\.(\d{4})\b")
_DIMENSION: Final = re.compile(r"^dim ?\d+ ")
_PUNCTUATION: Final = re.compile(r"[.:*()\[\]_\-–]+")
_LETTERS: Final = re.compile("[a-zæøå]{3}", re.IGNORECASE)
FEWEST_MONTHS: Final = 3
"""Months across: fewer are two periods beside each other, of which one may be last year's."""


@dataclass(frozen=True)
class Header:
    """A line of headers, and where what stands under it is."""

    at: Mapping[Role, int]
    months: Mapping[int, Period]
    """The columns with a month each, where months go across."""
    texts: tuple[str, ...]
    """The headers as they stand, one for each column."""
    year: int | None = None
    """The year that the header of the amounts says."""
    lines: int = 1
    """How many lines the headers are spread over."""
    thousands: str = ""
    """The header that says its amounts are in thousands."""
    until: date | None = None
    """The day that the header of the amounts says («Regnskap pr. 31.08.2026»)."""

    def called(self, column: int) -> str:
        """The header of *column* (from 0), or ``""``."""
        return self.texts[column] if column < len(self.texts) else ""


def plain(cell: object) -> str:
    """A header's words: lower case, without punctuation, unit and surplus space."""
    text = _PUNCTUATION.sub(" ", str(cell).casefold()) if isinstance(cell, str) else ""
    text = _UNITS.sub(" ", text)
    return _DIMENSION.sub("", " ".join(text.split()))


def header_in(
    lines: Sequence[Sequence[object]], year: int | None = None, called: Mapping[str, Role] = {}
) -> Header | None:
    """The header at the start of *lines*: of the first, or of the first two together.

    *called* are headers whose meaning somebody has said, by :func:`plain`. None where there is no
    account or no amount. Raises BadSource where two columns claim to be the amount and *year* does
    not tell which.
    """
    if not lines or not any(isinstance(cell, str) for cell in lines[0]):
        return None
    found = _header(tuple(_said(c) for c in lines[0]), 1, year, called)
    if len(lines) < 2 or (found is not None and not _goes_on(found, lines[1])):
        return found
    width = max(map(len, lines[:2]))
    upper, lower = (_padded(line, width) for line in lines[:2])
    over = _filled(upper)
    texts = tuple(
        f"{_said(over[i] if _said(lower[i]) else upper[i])} {_said(lower[i])}".strip()
        for i in range(width)
    )
    whole = _header(texts, 2, year, called)
    if whole is not None:
        return whole
    return found


def _goes_on(header: Header, cells: Sequence[object]) -> bool:
    """Whether the line under *header* says more of its amounts («hittil 2026» under «Regnskap»)."""
    under = [cells[c] for r, c in header.at.items() if r in _MONEY and c < len(cells)]
    account = header.at[Role.ACCOUNT]
    said = any(_YEARS.fullmatch(_said(cell)) or _LETTERS.search(_said(cell)) for cell in under)
    return said and (account >= len(cells) or cells[account] in (None, ""))


def _said(cell: object) -> str:
    if isinstance(cell, str):
        return " ".join(cell.split())
    return "" if cell is None or isinstance(cell, bool) else str(cell)


def _padded(cells: Sequence[object], width: int) -> list[object]:
    return [*cells, *[None] * (width - len(cells))]


def _filled(cells: Sequence[object]) -> list[object]:
    """A line whose cells were merged: what stands in one stands over those that follow."""
    filled: list[object] = []
    for cell in cells:
        filled.append(filled[-1] if filled and cell in (None, "") else cell)
    return filled


def _header(
    texts: tuple[str, ...], lines: int, year: int | None, called: Mapping[str, Role]
) -> Header | None:
    claims: dict[Role, list[tuple[int, int | None]]] = {}
    months: dict[int, Period] = {}
    thousands = ""
    for column, text in enumerate(texts):
        role, its_year = _role(text, called)
        if role is not None:
            claims.setdefault(role, []).append((column, its_year))
            if role in _MONEY and _THOUSANDS.search(plain(text)) is not None:
                thousands = text
        elif text and not _NUMBER.fullmatch(text) and (month := period(text)) is not None:
            months[column] = month
    one_year = len({m.year for m in months.values()}) == 1
    few = len(months) < FEWEST_MONTHS and (not one_year or any(role in claims for role in _MONEY))
    if few or len({m.month for m in months.values()}) < len(months):
        months = {}
    has_amount = months or any(role in claims for role in _MONEY)
    if Role.ACCOUNT not in claims or not has_amount:
        return None
    at: dict[Role, int] = {}
    of_year: int | None = None
    until: date | None = None
    for role, columns in claims.items():
        column, its_year = _chosen(role, columns, texts, year, bool(months))
        at[role] = column
        if role in _MONEY and its_year is not None:
            of_year = its_year
            found = _DATES.search(texts[column])
            until = moment(found[0]) if found is not None else until
    return Header(at, months, texts, of_year, lines, thousands, until)


_MONEY: Final = (Role.AMOUNT, Role.DEBIT, Role.CREDIT, Role.MOVEMENT, Role.CLOSING)
_NUMBER: Final = re.compile(r"\d{1,4}")


def _role(text: str, called: Mapping[str, Role]) -> tuple[Role | None, int | None]:
    """What a column with the header *text* holds, and the year the header says."""
    words = plain(text)
    if words in called:
        return called[words], None
    said = _DATES.search(text) or _YEARS.search(words)
    bare = plain(_DATES.sub(" ", text))
    bare = " ".join(_THOUSANDS.sub(" ", _YEARS.sub(" ", bare)).split())
    if not bare and said is not None and text.strip() == said[0]:
        return Role.AMOUNT, int(said[1])  # a column is called «2026»
    return _ROLES.get(bare), int(said[1]) if said is not None else None


def _chosen(
    role: Role,
    columns: Sequence[tuple[int, int | None]],
    texts: Sequence[str],
    year: int | None,
    months: bool,
) -> tuple[int, int | None]:
    if len(columns) == 1 or role not in _MONEY:
        return columns[0]
    of_the_year = [one for one in columns if one[1] == year and year is not None]
    if len(of_the_year) == 1:
        return of_the_year[0]
    if months:
        return columns[-1]  # a sum beside its months, which is only compared
    names = nb.listed([nb.quoted(texts[column]) for column, _ in columns])
    raise BadSource(
        f"Flere kolonner kan være {role.value}: {names}.",
        "Fjern dem som ikke skal leses, eller gi dem andre navn.",
    )


def year_in(texts: Iterable[str]) -> set[int]:
    """The years that *texts*, such as titles, say."""
    years: set[int] = set()
    for text in texts:
        years |= {int(y) for y in _DATES.findall(text)}
        bare = _DATES.sub(" ", text)
        years |= {int(y) for y in _YEARS.findall(bare)}
        years |= {int(y) for y in re.findall(r"\b(20\d\d)(?:0\d|1[0-6])\b", bare)}
    return years


def in_thousands(text: str) -> bool:
    """Whether a title says that the amounts are in thousands: «Tall i 1000 kr»."""
    return _THOUSANDS.search(text) is not None and _UNIT_SAID.search(text) is not None


_UNIT_SAID: Final = re.compile(r"\b(?:tall|beløp|alle|kroner|kr)\b", re.IGNORECASE)
