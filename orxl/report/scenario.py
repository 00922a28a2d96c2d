"""Shows scenarios: what the budget would be, and which rate reaches a goal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from orxl.core import nb
from orxl.core.light import dataclass
from orxl.core.showing import fit
from orxl.programme.goal import Answer, GoalFound
from orxl.programme.numbers import THOUSAND, rounded
from orxl.programme.scenarios import Outcome
from orxl.programme.sensitivity import Sensitivity, largest

if TYPE_CHECKING:
    from rich.table import Table

_NO_DECIMALS: Final = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A scenario by name, with what it gives."""

    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class GoalReport:
    """A goal in 1000 kr («resultat» or «utgående»), and the smallest rate that reaches it."""

    aim: str
    goal: Decimal
    found: GoalFound


@dataclass(frozen=True, slots=True)
class ScenarioReport:
    """The scenarios asked for; where none is, those of the workbook's own table."""

    rows: tuple[Row, ...]
    subject: Outcome
    """What the sentences are about: the scenario asked for, or the book as it is now."""
    goal: GoalReport | None = None
    sensitivity: tuple[Sensitivity, ...] = ()


def _figures(outcome: Outcome) -> tuple[tuple[str, Decimal], ...]:
    return (
        ("Kontingent", rounded(outcome.fees / THOUSAND)),
        ("Inntekter", outcome.income),
        ("Utgifter", outcome.expenses),
        ("Resultat", outcome.result),
        ("Utgående", outcome.closing),
        ("Bundet", outcome.bound),
        ("Fritt", outcome.free),
    )


def as_table(report: ScenarioReport) -> Table:
    """A column for each scenario, a line for each figure, 1000 kr as Hovedtall rounds."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), title_justify="left")
    table.add_column("Tall i 1000 kr")
    for row in report.rows:
        table.add_column(Text(fit(row.name)), justify="right")
    columns = [_figures(row.outcome) for row in report.rows]
    for number, (label, _) in enumerate(columns[0]):
        cells = [nb.number(column[number][1]) for column in columns]
        table.add_row(label, *cells, style="bold" if label in ("Resultat", "Utgående") else "")
    for label, value in (("Resultat i kr", "result_kr"), ("Utgående i kr", "closing_kr")):
        cells = [nb.number(getattr(row.outcome, value), _NO_DECIMALS) for row in report.rows]
        table.add_row(Text(label), *cells)
    return table


def sentences(report: ScenarioReport) -> Iterator[str]:
    """What is to be said beside the figures: the estimate, the goal, what moves most."""
    unnamed = report.subject.account.unnamed
    spread = rounded(unnamed.highest_fee - unnamed.lowest_fee)
    if not report.subject.account.all_named:
        yield (
            "Kontingenten fra medlemmene uten navn er et anslag"
            + (f", med et spenn på {nb.number(spread)} kr." if spread else ".")
        )
    if report.goal is not None:
        yield from _of_goal(report.goal)
    most = largest(report.sensitivity)
    if most is not None:
        yield (
            f"Mest flytter «{most.what}» ({most.step}): utgående mindreforbruk endres med "
            f"{nb.number(rounded(most.effect))} kr."
        )


def _of_goal(goal: GoalReport) -> Iterator[str]:
    found = goal.found
    wanted = f"{goal.aim} på minst {nb.number(goal.goal)} (1000 kr)"
    if found.answer is Answer.ALREADY:
        yield f"Målet om {wanted} er nådd selv uten kontingent."
    elif found.answer is Answer.UNREACHABLE or found.outcome is None or found.rate is None:
        yield f"Ingen sats gir {wanted}."
    else:
        outcome = found.outcome
        reached = outcome.result if goal.aim == "resultat" else outcome.closing
        yield (
            f"Den minste satsen som gir {wanted}, er {nb.number(found.rate, 2)} kr: "
            f"{goal.aim} blir {nb.number(reached)}."
        )
        if found.highest is not None and found.highest != found.rate:
            yield (
                f"Alle satser fra {nb.number(found.rate, 2)} til {nb.number(found.highest, 2)} kr "
                "gir det samme avrundede tallet."
            )
        if found.uncertainty:
            yield (
                "Medlemmene uten navn gjør svaret usikkert: anslaget for dem har et spenn på "
                f"{nb.number(rounded(found.uncertainty))} kr."
            )


def as_json(report: ScenarioReport) -> str:
    """The report as JSON (docs/json.md)."""
    content: dict[str, Any] = {
        "versjon": 1,
        "scenarioer": [_plain(row) for row in report.rows],
        "mål": None if report.goal is None else _plain_goal(report.goal),
        "følsomhet": [
            {"hva": s.what, "steg": s.step, "virkning_kr": float(s.effect)}
            for s in report.sensitivity
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _plain(row: Row) -> dict[str, Any]:
    outcome = row.outcome
    figures = {label.casefold(): int(value) for label, value in _figures(outcome)}
    return {
        "navn": row.name,
        "tusen_kr": figures,
        "kontingent_kr": int(outcome.fees),
        "resultat_kr": int(outcome.result_kr),
        "utgående_kr": int(outcome.closing_kr),
    }


def _plain_goal(goal: GoalReport) -> dict[str, Any]:
    found = goal.found
    return {
        "gjelder": goal.aim,
        "minst": float(goal.goal),
        "svar": found.answer.value,
        "sats": None if found.rate is None else float(found.rate),
        "høyeste_sats": None if found.highest is None else float(found.highest),
        "usikkerhet_kr": None if found.uncertainty is None else float(found.uncertainty),
    }
