"""«orxl oppgrader»: bring a workbook in use up to today's layout, with all that is in it."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from datetime import datetime
from getpass import getuser
from typing import TYPE_CHECKING, Final

from orxl.app.upgrade import Saved, Upgrade, save_upgrade, upgrade
from orxl.app.workbook import NAME
from orxl.cli.arguments import Parser, file_of, takes_file, takes_format
from orxl.cli.terminal import CANNOT, console, say_json
from orxl.core import nb

if TYPE_CHECKING:
    from rich.console import Console

DESCRIPTION: Final = (
    "Gir en arbeidsbok det som er nytt i oppsettet: ark, kolonner, rader, lister, formler og navn. "
    "Alt som står i den, blir med. Viser først hva som skal gjøres, og spør. Den forrige utgaven "
    "legges i mappen «orxl-sikkerhetskopier»."
)
JSON_VERSION: Final = 1


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_file(parser)
    takes_format(parser, "bare viser hva som skal gjøres")
    parser.add_argument("--ja", action="store_true", help="oppgrader uten å spørre")


def run(options: Namespace) -> int:
    """Show the upgrade, ask, and save; 2 where something is in the way."""
    path = file_of(options)
    beside = path.parent / "kilde"
    source = beside if beside.is_dir() else NAME.parent / "kilde"
    found = upgrade(path, moment=datetime.now(), who=getuser(), source=source)
    if options.format == "json":
        saved = save_upgrade(found) if found.ready and options.ja else None
        say_json(as_json(found, saved))
    else:
        _talk(found, console(), yes=options.ja)
    return CANNOT if found.hindrances else 0


def _talk(found: Upgrade, screen: Console, *, yes: bool) -> None:
    if found.hindrances:
        screen.print(f"«{found.path.name}» kan ikke oppgraderes ennå. Ingenting er skrevet.")
        for sentence in found.hindrances:
            screen.print(f"  – {sentence}")
        return
    if not found.ready:
        screen.print(
            f"«{found.path.name}» har alt som hører til dagens oppsett ({found.after}). "
            "Det er ingenting å gjøre."
        )
        return
    _preview(found, screen)
    if not yes and not sys.stdin.isatty():
        screen.print("Ingenting er skrevet: ingen å spørre. Bruk --ja for å oppgradere.")
    elif not yes and input("Oppgradere? [j/N] ").strip().casefold() not in ("j", "ja"):
        screen.print("Ingenting er skrevet.")
    else:
        _saved(found, save_upgrade(found), screen)


def _preview(found: Upgrade, screen: Console) -> None:
    """What will be done, sheet by sheet, and what stays as it is."""
    screen.print(
        f"«{found.path.name}» er laget for oppsett {found.before}. Dette trengs for oppsett "
        f"{found.after}:"
    )
    for sheet in dict.fromkeys(step.sheet for step in found.steps):
        screen.print(f"{sheet}:" if sheet else "Arbeidsboken:")
        for step in found.steps:
            if step.sheet == sheet:
                screen.print(f"  + {step.text}")
    for kept in found.kept:
        screen.print(f"  = {kept.text}")
    for sentence in found.left:
        screen.print(f"  = {sentence}")
    screen.print("Alt annet i boken blir stående som det er.")


def _saved(found: Upgrade, saved: Saved, screen: Console) -> None:
    screen.print(f"Oppgradert: «{found.path.name}» har nå oppsett {found.after}.")
    if found.unconfirmed:
        cells = nb.counted(len(found.unconfirmed), "ny celle", "nye celler")
        screen.print(f"{cells} overlates til Excel, som regner dem ut når filen åpnes.")
    if saved.backup is not None:
        screen.print(f"Forrige utgave: {saved.backup.parent.name}/{saved.backup.name}")
    for warning in saved.warnings:
        screen.print(f"Merk: {warning}")


def as_json(found: Upgrade, saved: Saved | None) -> str:
    """The upgrade in the contract's form (see docs/json.md)."""
    backup = None if saved is None or saved.backup is None else str(saved.backup)
    content = {
        "fil": str(found.path),
        "versjon": JSON_VERSION,
        "oppsett": {"fra": found.before, "til": found.after},
        "endringer": [
            {"slag": step.what.value, "ark": step.sheet, "sted": step.place, "tekst": step.text}
            for step in found.steps
        ],
        "uendret": [
            {"ark": kept.cell.sheet, "celle": kept.cell.a1, "tekst": kept.text}
            for kept in found.kept
        ],
        "som_før": list(found.left),
        "hindringer": list(found.hindrances),
        "skrevet": saved is not None,
        "sikkerhetskopi": backup,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
