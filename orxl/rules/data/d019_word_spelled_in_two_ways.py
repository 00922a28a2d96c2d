"""A sub-region or a giver spelled almost as another in the same column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import GRANTS, MEMBERS

RULE = Rule(
    "D019",
    "ord-skrevet-nesten-likt",
    Severity.NOTE,
    finds="En delregion eller en giver som bare står én gang, og som er skrevet nesten som en "
    "annen i samme kolonne.",
    why="Skrivemåter som er ulike, telles og sorteres som ulike.",
    remedy="Skriv navnet likt overalt. Er det to ulike, trenger du ikke gjøre noe.",
)

_COLUMNS: Final = ((MEMBERS, "region"), (GRANTS, "giver"))
"""No persons: «Hansen» and «Jensen» are two."""
_SHORTEST: Final = 6
"""Words with fewer letters are too easily alike by chance («Nord» and «Sør»)."""
_SLIPS: Final = 2
"""So many letters typed, lost or changed still make a misspelling."""


@RULE.check
def check(view: View) -> Hits:
    for table, key in _COLUMNS:
        if not view.has(table, key):
            continue
        words = [(row, view.text(row, key)) for row in view.rows(table)]
        times = Counter(word for _, word in words if word)
        told: set[str] = set()
        for row, word in words:
            if times[word] != 1 or word in told:
                continue
            like = [other for other in times if other != word and _alike(word, other)]
            if like:
                usual = max(like, key=lambda other: times[other])
                told.add(usual)
                yield Hit(
                    f"{nb.quoted(word)} i {nb.quoted(view.header(table, key))} står bare én gang "
                    f"og er skrevet nesten som {nb.quoted(usual)}.",
                    cell=row.cells[key],
                    expected=usual,
                    actual=word,
                )


def _alike(one: str, other: str) -> bool:
    """Whether one of the words is a slip of the same in *other*, and all the rest are the same."""
    pairs = list(_apart(one.split(), other.split()))
    if len(pairs) != 1:
        return False
    a, b = (word.casefold() for word in pairs[0])
    return min(len(a), len(b)) >= _SHORTEST and _slips(a, b) <= _SLIPS


def _apart(one: list[str], other: list[str]) -> Iterator[tuple[str, str]]:
    if len(one) != len(other):
        yield from (("", ""), ("", ""))
        return
    for a, b in zip(one, other, strict=True):
        if a != b:
            yield a, b


def _slips(one: str, other: str) -> int:
    """How many letters must be put in, taken out or changed to make *other* of *one*."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


@RULE.bad("«Folloregion» én gang, «Folloregionen» ellers.")
def _ending_lost(e: Editor) -> Place:
    return e.put(MEMBERS, "Ås", "region", "Folloregion")


@RULE.bad("To skrivemåter, hver brukt én gang: det sies ved den første.")
def _letter_doubled(e: Editor) -> Place:
    e.put(MEMBERS, "Sigdal", "region", "Drammmensregionen")
    return e.where(MEMBERS, "Drammen", "region")


@RULE.good("To delregioner som ligner, men ikke er den samme.")
def _two_regions(e: Editor) -> None:
    e.put(MEMBERS, "Ås", "region", "Region Nord")
    e.put(MEMBERS, "Frogn", "region", "Region Vest")
