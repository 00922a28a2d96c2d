"""What a row «sett inn» of the texts asks for: «Områder 2.1», «Strategi: Visjon»."""

from __future__ import annotations

from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex

_FORM: Final = regex(r"(Områder|Tiltak) (\S+)|(Strategi|Lenker|Organisering|Tabell|Noter): (.+)")


@dataclass(frozen=True, slots=True)
class Insertion:
    """What is to be put in: of which kind, and which one."""

    kind: str
    """«Områder», «Tiltak», «Strategi», «Lenker», «Organisering», «Tabell» or «Noter»."""
    name: str


def insertion(text: str) -> Insertion | None:
    """What *text* asks for; None where it has none of the forms."""
    match = _FORM.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    return Insertion(match[1] or match[3], match[2] or match[4])
