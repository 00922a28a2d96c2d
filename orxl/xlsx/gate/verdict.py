"""How the gate says no: to what differs, and to a new file that cannot be read again."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

from lxml import etree

from orxl.core.errors import FailedGate, OrxlError

UNTOUCHED: Final = "Den gamle filen er urørt. Meld fra om feilen, gjerne med arbeidsboken."


def refuse(where: str, what: str, remedy: str = UNTOUCHED) -> NoReturn:
    """Raise FailedGate for the part *where*."""
    raise FailedGate(f"Kontrollen av den nye filen stanset lagringen: {where} {what}.", remedy)


@contextmanager
def read_again(remedy: str = UNTOUCHED) -> Iterator[None]:
    """Raise FailedGate where what is inside cannot read a file."""
    try:
        yield
    except FailedGate:
        raise
    except (OrxlError, etree.LxmlError, zipfile.BadZipFile, zlib.error, struct.error,
            LookupError, ValueError) as error:  # fmt: skip
        raise FailedGate(
            f"Den nye filen lar seg ikke lese igjen ({type(error).__name__}).", remedy
        ) from error
