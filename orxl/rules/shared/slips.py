"""What one cell held at the last run, where a column has changed in that cell alone.

The print of the last run less that of now, by the weight of a row, is what the row's cell must have
held. Of all rows those remain for which it is a value of the column's kind, and of them the one
whose values then and now are a slip of each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from orxl.core.light import dataclass, replace
from orxl.core.memo import per_object
from orxl.core.values import BLANK, Value, from_serial
from orxl.layout import Kind, Level
from orxl.layout.names import AREAS, GRANTS, MAIN, MEASURES, NOTES, SCENARIOS
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.kit.view import View
from orxl.rules.shared.inputs import kind_in
from orxl.rules.shared.prints import Changed, alone, changed, fed, put_in
from orxl.rules.shared.recorded_rows import grown

DIGITS, FOLDS, SIGN, LOST, YEAR, DAYS, OTHER, GONE, COPIED, WORD, UNKNOWN = (
    "digits", "folds", "sign", "lost", "year", "days", "other", "gone", "copied", "word",
    "unknown",
)  # fmt: skip
_ORDER: Final = (DIGITS, FOLDS, SIGN, LOST, YEAR, DAYS, GONE, WORD, OTHER, COPIED, UNKNOWN)
"""The kinds of slips, the surest first."""
SURE: Final = frozenset({DIGITS, FOLDS, SIGN, LOST, YEAR})
"""Those that hardly fit by chance."""
_WHOLE: Final = frozenset({Kind.INTEGER, Kind.YEAR, Kind.MUNICIPALITY})
MONEY: Final = frozenset({Kind.THOUSANDS, Kind.KRONER, Kind.AMOUNT})
_FOLDS: Final = (10.0, 100.0, 1000.0, 10_000.0, 1_000_000.0)
_FIRST_DAY, _LAST_DAY = datetime(1990, 1, 1), datetime(2100, 1, 1)
_MOST: Final = 1e10
_ROUNDED: Final = 100_000
"""From here on a whole number of thousands may be rounded."""
KEYS_OF: Final = {
    "grant": (GRANTS, "grant_id"), "measure": (MEASURES, "number"), "area": (AREAS, "code"),
    "note": (NOTES, "note_id"), "scenario": (SCENARIOS, "name"),
}  # fmt: skip
"""Where the keys stand that a column refers to."""
_TOTALS: Final[Mapping[str, Mapping[str, int]]] = {
    "Inntekt": {"Sum inntekter": 1, "Resultat": 1, "Utgående": 1},
    "Utgift": {"Sum utgifter": 1, "Resultat": -1, "Utgående": -1},
    "Inngående": {"Utgående": 1},
}
"""The totals of «Hovedtall» that an amount goes on to, by the type of its line, and its sign."""


@dataclass(frozen=True)
class Slip:
    """A cell that alone has changed, what it held at the last run, and what kind of slip it is."""

    of: Changed
    row: int
    """Which of the table's rows, as an index."""
    then: Value
    """What it held; BLANK, or "" where it was emptied, where that is not known (a text)."""
    how: str

    @property
    def now(self) -> Value:
        return self.of.values[self.row]


@per_object
def slips(view: View) -> Sequence[Slip]:
    """The slip that each changed column may have had, where only one fits."""
    found: list[Slip] = []
    for one in changed(view):
        other = put_in(one) or fed(view, one) or grown(view, one.bound.spec.name)
        guesses = [] if other else list(_guesses(view, one))
        for how in _ORDER:
            of_kind = [slip for slip in guesses if slip.how == how]
            if len(of_kind) == 1:
                found += of_kind
            if of_kind:
                break
    return tuple(found)


def _guesses(view: View, one: Changed) -> Iterator[Slip]:
    """Each row that may have held something else, if that and what it holds are a slip."""
    weighed = replace(one, weighed=weights_of(view, one))
    coded = one.column.choices is not None or one.column.kind is Kind.CODE
    known = (*one.words, *one.values, *_keys(view, one)) if coded else ()
    blank = [i for i, row in enumerate(one.rows) if not row.blank and one.values[i] is BLANK]
    words = {one.counted(word): word for word in known if isinstance(word, str)}
    for i, row in enumerate(one.rows):
        now = one.values[i]
        if row.blank or view.book.cell(one.cell(i)).formula is not None:
            continue
        held = alone(weighed, i, -one.off, now)
        if held is None:
            continue
        if one.textual:
            word, once = words.get(held), _level(one, i) is not Level.NOW
            if word is not None and word != now and (now is BLANK or once):
                yield Slip(one, i, word, GONE if now is BLANK else WORD)
            elif _copied(one, i):
                yield Slip(one, i, BLANK, COPIED)
            elif blank == [i] and once:
                yield Slip(one, i, "", GONE)
            elif once and one.column.kind is Kind.TEXT and one.column.key != one.bound.spec.key:
                yield Slip(one, i, BLANK, UNKNOWN)
            continue
        then = _value(kind_in(one.column, row), held / one.parts)
        how = None if then is None else _slip(one, i, then)
        if then is not None and how is not None:
            yield Slip(one, i, then, how)


def _keys(view: View, one: Changed) -> Sequence[Value]:
    """The keys of the table that a column refers to: what it held may stand there nowhere else."""
    table, key = KEYS_OF.get(one.column.key, ("", ""))
    return [] if table in ("", one.bound.spec.name) else [v for _, _, v in view.column(table, key)]


def weights_of(view: View, one: Changed) -> Sequence[int]:
    """How much each row moves the print: in «Hovedtall» also by the totals it goes on to."""
    if one.bound.spec.name != MAIN or not one.column.kind.numeric:
        return one.weights
    types = [view.text(row, "type") for row in one.rows]
    formula = [view.book.cell(one.cell(i)).formula is not None for i in range(len(types))]
    own = {kind: w for kind, w, f in zip(types, one.weights, formula, strict=True) if f}
    return [
        w + sum(sign * own.get(total, 0) for total, sign in _TOTALS.get(kind, {}).items())
        for kind, w in zip(types, one.weights, strict=True)
    ]


def _value(kind: Kind, held: float) -> Value | None:
    """*held* as a value of *kind*, or None where it is none."""
    if kind is Kind.DATE:
        day = from_serial(held) if held == int(held) else None
        return day if day is not None and _FIRST_DAY <= day < _LAST_DAY else None
    if abs(held) > _MOST or (kind in _WHOLE and (held != int(held) or held < 0)):
        return None
    if kind in MONEY and round(held, 1) != held:
        return None
    return held


def _slip(one: Changed, i: int, then: Value) -> str | None:
    """What kind of slip has made of *then* what the row at *i* holds now, or None."""
    now = one.values[i]
    if then == now:
        return None
    if now is BLANK:
        return GONE if then != 0 else None
    if isinstance(then, datetime) and isinstance(now, datetime):
        return _of_days(then, now)
    if isinstance(then, float) and isinstance(now, float):
        how = _of_numbers(then, now)
        if how is None and _copied(one, i) and _of_its_kind(one, then):
            return COPIED
        if how is None and _level(one, i) is not Level.NOW and _one_digit(one, then, now):
            return OTHER
        return how
    return None


def _level(one: Changed, i: int) -> Level:
    """When the row at *i* is filled in: of the assumptions each row has its own."""
    levels = one.bound.spec.levels
    return levels.get(str(one.rows[i].values.get(one.bound.spec.key)), one.column.level)


def _of_its_kind(one: Changed, then: float) -> bool:
    """Whether the column has numbers like *then*: where two cells have changed, it has none."""
    numbers = [value for value in one.values if isinstance(value, float)]
    places = max((_places(value) for value in numbers), default=0)
    return _places(then) <= max(places, 2) and (then >= 0 or min(numbers, default=0.0) < 0)


def _places(number: float) -> int:
    return len(f"{number:.10g}".partition(".")[2])


def _of_days(then: datetime, now: datetime) -> str | None:
    if (then.month, then.day) == (now.month, now.day):
        return YEAR
    if (then.year, then.month, then.day) == (now.year, now.day, now.month):
        return DAYS
    return None


def _of_numbers(then: float, now: float) -> str | None:
    if then == 0 or now == 0:
        return None
    if then == -now:
        return SIGN
    ratio = now / then
    if any(abs(ratio / f - 1) < 1e-9 or abs(ratio * f - 1) < 1e-9 for f in _FOLDS):
        return FOLDS
    if max(abs(then), abs(now)) > _ROUNDED and 1000 * min(abs(then), abs(now)) in (
        round(abs(then), -3), round(abs(now), -3)
    ):  # fmt: skip
        return FOLDS
    old, new = f"{abs(then):.10g}", f"{abs(now):.10g}"
    if len(old) == len(new):
        apart = [k for k in range(len(old)) if old[k] != new[k]]
        if len(apart) == 2 and Counter(old) == Counter(new):
            return DIGITS
    shorter, longer = sorted((old, new), key=len)
    one_more = len(longer) == len(shorter) + 1 and len(shorter) > 1
    if one_more and any(longer[:k] + longer[k + 1 :] == shorter for k in range(len(longer))):
        return LOST
    return None


def _one_digit(one: Changed, then: float, now: float) -> bool:
    """Whether the numbers differ in one of at least three digits; of an assumption, of two."""
    old, new = f"{then:.10g}", f"{now:.10g}"
    least = 2 if one.bound.spec.name == ASSUMED else 3
    return len(old) == len(new) >= least and sum(a != b for a, b in zip(old, new, strict=True)) == 1


def _copied(one: Changed, i: int) -> bool:
    """Whether the row at *i* holds what the row above it does, and that is no usual thing."""
    now = one.values[i]
    if i == 0 or now is BLANK or one.values[i - 1] != now:
        return False
    return sum(value == now for value in one.values) == 2
