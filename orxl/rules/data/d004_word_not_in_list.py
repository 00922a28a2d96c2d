"""A word that is not in the list its column takes words from."""

from __future__ import annotations

from collections.abc import Sequence

from orxl.core.edits import SetCell
from orxl.core.likeness import told_apart
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED, GRANTS, MEASURES
from orxl.rules.shared.inputs import assumption_of, cleaned, inputs, spot
from orxl.rules.shared.table_keys import nearest

RULE = Rule(
    "D004",
    "ikke-i-listen",
    Severity.ERROR,
    finds="Et ord som ikke er i nedtrekkslisten for kolonnen.",
    why="Formlene og kontrollene kjenner bare ordene i listen. Et tilskudd med ukjent status "
    "regnes for eksempel ikke med.",
    remedy="Velg et ord fra nedtrekkslisten i cellen.",
    fix=Fix.UNSAFE,
    fix_safety="Ordet i listen som ligner mest, settes inn. Et annet ord kan være ment; derfor "
    "spørres det om hver celle.",
    by_table=True,
)


@RULE.check
def check(view: View) -> Hits:
    for _, row, column, cell, value in inputs(view, lambda c: c.choices is not None):
        spec = assumption_of(column, row)
        name = column.choices if spec is None else spec.choices
        words = view.layout.constants.get(name) if name is not None else None
        if words is None or value in words:
            continue
        if not isinstance(value, str):
            if spec is not None:  # in a column of words, the binding has said it
                yield Hit(
                    f"{spot(view, cell)} er {nb.value(value)}, som ikke er i listen. {_all(words)}",
                    cell=cell,
                    actual=value,
                )
            continue
        if cleaned(value).casefold() in ("", *(word.casefold() for word in words)):
            continue  # Excel does not tell upper case from lower case
        meant = nearest(value, words)
        yield Hit(
            f"{spot(view, cell)} er {nb.quoted(value)}, som ikke er i listen. "
            + (f"Mente du «{meant}»?{told_apart(value, meant)}" if meant else _all(words)),
            cell=cell,
            expected=meant,
            actual=value,
            fix=(SetCell(cell, meant, value),) if meant is not None else (),
        )


def _all(words: Sequence[str]) -> str:
    return f"Listen har {nb.listed([f'«{word}»' for word in words])}."


@RULE.bad("Statusen til ORBIFY er «Innvilga».")
def _misspelt(e: Editor) -> Place:
    return e.put(GRANTS, "ORBIFY", "status", "Innvilga")


@RULE.bad("«Regn med søkte tilskudd» er «Jaa».")
def _two_letters(e: Editor) -> Place:
    return e.put(ASSUMED, "Regn_med_søkte_tilskudd", "value", "Jaa", by="name")


@RULE.bad("«Regn med søkte tilskudd» er SANN.")
def _true(e: Editor) -> Place:
    return e.put(ASSUMED, "Regn_med_søkte_tilskudd", "value", True, by="name")


@RULE.good("«Regn med søkte tilskudd» er «ja» med liten j: det er det samme for Excel.")
def _lower_case(e: Editor) -> None:
    e.put(ASSUMED, "Regn_med_søkte_tilskudd", "value", "ja", by="name")


@RULE.bad("Statusen til et tiltak er et ord utenfor listen.")
def _another_word(e: Editor) -> Place:
    return e.put(MEASURES, "1.1", "status", "Pågående arbeid i sekretariatet")


@RULE.good("Statusen til et tiltak er «I gang».")
def _in_the_list(e: Editor) -> None:
    e.put(MEASURES, "1.1", "status", "I gang")
