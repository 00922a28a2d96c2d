"""Names of pages that last, and which addresses of the workbook may be links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from orxl.core.patterns import regex

_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ö": "o", "ä": "a", "ü": "u"})
_NOT_IN_A_NAME: Final = regex(r"[^a-z0-9]+")
_ADDRESS: Final = regex(r"[!-;=?-~]+")
"""What an address is written with: printable ASCII without spaces, «<» and «>»."""
_LONGEST: Final = 60


def slug(text: str) -> str:
    """«2.1.3» → «2-1-3»: small letters, digits and hyphens; never blank."""
    plain = _NOT_IN_A_NAME.sub("-", text.casefold().translate(_LETTERS)).strip("-")
    return plain[:_LONGEST].rstrip("-") or "x"


def pages(kind: str, names: Iterable[str]) -> list[str]:
    """The file of each page: «tiltak-2-1-3.html». Two of the same name get a number, in order."""
    taken: set[str] = set()
    found = []
    for name in names:
        stem = f"{kind}-{slug(name)}"
        page, count = stem, 1
        while page in taken:
            count += 1
            page = f"{stem}_{count}"
        taken.add(page)
        found.append(f"{page}.html")
    return found


def safe_address(text: str) -> str:
    """*text* where it is an address that may be a link (http, https, mailto); else ``""``."""
    text = text.strip()
    if not _ADDRESS.fullmatch(text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https"):
        return text if parts.hostname else ""
    return text if parts.scheme == "mailto" and "@" in parts.path else ""
