"""What the commands share of the terminal: its encoding, its width, complaints, an exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

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
    print(f"orxl: {message}", file=sys.stderr)


def console() -> Console:
    """Where reports are printed; 100 characters wide where it is no terminal."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else 100
    return Console(highlight=False, width=width, soft_wrap=False, emoji=False, markup=False)
