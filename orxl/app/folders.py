"""Files that a command makes in a folder: all of them or none where something is in the way."""

from __future__ import annotations

from collections.abc import Container, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from orxl.core.errors import UnwritableFile
from orxl.core.patterns import regex

LISTED: Final = "filer.txt"
"""In a folder of a report's own: its files with their digests, as sha256sum writes them."""
_LISTED_LINE: Final = regex(r"([0-9a-f]{64})  ([a-z0-9_]+(?:[-./][a-z0-9_]+)*)")


def write_files(folder: Path, made: Mapping[Path, bytes], *, replace: bool) -> None:
    """Write the files *made*, which lie in *folder* or in folders of its own.

    A file that is there, with other content, needs *replace*: else nothing is written. Raises
    UnwritableFile.
    """
    if folder.exists() and not folder.is_dir():
        raise UnwritableFile(
            f"«{folder}» er en fil og ikke en mappe.", "Velg en mappe med --ut, eller la den være."
        )
    if not folder.is_dir() and not folder.parent.is_dir():
        raise UnwritableFile(
            f"Mappen «{folder.absolute().parent}» finnes ikke.",
            "Lag den først, eller velg en annen.",
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
            f"Kan ikke skrive «{path.name}» i mappen «{path.absolute().parent}».",
            "Lukk filen hvis den er åpen, eller velg en annen mappe.",
        ) from error


def listing(files: Mapping[str, bytes]) -> bytes:
    """The list of *files* by name, for :data:`LISTED`."""
    lines = (f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return "".join(lines).encode()


def stale_files(folder: Path, kept: Container[Path]) -> tuple[Path, ...]:
    """What the list in *folder* says was made there, is as it was made, and is not *kept*."""
    try:
        lines = (folder / LISTED).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    known = (match for line in lines if (match := _LISTED_LINE.fullmatch(line)))
    made = ((folder / match[2], match[1]) for match in known)
    return tuple(
        path
        for path, digest in made
        if path not in kept and path.is_file() and sha256(path.read_bytes()).hexdigest() == digest
    )
