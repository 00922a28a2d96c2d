"""Hidden rows with content."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.inspection import Filter
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    filled_cells,
    sheets,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
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


def _hidden(e: Editor) -> Place:
    row = e.where("tblHovedtall", "Kommunikasjon", "budget").row
    e.parcel.on("Hovedtall", hidden_rows=((row, row),))
    return CellRef("Hovedtall", row, 1)


def _empty(e: Editor) -> tuple[Place, ...]:
    e.parcel.on("Hovedtall", hidden_rows=((200, 300),))
    return ()


def _filtered(e: Editor) -> tuple[Place, ...]:
    ref = e.table("tblTiltak").ref
    rows = ((ref.first_row + 2, ref.first_row + 4),)
    e.parcel.on("Tiltak", hidden_rows=rows, filters=(Filter(ref, (2,)),))
    return ()


RULE = Rule(
    code="U005",
    name="skjulte-rader",
    severity=Severity.WARNING,
    finds="Skjulte rader som har innhold.",
    why="Skjulte rader regnes med i summene, men vises ikke på skjerm eller papir. Leseren får "
    "ikke linjene til å bli summen, og det skjulte sendes med.",
    remedy="Marker radene over og under, høyreklikk og velg «Vis». Slett innholdet hvis det ikke "
    "skal med.",
    check=check,
    bad=(Example("Raden med «Kommunikasjon» er skjult på Hovedtall.", _hidden),),
    good=(
        Example("Tomme rader nedenfor tabellen er skjult.", _empty),
        Example("Radene er borte fordi et filter er på; det er et eget funn (U018).", _filtered),
    ),
)
