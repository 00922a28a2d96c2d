"""Notes (the old kind of comment) that would be sent along."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.inspection import Comment
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    INSPECT,
    cell_list,
    inspected,
    people,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for found in inspected(view).sheets:
        notes = [c for c in found.comments if not c.threaded]
        if notes:
            cells = [c.cell for c in notes]
            names = people(view, [c.author for c in notes])
            by = f" av {nb.listed(names[:4])}" if names else ""
            yield Hit(
                f"Arket «{found.name}» har {nb.counted(len(notes), 'merknad', 'merknader')}{by}: "
                f"{cell_list(cells)}. Den første er {nb.quoted(notes[0].text)}.",
                cell=cells[0],
                actual=notes[0].text,
            )


def _note(e: Editor) -> Place:
    at = e.where("tblHovedtall", "Kommunikasjon", "budget")
    e.parcel.on(at.sheet, comments=(Comment(at, "Kari Nordmann", "Er dette nok?"),))
    return at


def _thread(e: Editor) -> tuple[Place, ...]:
    at = e.where("tblHovedtall", "Kommunikasjon", "budget")
    e.parcel.on(at.sheet, comments=(Comment(at, "Kari Nordmann", "Er dette nok?", threaded=True),))
    return ()


RULE = Rule(
    code="U001",
    name="merknad-følger-med",
    severity=Severity.WARNING,
    finds="Merknader (de gule lappene) ved cellene, med navnet på den som skrev dem.",
    why="Mottakeren kan lese dem. De er ofte skrevet som huskelapper mellom kolleger.",
    remedy=f"Les merknadene. Slett dem som ikke skal sendes: {INSPECT}, eller høyreklikk på cellen "
    "og velg «Slett merknad».",
    check=check,
    bad=(Example("En merknad fra Kari Nordmann står igjen ved «Kommunikasjon».", _note),),
    good=(Example("En kommentar i en tråd er et eget funn (U002).", _thread),),
)
