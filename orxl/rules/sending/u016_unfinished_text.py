"""A mark for what is not yet written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.inspection import Drawing
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    few,
    written,
)
from orxl.rules.texts import PROOFREAD, passages
from orxl.rules.view import View

_MARK = re.compile(
    r"\b(?:TODO|FIXME|TBD)\b|\b[xX]{3,}\b|\bxx\b|[?]{3,}"
    r"|\[(?:fyll|sett|skriv|legg|dato|navn|beløp)[^\]]*\]|\b[Ll]orem ipsum\b"
)


def check(view: View) -> Iterator[Hit]:
    return few(_hits(view))


def _hits(view: View) -> Iterator[Hit]:
    judged = {passage.cell for passage in passages(view, PROOFREAD)}  # T010 reports these
    for text in written(view, _MARK):
        match = _MARK.search(text.text)
        if match and (text.cell is None or text.cell not in judged):
            yield Hit(
                f"{text.where} er ikke skrevet ferdig: «{match[0]}» i {nb.quoted(text.text)}.",
                cell=text.cell,
                sheet=text.sheet,
                actual=match[0],
            )


def _comment(e: Editor) -> Place:
    return e.put("tblHovedtall", "Kommunikasjon", "comment", "TODO: spør Ola om beløpet")


def _shape(e: Editor) -> Place:
    box = Drawing("shape", "Tekstboks 1", CellRef("Forside", 50, 1), text="Vedtatt xx. juni")
    e.parcel.on("Forside", drawings=(box,))
    return CellRef("Forside", 50, 1)


def _roman(e: Editor) -> tuple[Place, ...]:
    e.put("tblHovedtall", "Kommunikasjon", "comment", "Se kapittel XX. Hvor mye? Se notatet.")
    return ()


RULE = Rule(
    code="U016",
    name="uferdig-tekst",
    severity=Severity.ERROR,
    finds="Merker for det som ikke er skrevet ennå: TODO, xx, ???, [sett inn dato], lorem ipsum.",
    why="Det er skrevet for å bli funnet igjen før utsending.",
    remedy="Skriv teksten ferdig, eller slett merket.",
    check=check,
    bad=(
        Example("En kommentar begynner med TODO.", _comment),
        Example("En tekstboks sier «Vedtatt xx. juni».", _shape),
    ),
    good=(Example("Romertall og spørsmålstegn i vanlig tekst.", _roman),),
)
