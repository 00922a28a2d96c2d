"""Remarks in a column that is for internal use."""

from __future__ import annotations

from orxl.rules.kit import BLANK, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.tables import NOTES

RULE = Rule(
    "U038",
    "interne-merknader",
    Severity.NOTE,
    asks=FileView,
    finds="Tekst i kolonner som er til internt bruk.",
    why="Merknadene trykkes ikke i saken, men er med når arbeidsboken sendes.",
    remedy="Les merknadene, og slett dem som mottakeren ikke skal se, i kopien som sendes.",
)


@RULE.check
def check(view: FileView) -> Hits:
    for bound in view.inside.bound.tables.values():
        for column in bound.spec.columns:
            if "internt" not in column.help.casefold() or column.key not in bound.columns:
                continue
            filled = [
                (cell, value)
                for _, cell, value in view.inside.column(bound.spec.name, column.key)
                if value is not BLANK and value != ""
            ]
            if filled:
                cell, value = filled[0]
                yield Hit(
                    f"Kolonnen «{column.header}» på arket «{cell.sheet}» er til internt bruk. "
                    f"Den har tekst i {nb.counted(len(filled), 'rad', 'rader')}. Den første er "
                    f"{nb.value(value)}.",
                    cell=cell,
                    actual=value,
                )


@RULE.bad("En merknad om en fotnote står igjen.")
def _remark(e: Editor) -> Place:
    rows = e.rows_where(NOTES)
    for row in rows:
        e.type_in(e.at(NOTES, row, "remark"), BLANK)
    return e.type_in(e.at(NOTES, rows[0], "remark"), "Kari mener at dette er feil")


@RULE.good("Kolonnen er tom.")
def _empty(e: Editor) -> None:
    for row in e.rows_where(NOTES):
        e.type_in(e.at(NOTES, row, "remark"), BLANK)
