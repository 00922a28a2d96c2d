"""A copy of the open book, saved before the first change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from orxl.core.errors import UnwritableFile

if TYPE_CHECKING:
    import xlwings as xw

FOLDER: Final = "orxl-sikkerhetskopier"
KEPT: Final = 10
_STAMP: Final = "%Y-%m-%d kl. %H.%M.%S"
_DATED: Final = r" \d{4}-\d\d-\d\d kl\. \d\d\.\d\d\.\d\d"


def stamped(name: str, moment: datetime) -> str:
    """The name of a copy of the book *name* saved at *moment*."""
    path = Path(name)
    return f"{path.stem} {moment.strftime(_STAMP)}{path.suffix if path.suffix else '.xlsx'}"


def keep_copy(book: xw.Book, name: str, *, count: int = KEPT, days: int = 0) -> Path:
    """Save a copy of *book* as *name*, unsaved changes included.

    The newest *count* are kept, and all that are younger than *days*.
    It goes to the folder ``orxl-sikkerhetskopier`` beside the book, or to the user's own folder
    where the book is in the cloud or that place takes no files. Raises UnwritableFile.
    """
    for folder in _folders(book):
        path = folder / name
        with suppress(Exception):
            folder.mkdir(parents=True, exist_ok=True)
            book.api.SaveCopyAs(str(path))
            if path.is_file():
                _prune(path, count, days)
                return path
    raise UnwritableFile(
        f"Fikk ikke lagret en kopi av «{book.name}» før endringene. Ingenting er endret.",
        "Sjekk at det er plass på disken, og at du kan lagre i mappen.",
    )


def as_file(book: xw.Book) -> bytes:
    """The book's bytes as Excel would save it now, unsaved changes included.

    Raises UnwritableFile.
    """
    with TemporaryDirectory(prefix="orxl-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"kopi{Path(str(book.name)).suffix or '.xlsx'}"
        with suppress(Exception):
            book.api.SaveCopyAs(str(path))
            return path.read_bytes()
    raise UnwritableFile(
        f"Fikk ikke lagret en kopi av «{book.name}» å prøve endringene i. Ingenting er endret.",
        "Sjekk at det er plass på disken.",
    )


def _folders(book: xw.Book) -> Iterator[Path]:
    # The book's own Path, never xlwings' fullname: that one guesses where a cloud folder is.
    place = str(book.api.Path)
    if place and "://" not in place and Path(place).is_dir():
        yield Path(place) / FOLDER
    yield Path.home() / FOLDER


def _prune(newest: Path, count: int, days: int) -> None:
    """Delete all but *newest* and the newest others of the same book, by the dates they bear."""
    stem = re.sub(_DATED + "$", "", newest.stem)
    pattern = re.compile(re.escape(stem) + _DATED + re.escape(newest.suffix))
    copies = sorted(
        path for path in newest.parent.iterdir() if pattern.fullmatch(path.name) and path != newest
    )
    young = f"{stem} {datetime.now() - timedelta(days=days):{_STAMP}}" if days > 0 else "\U0010ffff"
    for old in copies[: max(0, len(copies) - (count - 1))]:
        if old.name > young:
            break
        with suppress(OSError):
            old.unlink()
