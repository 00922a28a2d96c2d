"""What a task is given, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from orxl.core.light import dataclass
from orxl.live import LiveWorkbook

UNCHANGED = "Arbeidsboken er ikke endret."


@dataclass(frozen=True)
class Errand:
    """A task to be done: in which open book, when, for whom; ``title`` stands on its boxes."""

    live: LiveWorkbook
    moment: datetime
    who: str
    title: str


@dataclass(frozen=True)
class Result:
    """What came of a task. ``tell`` makes the text of the message, and says whether it is bad.

    Where even that fails, ``stands`` says what has become of the workbook.
    """

    tell: Callable[[], tuple[str, bool]]
    stands: str = UNCHANGED


Run = Callable[[Errand], Result | None]
"""Does a task. None: the user gave it up, and knows. Raises OrxlError; nothing is changed then."""


def told(text: str, *, bad: bool = False) -> Result:
    """A result that changed nothing and is a text."""
    return Result(lambda: (text, bad))
