"""What is printed for people: lines with a style, and tables without frames.

On a terminal rich shows them. In a pipe or a file there is nothing to colour, and what a check is
to print is there a twentieth of a second before rich would have been loaded; so the same lines are
laid out here. What this cannot lay out exactly as rich does (wide letters, what a terminal would
obey) is left to rich.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.core.showing import fit

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

WIDTH: Final = 100
"""Characters on a line where there is no terminal."""
_KIND, _LEAST, _GAP = 10, 4, 2
"""The widths of a table's first column, of its second at least, and of what is between them."""
_NARROWEST: Final = 40
"""The third column is not laid out narrower than this here."""
_STRANGE: Final = regex(r"[^ -~\u00a0-\u00ac\u00ae-\u017f\u202f‐-‧←-⇿€−≤≥]")
"""Letters that may be wider than one place, or none."""
_WORD: Final = regex(r"\S+\s*")


class Screen(Protocol):
    """What prints: rich's console, or :class:`PlainScreen`."""

    def print(self, *objects: Any) -> None:
        """Print text, a :class:`Styled`, a :class:`Grid`, or what rich knows."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A line in one style, as rich calls it («bold red»)."""

    plain: str
    style: str = ""

    def __rich__(self) -> Text:
        from rich.text import Text

        return Text(self.plain, style=self.style)


Line = tuple[str, str, str, str, str]
"""Kind, place and text of a line, and the looks of the first and of the text."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without frames: what kind of thing, where, and the text about it."""

    lines: tuple[Line, ...]

    def __rich__(self) -> Table:
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, _GAP, 0, 0))
        grid.add_column(width=_KIND)
        grid.add_column(min_width=_LEAST)
        grid.add_column(overflow="fold")
        for kind, place, text, colour, style in self.lines:
            grid.add_row(
                Text(kind, style=colour), Text(place, style="bold"), Text(text, style=style)
            )
        return grid


class PlainScreen:
    """Prints without colours; ``rich`` gives the console for what only that can lay out."""

    def __init__(self, write: Callable[[str], object], rich: Callable[[], Screen]) -> None:
        self._write = write
        self._rich = rich

    def print(self, *objects: Any) -> None:
        """See :class:`Screen`."""
        lines = _laid_out(objects)
        if lines is None:
            self._rich().print(*objects)
        else:
            self._write("".join(f"{line}\n" for line in lines))


def _laid_out(objects: Sequence[Any]) -> Sequence[str] | None:
    """The lines that rich would print, but for blanks at their ends; None: ask rich."""
    if not objects:
        return [""]
    shown = objects[0]
    if len(objects) > 1:
        return None
    if isinstance(shown, Grid):
        return _grid(shown.lines)
    text = shown.plain if isinstance(shown, Styled) else shown
    return wrapped(text, WIDTH) if isinstance(text, str) and not _is_odd((text,)) else None


def _is_odd(texts: Iterable[str]) -> bool:
    return any(_STRANGE.search(text) or fit(text) != text for text in texts)


def _grid(lines: Sequence[Line]) -> Sequence[str] | None:
    places = max((len(place) for _, place, *_ in lines), default=0)
    second = max(_LEAST, places)
    third = WIDTH - _KIND - second - 2 * _GAP
    if third < _NARROWEST or any(len(kind) > _KIND for kind, *_ in lines):
        return None
    if _is_odd(text for line in lines for text in line[:3]):
        return None
    return [line for kind, place, text, *_ in lines for line in _row(kind, place, text, second)]


def _row(kind: str, place: str, text: str, second: int) -> Iterator[str]:
    third = WIDTH - _KIND - second - 2 * _GAP
    between = " " * _GAP
    for number, part in enumerate(wrapped(text, third)):
        first = (kind, place) if number == 0 else ("", "")
        yield f"{first[0]:{_KIND}}{between}{first[1]:{second}}{between}{part}".rstrip()


def wrapped(text: str, width: int) -> Sequence[str]:
    """*text* in lines of at most *width*: cut between words, and in words that are longer."""
    cuts: list[int] = []
    used = 0
    first = len(text) - len(text.lstrip())  # the blanks in front belong to the first word
    for match in _WORD.finditer(text, first):
        start = match.start() if match.start() > first else 0
        word = text[start : match.end()]
        length = len(word.rstrip())
        if used + length <= width:
            used += len(word)
        elif length > width:
            pieces = [word[at : at + width] for at in range(0, len(word), width)]
            cuts += [at for at in range(start, start + len(word), width) if at]
            used = len(pieces[-1])
        else:
            if used and start:
                cuts.append(start)
            used = len(word)
    ends = [*cuts, len(text)]
    return [text[a:b].rstrip() for a, b in zip([0, *cuts], ends, strict=True)]
