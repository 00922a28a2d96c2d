"""«orxl samle»: the budgets, measures, fees and targets of many workbooks in one set."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any, Final

from orxl.cli.arguments import Parser, takes_format
from orxl.cli.mange import broken_off, progress, takes_places, wanted
from orxl.cli.terminal import CANNOT, complain, say, say_json
from orxl.core.errors import OrxlError

DESCRIPTION: Final = (
    "Samler budsjetter, tiltak, kontingenter og mål fra mange arbeidsbøker i ett datasett, med én "
    "verdi i hver rad og hvor den står (fil, ark, celle), for å sammenligne på tvers av år og "
    "organisasjoner. Alle oppsett som orxl kan lese, går sammen. Ingen arbeidsbok endres."
)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_places(parser, " (standard: mappen du står i)")
    parser.add_argument(
        "--ut", type=Path, metavar="MAPPE", help="mappen datasettet skrives i (standard: samlet)"
    )
    parser.add_argument(
        "--alt", action="store_true", help="ta med alle kolonner, også de som ikke er offentlige"
    )
    parser.add_argument(
        "--duckdb", action="store_true", help="lag også en DuckDB-database (krever orxl[parquet])"
    )
    takes_format(parser)


def run(options: Namespace) -> int:
    """Gather, write the set, and say what is in it."""
    from orxl.app.fleet import gather
    from orxl.app.fleet.checks import run as run_all
    from orxl.app.fleet.orders import GATHER, Answer
    from orxl.app.fleet.results import GATHERED_BOOKS

    options.ut = folder = Path("samlet") if options.ut is None else options.ut
    asked = wanted(options, work=GATHER, everywhere=options.alt)
    found = gather.Gathering()
    with progress(asked) as counter:

        def each(answer: Answer) -> None:
            found.add(answer)
            counter.advance()

        try:
            run_all(asked, each, today=date.today())
        except KeyboardInterrupt:
            complain(broken_off(found.books, asked))
            return CANNOT
    gather.write_csv(folder)
    files = [gather.CSV, GATHERED_BOOKS]
    told = list(found.told())
    try:
        gather.write_parquet(folder)
        files.insert(1, gather.PARQUET)
        if options.duckdb:
            gather.write_database(folder)
            files.insert(2, gather.DUCKDB)
    except OrxlError as error:
        told.append(str(error))
    said = {
        "mappe": str(folder), "filer": files, "arbeidsbøker": found.books, "verdier": found.values,
        "ikke_samlet": [{"sted": place, "grunn": why} for place, why in found.reasons],
        "merknader": told[1:],
    }  # fmt: skip
    if options.format == "json":
        say_json(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        _tell(said, told)
    return found.exit_code


_SHOWN: Final = 20


def _tell(said: dict[str, Any], told: list[str]) -> None:
    for sentence in told:
        say(sentence)
    left_out = said["ikke_samlet"]
    for one in left_out[:_SHOWN]:
        say(f"Ikke samlet: {one['sted']}: {one['grunn']}")
    if len(left_out) > _SHOWN:
        say(f"… og {len(left_out) - _SHOWN} til; alle står i «samlede_boker.jsonl».")
    say(f"Datasettet ligger i «{said['mappe']}»: {', '.join(said['filer'])}.")
