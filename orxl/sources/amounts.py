"""Amounts as ledgers print them, read exactly or not at all.

``1 234,50`` (with any kind of space), ``1.234,50``, ``450,00-``, ``(450,00)``, ``kr 12,-``,
``12,00 CR``: the sign may stand before, behind or in brackets. ``1.234`` may be one thousand or one
krone: only the other amounts of its column can tell, so it waits for them (:class:`Amounts`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import Final

from orxl.core import nb
from orxl.core.light import dataclass, field

_SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
_PLAIN: Final = re.compile(
    r"(-?)([0-9]{1,15}|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,4}),([0-9]{2})(-?)"
)
"""By far the most amounts: thousands by spaces or not at all, decimal comma, øre."""
_GAPS: Final = str.maketrans("", "", " \u00a0\u202f")
_BODY: Final = re.compile(r"\d+(?:[.,]\d+)*|[.,]\d+")
_CURRENCY: Final = re.compile(r"^(?:nok|kr)\.?|(?:nok|kr)\.?$", re.IGNORECASE)
_SIDE: Final = re.compile(r"(cr|dr|kredit|debet|(?<=[.,][0-9]{2})[kdc])\.?$", re.IGNORECASE)
"""One letter is a side only behind øre: «5k» may be five thousand."""
_CREDIT: Final = frozenset({"cr", "k", "c", "kredit"})
_MINUS: Final = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2012": "-", "\ufe63": "-"})
_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
LARGEST: Final = Decimal(10) ** 15
"""Kroner. No account of a public body comes near it; a number that long is an identifier."""
_CENTS: Final = Decimal("0.01")
_NOISE: Final = Decimal("0.000005")
"""What a double may be off in a workbook: 1234.1 is stored as 1234.0999999999999."""


class Doubt(Enum):
    """Why a text is no amount; the value is how it is said after the text itself."""

    NONE = "er tom"
    NO_NUMBER = "er ikke et beløp"
    TWO_SIGNS = "har to fortegn"
    AMBIGUOUS = "kan være tusen eller desimaler"
    DECIMALS = "har flere enn to desimaler, så det er ikke kroner og øre"
    TOO_LARGE = "er for stort til å være et beløp"
    EXPONENT = "er vist med E, så sifre kan mangle"


@dataclass(slots=True)
class Amounts:
    """The amounts of one column: reads each, and learns from all how the column is written.

    :meth:`read` gives :attr:`Doubt.AMBIGUOUS` for ``1.234``; :meth:`settled` reads it when the
    whole column has been seen.
    """

    decimal: set[str] = field(default_factory=set)
    """The signs seen before decimals beyond doubt."""
    thousands: set[str] = field(default_factory=set)
    """The signs seen between thousands beyond doubt."""
    known: dict[str, int | Doubt] = field(default_factory=dict)

    def read(self, cell: object) -> int | Doubt:
        """The amount in *cell* in øre, or why it is none."""
        if isinstance(cell, str):
            found = self.known.get(cell)
            if found is None:
                found = self._text(cell)
                if len(self.known) < 200_000:  # more would cost memory and save no time
                    self.known[cell] = found
            return found
        if cell is None:
            return Doubt.NONE
        if isinstance(cell, bool):
            return Doubt.NO_NUMBER
        if isinstance(cell, Decimal | int | float):
            return ore(Decimal(str(cell)) if isinstance(cell, float) else Decimal(cell))
        return Doubt.NO_NUMBER

    def settled(self, cell: str) -> int | Doubt:
        """As :meth:`read`, for what was ambiguous, by what the rest of the column is like."""
        stripped = _stripped(cell)
        if isinstance(stripped, Doubt):
            return stripped
        body, negative = stripped
        sign = "." if "." in body else ","
        other = "," if sign == "." else "."
        groups = sign in self.thousands or other in self.decimal
        if groups == (sign in self.decimal or other in self.thousands):
            return Doubt.AMBIGUOUS
        if not groups:
            return Doubt.DECIMALS
        return _signed(Decimal(body.replace(sign, "")), negative)

    def _text(self, text: str) -> int | Doubt:
        plain = _PLAIN.fullmatch(text)
        if plain is not None:
            before, whole, rest, behind = plain.groups()
            self.decimal.add(",")
            size = int(whole.translate(_GAPS) + rest)
            if before and behind:
                return Doubt.TWO_SIGNS
            return -size if before or behind else size
        stripped = _stripped(text)
        if isinstance(stripped, Doubt):
            return stripped
        body, negative = stripped
        number = self._number(body)
        return number if isinstance(number, Doubt) else _signed(number, negative)

    def _number(self, body: str) -> Decimal | Doubt:
        """The number that *body* is: digits with points and commas."""
        signs = [c for c in body if c in ".,"]
        if not signs:
            return Decimal(body)
        last = signs[-1]
        if len(set(signs)) == 2:
            first = signs[0]
            whole, _, rest = body.rpartition(last)
            if signs.count(last) > 1 or not _GROUPED.fullmatch(whole):
                return Doubt.NO_NUMBER
            self.decimal.add(last)
            self.thousands.add(first)
            return Decimal(f"{whole.replace(first, '')}.{rest}")
        if len(signs) > 1:
            if not _GROUPED.fullmatch(body):
                return Doubt.NO_NUMBER
            self.thousands.add(last)
            return Decimal(body.replace(last, ""))
        whole, _, rest = body.partition(last)
        if len(rest) == 3 and 0 < len(whole) < 4 and whole != "0":
            return Doubt.AMBIGUOUS
        self.decimal.add(last)
        return Decimal(f"{whole or '0'}.{rest}")


def _signed(number: Decimal, negative: bool) -> int | Doubt:
    return ore(-number if negative else number)


def ore(number: Decimal) -> int | Doubt:
    """*number* of kroner in øre; a workbook's own noise is none, a third decimal is a doubt."""
    if not number.is_finite():
        return Doubt.NO_NUMBER
    if abs(number) > LARGEST:
        return Doubt.TOO_LARGE
    rounded = number.quantize(_CENTS)
    if abs(rounded - number) > _NOISE:
        return Doubt.DECIMALS
    return int(rounded * 100)


def _stripped(text: str) -> tuple[str, bool] | Doubt:
    """The digits with their points and commas, and whether the amount is negative."""
    bare = _SPACES.sub("", text).translate(_MINUS)
    if bare in ("", "-"):
        return Doubt.NONE
    signs: list[bool] = []
    bare, bracketed = _unbracketed(bare)
    if bracketed:
        signs.append(True)
    bare = _CURRENCY.sub("", bare)
    side = _SIDE.search(bare)
    if side is not None:
        signs.append(side[1].casefold() in _CREDIT)
        bare = _CURRENCY.sub("", bare[: side.start()])
    if bare.endswith((",-", ".-")):  # «12,-» is a price of twelve kroner
        bare = bare[:-2]
    for sign in "-+":
        if bare.startswith(sign):
            signs.append(sign == "-")
            bare = _CURRENCY.sub("", bare[1:])
        if bare.endswith(sign):
            signs.append(sign == "-")
            bare = bare[:-1]
    if re.fullmatch(r"[\d.,]+e[+-]?\d+", bare, re.IGNORECASE):
        return Doubt.EXPONENT
    if _BODY.fullmatch(bare) is None or not bare.isascii():
        return Doubt.NO_NUMBER
    if _misgrouped(text):
        return Doubt.NO_NUMBER
    if len(signs) > 1:
        return Doubt.TWO_SIGNS
    return bare, bool(signs) and signs[0]


def _unbracketed(bare: str) -> tuple[str, bool]:
    if bare.startswith("(") and bare.endswith(")"):
        return bare[1:-1], True
    return bare, False


def _misgrouped(text: str) -> bool:
    """Whether digits stand apart otherwise than in thousands: «12 34» may be two numbers."""
    whole, *rest = re.split(r"[.,]", text.strip())
    parts = re.findall(r"\d+", whole)
    apart = len(parts) > 1 and (len(parts[0]) > 3 or any(len(p) != 3 for p in parts[1:]))
    return apart or any(re.search(r"\d\s+\d", part) is not None for part in rest)


def kroner(amount: int) -> Decimal:
    """*amount* in øre as kroner."""
    return Decimal(amount).scaleb(-2)


def said(amount: int) -> str:
    """*amount* in øre as a message shows it: «1 234,50 kr»."""
    return f"{nb.number(kroner(amount), 2)} kr"
