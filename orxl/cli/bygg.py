"""«orxl bygg»: build the workbook from the text source, or an empty one for a new council."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Final

from orxl.app.build import BuildReport, build_blank, build_file, example_source
from orxl.app.workbook import NAME
from orxl.cli.arguments import Parser
from orxl.cli.terminal import say
from orxl.core import nb
from orxl.core.errors import BadCall
from orxl.report import present
from orxl.report.outcome import CheckReport

DESCRIPTION: Final = "Bygger arbeidsboken fra tekstkilden i workbook/kilde."


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument("--kilde", type=Path, help="mappen med kilden (standard: workbook/kilde)")
    parser.add_argument("--ut", type=Path, help="filen som skal bygges")
    parser.add_argument("--erstatt", action="store_true", help="erstatt en fil som er endret")
    parser.add_argument(
        "--eksempel",
        action="store_true",
        help="bygg eksempelet som følger med orxl, i mappen du står i",
    )
    parser.add_argument(
        "--tom", action="store_true", help="bygg en tom arbeidsbok for et nytt råd (krever --år)"
    )
    parser.add_argument(
        "--år", type=int, metavar="ÅR", dest="year", help="budsjettåret i en tom arbeidsbok"
    )
    parser.add_argument("--navn", metavar="NAVN", help="rådets navn i en tom arbeidsbok")


def run(options: Namespace) -> int:
    """Build the workbook and print how it went; 1 where it has a Feil."""
    if options.eksempel and (options.tom or options.kilde is not None):
        raise BadCall("--eksempel kan ikke brukes sammen med --tom eller --kilde.")
    source, target = _places(options)
    if options.tom:
        report = _blank(options, source)
    else:
        report = build_file(source, target, replace=options.erstatt)
    done = "Bygde" if report.written else "Uendret:"
    say(
        f"{done} {report.path}: {nb.number(report.formulas)} formler, "
        f"{nb.number(report.unconfirmed)} uten bekreftet verdi."
    )
    if report.backup is not None:
        say(f"Forrige utgave: {report.backup.parent.name}/{report.backup.name}")
    checked = CheckReport(report.path, report.findings)
    say(present.verdict(checked).plain)
    if options.tom:
        say("Begynn på arket Forutsetninger: de merkede cellene må fylles ut.")
    return checked.exit_code


def _places(options: Namespace) -> tuple[Path, Path]:
    """The folder with the source, and the file to build."""
    usual = NAME.parent / "kilde"
    if options.kilde is not None:
        source: Path = options.kilde
    elif options.eksempel or (options.tom and not usual.is_dir()):
        source = example_source()
    else:
        source = usual
    beside = Path(NAME.name) if options.eksempel else source.parent / NAME.name
    return source, beside if options.ut is None else options.ut


def _blank(options: Namespace, source: Path) -> BuildReport:
    if options.year is None or options.navn is None:
        raise BadCall(
            "En tom arbeidsbok trenger både budsjettår og navn.",
            'Skriv for eksempel: orxl bygg --tom --år 2027 --navn "Fjordrådet IPR"',
        )
    target = options.ut if options.ut is not None else Path(f"handlingsprogram-{options.year}.xlsx")
    return build_blank(
        options.year,
        options.navn,
        target,
        moment=datetime.now(),
        source=source,
        replace=options.erstatt,
    )
