"""What is asked of one workbook, what is answered, and how what was answered is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, TypeAlias

from orxl.core.light import dataclass
from orxl.core.version import __version__

Answer: TypeAlias = dict[str, Any]
"""What is said of one workbook: plain values, as JSON has them (``docs/json.md``)."""

_JUDGING: Final = ("core", "programme", "xlsx", "formulas", "layout", "binding", "rules")
_ENGINES: Final = ("betteroffice-xlsx", "ironcalc")


@dataclass(frozen=True)
class Order:
    """What is asked of the workbook at ``place``."""

    place: str
    work: str
    """:data:`CHECK` or :data:`GATHER`."""
    day: str
    """The day that accepted deviations are judged by, ISO."""
    edition: str
    """Of the orxl that asks; another one does not answer."""
    sending: bool = False
    everywhere: bool = False
    """The formulas of all sheets; of what is gathered, the columns that are not public too."""
    store: str | None = None
    """The folder of answers that are kept; None where none are."""
    seconds: float | None = None
    """How long the workbook may take."""
    memory: int | None = None
    """How many MB the process that reads it may take."""

    def as_json(self) -> str:
        """For the process that answers."""
        return json.dumps(asdict(self))

    @classmethod
    def of_json(cls, text: str | bytes) -> Order:
        """What :meth:`as_json` wrote."""
        return cls(**json.loads(text))

    def kept_at(self, digest: str) -> Path | None:
        """Where the answer about a workbook with this *digest* is kept."""
        if self.store is None:
            return None
        asked = f"{self.work} {self.edition} {self.sending} {self.everywhere}"
        key = hashlib.sha256(asked.encode()).hexdigest()[:16]
        return Path(self.store) / digest[:2] / f"{digest}-{key}.json"


@lru_cache(maxsize=1)
def edition() -> str:
    """What an answer depends on beside the workbook: this orxl's code, and its engines."""
    found = hashlib.sha256()
    house = Path(__file__).parents[2]
    files = [file for room in _JUDGING for file in (house / room).rglob("*.py")]
    files += [*Path(__file__).parent.glob("*.py"), *(house / "versions" / "export").glob("*.py")]
    files += [house / "app" / "check.py", house / "report" / "present.py"]
    for file in sorted(files):
        found.update(f"{file.relative_to(house).as_posix()}\0".encode())
        found.update(file.read_bytes())
    for name in _ENGINES:
        with suppress(PackageNotFoundError):
            found.update(f"{name} {version(name)}\0".encode())
    return f"{__version__}+{found.hexdigest()[:12]}"


def kept(order: Order, digest: str) -> Answer | None:
    """The answer that is kept about a workbook with this *digest*, where it still holds.

    What is found in an action programme depends on the day: which deviations are accepted now.
    """
    path = order.kept_at(digest)
    if path is None:
        return None
    try:
        answer: Answer = json.loads(path.read_bytes())
        same = order.work == GATHER or answer["dag"] == order.day or not answer["handlingsprogram"]
    except (OSError, ValueError, KeyError, TypeError):  # none, or half of one: it is made again
        return None
    return answer if same else None


def keep(order: Order, answer: Mapping[str, Any]) -> None:
    """Keep *answer*, where it is about what stands in the file and not about the circumstances."""
    digest = answer.get("sha256")
    if digest is None or answer.get("slag") not in (None, UNREADABLE) or answer["gjenbrukt"]:
        return
    path = order.kept_at(digest)
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".ny")
    new.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    new.replace(path)


CHECK, GATHER = "kontroller", "samle"
DONE: Final = {CHECK: "kontrollert", GATHER: "samlet"}
UNREADABLE, TIME, MEMORY, STOPPED, FAULT = "ulesbar", "tid", "minne", "stoppet", "programfeil"
OTHER_EDITION: Final = "utgave"


def unchecked(order: Order, kind: str, why: str, **more: Any) -> Answer:
    """The answer about a workbook that was not checked: of which *kind*, and *why*, a sentence."""
    from orxl.app.fleet.places import shown

    return {
        "sted": shown(order.place), "sha256": None, "byte": None,
        "status": f"ikke {DONE[order.work]}", "slag": kind, "grunn": why, "handlingsprogram": None,
        "oppsummering": None, "funn": [],
        "dag": order.day, "utgave": order.edition, "gjenbrukt": False, "sekunder": None, **more,
    }  # fmt: skip
