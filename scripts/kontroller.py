"""Finner feil i arbeidsboken: det samme som «orxl kontroller»."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from orxl.cli import main

if __name__ == "__main__":
    sys.exit(main(["kontroller", *sys.argv[1:]]))
