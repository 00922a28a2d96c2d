"""A row that belongs to the layout and whose label is gone, changed or double."""

from __future__ import annotations

from collections.abc import Sequence

from orxl.binding import BoundTable
from orxl.core.edits import SetCell
from orxl.layout.names import (
    CARRY_IN,
    CARRY_OUT,
    EXPENSE_SUM,
    INCOME_SUM,
    RESULT,
)
from orxl.rules.kit import (
    BLANK,
    CellRef,
    Editor,
    Fix,
    Hit,
    Hits,
    Place,
    Rule,
    Severity,
    Value,
    View,
)
from orxl.rules.kit.tables import FEES, MAIN
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "S012",
    "fast-rad-mangler",
    Severity.ERROR,
    finds="En rad som arbeidsboken skal ha, mangler, har fått en annen tekst eller står to ganger.",
    why="Formlene finner disse radene ved teksten: summene og resultatet på Hovedtall, gruppene på "
    "Kontingent, kontrollene på Kontroll og ordene på Lister.",
    remedy="Skriv teksten slik den skal være, eller hent raden fra en tidligere utgave av filen.",
    fix=Fix.UNSAFE,
    fix_safety="Oppsettets tekst skrives over den som står der. Raden kan være en egen rad på "
    "feil plass; derfor spørres det om hver celle. En rad som mangler, settes ikke inn.",
    by_table=True,
)


@RULE.check
def check(view: View) -> Hits:
    for bound in view.bound.tables.values():
        key, labels = _labels(bound)
        if labels and key in bound.columns:
            yield from _compared(view, bound, key, labels)


def _labels(bound: BoundTable) -> tuple[str, Sequence[str]]:
    """The column whose labels must all be there, and the labels."""
    if bound.spec.name == MAIN:
        return "type", (CARRY_IN, INCOME_SUM, EXPENSE_SUM, RESULT, CARRY_OUT)
    return bound.spec.key, bound.spec.labels


def _compared(view: View, bound: BoundTable, key: str, labels: Sequence[str]) -> Hits:
    held: dict[CellRef, Value] = {row.cells[key]: row.values.get(key, BLANK) for row in bound.rows}
    missing = [label for label in labels if label not in held.values()]
    whole = bound.spec.name != MAIN  # there other types stand between these
    others = [c for c, v in held.items() if whole and v is not BLANK and v not in labels]
    for cell, label in zip(others, missing, strict=False):
        yield Hit(
            f"{spot(view, cell)} skulle vært «{label}».",
            cell=cell,
            expected=label,
            actual=held[cell],
            fix=(SetCell(cell, label, held[cell]),),
        )
    for label in missing[len(others) :]:
        yield Hit(
            f"Raden «{label}» mangler i tabellen på arket «{bound.table.sheet}».",
            sheet=bound.table.sheet,
            expected=label,
        )
    for label in labels:
        for cell in [c for c, v in held.items() if v == label][1:]:
            yield Hit(
                f"«{label}» står på flere rader i tabellen. Det skal være bare én.",
                cell=cell,
                actual=label,
                remedy="Slett den raden som er kommet inn ved en feil, eller rett den.",
            )


@RULE.bad("«Kontingent i alt» er omdøpt til «Kontingent totalt».")
def _label_changed(e: Editor) -> Place:
    return e.put(FEES, "Kontingent i alt", "group", "Kontingent totalt")


@RULE.bad("Ordet «EUR» er slettet fra valutalisten.")
def _word_gone(e: Editor) -> Place:
    e.put("tblListe_valuta", "EUR", "value", BLANK)
    return "Lister"


@RULE.bad("Resultatraden på Hovedtall har fått typen «Utgift».")
def _no_result(e: Editor) -> Place:
    e.put(MAIN, "Resultat", "type", "Utgift", by="type")
    return "Hovedtall"


@RULE.bad("Hovedtall har fått to rader med «Sum utgifter».")
def _two_sums(e: Editor) -> Place:
    row = e.add_row(MAIN, line=21.0, label="Sum", type="Sum utgifter", source="Beregnet")
    first = e.where(MAIN, "Sum utgifter", "type", by="type")
    return CellRef(first.sheet, row, first.column)


@RULE.good("Valutalisten har fått ordet «SEK».")
def _extra_word(e: Editor) -> None:
    e.add_row("tblListe_valuta", value="SEK")
