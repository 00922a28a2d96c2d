"""The versions of a file that git knows: who made each, and when. Reads only, and needs no git.

Only commands that run no program of the repository's own (no hooks, no filters, no pagers), fetch
nothing, and end in time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from orxl.core.light import dataclass

MOST: Final = 200
"""So many commits are looked at, the newest."""
_SECONDS: Final = 20
_LARGEST: Final = 100 * 2**20
_POINTER: Final = b"version https://git-lfs"
_QUIET: Final = {
    "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
    "GIT_PAGER": "", "LC_ALL": "C.UTF-8",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed the file: its name, who made it, when, and what it says of itself."""

    name: str
    who: str
    when: datetime
    subject: str
    path: str
    """What the file was called then, from the top of the repository."""


class Repository:
    """The repository that a file lies in."""

    def __init__(self, program: str, top: Path, file: str) -> None:
        self._program, self.top, self._file = program, top, file

    @classmethod
    def around(cls, path: Path) -> Repository | None:
        """The repository around *path*; None where there is none, or no git."""
        program = shutil.which("git")
        if program is None:
            return None
        path = path.resolve()
        told = _asked(program, path.parent, "rev-parse", "--show-toplevel")
        if told is None or not told.strip():
            return None
        top = Path(told.decode("utf-8", "replace").rstrip("\n"))
        try:
            return cls(program, top, path.relative_to(top.resolve()).as_posix())
        except ValueError:
            return None

    def commits(self) -> tuple[Commit, ...]:
        """The commits that changed the file, the newest first, also under another name."""
        told = _asked(
            self._program, self.top, "-c", "core.quotePath=false", "log", f"-n{MOST}", "--follow",
            "--no-ext-diff", "--no-textconv", "--name-only",
            "--format=%x01%H%x00%an%x00%aI%x00%s", "--", self._file,
        )  # fmt: skip
        return tuple(_commits(told.decode("utf-8", "replace"))) if told is not None else ()

    def content(self, commit: Commit) -> bytes | None:
        """The file as *commit* has it; None where it is gone, too large or kept elsewhere (LFS)."""
        blob = f"{commit.name}:{commit.path}"
        size = _asked(self._program, self.top, "cat-file", "-s", blob)
        if size is None or not size.strip().isdigit() or int(size) > _LARGEST:
            return None
        data = _asked(self._program, self.top, "cat-file", "blob", blob)
        return None if data is None or data.startswith(_POINTER) else data


def _commits(told: str) -> Iterator[Commit]:
    for block in told.split("\x01")[1:]:
        head, _, names = block.partition("\n")
        fields = head.split("\0")
        path = next((name for name in names.splitlines() if name.strip()), "")
        if len(fields) != 4 or not path:
            continue
        try:
            when = datetime.fromisoformat(fields[2])
        except ValueError:
            continue
        yield Commit(fields[0], fields[1], when.astimezone().replace(tzinfo=None), fields[3], path)


def _asked(program: str, folder: Path, *words: str) -> bytes | None:
    """What git answers; None where it says no, or does not answer in time."""
    command: Sequence[str] = (program, "-C", str(folder), "--no-pager", *words)
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell
            command, capture_output=True, timeout=_SECONDS, check=False,
            stdin=subprocess.DEVNULL, env={**os.environ, **_QUIET},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
