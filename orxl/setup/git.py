"""Git set up to show and merge workbooks by what is in them: the repository's own settings.

Git runs the commands through a shell, its own one on Windows too, so the paths in them are quoted
for that; the settings themselves are written by git.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

from orxl.core.errors import OrxlError, UnwritableFile
from orxl.core.light import dataclass

ATTRIBUTES: Final = (
    "*.xlsx diff=orxl merge=orxl",
    "*.xlsm diff=orxl merge=orxl",
)


@dataclass(frozen=True)
class GitSetup:
    """What is to be set in a repository; what is as it should be already is not among it."""

    root: Path
    settings: tuple[tuple[str, str], ...]
    attributes: tuple[str, ...]
    """Lines to be added to ``.gitattributes``."""

    @property
    def done(self) -> bool:
        """Whether there is nothing to do."""
        return not self.settings and not self.attributes


def planned(folder: Path) -> GitSetup:
    """What has to be set in the repository that *folder* lies in. Raises OrxlError."""
    root = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    wanted = _settings()
    settings = tuple((name, value) for name, value in wanted if _setting(root, name) != value)
    held = _lines(root / ".gitattributes")
    return GitSetup(root, settings, tuple(line for line in ATTRIBUTES if line not in held))


def carry_out(setup: GitSetup) -> None:
    """Set what is *planned*. Raises OrxlError."""
    for name, value in setup.settings:
        _git(setup.root, "config", "--local", name, value)
    if setup.attributes:
        path = setup.root / ".gitattributes"
        try:
            old = path.read_bytes() if path.exists() else b""
            ending = b"\r\n" if b"\r\n" in old else b"\n"
            if old and not old.endswith(b"\n"):
                old += ending
            new = b"".join(line.encode() + ending for line in setup.attributes)
            path.write_bytes(old + new)
        except OSError as error:
            raise UnwritableFile(
                f"Fikk ikke skrevet «{path}».", "Sjekk at du kan skrive i mappen."
            ) from error


def _settings() -> tuple[tuple[str, str], ...]:
    program = f"{shlex.quote(sys.executable)} -m orxl" if sys.executable else "orxl"
    return (
        ("diff.orxl.textconv", f"{program} tekst"),
        ("diff.orxl.cachetextconv", "true"),
        ("merge.orxl.name", "orxl flett"),
        ("merge.orxl.driver", f"{program} flett --git %O %A %B %P"),
    )


def _setting(root: Path, name: str) -> str | None:
    try:
        return _git(root, "config", "--local", "--get", name).rstrip("\n")
    except OrxlError:
        return None


def _lines(path: Path) -> frozenset[str]:
    try:
        return frozenset(path.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return frozenset()


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - words, no shell
            ["git", "-C", str(folder), *words],  # noqa: S607 - whichever git the user has
            capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
    except OSError as error:
        raise OrxlError(
            "Finner ikke programmet git på denne maskinen.", "Installer git, og prøv igjen."
        ) from error
    if done.returncode:
        raise OrxlError(
            f"Mappen «{folder}» ligger ikke i noe git-arkiv, eller git svarte med en feil"
            f"{': ' + done.stderr.strip() if done.stderr.strip() else ''}.",
            "Gå til mappen der arkivet ligger.",
        )
    return done.stdout
