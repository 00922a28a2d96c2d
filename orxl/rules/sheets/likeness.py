"""In what a formula differs from the one its neighbours have."""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

from orxl.formulas.tokens import REFERENCES, Kind
from orxl.rules.sheets.shape import Atom, Shape
from orxl.rules.sheets.weights import Closeness

Cell = tuple[int, int]


class Likeness(Enum):
    """How two formulas differ, from nothing to everything."""

    SAME = "same"  # they read the same cells in the same way; only the $ differ
    REFERENCE = "reference"  # the same formula, but a reference points elsewhere
    OPERATION = "operation"  # the same references, another operator or function
    NUMBER = "number"  # the same but for a typed number
    TERM = "term"  # one term more or fewer
    OTHER = "other"  # another formula altogether


class Difference(NamedTuple):
    """How a formula differs, and how small the step is: 1 the smallest, 0 none that fits.

    ``wanted`` and ``found`` are the atoms at the first place where they differ.
    """

    likeness: Likeness
    closeness: float
    wanted: Atom | None = None
    found: Atom | None = None


_OPERATORS: Final = frozenset({Kind.INFIX, Kind.FUNCTION, Kind.PREFIX, Kind.POSTFIX})
_FAR: Final = Difference(Likeness.OTHER, 0.0)
_MOST_TERMS: Final = 4


def difference(wanted: Shape, found: Shape, at: Cell) -> Difference:
    """How *found*, the formula in *at*, differs from *wanted*, which its neighbours have."""
    if len(wanted) != len(found):
        return _inserted(wanted, found)
    pairs = [(w, f) for w, f in zip(wanted, found, strict=True) if not _same(w, f, at)]
    if not pairs:
        return Difference(Likeness.SAME, 1.0)
    first = pairs[0]
    if all(w.kind in REFERENCES and f.kind in REFERENCES for w, f in pairs):
        return _references(pairs, at)
    if all(w.kind is Kind.NUMBER and f.kind is Kind.NUMBER for w, f in pairs):
        return Difference(Likeness.NUMBER, 1.0, *first)
    if all(w.kind in _OPERATORS and f.kind is w.kind for w, f in pairs):
        return Difference(Likeness.OPERATION, 1.0 / len(pairs), *first)
    if len(pairs) == 1 and {first[0].kind, first[1].kind} <= {*REFERENCES, Kind.NUMBER}:
        return Difference(Likeness.REFERENCE, Closeness.NUMBER_FOR_REFERENCE, *first)
    return _FAR


def _same(wanted: Atom, found: Atom, at: Cell) -> bool:
    if wanted == found:
        return True
    return (
        wanted.kind is found.kind
        and wanted.kind in REFERENCES
        and wanted.sheet == found.sheet
        and _spots(wanted, at) == _spots(found, at)
    )


def _spots(atom: Atom, at: Cell) -> list[tuple[int | None, int | None]]:
    return [corner.resolved(*at) for corner in atom.corners]


def _references(pairs: list[tuple[Atom, Atom]], at: Cell) -> Difference:
    steps = [_step(wanted, found, at) for wanted, found in pairs]
    closeness = min(steps)
    if len(pairs) > 1:
        moves = {_move(wanted, found, at) for wanted, found in pairs}
        # Copied from another row or column: everything is off by the same step.
        together = len(moves) == 1 and None not in moves
        closeness *= Closeness.TOGETHER if together else Closeness.EACH_FURTHER ** (len(pairs) - 1)
        if sorted(w for w, _ in pairs) == sorted(f for _, f in pairs):
            closeness = Closeness.SWAPPED
    if closeness < Closeness.LEAST:
        return _FAR
    return Difference(Likeness.REFERENCE, closeness, *pairs[0])


def _step(wanted: Atom, found: Atom, at: Cell) -> float:
    """How near *found* points to where *wanted* points: 1 one step off, 0 somewhere else."""
    if wanted.kind is not found.kind:
        return _one_of_many(wanted, found, at)
    spots = list(zip(_spots(wanted, at), _spots(found, at), strict=True))
    gaps = [_distance(w[axis], f[axis]) for w, f in spots for axis in (0, 1)]
    off = [gap for gap in gaps if gap != 0]
    if wanted.sheet != found.sheet:
        return Closeness.OTHER_SHEET if not off else 0.0
    if len(off) == 1:
        near = off[0] is not None and abs(off[0]) <= 3
        return Closeness.ONE_END if near else Closeness.ONE_END_FAR
    if len(spots) == 2 and len(off) == 2 and None not in off:
        moved = gaps[0] == gaps[2] and gaps[1] == gaps[3]
        return Closeness.RANGE_MOVED if moved else Closeness.RANGE_STRETCHED
    if len(off) == 2 and all(gap is not None and abs(gap) <= 2 for gap in off):
        return Closeness.ASLANT
    return 0.0


def _distance(a: int | None, b: int | None) -> int | None:
    if a is None or b is None:
        return 0 if a is b else None
    return a - b


def _move(wanted: Atom, found: Atom, at: Cell) -> tuple[int | None, ...] | None:
    steps = {
        (_distance(w[0], f[0]), _distance(w[1], f[1]))
        for w, f in zip(_spots(wanted, at), _spots(found, at), strict=False)
    }
    return steps.pop() if len(steps) == 1 else None


def _one_of_many(wanted: Atom, found: Atom, at: Cell) -> float:
    """``SUM(B4)`` where the neighbours have ``SUM(B4:B9)``: an end of the range is left."""
    if wanted.sheet != found.sheet or {wanted.kind, found.kind} != {Kind.CELL, Kind.RANGE}:
        return 0.0
    a, b = _spots(wanted, at), _spots(found, at)
    return Closeness.CELL_FOR_RANGE if a[0] in b or a[-1] in b else 0.0


def _inserted(wanted: Shape, found: Shape) -> Difference:
    """One formula is the other with a term (``+C9``, ``,C9``, ``*1.25``) put in or left out."""
    longer, shorter = (wanted, found) if len(wanted) > len(found) else (found, wanted)
    extra = len(longer) - len(shorter)
    if extra > _MOST_TERMS or (len(shorter) < 3 and not (len(shorter) == 1 and extra == 2)):
        return _FAR
    start = 0
    while start < len(shorter) and longer[start] == shorter[start]:
        start += 1
    if longer[start + extra :] != shorter[start:]:
        return _FAR
    gone = longer[start : start + extra]
    if not any(atom.kind in REFERENCES or atom.kind is Kind.NUMBER for atom in gone):
        return _FAR
    closeness = Closeness.SHORT_TERM if extra == 2 and len(shorter) > 1 else Closeness.LONG_TERM
    if longer is wanted:
        return Difference(Likeness.TERM, closeness, _operand(gone), None)
    return Difference(Likeness.TERM, closeness, None, _operand(gone))


def _operand(atoms: Shape) -> Atom | None:
    for atom in atoms:
        if atom.kind in REFERENCES or atom.kind is Kind.NUMBER:
            return atom
    return None
