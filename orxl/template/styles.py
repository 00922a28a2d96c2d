"""How the workbook looks: colours, fonts and number formats, each in one place.

Every pair of text and background has a contrast of at least 4.5 : 1, and no meaning rests on
colour alone: what is filled in now is pale yellow with a dotted line below, what is set up once
white in a thin frame, history white in grey italics, and what is calculated grey with a solid line.

Equal looks are one and the same object (nobody may change it): openpyxl looks every one up, and
finds the object itself without comparing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from orxl.core.light import dataclass
from orxl.layout import NUMBER_FORMATS, Kind
from orxl.layout.kinds import Level

NAVY: Final = "1F3864"
INK: Final = "1A1A1A"
GREY: Final = "595959"
PAPER: Final = "FFFFFF"
INPUT: Final = "FFF9E3"
FORMULA: Final = "EFEFEF"
CARD: Final = "E8EEF7"
BAR: Final = "9DB4D8"
LINK: Final = "0B4F9E"
LINE: Final = "BFBFBF"
TABS: Final[Mapping[str, str]] = {
    "program": "2E75B6",
    "budsjett": "548235",
    "framover": "2F7F7F",
    "medlemmer": "BF8F00",
    "kontroll": "7030A0",
}
FONT: Final = "Calibri"

GOOD: Final = ("0B5D1E", "DFF2E1")
BAD: Final = ("9C0006", "FFD9DC")
KNOWN: Final = ("6B4E00", "FFEFC2")

_CENTRED: Final = frozenset({Kind.DATE, Kind.MOMENT, Kind.YEAR, Kind.MUNICIPALITY, Kind.FLAG})


@lru_cache
def fill(colour: str) -> PatternFill:
    """A solid background."""
    return PatternFill("solid", start_color=colour, end_color=colour)


@lru_cache
def font(colour: str = INK, size: float = 11, *, bold: bool = False, italic: bool = False) -> Font:
    """The workbook's typeface."""
    return Font(name=FONT, size=size, bold=bold, italic=italic, color=colour)


_DOTTED: Final = Border(bottom=Side(style="dotted", color="8C8C8C"))
_THIN: Final = Border(bottom=Side(style="thin", color=LINE))
_EDGE: Final = Side(style="thin", color=LINE)
_WHITE: Final = Side(style="thick", color=PAPER)
_GAP: Final = Border(left=_WHITE, right=_WHITE)
_BAR: Final = Border(top=_EDGE, bottom=_EDGE)
_BOX: Final = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_OPEN: Final = Protection(locked=False)
_LOCKED: Final = Protection(locked=True)


@lru_cache
def align(kind: Kind, *, header: bool = False) -> Alignment:
    """Text left and wrapped, numbers right, dates centred; all in the middle of the row."""
    if kind.numeric and kind not in _CENTRED:
        side = "right"
    else:
        side = "center" if kind in _CENTRED else "left"
    wrap = header or kind in (
        Kind.TEXT,
        Kind.LONG_TEXT,
        Kind.SOURCE,
        Kind.LINK,
        Kind.CODE,
        Kind.ANY,
    )
    # The indent keeps a text from touching the number to the left of it. A number's own room is
    # in its format: LibreOffice applies an indent to some right-aligned cells only.
    indent = 1 if side == "left" or (header and side == "right") else 0
    return Alignment(horizontal=side, vertical="center", wrap_text=wrap, indent=indent)


@lru_cache
def on_one_line(kind: Kind) -> Alignment:
    """The alignment of a text that is not wrapped."""
    return Alignment(horizontal="left", vertical="center", indent=align(kind).indent)


def as_input(cell: Cell, kind: Kind, level: Level = Level.NOW) -> None:
    """A cell that staff fill in; history that stands there is locked."""
    if level is Level.NOW:
        cell.fill, cell.border, cell.font = fill(INPUT), _DOTTED, font()
    elif level is Level.SETUP:
        cell.border, cell.font = _BOX, font()
    else:
        cell.font = font(GREY, italic=True)
    stands = level is Level.HISTORY and cell.value is not None
    cell.protection = _LOCKED if stands else _OPEN
    cell.number_format, cell.alignment = NUMBER_FORMATS[kind], align(kind)


def as_formula(cell: Cell, kind: Kind) -> None:
    """A cell that the workbook calculates."""
    cell.fill, cell.border, cell.font = fill(FORMULA), _THIN, font()
    cell.protection = _LOCKED
    # «@» on a formula cell would make Excel show the formula's text after the next edit.
    cell.number_format = "General" if kind is Kind.CODE else NUMBER_FORMATS[kind]
    cell.alignment = align(kind)


def as_label(cell: Cell, kind: Kind) -> None:
    """A text that belongs to the layout."""
    cell.border, cell.font = _THIN, font()
    cell.alignment = align(kind)
    cell.number_format = NUMBER_FORMATS[kind]


def as_header(cell: Cell, kind: Kind) -> None:
    """A table's header cell."""
    cell.fill, cell.font = fill(NAVY), font(PAPER, bold=True)
    cell.alignment = align(kind, header=True)


@dataclass(frozen=True, slots=True)
class Role:
    """The looks of a cell outside the tables."""

    font: Font
    fill: PatternFill | None = None
    border: Border | None = None
    side: str = "left"
    wrap: bool = False
    indent: int = 0
    open: bool = False
    """Whether staff write in it, on a protected sheet too."""


ROLES: Final[Mapping[str, Role]] = {
    "title": Role(font(NAVY, 20, bold=True)),
    "purpose": Role(font(GREY, 11, italic=True)),
    "back": Role(font(LINK, 10)),
    "label": Role(font()),
    "label_strong": Role(font(bold=True)),
    "text": Role(font()),
    "note": Role(font(size=10), indent=1),
    "heading": Role(font(NAVY, 14, bold=True)),
    "link": Role(font(LINK)),
    "total_label": Role(font(bold=True), fill(FORMULA), _BOX, indent=1),
    "total_note": Role(font(bold=True), indent=1),
    "total_light": Role(font(bold=True), fill(FORMULA), _BOX, indent=1),
    "total": Role(font(bold=True), fill(FORMULA), _BOX, "right"),
    "subtitle": Role(font(NAVY, 13, bold=True)),
    "small": Role(font(GREY, 10), indent=1),
    "flow": Role(font(GREY, 10)),
    "button": Role(font(GREY, 10, italic=True), None, None, "centerContinuous"),
    "choice": Role(font(), fill(INPUT), _DOTTED, "center", open=True),
    "count": Role(font(NAVY, 13, bold=True), fill(CARD), _GAP, "center"),
    "lamp": Role(font(size=12, bold=True), fill(FORMULA), _BAR),
    "value_left": Role(font()),
    "card_label": Role(font(GREY, 10), fill(CARD), _GAP, "center", wrap=True),
    "card_value": Role(font(NAVY, 18, bold=True), fill(CARD), _GAP, "center"),
    "card_unit": Role(font(GREY, 9), fill(CARD), _GAP, "center"),
    "legend_input": Role(font(), fill(INPUT), _DOTTED, "center"),
    "legend_setup": Role(font(), None, _BOX, "center"),
    "legend_history": Role(font(GREY, italic=True), None, None, "center"),
    "legend_formula": Role(font(), fill(FORMULA), _THIN, "center"),
    "legend_good": Role(font(GOOD[0], bold=True), fill(GOOD[1]), _GAP, "center"),
    "legend_known": Role(font(KNOWN[0], bold=True), fill(KNOWN[1]), _GAP, "center"),
    "legend_bad": Role(font(BAD[0], bold=True), fill(BAD[1]), _GAP, "center"),
}
"""The looks of every role that ``orxl.layout`` gives to a fixed cell."""


@lru_cache
def link_font() -> Font:
    """The typeface of a cell that leads somewhere else."""
    return Font(name=FONT, size=11, color=LINK, underline="single")


def as_role(cell: Cell, role: str, kind: Kind) -> None:
    """A cell outside the tables, by its role."""
    look = ROLES[role]
    cell.font = look.font
    if look.fill is not None:
        cell.fill = look.fill
    if look.border is not None:
        cell.border = look.border
    if look.open:
        cell.protection = _OPEN
    cell.number_format = "General" if kind is Kind.CODE else NUMBER_FORMATS[kind]
    cell.alignment = Alignment(
        horizontal=look.side,
        vertical="center",
        wrap_text=look.wrap,
        indent=look.indent,
    )
