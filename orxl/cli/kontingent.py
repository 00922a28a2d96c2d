"""«orxl kontingent»: what each member is to pay, the invoice basis, and a page to each."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from orxl.cli.arguments import Parser, a_day, a_number, file_of, takes_file, takes_format
from orxl.cli.terminal import console, say_json

DESCRIPTION: Final = (
    "Lister kontingenten for hvert medlem. Med --ut lages også fakturagrunnlaget (Excel og CSV) og "
    "en side til hver kommune. Arbeidsboken endres ikke."
)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_file(parser)
    parser.add_argument(
        "--sats", type=a_number, dest="rate", metavar="KR",
        help="regn med en annen sats, kr per innbygger; da blir alt merket UTKAST",
    )  # fmt: skip
    parser.add_argument(
        "--folketall", type=a_day, dest="at", metavar="DATO",
        help="regn med folketallet på en annen dato; da blir alt merket UTKAST",
    )  # fmt: skip
    parser.add_argument(
        "--ut", type=Path, dest="folder", metavar="MAPPE",
        help="skriv fakturagrunnlaget og sidene til kommunene i denne mappen",
    )  # fmt: skip
    parser.add_argument(
        "--erstatt", action="store_true", help="skriv over filer som er i mappen fra før"
    )
    takes_format(parser)


def run(options: Namespace) -> int:
    """Print the list, and write what was asked for; 0."""
    from orxl.app.fees import fees_of, write_fees
    from orxl.report.fees import lists
    from orxl.report.fees.words import sentences

    report = fees_of(file_of(options), today=date.today(), rate=options.rate, at=options.at)
    written = None
    if options.folder is not None:
        written = write_fees(report, options.folder, datetime.now(), replace=options.erstatt)
    if options.format == "json":
        say_json(lists.as_json(report))
        return 0
    out = console()
    out.print(lists.as_table(report))
    for sentence in sentences(report):
        out.print(sentence, highlight=False)
    if written is not None:
        if written.hindrance:
            out.print(written.hindrance, highlight=False)
        out.print(f"Skrev {len(written.files)} filer i {options.folder}.", highlight=False)
    return 0
