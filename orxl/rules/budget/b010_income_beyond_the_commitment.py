"""Income from a grant beyond the ceiling of its commitment."""

from __future__ import annotations

from decimal import Decimal

from orxl.programme.codes import Currency
from orxl.programme.models import Grant
from orxl.programme.numbers import THOUSAND, rounded
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS, MAIN
from orxl.rules.shared.amounts import amount, grants

RULE = Rule(
    "B010",
    "tilskudd-over-tilsagnet",
    Severity.ERROR,
    finds="Et tilskudd som gir mer inntekt enn tilsagnet rommer, i året alene eller sammen med "
    "prognosen for året før.",
    why="Giveren betaler ikke mer enn tilsagnet; resten må alliansen dekke selv.",
    remedy="Rett inntekten eller tilsagnet på Tilskudd (tilsagnet i hele kroner eller euro), og "
    "kontroller kursen på Forutsetninger.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    for row, grant in grants(view):
        ceiling, income = _ceiling(view, grant), amount(view, row, "budget")
        if ceiling is None or not income or "planned" not in row.cells:
            continue
        before = _forecast(view, grant)
        limit = f"tilsagnet på {_commitment(view, grant, ceiling)}"
        if income > ceiling:
            yield Hit(
                f"{grant.grant_id}: inntekten i {view.year} er {nb.number(income)}, mer enn "
                f"{limit}.",
                cell=row.cells["planned"],
                expected=ceiling,
                actual=income,
            )
        elif income + before > ceiling:
            total = round(income + before, 6)
            yield Hit(
                f"{grant.grant_id}: inntekten i prognosen for {view.year - 1} "
                f"({nb.number(before)}) og i budsjettet for {view.year} ({nb.number(income)}) er "
                f"til sammen {nb.number(total)}, mer enn {limit}.",
                cell=row.cells["planned"],
                expected=ceiling,
                actual=total,
                severity=Severity.WARNING,
            )


def _ceiling(view: View, grant: Grant) -> float | None:
    """The ceiling in 1000 kr; None where ceiling or exchange rate is not known."""
    if grant.ceiling is None or grant.ceiling <= 0:
        return None
    rate: Decimal | None = Decimal(1)
    if grant.currency is Currency.EUR:
        rate = view.programme.number("Kurs_EUR")
    return None if rate is None else float(rounded(grant.ceiling * rate / THOUSAND))


def _commitment(view: View, grant: Grant, ceiling: float) -> str:
    given = nb.number(grant.ceiling if grant.ceiling is not None else 0)
    if grant.currency is not Currency.EUR:
        return f"{given} kr, som er {nb.number(ceiling)} i 1000 kr"
    rate = view.programme.number("Kurs_EUR")
    return (
        f"{given} euro, som er {nb.number(ceiling)} i 1000 kr når kursen "
        f"antas å være {nb.number(rate if rate is not None else 0, 2)} kr"
    )


def _forecast(view: View, grant: Grant) -> float:
    """What the forecast has on the grant's line; 0 where several grants share the line."""
    sharing = [g for _, g in grants(view) if g.budget_line == grant.budget_line]
    if grant.budget_line is None or len(sharing) > 1:
        return 0.0
    shown = view.number(view.cell(MAIN, grant.budget_line, "forecast_prior"))
    return 0.0 if shown is None else shown


@RULE.bad("Inntekten i ett år er større enn tilsagnet.")
def _year_alone(e: Editor) -> Place:
    return e.put(GRANTS, "ORBIFY", "planned", 2600.0)


@RULE.bad("Prognosen og budsjettet er til sammen større enn tilsagnet.")
def _both_years(e: Editor) -> Place:
    e.put(MAIN, "GEO4Water 2025–2026", "forecast_prior", 800.0)
    return e.where(GRANTS, "GEO4WATER", "planned")


@RULE.bad("Tilsagnet er skrevet som 50 euro i stedet for 50 000.")
def _ceiling_in_thousands(e: Editor) -> Place:
    e.put(GRANTS, "SEADITO", "ceiling", 50.0)
    return e.where(GRANTS, "SEADITO", "planned")


@RULE.good("Prognosen og budsjettet er akkurat tilsagnet.")
def _within(e: Editor) -> None:
    e.put(MAIN, "GEO4Water 2025–2026", "forecast_prior", 705.0)
