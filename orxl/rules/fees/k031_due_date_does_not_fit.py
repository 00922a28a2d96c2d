"""A due date of the fee that is no date, out of order, or in another year."""

from __future__ import annotations

from itertools import pairwise

from orxl.programme.invoices import DUE, due_dates
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption

RULE = Rule(
    "K031",
    "forfallet-passer-ikke",
    Severity.WARNING,
    finds="Et forfall for kontingenten som ikke er en dato, ikke kommer i rekkefølge, eller ikke "
    "er i budsjettåret.",
    why="Fakturagrunnlaget deler kontingenten på terminene. Er en dato feil, blir både antallet "
    "terminer og beløpene feil.",
    remedy="Skriv datoene skilt med semikolon, for eksempel 1.3.2026; 1.9.2026.",
)


@RULE.check
def check(view: View) -> Hits:
    cell, text = assumption(view, DUE), view.programme.word(DUE)
    if cell is None or text is None:
        return
    try:
        due = due_dates(text)
    except ValueError as error:
        yield Hit(
            f"Forfallet {nb.quoted(str(error))} er ikke en dato.",
            cell=cell,
            actual=text,
            severity=Severity.ERROR,
        )
        return
    other = [day for day in due if day.year != view.year]
    if other:
        yield Hit(
            f"Forfallet {nb.day(other[0])} er ikke i budsjettåret {view.year}.",
            cell=cell,
            actual=text,
        )
    elif any(later <= earlier for earlier, later in pairwise(due)):
        yield Hit("Forfallene kommer ikke i rekkefølge, hvert på sin dag.", cell=cell, actual=text)


@RULE.bad("Datoene er skilt med komma.")
def _commas(e: Editor) -> Place:
    return e.put(ASSUMED, DUE, "value", "1.3.2026, 1.9.2026", by="name")


@RULE.bad("En dato er i fjor.")
def _last_year(e: Editor) -> Place:
    return e.put(ASSUMED, DUE, "value", "1.3.2025; 1.9.2026", by="name")


@RULE.bad("Samme dato står to ganger.")
def _twice(e: Editor) -> Place:
    return e.put(ASSUMED, DUE, "value", "1.3.2026; 1.3.2026", by="name")


@RULE.good("To terminer i budsjettåret.")
def _two(e: Editor) -> None:
    e.put(ASSUMED, DUE, "value", "1.3.2026; 1.9.2026", by="name")
