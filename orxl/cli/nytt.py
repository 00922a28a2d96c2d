"""«orxl nytt tiltak», «orxl nytt mål» and «orxl ny partner»: new rows at their place."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from getpass import getuser
from typing import Final

from orxl.cli.arguments import Parser, file_of, takes_file
from orxl.cli.asking import ask, takes_answer
from orxl.core.errors import BadCall

DESCRIPTION: Final = (
    "Legger til et tiltak, et mål eller en partner: neste ledige nummer, radene med formlene sine, "
    "på rett plass. Du får se hva som legges til, og hva kontrollen da sier, før du svarer ja."
)
_WHAT: Final = ("tiltak", "mål", "maal", "partner")


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument("what", choices=_WHAT, metavar="HVA", help="tiltak, mål eller partner")
    parser.add_argument(
        "place", metavar="STED", help="området tiltaket hører til (2.1), eller tiltaket (2.1.3)"
    )
    parser.add_argument("text", metavar="TEKST", help="tittelen, målet eller partnerens navn")
    takes_file(parser)
    for option, other, dest, words in (
        ("--resultatmål", "--resultatmaal", "results", "et resultatmål for tiltaket; kan gjentas"),
        ("--effektmål", "--effektmaal", "effects", "et effektmål for tiltaket; kan gjentas"),
        ("--partner", "--samarbeid", "partners", "en partner i tiltaket; kan gjentas"),
    ):
        parser.add_argument(
            option, other, action="append", default=[], dest=dest, metavar="TEKST", help=words
        )
    for option, dest, words in (
        ("--ansvarlig", "responsible", "hvem som følger opp tiltaket"),
        ("--tilskudd", "grant", "ID-en til tilskuddet tiltaket finansieres av"),
        ("--forbehold", "condition", "hva tiltaket er avhengig av"),
    ):
        parser.add_argument(option, default="", dest=dest, metavar="TEKST", help=words)
    parser.add_argument(
        "--type", choices=("resultat", "effekt"), default="resultat", dest="kind",
        help="om målet er et resultatmål (standard) eller et effektmål",
    )  # fmt: skip
    parser.add_argument(
        "--krav", default="", dest="demand", metavar="KRAV",
        help="tallet målet krever, for eksempel «≥ 15 kommuner» eller «minst 15 kommuner»",
    )  # fmt: skip
    takes_answer(parser)


def run(options: Namespace) -> int:
    """Show what is added, ask, and write; 2 where it cannot be done."""
    from orxl.app.imports.additions import Addition
    from orxl.app.imports.files import SourceFile
    from orxl.app.imports.run import preview

    text = " ".join(options.text.split())
    measure, target = options.what == "tiltak", options.what in ("mål", "maal")
    own = options.results or options.effects or options.partners
    if not measure and (own or options.responsible or options.grant or options.condition):
        raise BadCall("Bare et nytt tiltak tar med mål, partnere og opplysninger.", "Utelat dem.")
    if options.demand and not target:
        raise BadCall("--krav hører til «nytt mål».", "Utelat det, eller legg til målet for seg.")
    effect = options.kind == "effekt"
    wanted = Addition(
        place=options.place.strip(),
        title=text if measure else "",
        results=tuple(options.results) if measure else (text,) if target and not effect else (),
        effects=tuple(options.effects) if measure else (text,) if target and effect else (),
        partners=tuple(options.partners) if measure else () if target else (text,),
        demand=options.demand,
        fields={
            "responsible": options.responsible,
            "grant": options.grant,
            "condition": options.condition,
        },
    )
    shown = preview(
        file_of(options), SourceFile("", b""), wanted, moment=datetime.now(), who=getuser()
    )
    return ask(shown, options.format, yes=options.ja)
