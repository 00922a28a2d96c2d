"""What a user waits for: whole processes by the clock, beside LibreOffice on the same file.

    python benchmarks/cold.py [FIL] [--rounds 10]

Each round runs every command once, by turns, so that a slow minute strikes all alike. The file is
in the system's cache and orxl's modules are compiled (one round is run first and not counted).
``beregn`` works on a fresh copy each time. LibreOffice converts headless, as one would who lets it
recalculate the file; it has a profile of its own, made in the round that is not counted.
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


def seconds(command: list[str], house: Path | None = None) -> float:
    """How long the process takes by the clock. Raises CalledProcessError where it fails.

    ``python -m orxl`` takes the orxl of the folder *house*.
    """
    # Compiled modules are kept, as on any user's machine.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    started = perf_counter()
    code = subprocess.run(command, capture_output=True, check=False, env=kept, cwd=house).returncode
    if code not in (0, 1):  # 1: the workbook has findings
        raise subprocess.CalledProcessError(code, command)
    return perf_counter() - started


def by_turns(file: Path, rounds: int, house: Path | None = None) -> dict[str, list[float]]:
    """The seconds that each command took in each of *rounds* rounds."""
    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for number in range(rounds + 1):
            for name, command in commands(file, home).items():
                if name == RECALCULATE:
                    shutil.rmtree(home / "copy", ignore_errors=True)
                    (home / "copy").mkdir()
                    shutil.copy(file, home / "copy")
                spent = seconds(command, house)
                if number:
                    taken.setdefault(name, []).append(spent)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fil", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    file = (options.fil if options.fil is not None else default_workbook()).resolve()
    taken = by_turns(file, options.rounds)
    office = taken.get(OFFICE)
    print("| command | minimum | median | LibreOffice takes (medians) |")
    print("|---|---:|---:|---:|")
    for name, times in taken.items():
        ratio = f"{median(office) / median(times):.1f}×" if office is not None else ""
        print(f"| `{name}` | {min(times):.2f} s | {median(times):.2f} s | {ratio} |")


if __name__ == "__main__":
    main()
