"""Income from a grant beyond the ceiling of its commitment."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from orxl.binding import BoundRow
from orxl.programme.codes import Currency
from orxl.programme.grant_years import commitment
from orxl.programme.models import Grant
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANT_YEARS, GRANTS, MAIN
from orxl.rules.shared.amounts import amount, grants
from orxl.rules.shared.grants import counted, years_of

RULE = Rule(
    "B010",
    "tilskudd-over-tilsagnet",
    Severity.ERROR,
    finds="Et tilskudd som gir mer inntekt enn tilsagnet rommer: alle årene på Tilskuddsår til "
    "sammen, og prognosen for året før når det året ikke har en egen rad.",
    why="Giveren betaler ikke mer enn tilsagnet; resten må alliansen dekke selv.",
    remedy="Rett inntektene på Tilskuddsår eller tilsagnet på Tilskudd (i hele kroner eller euro), "
    "og kontroller kursen.",
    references=(paper("5.1.3"),),
)

_TIMES: Final = 2
"""So many times a commitment nobody budgets by a slip of the income alone."""


@RULE.check
def check(view: View) -> Hits:
    for row, grant in grants(view):
        ceiling, years = _ceiling(view, grant), _incomes(view, row, grant)
        if ceiling is None or not years or not counted(view, grant):
            continue
        total = round(sum(income for _, _, income in years), 6)
        before = (
            0.0 if any(year == view.year - 1 for year, _, _ in years) else _forecast(view, grant)
        )
        cell = _doubted(view, grant, years, ceiling)
        named = nb.listed(list(dict.fromkeys(str(year) for year, _, _ in years)))
        limit = f"tilsagnet på {_commitment(view, grant, ceiling)}"
        if total > ceiling:
            together = " er til sammen" if len(years) > 1 else " er"
            other = _other_currency(view, row, grant, total)
            yield Hit(
                f"{nb.quoted(grant.label)}: inntekten i {named}{together} {nb.number(total)}, "
                f"mer enn {limit}.{other}",
                cell=row.cells["currency"] if other else cell,
                expected=None if other else ceiling,
                actual=None if other else total,
            )
        elif total + before > ceiling:
            words = "i budsjettet for" if len(years) == 1 else "i"
            yield Hit(
                f"{nb.quoted(grant.label)}: inntekten i prognosen for {view.year - 1} "
                f"({nb.number(before)}) og {words} {named} ({nb.number(total)}) er "
                f"til sammen {nb.number(round(total + before, 6))}, mer enn {limit}.",
                cell=cell,
                expected=ceiling,
                actual=round(total + before, 6),
                severity=Severity.WARNING,
            )


def _doubted(
    view: View, grant: Grant, years: list[tuple[int, CellRef, float]], ceiling: float
) -> CellRef:
    """The income that is too much: so alone, else the last that the case does not confirm."""
    _, cell, own = next((y for y in years if y[0] == view.year), years[-1])
    if own > ceiling or len(years) == 1:
        return cell
    line = grant.budget_line
    case = view.number(view.cell(MAIN, line, "case")) if line is not None else None
    others = [y for y in years if y[1] != cell]
    return max(reversed(others), key=lambda y: y[2])[1] if case == own else years[-1][1]


def _other_currency(view: View, row: BoundRow, grant: Grant, total: float) -> str:
    """« Med euro …», where a commitment in kroner is too small, but not if it were in euro."""
    rate = view.programme.number("Kurs_EUR")
    bare = grant.currency is not Currency.EUR and grant.rate is None
    if not bare or not rate or "currency" not in row.cells or grant.ceiling is None:
        return ""
    meant = round(float(grant.ceiling * rate) / 1000, 6)
    if not _TIMES * float(grant.ceiling) / 1000 <= total <= meant:
        return ""
    return f" I euro ville det vært {nb.number(meant)} i 1000 kr. Er valutaen feil?"


def _incomes(view: View, row: BoundRow, grant: Grant) -> list[tuple[int, CellRef, float]]:
    """The years that bring income: the year, where it is typed, how much."""
    found = [
        (year.year, own.cells["income"], amount(view, own, "income"))
        for own, year in years_of(view, grant.grant_id)
        if "income" in own.cells
    ]
    if not view.has(GRANT_YEARS, "income") and "planned" in row.cells:
        found = [(view.year, row.cells["planned"], amount(view, row, "budget"))]
    return [(year, cell, income) for year, cell, income in found if income]


def _rate(view: View, grant: Grant) -> Decimal | None:
    return grant.rate if grant.rate is not None else view.programme.number("Kurs_EUR")


def _ceiling(view: View, grant: Grant) -> float | None:
    """The ceiling in 1000 kr; None where ceiling or exchange rate is not known."""
    if grant.ceiling is None or grant.ceiling <= 0:
        return None
    found = commitment(grant, view.programme.number("Kurs_EUR"))
    return None if found is None else float(found)


def _commitment(view: View, grant: Grant, ceiling: float) -> str:
    given = nb.number(grant.ceiling if grant.ceiling is not None else 0)
    if grant.currency is not Currency.EUR:
        return f"{given} kr, som er {nb.number(ceiling)} i 1000 kr"
    rate = _rate(view, grant)
    when = "når kursen er" if grant.rate is not None else "når kursen antas å være"
    return (
        f"{given} euro, som er {nb.number(ceiling)} i 1000 kr {when} "
        f"{nb.number(rate if rate is not None else 0, 2)} kr"
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
    return e.put(GRANT_YEARS, "ORBIFY", "income", 2600.0)


@RULE.bad("Prognosen og budsjettet er til sammen større enn tilsagnet.")
def _both_years(e: Editor) -> Place:
    e.put(MAIN, "GEO4Water 2025–2026", "forecast_prior", 800.0)
    return e.where(GRANT_YEARS, "GEO4WATER", "income")


@RULE.bad("Tilsagnet er skrevet som 50 euro i stedet for 50 000.")
def _ceiling_in_thousands(e: Editor) -> Place:
    e.put(GRANTS, "SEADITO", "ceiling", 50.0)
    return e.where(GRANT_YEARS, "SEADITO", "income")


@RULE.bad("Tre år er til sammen mer enn tilsagnet på 2,5 millioner.")
def _all_years(e: Editor) -> Place:
    e.add_row(GRANT_YEARS, grant="ORBIFY", year=2027.0, income=900.0)
    row = e.add_row(GRANT_YEARS, grant="ORBIFY", year=2028.0, income=900.0)
    return e.at(GRANT_YEARS, row, "income")


@RULE.bad("Tilsagnet på 50 000 euro er satt til kroner.")
def _in_kroner(e: Editor) -> Place:
    return e.put(GRANTS, "SEADITO", "currency", "NOK")


@RULE.good("Prognosen og budsjettet er akkurat tilsagnet.")
def _within(e: Editor) -> None:
    e.put(MAIN, "GEO4Water 2025–2026", "forecast_prior", 705.0)
