"""Asks SSB for its population table by PxWebApi 2.

One question, answered as JSON-stat2: all municipalities, for the years named or the newest. SSB
allows 30 questions a minute from one address, which a whole office may share.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final
from urllib.parse import quote, urlsplit

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.core.light import dataclass
from orxl.sources.grids import FileKind, kind_of
from orxl.sources.web import Answer, Progress, Web

VARIABLE: Final = "ORXL_SSB"
_TABLE: Final = "07459"
_BY_HAND: Final = (
    "Prøv igjen senere, eller last ned tabell 07459 fra ssb.no og importer filen: "
    "orxl importer folketall FILEN."
)


@dataclass(frozen=True, kw_only=True)
class Ssb(Web):
    """SSB's API. The whole table, all years and regions, has less than 2 MB."""

    who: ClassVar[str] = "SSB"
    by_hand: ClassVar[str] = _BY_HAND
    usual_address: ClassVar[str] = "https://data.ssb.no/api/pxwebapi/v2"
    variable: ClassVar[str] = VARIABLE
    accepts: ClassVar[str] = "application/json"

    def population(
        self, years: Sequence[int] = (), progress: Progress = lambda got, of: None
    ) -> Answer:
        """The population of all municipalities in *years*, by default the newest SSB has.

        Raises BadSource with one sentence for whatever is in the way.
        """
        wanted = ",".join(str(year) for year in sorted(set(years))) if years else "top(1)"
        url = (
            f"{self.address.rstrip('/')}/tables/{_TABLE}/data?lang=no"
            f"&valueCodes[Region]={quote('????')}&valueCodes[ContentsCode]=Personer1"
            f"&valueCodes[Tid]={quote(wanted, safe=',()')}&outputFormat=json-stat2"
        )
        data = self.asked(url, progress, lambda code, told: _refused(code, told, years))
        kind = kind_of(data)
        if kind is not FileKind.JSON:
            what = "et tomt svar" if kind is FileKind.EMPTY else kind.value
            raise BadSource(
                f"SSB svarte med {what} i stedet for tall; nettet her kan ha svart selv.", _BY_HAND
            )
        told = ", ".join(str(year) for year in years) if years else "nyeste år"
        return Answer(f"SSB tabell {_TABLE}, {told} ({urlsplit(url).hostname})", data)


def _refused(code: int, told: str, years: Sequence[int]) -> BadSource | None:
    if code == 429:
        return BadSource(
            f"SSB tar ikke imot flere spørsmål herfra nå{told}: grensen er 30 i minuttet for "
            "hele kontoret.",
            "Vent et minutt og prøv igjen.",
        )
    if code in (400, 404) and years:
        these = nb.listed([str(year) for year in years])
        return BadSource(
            f"SSB har ikke folketall for {these}, eller kjenner ikke spørsmålet{told}.",
            "Folketallet per 1. januar kommer i slutten av februar samme år.",
        )
    return None
