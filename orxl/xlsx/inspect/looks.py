"""What each cell style does to a text: its colour, its background, its size."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from typing import Final, TypeVar

from orxl.core.inspection import Look
from orxl.core.patterns import regex
from orxl.xlsx.package import is_true
from orxl.xlsx.xml.elements import element
from orxl.xlsx.xml.text import natural

T = TypeVar("T")

_PALETTE: Final = (  # noqa: SIM905 - a table of colours reads better than 66 quoted words
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 "
    "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF "
    "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333 "
    "000000 FFFFFF"
).split()
"""Excel's indexed colours; 64 and 65 are the system's text and window."""
_OFFICE: Final = (  # noqa: SIM905
    "FFFFFF 000000 EEECE1 1F497D 4F81BD C0504D 9BBB59 8064A2 4BACC6 F79646 0000FF 800080"
).split()
_HEX: Final = regex(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_THEME_ORDER: Final = (  # noqa: SIM905
    "lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink"
).split()
"""A theme colour's number in a style counts light before dark, unlike the theme part."""


def looks_of(styles: element | None, theme: element | None) -> tuple[Look, ...]:
    """The look of every cell style, by its number; none where there are no styles."""
    if styles is None:
        return ()
    colours = Colours(styles, theme)
    fonts = list(styles.iterfind("{*}fonts/{*}font"))
    fills = list(styles.iterfind("{*}fills/{*}fill"))
    formats = written_out(styles)
    looks = []
    for xf in styles.iterfind("{*}cellXfs/{*}xf"):
        font = nth(fonts, xf.get("fontId"))
        background, filled = _background(colours, nth(fills, xf.get("fillId")))
        looks.append(
            Look(
                colour=_font_colour(colours, font),
                background=background,
                filled=filled,
                size=_size(font),
                bold=is_on(font, "b"),
                invisible=_shows_nothing(formats.get(xf.get("numFmtId", ""), "")),
            )
        )
    return tuple(looks)


def written_out(styles: element) -> dict[str, str]:
    """The codes of the number formats that the workbook writes out, by their numbers."""
    return {
        node.get("numFmtId", ""): node.get("formatCode", "")
        for node in styles.iterfind("{*}numFmts/{*}numFmt")
    }


def conditional_looks(
    styles: element | None, theme: element | None
) -> tuple[tuple[str | None, str | None, bool], ...]:
    """Text colour, background and invisibility of each format that conditions may give a cell.

    None where the format leaves the colour as it is.
    """
    if styles is None:
        return ()
    colours = Colours(styles, theme)
    looks = []
    for dxf in styles.iterfind("{*}dxfs/{*}dxf"):
        pattern = dxf.find("{*}fill/{*}patternFill")
        background = None
        if pattern is not None:  # unlike a cell's own, it names the background of a solid fill
            background = colours.of(pattern.find("{*}bgColor"))
            background = background or colours.of(pattern.find("{*}fgColor"))
        code = dxf.find("{*}numFmt")
        looks.append((
            colours.of(dxf.find("{*}font/{*}color")),
            background,
            code is not None and _shows_nothing(code.get("formatCode", "")),
        ))  # fmt: skip
    return tuple(looks)


def _shows_nothing(code: str) -> bool:
    """Whether a number format has empty sections for positive, negative and zero."""
    sections = [section.strip().replace('""', "") for section in code.split(";")]
    return len(sections) >= 3 and not any(sections[:3])


def nth(nodes: Sequence[T], raw: str | None) -> T | None:
    """The one of *nodes* that a style names by its number; the first where it names none."""
    number = natural(raw)
    if number is None:
        number = 0
    return nodes[number] if number < len(nodes) else None


def is_on(font: element | None, name: str) -> bool:
    """Whether the switch *name* of *font*, such as boldness, is on."""
    node = font.find(f"{{*}}{name}") if font is not None else None
    return node is not None and is_true(node.get("val", "1"))


def _size(font: element | None) -> float:
    node = font.find("{*}sz") if font is not None else None
    try:
        return float(node.get("val", "11")) if node is not None else 11.0
    except ValueError:
        return 11.0


def _font_colour(colours: Colours, font: element | None) -> str:
    node = font.find("{*}color") if font is not None else None
    found = colours.of(node)
    return "000000" if found is None else found


def _background(colours: Colours, fill: element | None) -> tuple[str | None, bool]:
    """The background where it is one colour, and whether the cell has one of its own."""
    pattern = fill.find("{*}patternFill") if fill is not None else None
    if pattern is None:
        return ("FFFFFF", False) if fill is None or len(fill) == 0 else (None, True)
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return "FFFFFF", False
    if kind != "solid":
        return None, True
    colour = colours.of(pattern.find("{*}fgColor"))
    return ("FFFFFF" if colour is None else colour), True


class Colours:
    """Colours as styles name them: by value, by theme and tint, or by number."""

    def __init__(self, styles: element, theme: element | None) -> None:
        own = [n.get("rgb", "") for n in styles.iterfind("{*}colors/{*}indexedColors/{*}rgbColor")]
        self._indexed = [_rgb(raw, old) for raw, old in zip(own, _PALETTE, strict=False)]
        self._indexed += _PALETTE[len(self._indexed) :]
        self._theme = list(_OFFICE)
        scheme = next(theme.iter("{*}clrScheme"), None) if theme is not None else None
        if scheme is not None:
            self._theme = [_theme_colour(scheme, name) for name in _THEME_ORDER]

    def of(self, node: element | None) -> str | None:
        """The colour as six hex digits; None for «automatic» and for what cannot be read."""
        if node is None or is_true(node.get("auto")):
            return None
        for attribute, table in (("theme", self._theme), ("indexed", self._indexed)):
            number = natural(node.get(attribute))
            if number is not None:
                return _tinted(table[number], node) if number < len(table) else None
        match = _HEX.fullmatch(node.get("rgb", ""))
        return _tinted(match[1].upper(), node) if match else None


def _rgb(raw: str, default: str) -> str:
    match = _HEX.fullmatch(raw)
    return match[1].upper() if match else default


def _theme_colour(scheme: element, name: str) -> str:
    default = "000000" if name.startswith("dk") else "FFFFFF"
    for node in scheme.iterfind(f"{{*}}{name}/*"):
        return _rgb(node.get("lastClr", node.get("val", "")), default)
    return default


def _tinted(colour: str, node: element) -> str:
    """*colour* made lighter (tint above 0) or darker, as Excel does it: by its luminance."""
    try:
        tint = max(-1.0, min(1.0, float(node.get("tint", "0"))))
    except ValueError:
        return colour
    if tint == 0:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, light, saturation)
    return "".join(f"{round(part * 255):02X}" for part in mixed)
