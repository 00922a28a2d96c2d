"""What has been caught, and must never escape again; what is known to be wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tests.adversarial.damages import HERE

_CAUGHT: Final = HERE / "caught.txt"
_BADLY: Final = HERE / "mends-badly.txt"
_ALARMS: Final = HERE / "known-alarms.txt"


def _lines(text: str) -> frozenset[str]:
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


FLOOR: Final = _lines(_CAUGHT.read_text(encoding="utf-8")) if _CAUGHT.is_file() else frozenset()


def mending_badly() -> frozenset[str]:
    """The remedies, by damage and rule, that are known to do something else than they promise."""
    return _lines(_BADLY.read_text(encoding="utf-8"))


def alarms() -> frozenset[str]:
    """The harmless edits that are known to give a Feil."""
    return _lines(_ALARMS.read_text(encoding="utf-8"))


def raise_floor(caught: Iterable[str]) -> None:
    """Put *caught* on the list; nothing is ever taken off it."""
    names = sorted(FLOOR | set(caught))
    _CAUGHT.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
