"""The setup programs with a Python of their own, for one user and for a whole machine (NSIS).

The Python is a folder that the caller gives (the ``tools`` of NuGet's ``python`` package) and is
taken as it is, so that the signatures of its own files hold; only ``Lib/site-packages`` is ours.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from release.wheels import Failed, Run, Target, run

SCRIPT: Final = Path(__file__).resolve().parents[1] / "windows" / "orxl.nsi"
SCOPES: Final = {"user": "bruker", "machine": "maskin"}
KEPT: Final = ("Avinstaller.cmd", "Veiledning.html", "Veiledning.pdf", "program/arbeidsbok/",
               "program/lisenser/", "program/orxl.cdx.json")  # fmt: skip
"""Of the release's files, those that go into a setup program."""


def fitting(python: Path, targets: Sequence[Target]) -> Target:
    """What the x64 Python in the folder *python* needs. Raises Failed where it isn't among them."""
    if not (python / "python.exe").is_file():
        raise Failed(f"{python} har ingen python.exe")
    for target in targets:
        library = python / f"python{target.python.replace('.', '')}.dll"
        if target.machine == "AMD64" and library.is_file():
            return target
    raise Failed(f"utgivelsen har ingen pakker for Pythonen i {python}")


def payload(python: Path, target: Target, files: Mapping[str, bytes], folder: Path) -> None:
    """Lay out in *folder* what a setup program holds: *python*, its packages, and papers."""
    inside = folder / "python"
    shutil.copytree(python, inside, ignore=shutil.ignore_patterns("__pycache__", "site-packages"))
    packages = inside / "Lib" / "site-packages"
    subprocess.run(
        ["uv", "pip", "install", "--quiet", "--no-index", "--no-deps", "--require-hashes",
         "--python-platform", "x86_64-pc-windows-msvc", "--python-version", target.python,
         "--target", str(packages), "--find-links", str(target.wheels[-1].path.parent),
         "--find-links", str(target.wheels[0].path.parent), "-r", "-"],
        input=target.text(), text=True, check=True,
    )  # fmt: skip
    for name, data in files.items():
        if name.startswith(KEPT):
            path = folder / "pakke" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def setup(
    folder: Path, out: Path, version: str, scope: str, run: Run = run, quick: bool = False
) -> Path:
    """Make the setup program for *scope* of what lies in *folder*. Raises Failed."""
    made = out / f"orxl-{version}-{SCOPES[scope]}.exe"
    defined = {"VERSION": version, "OUT": made, "PAYLOAD": folder, "SCOPE": scope,
               "COMPRESSOR": "zlib" if quick else "lzma"}  # fmt: skip
    # The 64-bit stub: Python is 64-bit, and so must be what it is started by.
    run(["makensis", "-V2", "-NOCD", "-INPUTCHARSET", "UTF8", "-XTarget amd64-unicode",
         *(f"-D{name}={value}" for name, value in defined.items()), str(SCRIPT)])  # fmt: skip
    return made
