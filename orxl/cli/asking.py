"""Shows what is about to be written, asks, and writes: for imports and for what is added."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from orxl.app.imports.run import Preview, carry_out
from orxl.cli.arguments import Parser, takes_format
from orxl.cli.progress import bar
from orxl.cli.terminal import CANNOT, console, say_json

if TYPE_CHECKING:
    from rich.console import Console

_QUESTION: Final = "Skrive dette i arbeidsboken? [j/N] "


def takes_answer(parser: Parser) -> None:
    """Add how the answer is given, and whether anybody is asked."""
    takes_format(parser, "bare viser hva som endres")
    parser.add_argument("--ja", action="store_true", help="skriv uten å spørre")


def ask(shown: Preview, answer_format: str, *, yes: bool) -> int:
    """Show the preview and write what is wanted; 2 where it cannot be done."""
    from orxl.report.imports.contract import as_json

    if answer_format == "json":
        wanted = yes and shown.report.can_be_written
        report = carry_out(shown) if wanted else shown.report
        say_json(as_json(report))
        return CANNOT if report.problems else 0
    return _talk(shown, console(), yes=yes)


def _talk(shown: Preview, screen: Console, *, yes: bool) -> int:
    from orxl.report.imports.terminal import print_report, print_written

    report = shown.report
    print_report(report, screen)
    if report.problems:
        screen.print("Ingenting er skrevet.")
        return CANNOT
    if not report.can_be_written:
        return 0
    if not yes and not sys.stdin.isatty():
        screen.print("Ingenting er skrevet: ingen å spørre. Bruk --ja for å skrive.")
    elif not yes and input(_QUESTION).strip().casefold() not in ("j", "ja"):
        screen.print("Ingenting er skrevet.")
    else:
        with bar() as shown_bar:
            shown_bar.step("Skriver i arbeidsboken")
            report = carry_out(shown)
        print_written(report, screen)
    return 0
