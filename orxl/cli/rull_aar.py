"""«orxl rull-år»: next year's workbook from this one."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from datetime import datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orxl.app.rollover.roll import RollOver, roll, save_roll
from orxl.cli.arguments import Parser, file_of, takes_file, takes_format
from orxl.cli.terminal import console, say_json
from orxl.core import nb
from orxl.core.findings import Severity, state

if TYPE_CHECKING:
    from rich.console import Console

DESCRIPTION: Final = (
    "Lager arbeidsboken for neste år av denne: kolonnene flyttes, status begynner på nytt, og alt "
    "dere selv har lagt til, blir med. Viser først hva som skal gjøres, hva som må svares på, og "
    "hvilke tekster som har år, datoer og beløp i seg, og spør. Denne boken endres ikke."
)
JSON_VERSION: Final = 1
_SHOWN: Final = 12
"""How many texts of a sheet are named on the screen; the log of the new workbook has them all."""


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_file(parser)
    parser.add_argument(
        "--ut", type=Path, metavar="FIL", help="den nye arbeidsboken (standard: med det nye året)"
    )
    takes_format(parser, "bare viser hva som skal gjøres")
    parser.add_argument("--ja", action="store_true", help="lag boken uten å spørre")


def run(options: Namespace) -> int:
    """Show the roll-over, ask, and save; 1 where the new workbook has a Feil, which asks."""
    found = roll(file_of(options), options.ut, moment=datetime.now(), who=getuser())
    written: tuple[str, ...] | None = None
    if options.format == "json":
        written = save_roll(found) if options.ja and not found.already else None
        say_json(as_json(found, written))
    else:
        written = _talk(found, console(), yes=options.ja)
    errors = state(found.findings)[Severity.ERROR]
    return 1 if errors and written is not None else 0


def _talk(found: RollOver, screen: Console, *, yes: bool) -> tuple[str, ...] | None:
    """Show and ask; the warnings of the saving, or None where nothing was written."""
    if found.already:
        screen.print(f"{found.already} Ingenting er skrevet.")
        return None
    _preview(found, screen)
    if not yes and not sys.stdin.isatty():
        screen.print("Ingenting er skrevet: ingen å spørre. Bruk --ja for å lage boken.")
        return None
    question = f"Lage «{found.target.name}»? [j/N] "
    if not yes and input(question).strip().casefold() not in ("j", "ja"):
        screen.print("Ingenting er skrevet.")
        return None
    warnings = save_roll(found)
    screen.print(f"Laget «{found.target.name}» for {found.year}. «{found.path.name}» er som før.")
    screen.print("Endringslogg i den nye boken har hele listen.")
    for warning in warnings:
        screen.print(f"Merk: {warning}")
    return warnings


def _preview(found: RollOver, screen: Console) -> None:
    screen.print(f"Fra {found.year - 1} til {found.year}, av «{found.path.name}»:")
    for sentence in found.done:
        screen.print(f"  + {sentence}")
    if found.kept:
        cells = nb.listed(list(found.kept[:5]))
        screen.print(f"  = Står som de er, for der er det en formel dere har skrevet: {cells}.")
    screen.print("Må svares på:")
    for question in found.asked:
        place = f"{question.sheet}, {question.place}" if question.place else question.sheet
        screen.print(f"  ? {place}: {question.text}")
    sheets = dict.fromkeys(r.cell.sheet for r in found.rewrite)
    if sheets:
        screen.print("Tekster med år, datoer eller beløp, som må leses og skrives om:")
    for sheet in sheets:
        texts = [r for r in found.rewrite if r.cell.sheet == sheet]
        told = [f"{r.row or r.cell.a1} ({', '.join(r.figures[:3])})" for r in texts[:_SHOWN]]
        more = f" og {len(texts) - _SHOWN} til" if len(texts) > _SHOWN else ""
        screen.print(f"  ~ {sheet}: {'; '.join(told)}{more}.")
    counts = state(found.findings)
    screen.print(
        f"Den nye boken: {counts[Severity.ERROR]} feil, {counts[Severity.WARNING]} advarsler, "
        f"{counts[Severity.NOTE]} merknader."
    )
    for finding in found.findings:
        if finding.severity is Severity.ERROR and finding.open:
            screen.print(f"  ! {finding.place}: {finding.message}")


def as_json(found: RollOver, written: tuple[str, ...] | None) -> str:
    """The roll-over in the contract's form (see docs/json.md)."""
    counts = state(found.findings)
    content = {
        "fil": str(found.path),
        "versjon": JSON_VERSION,
        "ny_fil": str(found.target),
        "år": found.year,
        "alt_rullet": found.already,
        "gjort": list(found.done),
        "står": list(found.kept),
        "spørsmål": [
            {"ark": q.sheet, "sted": q.place, "tekst": q.text} for q in found.asked
        ],
        "skrives_om": [
            {"ark": r.cell.sheet, "celle": r.cell.a1, "rad": r.row, "tall": list(r.figures),
             "eget": r.own}
            for r in found.rewrite
        ],
        "oppsummering": {
            "feil": counts[Severity.ERROR],
            "advarsel": counts[Severity.WARNING],
            "merknad": counts[Severity.NOTE],
        },
        "skrevet": written is not None,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=2)
