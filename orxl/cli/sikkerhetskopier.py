"""«orxl sikkerhetskopier»: list the backups of a workbook, and fetch one back."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orxl.app.backups import Copy, Restored, chosen, copies, restore
from orxl.cli.arguments import Parser, file_of, takes_file, takes_format
from orxl.cli.terminal import console, say_json
from orxl.core import nb

if TYPE_CHECKING:
    from rich.console import Console

DESCRIPTION: Final = (
    "Lister sikkerhetskopiene av arbeidsboken: når de ble tatt, hvor store de er, hvem som lagret "
    "det som står i dem, og hva som ble gjort da de ble tatt. Med --hent kommer en av dem tilbake; "
    "boken slik den er nå, sikkerhetskopieres først, og ingen kopi slettes."
)
JSON_VERSION: Final = 1


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_file(parser)
    parser.add_argument(
        "--hent",
        metavar="NR|DATO",
        help="sett kopien i arbeidsbokens sted: nummeret i listen, eller datoen (og klokkeslettet)",
    )
    takes_format(parser, "ikke henter noe")
    parser.add_argument("--ja", action="store_true", help="hent uten å spørre")


def run(options: Namespace) -> int:
    """List, or fetch; 2 where it cannot be done."""
    path = file_of(options)
    listed = copies(path)
    wanted = None if options.hent is None else chosen(listed, options.hent)
    if options.format == "json":
        done = restore(path, wanted) if wanted is not None and options.ja else None
        say_json(as_json(path, listed, wanted, done))
        return 0
    screen = console()
    if wanted is None:
        _list(path, listed, screen)
    else:
        _fetch(path, wanted, screen, yes=options.ja)
    return 0


def _list(path: Path, listed: Sequence[Copy], screen: Console) -> None:
    if not listed:
        screen.print(
            f"Det er ingen sikkerhetskopier av «{path.name}» ennå. orxl tar en hver gang boken "
            "lagres."
        )
        return
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(5):
        grid.add_column(overflow="fold")
    heads = ("Nr", "Tatt", "Størrelse", "Sist lagret av", "Før")
    grid.add_row(*(Text(head, style="bold") for head in heads))
    for copy in listed:
        grid.add_row(
            str(copy.number),
            f"{nb.day(copy.made)} kl. {copy.made:%H.%M.%S}",
            _size(copy.size),
            Text(copy.saved_by),
            Text(_before(copy)),
        )
    screen.print(f"Sikkerhetskopier av {path.name}, de nyeste først:")
    screen.print(grid)
    for folder in dict.fromkeys(copy.path.parent for copy in listed):
        screen.print(f"De ligger i {folder}.")
    screen.print("Hent en tilbake med «orxl sikkerhetskopier --hent NR».")


def _before(copy: Copy) -> str:
    if not copy.readable:
        return "kan ikke leses"
    return "lik boken slik den er nå" if copy.same else copy.before


def _size(count: int) -> str:
    return f"{nb.number(max(1, round(count / 1000)))} kB"


def _fetch(path: Path, copy: Copy, screen: Console, *, yes: bool) -> None:
    when = f"{nb.day(copy.made)} kl. {copy.made:%H.%M.%S}"
    screen.print(
        f"Sikkerhetskopien fra {when} settes i stedet for «{path.name}». Boken slik den er nå, "
        "legges først blant sikkerhetskopiene."
    )
    if not yes and not sys.stdin.isatty():
        screen.print("Ingenting er hentet: ingen å spørre. Bruk --ja for å hente.")
    elif not yes and input("Hente den? [j/N] ").strip().casefold() not in ("j", "ja"):
        screen.print("Ingenting er hentet.")
    else:
        done = restore(path, copy)
        if not done.written:
            screen.print("Boken er alt lik sikkerhetskopien. Ingenting er skrevet.")
            return
        screen.print(f"Hentet: «{path.name}» er nå som {when}.")
        if done.backup is not None:
            screen.print(
                f"Slik den var: {done.backup.parent.name}/{done.backup.name}. "
                "Ingen sikkerhetskopi er slettet."
            )
        for warning in done.warnings:
            screen.print(f"Merk: {warning}")


def as_json(path: Path, listed: Sequence[Copy], wanted: Copy | None, done: Restored | None) -> str:
    """The list, and what was fetched, in the contract's form (see docs/json.md)."""
    content = {
        "fil": str(path),
        "versjon": JSON_VERSION,
        "sikkerhetskopier": [
            {
                "nr": copy.number,
                "fil": str(copy.path),
                "tatt": copy.made.isoformat(),
                "byte": copy.size,
                "lagret_av": copy.saved_by or None,
                "før": copy.before or None,
                "lesbar": copy.readable,
                "lik_boken": copy.same,
            }
            for copy in listed
        ],
        "hentes": None if wanted is None else wanted.number,
        "skrevet": done is not None and done.written,
        "sikkerhetskopi": None if done is None or done.backup is None else str(done.backup),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
