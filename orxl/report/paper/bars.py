"""The bars of a chart, as places and lengths that a page draws."""

from __future__ import annotations

from typing import Final

from orxl.core.light import dataclass
from orxl.report.paper.model import Chart

WIDTH: Final = 480
_LEFT: Final = 4
_RIGHT: Final = 70
"""Room for the number at a bar's end."""
_LABEL: Final = 20
"""Height of a category's name."""
_BAR: Final = 17
_GAP: Final = 14
"""Height below a category."""
_TOP: Final = 34
"""Height of the key."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar and the number that stands at its end."""

    x: float
    y: float
    width: float
    height: float
    series: int
    shown: str
    text_x: float
    text_y: float
    before: bool
    """Whether the number stands to the left of the bar: it is negative."""


@dataclass(frozen=True, slots=True)
class Label:
    """A category's name, or a series' in the key."""

    x: float
    y: float
    text: str
    series: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart laid out: all lengths in the drawing's own units."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    key: tuple[Label, ...]
    zero: float


def drawing(chart: Chart) -> Drawing:
    """*chart* with its bars lying, a group for each category."""
    values = [v for series in chart.series for v in series.values if v is not None]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    span = (high - low) or 1.0
    left = _LEFT + (_RIGHT if low < 0 else 0)
    scale = (WIDTH - left - _RIGHT) / span
    zero = left - low * scale
    bars: list[Bar] = []
    labels: list[Label] = []
    y = float(_TOP)
    for number, category in enumerate(chart.categories):
        labels.append(Label(_LEFT, y + 14, category))
        y += _LABEL
        for index, series in enumerate(chart.series):
            value = series.values[number]
            if value is not None:
                length = round(abs(value) * scale, 1)
                start = round(zero if value >= 0 else zero - length, 1)
                negative = value < 0
                end = start - 6 if negative else start + length + 6
                bars.append(Bar(start, y, length, _BAR - 3, index, series.shown[number],
                                round(end, 1), y + _BAR - 6, negative))  # fmt: skip
            y += _BAR
        y += _GAP
    keys = tuple(
        Label(_LEFT + 220.0 * index, 8, series.name, index)
        for index, series in enumerate(chart.series)
    )
    return Drawing(WIDTH, round(y), tuple(bars), tuple(labels), keys, round(zero, 1))
