"""«orxl sammenlign»: what differs in meaning between two workbooks."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Final

from orxl.cli.arguments import Parser, takes_format
from orxl.cli.terminal import console, say_json

DESCRIPTION: Final = (
    "Sammenligner to arbeidsbøker og sier hva som er endret fra den første til den andre, med "
    "virkningen på resultat og utgående mindreforbruk. Virker på alle .xlsx-filer. Skriver "
    "ingenting i dem."
)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument("før", type=Path, metavar="FØR", help="arbeidsboken slik den var")
    parser.add_argument("etter", type=Path, metavar="ETTER", help="arbeidsboken slik den er nå")
    takes_format(parser)
    parser.add_argument(
        "--html", type=Path, metavar="UT.html",
        help="skriv også sammenligningen side om side som en nettside",
    )  # fmt: skip
    parser.add_argument(
        "--utseende", action="store_true",
        help="ta også med utseende, og formler som bare er skrevet på en annen måte",
    )  # fmt: skip
    parser.add_argument(
        "--alt", action="store_true",
        help="vis alle endringer, også verdiene som følger av dem",
    )  # fmt: skip
    parser.add_argument(
        "--krev-likt", action="store_true", help="avslutt med kode 1 når innholdet er ulikt"
    )


def run(options: Namespace) -> int:
    """Print what differs; 0, or with --krev-likt 1 where something does."""
    from orxl.app.compare import Wanted, compare
    from orxl.report.compare.terminal import print_comparison

    one, other = options.før, options.etter
    if options.html is not None:
        from orxl.report.page import refuse_bad_target

        refuse_bad_target(options.html, one)
        refuse_bad_target(options.html, other)
    found = compare(one, other, Wanted(looks=options.utseende))
    if options.html is not None:
        from orxl.report.compare.page import write_comparison

        write_comparison(found, options.html)
    if options.format == "json":
        from orxl.report.compare.as_json import as_json

        say_json(as_json(found))
    else:
        print_comparison(found, console(), everything=options.alt)
    return 1 if options.krev_likt and not found.same else 0
