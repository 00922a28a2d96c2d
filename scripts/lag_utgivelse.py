"""Makes a release for Windows: one zip with all that a PC without a network needs.

    python scripts/lag_utgivelse.py [--ut dist] [--python 3.13 …] [--maskin AMD64 …]

Needs ``pip install -e .[release]`` and a connection to PyPI. The same packages give the same bytes:
files are in order, times are fixed. Nothing is signed here: Windows takes no signature in a .cmd.
With ``--signer KOMMANDO`` that command is run on each finished file (``{}`` stands for it).

With ``--oppsett MAPPE``, a folder with a Python for Windows (x64) to take along, and ``makensis``
(Debian: ``apt install nsis``), setup programs are made too, for one user and for a whole machine.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from release import nsis, papers  # noqa: E402
from release.wheels import MACHINES, PYTHONS, Failed, Gathered, Wheel, gather, run  # noqa: E402

from orxl.core.version import __version__  # noqa: E402

GUIDE: Final = "Veiledning.html"
PAGES: Final = {"brukerveiledning.md": GUIDE, "for-it.md": "For IT.html"}
EPOCH: Final = 315532800  # 1980-01-01, the first day that a zip can hold


def own_wheel(folder: Path) -> Wheel:
    """Build orxl's own wheel in *folder*; the same source gives the same bytes. Raises Failed."""
    os.environ["SOURCE_DATE_EPOCH"] = str(EPOCH)
    run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--wheel-dir",
            str(folder),
            str(ROOT),
        ]
    )
    return Wheel.of(next(folder.glob("orxl-*.whl")))


def contents(gathered: Gathered, own: Wheel) -> dict[str, bytes]:
    """Every file of the release by its path in the zip, without the sums."""
    assert gathered.pip is not None
    files: dict[str, bytes] = {}
    windows = ROOT / "scripts" / "windows"
    for name in ("Installer.cmd", "Avinstaller.cmd"):
        files[name] = _crlf((windows / name).read_bytes())
    for source, name in PAGES.items():
        text = (ROOT / "docs" / source).read_text(encoding="utf-8")
        files[name] = papers.page(text, ROOT / "docs", PAGES).encode()
    printed, why = papers.pdf(files[GUIDE].decode())
    if why:
        print(f"Uten Veiledning.pdf: {why}. Veiledning.html er med.")
    else:
        files["Veiledning.pdf"] = printed
    files["program/installer.py"] = (windows / "installer.py").read_bytes()
    for name in ("handlingsprogram.xlsx", "handlingsprogram.py", "xlwings.conf"):
        files[f"program/arbeidsbok/{name}"] = (ROOT / "workbook" / name).read_bytes()
    for wheel in (*gathered.wheels, own):
        files[f"program/hjul/{wheel.path.name}"] = wheel.path.read_bytes()
    for target in gathered.targets:
        files[f"program/krav/{target.lock}"] = target.text().encode()
    for name, data in papers.licences([*gathered.wheels, own]).items():
        files[f"program/lisenser/{name}"] = data
    files["program/utgave.json"] = papers.manifest(
        __version__, gathered.targets, gathered.pip, gathered.without
    ).encode()
    listed = papers.sbom(__version__, gathered.wheels, gathered.targets)
    files["program/orxl.cdx.json"] = listed.encode()
    return files


def _crlf(data: bytes) -> bytes:
    """cmd.exe needs CRLF to find its labels; a checkout may have made it LF."""
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def pack(files: Mapping[str, bytes], target: Path, top: str) -> None:
    """Write *files* below the folder *top* in a zip whose bytes hang on nothing else."""
    with zipfile.ZipFile(target, "w") as made:
        for name in sorted(files):
            info = zipfile.ZipInfo(f"{top}/{name}", (1980, 1, 1, 0, 0, 0))
            info.create_system = 0  # made for Windows, wherever it is made
            whole = zipfile.ZIP_STORED if name.endswith((".whl", ".xlsx")) else zipfile.ZIP_DEFLATED
            made.writestr(info, files[name], whole, 9)


def main(arguments: list[str] | None = None) -> int:
    """Make the release; 0 where it was made."""
    parser = argparse.ArgumentParser(description="Lager en utgivelse for Windows.")
    parser.add_argument("--ut", type=Path, default=ROOT / "dist", help="mappen for utgivelsen")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="bare denne (flere)")
    parser.add_argument("--maskin", action="append", choices=tuple(MACHINES), help="bare denne")
    parser.add_argument("--hjul", type=Path, help="mappe som hjulene hentes til (gjenbrukes)")
    parser.add_argument(
        "--oppsett", type=Path, metavar="MAPPE", help="lag oppsett med denne Pythonen"
    )
    parser.add_argument("--rask", action="store_true", help="større oppsett, laget på kortere tid")
    parser.add_argument("--signer", metavar="KOMMANDO", help="signerer en fil; {} er filen")
    options = parser.parse_args(arguments)
    options.ut.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        try:
            made = make(options, Path(temporary))
            for path in made if options.signer else ():
                run([part.replace("{}", str(path)) for part in shlex.split(options.signer)])
        except Failed as why:
            print(f"Utgivelsen ble ikke laget: {why}", file=sys.stderr)
            return 2
    for path in made:
        print(f"Laget {path}: {path.stat().st_size / 1e6:.0f} MB.")
    return 0


def make(options: argparse.Namespace, temporary: Path) -> list[Path]:
    """The release's files in the folder that was asked for. Raises Failed."""
    own = own_wheel(temporary / "egen")
    gathered = gather(
        own,
        ROOT / "pyproject.toml",
        options.hjul or temporary / "hjul",
        options.python or PYTHONS,
        options.maskin or tuple(MACHINES),
    )
    for at, why in gathered.without.items():
        print(f"Uten Python {at}: {why}.")
    files = contents(gathered, own)
    files["SHA256SUMS.txt"] = papers.sums(files).encode()
    top = f"orxl-{__version__}-windows"
    made = [options.ut / f"{top}.zip"]
    pack(files, made[0], top)
    if options.oppsett is not None:
        target = nsis.fitting(options.oppsett, gathered.targets)
        nsis.payload(options.oppsett, target, files, temporary / "oppsett")
        made += [
            nsis.setup(temporary / "oppsett", options.ut, __version__, scope, quick=options.rask)
            for scope in nsis.SCOPES
        ]
    return made


if __name__ == "__main__":
    sys.exit(main())
