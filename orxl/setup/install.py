"""Points Excel at this Python, and makes the shortcut that needs neither macros nor add-in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from orxl.core.errors import OrxlError, UnwritableFile
from orxl.setup.machine import INTERPRETER, Machine, add_in_path, config_path, read_config

SHORTCUT: Final = "Beregn og kontroller.cmd"


def set_up(machine: Machine, add_in: Path) -> list[str]:
    """Point Excel at this Python and put the *add_in* in place; returns what was done.

    Other settings in the user's file stay. Raises OrxlError outside Windows, UnwritableFile where a
    file cannot be written.
    """
    if machine.platform != "win32":
        raise OrxlError(
            "Knappen kan bare settes opp i Windows.", "Bruk «orxl beregn» på filen i stedet."
        )
    done: list[str] = []
    path = config_path(machine)
    settings = {**read_config(path), INTERPRETER: str(machine.python)}
    lines = (f'"{name}","{value}"\r\n' for name, value in settings.items())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Excel reads the file in Windows' own code page; Python's name for that one is mbcs.
        encoding = "mbcs" if sys.platform == "win32" else "utf-8"
        path.write_bytes("".join(lines).encode(encoding))
        done.append(f"Excel er pekt på «{machine.python}» (i {path}).")
        target = add_in_path(machine)
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(add_in.read_bytes())
            done.append(f"Tillegget xlwings er lagt i {target}. Start Excel på nytt.")
    except OSError as error:
        raise UnwritableFile(
            f"Fikk ikke skrevet «{error.filename}».",
            "Lukk Excel og prøv igjen. Hindrer IT det, så bruk snarveien.",
        ) from error
    return done


def shortcut_text(python: Path) -> str:
    """A .cmd that presses the button in the book that is open in Excel."""
    return (
        "@echo off\r\n"
        "chcp 65001 >nul\r\n"
        "rem Beregner og kontrollerer arbeidsboken som ligger øverst i Excel.\r\n"
        "rem Trenger verken makroer eller tillegg.\r\n"
        f'"{python}" -m orxl.button\r\n'
        "if errorlevel 1 (\r\n"
        "    echo.\r\n"
        '    echo Knappen virket ikke. Kjør "orxl excel" for å se hva som mangler.\r\n'
        "    pause\r\n"
        ")\r\n"
    )


def make_shortcut(machine: Machine, folder: Path) -> Path:
    """Write the shortcut to *folder*. Raises UnwritableFile."""
    path = folder / SHORTCUT
    try:
        path.write_bytes(shortcut_text(machine.python).encode("utf-8"))
    except OSError as error:
        raise UnwritableFile(
            f"Fikk ikke lagret snarveien i «{folder}».", "Velg en annen mappe med --ut."
        ) from error
    return path
