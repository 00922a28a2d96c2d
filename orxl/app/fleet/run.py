"""Hand out workbooks to a crew, and give each answer as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import asdict
from itertools import islice
from typing import Final, TypeAlias

from orxl.app.fleet.cells import work
from orxl.app.fleet.crews import Crew, Work
from orxl.app.fleet.orders import OTHER_EDITION, STOPPED, Answer, Order, unchecked
from orxl.core.errors import OrxlError

Saving: TypeAlias = Callable[[Order, Answer], None]

_AHEAD: Final = 3
"""So many batches wait for each worker: nobody is idle, and what waits takes no room."""
_MOST_IN_BATCH: Final = 50
_TRIES: Final = 3


def nowhere(_order: Order, _answer: Answer) -> None:
    """Keep no answer."""


def answers(
    orders: Iterable[Order], crew: Crew, doing: Work = work, saving: Saving = nowhere
) -> Generator[Answer]:
    """The answer to each of *orders*, in the order in which they come, after *saving* it.

    The crew is let go at the end, whatever happens. Raises OrxlError where the crew is not fit.
    """
    left = iter(orders)
    waiting: dict[Future[list[Answer]], tuple[list[Order], int]] = {}
    pace = _Pace(crew)
    try:
        while True:
            while len(waiting) < crew.workers * _AHEAD:
                batch = list(islice(left, pace.size))
                if not batch:
                    break
                waiting[crew.submit(doing, [asdict(o) for o in batch])] = batch, 1
            if not waiting:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in [f for f in waiting if f in done]:  # as they were handed out
                batch, tries = waiting.pop(future)
                if future.cancelled() or future.exception() is not None:
                    if tries < _TRIES:  # whoever worked on it is gone: somebody else
                        again = crew.submit(doing, [asdict(o) for o in batch])
                        waiting[again] = batch, tries + 1
                    else:
                        yield from (_lost(order, future) for order in batch)
                    continue
                found = future.result()
                pace.learn(found)
                for order, answer in zip(batch, found, strict=True):
                    _refuse_other_edition(order, answer)
                    saving(order, answer)
                    yield answer
    finally:
        for future, (batch, _) in waiting.items():  # broken off: what was done is kept
            if future.done() and not future.cancelled() and future.exception() is None:
                with suppress(OrxlError):  # it may be the reason that the run is broken off
                    for order, answer in zip(batch, future.result(), strict=True):
                        saving(order, answer)
        crew.close()


class _Pace:
    """How many workbooks go in a batch, by how long those before have taken."""

    def __init__(self, crew: Crew) -> None:
        self._wanted = crew.seconds
        self._seconds = 0.0
        self._count = 0

    def learn(self, found: Iterable[Answer]) -> None:
        for answer in found:
            self._seconds += answer["sekunder"] or 0.0
            self._count += 1

    @property
    def size(self) -> int:
        if not self._wanted or not self._count:
            return 1
        mean = max(self._seconds / self._count, 1e-3)
        return max(1, min(_MOST_IN_BATCH, int(self._wanted / mean)))


def _lost(order: Order, future: Future[list[Answer]]) -> Answer:
    error = None if future.cancelled() else future.exception()
    if isinstance(error, OrxlError):
        return unchecked(order, STOPPED, str(error))
    named = "" if error is None else f" ({type(error).__name__})"
    return unchecked(order, STOPPED, f"De som skulle lese den, ble borte tre ganger{named}.")


def _refuse_other_edition(order: Order, answer: Answer) -> None:
    if answer["slag"] == OTHER_EDITION:
        raise OrxlError(
            f"De som leser, har en annen utgave av orxl ({answer['grunn']}) enn den som spør "
            f"({order.edition}).",
            "Installer den samme overalt, start klyngen på nytt, og gi samme kommando.",
        )
