"""An error value, reported where it arises and not where it is passed on."""

from __future__ import annotations

from bisect import bisect_left

from orxl.core.refs import Range
from orxl.core.values import CellError
from orxl.formulas.tokens import Kind, functions
from orxl.rules.kit import CellRef, Hit, Hits, Rule, Severity, nb
from orxl.rules.kit.references import FORMULA_ERRORS
from orxl.rules.sheets.sheet import At, SheetView, a1
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A001",
    "feilverdi",
    Severity.ERROR,
    asks=SheetsView,
    finds="En formel som gir en feilverdi, der feilen oppstår; celler som bare får den fra andre, "
    "nevnes ikke.",
    why="Alt som bygger på cellen, viser også feil.",
    remedy="Rett formelen eller cellene den leser.",
    references=(FORMULA_ERRORS,),
)

_REMEDIES = {
    "#DIV/0!": "Sørg for at cellen det deles på, har et tall, eller la formelen vise noe annet "
    "når den er tom.",
    "#REF!": "Formelen viser til en celle som er slettet. Skriv referansen på nytt.",
    "#NAME?": "Sjekk at navnet og funksjonen er riktig skrevet og finnes.",
    "#VALUE!": "Sjekk at cellene formelen regner med, har tall og ikke tekst.",
    "#N/A": "Sjekk at verdien det slås opp på, finnes i listen.",
}
Errors = dict[tuple[str, int], list[int]]


@RULE.check
def check(view: SheetsView) -> Hits:
    where = _errors(view)
    circular = view.graph.circular
    for sheet in view.sheets:
        roots: dict[tuple[str, int, int], list[At]] = {}
        for at, cell in sheet.sheet.cells.items():
            broken = any(atom.kind is Kind.ERROR for atom in sheet.shapes.get(at, ()))
            code = cell.value.code if isinstance(cell.value, CellError) else ""
            ref = sheet.ref(at)
            if not code and not broken:
                continue
            if cell.formula is None and _goes_on(sheet, at, code):
                continue  # the first cell of the block speaks for it
            if ref in circular or (not broken and _passed_on(view, ref, where)):
                continue
            roots.setdefault((code, sheet.forms.get(at, -2), at[1]), []).append(at)
        for (code, _, _), cells in roots.items():
            yield from _reports(sheet, code, cells)


def _errors(view: SheetsView) -> Errors:
    """The rows with an error value, by sheet and column, in order."""
    found: Errors = {}
    for sheet in view.sheets:
        for (row, column), cell in sheet.sheet.cells.items():
            if isinstance(cell.value, CellError):
                found.setdefault((sheet.name, column), []).append(row)
    for rows in found.values():
        rows.sort()
    return found


def _goes_on(sheet: SheetView, at: At, code: str) -> bool:
    """Whether the cell above or to the left shows the same error."""
    beside = ((at[0] - 1, at[1]), (at[0], at[1] - 1))
    return any(min(b) > 0 and sheet.cell(b).value == CellError(code) for b in beside)


def _passed_on(view: SheetsView, cell: CellRef, where: Errors) -> bool:
    return any(_holds(area, where) for area in view.graph.precedents(cell))


def _holds(area: Range, where: Errors) -> bool:
    if area.last_column - area.first_column > len(where):
        keys = [key for key in where if area.first_column <= key[1] <= area.last_column]
    else:
        keys = [(area.sheet, c) for c in range(area.first_column, area.last_column + 1)]
    for key in keys:
        rows = where.get(key, [])
        at = bisect_left(rows, area.first_row)
        if key[0] == area.sheet and at < len(rows) and rows[at] <= area.last_row:
            return True
    return False


def _reports(sheet: SheetView, code: str, cells: list[At]) -> Hits:
    """One report for the copies of one formula down a column that show the same error."""
    first = min(cells)
    cell, formula = sheet.ref(first), sheet.formula(first)
    ends = f"{a1(first)} og {a1(max(cells))}"
    others = f" (og {nb.counted(len(cells) - 1, 'celle', 'celler')} til mellom {ends})"
    more = others if len(cells) > 1 else ""
    error = CellError(code)
    name = nb.value(error)
    if formula is not None and functions(formula) == {"NA"}:
        yield Hit(
            f"Formelen gir {name} med vilje (IT){more}.",
            cell=cell,
            confidence=Alone.ERROR_ON_PURPOSE,
            actual=error,
            severity=Severity.NOTE,
            remedy="Bytt ut funksjonen IT når verdien er kjent.",
        )
        return
    if formula is None:
        yield Hit(
            f"Feilverdien {name} er skrevet eller limt inn som verdi{more}.",
            cell=cell,
            confidence=Alone.ERROR_TYPED,
            actual=error,
            severity=Severity.NOTE,
            remedy="Slett feilverdien, eller skriv inn det riktige tallet.",
        )
        return
    if not code:
        yield Hit(
            f"Formelen har en ødelagt referanse (#REF!), men viser ingen feil{more}.",
            cell=cell,
            confidence=Alone.ERROR_NOT_SHOWN,
            severity=Severity.WARNING,
            remedy=_REMEDIES["#REF!"],
        )
        return
    yield Hit(
        f"Formelen gir feilverdien {name}{more}.",
        cell=cell,
        confidence=Alone.ERROR,
        actual=error,
        severity=Severity.ERROR,
        remedy=_REMEDIES.get(code, ""),
    )


RULE.bad_sheet(
    "B2 deler på null; B3 får feilen derfra.",
    """
    5|0
     |=A1/B1→#DIV/0!
     |=B2+1→#DIV/0!
    """,
    at="B2",
)

RULE.good_sheet(
    "En formel fanger feilen.",
    """
    5|0
     |=IFERROR(A1/B1,0)→0
    """,
)
