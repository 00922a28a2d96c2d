"""What the commands share of the terminal: its encoding, its width, complaints, an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TextIO

from orxl.core.showing import fit, fit_json

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


def say(text: str, *, to: TextIO | None = None) -> None:
    """Print *text*, where names from outside may stand in it."""
    print(fit(text, lines=True), file=sys.stdout if to is None else to)


def say_json(text: str) -> None:
    """Print JSON *text*, in which names from outside stand."""
    print(fit_json(text))


def console() -> Console:
    """Where reports are printed; 100 characters wide where it is no terminal."""
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

    class Fit(Console):
        """A console that shows what a workbook's text would do to it, instead of doing it."""

        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterator[Segment]:
            for segment in super().render(renderable, options):
                text, style, control = segment
                yield segment if control else Segment(fit(text, lines=True), style)

    width = None if sys.stdout.isatty() else 100
    return Fit(highlight=False, width=width, soft_wrap=False, emoji=False, markup=False)
