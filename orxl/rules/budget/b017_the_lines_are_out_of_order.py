"""Main figures whose structure does not carry the sums: lines missing, doubled or misplaced."""

from __future__ import annotations

from orxl.layout.names import (
    CARRY_IN,
    CARRY_OUT,
    EXPENSE,
    EXPENSE_SUM,
    INCOME,
    INCOME_SUM,
    RESULT,
)
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.amounts import lines, only_line

RULE = Rule(
    "B017",
    "hovedtall-feil-oppbygd",
    Severity.ERROR,
    finds="En linje i Hovedtall som mangler, står dobbelt eller står utenfor summen den hører til.",
    why="En post utenfor blokken sin blir ikke summert, og budsjettet blir feil uten at det synes.",
    remedy="Flytt posten inn over «Avrunding» i sin egen blokk (sett inn en rad der), eller velg "
    "riktig type.",
    references=(paper("5.1.1"),),
)

_SINGLE = (CARRY_IN, INCOME_SUM, EXPENSE_SUM, RESULT, CARRY_OUT)
_BLOCKS = ((INCOME, CARRY_IN, INCOME_SUM), (EXPENSE, INCOME_SUM, EXPENSE_SUM))


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MAIN, "type"):
        return
    for kind in _SINGLE:
        found = lines(view, kind)
        if not found:
            yield Hit(
                f"Hovedtall mangler linjen av typen {nb.quoted(kind)}.",
                sheet="Hovedtall",
                expected=kind,
            )
        for second in found[1:]:
            yield Hit(
                f"Hovedtall har flere linjer av typen {nb.quoted(kind)}: "
                f"{nb.quoted(view.text(found[0], 'label'))} og "
                f"{nb.quoted(view.text(second, 'label'))}.",
                cell=second.cells["type"],
                actual=kind,
            )
    for kind, before, after in _BLOCKS:
        yield from _outside(view, kind, before, after)


def _outside(view: View, kind: str, before: str, after: str) -> Hits:
    """Lines of *kind* that do not stand between the single lines *before* and *after*."""
    above, below = only_line(view, before), only_line(view, after)
    if above is None or below is None:
        return
    for row in lines(view, kind):
        if not above.number < row.number < below.number:
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} er av typen {nb.quoted(kind)}, men står "
                f"ikke mellom {nb.quoted(view.text(above, 'label'))} og "
                f"{nb.quoted(view.text(below, 'label'))}, så {nb.quoted(after)} tar den ikke med.",
                cell=row.cells["type"],
                actual=kind,
            )


@RULE.bad("Typen for resultatlinjen er slettet.")
def _no_result(e: Editor) -> Place:
    e.put(MAIN, "Resultat", "type", BLANK, by="type")
    return "Hovedtall"


@RULE.bad("Sum driftsutgifter har fått typen «Sum inntekter».")
def _two_sums(e: Editor) -> tuple[Place, ...]:
    # The one kind is there twice, and the other is gone.
    return (e.put(MAIN, "Sum driftsutgifter", "type", "Sum inntekter"), "Hovedtall")


@RULE.bad("En utgiftspost har fått typen «Inntekt».")
def _income_among_expenses(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "type", "Inntekt")


@RULE.bad("En ny utgift er skrevet under Utgående mindreforbruk.")
def _below_the_totals(e: Editor) -> Place:
    e.add_row(MAIN, line=21.0, label="Revisjon", type="Utgift", budget=50.0, source="Innlagt")
    row = e.where(MAIN, "Utgående", "type", by="type")
    return type(row)(row.sheet, row.row + 1, row.column)


@RULE.good("En post har fått nytt navn.")
def _renamed(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "label", "Kommunikasjon og nettsider")
