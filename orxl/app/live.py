"""The click in Excel: the workbook that is open there as one of the two ends of mending.

Nothing is written before everything has been calculated and a copy is saved; where Excel refuses a
change, all of them are taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

from orxl.app.mend import Done, Write, all_or_none, edits_of, mend
from orxl.app.workbook import kept_backups
from orxl.binding import bind
from orxl.core.edits import Edit
from orxl.core.errors import ChangedFile, OrxlError, RefusedEdit
from orxl.core.findings import Finding
from orxl.core.snapshot import Book
from orxl.core.values import BLANK
from orxl.formulas.recalculate import Heard, hear
from orxl.live import LiveWorkbook, attach, refuse_misfits, stamped
from orxl.report.click import SHOWN_FIXES, ClickReport
from orxl.report.fixes import describe_fix
from orxl.rules.kit.view import View

AskAbout = Callable[[Sequence[Finding]], bool]
"""Shows the fixes that could be made; its answer says whether to make them."""


class Clock(Protocol):
    """Called with the name of each phase when it ends; for measuring."""

    def __call__(self, phase: str) -> None: ...


def click(
    live: LiveWorkbook,
    *,
    moment: datetime,
    who: str,
    ask: AskAbout | None = None,
    confirm: AskAbout | None = None,
    clock: Clock = lambda phase: None,
) -> ClickReport:
    """Recalculate and check the open workbook, and leave the findings in it.

    With *ask*, the safe fixes are shown to it and made where it says yes; *confirm* is shown what
    is gone since the last run, and says whether all of it was meant to go. The workbook is not
    saved. Raises OrxlError (its kinds); the workbook is then as it was.
    """
    end = OpenEnd(live, moment, clock)
    withheld: list[str] = []

    def choose(offered: Sequence[Finding]) -> Sequence[Finding]:
        possible = []
        for finding in offered:
            try:
                end.refuse(edits_of([finding]))
            except RefusedEdit as error:  # Excel would refuse it after the answer, and all with it
                withheld.append(str(error))
            else:
                possible.append(finding)
        return all_or_none(ask)(possible) if possible and ask is not None else ()

    outcome = mend(
        end, moment=moment, who=who, choose=None if ask is None else choose,
        confirm=None if confirm is None else all_or_none(confirm),
        checked=lambda: clock("regler"),
    )  # fmt: skip
    return ClickReport(
        live.name, outcome.findings, outcome.fixed, end.copy, outcome.unrecorded, live.read_only,
        saves_itself=live.saves_itself, withheld=tuple(dict.fromkeys(withheld)),
        beside=_beside(live, end.read),
    )  # fmt: skip


def _beside(live: LiveWorkbook, book: Book) -> tuple[str, ...]:
    """What is said of other editions beside the open book; nothing where that cannot be seen."""
    from orxl.app.twins import sentences

    with suppress(OrxlError):  # the click itself went well
        path = live.path
        return () if path is None else sentences(book, path)
    return ()


def wake_excel() -> str:
    """Give back what a click that was ended half-way took; the name of the book that lies on top.

    Raises as :func:`orxl.live.attach`.
    """
    live = attach()
    live.wake()
    return live.name


class OpenEnd:
    """A workbook that is open in Excel as one of the two ends of :func:`mend`.

    Where something else is *done* to it, the log says so; where what is done was made for the book
    as it was *shown*, a book that has changed since is refused.
    """

    copy: Path | None = None

    def __init__(
        self,
        live: LiveWorkbook,
        moment: datetime,
        clock: Clock = lambda phase: None,
        *,
        done: Done | None = None,
        shown: Book | None = None,
    ) -> None:
        self._live, self._clock, self._done, self._shown = live, clock, done, shown
        self._copy_name = stamped(live.name, moment)
        self.action = "Knappen" if done is None else done.action
        self.read: Book
        """The book as it was last looked at."""
        self._heard: Heard | None = None

    def still(self) -> AbstractContextManager[None]:
        return self._live.quiet()

    def look(self) -> View:
        self._live.calculate()
        self.read = self._live.read()
        self._clock("lesing")
        shown, self._shown = self._shown, None
        if shown is not None and not same_content(shown, self.read):
            raise ChangedFile(
                f"«{self._live.name}» er endret siden forhåndsvisningen. Ingenting er skrevet.",
                "Gjør det en gang til, så tas endringene med.",
            )
        view = self._view()
        self._clock("beregning")
        return view

    def _view(self) -> View:
        """The book as the rules see it; when it is looked at once more, by what has changed."""
        if self._heard is None:
            self._heard = hear(self.read)
        else:
            from orxl.app.again import sharing
            from orxl.formulas.again import hear_again

            self._heard = hear_again(sharing(self.read, self._heard.book), self._heard)
        return View(bind(self._heard.book), self._heard.recalculation)

    def refuse(self, edits: Sequence[Edit]) -> None:
        refuse_misfits(self.read, edits)

    def account(self, fixed: Sequence[Finding]) -> tuple[int, str]:
        words = _description(fixed, self._copy_name, self._done)
        return len(edits_of(fixed)) + (0 if self._done is None else self._done.changed), words

    @contextmanager
    def writing(self) -> Iterator[Write]:
        made: list[Callable[[], bool]] = []
        with self.still():
            count, days = kept_backups(self.read)
            self.copy = self._live.keep_copy(self._copy_name, count=count, days=days)
            self._clock("kopi")
            try:
                yield lambda edits: made.append(self._live.apply(edits, self.read))
            except BaseException:
                for take_back in reversed(made):  # a change that is not in the log must not stay
                    take_back()
                raise
            self._clock("skriving")
            self._live.calculate()
            self._clock("omregning")


def same_content(one: Book, other: Book) -> bool:
    """Whether the same is typed in both: what formulas give may differ, as NOW() does."""
    return _typed(one) == _typed(other)


def _typed(book: Book) -> object:
    sheets = [
        (
            sheet.name,
            sheet.tables,
            {
                at: cell.value if cell.formula is None else cell.formula
                for at, cell in sheet.cells.items()
                if cell.kind != "spill" and (cell.formula is not None or cell.value is not BLANK)
            },
        )
        for sheet in book.sheets
    ]
    return sheets, book.names


def _description(fixed: Sequence[Finding], copy: str, done: Done | None) -> str:
    if done is not None:
        return f"{done.words} Kopi fra før endringene: {copy}."
    kept = f"Kopi fra før kontrollen: {copy}."
    if not fixed:
        return f"Kontrollert i Excel. {kept}"
    changes = [line for finding in fixed for line in describe_fix(finding)]
    more = f"; og {len(changes) - SHOWN_FIXES} til" if len(changes) > SHOWN_FIXES else ""
    return f"Rettet {'; '.join(changes[:SHOWN_FIXES])}{more}. {kept}"
