"""A grant without years, giver, ceiling or currency."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.values import BLANK
from orxl.programme.codes import GrantStatus
from orxl.rules.amounts import GRANTS, grants
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View

_FIELDS = (
    ("giver", "hvem som gir det"),
    ("from_year", "hvilket år det begynner"),
    ("to_year", "hvilket år det slutter"),
    ("ceiling", "hvor stort tilsagnet er"),
)


def check(view: View) -> Iterator[Hit]:
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


def _no_years(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(GRANTS, "SEADITO", "from_year", BLANK),
        e.put(GRANTS, "SEADITO", "to_year", BLANK),
    )


def _no_giver(e: Editor) -> Place:
    return e.put(GRANTS, "ORBIFY", "giver", BLANK)


def _no_currency(e: Editor) -> Place:
    return e.put(GRANTS, "GEO4WATER", "currency", BLANK)


def _refused(e: Editor) -> tuple[Place, ...]:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    e.put(GRANTS, "ORBIFY", "ceiling", BLANK)
    return ()


RULE = Rule(
    code="B019",
    name="tilskudd-ufullstendig",
    severity=Severity.NOTE,
    finds="Et innvilget eller søkt tilskudd uten år, giver, tilsagn eller valuta.",
    why="Uten dette kan ingen kontrollere om inntekten er innenfor tilsagnet.",
    remedy="Fyll ut feltet etter tilsagnsbrevet.",
    check=check,
    bad=(
        Example("Årene for SEADITO er slettet.", _no_years),
        Example("Giveren for ORBIFY er slettet.", _no_giver),
        Example("Tilsagnet for GEO4Water har ingen valuta.", _no_currency),
    ),
    good=(Example("Et avslått tilskudd trenger ikke tilsagn.", _refused),),
)
