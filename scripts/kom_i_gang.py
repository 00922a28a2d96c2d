"""Sets everything up on a fresh machine, then checks the shipped workbook.

Needs only Python 3.11 or newer. Makes the folder ``.venv``, installs orxl in it, and runs
``orxl kontroller`` (or the command given as arguments).
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
BIN = FOLDER / ("Scripts" if sys.platform == "win32" else "bin")
OLDEST = (3, 11)


def environment(extras: str = "", *, locked: bool = False) -> Path:
    """Install orxl (with *extras*, as in ``[test]``) in ``.venv``; returns its Python.

    *locked*: exactly the versions, and the very files, of ``requirements-dev.lock``.
    """
    if sys.version_info < OLDEST:
        sys.exit(
            f"orxl trenger Python {OLDEST[0]}.{OLDEST[1]} eller nyere; dette er "
            f"{sys.version_info[0]}.{sys.version_info[1]}."
        )
    python = BIN / ("python.exe" if sys.platform == "win32" else "python")
    if not python.exists():
        print("Lager .venv …", flush=True)
        try:
            venv.create(FOLDER, with_pip=True)
        except (subprocess.CalledProcessError, OSError) as error:
            sys.exit(
                f"Kan ikke lage mappen .venv ({error}). På Debian og Ubuntu mangler ofte pakken "
                "python3-venv."
            )
    print("Installerer orxl og det den trenger …", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    own = ["--editable", f"{ROOT}{extras}"]
    steps = [own]
    if locked:
        steps = [
            ["--require-hashes", "-r", str(ROOT / "requirements-dev.lock")],
            ["--no-deps", *own],
        ]
    for step in steps:
        if subprocess.run([*pip, *step], check=False).returncode != 0:
            sys.exit("Installasjonen mislyktes. Se meldingen over; ofte er det nettforbindelsen.")
    return python


def main() -> int:
    """Set up and run the main job."""
    python = environment()
    command = sys.argv[1:] or ["kontroller"]
    return subprocess.run([str(python), "-m", "orxl", *command], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
