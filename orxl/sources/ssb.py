"""Asks SSB for its population table by PxWebApi 2, with patience and limits.

One question, answered as JSON-stat2: all municipalities, for the years named or the newest. SSB
allows 30 questions a minute from one address, which a whole office may share; «429» and «503» are
waited out, as long as the answer asks for and no longer than :class:`Ssb` allows.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import IO, Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.core.version import __version__
from orxl.sources.grids import FileKind, kind_of

ADDRESS: Final = "https://data.ssb.no/api/pxwebapi/v2"
VARIABLE: Final = "ORXL_SSB"
"""The environment variable that gives another address (a proxy of one's own, a test)."""
_TABLE: Final = "07459"
_BY_HAND: Final = (
    "Prøv igjen senere, eller last ned tabell 07459 fra ssb.no og importer filen: "
    "orxl importer folketall FILEN."
)
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_PORTION: Final = 65_536

Progress = Callable[[int, int | None], None]
"""Told how many bytes have come, and of how many, where that is known."""


@dataclass(frozen=True)
class Answer:
    """What SSB answered: the bytes, and the address they came from."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Ssb:
    """SSB's API at an address. Times in seconds, ``most`` in bytes."""

    address: str = ADDRESS
    silence: float = 15
    """So long without a byte is no answer."""
    patience: float = 90
    """For all tries together."""
    tries: int = 4
    most: int = 20 * 2**20
    """The whole table, all years and regions, has less than 2 MB."""
    wait: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    @classmethod
    def usual(cls) -> Ssb:
        """At SSB's own address, or that of the environment variable :data:`VARIABLE`."""
        return cls(address=os.environ.get(VARIABLE, "").strip() or ADDRESS)

    def population(
        self, years: Sequence[int] = (), progress: Progress = lambda got, of: None
    ) -> Answer:
        """The population of all municipalities in *years*, by default the newest SSB has.

        Raises BadSource with one sentence for whatever is in the way.
        """
        self._refuse_address()
        wanted = ",".join(str(year) for year in sorted(set(years))) if years else "top(1)"
        url = (
            f"{self.address.rstrip('/')}/tables/{_TABLE}/data?lang=no"
            f"&valueCodes[Region]={quote('????')}&valueCodes[ContentsCode]=Personer1"
            f"&valueCodes[Tid]={quote(wanted, safe=',()')}&outputFormat=json-stat2"
        )
        data = self._asked(url, years, progress)
        kind = kind_of(data)
        if kind is not FileKind.JSON:
            what = "et tomt svar" if kind is FileKind.EMPTY else kind.value
            raise BadSource(
                f"SSB svarte med {what} i stedet for tall; nettet her kan ha svart selv.", _BY_HAND
            )
        told = ", ".join(str(year) for year in years) if years else "nyeste år"
        return Answer(f"SSB tabell {_TABLE}, {told} ({urlsplit(url).hostname})", data)

    def _refuse_address(self) -> None:
        try:
            parts = urlsplit(self.address)
            sound = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
        except ValueError:
            sound = False
        if not sound:
            raise BadSource(
                f"Adressen til SSB, {nb.quoted(self.address)}, må begynne med https://.",
                f"Rett miljøvariabelen {VARIABLE}, eller fjern den.",
            )

    def _asked(self, url: str, years: Sequence[int], progress: Progress) -> bytes:
        """The answer's body, after as many tries as it takes and is allowed."""
        opener = build_opener(_Redirects())
        end = self.clock() + self.patience
        for attempt in range(1, self.tries + 1):
            try:
                return self._once(opener, url, end, progress)
            except HTTPError as error:
                with closing(error):
                    pause = _pause(error, attempt)
                    late = self.clock() + pause > end or attempt == self.tries
                    if error.code not in _BUSY or late:
                        raise _refused(error, years) from error
                self.wait(pause)
            except (URLError, OSError, http.client.HTTPException) as error:
                raise _unreachable(error) from error
        raise AssertionError("the last try returns or raises")

    def _once(self, opener: OpenerDirector, url: str, end: float, progress: Progress) -> bytes:
        headers = {"User-Agent": f"orxl/{__version__}", "Accept": "application/json"}
        request = Request(url, headers=headers)  # noqa: S310 - https, or this machine
        with opener.open(request, timeout=self.silence) as answer:
            return self._body(answer, end, progress)

    def _body(self, answer: Any, end: float, progress: Progress) -> bytes:
        told = answer.headers.get("Content-Length", "")
        length = int(told) if told.isascii() and told.isdigit() else None
        portions: list[bytes] = []
        got = 0
        while portion := answer.read1(_PORTION):
            portions.append(portion)
            got += len(portion)
            progress(got, length)
            if got > self.most:
                most = nb.number(self.most // 2**20)
                raise BadSource(f"Svaret fra SSB er over {most} MB.", _BY_HAND)
            if self.clock() > end:
                raise BadSource(
                    f"SSB brukte over {nb.number(self.patience)} sekunder på å svare.", _BY_HAND
                )
        if length is not None and got != length:
            raise BadSource(
                f"Svaret fra SSB ble avbrutt: {nb.number(got)} av {nb.number(length)} tegn kom.",
                _BY_HAND,
            )
        return b"".join(portions)


class _Redirects(HTTPRedirectHandler):
    """Follows SSB to another https address, and nowhere else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).scheme != "https":
            raise BadSource("SSB viste videre til en adresse uten https.", _BY_HAND)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _pause(error: HTTPError, attempt: int) -> float:
    """How long to wait: as long as the answer asks for, else twice as long each time."""
    told = (error.headers.get("Retry-After") or "").strip()
    if told.isascii() and told.isdigit() and len(told) < 7:
        return float(told)
    try:
        at = parsedate_to_datetime(told)
    except (ValueError, TypeError):
        return float(2**attempt)
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


def _refused(error: HTTPError, years: Sequence[int]) -> BadSource:
    """The sentence about an answer that is a refusal."""
    code, said = error.code, _title(error)
    told = f" ({said})" if said else ""
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
    if code == 403:
        return BadSource(f"SSB, eller nettet her, nekter å svare (feil 403){told}.", _BY_HAND)
    return BadSource(f"SSB svarte med feil {code}{told}.", _BY_HAND)


def _title(error: HTTPError) -> str:
    """What SSB says of the fault itself («problem+json»), quoted; ``""`` where it says nothing."""
    try:
        held = json.loads(error.read(_PORTION))
    except (OSError, ValueError, http.client.HTTPException):
        return ""
    title = held.get("title") if isinstance(held, dict) else None
    return nb.quoted(title) if isinstance(title, str) and title.strip() else ""


def _unreachable(error: Exception) -> BadSource:
    """The sentence where no answer came at all."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return BadSource("SSB svarte ikke i tide.", _BY_HAND)
    if isinstance(cause, http.client.HTTPException | ConnectionResetError):
        return BadSource("Svaret fra SSB ble avbrutt.", _BY_HAND)
    if isinstance(cause, ssl.SSLError):
        return BadSource(
            "Forbindelsen til SSB er ikke trygg: sertifikatet godtas ikke på denne maskinen.",
            "Be IT om hjelp. " + _BY_HAND,
        )
    why = ""
    if isinstance(cause, socket.gaierror):
        why = " (navnet ble ikke funnet)"
    elif isinstance(cause, ConnectionRefusedError):
        why = " (forbindelsen ble avvist)"
    return BadSource(f"Får ikke kontakt med SSB{why}. Er maskinen på nett?", _BY_HAND)
