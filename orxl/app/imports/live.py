"""The workbook that is open in Excel as one of the two ends of an import.

What the import would do is tried in a copy that Excel saves of the open book, with all that is not
saved yet; so the preview is the very one of a file. What is said yes to is made in the open book by
the edits and the writer of the click, and taken back whole where Excel refuses any of it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from orxl.app.imports.frame import Plan
from orxl.app.live import OpenEnd
from orxl.app.mend import Done, mend
from orxl.app.workbook import Opened, reread
from orxl.core.errors import RefusedEdit
from orxl.core.snapshot import Book
from orxl.live import LiveWorkbook
from orxl.report.imports.values import Written
from orxl.report.outcome import unrecorded


class LiveEnd:
    """A workbook that is open in Excel and that something is imported into."""

    def __init__(self, live: LiveWorkbook) -> None:
        self._live = live
        self.path = Path(live.name)
        self._shown: Book | None = None

    def opened(self) -> Opened:
        """See :class:`orxl.app.imports.run.End`. Raises UnwritableFile too."""
        with self._live.quiet():
            self._live.calculate()
            # Read first: what is typed between the two is not in what was read, and so is seen as
            # a change before anything is written.
            self._shown = self._live.read()
            data = self._live.as_file()
        return reread(data, self.path)

    def write(self, plan: Plan, opened: Opened, now: Opened, done: Done, *, moment: datetime,
              who: str) -> Written:  # fmt: skip
        """See :class:`orxl.app.imports.run.End`."""
        end = OpenEnd(self._live, moment, done=done, shown=self._shown)
        outcome = mend(end, moment=moment, who=who, first=plan.edits)
        if outcome.unrecorded:
            raise RefusedEdit(unrecorded(outcome.unrecorded))
        return Written(end.copy, (), 0, outcome.findings)
