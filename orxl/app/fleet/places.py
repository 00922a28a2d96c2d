"""Where workbooks lie: files, folders, patterns, and addresses of other file systems (fsspec)."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

from orxl.core import nb
from orxl.core.errors import BadCall, OrxlError, UnreadableFile
from orxl.core.light import dataclass
from orxl.core.patterns import regex

_FILESYSTEM: Final = regex(r"[A-Za-z][A-Za-z0-9+.-]{1,40}(?:://|::)")
"""What an address begins with. A single letter is a drive of Windows."""
_SECRET: Final = regex(r"(?<=://)([^/@:]*):[^/@]*(?=@)")
_ENDINGS: Final = (".xlsx", ".xlsm")
_NOT_ENTERED: Final = frozenset({"orxl-sikkerhetskopier"})
_LOCKS: Final = ("~$", ".")
"""What Excel's lock files begin with, and what is hidden."""
LARGEST: Final = 200 * 2**20
"""So many bytes of a workbook are fetched: what the reader takes at most."""


def is_address(place: str) -> bool:
    """Whether *place* is an address of another file system, not a path on this machine."""
    return _FILESYSTEM.match(place) is not None


def is_one_file(place: str) -> bool:
    """Whether *place* names one file on this machine: not a folder, a pattern or an address."""
    if is_address(place) or os.path.isdir(place):  # noqa: PTH112 - a path of a drive stays itself
        return False
    return os.path.lexists(place) or not glob.has_magic(place)


def shown(place: str) -> str:
    """*place* as it may be shown and kept: without a password, and without what a link asks."""
    if not is_address(place):
        return place
    bare, question, _ = place.partition("?")
    return _SECRET.sub(r"\1:…", bare) + ("?…" if question and "*" not in place else "")


@dataclass(frozen=True)
class Places:
    """The places that were named, and whether folders are looked through to the bottom."""

    named: tuple[str, ...]
    recursive: bool = False

    def __iter__(self) -> Iterator[str]:
        """Every workbook once, folder by folder, in the order of their names."""
        if len(self.named) == 1:
            yield from self._of(self.named[0])
            return
        seen = set[int]()  # a number for each, so that a million takes little room
        for place in chain.from_iterable(map(self._of, self.named)):
            same = hash(place if is_address(place) else os.path.realpath(place))
            if same not in seen:
                seen.add(same)
                yield place

    def refuse_empty(self) -> None:
        """Raises BadCall where there is nothing at one of the places."""
        empty = [place for place in self.named if next(self._of(place), None) is None]
        if not empty:
            return
        deeper = not self.recursive and any(map(os.path.isdir, empty))
        named = nb.listed([f"«{shown(place)}»" for place in empty])
        raise BadCall(
            f"Fant ingen arbeidsbøker (.xlsx, .xlsm) på {named}.",
            "Bruk --rekursivt for å lete i mappene under." if deeper else "Sjekk stedet.",
        )

    def _of(self, place: str) -> Iterator[str]:
        if is_address(place):
            return _remote(place, self.recursive)
        if os.path.isdir(place):  # noqa: PTH112
            return _walked(place, self.recursive)
        if is_one_file(place):
            return iter((place,) if os.path.lexists(place) else ())
        return self._matching(place)

    def _matching(self, pattern: str) -> Iterator[str]:
        kept_out = {name for name in _NOT_ENTERED if name not in pattern}
        for found in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207
            if kept_out & set(Path(found).parts):
                continue
            if os.path.isdir(found):  # noqa: PTH112
                if self.recursive:
                    yield from _walked(found, True)
            elif _is_workbook(found):
                yield found


def _walked(folder: str, recursive: bool) -> Iterator[str]:
    closed: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=closed.append):
        yield from _named(closed)
        yield from (os.path.join(here, name) for name in sorted(files) if _is_workbook(name))  # noqa: PTH118
        if not recursive:
            return
        folders[:] = sorted(n for n in folders if n not in _NOT_ENTERED and not n.startswith("."))
    yield from _named(closed)


def _named(closed: list[OSError]) -> Iterator[str]:
    """The folders that could not be looked into: what was not read must not look like nothing."""
    while closed:
        yield str(closed.pop(0).filename)


def _is_workbook(path: str) -> bool:
    name = os.path.basename(path)  # noqa: PTH119
    return name.lower().endswith(_ENDINGS) and not name.startswith(_LOCKS)


def _remote(place: str, recursive: bool) -> Iterator[str]:
    system, path = _at(place)
    first, chained, rest = place.partition("::")
    first = first.rstrip("/")
    # A file system forgets its own host and user in what it lists: they are put back.
    head = first[: len(first) - len(path)] if path and first.endswith(path) else None
    names: Sequence[str] = _tried(place, lambda: _listed(system, path, recursive))
    for name in names:
        if "://" in name:
            yield name
        else:
            own = system.unstrip_protocol(name) if head is None else head + name
            yield own + chained + rest


def _listed(system: Any, path: str, recursive: bool) -> Sequence[str]:
    if glob.has_magic(path):
        return [name for name in sorted(system.glob(path)) if _is_workbook(name)]
    if not system.isdir(path):
        return [path] if system.exists(path) else []
    names = system.find(path, maxdepth=None if recursive else 1)
    parts = ((name, name[len(path) :].split("/")[:-1]) for name in sorted(names))
    return [
        name
        for name, above in parts
        if _is_workbook(name)
        and not any(part in _NOT_ENTERED or part.startswith(".") for part in above)
    ]


def fetched(place: str) -> bytes:
    """The bytes of the workbook at *place*. Raises UnreadableFile."""
    if not is_address(place):
        from orxl.xlsx import file_bytes

        if os.path.isdir(place):  # noqa: PTH112
            raise UnreadableFile(f"Mappen «{place}» kan ikke leses.", "Be om tilgang til den.")
        return file_bytes(Path(place))
    system, path = _at(place)

    def read() -> bytes:
        with system.open(path, "rb") as file:
            data: bytes = file.read(LARGEST + 1)
            return data

    data: bytes = _tried(place, read)
    if len(data) > LARGEST:
        raise UnreadableFile(f"«{shown(place)}» er urimelig stor.", "Velg en annen fil.")
    return data


def _at(place: str) -> tuple[Any, str]:
    """The file system of *place*, and the path in it. Raises OrxlError without fsspec."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise OrxlError(
            f"«{shown(place)}» er en adresse, og orxl henter bare fra mapper.",
            "Installer det som trengs, med «pip install orxl[flaate]».",
        ) from error
    found: tuple[Any, str] = _tried(place, lambda: url_to_fs(place))
    return found


def _tried(place: str, work: Callable[[], Any]) -> Any:
    """What *work* gives. Raises UnreadableFile for whatever a file system may say."""
    try:
        return work()
    except ImportError as error:
        raise UnreadableFile(
            f"Adressen «{shown(place)}» trenger en pakke til: {error}.",
            "Installer den ved siden av orxl.",
        ) from error
    except Exception as error:
        raise UnreadableFile(
            f"Kan ikke hente «{shown(place)}» ({type(error).__name__}).",
            "Sjekk adressen, forbindelsen og tilgangen.",
        ) from error
