"""Weighs each cell that breaks a pattern: what differs, against how many neighbours, how surely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from orxl.core.edits import Edit, Formula, SetCell
from orxl.core.refs import CellRef
from orxl.formulas.relative import moved
from orxl.formulas.tokens import Kind
from orxl.rules.sheets.fit import fits
from orxl.rules.sheets.likeness import Difference, Likeness, difference
from orxl.rules.sheets.lines import WIDEST_GAP, Breach, Patterns
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.view import SheetsView

_BASE: Final = {
    Likeness.TERM: 0.6,
    Likeness.OPERATION: 0.6,
    Likeness.NUMBER: 0.5,
    Likeness.OTHER: 0.3,
}
MOST: Final = 0.95


@dataclass(frozen=True, slots=True)
class Break:
    """A formula that is not what its neighbours are: how it differs and how sure that is."""

    sheet: SheetView
    at: At
    breach: Breach
    difference: Difference
    both: bool
    """Whether it breaks the pattern of its row and of its column."""
    confidence: float
    formula: str
    """The neighbours' formula, as it would stand in this cell (without ``=``)."""

    @property
    def cell(self) -> CellRef:
        return self.sheet.ref(self.at)


def neighbours_formula(sheet: SheetView, breach: Breach, at: At) -> str | None:
    """The neighbours' formula as it would stand in *at*; None where it would leave the sheet."""
    text = sheet.formula(breach.model)
    if text is None:
        return None
    there = moved(text, sheet.ref(breach.model), sheet.ref(at))
    return None if "#REF!" in there else there


def breaks(view: SheetsView) -> Iterator[Break]:
    """Each formula that breaks a pattern, weighed; in the order of the cells."""
    for sheet, patterns in view.patterns():
        for at, found in patterns.breaches.items():
            if at not in sheet.shapes or sheet.typed(at):
                continue
            weighed = [w for b in found if (w := _weigh(view, sheet, patterns, at, b, found))]
            if weighed:
                yield max(weighed, key=lambda one: one.confidence)


def _weigh(
    view: SheetsView, sheet: SheetView, patterns: Patterns, at: At, breach: Breach,
    every: tuple[Breach, ...],
) -> Break | None:  # fmt: skip
    wanted = sheet.shapes.get(breach.model)
    formula = neighbours_formula(sheet, breach, at)
    if wanted is None or formula is None:
        return None
    how = difference(wanted, sheet.shapes[at], at)
    both = any(b.axis != breach.axis and b.form == breach.form for b in every)
    if how.likeness is Likeness.SAME:
        return None
    if any(
        difference(sheet.shapes[b.model], sheet.shapes[at], at).likeness is Likeness.SAME
        for b in every
    ):
        return None  # one of its neighbours means the same
    kin, strayed = beside(sheet, patterns, at, breach)
    if how.likeness is Likeness.OTHER and not (strayed or (both and breach.enclosed)):
        return None
    confidence = (
        0.4 + 0.35 * how.closeness
        if how.likeness is Likeness.REFERENCE
        else _BASE[how.likeness]
        + (0.1 * how.closeness if how.likeness in (Likeness.TERM, Likeness.OPERATION) else 0)
    )
    confidence += standing(breach, both)
    if strayed and how.likeness is Likeness.OTHER:
        confidence += 0.4 if fits(view, sheet, breach, at) else 0.2
    confidence += _at_the_end(how, breach)
    confidence += 0.15 if _word_for_word(sheet, at, breach) else 0.0
    confidence += _rivalry(how, breach, both)
    confidence -= unrest(patterns, breach)
    confidence -= _purpose(how, breach)
    confidence -= kinship(how.likeness, kin, breach)
    if len(wanted) == 1:
        confidence -= 0.2  # =B7: lists are often pulled together from here and there
    return Break(sheet, at, breach, how, both, min(confidence, MOST), formula)


def standing(breach: Breach, both: bool) -> float:
    """What the neighbours' number and place add to the confidence, or take from it."""
    support, group = breach.support, len(breach.group)
    score = {1: -0.4, 2: -0.2, 3: -0.05}.get(support, 0.0)
    score += 0.05 if support >= 6 else 0.0
    score += 0.05 if support >= 10 else 0.0
    score -= {1: 0.0, 2: 0.1, 3: 0.2}.get(group, 0.3 if group <= 6 else 0.4)
    score += 0.1 if breach.enclosed else -0.1
    score += 0.15 if both else 0.0
    score -= 0.15 * min(breach.repeats, 4)
    score -= 0.1 if breach.gap else 0.0
    score -= 0.1 if breach.stride > 1 else 0.0
    return score


def _at_the_end(how: Difference, breach: Breach) -> float:
    """What gives back the confidence that the end of a line costs.

    The first or last line often is another formula; hardly ever the same with another operator,
    function or number.
    """
    if breach.enclosed or how.likeness not in (Likeness.NUMBER, Likeness.OPERATION):
        return 0.0
    return 0.15 if breach.support <= 3 else 0.1


def _word_for_word(sheet: SheetView, at: At, breach: Breach) -> bool:
    """Whether it reads what its neighbour reads, as one that was typed, not copied, does."""
    here, there = sheet.formula(at), sheet.formula(breach.model)
    near = abs(at[0] - breach.model[0]) + abs(at[1] - breach.model[1]) == 1
    return near and here is not None and here == there


def _rivalry(how: Difference, breach: Breach, both: bool) -> float:
    """What it takes from the confidence that the two kinds of formula are nearly as many."""
    group = len(breach.group)
    if group * 2 <= breach.support or both:
        return 0.0
    wanted = how.wanted
    ends = how.likeness is Likeness.REFERENCE and wanted is not None and len(wanted.corners) == 2
    if group > breach.support or not ends or how.closeness < 1:
        return -1.0
    return 0.1 if group > 2 else 0.0  # one of the two ranges is a cell too short: which?


def beside(sheet: SheetView, patterns: Patterns, at: At, breach: Breach) -> tuple[int, bool]:
    """How many cells of its form stand across the line and break their lines as *at* does.

    And whether one of them has its home there instead: a cell that belongs to the line beside was
    copied one step too far.
    """
    step = (0, 1) if breach.axis == "column" else (1, 0)
    form, kin, strayed = sheet.forms[at], 1, False
    for sign in (-1, 1):
        spot, gap = at, 0
        while gap <= WIDEST_GAP:
            spot = (spot[0] + sign * step[0], spot[1] + sign * step[1])
            there = sheet.forms.get(spot)
            if there is None:
                gap += 1
            elif there != form:
                break
            elif patterns.length(spot, breach.axis) > 2 * len(breach.group):
                strayed = True
                break
            else:
                kin, gap = kin + 1, 0
    return kin, strayed and kin == 1


def unrest(patterns: Patterns, breach: Breach) -> float:
    """What it takes from the confidence that the pattern is broken again and again."""
    share = patterns.disorder.get(breach.form, 0.0)
    return 0.0 if share <= 0.2 else 0.1 if share <= 0.35 else 0.25


def _purpose(how: Difference, breach: Breach) -> float:
    """What suggests that somebody meant it takes from the confidence."""
    if how.likeness in (Likeness.OPERATION, Likeness.TERM) and not breach.enclosed:
        return 0.1  # the first or last line often is a little different
    extra = how.found if how.likeness is Likeness.TERM and how.wanted is None else None
    if extra is not None and extra.kind is Kind.NUMBER:
        return 0.1  # a discount, a correction
    fixed = (
        how.likeness is Likeness.REFERENCE
        and how.found is not None
        and bool(how.found.corners)
        and all(corner.row_fixed and corner.column_fixed for corner in how.found.corners)
    )
    return (0.05 if len(breach.group) == 1 else 0.15) if fixed else 0.0


def kinship(likeness: Likeness, kin: int, breach: Breach) -> float:
    """What formulas of its own form beside it, across the line, take from the confidence."""
    if kin < 2:
        return 0.0
    if likeness not in (Likeness.REFERENCE, Likeness.NUMBER):
        return 1.0  # a row of its own among rows: a total, another kind of line
    score = 0.15 if kin == 2 else 0.3
    return score if breach.enclosed and kin <= breach.support else 1.0


def mend(found: Break) -> tuple[Edit, ...]:
    """The edit that gives the cell its neighbours' formula."""
    present = found.sheet.formula(found.at)
    if present is None:
        return ()
    return (SetCell(found.cell, Formula(found.formula), Formula(present)),)


def neighbourhood(breach: Breach) -> str:
    """Where the neighbours are: «De 11 formlene over og under»."""
    count = breach.support
    vertical = breach.axis == "column"
    if breach.stride > 1:
        every = {2: "annenhver", 3: "hver tredje", 4: "hver fjerde"}[breach.stride]
        line = "kolonnen" if vertical else "raden"
        return f"{every.capitalize()} celle i {line} ({count} formler)"
    if breach.enclosed:
        place = "over og under" if vertical else "til venstre og til høyre"
    elif breach.before:
        place = "over" if vertical else "til venstre"
    else:
        place = "under" if vertical else "til høyre"
    return f"De {count} formlene {place}" if count > 1 else f"Formelen {place}"
