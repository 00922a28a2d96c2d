"""A slip of the pen in the printed paper that was corrected, and that stands in the text again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core.patterns import regex
from orxl.layout.names import CORRECTED
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import PARAGRAPHS, STRATEGY
from orxl.rules.shared.spoken import spoken

RULE = Rule(
    "T038",
    "rettet-skrivefeil-er-tilbake",
    Severity.NOTE,
    finds="En skrivefeil fra den trykte saken som arket Rettelser sier er rettet, og som står i "
    "teksten igjen.",
    why="Teksten er trolig limt inn fra den trykte saken, og andre rettelser kan ha gått tapt.",
    remedy="Skriv det slik det står i «Står her» på arket Rettelser.",
)

_QUOTED: Final = regex(r"«([^«»]+)»")
_DONE: Final = "rettet"
_LEAST: Final = 8
"""Shorter pieces stand in other words as well."""


@RULE.check
def check(view: View) -> Hits:
    faults = list(_faults(view))
    for sentence in spoken(view) if faults else ():
        for sheet, printed, right in faults:
            if sheet != sentence.cell.sheet or printed not in sentence.text:
                continue
            start = sentence.text.find(printed)
            end = start + len(printed)
            if not any(c.isalnum() for c in sentence.text[max(0, start - 1) : start]) and not any(
                c.isalnum() for c in sentence.text[end : end + 1]
            ):
                yield Hit(
                    f"Her står {nb.quoted(printed)}, som ble rettet til {nb.quoted(right)}.",
                    cell=sentence.cell,
                    expected=right,
                    actual=printed,
                )


def _faults(view: View) -> Iterator[tuple[str, str, str]]:
    """What was printed on which sheet, and what was put in its place: of one piece each."""
    if not view.has(CORRECTED, "what", "sheet", "printed", "here"):
        return
    for row in view.rows(CORRECTED):
        printed = _QUOTED.findall(view.text(row, "printed"))
        right = _QUOTED.findall(view.text(row, "here"))
        if view.text(row, "what").casefold() != _DONE or len(printed) != 1 or len(right) != 1:
            continue
        if len(printed[0]) >= _LEAST and printed[0] not in right[0]:
            yield view.text(row, "sheet"), printed[0], right[0]


@RULE.bad("Visjonen sier «internasjonal konkurransedyktig» igjen.")
def _vision(e: Editor) -> Place:
    text = "Osloregionen skal være en internasjonal konkurransedyktig og bærekraftig region"
    return e.put(STRATEGY, "V", "text", text)


@RULE.good("Det rettede ordet i en annen tekst.")
def _right(e: Editor) -> None:
    text = "Regionen skal være internasjonalt konkurransedyktig."
    e.put(PARAGRAPHS, "5.1.4-4", "text", text)
