"""Points Excel at this Python, and makes the shortcut that needs neither macros nor add-in."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from orxl.core.errors import OrxlError, UnwritableFile
from orxl.core.light import dataclass
from orxl.setup.machine import INTERPRETER, Machine, add_in_path, config_path, read_config

SHORTCUT: Final = "Beregn og kontroller.cmd"
HIDDEN: Final = "/skjult"
"""What the installed shortcut says to :func:`shortcut_text`: its window is down on the taskbar."""


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
    try:
        _write_config(path, settings)
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


def forget(machine: Machine, home: Path) -> None:
    """Take the Python below *home* out of xlwings' settings; another one stays. Raises OSError."""
    path = config_path(machine)
    settings = read_config(path)
    told = settings.pop(INTERPRETER, "")
    if told and Path(told).is_relative_to(home):
        if settings:
            _write_config(path, settings)
        else:
            path.unlink()


def _write_config(path: Path, settings: Mapping[str, str]) -> None:
    lines = (f'"{name}","{value}"\r\n' for name, value in settings.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    # Excel reads the file in Windows' own code page; Python's name for that one is mbcs.
    encoding = "mbcs" if sys.platform == "win32" else "utf-8"
    path.write_bytes("".join(lines).encode(encoding))


@dataclass(frozen=True)
class Launch:
    """How a .cmd names the Python it starts."""

    python: str

    @classmethod
    def absolute(cls, python: Path) -> Launch:
        """The Python at one place; a % in its path must not be taken for a variable."""
        return cls(str(python).replace("%", "%%"))

    @classmethod
    def relative(cls, program: str, *, environment: bool = True) -> Launch:
        """The Python in the folder *program* beside the .cmd; in an *environment* lower down."""
        where = rf"{program}\Scripts" if environment else program
        return cls(rf"%~dp0{where}\python.exe")


def shortcut_text(launch: Launch) -> str:
    """A .cmd that presses the button in the book that is open in Excel.

    ``-I``: what lies beside the workbook must never be taken for a part of the program.
    """
    return (
        "@echo off\r\n"
        "chcp 65001 >nul\r\n"
        "rem Beregner og kontrollerer arbeidsboken som ligger øverst i Excel.\r\n"
        "rem Trenger verken makroer eller tillegg.\r\n"
        f'"{launch.python}" -I -m orxl.button\r\n'
        'if "%errorlevel%"=="0" exit /b 0\r\n'
        "rem Nede på oppgavelinjen ser ingen hva som er galt: prøv igjen i et vindu.\r\n"
        f'if /i "%~1"=="{HIDDEN}" (\r\n'
        '    cd /d "%~dp0"\r\n'
        '    start "Beregn og kontroller" cmd.exe /d /c "%~nx0"\r\n'
        "    exit /b 2\r\n"
        ")\r\n"
        "echo.\r\n"
        'echo Knappen virket ikke. Kjør "orxl excel" for å se hva som mangler.\r\n'
        "pause\r\n"
    )


def send_text(launch: Launch, workbook: Path | None) -> str:
    """A .cmd that checks *workbook*, or a file dropped on it, before sending and shows the page."""
    return (
        "@echo off\r\n"
        "chcp 65001 >nul\r\n"
        "rem Kontrollerer arbeidsboken slik den er lagret, og det som følger med filen.\r\n"
        "rem Slipp en annen .xlsx-fil på denne for å kontrollere den i stedet.\r\n"
        f"{_named_file(workbook)}"
        'for %%F in ("%FIL%") do set "RAPPORT=%%~dpnF-kontroll.html"\r\n'
        f'"{launch.python}" -I -m orxl kontroller --for-utsending --html "%RAPPORT%" "%FIL%"\r\n'
        "if errorlevel 2 (\r\n"
        "    echo.\r\n"
        "    echo Kontrollen ble ikke gjort. Les setningen over.\r\n"
        "    pause\r\n"
        "    exit /b 2\r\n"
        ")\r\n"
        'start "" "%RAPPORT%"\r\n'
    )


def try_text(launch: Launch, workbook: Path | None) -> str:
    """A .cmd that tries *workbook*, or a file dropped on it, in an Excel of its own."""
    return (
        "@echo off\r\n"
        "chcp 65001 >nul\r\n"
        "rem Prøver arbeidsboken i et eget Excel, på kopier. Tar noen minutter.\r\n"
        "rem Slipp en annen .xlsx-fil på denne for å prøve den i stedet.\r\n"
        f"{_named_file(workbook)}"
        'for %%F in ("%FIL%") do set "SIDE=%%~dpFexcel-prove.html"\r\n'
        f'"{launch.python}" -I -m orxl excel prov "%FIL%"\r\n'
        "if errorlevel 2 (\r\n"
        "    echo.\r\n"
        "    echo Det ble ikke noe av. Les setningen over.\r\n"
        "    pause\r\n"
        "    exit /b 2\r\n"
        ")\r\n"
        'start "" "%SIDE%"\r\n'
    )


def _named_file(workbook: Path | None) -> str:
    """The lines of a .cmd that put the dropped file, or else *workbook*, in FIL."""
    if workbook is None:
        without = (
            "(\r\n    echo Slipp arbeidsboken på denne filen.\r\n    pause\r\n    exit /b 2\r\n)"
        )
    else:
        without = f'set "FIL={str(workbook).replace("%", "%%")}"'
    return (
        "setlocal EnableExtensions DisableDelayedExpansion\r\n"
        'set "FIL=%~1"\r\n'
        f'if "%FIL%"=="" {without}\r\n'
    )


def prompt_text(folder: Path | None) -> str:
    """A .cmd that opens a command prompt where ``orxl`` is found, in *folder* or the user's own."""
    where = "%USERPROFILE%" if folder is None else str(folder).replace("%", "%%")
    return (
        "@echo off\r\n"
        "chcp 65001 >nul\r\n"
        'set "PATH=%~dp0;%PATH%"\r\n'
        f'cd /d "{where}"\r\n'
        "cmd /k orxl --hjelp\r\n"
    )


def make_shortcut(machine: Machine, folder: Path) -> Path:
    """Write the shortcut to *folder*. Raises UnwritableFile."""
    path = folder / SHORTCUT
    try:
        path.write_bytes(shortcut_text(Launch.absolute(machine.python)).encode("utf-8"))
    except OSError as error:
        raise UnwritableFile(
            f"Fikk ikke lagret snarveien i «{folder}».", "Velg en annen mappe med --ut."
        ) from error
    return path
