"""A grant without years, giver, ceiling or currency."""

from __future__ import annotations

from orxl.programme.codes import GrantStatus
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS
from orxl.rules.shared.amounts import grants

RULE = Rule(
    "B019",
    "tilskudd-ufullstendig",
    Severity.NOTE,
    finds="Et innvilget eller søkt tilskudd uten år, giver, tilsagn eller valuta.",
    why="Uten dette kan ingen kontrollere om inntekten er innenfor tilsagnet.",
    remedy="Fyll ut feltet etter tilsagnsbrevet.",
    references=(paper("5.1.3"),),
)

_FIELDS = (
    ("giver", "hvem som gir det"),
    ("from_year", "hvilket år det begynner"),
    ("to_year", "hvilket år det slutter"),
    ("ceiling", "hvor stort tilsagnet er"),
)


@RULE.check
def check(view: View) -> Hits:
    for row, grant in grants(view):
        if grant.status not in (GrantStatus.GRANTED, GrantStatus.APPLIED):
            continue
        for key, words in _FIELDS:
            if key in row.cells and view.value(row.cells[key]) is BLANK:
                yield Hit(
                    f"Tilskuddet {grant.grant_id} sier ikke {words}.",
                    cell=row.cells[key],
                    actual=BLANK,
                )
        bare = grant.ceiling is not None and grant.currency is None
        if bare and "currency" in row.cells and view.value(row.cells["currency"]) is BLANK:
            yield Hit(
                f"Tilskuddet {grant.grant_id} har et tilsagn uten valuta. Det regnes som norske "
                "kroner.",
                cell=row.cells["currency"],
                actual=BLANK,
                severity=Severity.WARNING,
                remedy="Velg NOK eller EUR i kolonnen Valuta.",
            )


@RULE.bad("Årene for SEADITO er slettet.")
def _no_years(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(GRANTS, "SEADITO", "from_year", BLANK),
        e.put(GRANTS, "SEADITO", "to_year", BLANK),
    )


@RULE.bad("Giveren for ORBIFY er slettet.")
def _no_giver(e: Editor) -> Place:
    return e.put(GRANTS, "ORBIFY", "giver", BLANK)


@RULE.bad("Tilsagnet for GEO4Water har ingen valuta.")
def _no_currency(e: Editor) -> Place:
    return e.put(GRANTS, "GEO4WATER", "currency", BLANK)


@RULE.good("Et avslått tilskudd trenger ikke tilsagn.")
def _refused(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    e.put(GRANTS, "ORBIFY", "ceiling", BLANK)
