"""«orxl beregn»: recalculate a workbook, mend it if asked, and leave the findings in it."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from getpass import getuser
from typing import Final

from orxl.app.mend import one_by_one
from orxl.app.recalculate import recalculate_file
from orxl.cli.arguments import Parser, file_of, takes_file
from orxl.cli.terminal import CANNOT, complain, screen
from orxl.core import nb
from orxl.core.findings import Finding
from orxl.report import present
from orxl.report.fixes import describe_fix
from orxl.report.outcome import unrecorded
from orxl.report.screen import Screen

DESCRIPTION: Final = (
    "Regner ut alle formler, skriver funnene på arket Kontroll og lagrer. "
    "Den forrige utgaven legges i mappen «orxl-sikkerhetskopier»."
)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_file(parser)
    parser.add_argument(
        "--rett",
        action="store_true",
        help="sett tilbake formler og rett sikre feil, etter spørsmål",
    )
    parser.add_argument(
        "--også-usikre",
        action="store_true",
        dest="unsafe",
        help="spør også om rettinger som kan være gale",
    )
    parser.add_argument(
        "--ja", action="store_true", help="svar ja på spørsmålene fra --rett (sikre rettinger)"
    )
    parser.add_argument(
        "--bekreft",
        action="store_true",
        dest="confirmed",
        help="rader som er borte, og tall for tidligere år som er endret, skal være slik; uten "
        "dette spørres det",
    )


def run(options: Namespace) -> int:
    """Recalculate and save the workbook, and print how it went; 1 where there is a Feil left.

    2 where nothing was written, because the run could not be put on record.
    """
    out = screen()

    def ask(finding: Finding) -> bool:
        return _ask(out, finding, yes=options.ja)

    def confirm(finding: Finding) -> bool:
        return bool(options.confirmed) or _confirmed(out, finding)

    report = recalculate_file(
        file_of(options),
        moment=datetime.now(),
        who=getuser(),
        choose=one_by_one(ask) if options.rett or options.unsafe else None,
        confirm=one_by_one(confirm),
        unsafe=options.unsafe,
    )
    present.print_report(report, out)
    if report.unrecorded:
        complain(unrecorded(report.unrecorded))
        return CANNOT
    out.print(
        f"Beregnet {report.path.name}: "
        f"{nb.counted(len(report.renewed), 'verdi', 'verdier')} fornyet, "
        f"{nb.counted(len(report.fixed), 'feil', 'feil')} rettet."
    )
    for gone in report.confirmed:
        out.print(f"Bekreftet: {gone.message}")
    if report.unconfirmed:
        cells = nb.counted(len(report.unconfirmed), "celle", "celler")
        out.print(f"{cells} overlates til Excel, som regner dem ut når filen åpnes.")
    if report.backup is not None:
        out.print(f"Forrige utgave: {report.backup.parent.name}/{report.backup.name}")
    for warning in report.warnings:
        out.print(f"Merk: {warning}")
    return report.exit_code


def _confirmed(out: Screen, gone: Finding) -> bool:
    """Whether the change was meant; without anybody to ask it stays a finding."""
    if not sys.stdin.isatty():
        return False
    out.print(f"{gone.message} ({gone.code})")
    return _yes("    Stemmer det? [j/N] ")


def _yes(question: str) -> bool:
    return input(question).strip().casefold() in ("j", "ja")


def _ask(out: Screen, finding: Finding, *, yes: bool) -> bool:
    out.print(f"{finding.message} ({finding.code})")
    for line in describe_fix(finding):
        out.print(f"    {line}")
    if yes and finding.safe:
        return True
    if not sys.stdin.isatty():
        out.print("    Ikke rettet: ingen å spørre. Bruk --ja for å godta sikre rettinger.")
        return False
    return _yes("    Rette dette? [j/N] ")
