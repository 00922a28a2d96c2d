"""A year of a grant that does not exist."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.tables import GRANT_YEARS, GRANTS
from orxl.rules.shared.table_keys import dangling, hint, keys, uses

RULE = Rule(
    "N013",
    "tilskuddsår-uten-tilskudd",
    Severity.ERROR,
    finds="En rad på Tilskuddsår som viser til et tilskudd som ikke finnes.",
    why="Beløpene kommer ikke med noe sted.",
    remedy="Velg tilskuddet fra nedtrekkslisten i cellen, eller legg det til på arket Tilskudd.",
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(GRANTS, "grant_id"):
        return
    known = keys(view, GRANTS, "grant_id")
    for lost in dangling(uses(view, GRANT_YEARS, "grant"), known):
        yield Hit(
            f"Raden viser til tilskuddet «{lost.key}», som ikke finnes på arket Tilskudd, så "
            f"beløpene er ikke med i budsjettet.{hint(lost.key, known.values())}{lost.elsewhere}",
            cell=lost.cell,
            actual=lost.key,
        )


@RULE.bad("Raden for SEADITO viser til «SEADITTO».")
def _misspelt(e: Editor) -> Place:
    return e.put(GRANT_YEARS, "SEADITO", "grant", "SEADITTO")


@RULE.good("Tilskuddet er skrevet med små bokstaver.")
def _lower_case(e: Editor) -> None:
    e.put(GRANT_YEARS, "SEADITO", "grant", "seadito")
