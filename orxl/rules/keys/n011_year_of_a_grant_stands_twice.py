"""A grant that has two rows for the same year."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.tables import GRANT_YEARS
from orxl.rules.shared.grants import grant_years, named
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "N011",
    "tilskuddsår-to-ganger",
    Severity.ERROR,
    finds="Et tilskudd som har to rader for samme år på Tilskuddsår.",
    why="Radene legges sammen, så beløpene telles to ganger.",
    remedy="Slett den ene raden, eller rett året.",
)


@RULE.check
def check(view: View) -> Hits:
    first: dict[tuple[str, int], int] = {}
    for row, year in grant_years(view):
        earlier = first.setdefault((same(year.grant), year.year), row.number)
        if earlier != row.number:
            yield Hit(
                f"{named(view, year)} har en rad for {year.year} fra før, i rad {earlier}.",
                cell=row.cells["year"],
                actual=float(year.year),
            )


@RULE.bad("SEADITO har fått en ny rad for 2026.")
def _twice(e: Editor) -> Place:
    row = e.add_row(GRANT_YEARS, grant="seadito", year=2026.0, income=10.0)
    return e.at(GRANT_YEARS, row, "year")


@RULE.good("SEADITO har fått en rad for 2027.")
def _next_year(e: Editor) -> None:
    e.add_row(GRANT_YEARS, grant="SEADITO", year=2027.0, income=10.0)
