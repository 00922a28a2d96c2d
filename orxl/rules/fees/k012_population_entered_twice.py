"""A municipality's population entered twice for one date: the workbook adds them up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.programme.models import Population
from orxl.rules.example import Editor, Example, Place
from orxl.rules.membership import POPULATION, figures
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
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


def _wrong_date(e: Editor) -> Place:
    e.put(POPULATION, "Asker", "at", datetime(2025, 1, 1), by="municipality")
    return e.at(POPULATION, e.rows_where(POPULATION, municipality="Asker")[1], "inhabitants")


def _new_year(e: Editor) -> tuple[Place, ...]:
    e.add_row(
        POPULATION, code=301.0, municipality="Oslo", at=datetime(2027, 1, 1), inhabitants=730_000.0
    )
    return ()


RULE = Rule(
    code="K012",
    name="folketall-ført-to-ganger",
    severity=Severity.ERROR,
    finds="To rader på Folketall for samme kommune og dato.",
    why="Formelen som henter folketallet, legger radene sammen, og kontingenten blir dobbel.",
    remedy="Slett den raden som er feil: høyreklikk i raden, Slett, Tabellrader.",
    check=check,
    bad=(
        Example("Folketallet for Oslo er limt inn en gang til.", _pasted_again),
        Example("Et eldre folketall har fått feil dato.", _wrong_date),
    ),
    good=(Example("Et nytt års folketall er lagt til.", _new_year),),
)
