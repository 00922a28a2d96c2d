"""Ledgers for the tests: a text as it would stand in a file, read as lines."""

from __future__ import annotations

from typing import NamedTuple

from orxl.sources.ledger import read_ledger
from orxl.sources.ledger_records import Ledger, Sheet


class Line(NamedTuple):
    """A line as the readers of files give it."""

    number: int
    cells: tuple[object, ...]
    hidden: bool = False
    formulas: frozenset[int] = frozenset()


def lines(text: str) -> tuple[Line, ...]:
    """The lines of *text*, whose fields «|» parts; an empty field is None."""
    rows = [row.strip().split("|") for row in text.strip().splitlines()]
    return tuple(
        Line(number, tuple(cell.strip() or None for cell in row))
        for number, row in enumerate(rows, start=1)
    )


def read(text: str, **more: object) -> Ledger:
    """The ledger that *text* is."""
    return read_ledger([Sheet(lines(text))], **more)  # type: ignore[arg-type]


def nets(ledger: Ledger) -> dict[str, int]:
    """What each account has, in øre."""
    found: dict[str, int] = {}
    for one in ledger.sums:
        found[one.account] = found.get(one.account, 0) + one.amount
    return found
