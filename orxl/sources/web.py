"""Asks a public service on the web for figures, with patience and limits.

«429» and «503» are waited out, as long as the answer asks for and no longer than :class:`Web`
allows; whatever else is in the way is one sentence.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import IO, Any, ClassVar, Final, Self
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.core.light import dataclass
from orxl.core.version import __version__

_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_PORTION: Final = 65_536

Progress = Callable[[int, int | None], None]
"""Told how many bytes have come, and of how many, where that is known."""
Refused = Callable[[int, str], BadSource | None]
"""A service's own sentence for a code of HTTP; given what the answer says of it, in brackets."""


@dataclass(frozen=True)
class Answer:
    """What a service answered: the bytes, and what they are to be called."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Web:
    """A service at an address. Times in seconds, ``most`` in bytes."""

    who: ClassVar[str]
    """What people call it."""
    by_hand: ClassVar[str]
    """What to do where it does not answer."""
    usual_address: ClassVar[str]
    variable: ClassVar[str]
    """The environment variable that gives another address (a proxy of one's own, a test)."""
    accepts: ClassVar[str]
    """The kind of answer that is asked for (HTTP's Accept)."""

    address: str
    silence: float = 15
    """So long without a byte is no answer."""
    patience: float = 90
    """For all tries together."""
    tries: int = 4
    most: int = 20 * 2**20
    wait: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    @classmethod
    def usual(cls) -> Self:
        """At the service's own address, or that of the environment variable."""
        told = os.environ.get(cls.variable, "").strip()
        return cls(address=told if told else cls.usual_address)

    def _refuse_address(self) -> None:
        try:
            parts = urlsplit(self.address)
            sound = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
        except ValueError:
            sound = False
        if not sound:
            raise BadSource(
                f"Adressen til {self.who}, {nb.quoted(self.address)}, må begynne med https://.",
                f"Rett miljøvariabelen {self.variable}, eller fjern den.",
            )

    def asked(self, url: str, progress: Progress, refused: Refused) -> bytes:
        """The answer's body, after as many tries as it takes and is allowed.

        *refused* may have a sentence of its own for a code. Raises BadSource with one sentence.
        """
        self._refuse_address()
        opener = build_opener(_Redirects(self.who, self.by_hand))
        end = self.clock() + self.patience
        for attempt in range(1, self.tries + 1):
            try:
                return self._once(opener, url, end, progress)
            except HTTPError as error:
                with closing(error):
                    pause = _pause(error, attempt)
                    late = self.clock() + pause > end or attempt == self.tries
                    if error.code not in _BUSY or late:
                        raise self._refused(error, refused) from error
                self.wait(pause)
            except (URLError, OSError, http.client.HTTPException) as error:
                raise self._unreachable(error) from error
        raise AssertionError("the last try returns or raises")

    def _once(self, opener: OpenerDirector, url: str, end: float, progress: Progress) -> bytes:
        headers = {"User-Agent": f"orxl/{__version__}", "Accept": self.accepts}
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
                raise BadSource(f"Svaret fra {self.who} er over {most} MB.", self.by_hand)
            if self.clock() > end:
                raise BadSource(
                    f"{self.who} brukte over {nb.number(self.patience)} sekunder på å svare.",
                    self.by_hand,
                )
        if length is not None and got != length:
            told = f"{nb.number(got)} av {nb.number(length)} tegn kom"
            raise BadSource(f"Svaret fra {self.who} ble avbrutt: {told}.", self.by_hand)
        return b"".join(portions)

    def _refused(self, error: HTTPError, own: Refused) -> BadSource:
        """The sentence about an answer that is a refusal."""
        said = _title(error)
        told = f" ({said})" if said else ""
        found = own(error.code, told)
        if found is not None:
            return found
        if error.code == 403:
            return BadSource(
                f"{self.who}, eller nettet her, nekter å svare (feil 403){told}.", self.by_hand
            )
        return BadSource(f"{self.who} svarte med feil {error.code}{told}.", self.by_hand)

    def _unreachable(self, error: Exception) -> BadSource:
        """The sentence where no answer came at all."""
        cause = error.reason if isinstance(error, URLError) else error
        if isinstance(cause, TimeoutError):
            return BadSource(f"{self.who} svarte ikke i tide.", self.by_hand)
        if isinstance(cause, http.client.HTTPException | ConnectionResetError):
            return BadSource(f"Svaret fra {self.who} ble avbrutt.", self.by_hand)
        if isinstance(cause, ssl.SSLError):
            return BadSource(
                f"Forbindelsen til {self.who} er ikke trygg: sertifikatet godtas ikke her.",
                "Be IT om hjelp. " + self.by_hand,
            )
        why = ""
        if isinstance(cause, socket.gaierror):
            why = " (navnet ble ikke funnet)"
        elif isinstance(cause, ConnectionRefusedError):
            why = " (forbindelsen ble avvist)"
        return BadSource(
            f"Får ikke kontakt med {self.who}{why}. Er maskinen på nett?", self.by_hand
        )


class _Redirects(HTTPRedirectHandler):
    """Follows a service to another https address, and nowhere else."""

    def __init__(self, who: str, by_hand: str) -> None:
        self._who, self._by_hand = who, by_hand

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).scheme != "https":
            raise BadSource(f"{self._who} viste videre til en adresse uten https.", self._by_hand)
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


def _title(error: HTTPError) -> str:
    """What SSB says of the fault itself («problem+json»), quoted; ``""`` where it says nothing."""
    try:
        held = json.loads(error.read(_PORTION))
    except (OSError, ValueError, http.client.HTTPException):
        return ""
    title = held.get("title") if isinstance(held, dict) else None
    return nb.quoted(title) if isinstance(title, str) and title.strip() else ""
