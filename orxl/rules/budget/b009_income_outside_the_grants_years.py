"""Income from a grant in a year that the grant does not cover."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS
from orxl.rules.shared.amounts import amount, grants

RULE = Rule(
    "B009",
    "tilskudd-utenfor-årene",
    Severity.ERROR,
    finds="Et tilskudd som gir inntekt i budsjettåret, men ikke gjelder for det året.",
    why="Inntekten kommer ikke, og budsjettet mangler dekning.",
    remedy="Rett årene i «Fra år» og «Til år» etter tilsagnet, eller ta inntekten ut.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
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


@RULE.bad("Tilskuddet gjelder til 2025, men gir inntekt i 2026.")
def _ended(e: Editor) -> Place:
    e.put(GRANTS, "KLIMASATS", "to_year", 2025.0)
    return e.where(GRANTS, "KLIMASATS", "planned")


@RULE.bad("Tilskuddet begynner i 2027, men gir inntekt i 2026.")
def _not_begun(e: Editor) -> Place:
    e.put(GRANTS, "ORBIFY", "from_year", 2027.0)
    return e.where(GRANTS, "ORBIFY", "planned")


@RULE.good("Tilskuddet gjelder ikke året, men regnes heller ikke med.")
def _not_counted(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "from_year", 2027.0)
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
