"""What a user waits for: whole processes, beside LibreOffice on the same file.

    python benchmarks/cold.py [FIL] [--rounds 10] [--without-byte-code]

Each round runs every command once, by turns, so that a slow minute strikes all alike. The file is
in the system's cache and orxl's modules are compiled (one round is run first and not counted).
``beregn`` works on a fresh copy each time. LibreOffice converts headless, as one would who lets it
recalculate the file; it has a profile of its own, made in the round that is not counted.

By the clock, and by the processor (with what the process starts), which other work on the machine
disturbs less. Without byte code orxl's modules are compiled anew each time, as where nobody may
write in the installation.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from orxl.app.workbook import default_workbook

EMPTY, CHECK, RECALCULATE, OFFICE = (
    "python -c pass",
    "orxl kontroller",
    "orxl beregn",
    "soffice --convert-to xlsx",
)


def commands(file: Path, home: Path) -> dict[str, list[str]]:
    """The commands to compare, by the name they have in the table."""
    orxl = [sys.executable, "-m", "orxl"]
    found = {
        EMPTY: [sys.executable, "-c", "pass"],
        CHECK: [*orxl, "kontroller", str(file)],
        RECALCULATE: [*orxl, "beregn", str(home / "copy" / file.name)],
    }
    if shutil.which("soffice") is not None:
        found[OFFICE] = [
            "soffice", f"-env:UserInstallation=file://{home}/profile", "--headless",
            "--convert-to", "xlsx", "--outdir", str(home / "out"), str(file),
        ]  # fmt: skip
    return found


class Spent(NamedTuple):
    """What a process took, in seconds."""

    clock: float
    processor: float


def _processor() -> float:
    """What all processes started from here, and ended, have taken of the processor."""
    times = os.times()
    return times.children_user + times.children_system


def seconds(command: list[str], house: Path | None = None, *, byte_code: bool = True) -> Spent:
    """How long the process takes. Raises CalledProcessError where it fails.

    ``python -m orxl`` takes the orxl of the folder *house*. With ``byte_code`` compiled modules
    are kept, as on any user's machine.
    """
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if not byte_code:
        kept["PYTHONDONTWRITEBYTECODE"] = "1"
    started, before = perf_counter(), _processor()
    code = subprocess.run(command, capture_output=True, check=False, env=kept, cwd=house).returncode
    if code not in (0, 1):  # 1: the workbook has findings
        raise subprocess.CalledProcessError(code, command)
    return Spent(perf_counter() - started, _processor() - before)


def _uncompiled(house: Path | None, to: Path) -> Path:
    """A copy of orxl without byte code, which nobody will put there either."""
    package = (Path.cwd() if house is None else house) / "orxl"
    shutil.copytree(package, to / "orxl", ignore=shutil.ignore_patterns("__pycache__"))
    return to


def by_turns(
    file: Path, rounds: int, house: Path | None = None, *, byte_code: bool = True
) -> dict[str, list[Spent]]:
    """What each command took in each of *rounds* rounds."""
    taken: dict[str, list[Spent]] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if not byte_code:
            house = _uncompiled(house, home / "house")
        for number in range(rounds + 1):
            for name, command in commands(file, home).items():
                if name == RECALCULATE:
                    shutil.rmtree(home / "copy", ignore_errors=True)
                    (home / "copy").mkdir()
                    shutil.copy(file, home / "copy")
                spent = seconds(command, house, byte_code=byte_code)
                if number:
                    taken.setdefault(name, []).append(spent)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fil", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--without-byte-code", action="store_true")
    options = parser.parse_args()
    file = (options.fil if options.fil is not None else default_workbook()).resolve()
    taken = by_turns(file, options.rounds, byte_code=not options.without_byte_code)
    print("| command | by the clock | LibreOffice takes | by the processor | LibreOffice takes |")
    print("|---|---:|---:|---:|---:|")
    for name, spent in taken.items():
        cells = []
        for kind in ("clock", "processor"):
            own, least = _median(spent, kind), min(getattr(s, kind) for s in spent)
            ratio = f"{_median(taken[OFFICE], kind) / own:.1f}×" if OFFICE in taken else ""
            cells.append(f"{own:.2f} s (least {least:.2f}) | {ratio}")
        print(f"| `{name}` | {' | '.join(cells)} |")


def _median(spent: list[Spent], kind: str) -> float:
    return float(median(getattr(one, kind) for one in spent))


if __name__ == "__main__":
    main()
