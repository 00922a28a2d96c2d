"""What the commands share of the terminal: its encoding, its width, complaints, an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, TextIO

from orxl.core.showing import fit, fit_json
from orxl.report.screen import WIDTH, PlainScreen, Screen, Styled

if TYPE_CHECKING:
    from rich.console import Console

CANNOT: Final = 2
"""Exit code when the tool could not do its job."""


def speak_utf8() -> None:
    """Windows' console may have another encoding; a report must not fail on an ø."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def complain(message: str) -> None:
    """Print *message* where errors are printed."""
    say(f"orxl: {message}", to=sys.stderr)


def say(text: str, *, to: TextIO | None = None, lines: bool = False) -> None:
    """Print *text*, where names from outside may stand in it: one line, or several if ``lines``."""
    print(fit(text, lines=lines), file=sys.stdout if to is None else to)


def say_json(text: str) -> None:
    """Print JSON *text*, in which names from outside stand."""
    print(fit_json(text))


def screen() -> Screen:
    """Where reports are printed: rich's console on a terminal, else plain lines."""
    if sys.stdout.isatty():
        return console()
    return PlainScreen(sys.stdout.write, console)


def console() -> Console:
    """Where reports are printed; 100 characters wide where it is no terminal."""
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment
    from rich.text import Text

    class Fit(Console):
        """A console that shows what a workbook's text would do to it, instead of doing it.

        A text of its own is one line, whatever name stands in it: no sheet and no file may be
        called something that looks like the verdict.
        """

        def print(self, *objects: Any, **options: Any) -> None:
            super().print(*map(one_line, objects), **options)

        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterator[Segment]:
            for segment in super().render(renderable, options):
                text, style, control = segment
                yield segment if control else Segment(fit(text, lines=True), style)

    def one_line(printed: Any) -> Any:
        if isinstance(printed, Styled):
            return Text(fit(printed.plain), style=printed.style)
        if isinstance(printed, Text):
            return Text(fit(printed.plain), style=printed.style)
        return fit(printed) if isinstance(printed, str) else printed

    width = None if sys.stdout.isatty() else WIDTH
    return Fit(highlight=False, width=width, soft_wrap=False, emoji=False, markup=False)
