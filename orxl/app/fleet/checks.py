"""Check many workbooks: from the places that were named to an overview and a folder of results."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from typing import Final

from orxl.app.fleet.crews import Crew, Pool
from orxl.app.fleet.orders import CHECK, GATHER, Answer, Order, edition
from orxl.app.fleet.places import Places
from orxl.app.fleet.results import BOOKS, FINDINGS, GATHERED, GATHERED_BOOKS, Results, opened
from orxl.app.fleet.run import answers, nowhere
from orxl.core.errors import BadCall
from orxl.core.light import dataclass

LEAST_MB: Final = 250
"""Less than this no process that reads workbooks can start in."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of the workbooks, and how it is to be done."""

    places: Places
    work: str = CHECK
    sending: bool = False
    everywhere: bool = False
    folder: Path | None = None
    """Where results are kept; None: nowhere."""
    seconds: float | None = 600.0
    """How long one workbook may take."""
    memory: int | None = None
    """How many MB the process that reads a workbook may take."""
    workers: int | None = None
    """How many are read at once; None: as many as there are processors."""
    cluster: str | None = None
    """The address of a cluster of Dask, or «lokal» for one of our own; None: a pool here."""

    def refuse(self) -> None:
        """Raises BadCall where it cannot be done so."""
        if self.memory is not None:
            if sys.platform == "win32":
                raise BadCall(
                    "Windows lar ikke orxl sette en minnegrense.", "Kjør uten --minnegrense."
                )
            if self.memory < LEAST_MB:
                raise BadCall(
                    f"Med en minnegrense på {self.memory} MB kan ingen arbeidsbok leses.",
                    f"Sett --minnegrense til {LEAST_MB} eller mer.",
                )
        if self.cluster is not None:
            from orxl.app.fleet.cluster import refuse_open

            refuse_open(self.cluster)
        self.places.refuse_empty()


def processors() -> int:
    """How many workbooks this machine reads at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    wanted: Wanted,
    each: Callable[[Answer], None],
    *,
    today: date,
    crew: Callable[[Wanted], Crew] | None = None,
) -> None:
    """Do what is *wanted*; *each* answer is given as soon as it is there, and kept before.

    Raises OrxlError where nothing can be done at all. What is done when the run is broken off, by
    whatever, is kept.
    """
    with ExitStack() as stack:
        # Before anything is written: the cluster may not be there.
        doing = (crew_of if crew is None else crew)(wanted)
        stack.callback(doing.close)
        results: Results | None = None
        if wanted.folder is not None:
            lists = (GATHERED_BOOKS, GATHERED) if wanted.work == GATHER else (BOOKS, FINDINGS)
            results = stack.enter_context(opened(wanted.folder, today, lists))
        orders = _orders(wanted, results, today)
        saving = nowhere if results is None else results.keep
        stream = answers(orders, doing, saving=saving)
        for answer in stack.enter_context(closing(stream)):
            each(answer)
        if results is not None:
            results.finish()


def crew_of(wanted: Wanted) -> Crew:
    """Who is to do it. Raises OrxlError where a cluster cannot be reached."""
    workers = wanted.workers or processors()
    if wanted.cluster is None:
        return Pool(workers)
    from orxl.app.fleet.cluster import Cluster

    return Cluster(wanted.cluster, workers)


def _orders(wanted: Wanted, results: Results | None, today: date) -> Iterator[Order]:
    day = (today if results is None else results.day).isoformat()
    store = None if results is None else results.store
    own = edition()
    for place in wanted.places:
        yield Order(
            place, wanted.work, day, own, wanted.sending, wanted.everywhere, store,
            wanted.seconds, wanted.memory,
        )  # fmt: skip
