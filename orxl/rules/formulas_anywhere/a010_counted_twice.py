"""A formula that adds the same cell twice."""

from __future__ import annotations

from orxl.core.refs import Range
from orxl.rules.kit import CellRef, Hit, Hits, Rule, Severity, nb
from orxl.rules.sheets.totals import Term, around, overlap
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A010",
    "celle-telles-to-ganger",
    Severity.WARNING,
    asks=SheetsView,
    finds="En formel som legger til den samme cellen to ganger, direkte eller gjennom en sum.",
    why="Beløpet telles to ganger, og summen blir for stor.",
    remedy="Ta bort det ene leddet.",
)

_MOST_TERMS = 60


@RULE.check
def check(view: SheetsView) -> Hits:
    for cell, terms in view.terms.items():
        added = [term.area for term in terms if term.plus]
        if not 1 < len(added) <= _MOST_TERMS:
            continue
        taken = [term for term in terms if not term.plus]
        twice = _twice(added)
        if twice is not None and not _taken_away(twice, taken):
            yield Hit(
                f"Formelen legger til {around(cell, twice)} to ganger.",
                cell=cell,
                confidence=Alone.TWICE_IN_PART
                if twice.size < max(area.size for area in added)
                else Alone.TWICE_IN_WHOLE,
            )
            continue
        found = _through_a_sum(view, cell, added)
        if found is not None and not _taken_away(found[1], taken):
            subtotal, shared = found
            yield Hit(
                f"Formelen legger til {nb.listed([subtotal.a1, around(cell, shared)])}, men "
                f"{subtotal.a1} har allerede med {around(cell, shared)}.",
                cell=cell,
                confidence=Alone.TWICE_THROUGH_A_SUM,
            )


def _twice(areas: list[Range]) -> Range | None:
    """The first cells that two of *areas* share."""
    for number, area in enumerate(areas):
        for other in areas[number + 1 :]:
            shared = overlap(area, other)
            if shared is not None:
                return shared
    return None


def _through_a_sum(
    view: SheetsView, cell: CellRef, areas: list[Range]
) -> tuple[CellRef, Range] | None:
    """A cell among *areas* that is the sum of cells which another of *areas* has as well.

    A copy of the formula in *cell* does not count: where each builds on the one before, that is
    how the series is meant.
    """
    own = _form(view, cell)
    for area in areas:
        if area.size != 1:
            continue
        subtotal = CellRef(area.sheet, area.first_row, area.first_column)
        parts = view.terms.get(subtotal, ())
        if sum(term.area.size for term in parts) < 2 or _form(view, subtotal) == own:
            continue
        for term in parts:
            for other in areas:
                shared = overlap(term.area, other) if term.plus and other is not area else None
                if shared is not None:
                    return subtotal, shared
    return None


def _form(view: SheetsView, cell: CellRef) -> int | None:
    return view.by_name[cell.sheet.casefold()].forms.get((cell.row, cell.column))


def _taken_away(shared: Range, taken: list[Term]) -> bool:
    """Whether what is added twice is taken away once: a correction, no mistake."""
    return any(overlap(term.area, shared) is not None for term in taken)


RULE.bad_sheet(
    "A3 er med både i området og alene.",
    """
    1
    2
    3
    4
    =SUM(A1:A4)+A3→13
    """,
    at="A5",
)

RULE.bad_sheet(
    "B4 er summen av B1:B3; B5 legger til B1 en gang til.",
    """
    a  |1
    b  |2
    c  |3
    Sum|=SUM(B1:B3)→6
    Alt|=B4+B1→7
    """,
    at="B5",
)

RULE.good_sheet(
    "En del av summen trekkes fra igjen.",
    """
    1
    2
    3
    =SUM(A1:A3)+A2-A2-A1→5
    """,
)
