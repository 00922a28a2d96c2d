"""The words by which population is known in SSB's files, and what is told apart from it."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Final

from orxl.core.light import dataclass
from orxl.sources.population_values import Observation

TABLES: Final = frozenset({"07459", "11342"})
"""SSB's tables with the population on 1 January, as «Personer» and as «Folkemengde»."""
TABLE: Final = re.compile(r"(?<!\d)(\d{5}):|\btabell\s+(\d{5})\b", re.IGNORECASE)
OWN_NUMBER: Final = re.compile(r"\b(?:07459|11342)\b")
YEAR: Final = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d])")
DAY: Final = re.compile(
    r"(?<!\d)(?:(\d{1,2})[./-](\d{1,2})[./-](\d{4})|(\d{4})-(\d\d)-(\d\d))(?!\d)"
)
_FIRST_OF_JANUARY: Final = re.compile(
    r"\b1\.?\s*jan(?:uary?)?\b|\bperson(?:er|s)1\b", re.IGNORECASE
)
_EVERYBODY: Final = re.compile(
    r"begge kjønn|alle aldersgrupper|alle aldre|alder i alt|kjønn i alt", re.IGNORECASE
)
PART_OF_YEAR: Final = re.compile(r"(?:19|20)\d\d\s?[KMUkmu]\s?\d{1,2}\b")
_CODE: Final = re.compile(r"(?:K[-_ ]?)?(\d{3,4})(?!\d)", re.ASCII)
_IN_BRACKETS: Final = re.compile(r"(?:K[-_ ]?)?(\d{4})", re.ASCII)
REGION_WORDS: Final = frozenset(
    {"region", "kommune", "kommunenr", "kommunenummer", "kommunenavn", "komm", "knr", "regionkode"}
)
TIME_WORDS: Final = frozenset({"år", "tid", "dato", "årstall", "year", "aar", "per", "tidspunkt"})
CONTENTS: Final = frozenset({"statistikkvariabel", "contents", "contentscode", "variabel"})
PEOPLE: Final = frozenset(
    {"personer", "personer1", "folkemengde", "folketall", "innbyggere", "innbyggertall",
     "befolkning", "folketallet", "innbyggerne", "persons", "persons1", "population"}
)  # fmt: skip
NOISE: Final = frozenset(
    {"antall", "per", "pr", "januar", "jan", "i", "alt", "og", "etter", "region", "år", "den",
     "statistikkvariabel", "kommune", "kommuner", "kommunene", "kommunenes", "alle", "norske",
     "totalt", "verdi", "value", "sum", "k",
     "by", "contents", "and", "year", "january", "the"}
)  # fmt: skip
DIMENSIONS: Final = frozenset(
    {"kjønn", "kjonn", "alder", "sivilstand", "sivilstatus", "statsborgerskap", "landbakgrunn",
     "innvandringskategori", "sex", "age", "aldersgruppe"}
)  # fmt: skip
_ALL: Final = frozenset(
    {"begge kjønn", "alle", "alle aldre", "alle aldersgrupper", "i alt", "totalt", "total", "sum",
     "alder i alt", "kjønn i alt", "personer i alt", "both sexes", "all ages", "all"}
)  # fmt: skip
_ONE_SEX: Final = frozenset(
    {"menn", "kvinner", "gutter", "jenter", "male", "males", "female", "females"}
)
_LONGEST_CODE: Final = 4
NOT_COUNTED: Final = re.compile(
    r"projected|growth|\bmales?\b|\bfemales?\b|"
    r"framskr|fremskr|prognose|projeksjon|framskriving|\bi 1\s?000\b|\bi tusen\b|\(1\s?000\)|"
    r"prosent|endring|vekst|tilvekst|gjennomsnitt|per km|\bmenn\b|\bkvinner\b|innvandrer|norskfødt",
    re.IGNORECASE,
)  # fmt: skip
REMEDY: Final = "Hent tabell 07459 hos SSB med kommuner, personer og år."


@dataclass(frozen=True)
class GridReading:
    """The observations of a grid, how it was read, and what somebody should look at."""

    observations: tuple[Observation, ...]
    read_as: str
    notes: tuple[str, ...]


def code_and_name(text: str) -> tuple[int, str] | None:
    """The code in a region's label and the rest of it; None where there is no code.

    At the start («0301 Oslo», «K-0301», and «301», since Excel leaves the zero out), or alone in
    brackets at the end: «Oslo (0301)».
    """
    text = text.strip()
    match = _CODE.match(text)
    if match is not None:
        return int(match[1]), text[match.end() :].lstrip(" :.–-")
    name, _, inside = text.rpartition("(")
    match = _IN_BRACKETS.fullmatch(inside[:-1]) if inside.endswith(")") else None
    return None if match is None else (int(match[1]), name.rstrip())


def words_of(text: str) -> set[str]:
    """The words of a heading, without figures."""
    return set(re.findall(r"[^\W\d]+\d?", text.casefold()))


def without_dates(text: str) -> str:
    """*text* with blanks for its years and dates."""
    return YEAR.sub(" ", DAY.sub(" ", text))


def is_people(text: str) -> bool:
    """Whether a heading, or a variable's name, is that of the population and nothing else."""
    if NOT_COUNTED.search(text):
        return False
    bare = without_dates(_EVERYBODY.sub(" ", TABLE.sub(" ", text)))
    if any(letter.isdigit() for letter in _FIRST_OF_JANUARY.sub(" ", bare)):
        return False  # an age («0 år»), a thousand
    words = words_of(bare)
    return bool(words & PEOPLE) and words <= PEOPLE | NOISE


def as_date(match: re.Match[str]) -> date | None:
    """The day that a match of :data:`DAY` is; None where there is no such day."""
    d, m, y, y2, m2, d2 = match.groups()
    try:
        return date(int(y), int(m), int(d)) if y else date(int(y2), int(m2), int(d2))
    except ValueError:
        return None


def is_all(text: str) -> bool:
    """Whether a value of a dimension is the sum of all: «Begge kjønn», «999 Alle aldre»."""
    words = _words_in(text)
    rest = words[1:] if words and len(words[0]) <= _LONGEST_CODE else []
    return " ".join(words) in _ALL or " ".join(rest) in _ALL


def is_some(text: str) -> bool:
    """Whether a value is a part of the people: one sex («1 Menn»), an age («20-29 år»)."""
    words = _words_in(text)
    sexes = words[:2] if words and len(words[0]) <= _LONGEST_CODE else words[:1]
    ages = pairwise(words)
    return bool(_ONE_SEX & {*sexes}) or any(
        number.isdigit() and len(number) < _LONGEST_CODE and word in ("år", "years")
        for number, word in ages
    )


def _words_in(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def part_of_year(text: str) -> bool:
    """Whether a text is a quarter, a month or a week: «2026K1»."""
    return bool(PART_OF_YEAR.search(text))


def other_table(title: str) -> str:
    """The number of SSB's table in *title* where it is another than those of the population."""
    numbers = (first or second for first, second in TABLE.findall(title))
    return next((number for number in numbers if number not in TABLES), "")
