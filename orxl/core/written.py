"""What this run has put in place, so that the last thing said of it is true whatever went wrong.

The disk is asked, not remembered: a run can be broken off between a file's replacement and the next
line, and a network can report an error for a replacement that it made.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

_files: dict[Path, str] = {}
"""What each file was to hold, as its SHA-256."""


def forget() -> None:
    """Begin a run: nothing is written yet."""
    _files.clear()


def note(path: Path, data: bytes) -> None:
    """*path* is about to hold *data*, which it does not hold now."""
    _files[path] = hashlib.sha256(data).hexdigest()


def is_saved(path: Path) -> bool:
    """Whether *path* is known to hold what this run was to put there."""
    try:
        path = path.resolve()
    except (OSError, RuntimeError):  # links in a ring
        return False
    return path in _files and _holds(path) is True


def account() -> str:
    """One sentence about what has been written so far."""
    held = {path: _holds(path) for path in _files}
    if any(held.values()):
        return f"Men {_names(held, True)} er lagret: endringen er gjort."
    if None in held.values():
        return f"Det er uvisst om {_names(held, None)} er lagret: åpne og se."
    return "Ingenting er skrevet."


def _names(held: dict[Path, bool | None], what: bool | None) -> str:
    return " og ".join(dict.fromkeys(f"«{path.name}»" for path in held if held[path] is what))


def _holds(path: Path) -> bool | None:
    """Whether the file holds what it was to hold; None where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == _files[path]
    except FileNotFoundError:
        return False
    except OSError:
        return None
