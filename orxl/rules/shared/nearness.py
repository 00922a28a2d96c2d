"""Which cell a figure in a text is a slip for: by what is said beside it, and by its digits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from orxl.binding.convert import decimal
from orxl.core import nb
from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.layout import Kind
from orxl.rules.kit.tables import ASSUMED, FIGURES
from orxl.rules.kit.view import View
from orxl.rules.shared.figures import Figure, FigureKind, figures, normal
from orxl.rules.shared.periods import periods
from orxl.rules.shared.placeholders import named_cells, named_kinds
from orxl.rules.shared.texts import Passage, speaks_of

_CLOSE: Final = Decimal("0.05")
"""Figures that differ by less than this share are near each other."""
_UNITS: Final[Mapping[Kind, int]] = {
    Kind.THOUSANDS: 1000, Kind.KRONER: 1, Kind.AMOUNT: 1, Kind.INTEGER: 1, Kind.NUMBER: 1,
    Kind.RATE: 1, Kind.SHARE: 100,
}  # fmt: skip
_ALIASES: Final = {"ansatte": "stillinger", "medlemmer": "kommuner"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cell that a figure may be meant for: its name, what it says, and what makes it likely."""

    name: str
    cell: CellRef
    shown: str
    how: str = ""
    fetched: bool = True

    @property
    def instead(self) -> str:
        """What to write in place of the figure."""
        return f"{{{self.name}}}" if self.fetched else self.shown


class _Subject(NamedTuple):
    """What is said before or behind a figure that tells which cell it comes from."""

    names: tuple[str, ...]
    before: re.Pattern[str]
    behind: re.Pattern[str] | None = None


def _words(pattern: str) -> re.Pattern[str]:
    return regex(pattern, re.IGNORECASE)


_REACH: Final = 70
_SUBJECTS: Final = (
    _Subject(("Kontingentvedtak",),
             _words(r"\brepresentantskapet vedt\w+(?: den)? $|\bvedt\w+ (?:den )?$"),
             _words(r"^ at (?:medlems)?kontingent")),
    _Subject(("Vedtaksmøte",), _words(r"representantskapsmøtet (?:\w+dag )?(?:den )?$")),
    _Subject(("Folketallsdato_saken", "Folketallsdato"),
             _words(r"\b(?:folketall\w*|befolkningstall\w*|innbyggertall\w*) (?:per|pr\.?) $")),
    _Subject(("Kontingentsats_saken", "Kontingentsats_forrige", "Kontingentsats"),
             _words(r"\b(?:kontingent|sats)\w*\b[^.;]*$"),
             _words(r"^ (?:kr )?(?:per|pr\.?) innbygg")),
    _Subject(("Lønn_sekretariatet",),
             _words(r"\blønns?(?:kostnad|utgift|budsjett)\w*\b[^.,;]*$")),
    _Subject(("Bundne_midler", "Bundet_i_saken"), _words(r"(?:kr|rundt|om lag|ca\.?) ?$"),
             _words(r"^ (?:kr |kroner )?(?:som )?er bund")),
    _Subject(("Kontingentgrunnlag", "Kontingent_i_alt"),
             _words(r"\b(?:inntekts)?grunnlag\w*\b[^.;]*\bestimert\b[^.;]*$")),
    _Subject(("Resultat_forrige_prognose",), _words(r"\bytterligere (?:kr )?$")),
    _Subject(("Inngående_forrige",),
             _words(r"\bbudsjettert med overføring\b[^.;]*$")),
    _Subject(("Inngående_mindreforbruk",),
             _words(r"\b(?:midler på totalt|vil totalt være på)\s?(?:ca\.? |kr )*$")),
)  # fmt: skip


def contradicted(view: View, passage: Passage, figure: Figure) -> Candidate | None:
    """The cell that says something else of what *figure* is said of; None where none does."""
    declared = _declared_instead(view, passage, figure)
    if declared is not None:
        return declared
    text = passage.text.replace("\u00a0", " ")
    before = text[max(0, figure.start - _REACH) : figure.start]
    behind = text[figure.end : figure.end + _REACH]
    for names, front, back in _SUBJECTS:
        if front.search(before) and (back is None or back.search(behind)):
            return _of_names(view, names, figure)
    return _slip(view, passage, figure)


def _declared_instead(view: View, passage: Passage, figure: Figure) -> Candidate | None:
    """A figure of the kind that «Faste tall» has for the text, and that is no longer in it."""
    key = view.text(passage.row, view.layout.table(passage.table).key)
    place = normal(f"{passage.cell.sheet} {key}")
    here = normal(passage.text)
    for told, cell, kind in _declared(view).get(place, ()):
        if _sort(kind) == _sort(figure.kind) and not re.search(
            rf"(?<![\w,]){re.escape(normal(told))}(?!\w)", here
        ):
            return Candidate("Faste tall", cell, told, fetched=False)
    return None


def _sort(kind: FigureKind) -> str:
    if kind in (FigureKind.DATE, FigureKind.YEARS):
        return "time"
    return "share" if kind is FigureKind.SHARE else "number"


@per_object
def _declared(view: View) -> Mapping[str, Sequence[tuple[str, CellRef, FigureKind]]]:
    found: dict[str, list[tuple[str, CellRef, FigureKind]]] = {}
    for row in view.rows(FIGURES):
        told = view.text(row, "text")
        kind = next((f.kind for f in figures(told)), None)
        if kind is not None:
            place = normal(view.text(row, "place"))
            found.setdefault(place, []).append((told, row.cells["text"], kind))
    return found


def _of_names(view: View, names: Sequence[str], figure: Figure) -> Candidate | None:
    cells = named_cells(view)
    kinds = named_kinds(view)
    others: list[Candidate] = []
    for name in names:
        value = view.value(cells[name]) if name in cells else None
        if isinstance(value, datetime) and figure.kind is FigureKind.DATE:
            said = next(periods(figure.text, view.year), None)
            if said is None or said.first <= value.date() <= said.last:
                return None
            others.append(Candidate(name, cells[name], nb.day(value)))
        elif isinstance(value, float) and figure.value is not None:
            whole = decimal(value) * _UNITS.get(kinds.get(name, Kind.NUMBER), 1)
            if _same(figure, whole):
                return None
            others.append(Candidate(name, cells[name], nb.number(whole)))
    return others[0] if others else None


def _same(figure: Figure, whole: Decimal) -> bool:
    """Whether *figure* is *whole* as far as it has decimals, «5,8 millioner» of 5 800 000."""
    if figure.value is None:
        return False
    if figure.value == whole:
        return True
    decimals = len(re.sub(r"\D.*", "", figure.text.partition(",")[2]))
    scale = 1_000_000 if "mill" in figure.text or figure.after.startswith("mill") else 1
    shown = (whole / scale).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    plain = figure.value / 1_000_000 if "mill" in figure.text else figure.value
    return scale > 1 and shown == plain


def _slip(view: View, passage: Passage, figure: Figure) -> Candidate | None:
    """The amount of which *figure* has the same digits in another order, or a nought too many.

    The last only of the commitment of a grant that the text names.
    """
    if figure.value is None or figure.kind is not FigureKind.NUMBER:
        return None
    for name, cell, value, kind in _named_numbers(view):
        if kind is not Kind.SHARE and value >= 10_000 and _swapped(figure.value, value):
            return Candidate(name, cell, nb.number(value), ", med de samme sifrene")
        named = name.startswith("Tilsagn_") and speaks_of(passage.text, [name[8:].casefold()])
        if named and figure.value in (value * 10, value / 10):
            return Candidate(name, cell, nb.number(value))
    return None


@per_object
def _named_numbers(view: View) -> Sequence[tuple[str, CellRef, Decimal, Kind]]:
    cells = named_cells(view)
    return [
        (name, cells[name], decimal(value) * _UNITS[kind], kind)
        for name, kind in named_kinds(view).items()
        if kind in _UNITS and name in cells and isinstance(value := view.value(cells[name]), float)
    ]


def nearest(view: View, figure: Figure) -> Iterator[Candidate]:
    """Cells of the figure's kind that it may be a slip for, the surest first."""
    if figure.value is None:
        year = named_cells(view).get("Budsjettår")
        if year is not None and figure.text == str(view.year):
            yield Candidate("Budsjettår", year, figure.text)
        return
    counted = _ALIASES.get(figure.after.casefold(), figure.after.casefold())
    units = {row.values.get("name"): view.text(row, "unit") for row in view.rows(ASSUMED)}
    for name, cell, value, kind in _named_numbers(view):
        share = kind is Kind.SHARE
        if share is not (figure.kind is FigureKind.SHARE):
            continue
        shown = nb.number(value) + (" %" if share else "")
        if _swapped(figure.value, value):
            yield Candidate(name, cell, shown, ": de samme sifrene i en annen rekkefølge")
            continue
        close = value >= 1000 and abs(figure.value - value) <= _CLOSE * value
        counts = kind is Kind.INTEGER and units.get(name, "").casefold() == counted != ""
        if close or counts:
            yield Candidate(name, cell, shown)


def _swapped(one: Decimal, other: Decimal) -> bool:
    a, b = f"{one.normalize():f}", f"{other.normalize():f}"
    return one != other and len(a) > 2 and sorted(a) == sorted(b)
