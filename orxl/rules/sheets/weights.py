"""How sure the rules for any workbook are: every hand-set number, a table for each kind.

A confidence (0 to 1) begins with a base; what speaks for the suspicion is added, what speaks
against it is taken away. ``LEAST`` and ``SURE`` in ``kit/rule.py`` say what becomes of it. The
numbers were set by measuring (``docs/maalinger-kontroll.md``); whoever changes one measures again
with ``benchmarks/audit.py``.
"""

from __future__ import annotations

from math import inf
from typing import Final

Steps = tuple[tuple[float, float], ...]
"""Pairs of a limit and the weight for what is not above it (but above the limit before)."""
NEVER: Final = -1.0
"""Rules the suspicion out, whatever else speaks for it."""


def step(steps: Steps, value: float) -> float:
    """The weight of *value* in *steps*, whose last limit is infinite."""
    return next(weight for limit, weight in steps if value <= limit)


class Closeness:
    """How small the step is from the neighbours' formula to this one: 1 the smallest, 0 none."""

    ONE_END: Final = 1.0  # one corner points up to three cells elsewhere
    ONE_END_FAR: Final = 0.7  # … or farther
    OTHER_SHEET: Final = 0.9  # the same cells of another sheet
    RANGE_MOVED: Final = 0.8  # both corners of a range, alike
    RANGE_STRETCHED: Final = 0.4  # both corners, each its own way
    ASLANT: Final = 0.4  # a cell up to two rows and two columns off
    CELL_FOR_RANGE: Final = 0.8  # one end of the range is left
    NUMBER_FOR_REFERENCE: Final = 0.8
    TOGETHER: Final = 0.9  # times this: all references are off by the same step
    EACH_FURTHER: Final = 0.8  # times this for each further reference that is off its own way
    SWAPPED: Final = 0.4  # the operands have changed places: signs are turned on purpose
    SHORT_TERM: Final = 1.0  # an operator and an operand more or fewer
    LONG_TERM: Final = 0.7  # more than that
    LEAST: Final = 0.2  # below this it is another formula


class Break:
    """A formula that is not what its neighbours in the line are."""

    REFERENCE: Final = 0.4  # a reference points elsewhere …
    REFERENCE_CLOSE: Final = 0.35  # … times its closeness
    RANGE_END: Final = 0.15  # one end of a range points elsewhere: hardly ever on purpose
    TERM: Final = 0.6  # a term more or fewer
    OPERATION: Final = 0.6  # another operator or function …
    CLOSE: Final = 0.1  # … and of these two: times the closeness
    NUMBER: Final = 0.5  # another typed number
    OTHER: Final = 0.3  # another formula altogether
    STRAYED: Final = 0.2  # its like has its home in the line beside: copied a step too far
    STRAYED_AND_FITS: Final = 0.4  # … and the neighbours' formula finds numbers here
    WORD_FOR_WORD: Final = 0.15  # reads what its neighbour reads: typed, not copied
    MERE_REFERENCE: Final = -0.2  # =B7: lists are often pulled together from here and there
    SHORT_LINE_END: Final = 0.15  # gives back what the end costs: at most three neighbours …
    LINE_END: Final = 0.1  # … or more: the end hardly has another operator or number on purpose
    RIVALS: Final = 0.1  # two ranges in as many cells each: one is a cell too short
    DIFFERENT_END: Final = -0.1  # the first or last line often has another term or operator
    CORRECTION: Final = -0.3  # a typed number is added: a discount
    FIXED: Final = -0.05  # the odd reference is fixed with $, in one cell …
    FIXED_IN_SEVERAL: Final = -0.15  # … or several
    KIN: Final = -0.15  # a cell of its form across the line breaks its line too …
    MORE_KIN: Final = -0.3  # … or several do: a row of its own
    MOST: Final = 0.95


class Standing:
    """What the neighbours' number and place say of any cell that breaks a pattern."""

    NEIGHBOURS: Final = (
        (1, -0.4), (2, -0.2), (3, -0.05), (5, 0.0), (9, 0.05), (inf, 0.1),
    )  # fmt: skip
    ALIKE: Final = ((1, 0.0), (2, -0.1), (3, -0.2), (6, -0.3), (inf, -0.4))  # cells side by side
    ENCLOSED: Final = 0.1  # the pattern goes on on both sides …
    AT_THE_END: Final = -0.1  # … or not
    BOTH_WAYS: Final = 0.15  # it breaks the pattern of its row and of its column
    REPEATED: Final = -0.15  # for each other run of the same deviating form in the line
    MOST_REPEATED: Final = 4
    GAP: Final = -0.1  # a gap lies in between
    STRIDE: Final = -0.1  # only every second, third or fourth cell has the pattern
    UNREST: Final = ((0.2, 0.0), (0.35, -0.1), (inf, -0.25))  # share of cells that break it


class TypedNumber:
    """A typed number among formulas (A004)."""

    PASTED: Final = 0.65  # just what the formula gives: pasted over as a value
    PASTED_ENCLOSED: Final = 0.1
    PASTED_BOTH_WAYS: Final = 0.1
    STALE: Final = 0.65  # nearly what the formula gives: pasted over, and the numbers changed since
    STALE_WITHIN: Final = 0.02
    BASE: Final = 0.55
    FITS: Final = 0.1  # the formula would find numbers here
    NEAR: Final = 0.05  # the number is about what the formula gives …
    NEARLY: Final = (0.7, 1.4)
    FAR: Final = -0.2  # … or nothing like it
    ROUGHLY: Final = (0.2, 5)
    DIAGONAL: Final = -0.6  # a table of each against each
    NOUGHT: Final = -0.1  # put in to say that there is nothing
    OTHER_LOOK: Final = -0.1  # the cell is styled otherwise than the formulas


class Pasted:
    """Typed numbers that a formula of their line gives (A019), by digits of evidence."""

    EVIDENCE: Final = ((4.0, 0.5), (6.0, 0.65), (9.0, 0.8), (inf, 0.9))


class AddedUp:
    """A typed number that is the sum of those before it in its line (A020)."""

    CALCULATED: Final = 0.7  # what it adds up is calculated in part …
    NAMED: Final = 0.4  # … or all of it is typed, as in a table copied from elsewhere
    UNNAMED: Final = 0.35


class Noughts:
    """Typed noughts where the formula beside them gives nought, too (A022)."""

    LINE: Final = 0.65  # several, or the formula stands in several cells of the line …
    ALONE: Final = 0.5  # … or one nought beside one formula


class Sums:
    """Sums side by side that do not add up the same lines (A024)."""

    LEFT_OUT: Final = 0.65  # a number is left out that the others have …
    RIVALS: Final = 0.5  # … and nearly as many leave it out
    NOUGHT: Final = 0.4  # what is left out here is nothing today
    TAKEN_IN: Final = 0.8  # a number is taken in here, where the others have nothing to take in


class Unsummed:
    """A column without a sum in a row of sums (A026)."""

    TYPED: Final = 0.75  # a typed number about as large as the sum …
    TYPED_AMONG_FEW: Final = 0.65  # … where few sums stand beside it
    FEW: Final = 4
    BLANK: Final = 0.6  # blank, under the heading that those with a sum have …
    SERIES: Final = 0.5  # … or under another year, another month


class Unreached:
    """Blank rows of a list that its sum does not reach (A027)."""

    ROWS: Final = 0.6  # several of them …
    ROW: Final = 0.5  # … or one


class Sisters:
    """A cell that differs from the same cell on sheets that are built alike (A030)."""

    FEW: Final = 3
    SOME: Final = 0.65  # two or three others agree …
    MANY: Final = 0.75  # … or more


class Missing:
    """Blank cells in a table of one formula (A021)."""

    FED_WIDE: Final = 0.7  # the numbers it would read are there, in a table of rows and columns …
    FED: Final = 0.6  # … or in one line, where the cell is formatted as the formulas are …
    FED_PLAIN: Final = 0.5  # … or not
    WIDE: Final = 0.5  # … or not, but the table has several rows and columns …
    FEW: Final = 0.35  # … or only few cells of a line are blank
    FEW_SHARE: Final = 0.25
    NAMED: Final = 0.4  # … or their rows are named as all the others are
    NAMED_SHARE: Final = 0.34


class LeftOut:
    """Numbers at the end of a list that a sum does not take in (A006)."""

    BASE: Final = 0.4
    ALIKE: Final = 0.15  # typed as the list is, or a copy of its formula …
    UNLIKE: Final = -0.15  # … or not
    SAME_LOOK: Final = 0.05
    OTHER_LOOK: Final = -0.1
    CLOSING: Final = 0.15  # nothing but they stands between the range and the sum
    ELSEWHERE: Final = -0.25  # the sum does not stand in the list's own line
    LAST_COPY: Final = 0.2  # all in the range are copies of one formula, and this is the next one
    NEXT_IN_SERIES: Final = 0.2  # «des» after «nov»
    SAME_SERIES: Final = 0.1
    NAMED_OTHERWISE: Final = -0.15  # one has a name and the other none
    OUT_OF_SERIES: Final = -0.4  # the list is a series, and this is none of it …
    OUT_OF_SERIES_CLOSING: Final = -0.25  # … right before the sum
    OTHER_INDENT: Final = -0.3  # its name is pushed in more, or less: another level of the list
    EACH_MORE: Final = -0.05
    OTHERS_HAVE_IT: Final = 0.15  # another formula over the same list takes it in
    BEFORE: Final = -0.1  # before the list, not after it …
    BEFORE_IN_ROW: Final = -0.2  # … in a row, where names and numbers stand in front
    UNDER_HEADING: Final = 0.1  # the heading stands above it: it is the first line
    HEADS: Final = -0.5  # it is the year or number that heads the list
    OTHER_MEASURE: Final = -0.25  # a share among amounts
    COPY: Final = -0.05  # a copy of a formula of which this was found
    SURE: Final = 0.6  # from here on it stands though no copy of the formula bears it out
    NOUGHTS: Final = -0.15  # nothing but noughts is left out: nothing is wrong today
    MOST: Final = 0.9


class Alone:
    """What needs no weighing: how sure each of the other rules is."""

    ERROR: Final = 0.95  # A001
    ERROR_NOT_SHOWN: Final = 0.8
    ERROR_ON_PURPOSE: Final = 0.5
    ERROR_TYPED: Final = 0.5
    CIRCLE: Final = 0.95  # A002
    CIRCLE_WANTED: Final = 0.5
    FORMULA_AMONG_NUMBERS: Final = 0.4  # A005
    HEADING_IN_A_ROW: Final = 0.8  # A007: a year among years
    HEADING_BY_LOOK: Final = 0.4
    READS_TEXT: Final = 0.55  # A008
    READS_BLANK: Final = 0.35
    POINTS_AT_NOTHING: Final = 0.4
    DRIFTED: Final = 0.75  # a reference without $, where other operands stand fast …
    DRIFTED_PERHAPS: Final = 0.55  # … or nothing else is read
    SUBTOTAL_OF_RANGES: Final = 0.85  # A009
    SUBTOTAL_OF_CELLS: Final = 0.7
    SUBTOTAL_IN_AVERAGE: Final = -0.1
    TWICE_IN_PART: Final = 0.8  # A010
    TWICE_IN_WHOLE: Final = 0.55
    TWICE_THROUGH_A_SUM: Final = 0.8
    OTHER_WORKBOOK: Final = 0.5  # A011
    HIDDEN_DECIMALS: Final = 0.5  # A012
    NUMBER_IS_A_CHOICE: Final = -0.15  # A013: given to a function, not calculated with
    NUMBER_AT_MOST: Final = 0.45  # A013: a row often has a rate of its own on purpose …
    NUMBER_AT_MOST_BOTH_WAYS: Final = 0.75  # … but hardly where its row and its column say so
    NUMBER_AS_TEXT: Final = 0.85  # A015
    SERIES: Final = 0.55  # A016 …
    SERIES_LENGTH: Final = 0.05  # … for each formula beyond three, at most five
    SERIES_OF_REFERENCES: Final = -0.25
    SERIES_END: Final = -0.1
    RANGES_OF_OTHER_LENGTH: Final = 0.8  # A017
    RANGES_SHIFTED: Final = 0.65  # as long but moved: each row goes with the one above or below
    LABEL: Final = 0.65  # A018
    ACROSS: Final = 0.6  # A025: the table does not foot, but which cell is wrong?
    NOT_FIXED: Final = 0.45  # A028
    MINUS_OF_MINUS: Final = 0.5  # A029
