"""Which changes are tried: a seeded few of every input, or all of them."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Sequence
from typing import Final

from orxl.layout.names import ASSUMED
from tests.perturb.changes import Change

EVERYTHING: Final = "ORXL_ALLE_ENDRINGER"
"""The environment variable that asks for all changes; it takes hours."""
SEED: Final = 20261127


def all_are_asked_for() -> bool:
    """Whether every change is to be tried."""
    return bool(os.environ.get(EVERYTHING))


def sampled(found: Iterable[Change], each: int, most: int) -> Sequence[Change]:
    """At most *each* changes of every input column, and *most* in all, always the same."""
    rng = random.Random(SEED)
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in found:
        groups.setdefault(kind_of(change), []).append(change)
    chosen = [c for group in groups.values() for c in rng.sample(group, min(each, len(group)))]
    return chosen if len(chosen) <= most else rng.sample(chosen, most)


def kind_of(change: Change) -> tuple[str, str]:
    """Which input it changes: the table and the column, or of the assumptions which one."""
    return change.table, change.row if change.table == ASSUMED else change.column
