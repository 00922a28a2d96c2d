"""The look of the web edition: the theme's colours for light, and readable ones for dark."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from orxl.core.patterns import regex
from orxl.report.paper.theme import CONTRAST, Theme, contrast

_STYLE: Final = Path(__file__).parent / "templates" / "stil.css"
_NOT_IN_A_FONT: Final = regex(r"[^\w \-]")
_DARK_GROUND, _DARK_TEXT, _DARK_SHADE = "#14181F", "#E8EBF0", "#222936"
_LIGHTEST: Final = 20
"""Steps towards white."""


def style(theme: Theme) -> str:
    """The style sheet, with the colours and the font of *theme*."""
    series = theme.series
    light = {
        "tekst": theme.text,
        "overskrift": theme.heading,
        "dempet": theme.muted,
        "lenke": theme.link,
        "grunn": theme.background,
        "flate": theme.shade,
        "sum": theme.total,
        "strek": theme.line,
        "utkast": theme.draft,
        "serie": series[0],
        "serie2": series[1 % len(series)],
    }
    dark = {
        "tekst": _DARK_TEXT,
        "overskrift": on_dark(theme.heading, 9.0),
        "dempet": "#B4BCC8",
        "lenke": on_dark(theme.link),
        "grunn": _DARK_GROUND,
        "flate": _DARK_SHADE,
        "sum": "#1C222C",
        "strek": "#7D8796",
        "utkast": on_dark(theme.draft),
        "serie": on_dark(series[0]),
        "serie2": on_dark(series[1 % len(series)]),
    }
    fonts = (_NOT_IN_A_FONT.sub("", font) for font in (theme.font, theme.heading_font))
    text, heading = (f'"{font}"' for font in fonts)
    return (
        f":root{{color-scheme:light dark;--skrift:{text};--toppskrift:{heading};"
        f"{_properties(light)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_properties(dark)}}}}}\n"
        f"@media print{{:root{{color-scheme:light;{_properties(light)}}}}}\n"
        + _STYLE.read_text(encoding="utf-8")
    )


def _properties(colours: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def on_dark(colour: str, least: float = CONTRAST + 1) -> str:
    """*colour*, mixed with as little white as gives the *least* contrast on dark grounds."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for step in range(_LIGHTEST + 1):
        mixed = (round(part + (255 - part) * step / _LIGHTEST) for part in parts)
        found = "#" + "".join(f"{part:02X}" for part in mixed)
        if min(contrast(found, ground) for ground in (_DARK_GROUND, _DARK_SHADE)) >= least:
            break
    return found
