"""An error value that stands as a constant, typed or pasted."""

from __future__ import annotations

from orxl.core.values import CellError
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FORMULA_ERRORS
from orxl.rules.kit.tables import MAIN, MEASURES
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "D007",
    "feilverdi-limt-inn",
    Severity.ERROR,
    finds="En feilverdi som #I/T eller #REF! er limt inn eller skrevet i en celle.",
    why="Alle formler som leser cellen, viser den samme feilen.",
    remedy="Skriv den riktige verdien, eller tøm cellen.",
    references=(FORMULA_ERRORS,),
)


@RULE.check
def check(view: View) -> Hits:
    for spec in view.layout.sheets:
        sheet = view.book.sheet(spec.name)
        for (row, column), held in sheet.cells.items() if sheet is not None else ():
            if held.formula is None and isinstance(held.value, CellError):
                cell = CellRef(spec.name, row, column)
                if cell in view.bound.declared:
                    continue  # a formula is missing there, which is worse (F001)
                yield Hit(
                    f"{spot(view, cell)} er feilverdien {nb.value(held.value)}, som ikke "
                    "kommer fra en formel.",
                    cell=cell,
                    actual=held.value,
                )


@RULE.bad("#N/A er limt inn som budsjett for Kommunikasjon.")
def _pasted(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "budget", CellError("#N/A"))


@RULE.bad("#REF! er limt inn som ansvarlig for et tiltak.")
def _in_a_text(e: Editor) -> Place:
    return e.put(MEASURES, "1.1", "responsible", CellError("#REF!"))


@RULE.good("En kommentar nevner #N/A.")
def _as_text(e: Editor) -> None:
    e.put(MEASURES, "1.1", "comment", "Her sto det #N/A tidligere.")
