"""Who does the work: the threads of this Python, each with a process of its own that reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeAlias

from orxl.app.fleet.cells import STABLE
from orxl.app.fleet.orders import Answer

Work: TypeAlias = Callable[[Sequence[Mapping[str, Any]]], list[Answer]]


class Crew(Protocol):
    """Takes batches of orders, several at a time."""

    @property
    def workers(self) -> int:
        """How many batches are worked on at once."""

    @property
    def seconds(self) -> float:
        """How long a batch should take: longer where handing it out costs more."""

    def submit(self, work: Work, orders: Sequence[Mapping[str, Any]]) -> Future[list[Answer]]:
        """Begin on *orders* when somebody is free."""

    def close(self) -> None:
        """Give up what is not done, and let everybody go."""


class Pool:
    """Python's own pool on this machine. The threads only wait; the processes do the work."""

    seconds = 0.0  # handing out costs nothing: one at a time, and each answer is kept at once

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._threads = ThreadPoolExecutor(workers, "orxl")
        STABLE.reopen()

    @property
    def workers(self) -> int:
        return self._workers

    def submit(self, work: Work, orders: Sequence[Mapping[str, Any]]) -> Future[list[Answer]]:
        return self._threads.submit(work, orders)

    def close(self) -> None:
        STABLE.close()
        self._threads.shutdown(wait=True, cancel_futures=True)
