"""Comments in threads that would be sent along."""

from __future__ import annotations

from orxl.core.inspection import Comment
from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.kit.tables import MAIN, MEASURES
from orxl.rules.shared.sending import INSPECT, cell_list, people

RULE = Rule(
    "U002",
    "kommentartråd-følger-med",
    Severity.WARNING,
    asks=FileView,
    finds="Kommentarer i tråder, også de som er merket som løst.",
    why="Mottakeren kan lese hele samtalen med navn. En åpen tråd betyr ofte at noe ikke er "
    "avklart.",
    remedy=f"Avklar de åpne trådene. Slett så kommentarene: Se gjennom → Slett, eller {INSPECT}.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    for found in view.inspection.sheets:
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


@RULE.bad("En åpen samtale om budsjettposten «Kommunikasjon».")
def _open(e: Editor) -> Place:
    at = e.where(MAIN, "Kommunikasjon", "budget")
    first = Comment(at, "Kari Nordmann", "Er dette nok?", threaded=True)
    e.file.on(at.sheet, comments=(first, Comment(at, "Ola Dahl", "Ja.", threaded=True)))
    return at


@RULE.bad("En løst tråd ligger igjen ved et tiltak.")
def _resolved(e: Editor) -> Place:
    at = e.where(MEASURES, "1.2", "title")
    comment = Comment(at, "Kari Nordmann", "Ferdig.", threaded=True, resolved=True)
    e.file.on(at.sheet, comments=(comment,))
    return at


@RULE.good("En merknad av den gamle typen er et eget funn (U001).")
def _note(e: Editor) -> None:
    at = e.where(MEASURES, "1.2", "title")
    e.file.on(at.sheet, comments=(Comment(at, "Kari Nordmann", "Se her."),))
