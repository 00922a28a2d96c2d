"""A paper as one HTML page: no requests, no scripts, light and dark, for screens and for print."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orxl.core import nb
from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.report.paper.bars import drawing
from orxl.report.paper.model import (
    Bullets,
    Chart,
    Contents,
    Figure,
    Heading,
    Line,
    NoteMark,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableCell,
    Words,
    plain,
)
from orxl.report.paper.theme import Theme, contrast
from orxl.report.paper.words import draft_words, facts

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES: Final = Path(__file__).parent / "templates"
_UNFIT: Final = regex(r"[^A-Za-z0-9_-]+")
_DARK: Final = {
    "background": "#14181F", "text": "#E8E8E8", "heading": "#C9D9F5", "muted": "#B4B4B4",
    "link": "#9CC4FF", "line": "#6B7685", "shade": "#1F2937", "total": "#1B222D",
    "draft": "#FF9A9A",
}  # fmt: skip
"""The colours where the reader has chosen a dark screen: those of the theme are for paper."""
_MIME: Final = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}


def write_html(paper: Paper, theme: Theme) -> str:
    """*paper* as a page that stands alone, in the look of *theme*."""
    template = _environment().get_template("paper.html.j2")
    return template.render(
        paper=paper, theme=theme, page=_Page(paper), dark=_dark(theme), logo=_logo(theme),
    )  # fmt: skip


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.filters.update(
        kind=lambda thing: type(thing).__name__, plain=plain, day=nb.long_day, facts=facts,
        draft=draft_words, id=identity,
        drawing=drawing, groups=groups, bodies=bodies, long=_long, widths=widths,
    )  # fmt: skip
    return made


def identity(text: str) -> str:
    """*text* as the name of a place on the page."""
    return _UNFIT.sub("-", text) or "x"


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a table's cell under a label of their own: «Resultatmål»."""

    label: Line
    lines: tuple[Line, ...]


def groups(cell: TableCell) -> list[Group]:
    """The lines of *cell*, a new group at each line that is all strong."""
    found: list[Group] = []
    for line in cell.lines:
        strong = bool(line) and all(isinstance(part, Words) and part.strong for part in line)
        if strong:
            found.append(Group(line, ()))
        elif found:
            found[-1] = Group(found[-1].label, (*found[-1].lines, line))
        else:
            found.append(Group((), (line,)))
    return found


def bodies(table: Table) -> list[list[Row]]:
    """The rows of *table*, a new body at each row that speaks of those below it."""
    found: list[list[Row]] = []
    for row in table.rows:
        if row.kind is RowKind.HEADING or not found:
            found.append([])
        found[-1].append(row)
    return found


def widths(table: Table) -> list[float]:
    """The width of each column, per cent of the table's."""
    whole = sum(column.share for column in table.columns)
    return [round(100 * column.share / whole, 1) for column in table.columns]


def _long(table: Table) -> bool:
    """Whether the table holds texts rather than amounts: on a phone its cells are stacked."""
    return any(len(cell.lines) > 1 for row in table.rows for cell in row.cells)


class _Page:
    """What the template asks while it goes through the paper: which places there are."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._rows = {r.anchor: r for table in _tables(paper) for r in table.rows if r.anchor}
        self._calls: Counter[str] = Counter()
        self._made: Counter[str] = Counter(
            part.note for line in _lines(paper) for part in line if isinstance(part, NoteMark)
        )

    def contents(self) -> list[Heading]:
        """The headings of the table of contents; none where the paper has no contents."""
        levels = [block.levels for block in self._paper.blocks if isinstance(block, Contents)]
        deepest = levels[0] if levels else 0
        headings = (block for block in self._paper.blocks if isinstance(block, Heading))
        return [heading for heading in headings if heading.level <= deepest]

    def tables(self) -> list[Table]:
        """Every table of the paper."""
        return list(_tables(self._paper))

    def leads(self, figure: Figure) -> bool:
        """Whether the figure has a place in «Tallgrunnlag»."""
        return figure.anchor in self._rows

    def told(self, figure: Figure) -> str:
        """What is shown when the pointer rests on a figure: what it is, and the formula."""
        cells = self._rows[figure.anchor].cells[:4]
        texts = (" ".join(plain(line) for line in cell.lines) for cell in cells)
        return ". ".join(text for text in texts if text.strip())

    def call(self, note: str) -> int:
        """The number of this call of a footnote, from 1."""
        self._calls[note] += 1
        return self._calls[note]

    def calls(self, note: str) -> range:
        """The numbers of the calls of a footnote."""
        return range(1, self._made[note] + 1)

    def mark(self, note: str) -> str:
        """The mark a footnote is called by; ``""`` where nothing calls it."""
        marks = (
            part.mark
            for line in _lines(self._paper)
            for part in line
            if isinstance(part, NoteMark) and part.note == note
        )
        return next(marks, "")

    def loose(self) -> list[str]:
        """The footnotes that belong to no table."""
        placed = {note for table in _tables(self._paper) for note in table.notes}
        return [note for note in self._paper.notes if note not in placed]


def _tables(paper: Paper) -> Iterator[Table]:
    for block in paper.blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Chart):
            yield block.table


def _lines(paper: Paper) -> Iterator[Line]:
    for block in paper.blocks:
        match block:
            case Heading(line=line) | Paragraph(line=line):
                yield line
            case Bullets(items=items):
                yield from items
            case Table() | Chart():
                yield block.caption
                table = block.table if isinstance(block, Chart) else block
                yield from (line for r in table.rows for cell in r.cells for line in cell.lines)


def _dark(theme: Theme) -> dict[str, Any]:
    """The dark screen's colours, with bars that can be seen on it."""
    background = _DARK["background"]
    return {**_DARK, "series": [_seen(colour, background) for colour in theme.series]}


def _seen(colour: str, background: str) -> str:
    """*colour* made lighter until it stands out from a dark *background*."""
    parts: Sequence[int] = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    while contrast(colour, background) < 5:
        parts = [value + max(1, (255 - value) // 8) if value < 255 else 255 for value in parts]
        colour = "#" + "".join(f"{value:02X}" for value in parts)
    return colour


def _logo(theme: Theme) -> str:
    """The theme's logo as an address that holds the picture itself; ``""`` for none."""
    if theme.logo is None:
        return ""
    kind = _MIME[theme.logo.suffix.casefold()]
    return f"data:image/{kind};base64,{b64encode(theme.logo.read_bytes()).decode()}"
