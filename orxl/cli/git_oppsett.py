"""«orxl git-oppsett»: let git show and merge workbooks by what is in them."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Final

from orxl.cli.arguments import Parser
from orxl.cli.terminal import console
from orxl.setup.git import carry_out, planned

DESCRIPTION: Final = (
    "Setter opp git i et arkiv: «git diff» viser hva som er endret i en arbeidsbok, celle for "
    "celle, og «git merge» fletter den. Innstillingene gjelder bare dette arkivet på denne "
    "maskinen; filen .gitattributes følger arkivet. Viser først, og spør."
)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument(
        "mappe", nargs="?", type=Path, metavar="MAPPE", help="arkivet (standard: denne mappen)"
    )
    parser.add_argument("--ja", action="store_true", help="sett opp uten å spørre")


def run(options: Namespace) -> int:
    """Show, ask, and set up."""
    setup = planned(Path.cwd() if options.mappe is None else options.mappe)
    screen = console()
    if setup.done:
        screen.print(f"Git er alt satt opp for arbeidsbøker i {setup.root}.")
        return 0
    screen.print(f"I git-arkivet {setup.root}:")
    for name, value in setup.settings:
        screen.print(f"  + git config {name}: {value}")
    for line in setup.attributes:
        screen.print(f"  + .gitattributes: {line}")
    if not options.ja and not sys.stdin.isatty():
        screen.print("Ingenting er gjort: ingen å spørre. Bruk --ja for å sette opp.")
    elif not options.ja and input("Sette opp? [j/N] ").strip().casefold() not in ("j", "ja"):
        screen.print("Ingenting er gjort.")
    else:
        carry_out(setup)
        screen.print(
            "Satt opp. Legg .gitattributes i arkivet, og kjør «orxl git-oppsett» på hver maskin."
        )
    return 0
