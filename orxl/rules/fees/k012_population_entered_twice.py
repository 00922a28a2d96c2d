"""A municipality's population entered twice for one date: the workbook adds them up."""

from __future__ import annotations

from datetime import date, datetime

from orxl.programme.models import Population
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import POPULATION
from orxl.rules.shared.members import figures

RULE = Rule(
    "K012",
    "folketall-ført-to-ganger",
    Severity.ERROR,
    finds="To rader på Folketall for samme kommune og dato.",
    why="Formelen som henter folketallet, legger radene sammen, og kontingenten blir dobbel.",
    remedy="Slett den raden som er feil: høyreklikk i raden, Slett, Tabellrader.",
    references=(CODES,),
)


@RULE.check
def check(view: View) -> Hits:
    seen: dict[tuple[int, date], Population] = {}
    for row, record in figures(view):
        key = (record.code, record.at)
        first = seen.setdefault(key, record)
        if first is record:
            continue
        yield Hit(
            f"{record.municipality} ({record.code:04d}) har to folketall per {nb.day(record.at)}: "
            f"{nb.number(first.inhabitants)} og {nb.number(record.inhabitants)}. Arbeidsboken "
            "legger dem sammen.",
            cell=row.cells["inhabitants"],
            expected=float(first.inhabitants),
            actual=float(record.inhabitants),
        )


@RULE.bad("Folketallet for Oslo er limt inn en gang til.")
def _pasted_again(e: Editor) -> Place:
    number = e.add_row(
        POPULATION,
        code=301.0,
        municipality="Oslo",
        county="Oslo",
        at=datetime(2025, 1, 1),
        inhabitants=724_290.0,
    )
    return e.at(POPULATION, number, "inhabitants")


@RULE.bad("Et eldre folketall har fått feil dato.")
def _wrong_date(e: Editor) -> Place:
    e.put(POPULATION, "Asker", "at", datetime(2025, 1, 1), by="municipality")
    return e.at(POPULATION, e.rows_where(POPULATION, municipality="Asker")[1], "inhabitants")


@RULE.good("Et nytt års folketall er lagt til.")
def _new_year(e: Editor) -> None:
    e.add_row(
        POPULATION, code=301.0, municipality="Oslo", at=datetime(2027, 1, 1), inhabitants=730_000.0
    )
