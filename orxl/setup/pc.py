"""orxl on a user's PC: shortcuts, button and workbook put in place, and taken away again.

Run by the installer in the environment that it has made (``python -I -m orxl.setup.pc``), and by
``Avinstaller.cmd``. What was put where is kept in ``installert.json``, so that exactly that is
taken away. Workbooks and backups are never replaced and never removed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from orxl.core.errors import OrxlError, UnwritableFile
from orxl.core.light import dataclass, field
from orxl.core.version import __version__
from orxl.setup.install import (
    HIDDEN,
    SHORTCUT,
    Launch,
    forget,
    prompt_text,
    send_text,
    set_up,
    shortcut_text,
    try_text,
)
from orxl.setup.machine import Machine, ThisMachine, add_in_path
from orxl.setup.shell import Folder, Shell, WindowsShell

RECORD: Final = "installert.json"
SENDING: Final = "Klar til utsending.cmd"
TRYING: Final = "Prøv i Excel.cmd"
COMMAND: Final = "orxl.cmd"
PROMPT: Final = "Ledetekst for orxl.cmd"
REMOVER: Final = "Avinstaller.cmd"
GUIDE: Final = "Veiledning.html"
KEPT: Final = "xlwings.xlam.tidligere"
"""In *home*: the add-in that was there before ours."""
BOOKS: Final = "Handlingsprogram"
"""The folder in the user's documents that gets the workbook."""
BESIDE: Final = ("handlingsprogram.xlsx", "handlingsprogram.py", "xlwings.conf")


@dataclass
class Put:
    """What was put where."""

    version: str = __version__
    workbook: str = ""
    links: list[str] = field(default_factory=list)
    add_in: str = ""
    """The add-in, where there was none before."""
    replaced: str = ""
    """The add-in, where another was there before, which is kept."""


def place(
    machine: Machine, shell: Shell, add_in: Path, home: Path, program: str, release: Path
) -> list[str]:
    """Put all in place for the environment *program* in *home*; returns what to say, in bokmål.

    *release* is the folder that the installer lies in, *add_in* xlwings' add-in. Raises OrxlError
    and its kinds; a shortcut that can't be made is said, and stops nothing.
    """
    said: list[str] = []
    put = _recorded(home)
    put.version = __version__
    put.workbook = str(_place_workbook(shell, release, said))
    _write_commands(home, program, Path(put.workbook), release)
    _make_links(shell, home, put, said)
    _keep_add_in(add_in_path(machine), add_in, home, put)
    try:
        set_up(machine, add_in)
        said.append("Knappen i Excel er satt opp. Start Excel på nytt om den er åpen.")
    except OrxlError as error:
        said.append(f"Knappen i Excel er ikke satt opp: {error} Snarveien virker uten.")
    shell.list_program(
        {
            "DisplayName": "orxl",
            "DisplayVersion": __version__,
            "Publisher": "orxl",
            "InstallLocation": str(home),
            "UninstallString": f'cmd.exe /d /c ""{home / REMOVER}""',
            "QuietUninstallString": f'cmd.exe /d /c ""{home / REMOVER}" /stille"',
        }
    )
    (home / RECORD).write_text(json.dumps(vars(put), ensure_ascii=False), encoding="utf-8")
    return said


def remove(machine: Machine, shell: Shell, add_in: Path, home: Path) -> list[str]:
    """Take away what :func:`place` put outside *home*; returns what to say. Raises UnwritableFile.

    What has been changed since, and what was there before, stays.
    """
    put = _recorded(home)
    target = Path(put.add_in) if put.add_in else None
    try:
        for link in map(Path, put.links):
            link.unlink(missing_ok=True)
        folder = shell.folder(Folder.START_MENU) / "orxl"
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        if target is not None and target.is_file() and target.read_bytes() == add_in.read_bytes():
            target.unlink()
        _bring_back(put, add_in, home)
        (home / TRYING).unlink(missing_ok=True)  # a .cmd with ø in a name is not to be relied on
        forget(machine, home)
    except OSError as error:
        raise UnwritableFile(
            f"Fikk ikke fjernet «{error.filename}».", "Lukk Excel og prøv igjen."
        ) from error
    shell.unlist_program()
    return [f"Arbeidsboken blir liggende: {put.workbook}"] if put.workbook else []


def _keep_add_in(target: Path | None, ours: Path, home: Path, put: Put) -> None:
    """Remember that there is no add-in, or keep the one that ours takes the place of."""
    if target is None or str(target) in (put.add_in, put.replaced):
        return
    if not target.exists():
        put.add_in = str(target)
    elif target.read_bytes() != ours.read_bytes():
        (home / KEPT).write_bytes(target.read_bytes())
        put.replaced = str(target)


def _bring_back(put: Put, ours: Path, home: Path) -> None:
    """Put back the add-in that ours took the place of; another one that came since stays."""
    kept = home / KEPT
    if not put.replaced or not kept.is_file():
        return
    target = Path(put.replaced)
    if target.is_file() and target.read_bytes() == ours.read_bytes():
        target.write_bytes(kept.read_bytes())
    kept.unlink()


def _recorded(home: Path) -> Put:
    """What an installation before this one put where; nothing where that cannot be read."""
    try:
        told: dict[str, Any] = json.loads((home / RECORD).read_text(encoding="utf-8"))
        return Put(**told)
    except (OSError, ValueError, TypeError):
        return Put()


def _place_workbook(shell: Shell, release: Path, said: list[str]) -> Path:
    """The workbook in the user's documents; one that is there already is the user's own."""
    folder = shell.folder(Folder.DOCUMENTS) / BOOKS
    workbook = folder / BESIDE[0]
    there = workbook.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in BESIDE:
            if not (folder / name).exists():
                (folder / name).write_bytes((release / "arbeidsbok" / name).read_bytes())
    except OSError as error:
        raise UnwritableFile(
            f"Fikk ikke lagt arbeidsboken i «{folder}».", "Er disken full, eller mappen sperret?"
        ) from error
    said.append(
        f"Arbeidsboken lå der fra før og er ikke rørt: {workbook}"
        if there
        else f"Arbeidsboken ligger her: {workbook}"
    )
    return workbook


def _write_commands(home: Path, program: str, workbook: Path, release: Path) -> None:
    write_commands(home, program, workbook)
    (home / REMOVER).write_bytes((release.parent / REMOVER).read_bytes())
    if (guide := release.parent / GUIDE).is_file():
        (home / GUIDE).write_bytes(guide.read_bytes())


def write_commands(home: Path, program: str, workbook: Path | None) -> None:
    """The .cmd files of the Python in *home*/*program*, for *workbook* or, None, what is dropped.

    They name it relative to their own folder: a name with æ in it never stands in a .cmd.
    """
    launch = Launch.relative(
        program, environment=(home / program / "Scripts" / "python.exe").is_file()
    )
    own = {
        COMMAND: f'@chcp 65001 >nul\r\n@"{launch.python}" -I -m orxl %*\r\n',
        PROMPT: prompt_text(None if workbook is None else workbook.parent),
        SHORTCUT: shortcut_text(launch),
        SENDING: send_text(launch, workbook),
        TRYING: try_text(launch, workbook),
    }
    for name, text in own.items():
        (home / name).write_bytes(text.encode("utf-8"))


def _make_links(shell: Shell, home: Path, put: Put, said: list[str]) -> None:
    menu = shell.folder(Folder.START_MENU) / "orxl"
    pressed = "Beregner og kontrollerer arbeidsboken som er åpen i Excel"
    sent = "Kontrollerer arbeidsboken før den sendes"
    wanted = [
        (folder / f"{name.removesuffix('.cmd')}.lnk", home / name, what, hidden)
        for folder in (shell.folder(Folder.DESKTOP), menu)
        for name, what, hidden in ((SHORTCUT, pressed, HIDDEN), (SENDING, sent, ""))
    ]
    prompt = "En ledetekst der kommandoen orxl virker, i mappen med arbeidsboken"
    tried = "Prøver arbeidsboken i et eget Excel, på kopier"
    wanted.append((menu / "Prøv i Excel.lnk", home / TRYING, tried, ""))
    wanted.append((menu / "Ledetekst for orxl.lnk", home / PROMPT, prompt, ""))
    wanted.append((menu / "Avinstaller orxl.lnk", home / REMOVER, "Fjerner orxl fra maskinen", ""))
    if (home / GUIDE).is_file():
        wanted.append((menu / "Veiledning.lnk", home / GUIDE, "Brukerveiledningen", ""))
    for path, target, what, hidden in wanted:
        try:
            shell.link(path, target, what, hidden)
        except UnwritableFile as error:
            said.append(str(error))
        else:
            if str(path) not in put.links:
                put.links.append(str(path))
    if put.links:
        said.append(f"Snarveier: {wanted[0][0].parent} og Start-menyen under «orxl».")


def main(arguments: Sequence[str]) -> int:
    """``plasser HOME PROGRAM RELEASE``, ``kommandoer HOME PROGRAM`` or ``fjern HOME``.

    0 done, 2 not, with a sentence.
    «kommandoer» is for a whole machine: no user's folder is touched.
    """
    from orxl.setup.xlsm import xlwings_folder

    what, home, *rest = arguments
    if what == "kommandoer":
        write_commands(Path(home), rest[0], None)
        return 0
    try:
        machine, shell = ThisMachine(), WindowsShell()
        add_in = xlwings_folder() / "addin" / "xlwings.xlam"
        if what == "plasser":
            said = place(machine, shell, add_in, Path(home), rest[0], Path(rest[1]))
        else:
            said = remove(machine, shell, add_in, Path(home))
    except OrxlError as error:
        print(error)
        return 2
    print("\n".join(said))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
