"""Arithmetic with a cell that is blank or holds a text."""

from __future__ import annotations

from typing import Final

from orxl.core.values import CellError
from orxl.formulas.tokens import Kind
from orxl.rules.kit import Hit, Hits, Rule, Severity
from orxl.rules.kit.references import FORMULA_ERRORS
from orxl.rules.sheets.drift import drifts
from orxl.rules.sheets.edges import NUMBER
from orxl.rules.sheets.lines import Axis
from orxl.rules.sheets.operands import described, divided, empty_at, operands, target
from orxl.rules.sheets.shape import Atom, Shape
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A008",
    "regner-med-tom-celle",
    Severity.NOTE,
    asks=SheetsView,
    finds="En formel som regner med en celle som er tom eller har tekst, der naboformlene ikke "
    "gjør det, eller der en referanse uten $ har flyttet seg.",
    why="En tom celle teller som 0. Formelen viser et tall, men ikke det riktige.",
    remedy="Fyll ut cellen, eller la formelen vise til den riktige.",
    references=(FORMULA_ERRORS,),
)

_CAREFUL: Final = frozenset({"IF(", "IFERROR(", "IFS(", "ISBLANK(", "N(", "AND(", "OR("})
"""A formula with one of these has thought of the blank."""


@RULE.check
def check(view: SheetsView) -> Hits:
    for sheet, patterns in view.patterns():
        drifted: set[At] = set()
        axes: tuple[Axis, Axis] = ("column", "row")
        for axis in axes:
            for run in patterns.runs[axis]:
                if len(run.cells) >= 3 and run.form >= 0:
                    for found in drifts(view, sheet, run):
                        drifted.update(run.cells)
                        yield found
        known: dict[int, list[tuple[Atom, bool]]] = {}
        for at, atoms in sheet.shapes.items():
            form = sheet.forms[at]
            if form not in known:
                known[form] = [] if _careful(atoms) else list(operands(atoms))
            if known[form] and at not in drifted:
                kin = max(patterns.length(at, "row"), patterns.length(at, "column"))
                found_one = _single(view, sheet, at, known[form], kin)
                if found_one is not None:
                    yield found_one


def _careful(atoms: Shape) -> bool:
    return any(atom.kind is Kind.FUNCTION and atom.text in _CAREFUL for atom in atoms)


def _single(
    view: SheetsView, sheet: SheetView, at: At, every: list[tuple[Atom, bool]], kin: int
) -> Hit | None:
    """What to say of the formula at *at*, which calculates with *every* single cell."""
    if isinstance(sheet.cell(at).value, CellError):
        return None  # the error value says it already
    empty = [(atom, empty_at(view, sheet, atom, at)) for atom, _ in every]
    missing = [atom for atom, gone in empty if gone]
    if not missing or len(missing) == len(empty) or len(missing) > 1:
        return None  # a line that is not filled in yet
    found = target(view, sheet, missing[0], at)
    if found is None:
        return None
    home, there = found
    text = bool(home.text(there))
    if text and NUMBER.fullmatch(home.text(there)):
        return None  # a number stored as text has its own rule
    strong = any(atom == missing[0] and factor for atom, factor in every)
    confidence = Alone.READS_TEXT if text else Alone.READS_BLANK if strong or kin < 2 else 0.0
    if not text and divided(sheet.shapes[at], missing[0]):
        return None  # nothing of something is nought per cent, and so it shall be
    if kin >= 3 and not text and not _others_filled(view, sheet, at, missing[0]):
        return None
    return Hit(
        f"Formelen regner med {home.ref(there).a1 if home is sheet else home.ref(there)}, som "
        f"{described(home, there)}.",
        cell=sheet.ref(at),
        confidence=confidence,
    )


def _others_filled(view: SheetsView, sheet: SheetView, at: At, atom: Atom) -> bool:
    """Whether the copies of the formula just before and after read a number there."""
    row, column = at
    pairs = (((row - 1, column), (row + 1, column)), ((row, column - 1), (row, column + 1)))
    for first, second in pairs:
        copies = [spot for spot in (first, second) if sheet.forms.get(spot) == sheet.forms[at]]
        if len(copies) == 2:
            return all(empty_at(view, sheet, atom, spot) is False for spot in copies)
    return False


RULE.bad_sheet(
    "Satsen i D1 er ikke låst: kopiene regner med tomme celler.",
    """
    10|=A1*D1→2||0.2
    20|=A2*D2→0
    30|=A3*D3→0
    40|=A4*D4→0
    """,
    at="B2",
)

RULE.bad_sheet(
    "Kopiene går fra beløpet i B1 over overskriften og inn i listen.",
    """
    Fast del|1000
    Sum     |Del
    5       |=B1→1000
    6       |=B2→0
    7       |=B3→1000
    8       |=B4→0
    """,
    at="B4",
)

RULE.bad_sheet(
    "Prisen mangler i rad 3.",
    """
    1|2|=A1*B1→2
    2|3|=A2*B2→6
    3| |=A3*B3→0
    4|5|=A4*B4→20
    5|6|=A5*B5→30
    """,
    at="C3",
)

RULE.good_sheet(
    "En kolonne i en tabell som ikke er fylt ut, følger med raden.",
    """
    Antall|Pris|Beløp
    10    |2   |=A2*B2→20
          |3   |=A3*B3→0
          |4   |=A4*B4→0
          |5   |=A5*B5→0
    """,
)

RULE.good_sheet(
    "Rad 3 er ikke fylt ut ennå.",
    """
    1|2|=A1*B1→2
    2|3|=A2*B2→6
     | |=A3*B3→0
    4|5|=A4*B4→20
    """,
)
