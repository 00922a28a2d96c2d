"""One formula out of step where each formula of a line reads some cells further on."""

from __future__ import annotations

from orxl.formulas.norwegian import shown
from orxl.formulas.tokens import REFERENCES
from orxl.rules.kit import Hit, Hits, Rule, Severity, nb
from orxl.rules.sheets.lines import Axis
from orxl.rules.sheets.series import Series, builds_of, series_in, straight
from orxl.rules.sheets.shape import Atom, Corner, Shape
from orxl.rules.sheets.sheet import At, SheetView
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone
from orxl.rules.sheets.wording import operand

RULE = Rule(
    "A016",
    "bryter-rekken",
    Severity.WARNING,
    asks=SheetsView,
    finds="En formel som er ute av takt i en rekke der hver formel leser et fast antall celler "
    "lenger borte enn den forrige, slik kvartaler leser tre måneder om gangen.",
    why="Slike rekker kan ikke kopieres, så de skrives for hånd, og da blir lett én gal.",
    remedy="Rett referansen, eller skriv i et notat ved cellen hvorfor cellen er annerledes.",
)


@RULE.check
def check(view: SheetsView) -> Hits:
    axes: tuple[Axis, Axis] = ("column", "row")
    for sheet in view.sheets:
        builds = builds_of(sheet)
        for axis in axes:
            for series in series_in(sheet, builds, axis):
                yield from _out_of_step(sheet, series)


def _out_of_step(sheet: SheetView, series: Series) -> Hits:
    """The one cell whose references are not where all the others' steps lead."""
    odd: set[int] = set()
    off: dict[int, int] = {}
    for place in range(len(series.spots[0])):
        values = [spots[place] for spots in series.spots]
        step, start = straight(values)
        astray = [n for n, value in enumerate(values) if value != start + step * n]
        odd.update(astray)
        if len(odd) > 1:
            return
        if astray:
            off[place] = start + step * astray[0]
    if odd and min(off.values()) > 0:
        yield _suspicion(sheet, series, odd.pop(), off)


def _suspicion(sheet: SheetView, series: Series, odd: int, off: dict[int, int]) -> Hit:
    at = series.cells[odd]
    atoms = sheet.shapes[at]
    wanted, found = _atoms(atoms, at, off)
    count = len(series.cells) - 1
    line = "kolonnen" if series.axis == "column" else "raden"
    confidence = Alone.SERIES + Alone.SERIES_LENGTH * min(count - 3, 5)
    confidence += Alone.SERIES_OF_REFERENCES if len(atoms) == 1 else 0.0
    confidence += Alone.SERIES_END if odd in (0, len(series.cells) - 1) else 0.0
    return Hit(
        f"De {nb.number(count)} andre formlene i {line} går jevnt videre, et like langt steg for "
        f"hver; etter mønsteret skulle denne vist til {operand(wanted, at)}, men den viser til "
        f"{operand(found, at)}.",
        cell=sheet.ref(at),
        confidence=confidence,
        actual=shown(sheet.formula(at)),
    )


def _atoms(atoms: Shape, at: At, off: dict[int, int]) -> tuple[Atom, Atom]:
    """The first reference that is out of step: as it should be, and as it is."""
    place = 0
    for atom in atoms:
        if atom.kind not in REFERENCES:
            continue
        corners: list[Corner] = []
        changed = False
        for corner in atom.corners:
            row, column = corner.resolved(*at)
            new: list[int | None] = []
            for spot in (row, column):
                if spot is None:
                    new.append(None)
                    continue
                changed = changed or place in off
                new.append(off.get(place, spot))
                place += 1
            corners.append(Corner(new[0], new[1], True, True))
        if changed:
            return atom._replace(corners=tuple(corners)), atom
    raise AssertionError("a series out of step without a reference")


RULE.bad_sheet(
    "Andre kvartal mangler juni.",
    """
    1            |2            |3             |4             |5|6|7|8|9|10|11|12

    =SUM(A1:C1)→6|=SUM(D1:E1)→9|=SUM(G1:I1)→24|=SUM(J1:L1)→33
    """,
    at="B3",
)

RULE.good_sheet(
    "Kvartalene leser tre måneder hver.",
    """
    1            |2             |3             |4             |5|6|7|8|9|10|11|12

    =SUM(A1:C1)→6|=SUM(D1:F1)→15|=SUM(G1:I1)→24|=SUM(J1:L1)→33
    """,
)
