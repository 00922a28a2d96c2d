"""Files that a command makes in a folder: all of them or none where something is in the way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from orxl.core.errors import UnwritableFile


def write_files(folder: Path, made: Mapping[Path, bytes], *, replace: bool) -> None:
    """Write the files *made*, which lie in *folder* or in folders of its own.

    A file that is there, with other content, needs *replace*: else nothing is written. Raises
    UnwritableFile.
    """
    if not folder.is_dir() and not folder.parent.is_dir():
        raise UnwritableFile(
            f"Mappen «{folder.parent}» finnes ikke.", "Lag den først, eller velg en annen."
        )
    there = [path for path in made if path.exists() and not holds(path, made[path])]
    if there and not replace:
        raise UnwritableFile(
            f"«{there[0].name}» finnes fra før i mappen «{folder}» og er annerledes.",
            "Bruk --erstatt for å skrive over, eller velg en annen mappe med --ut.",
        )
    for path, data in made.items():
        _write(path, data)


def holds(path: Path, data: bytes) -> bool:
    """Whether there is a file at *path* with just this *data*."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f"{path.name}.ny")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UnwritableFile(
            f"Kan ikke skrive «{path.name}» i mappen «{path.parent}».",
            "Lukk filen hvis den er åpen, eller velg en annen mappe.",
        ) from error
