"""What a number looks like under a number format: as the number that a reader takes it for.

Only as much of Excel's formats as tells whether a cell shows the number that it holds: sections by
sign, decimals, thousands taken off, per cent, and whether any digit or a minus is shown at all.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from orxl.core.light import dataclass
from orxl.core.patterns import regex

GENERAL: Final = frozenset({"", "general", "@", "standard"})
_TOKENS: Final = regex(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\[\]]*+)\]|(.)')
_DIGITS: Final = frozenset("0#?")
_DATES: Final = frozenset("dmyhs")
_WHITE: Final = regex(r"(?i:white|hvit|color *2)")
_CONDITION: Final = regex(r"[<>=]{1,2}-?[\d.]+")


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a number format."""

    decimals: int = 0
    digits: bool = False
    """Whether any digit of the number is shown."""
    thousands: int = 0
    """How many times it is divided by a thousand."""
    percent: int = 0
    minus: bool = False
    """Whether a minus or a bracket is written."""
    literal: str = ""
    """What is written in any case."""
    date: bool = False
    scientific: bool = False
    white: bool = False
    """Whether the format itself colours it as the paper is."""
    grouped: bool = False
    padding: float = 0.0
    """Room that is kept beside the number, in characters."""


@lru_cache(maxsize=256)
def sections(code: str) -> tuple[Section, ...] | None:
    """The sections of *code*; None for one with conditions, or that shows a number as it is."""
    if code.strip().casefold() in GENERAL:
        return None
    parts: list[list[tuple[str, str]]] = [[]]
    for quoted, escaped, bracket, plain in _TOKENS.findall(code):
        if _CONDITION.match(bracket):
            return None
        if plain == ";":
            parts.append([])
        elif quoted or escaped:
            parts[-1].append(("text", quoted or escaped))
        elif bracket:
            parts[-1].append(("bracket", bracket))
        elif plain:
            parts[-1].append(("code", plain))
        else:
            parts[-1].append(("room", ""))
    return tuple(_section(part) for part in parts)


def _section(tokens: list[tuple[str, str]]) -> Section:
    written = "".join(text for kind, text in tokens if kind == "text")
    code = "".join(text for kind, text in tokens if kind == "code")
    last = max((i for i, char in enumerate(code) if char in _DIGITS), default=-1)
    point = code.find(".")
    tail = code[last + 1 :]
    whole = code[:point] if point >= 0 else code[: last + 1]
    after = code[point:] if point >= 0 else ""
    return Section(
        decimals=sum(char in _DIGITS for char in after),
        digits=last >= 0 or "general" in code.casefold(),
        thousands=len(tail) - len(tail.lstrip(",")),
        percent=code.count("%"),
        minus="-" in code or "(" in code or "-" in written or "−" in written or "(" in written,
        literal=written,
        date=last < 0 and any(char in _DATES for char in code.casefold().replace("general", "")),
        white=any(kind == "bracket" and _WHITE.fullmatch(text) for kind, text in tokens),
        scientific="E+" in code or "E-" in code or "/" in code,
        grouped="," in whole,
        padding=float(sum(kind == "room" for kind, _ in tokens)),
    )


def section_of(code: str, number: float) -> tuple[Section, bool] | None:
    """The section that shows *number*, and whether a minus stands before it by itself."""
    found = sections(code)
    if found is None:
        return None
    if number < 0 and len(found) > 1:
        return found[1], False
    if number == 0 and len(found) > 2:
        return found[2], False
    return found[0], number < 0


def read_as(code: str, number: float) -> float | None:
    """The number that a reader takes *number* for under the format *code*; None: for none."""
    chosen = section_of(code, number)
    if chosen is None:
        return number
    section, minus = chosen
    if section.date or section.white or (not section.digits and number != 0):
        return None
    if number == 0 or section.scientific:
        return number
    size = abs(number) * 100.0**section.percent / 1000.0**section.thousands
    size = float(round(size + 1e-9 * size, section.decimals))
    if any(char.isdigit() for char in section.literal):
        return None
    size /= 100.0**section.percent
    return -size if minus or (number < 0 and section.minus) else size


def percents(code: str, number: float) -> bool:
    """Whether *number* is shown as per cent."""
    chosen = section_of(code, number)
    return chosen is not None and chosen[0].percent > 0


def room(code: str, number: float) -> float | None:
    """How many characters of a digit's width *number* takes up, at the least; None: not known.

    A number that no format shapes is cut down to its cell by Excel, so it needs no room.
    """
    chosen = section_of(code, number)
    if chosen is None or chosen[0].scientific:
        return None
    section, minus = chosen
    if section.date:
        return 8.0
    if not section.digits:
        return None
    size = abs(number) * 100.0**section.percent / 1000.0**section.thousands
    whole = f"{round(size, section.decimals):.0f}"
    taken = float(len(whole)) + (section.decimals + _POINT if section.decimals else 0.0)
    taken += _SPACE * ((len(whole) - 1) // 3) if section.grouped else 0.0
    taken += _MINUS if minus or (number < 0 and section.minus) else 0.0
    return taken + _PERCENT * section.percent


_POINT, _SPACE, _MINUS, _PERCENT = 0.5, 0.45, 0.6, 1.4
"""How wide they are, a digit being 1."""
