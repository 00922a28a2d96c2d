"""Comments in threads that would be sent along."""

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
        comments = [c for c in found.comments if c.threaded]
        if not comments:
            continue
        cells = list(dict.fromkeys(c.cell for c in comments))
        open_cells = {c.cell for c in comments if not c.resolved}
        names = people(view, [c.author for c in comments])
        by = f" av {nb.listed(names[:4])}" if names else ""
        state = (
            f"{nb.counted(len(open_cells), 'tråd', 'tråder')} er ikke løst"
            if open_cells
            else "alle trådene er løst"
        )
        yield Hit(
            f"Arket «{found.name}» har {nb.counted(len(comments), 'kommentar', 'kommentarer')}{by} "
            f"({cell_list(cells)}); {state}.",
            cell=cells[0],
            actual=comments[0].text,
        )


def _open(e: Editor) -> Place:
    at = e.where("tblHovedtall", "Kommunikasjon", "budget")
    first = Comment(at, "Kari Nordmann", "Er dette nok?", threaded=True)
    e.parcel.on(at.sheet, comments=(first, Comment(at, "Ola Dahl", "Ja.", threaded=True)))
    return at


def _resolved(e: Editor) -> Place:
    at = e.where("tblTiltak", "1.2", "title")
    comment = Comment(at, "Kari Nordmann", "Ferdig.", threaded=True, resolved=True)
    e.parcel.on(at.sheet, comments=(comment,))
    return at


def _note(e: Editor) -> tuple[Place, ...]:
    at = e.where("tblTiltak", "1.2", "title")
    e.parcel.on(at.sheet, comments=(Comment(at, "Kari Nordmann", "Se her."),))
    return ()


RULE = Rule(
    code="U002",
    name="kommentartråd-følger-med",
    severity=Severity.WARNING,
    finds="Kommentarer i tråder, også de som er merket som løst.",
    why="Mottakeren kan lese hele samtalen med navn. En åpen tråd betyr ofte at noe ikke er "
    "avklart.",
    remedy=f"Avklar de åpne trådene. Slett så kommentarene: Se gjennom → Slett, eller {INSPECT}.",
    check=check,
    bad=(
        Example("En åpen samtale om budsjettposten «Kommunikasjon».", _open),
        Example("En løst tråd ligger igjen ved et tiltak.", _resolved),
    ),
    good=(Example("En merknad av den gamle typen er et eget funn (U001).", _note),),
)
