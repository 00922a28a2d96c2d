"""Regner ut arbeidsboken på nytt og lagrer den: det samme som «orxl beregn»."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from orxl.cli import main

if __name__ == "__main__":
    sys.exit(main(["beregn", *sys.argv[1:]]))
