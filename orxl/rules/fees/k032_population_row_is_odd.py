"""A population whose municipality has another county or name in that row, or of a day to come."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from orxl.binding import BoundRow
from orxl.programme.models import Population
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES, SSB_POPULATION
from orxl.rules.kit.tables import POPULATION
from orxl.rules.shared.members import figures

RULE = Rule(
    "K032",
    "folketall-med-annet-fylke-eller-navn",
    Severity.NOTE,
    finds="En rad på Folketall der kommunen har et annet fylke eller navn enn i radene for de "
    "andre årene, eller der datoen ikke har vært ennå.",
    why="Raden hører trolig til en annen kommune, eller tallet er en framskrivning og ikke et "
    "folketall.",
    remedy="Hent folketallene på nytt fra SSB, tabell 07459.",
    references=(CODES, SSB_POPULATION),
)
_SEVERAL: Final = 5
"""So many rows with another county are told as one."""


@RULE.check
def check(view: View) -> Hits:
    rows = list(figures(view))
    by_code: dict[int, list[tuple[BoundRow, Population]]] = {}
    for row, record in rows:
        by_code.setdefault(record.code, []).append((row, record))
    odd = [found for own in by_code.values() if len(own) > 1 for found in _odd(own)]
    for row, key, mine, usual in odd[:1] if len(odd) > _SEVERAL else odd:
        more = f" Det samme gjelder {len(odd) - 1} rader til." if len(odd) > _SEVERAL else ""
        yield Hit(
            f"Kommune {row.values['code']:04.0f} har «{mine}» i «{view.header(POPULATION, key)}» "
            f"her, men «{usual}» for de andre årene.{more}",
            cell=row.cells[key],
            expected=usual,
            actual=mine,
            severity=Severity.WARNING if more or key == "municipality" else None,
        )
    ahead = [(row, r) for row, r in rows if view.day is not None and r.at > view.day]
    for row, record in ahead[:1]:
        count = nb.counted(len(ahead), "folketall", "folketall")
        yield Hit(
            f"Folketallet i {record.municipality} er per {nb.day(record.at)}, som ikke har vært; "
            f"{count} i alt. En framskrivning er ikke et folketall.",
            cell=row.cells["at"],
            actual=view.value(row.cells["at"]),
            severity=Severity.WARNING,
        )


def _odd(own: list[tuple[BoundRow, Population]]) -> list[tuple[BoundRow, str, str, str]]:
    """The rows of a municipality in which a column differs from most of the others."""
    found = []
    for key in ("municipality", "county"):
        held = [(row, getattr(record, key)) for row, record in own if getattr(record, key)]
        times = Counter(value for _, value in held)
        if len(times) > 1 and times.most_common(1)[0][1] > 1:
            usual = times.most_common(1)[0][0]
            found += [(row, key, value, usual) for row, value in held if value != usual]
    return found


@RULE.bad("Asker ligger i Viken i ett av årene.")
def _county(e: Editor) -> Place:
    row = e.rows_where(POPULATION, municipality="Asker", at=datetime(2025, 1, 1))[0]
    return e.type_in(e.at(POPULATION, row, "county"), "Viken")


@RULE.bad("Et folketall for 2060 er føyd til.")
def _projection(e: Editor) -> Place:
    row = e.add_row(
        POPULATION, code=301.0, municipality="Oslo", county="Oslo", at=datetime(2060, 1, 1),
        inhabitants=900_000.0,
    )  # fmt: skip
    return e.at(POPULATION, row, "at")


@RULE.good("Et folketall er kommet til.")
def _another(e: Editor) -> None:
    e.add_row(
        POPULATION, code=301.0, municipality="Oslo", county="Oslo", at=datetime(2023, 1, 1),
        inhabitants=709_000.0,
    )  # fmt: skip
