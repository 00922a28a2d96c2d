"""«orxl tekst»: a workbook as text, for git and for other programs that compare lines."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from orxl.app.text import text_of
from orxl.cli.arguments import Parser, file_of, takes_file
from orxl.cli.terminal import say

DESCRIPTION: Final = (
    "Skriver arbeidsboken som tekst, en linje for hver celle som noen har fylt ut: samme bok gir "
    "alltid samme tekst, og rader kalles ved nummeret eller navnet sitt. Det formler gir, er ikke "
    "med. Virker på alle .xlsx-filer."
)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_file(parser)


def run(options: Namespace) -> int:
    """Print the text."""
    say(text_of(file_of(options)).rstrip("\n"), lines=True)
    return 0
