"""A grant that says in more than one of its years what was bound from before."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import GRANT_YEARS
from orxl.rules.shared.grants import grant_years, named
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "B027",
    "bundet-fra-før-i-flere-rader",
    Severity.ERROR,
    finds="Et tilskudd med «Bundet fra før» i flere rader, eller i en rad som har en tidligere rad "
    "foran seg.",
    why="Det som er bundet ved årets slutt, går selv videre til neste år. Skrives det en gang til, "
    "telles det to ganger.",
    remedy="La «Bundet fra før» stå bare i tilskuddets første år.",
)


@RULE.check
def check(view: View) -> Hits:
    first: dict[str, int] = {}
    for _, year in grant_years(view):
        key = same(year.grant)
        first[key] = min(first.get(key, year.year), year.year)
    for row, year in grant_years(view):
        start = first[same(year.grant)]
        if year.opening and year.year > start:
            yield Hit(
                f"{named(view, year)} har {nb.number(year.opening)} i «Bundet fra før» i "
                f"{year.year}, men tilskuddets første rad er for {start}.",
                cell=row.cells["opening"],
                expected=0.0,
                actual=float(year.opening),
            )


@RULE.bad("De 400 som er bundet til SEADITO, er ført også i 2027.")
def _again(e: Editor) -> Place:
    row = e.add_row(GRANT_YEARS, grant="SEADITO", year=2027.0, opening=400.0)
    return e.at(GRANT_YEARS, row, "opening")


@RULE.good("SEADITO bruker i 2027 det som er bundet.")
def _used_later(e: Editor) -> None:
    e.add_row(GRANT_YEARS, grant="SEADITO", year=2027.0, used=400.0)
