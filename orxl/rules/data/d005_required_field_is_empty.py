"""A field that must be filled, empty in a row that is in use."""

from __future__ import annotations

from orxl.binding import ProblemKind
from orxl.rules.kit import BLANK, CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.tables import ASSUMED, MEASURES, PARTNERS, TARGETS
from orxl.rules.shared.inputs import assumption_of, looks_blank, row_of, spot

RULE = Rule(
    "D005",
    "mangler-innhold",
    Severity.ERROR,
    finds="En celle som må fylles ut, er tom i en rad som ellers er i bruk. I en arbeidsbok som "
    "ingen har begynt på, er det bare en merknad om hva som skal fylles inn.",
    why="Raden kan ikke brukes i handlingsprogrammet eller i beregningene uten den.",
    remedy="Fyll ut cellen, eller tøm hele raden hvis den ikke skal være med.",
)


@RULE.check
def check(view: View) -> Hits:
    seen: set[CellRef] = set()
    for problem in view.bound.problems:
        row = row_of(view, problem.table, problem.cell)
        spec = assumption_of(problem.column, row)
        required = problem.column.required or (spec is not None and spec.required)
        empty = problem.kind is ProblemKind.MISSING or (required and looks_blank(problem.value))
        if empty and problem.cell not in seen:
            seen.add(problem.cell)
            if spec is not None:
                unit = f" ({spec.unit})" if spec.unit else ""
                yield Hit(
                    f"Fyll inn: {spec.label}{unit}.",
                    cell=problem.cell,
                    severity=Severity.NOTE if view.unused else None,
                    remedy=spec.note,
                )
                continue
            yield Hit(
                f"{spot(view, problem.cell)} er tom, men må fylles ut.",
                cell=problem.cell,
                actual=problem.value,
                remedy=problem.column.help,
            )


@RULE.bad("Et tiltak mangler navn.")
def _no_title(e: Editor) -> Place:
    return e.put(MEASURES, "2.1.1", "title", BLANK)


@RULE.bad("Kontingentsatsen er slettet.")
def _no_rate(e: Editor) -> Place:
    return e.put(ASSUMED, "Kontingentsats", "value", BLANK, by="name")


@RULE.bad("Teksten til et mål er bare mellomrom.")
def _only_spaces(e: Editor) -> Place:
    return e.put(TARGETS, "1.1-R1", "text", "   ")


@RULE.bad("En partner er lagt til uten navn.")
def _half_a_row(e: Editor) -> Place:
    row = e.add_row(PARTNERS, measure="1.1")
    return CellRef("Partnere", row, 2)


@RULE.good("En helt tom rad i tabellen.")
def _blank_row(e: Editor) -> None:
    e.add_row(PARTNERS)


@RULE.good("Valutakursen, som kan være tom, er tømt.")
def _optional(e: Editor) -> None:
    e.put(ASSUMED, "Kurs_EUR", "value", BLANK, by="name")
