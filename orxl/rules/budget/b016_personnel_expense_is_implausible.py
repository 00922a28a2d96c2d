"""A personnel expense that does not fit the number of positions."""

from __future__ import annotations

from orxl.binding import BoundRow
from orxl.layout.names import EXPENSE
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, MAIN
from orxl.rules.shared.amounts import amount, assumption, lines

RULE = Rule(
    "B016",
    "lønn-passer-ikke-stillingene",
    Severity.WARNING,
    finds="En lønnsutgift per stilling utenfor det som er rimelig "
    "(600 000–2 500 000 kr med pensjon og arbeidsgiveravgift).",
    why="Lønn er den største utgiften; et siffer for mye eller feil antall stillinger velter "
    "budsjettet.",
    remedy="Kontroller beløpet (1000 kr) og «Stillinger budsjettet dekker» på Forutsetninger.",
    references=(paper("5.1.4"),),
)

_LOWEST, _HIGHEST = 600, 2500
"""What one position may cost in a year, 1000 kr: salary, pension and employer's contribution."""


@RULE.check
def check(view: View) -> Hits:
    positions = view.programme.number("Antall_stillinger")
    for row in lines(view, EXPENSE):
        expense = amount(view, row, "budget")
        if not view.text(row, "label").casefold().startswith("lønn") or expense is None:
            continue
        if positions is None or _in_kroner(view, row, expense):
            continue
        if positions <= 0:
            if expense:
                yield Hit(
                    f"Budsjettet har {nb.number(expense)} i lønn, men antall stillinger er "
                    f"{nb.number(positions)}.",
                    cell=assumption(view, "Antall_stillinger"),
                    actual=float(positions),
                    remedy="Skriv hvor mange stillinger budsjettet dekker.",
                )
            continue
        each = expense / float(positions)
        if not _LOWEST <= each <= _HIGHEST:
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} er {nb.number(expense)} for "
                f"{nb.number(positions)} stillinger, altså {nb.number(round(each))} per stilling. "
                f"Ventet er mellom {_LOWEST} og {nb.number(_HIGHEST)} (1000 kr).",
                cell=row.cells["budget"],
                actual=round(each, 6),
            )


def _in_kroner(view: View, row: BoundRow, expense: float) -> bool:
    """Whether the amount is about a thousand times the year before's: another rule's finding."""
    before = amount(view, row, "budget_prior")
    return before is not None and before > 0 and 500 <= expense / before <= 2000


@RULE.bad("Lønn er skrevet som 10 800 i stedet for 5 800.")
def _too_much(e: Editor) -> Place:
    return e.put(MAIN, "Lønn sekretariatet, mv.", "budget", 10_800.0)


@RULE.bad("Antall stillinger er skrevet som 40.")
def _too_many_positions(e: Editor) -> Place:
    e.put(ASSUMED, "Antall_stillinger", "value", 40.0)
    return e.where(MAIN, "Lønn sekretariatet, mv.", "budget")


@RULE.bad("Antall stillinger er 0.")
def _no_positions(e: Editor) -> Place:
    return e.put(ASSUMED, "Antall_stillinger", "value", 0.0)


@RULE.good("En stilling er redusert til 50 %.")
def _part_time(e: Editor) -> None:
    e.put(ASSUMED, "Antall_stillinger", "value", 3.5)
