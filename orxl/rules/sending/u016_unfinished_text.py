"""A mark for what is not yet written."""

from __future__ import annotations

from typing import Final

from orxl.core.inspection import Drawing
from orxl.core.patterns import regex
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.sending import few, written
from orxl.rules.shared.texts import PROOFREAD, passages
from orxl.rules.shared.unfinished import unfinished

RULE = Rule(
    "U016",
    "uferdig-tekst",
    Severity.ERROR,
    asks=FileView,
    finds="Merker for det som ikke er skrevet ennå: TODO, xx, ??, [sett inn dato], (sjekk), "
    "«Slettet:».",
    why="Det er skrevet for å bli funnet igjen før utsending.",
    remedy="Skriv teksten ferdig, eller slett merket.",
)

_ANY_TEXT: Final = regex(r"..")


@RULE.check
def check(view: FileView) -> Hits:
    return few(_hits(view))


def _hits(view: FileView) -> Hits:
    judged = {passage.cell for passage in passages(view.inside, PROOFREAD)}  # T010 reports these
    for text in written(view, _ANY_TEXT, typed=True):
        mark = unfinished(text.text)
        if mark and (text.cell is None or text.cell not in judged):
            yield Hit(
                f"{text.where} er ikke skrevet ferdig: «{mark}» i {nb.quoted(text.text)}.",
                cell=text.cell,
                sheet=text.sheet,
                actual=mark,
            )


@RULE.bad("En kommentar begynner med TODO.")
def _comment(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "comment", "TODO: spør Ola om beløpet")


@RULE.bad("Merkene etter en fletting står igjen i en kommentar.")
def _merged(e: Editor) -> Place:
    text = "<<<<<<< MIN\nMøter\n=======\nReiser\n>>>>>>> DIN"
    return e.put(MAIN, "Kommunikasjon", "comment", text)


@RULE.bad("En tekstboks sier «Vedtatt xx. juni».")
def _shape(e: Editor) -> Place:
    box = Drawing("shape", "Tekstboks 1", CellRef("Forside", 50, 1), text="Vedtatt xx. juni")
    e.file.on("Forside", drawings=(box,))
    return CellRef("Forside", 50, 1)


@RULE.good("Romertall og spørsmålstegn i vanlig tekst.")
def _roman(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "comment", "Se kapittel XX. Hvor mye? Se notatet.")
