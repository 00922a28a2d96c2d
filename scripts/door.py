"""The door from a script to its command: orxl is found beside the folder, installed or not."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from orxl.cli import main


def run(command: str) -> None:
    """Run «orxl *command*» with the script's own arguments, and end with its exit code."""
    sys.exit(main([command, *sys.argv[1:]]))
