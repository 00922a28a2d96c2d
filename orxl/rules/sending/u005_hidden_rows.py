"""Hidden rows with content."""

from __future__ import annotations

from orxl.core.inspection import Filter
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.kit.tables import MAIN, MEASURES
from orxl.rules.shared.sending import filled_cells, sheets

RULE = Rule(
    "U005",
    "skjulte-rader",
    Severity.WARNING,
    asks=FileView,
    finds="Skjulte rader som har innhold.",
    why="Skjulte rader regnes med i summene, men vises ikke på skjerm eller papir. Leseren får "
    "ikke linjene til å bli summen, og det skjulte sendes med.",
    remedy="Marker radene over og under, høyreklikk og velg «Vis». Slett innholdet hvis det ikke "
    "skal med.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    for found, sheet in sheets(view):
        filtered = [f.ref for f in found.filters]
        for first, last in found.hidden_rows:
            rows = sorted({c.row for c in filled_cells(view, sheet) if first <= c.row <= last})
            # A filter hides rows of its own range; that is the filter's finding (U018).
            rows = [r for r in rows if not any(f.first_row < r <= f.last_row for f in filtered)]
            if rows:
                where = f"Rad {first}" if first == last else f"Radene {first}–{last}"
                yield Hit(
                    f"{where} på arket «{found.name}» er skjult, men "
                    f"{nb.counted(len(rows), 'rad', 'rader')} har innhold.",
                    cell=CellRef(found.name, rows[0], 1),
                    actual=float(len(rows)),
                )


@RULE.bad("Raden med «Kommunikasjon» er skjult på Hovedtall.")
def _hidden(e: Editor) -> Place:
    row = e.where(MAIN, "Kommunikasjon", "budget").row
    e.file.on("Hovedtall", hidden_rows=((row, row),))
    return CellRef("Hovedtall", row, 1)


@RULE.good("Tomme rader nedenfor tabellen er skjult.")
def _empty(e: Editor) -> None:
    e.file.on("Hovedtall", hidden_rows=((200, 300),))


@RULE.good("Radene er borte fordi et filter er på; det er et eget funn (U018).")
def _filtered(e: Editor) -> None:
    ref = e.table(MEASURES).ref
    rows = ((ref.first_row + 2, ref.first_row + 4),)
    e.file.on("Tiltak", hidden_rows=rows, filters=(Filter(ref, (2,)),))
