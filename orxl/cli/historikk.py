"""«orxl historikk»: what a cell or a measure has been, when, and who saved it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Final

from orxl.cli.arguments import Parser, file_of, takes_file, takes_format
from orxl.cli.terminal import console, say_json

DESCRIPTION: Final = (
    "Viser alle verdiene en celle har hatt, eller alt som har skjedd med et tiltak: i "
    "sikkerhetskopiene, de vedtatte utgavene og git. Cellen følges på rad og kolonne, ikke på "
    "adressen. Skriver ingenting."
)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument(
        "hva", metavar="CELLE|TILTAK",
        help="en celle («Hovedtall!F23»), et navn («Kontingentsats»), et sted i en tabell "
        "(«Hovedtall.Kontingenter.Budsjett 2026») eller nummeret til et tiltak («2.1.3»)",
    )  # fmt: skip
    takes_file(parser)
    parser.add_argument(
        "--og", type=Path, action="append", default=[], dest="more", metavar="FIL",
        help="let også i denne filen; kan gjentas",
    )  # fmt: skip
    parser.add_argument("--uten-git", action="store_true", help="let ikke i git")
    takes_format(parser)


def run(options: Namespace) -> int:
    """Print the history; 0."""
    from orxl.app.history import history
    from orxl.report.history import as_json, print_history

    found = history(
        file_of(options), options.hva, more=tuple(options.more), git=not options.uten_git
    )
    if options.format == "json":
        say_json(as_json(found))
    else:
        print_history(found, console())
    return 0
