"""A word that is not in the list its column takes words from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orxl.core import nb
from orxl.core.edits import SetCell
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.inputs import assumption_of, cleaned, inputs, spot
from orxl.rules.keyed import nearest
from orxl.rules.rule import Fix, Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for _, row, column, cell, value in inputs(view, lambda c: c.choices is not None):
        spec = assumption_of(column, row)
        name = column.choices if spec is None else spec.choices
        words = view.layout.constants.get(name) if name is not None else None
        if words is None or not isinstance(value, str) or value in words:
            continue
        if cleaned(value) in ("", *words):
            continue
        meant = nearest(value, words)
        yield Hit(
            f"{spot(view, cell)} er {nb.quoted(value)}, som ikke er i listen. "
            + (f"Mente du «{meant}»?" if meant is not None else _all(words)),
            cell=cell,
            expected=meant,
            actual=value,
            fix=(SetCell(cell, meant, value),) if meant is not None else (),
        )


def _all(words: Sequence[str]) -> str:
    return f"Listen har {nb.listed([f'«{word}»' for word in words])}."


def _misspelt(e: Editor) -> Place:
    return e.put("tblTilskudd", "ORBIFY", "status", "Innvilga")


def _lower_case(e: Editor) -> Place:
    return e.put("tblForutsetninger", "Regn_med_søkte_tilskudd", "value", "ja", by="name")


def _another_word(e: Editor) -> Place:
    return e.put("tblTiltak", "1.1", "status", "Pågående arbeid i sekretariatet")


def _in_the_list(e: Editor) -> tuple[Place, ...]:
    e.put("tblTiltak", "1.1", "status", "I gang")
    return ()


RULE = Rule(
    code="D004",
    name="ikke-i-listen",
    severity=Severity.ERROR,
    finds="Et ord som ikke er i nedtrekkslisten for kolonnen.",
    why="Formlene og kontrollene kjenner bare ordene i listen. Et tilskudd med ukjent status "
    "regnes for eksempel ikke med.",
    remedy="Velg et ord fra nedtrekkslisten i cellen.",
    check=check,
    fix=Fix.UNSAFE,
    bad=(
        Example("Statusen til ORBIFY er «Innvilga».", _misspelt),
        Example("«Regn med søkte tilskudd» er «ja» med liten j.", _lower_case),
        Example("Statusen til et tiltak er et ord utenfor listen.", _another_word),
    ),
    good=(Example("Statusen til et tiltak er «I gang».", _in_the_list),),
)
