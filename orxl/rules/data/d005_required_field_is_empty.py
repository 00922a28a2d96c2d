"""A field that must be filled, empty in a row that is in use."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.binding import ProblemKind
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.rules.example import Editor, Example, Place
from orxl.rules.inputs import assumption_of, looks_blank, row_of, spot
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    seen: set[CellRef] = set()
    for problem in view.bound.problems:
        row = row_of(view, problem.table, problem.cell)
        spec = assumption_of(problem.column, row)
        required = problem.column.required or (spec is not None and spec.required)
        empty = problem.kind is ProblemKind.MISSING or (required and looks_blank(problem.value))
        if empty and problem.cell not in seen:
            seen.add(problem.cell)
            if view.unused and spec is not None:
                yield Hit(
                    f"Fyll inn: {spec.label}" + (f" ({spec.unit})." if spec.unit else "."),
                    cell=problem.cell,
                    severity=Severity.NOTE,
                    remedy=spec.note,
                )
                continue
            yield Hit(
                f"{spot(view, problem.cell)} er tom, men må fylles ut.",
                cell=problem.cell,
                actual=problem.value,
                remedy=problem.column.help,
            )


def _no_title(e: Editor) -> Place:
    return e.put("tblTiltak", "2.1.1", "title", BLANK)


def _no_rate(e: Editor) -> Place:
    return e.put("tblForutsetninger", "Kontingentsats", "value", BLANK, by="name")


def _only_spaces(e: Editor) -> Place:
    return e.put("tblMål", "1.1-R1", "text", "   ")


def _half_a_row(e: Editor) -> Place:
    row = e.add_row("tblPartnere", measure="1.1")
    return CellRef("Partnere", row, 2)


def _blank_row(e: Editor) -> tuple[Place, ...]:
    e.add_row("tblPartnere")
    return ()


def _optional(e: Editor) -> tuple[Place, ...]:
    e.put("tblForutsetninger", "Kurs_EUR", "value", BLANK, by="name")
    return ()


RULE = Rule(
    code="D005",
    name="mangler-innhold",
    severity=Severity.ERROR,
    finds="En celle som må fylles ut, er tom i en rad som ellers er i bruk. I en arbeidsbok som "
    "ingen har begynt på, er det bare en merknad om hva som skal fylles inn.",
    why="Raden kan ikke brukes i handlingsprogrammet eller i beregningene uten den.",
    remedy="Fyll ut cellen, eller tøm hele raden hvis den ikke skal være med.",
    check=check,
    bad=(
        Example("Et tiltak mangler navn.", _no_title),
        Example("Kontingentsatsen er slettet.", _no_rate),
        Example("Teksten til et mål er bare mellomrom.", _only_spaces),
        Example("En partner er lagt til uten navn.", _half_a_row),
    ),
    good=(
        Example("En helt tom rad i tabellen.", _blank_row),
        Example("Valutakursen, som kan være tom, er tømt.", _optional),
    ),
)
