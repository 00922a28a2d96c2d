"""How the cells of each style look, aspect by aspect, in one form however it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orxl.core.inspection import Style
from orxl.xlsx.inspect.looks import Colours, is_on, nth, written_out
from orxl.xlsx.package import is_true
from orxl.xlsx.read.formats import BUILT_IN
from orxl.xlsx.xml.elements import attributes, element
from orxl.xlsx.xml.text import natural

_DEFAULTS: Final = {
    "horizontal": "general", "vertical": "bottom", "textRotation": "0", "indent": "0",
    "relativeIndent": "0", "readingOrder": "0",
}  # fmt: skip
"""What an alignment is where it says nothing; a switch is off."""
_SIDES: Final = ("left", "right", "top", "bottom", "diagonal", "start", "end")
_SWITCHES: Final = ("b", "i", "strike")


def styles_of(styles: element | None, theme: element | None) -> tuple[Style, ...]:
    """How the cells of every style look, by its number; none where there are no styles."""
    if styles is None:
        return ()
    colours = Colours(styles, theme)
    fonts = [_font(colours, node) for node in styles.iterfind("{*}fonts/{*}font")]
    fills = [_fill(colours, node) for node in styles.iterfind("{*}fills/{*}fill")]
    borders = [_border(colours, node) for node in styles.iterfind("{*}borders/{*}border")]
    own = written_out(styles)
    return tuple(
        Style(
            number_format=_code(own, xf.get("numFmtId") or "0"),
            font=nth(fonts, xf.get("fontId")) or "",
            fill=nth(fills, xf.get("fillId")) or "",
            border=nth(borders, xf.get("borderId")) or "",
            alignment=_alignment(xf.find("{*}alignment")),
            protection=_protection(xf.find("{*}protection")),
        )
        for xf in styles.iterfind("{*}cellXfs/{*}xf")
    )


def _code(own: Mapping[str, str], number: str) -> str:
    code = own.get(number)
    if code is None:
        found = natural(number)
        return "General" if found is None else BUILT_IN.get(found, f"nr. {found}")
    # Programs differ in how they guard the same signs: «\ » and «" "» are both a blank.
    plain = code.replace("\\", "").replace('"', "")
    return "General" if plain.casefold() in ("general", "standard") else plain


def _font(colours: Colours, node: element) -> str:
    said = [f"{name}={_value(node, name)}" for name in ("name", "sz") if _value(node, name)]
    said += [name for name in _SWITCHES if is_on(node, name)]
    under = node.find("{*}u")
    if under is not None and under.get("val", "single") != "none":
        said.append(f"u={under.get('val', 'single')}")
    raised = _value(node, "vertAlign")
    if raised and raised != "baseline":
        said.append(raised)
    colour = colours.of(node.find("{*}color"))
    said.append("000000" if colour is None else colour)
    return " ".join(said)


def _value(node: element, name: str) -> str:
    child = node.find(f"{{*}}{name}")
    raw = "" if child is None else child.get("val", "")
    return f"{float(raw):g}" if name == "sz" and raw.replace(".", "", 1).isdecimal() else raw


def _fill(colours: Colours, node: element) -> str:
    pattern = node.find("{*}patternFill")
    if pattern is not None:
        kind = pattern.get("patternType", "none")
        if kind == "none":
            return ""
        ground = () if kind == "solid" else (colours.of(pattern.find("{*}bgColor")) or "auto",)
        return " ".join((kind, colours.of(pattern.find("{*}fgColor")) or "auto", *ground))
    gradient = node.find("{*}gradientFill")
    if gradient is None:
        return ""
    stops = [colours.of(stop.find("{*}color")) or "auto" for stop in gradient.iterfind("{*}stop")]
    return " ".join(("overgang", gradient.get("degree", "0"), *stops))


def _border(colours: Colours, node: element) -> str:
    said: list[str] = []
    for side in _SIDES:
        line = node.find(f"{{*}}{side}")
        kind = "none" if line is None else line.get("style", "none")
        if line is not None and kind != "none":
            said.append(f"{side}={kind} {colours.of(line.find('{*}color')) or '000000'}")
    ways = [way for way in ("diagonalUp", "diagonalDown") if is_true(node.get(way))]
    return ", ".join([*said, *ways])


def _alignment(node: element | None) -> str:
    return "" if node is None else _differing(node)


def _differing(node: element) -> str:
    found: list[str] = []
    for name, value in sorted(attributes(node)):
        if value == _DEFAULTS.get(name) or name == "justifyLastLine":
            continue
        if name in _DEFAULTS:
            found.append(f"{name}={value}")
        elif is_true(value):  # else a switch that is off
            found.append(name)
    return " ".join(found)


def _protection(node: element | None) -> str:
    if node is None:
        return ""
    said = [] if is_true(node.get("locked", "1")) else ["ulåst"]
    return " ".join([*said, "skjult formel"] if is_true(node.get("hidden")) else said)
