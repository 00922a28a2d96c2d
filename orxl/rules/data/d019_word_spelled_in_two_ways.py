"""A name spelled almost as another: a sub-region, a giver, a partner, or who follows up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from orxl.core.light import dataclass
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import GRANTS, MEASURES, MEMBERS, PARTNERS, TARGETS
from orxl.rules.shared.spelling import alike, alike_persons, bare

RULE = Rule(
    "D019",
    "ord-skrevet-nesten-likt",
    Severity.NOTE,
    finds="En delregion, en giver, en partner eller en ansvarlig som bare står én gang, og som er "
    "skrevet nesten som en annen.",
    why="Skrivemåter som er ulike, telles og sorteres som ulike.",
    remedy="Skriv navnet likt overalt. Er det to ulike, trenger du ikke gjøre noe.",
)


@dataclass(frozen=True, slots=True)
class _Names:
    """Columns that hold the same names, and when one of these is a slip of another."""

    places: tuple[tuple[str, str], ...]
    alike: Callable[[str, str], bool] = alike
    least: int = 1
    """How often the other must stand there."""


def _partners(one: str, other: str) -> bool:
    """What differs only in case and punctuation is P009's."""
    return alike(one, other) and bare(one) != bare(other)


_NAMES: Final = (
    _Names(((MEMBERS, "region"),)),
    _Names(((GRANTS, "giver"),)),
    _Names(((PARTNERS, "name"),), _partners, least=2),
    _Names(((MEASURES, "responsible"), (TARGETS, "responsible")), alike_persons, least=2),
)


@RULE.check
def check(view: View) -> Hits:
    for names in _NAMES:
        yield from _misspelt(view, names)


def _misspelt(view: View, names: _Names) -> Hits:
    words = [
        (row.cells[key], view.header(table, key), view.text(row, key))
        for table, key in names.places
        if view.has(table, key)
        for row in view.rows(table)
    ]
    times = Counter(word for _, _, word in words if word)
    told: set[str] = set()
    for cell, header, word in words:
        if times[word] != 1 or word in told:
            continue
        like = [
            other
            for other, count in times.items()
            if count >= names.least and other != word and names.alike(word, other)
        ]
        if like:
            usual = max(like, key=lambda other: times[other])
            told.add(usual)
            yield Hit(
                f"{nb.quoted(word)} i {nb.quoted(header)} står bare én gang og er skrevet nesten "
                f"som {nb.quoted(usual)}.",
                cell=cell,
                expected=usual,
                actual=word,
            )


@RULE.bad("«Folloregion» én gang, «Folloregionen» ellers.")
def _ending_lost(e: Editor) -> Place:
    return e.put(MEMBERS, "Ås", "region", "Folloregion")


@RULE.bad("To skrivemåter, hver brukt én gang: det sies ved den første.")
def _letter_doubled(e: Editor) -> Place:
    e.put(MEMBERS, "Sigdal", "region", "Drammmensregionen")
    return e.where(MEMBERS, "Drammen", "region")


@RULE.bad("«Fylkeskomuner» én gang, «Fylkeskommuner» ellers.")
def _partner(e: Editor) -> Place:
    first, *_ = e.rows_where(PARTNERS, name="Fylkeskommuner")
    return e.type_in(e.at(PARTNERS, first, "name"), "Fylkeskomuner")


def _followed_up(e: Editor, by: str) -> Place:
    for measure in ("1.1", "1.2", "1.3"):
        e.put(MEASURES, measure, "responsible", "Kari Hansen")
    return e.put(TARGETS, "1.1-R1", "responsible", by)


@RULE.bad("«Kari Hanssen» følger opp ett mål, «Kari Hansen» resten.")
def _responsible(e: Editor) -> Place:
    return _followed_up(e, "Kari Hanssen")


@RULE.good("«Hansen» og «Jensen» er to personer.")
def _two_persons(e: Editor) -> None:
    _followed_up(e, "Kari Jensen")


@RULE.good("To delregioner som ligner, men ikke er den samme.")
def _two_regions(e: Editor) -> None:
    e.put(MEMBERS, "Ås", "region", "Region Nord")
    e.put(MEMBERS, "Frogn", "region", "Region Vest")
