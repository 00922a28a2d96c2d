"""A damage as data: what is done to the workbook, and what a good colleague would say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import yaml

from orxl.core.findings import Severity
from orxl.core.values import BLANK, Value

HERE: Final = Path(__file__).parent
REDUNDANCY: Final = ("yes", "semantic", "none")
KINDS: Final = frozenset(
    {
        *("text", "target", "row", "input", "presentation", "member", "grant", "structure"),
        *("formula", "setting", "compound", "before-sending", "harmless"),
    }
)
Fields = Mapping[str, Any]


class BadDamage(Exception):
    """A damage that is not written as it must be, or that does not fit the workbook."""


@dataclass(frozen=True)
class Damage:
    """One damage, or (of kind ``harmless``) one edit of which no Feil may come.

    ``at``: the places where it may be reported, the best first.
    """

    id: str
    title: str
    kind: str
    redundancy: str
    edits: tuple[Fields, ...]
    severity: Severity | None
    at: tuple[Fields, ...] = ()
    says: str = ""
    file: str = field(default="", compare=False)

    @property
    def harmless(self) -> bool:
        return self.severity is None

    def __str__(self) -> str:
        return f"{self.id} {self.title}"


def read_folder(folder: Path = HERE) -> list[Damage]:
    """The damages of all files in *folder*, by file and place. Raises BadDamage."""
    found = [d for file in sorted(folder.glob("*.yaml")) for d in _read(file)]
    twice = sorted({d.id for d in found if sum(other.id == d.id for other in found) > 1})
    if twice:
        raise BadDamage(f"the same id stands twice: {', '.join(twice)}")
    return found


def _read(file: Path) -> Iterator[Damage]:
    entries = yaml.safe_load(file.read_text(encoding="utf-8")) or ()
    for entry in entries:
        try:
            yield _damage(entry, file.name)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise BadDamage(f"{file.name}: {entry}: {error!r}") from error


def _damage(entry: Fields, file: str) -> Damage:
    expect = entry["expect"]
    word = str(expect["severity"])
    severity = None if word == "none" else next(s for s in Severity if s.label == word)
    kind = str(entry.get("kind", "harmless"))
    if severity is None:
        kind = "harmless"
    redundancy = str(entry.get("redundancy", "none")).lower()
    redundancy = {"true": "yes", "false": "none"}.get(redundancy, redundancy)
    if kind not in KINDS or redundancy not in REDUNDANCY:
        raise ValueError(f"{kind}, {redundancy}")
    return Damage(
        str(entry["id"]), str(entry["title"]), kind, redundancy, tuple(entry["edits"]), severity,
        tuple(expect.get("at") or ()), str(expect.get("says", "")), file,
    )  # fmt: skip


def value_of(said: Any) -> Value:
    """What stands in a cell where a person types *said*, or where a file says so.

    A leading apostrophe makes a text of what looks like a number, as in Excel.
    """
    if said is None:
        return BLANK
    if isinstance(said, bool):
        return said
    if isinstance(said, int | float):
        return float(said)
    if isinstance(said, datetime):
        return said
    if isinstance(said, date):
        return datetime(said.year, said.month, said.day)
    text = str(said)
    return text[1:] if text.startswith("'") else text
