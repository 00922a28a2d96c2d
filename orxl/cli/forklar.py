"""«orxl forklar»: why a figure is what it is."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import Final

from orxl.cli.arguments import Parser, file_of, takes_file, takes_format
from orxl.cli.terminal import console, say_json

DESCRIPTION: Final = (
    "Forklarer hvorfor et tall er som det er: formelen, cellene den henter fra, og hvor det som er "
    "skrevet inn, kommer fra. Skriver ingenting i arbeidsboken."
)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 1000:
        raise ArgumentTypeError("et helt tall fra 1 til 1000")
    return int(text)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument(
        "celle",
        metavar="CELLE",
        help="en celle («Hovedtall!F23»), et navn («Kontingentsats»), et sted i en tabell "
        "(«Hovedtall.Kontingenter.Budsjett 2026») eller en regel («B010»)",
    )
    takes_file(parser)
    parser.add_argument(
        "--dybde",
        type=_count,
        dest="depth",
        metavar="ANTALL",
        help="så mange formler ned (standard: 4)",
    )
    parser.add_argument(
        "--bredde", type=_count, dest="breadth", metavar="ANTALL",
        help="så mange celler fra hvert område (standard: 8)",
    )  # fmt: skip
    takes_format(parser)
    parser.add_argument(
        "--html", type=Path, metavar="UT.html", help="skriv også forklaringen som en nettside"
    )


def run(options: Namespace) -> int:
    """Print the explanation; 0."""
    from orxl.app.trace import BREADTH, DEPTH, explain_file
    from orxl.report import trace

    path = file_of(options)
    if options.html is not None:
        from orxl.report.page import refuse_bad_target

        refuse_bad_target(options.html, path)
    steps = explain_file(
        path,
        options.celle,
        today=date.today(),
        depth=DEPTH if options.depth is None else options.depth,
        breadth=BREADTH if options.breadth is None else options.breadth,
    )
    if options.html is not None:
        from orxl.report.page import write_page

        body = "".join(trace.as_list(step) for step in steps)
        write_page(options.html, f"Forklaring av {options.celle} i {path.name}", body)
    if options.format == "json":
        say_json(trace.as_json(steps))
    else:
        for step in steps:
            console().print(trace.as_tree(step))
    return 0
