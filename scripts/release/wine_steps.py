"""What is tried under Wine beside the tests: the commands, the .cmd files, the installer's zip.

A step answers with what went wrong, or ``""``.
"""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from release.wine import ROOT, Windows, drive

HARD: Final = "Æøå & co! (2) ^x"
"""A folder's name with what cmd.exe stumbles over. (A % in it gets lost in Wine's cmd.)"""

Step = Callable[[Windows], str]


def _fresh(windows: Windows, name: str) -> Path:
    folder = windows.folder / "prøve" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def commands(windows: Windows) -> str:
    """``orxl kontroller`` and ``orxl beregn`` on a copy of the workbook, in a hard folder."""
    book = _fresh(windows, HARD) / "Bok æøå.xlsx"
    shutil.copy(ROOT / "workbook" / "handlingsprogram.xlsx", book)
    for command in ("kontroller", "beregn"):
        code, said = windows.run("-m", "orxl", command, drive(book))
        if code != 0 or "0 feil" not in said:
            return f"orxl {command} ga {code}: {said[-500:]}"
    backups = list((book.parent / "orxl-sikkerhetskopier").glob("*.xlsx"))
    return "" if len(backups) == 1 else f"{len(backups)} sikkerhetskopier"


def shortcuts(windows: Windows) -> str:
    """The workbook's own .cmd files; a rich.py and an orxl.py beside them must not be run."""
    folder = _fresh(windows, f"{HARD}/workbook")
    for path in (ROOT / "workbook").iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    for name in ("rich.py", "orxl.py"):
        (folder / name).write_text("open('plantet.txt', 'w').close()", encoding="utf-8")
    there = f'cd /d "{drive(folder)}" & set "PYTHONPATH={drive(ROOT)}"'
    there += f' & set "PATH={drive(windows.python.parent)};%PATH%"'
    code, said = windows.cmd(f'{there} & "Klar til utsending.cmd"')
    if not (folder / "handlingsprogram-kontroll.html").exists():
        return f"Klar til utsending.cmd ga {code} og ingen rapport: {said[-500:]}"
    code, said = windows.cmd(f'{there} & "Beregn og kontroller.cmd"')
    if (folder / "plantet.txt").exists():
        return "en fil ved siden av arbeidsboken ble kjørt"
    # There is no Excel here, which the button says in a box; nobody sees that one.
    return "" if code == 0 and not said else f"Beregn og kontroller.cmd ga {code}: {said[-500:]}"


HOLD: Final = """
import ctypes, subprocess, sys
share, book = int(sys.argv[1]), sys.argv[2]
take = ctypes.windll.kernel32.CreateFileW
take.restype = ctypes.c_void_p
held = take(ctypes.c_wchar_p(book), 0x80000000, share, None, 3, 0, None)
assert held not in (None, ctypes.c_void_p(-1).value), ctypes.GetLastError()
orxl = [sys.executable, "-X", "utf8", "-m", "orxl", "beregn", book]
sys.exit(subprocess.run(orxl, stdin=subprocess.DEVNULL).returncode)
"""
"""Holds a file as another Windows program would, sharing nothing (0) or reading (1)."""


def held(windows: Windows) -> str:
    """A workbook that another program holds: one sentence, and the file as it was."""
    book = _fresh(windows, "i bruk") / "Bok.xlsx"
    shutil.copy(ROOT / "workbook" / "handlingsprogram.xlsx", book)
    before = book.read_bytes()
    for share in ("0", "1"):
        code, said = windows.run("-c", HOLD, share, drive(book))
        if code != 2 or "Traceback" in said or not said.startswith("orxl: "):
            return f"delt {share}: {code}: {said[-500:]}"
        if book.read_bytes() != before or list(book.parent.glob("*.tmp")):
            return f"delt {share}: filen ble rørt"
    return ""


def long_path(windows: Windows) -> str:
    """A path longer than Windows' 260 signs: the answer, or one sentence; never a traceback."""
    folder = _fresh(windows, "lang")
    while len(drive(folder)) < 270:
        folder /= "en mappe med et nokså langt navn"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "workbook" / "handlingsprogram.xlsx", folder / "Bok.xlsx")
    code, said = windows.run("-m", "orxl", "kontroller", drive(folder / "Bok.xlsx"))
    fine = code == 0 or (code == 2 and said.startswith("orxl: "))
    return "" if fine and "Traceback" not in said else f"{code}: {said[-500:]}"


def refusals(windows: Windows) -> str:
    """The installer without its other files, and on a machine without a Python."""
    source = ROOT / "scripts" / "windows"
    alone = _fresh(windows, "bare cmd")
    shutil.copy(source / "Installer.cmd", alone)
    code, said = windows.cmd(f'"{drive(alone)}\\Installer.cmd" /stille')
    if code != 2 or "pakket ut" not in said:
        return f"uten filene: {code}: {said[-500:]}"
    whole = _fresh(windows, "uten python")
    (whole / "program").mkdir()
    shutil.copy(source / "Installer.cmd", whole)
    shutil.copy(source / "installer.py", whole / "program")
    windows.forget_python()
    try:
        code, said = windows.cmd(f'"{drive(whole)}\\Installer.cmd" /stille')
    finally:
        windows.know_python()
    return "" if code == 2 and "Finner ikke Python" in said else f"{code}: {said[-500:]}"


def installer(windows: Windows) -> str:
    """From the zip: installed, once more as an upgrade, used, and removed; in hard folders."""
    # Wine's reg prints no æ, ø and å; ^ and % are what «call» in Installer.cmd cannot hand on.
    python = windows.folder / "a & co! (2) python"
    if not python.exists():
        python.symlink_to(windows.python.parent)
    windows.know_python(python / "python.exe")
    try:
        return _installed(windows)
    finally:
        windows.know_python()


def _installed(windows: Windows) -> str:
    import lag_utgivelse

    dist = windows.folder / "dist"
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), path))  # for uv
    wanted = ["--ut", str(dist), "--hjul", str(windows.folder / "hjul")]
    if lag_utgivelse.main([*wanted, "--python", "3.11", "--maskin", "AMD64"]) != 0:
        return "utgivelsen ble ikke laget"
    folder = _fresh(windows, f"{HARD} zip")
    with zipfile.ZipFile(next(dist.glob("*.zip"))) as held:
        held.extractall(folder)
    (unpacked,) = folder.iterdir()
    home = windows.user / "AppData" / "Local" / "orxl"
    book = windows.folder / "hjem" / "Documents" / "Handlingsprogram" / "handlingsprogram.xlsx"
    add_in = windows.user / "AppData/Roaming/Microsoft/Excel/XLSTART/xlwings.xlam"
    add_in.parent.mkdir(parents=True, exist_ok=True)
    add_in.write_bytes(b"en annens")
    for time in ("første gang", "andre gang"):
        code, said = windows.cmd(f'"{drive(unpacked)}\\Installer.cmd" /stille')
        if code != 0 or "Ferdig." not in said:
            return f"{time}: {code}: {said[-800:]}"
        if len(list(home.glob("program-*"))) != 1:
            return f"{time}: {[p.name for p in home.glob('program-*')]}"
    links = {path.stem for path in (windows.folder / "hjem").rglob("*.lnk")}
    links |= {path.stem for path in windows.user.rglob("orxl/*.lnk")}
    if not {"Beregn og kontroller", "Prøv i Excel"} <= links:
        return f"bare disse snarveiene: {links}"
    if not book.exists():
        return f"arbeidsboken ligger ikke i {book}"
    kept = book.read_bytes()
    code, said = windows.cmd(r'"%LOCALAPPDATA%\orxl\orxl.cmd" regel B005')
    if code != 0 or "B005" not in said:
        return f"orxl.cmd ga {code}: {said[-500:]}"
    code, said = windows.cmd(r'"%LOCALAPPDATA%\orxl\Avinstaller.cmd" /stille')
    left = [*home.glob("*"), *(windows.folder / "hjem").rglob("*.lnk")]  # Wine keeps the folder
    if left:
        return f"avinstalleringen ({code}) etterlot {left}: {said[-500:]}"
    if add_in.read_bytes() != b"en annens":
        return "tillegget som var der før, kom ikke tilbake"
    return "" if book.read_bytes() == kept else "arbeidsboken ble rørt"


STEPS: Final[dict[str, Step]] = {
    "kommandoene": commands, "en fil i bruk": held, "en lang sti": long_path,
    "snarveiene": shortcuts, "avslagene": refusals, "installasjonen": installer,
}  # fmt: skip
