"""A column that was sorted without the rest of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from orxl.binding import BoundRow, BoundTable
from orxl.core.patterns import regex
from orxl.layout import Column, Kind
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, Value, View, nb
from orxl.rules.kit.tables import MAIN, MEASURES

RULE = Rule(
    "S013",
    "én-kolonne-sortert-alene",
    Severity.WARNING,
    finds="En kolonne som er i alfabetisk rekkefølge eller tallrekkefølge fra ende til annen, mens "
    "radene ellers følger numrene sine.",
    why="Merkes bare én kolonne før det sorteres, flyttes den uten resten av raden. Da hører "
    "ingenting på raden lenger sammen.",
    remedy="Angre sorteringen, eller hent kolonnen fra en sikkerhetskopi. Er rekkefølgen riktig, "
    "føres det på Godtatte avvik.",
    by_table=True,
)

_ENOUGH: Final = 7
"""Of so many different values, one order in 5040 is the sorted one by chance."""
_ORDERS: Final = frozenset({Kind.CODE, Kind.INTEGER, Kind.MUNICIPALITY})
"""What the rows of a table are numbered by."""
_SORTED: Final = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.SOURCE, Kind.THOUSANDS, Kind.AMOUNT,
                            Kind.NUMBER, Kind.INTEGER})  # fmt: skip
_BEGINNING: Final = 3
_LETTERS: Final = {"æ": "zæ", "ø": "zø", "å": "zå"}
"""Norwegian letters come last, the å at the end."""
_DIGITS: Final = regex(r"(\d+)")

_Key = tuple[Any, ...]


@RULE.check
def check(view: View) -> Hits:
    for bound in view.bound.tables.values():
        if bound.spec.content and bound.spec.content != "log":
            yield from _alone(view, bound)


def _alone(view: View, bound: BoundTable) -> Hits:
    rows = bound.filled
    typed = [c for c in bound.spec.columns if c.key in bound.columns and not c.derived]
    order = next((c for c in typed if c.kind in _ORDERS and _runs(rows, c) == 1), None)
    if order is None:
        return
    for column in typed:
        if column is order or column.choices or column.kind not in _SORTED:
            continue
        if _runs(rows, column) != 0:
            cell = next(r.cells[column.key] for r in rows if r.values[column.key] is not BLANK)
            if view.book.cell(cell).formula is None:
                yield Hit(
                    f"Kolonnen {nb.quoted(column.header)} er sortert for seg selv, mens radene "
                    f"følger {nb.quoted(order.header)}. Innholdet kan stå på feil rader.",
                    cell=cell,
                )


def _runs(rows: Sequence[BoundRow], column: Column) -> int:
    """1 or -1 where the values of *column* rise or fall all the way, else 0.

    Blanks are passed over; too few different values, or numbers among texts, are no order.
    """
    rises = falls = True
    before: _Key | None = None
    changes = 0
    for row in rows:
        key = _key(row.values[column.key], column.kind)
        if key is None:
            continue
        if before is not None and key != before:
            if (key[0] is None) != (before[0] is None):
                return 0
            changes += 1
            rises, falls = rises and key > before, falls and key < before
            if not (rises or falls):
                return 0
        before = key
    if changes < _ENOUGH - 1:
        return 0
    return 1 if rises else -1


def _key(value: Value, kind: Kind) -> _Key | None:
    """What *value* is sorted by: a number, a code's parts, or how a text begins.

    No more of a text than that, as programs sort signs and rare letters differently.
    """
    if isinstance(value, str) and kind is Kind.CODE:
        parts = _DIGITS.split(value.strip().casefold())
        return (None, *((int(p), "") if p.isdigit() else (0, p) for p in parts if p))
    if isinstance(value, str):
        letters = [c for c in value.casefold()[:12] if c.isalnum()][:_BEGINNING]
        return (None, *(_LETTERS.get(c, c) for c in letters))
    return (value,) if isinstance(value, float) else None


@RULE.bad("Bare titlene på tiltakene er sortert.")
def _only_the_titles(e: Editor) -> Place:
    return e.sort_alone(MEASURES, "title")


@RULE.bad("Bare navnene på budsjettpostene er sortert.")
def _only_the_lines(e: Editor) -> Place:
    return e.sort_alone(MAIN, "label")


@RULE.good("Hele rader er sortert etter tittel.")
def _whole_rows(e: Editor) -> None:
    e.sort(MEASURES, "title")
