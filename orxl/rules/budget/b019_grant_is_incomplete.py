"""A grant without years, giver, ceiling or currency."""

from __future__ import annotations

from orxl.programme.codes import GrantStatus
from orxl.programme.models import Grant
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANT_YEARS, GRANTS, MAIN
from orxl.rules.shared.amounts import grants
from orxl.rules.shared.grants import budget_year_of

RULE = Rule(
    "B019",
    "tilskudd-ufullstendig",
    Severity.NOTE,
    finds="Et innvilget eller søkt tilskudd uten år, giver, tilsagn eller valuta, eller uten rad "
    "for budsjettåret på Tilskuddsår.",
    why="Uten dette kan ingen kontrollere om inntekten er innenfor tilsagnet.",
    remedy="Fyll ut feltet etter tilsagnsbrevet.",
    references=(paper("5.1.3"),),
)

_FIELDS = (
    ("giver", "Giveren"),
    ("from_year", "Det første året"),
    ("to_year", "Det siste året"),
    ("ceiling", "Beløpet i tilsagnet"),
)


@RULE.check
def check(view: View) -> Hits:
    for row, grant in grants(view):
        if grant.status not in (GrantStatus.GRANTED, GrantStatus.APPLIED):
            continue
        for key, words in _FIELDS:
            if key in row.cells and view.value(row.cells[key]) is BLANK:
                yield Hit(
                    f"{words} mangler for tilskuddet {nb.quoted(grant.label)}.",
                    cell=row.cells[key],
                    actual=BLANK,
                )
        if not _told(view, grant) and "planned" in row.cells:
            yield Hit(
                f"Tilskuddet {nb.quoted(grant.label)} har ingen rad for {view.year} på "
                "Tilskuddsår, så "
                "budsjettet regner med 0.",
                cell=row.cells["planned"],
                severity=Severity.ERROR if _in_the_case(view, grant) else Severity.WARNING,
                remedy="Skriv tilskuddet, året og beløpene i en ny rad på Tilskuddsår.",
            )
        bare = grant.ceiling is not None and grant.currency is None
        if bare and "currency" in row.cells and view.value(row.cells["currency"]) is BLANK:
            yield Hit(
                f"Tilskuddet {nb.quoted(grant.label)} har et tilsagn uten valuta. Det "
                "regnes som norske kroner.",
                cell=row.cells["currency"],
                actual=BLANK,
                severity=Severity.WARNING,
                remedy="Velg NOK eller EUR i kolonnen Valuta.",
            )


def _in_the_case(view: View, grant: Grant) -> bool:
    """Whether the case has an income on the grant's line, and no other grant is entered there."""
    line = grant.budget_line
    sharing = [g for _, g in grants(view) if g.budget_line == line]
    told = view.cell(MAIN, line, "case") if line is not None and len(sharing) == 1 else None
    return bool(view.number(told))


def _told(view: View, grant: Grant) -> bool:
    """Whether the budget year needs no row on «Tilskuddsår», or has one."""
    first, last = grant.from_year or view.year, grant.to_year or view.year
    if not view.has(GRANT_YEARS, "grant") or not first <= view.year <= last:
        return True
    return budget_year_of(view, grant.grant_id) is not None


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


@RULE.bad("Et nytt tilskudd er ført, men ikke hva det gir i året.")
def _no_row_of_the_year(e: Editor) -> Place:
    row = e.add_row(
        GRANTS, grant_id="NYTT", label="Nytt tilskudd", giver="Staten", status="Innvilget",
        from_year=2026.0, to_year=2027.0, currency="NOK", ceiling=500_000.0,
    )  # fmt: skip
    return e.at(GRANTS, row, "planned")


@RULE.bad("Raden for ORBIFY på Tilskuddsår gjelder 2025.")
def _another_year(e: Editor) -> Place:
    e.put(GRANT_YEARS, "ORBIFY", "year", 2025.0)
    return e.where(GRANTS, "ORBIFY", "planned")


@RULE.good("Et avslått tilskudd trenger ikke tilsagn.")
def _refused(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    e.put(GRANTS, "ORBIFY", "ceiling", BLANK)
