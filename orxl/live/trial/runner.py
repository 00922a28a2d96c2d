"""Runs the steps one by one, each with its time and its error, under somebody who watches."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from orxl.core.errors import OrxlError
from orxl.core.light import dataclass, field
from orxl.live.trial.asking import refusal
from orxl.live.trial.bench import Bench
from orxl.live.trial.own import OwnExcel
from orxl.live.trial.windows import Windows

_TICK: Final = 0.5
_FRAMES: Final = 3


@dataclass(frozen=True)
class Limits:
    """Seconds: for one step, for all of them, and from the end of Excel until we give up."""

    step: float = 40
    total: float = 240
    grace: float = 10


@dataclass(frozen=True)
class Step:
    """One thing to try: it notes what it sees, as plain JSON values, as it goes."""

    name: str
    do: Callable[[Bench, dict[str, Any]], None]


@dataclass
class Record:
    """What became of a step."""

    name: str
    state: str = "ikke prøvd"
    """«ikke prøvd», «gjort», «feilet» or «stanset» (for its time)."""
    seconds: float = 0
    facts: dict[str, Any] = field(default_factory=dict)
    dialogs: list[dict[str, Any]] = field(default_factory=list)
    error: dict[str, Any] | None = None


class Trial:
    """The steps over an Excel of our own; :meth:`work` does them, :meth:`look` watches."""

    def __init__(
        self,
        steps: Sequence[Step],
        excel: OwnExcel,
        bench_of: Callable[[Any], Bench],
        windows: Windows,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.records = [Record(step.name) for step in steps]
        self._steps, self._excel, self._bench_of = steps, excel, bench_of
        self._windows, self._clock = windows, clock
        self._limits = limits or Limits()
        self._seen: set[int] = set()
        self._began = clock()
        self._now: tuple[Record, float] | None = None
        self._stopped: float | None = None
        self.refused: BaseException | None = None
        """Why there was no trial at all."""

    def work(self) -> None:
        """Do every step that there is time for; what fails or is stopped does not stop the next."""
        try:
            for step, record in zip(self._steps, self.records, strict=True):
                if self._late() or self.refused is not None:
                    break
                self._do(step, record)
        finally:
            self._excel.close()

    def _do(self, step: Step, record: Record) -> None:
        began = self._clock()
        self._stopped, self._now = None, (record, began)
        try:
            self._start()
            step.do(self._bench_of(self._excel.app), record.facts)
            record.state = "gjort"
        except Exception as error:
            record.state = "feilet"
            record.error = described(error)
        finally:
            self._now = None
            record.seconds = round(self._clock() - began, 2)
        if self._stopped is not None:
            record.state = "stanset"

    def _start(self) -> None:
        """Start Excel; where the first one of all does not come, there is nothing to try with."""
        try:
            self._excel.start()
        except OrxlError as error:
            if not self._excel.started:
                self.refused = error
            raise

    def _late(self) -> bool:
        return self._clock() - self._began > self._limits.total

    def look(self) -> bool:
        """Note and close the dialogs of our process, and end it when a time is out.

        False when the step does not come back though Excel has been ended.
        """
        now, pid = self._now, self._excel.pid
        if now is None:
            return True
        record, began = now
        if pid is not None:
            with suppress(Exception):  # a window may be gone before it is asked
                self._dialogs(record, pid)
        if self._stopped is not None:
            return self._clock() - self._stopped <= self._limits.grace
        if self._clock() - began > self._limits.step or self._late():
            self._stopped = self._clock()
            record.state = "stanset"
            self._excel.end()
        return True

    def _dialogs(self, record: Record, pid: int) -> None:
        for dialog in self._windows.dialogs(pid):
            if dialog.window not in self._seen:
                self._seen.add(dialog.window)
                record.dialogs.append({"tittel": dialog.title, "tekst": list(dialog.texts)})
            self._windows.escape(dialog.window)


def supervised(trial: Trial, excel: OwnExcel, begin: Callable[[], None] = lambda: None) -> None:
    """Do the trial in a thread of its own, and watch it from this one.

    Excel's objects live in the thread that made them; this thread only looks at windows. A step
    that never comes back is left behind with its thread. Ctrl+C ends our Excel too. Raises
    OrxlError where no Excel came.
    """

    def work() -> None:
        try:
            begin()
            trial.work()
        except BaseException as error:  # else it would be lost with the thread
            trial.refused = error

    thread = threading.Thread(target=work, daemon=True, name="orxl excel prøv")
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_TICK)
            if not trial.look():
                return
    except BaseException:
        excel.end()
        raise
    if trial.refused is not None:
        raise trial.refused


def described(error: BaseException) -> dict[str, Any]:
    """*error* in plain values: Excel's own code, and where in orxl it came."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    return {**refusal(error), "sted": places}
