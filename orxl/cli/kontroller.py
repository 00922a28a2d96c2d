"""«orxl kontroller»: find what is wrong in a workbook; nothing is written in it."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Final

from orxl.app.check import check
from orxl.cli.arguments import Parser, file_of, takes_format
from orxl.cli.mange import check_many, many, takes_places
from orxl.cli.terminal import say, say_json, screen
from orxl.report import present

DESCRIPTION: Final = "Leser arbeidsboken, regner etter og melder alle avvik. Skriver ingenting."


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_places(parser, "; standard: workbook/handlingsprogram.xlsx")
    takes_format(parser)
    parser.add_argument(
        "--alle-ark",
        action="store_true",
        help="kontroller også formlene på ark og i celler som ikke hører til oppsettet; "
        "virker på alle .xlsx-filer",
    )
    parser.add_argument(
        "--før-utsending",
        "--for-utsending",  # for a keyboard or a script without ø
        action="store_true",
        dest="sending",
        help="kontroller også det som følger med filen: kommentarer, skjulte ark, navn, lenker, "
        "tilgjengelighet; virker på alle .xlsx-filer",
    )
    parser.add_argument(
        "--html", type=Path, metavar="UT.html", help="skriv også rapporten som en nettside"
    )
    parser.add_argument(
        "--ut", type=Path, metavar="MAPPE",
        help="når flere kontrolleres: ta vare på resultatene her, som JSON Lines, Parquet og "
        "nettside; det som er kontrollert før, kontrolleres ikke igjen",
    )  # fmt: skip
    parser.add_argument(
        "--følg",
        "--folg",
        action="store_true",
        dest="follow",
        help="følg med på arbeidsboken, og kontroller den hver gang den lagres; avslutt med Ctrl-C",
    )


def run(options: Namespace) -> int:
    """Check the workbook and print what was found; 1 where there is a Feil."""
    if options.follow:
        from orxl.cli.foelg import follow

        return follow(options)
    if many(options):
        return check_many(options)
    options.fil = Path(options.steder[0]) if options.steder else None
    path = file_of(options)
    if options.html is not None:
        from orxl.report.page import refuse_bad_target

        refuse_bad_target(options.html, path)
    report = check(path, today=date.today(), sending=options.sending, everywhere=options.alle_ark)
    if not report.programme:
        checked = "bare formlene" if options.alle_ark else "bare filen"
        say(
            f"«{report.path.name}» er ikke en arbeidsbok for handlingsprogram og budsjett: "
            f"{'formlene og filen' if options.alle_ark and options.sending else checked} "
            "er kontrollert.",
            to=sys.stderr,
        )
    if options.html is not None:
        from datetime import datetime

        from orxl.report.html import write_html

        write_html(report, options.html, datetime.now())
    if options.format == "json":
        say_json(present.as_json(report))
    else:
        present.print_report(report, screen())
    return report.exit_code
