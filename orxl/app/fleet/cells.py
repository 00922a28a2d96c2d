"""The processes that read workbooks, as those who hand out the work see them.

A process is asked one workbook at a time. One that takes too long is ended, one that ends by itself
is replaced, and the workbook gets another try in a fresh one; then its answer says what happened.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, cast

from orxl.app.fleet.orders import MEMORY, STOPPED, TIME, Answer, Order, unchecked
from orxl.core import nb
from orxl.core.errors import OrxlError

_START: Final = 120.0
"""Seconds that a process may take to start, on a busy machine."""
_MOST_ORDERS: Final = 500
_MOST_MB: Final = 400
"""What a process has taken it keeps: one that has read a large workbook is replaced."""


class Cell:
    """A process that reads workbooks, started when it is made. Raises OrxlError if it cannot be."""

    def __init__(self, memory: int | None) -> None:
        self.memory = memory
        self._asked = 0
        self._peak = 0
        self._late = False
        house = str(Path(__file__).parents[3])
        # Not from the current folder: a file there called json.py is not to be run.
        words = [sys.executable, "-P", "-m", "orxl.app.fleet.cell"]
        paths = [house, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(  # noqa: S603 - this program, and no shell
            [*words, *([] if memory is None else [str(memory)])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        self._to = cast("IO[bytes]", self._process.stdin)
        self._from = cast("IO[bytes]", self._process.stdout)
        if self._line(_START) is None:
            self.end()
            raise OrxlError(
                "Fikk ikke startet en prosess til å lese arbeidsbøker i.",
                "Bruk færre med --arbeidere, eller en høyere --minnegrense.",
            )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def spent(self) -> bool:
        """Whether it should be replaced: it has ended, or has grown."""
        grown = self._asked >= _MOST_ORDERS or self._peak > _MOST_MB
        return grown or self._process.poll() is not None

    def ask(self, order: Order) -> Answer | None:
        """The answer to *order*; None where the process ended by itself."""
        self._asked += 1
        try:
            self._to.write(order.as_json().encode() + b"\n")
            self._to.flush()
        except OSError:
            self.end()
            return None
        line = self._line(order.seconds)
        if line is None:
            self.end()
            if self._late:
                limit = nb.number(order.seconds or 0)
                why = f"Den tok mer enn {limit} sekunder, og ble avbrutt."
                return unchecked(order, TIME, f"{why} Sett en høyere --tidsgrense for å vente.")
            if order.memory is not None and self._process.returncode == -_ABORTED:
                why = f"Den trenger mer minne enn grensen på {order.memory} MB."
                return unchecked(order, MEMORY, why)
            return None
        answer: Answer = json.loads(line)
        self._peak = answer.pop("minne_mb") or 0
        if answer["slag"] == MEMORY:
            self.end()
        return answer

    def _line(self, seconds: float | None) -> bytes | None:
        """The next line of the process; None where it ends first, or is ended for the time."""
        timer = threading.Timer(seconds, self._too_late) if seconds is not None else None
        if timer is not None:
            timer.daemon = True
            timer.start()
        try:
            line = self._from.readline()
        except (OSError, ValueError):  # closed by another thread, which ends the run
            line = b""
        finally:
            if timer is not None:
                timer.cancel()
        return line if line.endswith(b"\n") else None

    def _too_late(self) -> None:
        self._late = True
        self._process.kill()

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._to, self._from):
            with suppress(OSError):  # what could not be written to it
                pipe.close()


_ABORTED: Final = 6
"""SIGABRT: what Rust and C++ end with when they get no memory."""


class Stable:
    """The processes of one Python: idle ones are used again."""

    def __init__(self, start: Callable[[int | None], Cell] = Cell) -> None:
        self._start = start
        self._lock = threading.Lock()
        self._all: list[Cell] = []
        self._idle: list[Cell] = []
        self._open = True

    def answer(self, order: Order) -> Answer:
        """The answer to *order*, by an idle process or a new one."""
        ended = 0
        while self._open and ended < 2:
            cell = self._taken(order.memory)
            answer = cell.ask(order)
            self._back(cell)
            if answer is not None:
                return answer
            ended += 1
        if not self._open:
            return unchecked(order, STOPPED, "Kontrollen ble avbrutt.")
        return unchecked(
            order, STOPPED,
            "Prosessen som leste den, tok slutt to ganger uten å svare: maskinen kan ha for lite "
            "minne, eller filen er laget for å skade.",
        )  # fmt: skip

    def _taken(self, memory: int | None) -> Cell:
        with self._lock:
            fit = next((cell for cell in self._idle if cell.memory == memory), None)
            if fit is not None:
                self._idle.remove(fit)
                return fit
        cell = self._start(memory)
        with self._lock:
            self._all.append(cell)
        return cell

    def _back(self, cell: Cell) -> None:
        spent = cell.spent or not self._open
        with self._lock:
            if spent:
                self._all = [other for other in self._all if other is not cell]
            else:
                self._idle.append(cell)
        if spent:
            cell.end()

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that there are now."""
        with self._lock:
            return [cell.pid for cell in self._all]

    def close(self) -> None:
        """End all processes; who waits for an answer gets none."""
        self._open = False
        with self._lock:
            cells, self._all, self._idle = self._all, [], []
        for cell in cells:
            cell.end()

    def rest(self) -> None:
        """End the idle processes; a new one is started when there is an order again."""
        with self._lock:
            idle, self._idle = self._idle, []
            self._all = [cell for cell in self._all if cell not in idle]
        for cell in idle:
            cell.end()

    def reopen(self) -> None:
        """Take orders again."""
        self._open = True


STABLE: Final = Stable()
"""This Python's own: a pool's threads share it, and so do those of a worker of Dask."""


def work(orders: Sequence[Mapping[str, Any]]) -> list[Answer]:
    """The answers to *orders*: what is handed to a pool, or sent to a worker of Dask."""
    return [STABLE.answer(Order(**order)) for order in orders]
