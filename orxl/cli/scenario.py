"""«orxl scenario»: what the budget would be with other assumptions."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from decimal import Decimal
from typing import Final

from orxl.cli.arguments import Parser, a_day, a_number, file_of, takes_file, takes_format
from orxl.cli.terminal import console, say_json

DESCRIPTION: Final = (
    "Viser hva budsjettet blir med andre forutsetninger, eller hvilken sats som når et mål. "
    "Arbeidsboken endres ikke."
)


def _goal(text: str) -> tuple[str, Decimal]:
    name, mark, amount = text.partition("=")
    if not mark:
        raise ArgumentTypeError("et mål, for eksempel resultat=0")
    return name.strip(), a_number(amount)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_file(parser)
    parser.add_argument(
        "--sats", type=a_number, dest="rate", metavar="KR", help="kontingentsats i kr per innbygger"
    )
    parser.add_argument(
        "--folketall", type=a_day, dest="at", metavar="DATO", help="datoen folketallet gjelder"
    )
    parser.add_argument(
        "--vekst", dest="growth", metavar="METODE",
        help="hvordan medlemmene uten navn følger en ny folketallsdato: «Uendret», «Som de "
        "navngitte» eller «Nasjonal vekst»",
    )  # fmt: skip
    for option, dest, metavar, words in (
        ("--uten", "members_out", "KOMMUNE", "kommunen er ikke medlem; kan gjentas"),
        ("--med", "members_in", "KOMMUNE", "kommunen blir medlem; kan gjentas"),
        ("--uten-tilskudd", "grants_out", "ID", "tilskuddet avslås; kan gjentas"),
        ("--med-tilskudd", "grants_in", "ID", "tilskuddet innvilges; kan gjentas"),
    ):
        parser.add_argument(
            option, action="append", default=[], dest=dest, metavar=metavar, help=words
        )
    parser.add_argument(
        "--regn-med-søkte",
        "--regn-med-sokte",  # for a keyboard or a script without ø
        choices=("ja", "nei"),
        dest="applied",
        help="om tilskudd som er søkt, men ikke innvilget, regnes med",
    )
    parser.add_argument(
        "--mål", "--maal", type=_goal, dest="goal", metavar="MÅL",
        help="finn den minste satsen som når målet: resultat=0 eller utgående=3000 (1000 kr)",
    )  # fmt: skip
    parser.add_argument(
        "--ved", choices=("Kontingentsats",), default="Kontingentsats", dest="by",
        help="hva som endres for å nå målet",
    )  # fmt: skip
    takes_format(parser)


def run(options: Namespace) -> int:
    """Print the answer; 0."""
    from orxl.app.scenario import Question, answer
    from orxl.report import scenario

    question = Question(
        options.rate,
        options.at,
        options.growth,
        None if options.applied is None else options.applied == "ja",
        tuple(options.members_out),
        tuple(options.members_in),
        tuple(options.grants_out),
        tuple(options.grants_in),
        options.goal,
    )
    report = answer(file_of(options), question)
    if options.format == "json":
        say_json(scenario.as_json(report))
        return 0
    out = console()
    out.print(scenario.as_table(report))
    for sentence in scenario.sentences(report):
        out.print(sentence)
    return 0
