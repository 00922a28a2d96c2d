"""A line of the main figures that is another than in the case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from orxl.core.light import replace
from orxl.layout.names import CALCULATED, EXPENSE, INCOME
from orxl.programme.arithmetic import main_figures
from orxl.programme.codes import GrantStatus, LineSource
from orxl.programme.models import BudgetLine
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, Value, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS, MAIN, PROJECTS
from orxl.rules.shared.amounts import lines

RULE = Rule(
    "B022",
    "linje-avviker-fra-saken",
    Severity.NOTE,
    finds="En post der budsjettet i dag er et annet enn det saken sier, uten at det følger av "
    "kontingenten eller av at et tilskudd er innvilget, avslått eller tatt ut. Advarsel der flere "
    "poster er blitt det en annen kolonne har.",
    why="Saken er det møtet behandler. Den som leser budsjettet, må få vite hva som er endret "
    "siden.",
    remedy="Ingenting må rettes når endringen er ment: si i saken at posten er endret. «I saken» "
    "endres bare når saken selv rettes.",
    references=(paper("5.1.1"),),
)

_PASTED = 3
"""So many different amounts are not those of another column by chance."""
_MUCH = Decimal(100)
"""What is more than this and more than half of the line, in 1000 kr, is not adjusted in passing."""


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MAIN, "label", "budget", "case"):
        return
    # In a workbook without a single figure of the case there is nothing to differ from.
    if all(line.case is None for line in view.programme.lines):
        return
    for row in lines(view, *CALCULATED):
        if isinstance(row.record, BudgetLine) and row.record.case is None:
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} har ikke noe tall i «I saken».",
                cell=row.cells["case"],
                expected="sakens sum",
                actual=BLANK,
                remedy="Skriv summen slik saken har den. Den viser om en linje er blitt borte.",
            )
    as_if = _with_every_grant(view)
    copied = _copied(view)
    for row in lines(view, INCOME, EXPENSE):
        line = row.record
        if not isinstance(line, BudgetLine) or line.source is LineSource.FEES:
            continue
        now = view.figures.lines.get(line.label, Decimal(0))
        if line.case is None:
            if now != 0:
                yield Hit(
                    f"{nb.quoted(line.label)} er {nb.number(now)} i budsjettet, men har ikke noe "
                    "tall i «I saken».",
                    cell=row.cells["case"],
                    expected=BLANK,
                    actual=float(now),
                    remedy="Skriv i «I saken» det saken sier om posten; 0 når den ikke står der.",
                )
        elif line.case not in (now, as_if.get(line.label)):
            yield Hit(
                f"{nb.quoted(line.label)} er {nb.number(now)} i budsjettet, men "
                f"{nb.number(line.case)} i saken (1000 kr).",
                cell=row.cells["budget"],
                expected=float(line.case),
                actual=float(now),
                severity=Severity.WARNING
                if line.label in copied
                else _severity(view.value(row.cells["budget"]), now, line.case),
            )


def _severity(shown: Value, now: Decimal, case: Decimal) -> Severity | None:
    """A blank is what somebody has deleted; the case must say what is dropped or much another."""
    if shown is BLANK:
        return Severity.ERROR
    much = abs(now - case) > max(_MUCH, abs(case) / 2)
    return Severity.WARNING if now == 0 or much else None


def _copied(view: View) -> Collection[str]:
    """Lines that are not the case's but all another column's: that was pasted over the budget."""
    records = [row.record for row in lines(view, INCOME, EXPENSE)]
    others = [r for r in records if isinstance(r, BudgetLine) and r.case not in (None, r.budget)]
    for column in ("budget_prior", "forecast_prior", "actual_prior"):
        alike = {r.label: r.budget for r in others if r.budget and getattr(r, column) == r.budget}
        if len(set(alike.values())) >= _PASTED:
            return alike
    return ()


def _with_every_grant(view: View) -> Mapping[str, Decimal]:
    """What the lines would be if every grant counted: what a grant's state alone has moved."""
    grants = tuple(
        grant.model_copy(update={"status": GrantStatus.GRANTED}) for grant in view.programme.grants
    )
    return main_figures(replace(view.programme, grants=grants)).lines


@RULE.bad("Kommunikasjon er økt fra 200 til 260 etter at saken ble sendt.")
def _raised(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "budget", 260.0)


@RULE.bad("Rammen til «Store arrangementer» er økt, og med den posten «Prosjekter».")
def _frame(e: Editor) -> Place:
    e.put(PROJECTS, "Store arrangementer", "frame", 350.0)
    return e.where(MAIN, "Prosjekter", "budget")


@RULE.bad("Kommunikasjon er satt til 0.")
def _dropped(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "budget", 0.0)


@RULE.bad("En ny post som saken ikke har.")
def _new(e: Editor) -> Place:
    e.put(MAIN, "Kommunikasjon", "case", BLANK)
    return e.where(MAIN, "Kommunikasjon", "case")


@RULE.good("ORBIFY er avslått: inntekten og prosjektet faller bort, og tilskuddet sier hvorfor.")
def _declined(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")


@RULE.good("Saken selv er rettet.")
def _case_too(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "budget", 260.0)
    e.put(MAIN, "Kommunikasjon", "case", 260.0)
