"""A bar of progress on the screen beside the answer, where somebody sits and waits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from orxl.core.showing import fit

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """What a use case tells of its way. Without a terminal nothing is shown."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self._now: TaskID | None = None

    def step(self, words: str) -> None:
        """A new step has begun."""
        if self._progress is None:
            return
        if self._now is not None:
            self._progress.remove_task(self._now)
        self._now = self._progress.add_task(fit(words), total=None)

    def bytes(self, got: int, of: int | None) -> None:
        """So many bytes have come."""
        if self._progress is None:
            return
        if self._now is None:
            self.step("Henter")
        if self._now is not None:
            self._progress.update(self._now, completed=got, total=of)


@contextmanager
def bar() -> Iterator[Bar]:
    """A bar on the screen for errors while the block runs, where that is a terminal."""
    if not sys.stderr.isatty():
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    screen = Console(stderr=True, markup=False, emoji=False, highlight=False)
    with Progress(*columns, console=screen, transient=True) as progress:
        yield Bar(progress)
