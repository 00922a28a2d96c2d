"""Norwegian bokmål in print: numbers, dates, lists and quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from orxl.core.showing import fit
from orxl.core.values import BLANK, CellError, Value

NBSP = "\u00a0"
MINUS = "\u2212"
MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
    "oktober", "november", "desember",
)  # fmt: skip
_DECIMALS = 4
"""As many decimals as a message needs."""
_ERRORS = {
    "#NAME?": "#NAVN?", "#VALUE!": "#VERDI!", "#N/A": "#I/T", "#SPILL!": "#OVERFLYT!",
    "#CALC!": "#BEREGN!",
}  # fmt: skip


_MOST_DIGITS = 20
"""A larger number is written as ``1E+300``, as Excel shows it."""


def number(value: float | Decimal | int, decimals: int | None = None) -> str:
    """``1234.5`` → ``1 234,5`` with no-break spaces and a real minus sign.

    ``decimals`` fixes the number of decimals; without it as many as the value needs (Excel's 15
    significant digits at most).
    """
    exact = value if isinstance(value, Decimal) else Decimal(f"{value:.15g}")
    if decimals is None and exact.is_finite() and exact.adjusted() > _MOST_DIGITS:
        return f"{exact.normalize():E}".translate({ord("."): ",", ord("-"): MINUS})
    text = f"{exact:,f}" if decimals is None else f"{exact:,.{decimals}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.translate({ord(","): NBSP, ord("."): ",", ord("-"): MINUS})


def signed(amount: Decimal) -> str:
    """*amount* with its sign, also where it is a plus."""
    return f"+{number(amount)}" if amount > 0 else number(amount)


def digits(value: float) -> str:
    """*value* without spaces between thousands: a year, or a date typed as ``20261231``."""
    return number(value).replace(NBSP, "")


def day(moment: date) -> str:
    """``date(2025, 1, 1)`` → ``1.1.2025``."""
    return f"{moment.day}.{moment.month}.{moment.year}"


def long_day(moment: date) -> str:
    """``date(2025, 12, 18)`` → ``18. desember 2025``, with a no-break space after the day."""
    return f"{moment.day}.{NBSP}{MONTHS[moment.month - 1]} {moment.year}"


def stands(content: Value, *beside: Value | None) -> str:
    """What a cell holds, as a sentence without a full stop: «Står der: 12», «Cellen er tom»."""
    return "Cellen er tom" if content is BLANK else f"Står der: {brief(content, *beside)}"


def value(content: Value) -> str:
    """A cell's value as a message shows it; a text stands in «quotes», a blank is «tom».

    An error has the name that a Norwegian Excel gives it.
    """
    if content is BLANK:
        return "tom"
    if isinstance(content, bool):
        return "SANN" if content else "USANN"
    if isinstance(content, float):
        return number(content)
    if isinstance(content, str):
        return quoted(content)
    if isinstance(content, CellError):
        return _ERRORS.get(content.code, content.code)
    if isinstance(content, datetime):
        clock = f" kl. {content:%H.%M}" if (content.hour, content.minute) != (0, 0) else ""
        return day(content) + clock
    raise TypeError(type(content).__name__)


def brief(content: Value, *beside: Value | None) -> str:
    """As :func:`value`, but a calculated number has four decimals at most.

    It has as many as it takes to tell it from the numbers that it is told *beside*, and from a
    whole number.
    A formula that gives ``""`` shows «ingenting».
    """
    if content == "":
        return "ingenting"
    if not isinstance(content, float) or not isfinite(content):
        return value(content)
    others = [float(round(content)), *(other for other in beside if isinstance(other, float))]
    others = [other for other in others if other != content]
    for decimals in range(_DECIMALS, 16):
        if all(round(content, decimals) != round(other, decimals) for other in others):
            return number(round(content, decimals))
    return number(content)


def quoted(text: str, longest: int = 60) -> str:
    """*text* in «», cut with an ellipsis where it is longer than *longest*; inner «» become ‘ ’.

    It is cut after a word, and never within a placeholder.
    """
    text = fit(" ".join(text.split())).replace("«", "‘").replace("»", "’")
    if len(text) <= longest:
        return f"«{text}»"
    end = edge(text, longest - 1)
    return f"«{text[: end or longest - 1].rstrip(' ,;:–-')}…»"


def edge(text: str, longest: int) -> int:
    """Where to end *text* within *longest* characters: after a word, not within a placeholder.

    0 where its first word, or its first placeholder, is longer than that.
    """
    end = longest
    if not text[end : end + 1].isspace():
        end = text.rfind(" ", 0, end)
    opened = text.rfind("{", 0, max(end, 0))
    closed = text.find("}", opened)
    if 0 <= opened < end <= closed and "{" not in text[opened + 1 : closed]:
        end = opened
    return max(end, 0)


def listed(items: Sequence[str]) -> str:
    """``["a", "b", "c"]`` → ``a, b og c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} og {items[-1]}"


def counted(count: int, one: str, many: str) -> str:
    """``counted(1, "feil", "feil")`` → ``1 feil``; large counts get thousands spaces."""
    return f"{number(count)} {one if count == 1 else many}"


def meant(word: str, known: Iterable[str]) -> str:
    """«Mente du «kontroller»?» where one of the *known* words is near *word*, else ``""``."""
    from difflib import get_close_matches

    spelt = {name.casefold(): name for name in known}
    near = get_close_matches(word.strip().casefold(), spelt, n=1)
    return f"Mente du «{spelt[near[0]]}»?" if near else ""
