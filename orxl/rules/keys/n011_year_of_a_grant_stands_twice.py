"""A grant that has two rows for the same year."""

from __future__ import annotations

from orxl.binding import BoundRow
from orxl.layout.names import ROWS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.tables import GRANT_YEARS
from orxl.rules.shared.grants import grant_years, named
from orxl.rules.shared.recorded_rows import WITHIN, records
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
    first: dict[tuple[str, int], BoundRow] = {}
    for row, year in grant_years(view):
        earlier = first.setdefault((same(year.grant), year.year), row)
        if earlier is row:
            continue
        changed = _changed(view)
        at, other = (earlier, row) if earlier.number in changed else (row, earlier)
        yield Hit(
            f"{named(view, year)} har en rad for {year.year} fra før, i rad {other.number}.",
            cell=at.cells["grant" if at.number in changed else "year"],
            actual=year.grant if at.number in changed else float(year.year),
        )


def _changed(view: View) -> set[int]:
    """The rows that stand for another grant than the last run had on record there."""
    kept = next((k for k in records(view) if k.table == GRANT_YEARS), None)
    rows = view.rows(GRANT_YEARS)
    if kept is None or not len(kept.then) == len(kept.now) == len(rows):
        return set()
    pairs = zip(rows, kept.now, kept.then, strict=True)
    return {
        row.number
        for row, now, then in pairs
        if same(now.split(WITHIN)[0]) != same(then.split(WITHIN)[0])
    }


@RULE.bad("SEADITO har fått en ny rad for 2026.")
def _twice(e: Editor) -> Place:
    row = e.add_row(GRANT_YEARS, grant="seadito", year=2026.0, income=10.0)
    return e.at(GRANT_YEARS, row, "year")


@RULE.bad("Raden til Geo4Water er blitt ORBIFYs.")
def _renamed(e: Editor) -> Place:
    e.type_in(e.where(ROWS, "Tilskuddsår", "keys"), " | ".join(_recorded(e)))
    return e.put(GRANT_YEARS, "GEO4WATER", "grant", "ORBIFY")


def _recorded(e: Editor) -> list[str]:
    """The keys of today's rows, as a run leaves them."""
    rows = e.rows_where(GRANT_YEARS)
    cells = [
        [e.book.cell(e.at(GRANT_YEARS, row, key)).value for key in ("grant", "year")]
        for row in rows
    ]
    return [f"{grant}{WITHIN}{year:.0f}" for grant, year in cells if isinstance(year, float)]


@RULE.good("SEADITO har fått en rad for 2027.")
def _next_year(e: Editor) -> None:
    e.add_row(GRANT_YEARS, grant="SEADITO", year=2027.0, income=10.0)
