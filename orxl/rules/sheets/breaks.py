"""Weighs each cell that breaks a pattern: what differs, against how many neighbours, how surely."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core.edits import Edit, Formula, SetCell
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.formulas.relative import moved
from orxl.formulas.tokens import Kind
from orxl.rules.sheets.fit import fits
from orxl.rules.sheets.likeness import Difference, Likeness, difference
from orxl.rules.sheets.lines import WIDEST_GAP, Breach, Patterns
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import NEVER, Closeness, Standing, step
from orxl.rules.sheets.weights import Break as Weight

_BASE: Final = {
    Likeness.TERM: Weight.TERM,
    Likeness.OPERATION: Weight.OPERATION,
    Likeness.NUMBER: Weight.NUMBER,
    Likeness.OTHER: Weight.OTHER,
}


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
    confidence = _base(how)
    confidence += standing(breach, both)
    if strayed and how.likeness is Likeness.OTHER:
        there = fits(view, sheet, breach, at)
        confidence += Weight.STRAYED_AND_FITS if there else Weight.STRAYED
    confidence += _at_the_end(how, breach)
    confidence += Weight.WORD_FOR_WORD if _word_for_word(sheet, at, breach) else 0.0
    confidence += _rivalry(how, breach, both)
    confidence += unrest(patterns, breach)
    confidence += _purpose(how, breach)
    confidence += kinship(how.likeness, kin, breach)
    confidence += Weight.MERE_REFERENCE if len(wanted) == 1 else 0.0
    return Break(sheet, at, breach, how, both, min(confidence, Weight.MOST), formula)


def _base(how: Difference) -> float:
    if how.likeness is Likeness.REFERENCE:
        ranges = {atom.kind for atom in (how.wanted, how.found) if atom is not None}
        one_end = ranges == {Kind.RANGE} and how.closeness >= Closeness.ONE_END_FAR
        base = Weight.REFERENCE + Weight.REFERENCE_CLOSE * how.closeness
        return base + (Weight.RANGE_END if one_end else 0.0)
    close = how.likeness in (Likeness.TERM, Likeness.OPERATION)
    return _BASE[how.likeness] + (Weight.CLOSE * how.closeness if close else 0)


def standing(breach: Breach, both: bool) -> float:
    """What the neighbours' number and place add to the confidence, or take from it."""
    score = step(Standing.NEIGHBOURS, breach.support)
    score += step(Standing.ALIKE, len(breach.group))
    score += Standing.ENCLOSED if breach.enclosed else Standing.AT_THE_END
    score += Standing.BOTH_WAYS if both else 0.0
    score += Standing.REPEATED * min(breach.repeats, Standing.MOST_REPEATED)
    score += Standing.GAP if breach.gap else 0.0
    score += Standing.STRIDE if breach.stride > 1 else 0.0
    return score


def _at_the_end(how: Difference, breach: Breach) -> float:
    """What gives back the confidence that the end of a line costs.

    The first or last line often is another formula; hardly ever the same with another operator,
    function or number.
    """
    if breach.enclosed or how.likeness not in (Likeness.NUMBER, Likeness.OPERATION):
        return 0.0
    return Weight.SHORT_LINE_END if breach.support <= 3 else Weight.LINE_END


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
        return NEVER
    return Weight.RIVALS if group > 2 else 0.0  # one of the two ranges is a cell too short: which?


def beside(sheet: SheetView, patterns: Patterns, at: At, breach: Breach) -> tuple[int, bool]:
    """How many cells of its form stand across the line and break their lines as *at* does.

    And whether one of them has its home there instead: a cell that belongs to the line beside was
    copied one step too far.
    """
    step = (0, 1) if breach.axis == "column" else (1, 0)
    form, kin, strayed = sheet.forms[at], 1, False
    for sign in (-1, 1):
        spot, gap = at, 0
        while gap <= WIDEST_GAP and kin <= breach.support + 1:  # more of them say no more
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
    return step(Standing.UNREST, patterns.disorder.get(breach.form, 0.0))


def _purpose(how: Difference, breach: Breach) -> float:
    """What suggests that somebody meant it takes from the confidence."""
    if how.likeness in (Likeness.OPERATION, Likeness.TERM) and not breach.enclosed:
        return Weight.DIFFERENT_END
    extra = how.found if how.likeness is Likeness.TERM and how.wanted is None else None
    if extra is not None and extra.kind is Kind.NUMBER:
        return Weight.CORRECTION
    fixed = (
        how.likeness is Likeness.REFERENCE
        and how.found is not None
        and bool(how.found.corners)
        and all(corner.row_fixed and corner.column_fixed for corner in how.found.corners)
    )
    if not fixed:
        return 0.0
    return Weight.FIXED if len(breach.group) == 1 else Weight.FIXED_IN_SEVERAL


def kinship(likeness: Likeness, kin: int, breach: Breach) -> float:
    """What formulas of its own form beside it, across the line, take from the confidence."""
    if kin < 2:
        return 0.0
    if likeness not in (Likeness.REFERENCE, Likeness.NUMBER):
        return NEVER  # a row of its own among rows: a total, another kind of line
    score = Weight.KIN if kin == 2 else Weight.MORE_KIN
    return score if breach.enclosed and kin <= breach.support else NEVER


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
