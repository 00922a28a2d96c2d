"""A filter that leaves rows out of sight."""

from __future__ import annotations

from orxl.core.inspection import Filter
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.kit.tables import MEASURES

RULE = Rule(
    "U018",
    "filter-er-på",
    Severity.WARNING,
    asks=FileView,
    finds="Et filter som er på, i en tabell eller på et ark.",
    why="Rader som er filtrert bort, vises ikke og skrives ikke ut, men regnes med i summene. "
    "Leseren tror at listen er hel.",
    remedy="Velg Data → Fjern (ved siden av Filter). Kontroller at alle rader er tilbake.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    for found in view.inspection.sheets:
        for chosen in found.filters:
            ref = chosen.ref
            hidden = sum(
                max(0, min(last, ref.last_row) - max(first, ref.first_row + 1) + 1)
                for first, last in found.hidden_rows
            )
            at = CellRef(found.name, ref.first_row, chosen.columns[0])
            header = view.book.cell(at).value
            by = nb.quoted(header) if isinstance(header, str) else f"kolonne {at.a1}"
            rows = nb.counted(hidden, "rad", "rader")
            yield Hit(
                f"Filteret på {by} på arket «{found.name}» er på og skjuler {rows}.",
                cell=at,
                actual=float(hidden),
                severity=None if hidden else Severity.NOTE,
            )


@RULE.bad("Tiltakene er filtrert på ett område.")
def _filtered(e: Editor) -> Place:
    ref = e.table(MEASURES).ref
    rows = ((ref.first_row + 3, ref.first_row + 9),)
    e.file.on("Tiltak", filters=(Filter(ref, (3,)),), hidden_rows=rows)
    return CellRef("Tiltak", ref.first_row, 3)


@RULE.good("Filterpilene er der, men ingenting er valgt.")
def _cleared(e: Editor) -> None:
    e.file.on("Tiltak", filters=())
