"""Notes (the old kind of comment) that would be sent along."""

from __future__ import annotations

from orxl.core.inspection import Comment
from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.sending import INSPECT, cell_list, people

RULE = Rule(
    "U001",
    "merknad-følger-med",
    Severity.WARNING,
    asks=FileView,
    finds="Notater (de gule lappene) ved cellene, med navnet på den som skrev dem.",
    why="Mottakeren kan lese dem. De er ofte skrevet som huskelapper mellom kolleger.",
    remedy=f"Les notatene. Slett dem som ikke skal sendes: {INSPECT}, eller høyreklikk på cellen "
    "og velg «Slett notat» (i eldre Excel «Slett merknad»).",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    for found in view.inspection.sheets:
        notes = [c for c in found.comments if not c.threaded]
        if notes:
            cells = [c.cell for c in notes]
            names = people(view, [c.author for c in notes])
            by = f" av {nb.listed(names[:4])}" if names else ""
            yield Hit(
                f"Arket «{found.name}» har {nb.counted(len(notes), 'notat', 'notater')}{by}: "
                f"{cell_list(cells)}. Den første er {nb.quoted(notes[0].text)}.",
                cell=cells[0],
                actual=notes[0].text,
            )


@RULE.bad("Et notat fra Kari Nordmann står igjen ved «Kommunikasjon».")
def _note(e: Editor) -> Place:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    e.file.on(at.sheet, comments=(Comment(at, "Kari Nordmann", "Er dette nok?"),))
    return at


@RULE.good("En kommentar i en tråd er et eget funn (U002).")
def _thread(e: Editor) -> None:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    e.file.on(at.sheet, comments=(Comment(at, "Kari Nordmann", "Er dette nok?", threaded=True),))
