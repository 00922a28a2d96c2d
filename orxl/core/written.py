"""What this run has put in place, so that the last thing said of it is true whatever went wrong."""

from __future__ import annotations

from pathlib import Path

_files: list[Path] = []


def forget() -> None:
    """Begin a run: nothing is written yet."""
    _files.clear()


def note(path: Path) -> None:
    """*path* has its new content; there is no way back but the backup."""
    _files.append(path)


def account() -> str:
    """One sentence about what has been written so far."""
    if not _files:
        return "Ingenting er skrevet."
    names = " og ".join(dict.fromkeys(f"«{path.name}»" for path in _files))
    return f"Men {names} er lagret: endringen er gjort."
