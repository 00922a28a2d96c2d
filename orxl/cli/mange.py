"""What «orxl kontroller» and «orxl samle» share: places, limits, and who does the work."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orxl.cli.arguments import Parser
from orxl.cli.terminal import CANNOT, complain, console, say, say_json
from orxl.core import nb
from orxl.core.errors import OrxlError

if TYPE_CHECKING:
    from orxl.app.fleet.checks import Wanted
    from orxl.report.fleet.overview import Overview

_SECONDS: Final = 600.0


def takes_places(parser: Parser, usual: str = "") -> None:
    """Add the workbooks, and how many are worked on."""
    parser.add_argument(
        "steder",
        nargs="*",
        metavar="STED",
        help=f"arbeidsbok, mappe, mønster («budsjett/*.xlsx») eller adresse (s3://…){usual}",
    )
    parser.add_argument(
        "--rekursivt", action="store_true", help="let også i mappene under dem som er nevnt"
    )
    parser.add_argument(
        "--arbeidere", type=a_count, metavar="ANTALL",
        help="så mange arbeidsbøker leses samtidig (standard: én for hver prosessor)",
    )  # fmt: skip
    parser.add_argument(
        "--tidsgrense", type=a_count, metavar="SEKUNDER",
        help="en arbeidsbok som tar mer enn dette, gis opp (standard: 600); "
        "gjelder når flere kontrolleres",
    )  # fmt: skip
    parser.add_argument(
        "--minnegrense", type=a_count, metavar="MB",
        help="en arbeidsbok som trenger mer minne enn dette, gis opp (ikke på Windows)",
    )  # fmt: skip
    parser.add_argument(
        "--klynge", metavar="ADRESSE",
        help="la en klynge av Dask lese dem: tls://vert:8786, tcp://127.0.0.1:8786, eller «lokal» "
        "for en som startes her (orxl[flaate])",
    )  # fmt: skip


def many(options: Namespace) -> bool:
    """Whether the command is about many workbooks, and not about the one that it names."""
    places: list[str] = options.steder
    limits = (options.arbeidere, options.tidsgrense, options.minnegrense)
    if any((*limits, options.rekursivt, options.klynge, options.ut)) or len(places) > 1:
        return True
    if not places:
        return False
    if os.path.isfile(places[0]):  # noqa: PTH113 - before anything is loaded for it
        return False
    from orxl.app.fleet.places import is_one_file

    return not is_one_file(places[0])


def a_count(text: str) -> int:
    """A whole number from 1. Raises ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not int(text):
        raise ArgumentTypeError("et helt tall fra 1")
    return int(text)


def wanted(options: Namespace, **more: Any) -> Wanted:
    """What the arguments ask for. Raises BadCall where it cannot be done."""
    from orxl.app.fleet.checks import Wanted
    from orxl.app.fleet.places import Places

    found = Wanted(
        Places(tuple(options.steder or (".",)), options.rekursivt),
        folder=options.ut,
        seconds=float(options.tidsgrense or _SECONDS),
        memory=options.minnegrense,
        workers=options.arbeidere,
        cluster=options.klynge,
        **more,
    )
    found.refuse()
    return found


class Counter:
    """Shows how far a run has come; without a terminal nothing."""

    def advance(self) -> None:
        """One more is done."""


@contextmanager
def progress(options: Wanted) -> Iterator[Counter]:
    """A bar with the time that is left, on the screen for errors, where that is a terminal."""
    if not sys.stderr.isatty():
        yield Counter()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    screen = Console(stderr=True, markup=False, emoji=False, highlight=False)
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("igjen:"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("Teller arbeidsbøker", total=None)
        count = sum(1 for _ in options.places)
        bar.update(task, description="Leser arbeidsbøker", total=count)

        class Shown(Counter):
            def advance(self) -> None:
                bar.advance(task)

        yield Shown()


def broken_off(done: int, asked: Wanted) -> str:
    """What is said when a run over many workbooks is broken off."""
    many = nb.counted(done, "arbeidsbok er lest", "arbeidsbøker er lest")
    if asked.folder is None:
        return f"Avbrutt. {many}; ingenting er tatt vare på. Det gjøres med --ut MAPPE."
    return (
        f"Avbrutt. {many} og tatt vare på i «{asked.folder}». Gi samme kommando for å fortsette "
        "der det slapp."
    )


def check_many(options: Namespace) -> int:
    """Check all workbooks at the places: each as one is, and an overview of them."""
    import json

    from orxl.app.fleet.checks import run
    from orxl.report.fleet.overview import Overview
    from orxl.report.fleet.terminal import print_overview

    if options.html is not None:
        from orxl.report.page import refuse_bad_target

        refuse_bad_target(options.html, options.html.with_name("ingen.xlsx"))
    asked = wanted(options, sending=options.sending, everywhere=options.alle_ark)
    overview = Overview()
    as_lines = options.format == "json"
    broken = False
    with progress(asked) as counter:

        def each(answer: dict[str, object]) -> None:
            overview.add(answer)
            counter.advance()
            if as_lines:
                say_json(json.dumps(answer, ensure_ascii=False))

        try:
            run(asked, each, today=date.today())
        except KeyboardInterrupt:
            broken = True
    told = _written(overview, asked, options.html, broken)
    if broken:
        complain(broken_off(overview.books, asked))
        return CANNOT
    if not as_lines:
        print_overview(overview, console())
        for line in told:
            say(line)
    return overview.exit_code


def _written(overview: Overview, asked: Wanted, page: Path | None, broken: bool) -> list[str]:
    """Make what is made of the lists at the end; gives what is to be said of it."""
    from orxl.app.fleet.places import shown
    from orxl.app.fleet.results import BOOKS, FINDINGS, PAGE, parquet

    told: list[str] = []
    files: list[str] = []
    if asked.folder is not None:
        files = [BOOKS, FINDINGS]
        try:
            files += parquet(asked.folder)
        except OrxlError as error:
            told.append(str(error))
    pages = [asked.folder / PAGE] if asked.folder is not None else []
    pages += [] if page is None else [page]
    if pages and overview.books:
        from orxl.core.light import replace
        from orxl.report.fleet.page import Circumstances, as_html
        from orxl.report.page import write

        how = Circumstances(
            datetime.now(), date.fromisoformat(overview.day), overview.edition,
            [shown(place) for place in asked.places.named], asked.sending, asked.everywhere, broken,
        )  # fmt: skip
        for target in pages:
            beside = [name for name in files if target.parent == asked.folder]
            write(target, as_html(overview, replace(how, files=beside)))
    if asked.folder is not None:
        listed = nb.listed([PAGE, *files])
        told.insert(0, f"Resultatene ligger i «{asked.folder}»: {listed}.")
    return told
