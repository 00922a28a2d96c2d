"""A formula that gives an error value by itself, not because of a cell it reads."""

from __future__ import annotations

from typing import Final

from orxl.core.values import CellError
from orxl.formulas.graph import graph_of
from orxl.formulas.norwegian import shown
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FORMULA_ERRORS
from orxl.rules.kit.tables import GRANT_YEARS, MAIN
from orxl.rules.shared.formulas import deviations, errors, explained, resolves
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "F005",
    "formel-gir-feil",
    Severity.ERROR,
    finds="En formel gir en feilverdi. Bare cellen feilen begynner i, blir meldt.",
    why="Feilen går videre til alle summer som bygger på cellen.",
    remedy="Rett formelen eller verdiene den leser. Angre endringen hvis feilen nettopp oppsto.",
    references=(FORMULA_ERRORS,),
)

_MEANING: Final = {
    "#N/A": "et oppslag finner ikke det det leter etter",
    "#DIV/0!": "det deles på null eller på en tom celle",
    "#VALUE!": "formelen regner med en tekst eller noe annet som ikke er et tall",
    "#REF!": "formelen viser til celler som er slettet",
    "#NAME?": "formelen bruker et navn eller en funksjon som ikke finnes",
    "#NUM!": "tallet er for stort eller umulig å regne ut",
    "#NULL!": "formelen krysser to områder som ikke har noen celle felles",
}


@RULE.check
def check(view: View) -> Hits:
    found = errors(view)
    if not found:
        return
    graph = graph_of(view.book)
    known = _said(view)
    reading = graph.readers(found) | graph.readers(known)
    for cell, error in found.items():
        declared = view.bound.declared.get(cell)
        if cell not in graph or cell in known or cell in graph.circular:
            continue
        if declared is not None and not resolves(view, cell, declared):
            continue  # a table, column or name is gone: the rules about structure say which
        if cell in reading:
            continue
        formula = view.book.cell(cell).formula
        yield Hit(
            f"{spot(view, cell)} gir {nb.value(error)}: "
            f"{_MEANING.get(error.code, 'formelen gir feil')}. Formelen er {shown(formula)}."
            f"{_spread(graph.resting_on_others([cell]) & found.keys())}",
            cell=cell,
            actual=error,
        )


def _said(view: View) -> frozenset[CellRef]:
    """The inputs and the changed formulas that other rules report."""
    changed = {deviation.cell for deviation in deviations(view)}
    return frozenset(
        cell for cell in explained(view) if cell in changed or view.book.cell(cell).formula is None
    )


def _spread(affected: frozenset[CellRef]) -> str:
    """Where the error goes on to, for the end of the message."""
    if not affected:
        return ""
    count = nb.counted(len(affected), "annen celle", "andre celler")
    examples = nb.listed([str(cell) for cell in sorted(affected)[:3]])
    return f" Feilen går videre til {count}, blant annet {examples}."


@RULE.bad("Inntekten fra et tilskudd deles på null.")
def _by_zero(e: Editor) -> Place:
    at = e.where(GRANT_YEARS, "SEADITO", "income")
    return e.formula(at, "400/0", CellError("#DIV/0!"))


@RULE.bad("En ramme bruker et navn som ikke finnes.")
def _unknown_name(e: Editor) -> Place:
    at = e.where(GRANT_YEARS, "SEADITO", "frame")
    return e.formula(at, "Prosjektramme", CellError("#NAME?"))


@RULE.bad("Et oppslag finner ikke tiltaket.")
def _not_found(e: Editor) -> Place:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    return e.formula(at, 'INDEX(tblTiltak[Nr],MATCH("9.9",tblTiltak[Nr],0))', CellError("#N/A"))


@RULE.good("Formelen fanger opp feilen selv.")
def _caught(e: Editor) -> None:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    e.formula(at, "IFERROR(1/0,200)", 200.0)
