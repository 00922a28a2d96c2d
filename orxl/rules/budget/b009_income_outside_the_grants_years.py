"""Income from a grant in a year that the grant does not cover."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.amounts import GRANTS, amount, grants
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for row, grant in grants(view):
        income = amount(view, row, "budget")
        if not income or "planned" not in row.cells:
            continue
        if grant.from_year is not None and view.year < grant.from_year:
            words = f"begynner først i {grant.from_year}"
        elif grant.to_year is not None and view.year > grant.to_year:
            words = f"sluttet i {grant.to_year}"
        else:
            continue
        yield Hit(
            f"{grant.grant_id} er ført med {nb.number(income)} i inntekt i {view.year}, men "
            f"tilskuddet {words}.",
            cell=row.cells["planned"],
            expected=0.0,
            actual=income,
        )


def _ended(e: Editor) -> Place:
    e.put(GRANTS, "KLIMASATS", "to_year", 2025.0)
    return e.where(GRANTS, "KLIMASATS", "planned")


def _not_begun(e: Editor) -> Place:
    e.put(GRANTS, "ORBIFY", "from_year", 2027.0)
    return e.where(GRANTS, "ORBIFY", "planned")


def _not_counted(e: Editor) -> tuple[Place, ...]:
    e.put(GRANTS, "ORBIFY", "from_year", 2027.0)
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    return ()


RULE = Rule(
    code="B009",
    name="tilskudd-utenfor-årene",
    severity=Severity.ERROR,
    finds="Et tilskudd som gir inntekt i budsjettåret, men ikke gjelder for det året.",
    why="Inntekten kommer ikke, og budsjettet mangler dekning.",
    remedy="Rett årene i «Fra år» og «Til år» etter tilsagnet, eller ta inntekten ut.",
    check=check,
    bad=(
        Example("Tilskuddet gjelder til 2025, men gir inntekt i 2026.", _ended),
        Example("Tilskuddet begynner i 2027, men gir inntekt i 2026.", _not_begun),
    ),
    good=(Example("Tilskuddet gjelder ikke året, men regnes heller ikke med.", _not_counted),),
)
