"""A value that the embedded engines could not confirm."""

from __future__ import annotations

from orxl.formulas.graph import graph_of
from orxl.formulas.recalculate import Disputed, Recalculation, Undecided
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import ENGINES
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.formulas import errors, lints, reads_another_book
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "F007",
    "ikke-etterregnet",
    Severity.NOTE,
    finds="En verdi som ikke kunne kontrolleres ved etterregning.",
    why="orxl etterregner hver formel. Gir én motor et annet tall enn det som står i cellen, blir "
    "enda en spurt. Er de ikke enige, eller kan ikke formelen etterregnes, er Excels tall det "
    "eneste vi har.",
    remedy="Kontroller tallet for hånd, eller skriv formelen enklere.",
    references=(ENGINES,),
)


@RULE.check
def check(view: View) -> Hits:
    recalculation = view.recalculation
    open_cells: dict[CellRef, Disputed | Undecided] = {}
    open_cells.update(recalculation.disputed)
    open_cells.update(recalculation.undecided)
    if recalculation.missing:
        yield _without(recalculation)
        open_cells = {cell: v for cell, v in open_cells.items() if not _unasked(v)}
    if not open_cells:
        return
    graph = graph_of(view.book)
    said = {item.cell for item, _ in lints(view)} | graph.circular
    wrong = frozenset(errors(view))
    reading = graph.readers(open_cells.keys() | wrong)
    for cell, verdict in open_cells.items():
        if cell in said or cell in wrong or reads_another_book(view, cell):
            continue  # another rule says why
        if cell in reading:
            continue  # the doubt begins in a cell that this one reads
        resting = graph.resting_on_others([cell]) & open_cells.keys()
        yield Hit(
            f"{spot(view, cell)} kunne ikke etterregnes. {_why(verdict)} Arbeidsboken viser "
            f"{nb.brief(view.book.cell(cell).value)}.{_resting(resting)}",
            cell=cell,
            actual=view.book.cell(cell).value,
        )


def _without(recalculation: Recalculation) -> Hit:
    """One line for all that an engine which is not installed leaves unsaid."""
    missing = recalculation.missing
    what = "Beregningsmotoren" if len(missing) == 1 else "Beregningsmotorene"
    cells = sum(_unasked(verdict) for verdict in recalculation.undecided.values())
    if len(missing) == len(recalculation.engines):
        left = "Ingen formler er etterregnet; reglene er kjørt på tallene slik de står."
    elif cells:
        count = nb.counted(cells, "formel er", "formler er")
        left = f"{count} bare regnet ut av én motor, så tallet er ikke bekreftet."
    else:
        left = "Den andre motoren bekrefter tallene slik de står."
    return Hit(
        f"{what} {nb.listed(missing)} er ikke installert på denne maskinen. {left}",
        remedy="Trengs to uavhengige etterregninger, så kontroller boken også på en PC med vanlig "
        "prosessor (ikke ARM) og Python 3.11–3.14.",
    )


def _unasked(verdict: Disputed | Undecided) -> bool:
    return isinstance(verdict, Undecided) and verdict.unasked


def _why(verdict: Disputed | Undecided) -> str:
    if isinstance(verdict, Undecided):
        return verdict.reason
    values = list(verdict.values.values())
    given = nb.listed([nb.brief(value, *values) for value in values])
    engines = "De to beregningsmotorene" if len(values) == 2 else "Beregningsmotorene"
    return f"{engines} er ikke enige: de gir {given}."


def _resting(cells: frozenset[CellRef]) -> str:
    if not cells:
        return ""
    count = nb.counted(len(cells), "celle bygger", "celler bygger")
    return f" {count} på den og er heller ikke etterregnet."


@RULE.bad("En hel kolonne rundes av i én formel, og det er ikke alle motorer prøvd med.")
def _whole_column_rounded(e: Editor) -> Place:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    return e.formula(at, "SUMPRODUCT(ROUND(tblProsjektmidler[Ramme 2026],0))", 2580.0)


@RULE.good("En enkel sum etterregnes.")
def _plain_sum(e: Editor) -> None:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    e.formula(at, "SUM(150,50)", 200.0)
