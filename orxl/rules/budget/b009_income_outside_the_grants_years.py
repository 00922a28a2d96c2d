"""Income from a grant in a year that the grant does not cover."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.programme.models import Grant
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANT_YEARS, GRANTS
from orxl.rules.shared.amounts import amount, grants
from orxl.rules.shared.grants import by_id, counted, grant_years, reversed_years
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "B009",
    "tilskudd-utenfor-årene",
    Severity.ERROR,
    finds="Et tilskudd som gir inntekt i et år det ikke gjelder for.",
    why="Inntekten kommer ikke, og budsjettet mangler dekning.",
    remedy="Rett årene i «Fra år» og «Til år» etter tilsagnet, eller ta inntekten ut.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    for grant, year, cell, income in _incomes(view):
        if cell is None or not income or reversed_years(grant):
            continue
        if grant.from_year is not None and year < grant.from_year:
            words = f"begynner først i {grant.from_year}"
        elif grant.to_year is not None and year > grant.to_year:
            words = f"sluttet i {grant.to_year}"
        else:
            continue
        yield Hit(
            f"{nb.quoted(grant.label)} er ført med {nb.number(income)} i inntekt i {year}, men "
            f"tilskuddet {words}.",
            cell=cell,
            expected=0.0,
            actual=income,
        )


def _incomes(view: View) -> Iterator[tuple[Grant, int, CellRef | None, float | None]]:
    """The incomes that count: grant, year, where they are typed, amount."""
    if not view.has(GRANT_YEARS, "income"):
        for row, grant in grants(view):
            yield grant, view.year, row.cells.get("planned"), amount(view, row, "budget")
        return
    known = by_id(view)
    for row, found in grant_years(view):
        of = known.get(same(found.grant))
        if of is not None and counted(view, of[1]):
            # Of another year than the budget's, the year itself is what was typed in.
            at = row.cells["income" if found.year == view.year else "year"]
            yield of[1], found.year, at, amount(view, row, "income")


@RULE.bad("Tilskuddet gjelder til 2025, men gir inntekt i 2026.")
def _ended(e: Editor) -> Place:
    e.put(GRANTS, "KLIMASATS", "to_year", 2025.0)
    return e.where(GRANT_YEARS, "KLIMASATS", "income")


@RULE.bad("Tilskuddet begynner i 2027, men gir inntekt i 2026.")
def _not_begun(e: Editor) -> Place:
    e.put(GRANTS, "ORBIFY", "from_year", 2027.0)
    return e.where(GRANT_YEARS, "ORBIFY", "income")


@RULE.bad("Tilskuddet gjelder til 2026, men har en inntekt i 2027.")
def _later_year(e: Editor) -> Place:
    row = e.add_row(GRANT_YEARS, grant="GEO4WATER", year=2027.0, income=100.0)
    return e.at(GRANT_YEARS, row, "year")


@RULE.good("Tilskuddet gjelder ikke året, men regnes heller ikke med.")
def _not_counted(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "from_year", 2027.0)
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
