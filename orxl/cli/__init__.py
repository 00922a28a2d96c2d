"""The command line: arguments, printing and exit codes. All work is done in ``orxl.app``.

A command is a module of its own, imported when the command is named.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

from orxl.cli.arguments import Parser
from orxl.cli.terminal import CANNOT, complain, speak_utf8
from orxl.core import written
from orxl.core.collector import no_collection, no_last_collection
from orxl.core.errors import OrxlError
from orxl.core.version import __version__

COMMANDS: Final = {
    "kontroller": "finn feil i arbeidsboken; skriver ingenting",
    "beregn": "regn ut alt på nytt og skriv funnene i arbeidsboken",
    "forklar": "forklar hvorfor et tall er som det er",
    "rapport": "lag saken og rapportene",
    "scenario": "vis budsjettet med andre forutsetninger",
    "kontingent": "list kontingenten og lag fakturagrunnlaget",
    "importer": "hent inn folketall, medlemmer, regnskap, tilskudd, kurs eller en datapakke",
    "eksporter": "lag en datapakke av tabellene: CSV, SQLite og mer",
    "samle": "samle tallene i mange arbeidsbøker i ett datasett",
    "nytt": "legg til et tiltak eller et mål på rett plass",
    "ny": "legg til en partner i et tiltak",
    "sammenlign": "vis hva som er endret mellom to arbeidsbøker",
    "historikk": "vis hva en celle eller et tiltak har vært, når, og hvem som lagret",
    "oppgrader": "gi arbeidsboken det som er nytt i oppsettet",
    "rull-år": "lag neste års arbeidsbok av denne",
    "flett": "flett det to har gjort i hver sin utgave av boken",
    "tekst": "skriv arbeidsboken som tekst, til git og andre som sammenligner linjer",
    "git-oppsett": "la git vise og flette arbeidsbøker",
    "sikkerhetskopier": "list sikkerhetskopiene av arbeidsboken, eller hent en tilbake",
    "lås": "lås den vedtatte utgaven, med avtrykk og signatur",
    "verifiser": "er denne filen den vedtatte utgaven?",
    "bygg": "bygg arbeidsboken fra kilden",
    "excel": "sett opp knappen i Excel",
    "regel": "list reglene, eller forklar én",
    "skall": "la ledeteksten fullføre kommandoer med Tab",
}
"""Every command with its line in the help. Its module says what it takes and does."""


def module_of(command: str) -> str:
    """The module of *command*: its name as a keyboard without æ, ø and å has it."""
    plain = command.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return plain.replace("-", "_")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns its exit code: 0 no Feil, 1 at least one, 2 could not be done.

    Without *arguments* it is the program itself, and the process is about to end.
    """
    speak_utf8()
    written.forget()
    # Pydantic would read what every installed package tells of itself, in search of plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        with no_collection():  # a command is soon over, and nearly all it makes lasts till then
            options = _parser().parse_args(sys.argv[1:] if arguments is None else arguments)
            run: Callable[[Namespace], int] = options.run
            code = run(options)
            if arguments is None:
                no_last_collection()
            return code
    except OrxlError as error:
        complain(str(error))
    except BrokenPipeError:
        # The reader (a pager, «head») has seen enough; what is left must not be flushed at exit.
        _give_up_output()
        return 0
    except (KeyboardInterrupt, EOFError):  # Ctrl-C, or Ctrl-D where a question was asked
        complain(f"Avbrutt. {written.account()}")
    except Exception as error:
        if os.environ.get("ORXL_FEILSOK"):
            raise
        if isinstance(error, OSError) and error.filename is None:  # no file: the screen, or a pipe
            _give_up_output()
            complain(f"Fikk ikke vist svaret ({error.strerror}). {written.account()}")
            return CANNOT
        complain(
            f"Noe uventet gikk galt ({type(error).__name__}: {error}). "
            f"{written.account()} Meld fra til den som vedlikeholder orxl."
        )
    return CANNOT


def _give_up_output() -> None:
    """What could not be printed must not be tried again when the process ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Command(Parser):
    """A command's parser, which learns its arguments from the command's module when it is named."""

    def parse_known_args(self, *given: Any, **more: Any) -> Any:
        command = import_module(f"orxl.cli.{module_of(self.prog.split()[-1])}")
        self.description = command.DESCRIPTION
        command.add_arguments(self)
        self.set_defaults(run=command.run)
        options, unknown = super().parse_known_args(*given, **more)
        unknown = self._late(options, unknown)
        if unknown:  # said here, where the command's own options are known
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return options, unknown

    def _late(self, options: Namespace, words: Sequence[str]) -> list[str]:
        """Give *words* that stand behind an option to the places that are still empty.

        argparse gives up a place that may be empty as soon as an option comes before it:
        «orxl importer folketall --hent FIL». The answer is what nobody takes.
        """
        left = list(words)
        for place in self.places:
            if place.nargs == "*":
                while left and not left[0].startswith("-"):
                    getattr(options, place.dest).append(left.pop(0))
                continue
            free = place.nargs == "?" and getattr(options, place.dest) is None
            if free and left and not left[0].startswith("-"):
                word = left.pop(0)
                setattr(options, place.dest, place.type(word) if callable(place.type) else word)
        return left


def _parser() -> Parser:
    parser = Parser(
        prog="orxl",
        description="Kontrollerer og beregner arbeidsboken for handlingsprogram og budsjett.",
    )
    parser.add_argument(
        "--versjon", action="version", version=f"orxl {__version__}", help="vis versjonen"
    )
    commands = parser.add_subparsers(
        title="Kommandoer",
        metavar="KOMMANDO",
        required=True,
        parser_class=_Command,
        prog=parser.prog,  # argparse would write the whole help to find it
    )
    for name, line in COMMANDS.items():
        plain = module_of(name)
        commands.add_parser(name, help=line, aliases=[plain] if plain != name else [])
    return parser
