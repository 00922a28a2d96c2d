"""Arguments in bokmål: argparse with Norwegian headings, help and error messages."""

from __future__ import annotations

import argparse
import re
from argparse import ArgumentTypeError, Namespace
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn

from orxl.core import nb
from orxl.core.errors import BadCall

_CHOICE: Final = r"argument (.+?): invalid choice: '?(.+?)'? \(choose from (.+)\)"
_UNKNOWN: Final = r"unrecognized arguments: (.+)"
_MESSAGES: Final = (
    (r"the following arguments are required: (.+)", r"Kommandoen mangler: \1."),
    (r"argument (.+?): expected one argument", r"\1 må følges av en verdi."),
    (r"argument (.+?): expected at least one argument", r"\1 må følges av minst én verdi."),
    (r"argument (.+?): invalid \S+ value: (.+)", r"«\2» passer ikke for \1."),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 kan ikke brukes sammen med \2."),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 tar ingen verdi (fikk \2)."),
    (r"argument (.+?): ((?:et|en) .+)", r"\1 må være \2."),  # said by a command itself
    (r"ambiguous option: (.+?) could match (.+)", r"«\1» kan bety flere ting: \2."),
)


def in_norwegian(message: str, options: Collection[str] = ()) -> str:
    """An argparse message in bokmål; one that is not known becomes a general sentence.

    Where one of the choices, or of the command's *options*, is near what was typed, it is named.
    """
    if match := re.fullmatch(_CHOICE, message):
        meant = nb.meant(match[2], re.findall(r"[^\s,']+", match[3]))
        said = f"«{match[2]}» passer ikke for {match[1]}.", meant, f"Velg mellom {match[3]}."
        return " ".join(filter(None, said))
    if match := re.fullmatch(_UNKNOWN, message):
        typed = [word.partition("=")[0] for word in match[1].split() if word.startswith("-")]
        near = [nb.meant(word, options) for word in typed]
        return " ".join(filter(None, (f"Kjenner ikke «{match[1]}».", *near)))
    for pattern, sentence in _MESSAGES:
        match = re.fullmatch(pattern, message)
        if match:
            return match.expand(sentence).replace("«'", "«").replace("'»", "»")
    return "Forstår ikke kommandolinjen."


class _Help(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "Bruk: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks bokmål and raises BadCall instead of exiting."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Help)
        options.setdefault("add_help", False)
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)
        self._places = self.add_argument_group("Argumenter")
        self._choices = self.add_argument_group("Valg")
        self.places: list[argparse.Action] = []
        """What stands on the command line by its place."""
        self._names: list[str] = []
        """Of all the options."""
        self.add_argument(
            "-h", "--hjelp", "--help", action="help", help="vis denne hjelpen og avslutt"
        )

    def add_argument(self, *names: str, **options: Any) -> argparse.Action:
        """As argparse's own, under a heading in bokmål."""
        if not names[0].startswith("-"):
            place = self._places.add_argument(*names, **options)
            self.places.append(place)
            return place
        self._names += names
        return self._choices.add_argument(*names, **options)

    def error(self, message: str) -> NoReturn:
        """Raises BadCall with the message in bokmål."""
        raise BadCall(in_norwegian(message, self._names), f"Se «{self.prog} --hjelp».")


def takes_file(parser: Parser) -> None:
    """Add the workbook that nearly all commands work on, as ``fil``."""
    parser.add_argument(
        "fil",
        nargs="?",
        type=Path,
        metavar="FIL",
        help="arbeidsboken (standard: workbook/handlingsprogram.xlsx)",
    )


def takes_format(parser: Parser, without_yes: str = "") -> None:
    """Add ``--format``; *without_yes* is what JSON does where ``--ja`` is missing."""
    unsaid = f", som {without_yes} når --ja mangler" if without_yes else ""
    parser.add_argument(
        "--format", choices=("tekst", "json"), default="tekst",
        help=f"tekst (standard) eller json{unsaid}",
    )  # fmt: skip


def file_of(options: Namespace) -> Path:
    """The workbook that was named, else the usual one. Raises UnreadableFile without either."""
    from orxl.app.workbook import default_workbook

    given: Path | None = options.fil
    return default_workbook() if given is None else given


def a_number(text: str) -> Decimal:
    """A number as it is typed, with comma or point. Raises ArgumentTypeError."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace("−", "-").replace(",", ".")
    if len(plain) > 20 or not re.fullmatch(r"-?\d+(\.\d+)?", plain, re.ASCII):
        raise ArgumentTypeError("et tall, for eksempel 2,75")
    return Decimal(plain)


def a_day(text: str) -> date:
    """A date as it is typed. Raises ArgumentTypeError."""
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise ArgumentTypeError("en dato, for eksempel 01.01.2026")
