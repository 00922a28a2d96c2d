"""Charts of bars as numbers for a template: where each bar begins, how long it is, its words."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Final

from orxl.core.light import dataclass
from orxl.report.web.edition import Number

_ROOM: Final = 74.0
"""How much of the width the bars have, in per cent; their numbers need the rest."""
_LETTERS: Final = 38
"""Letters of a label's line, which a phone has room for."""
_LINE, _BAR, _GAP = 19, 18, 14
"""Heights in pixels: of a label's line, of a bar, between two bars."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: lengths in per cent of the width, heights in pixels."""

    label: tuple[tuple[int, str], ...]
    """The lines of its label, each with where it stands."""
    x: float
    y: int
    width: float
    shown: str
    number_x: float
    number_y: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """A chart of horizontal bars with their numbers, and the same as a table."""

    key: str
    title: str
    about: str
    """What it shows, in words with all its numbers."""
    unit: str
    bars: tuple[Bar, ...]
    height: int
    zero: float
    rows: tuple[tuple[str, str], ...]
    series: int
    """Which of the two colours."""


def bar_chart(
    key: str, title: str, unit: str, rows: Sequence[tuple[str, Number]], series: int = 1
) -> BarChart | None:
    """The chart of *rows*; None where no row has a number other than 0."""
    known = [(label, number.shown, number.value) for label, number in rows if number.value]
    if not known:
        return None
    values = [value for _, _, value in known]
    low, high = min(0.0, *values), max(0.0, *values)
    scale = _ROOM / (high - low)
    zero = round(-low * scale, 2)
    bars, y = [], 0
    for label, words, value in known:
        lines = wrap(label, _LETTERS) or [""]
        text = tuple((y + _LINE * (at + 1) - 4, line) for at, line in enumerate(lines))
        y += _LINE * len(lines)
        width = round(abs(value) * scale, 2)
        x = round(zero - width, 2) if value < 0 else zero
        bars.append(Bar(text, x, y, width, words, round(x + width, 2), y + _BAR - 4))
        y += _BAR + _GAP
    shown = tuple((label, number.shown) for label, number in rows)
    told = "; ".join(f"{label} {words}" for label, words, _ in known)
    return BarChart(
        key, title, f"Liggende søyler, tall i {unit}. {told}.", unit, tuple(bars), y - _GAP + 2,
        zero, shown, series,
    )  # fmt: skip
