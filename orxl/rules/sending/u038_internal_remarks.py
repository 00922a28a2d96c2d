"""Remarks in a column that is for internal use."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.values import BLANK
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if view.inspection is None:
        return
    for bound in view.bound.tables.values():
        for column in bound.spec.columns:
            if "internt" not in column.help.casefold() or column.key not in bound.columns:
                continue
            filled = [
                (cell, value)
                for _, cell, value in view.column(bound.spec.name, column.key)
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


def _remark(e: Editor) -> Place:
    rows = e.rows_where("tblNoter")
    for row in rows:
        e.type_in(e.at("tblNoter", row, "remark"), BLANK)
    return e.type_in(e.at("tblNoter", rows[0], "remark"), "Kari mener at dette er feil")


def _empty(e: Editor) -> tuple[Place, ...]:
    for row in e.rows_where("tblNoter"):
        e.type_in(e.at("tblNoter", row, "remark"), BLANK)
    return ()


RULE = Rule(
    code="U038",
    name="interne-merknader",
    severity=Severity.NOTE,
    finds="Tekst i kolonner som er til internt bruk.",
    why="Merknadene trykkes ikke i saken, men er med når arbeidsboken sendes.",
    remedy="Les merknadene, og slett dem som mottakeren ikke skal se, i kopien som sendes.",
    check=check,
    bad=(Example("En merknad om en fotnote står igjen.", _remark),),
    good=(Example("Kolonnen er tom.", _empty),),
)
