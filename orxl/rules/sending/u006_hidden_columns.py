"""Hidden columns with content."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.refs import CellRef, column_letters
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    filled_cells,
    sheets,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for found, sheet in sheets(view):
        for first, last in found.hidden_columns:
            columns = [c for c in filled_cells(view, sheet) if first <= c.column <= last]
            if columns:
                top = min(columns, key=lambda c: (c.column, c.row))
                letters = column_letters(first)
                where = f"Kolonne {letters}"
                if last > first:
                    where = f"Kolonnene {letters}–{column_letters(min(last, 16_384))}"
                yield Hit(
                    f"{where} på arket «{found.name}» er skjult, men har "
                    f"{nb.counted(len(columns), 'celle', 'celler')} med innhold.",
                    cell=top,
                    actual=float(len(columns)),
                )


def _hidden(e: Editor) -> Place:
    column = e.where("tblHovedtall", "Kommunikasjon", "forecast_prior").column
    e.parcel.on("Hovedtall", hidden_columns=((column, column),))
    return CellRef("Hovedtall", e.table("tblHovedtall").ref.first_row, column)


def _empty(e: Editor) -> tuple[Place, ...]:
    e.parcel.on("Hovedtall", hidden_columns=((40, 16_384),))
    return ()


RULE = Rule(
    code="U006",
    name="skjulte-kolonner",
    severity=Severity.WARNING,
    finds="Skjulte kolonner som har innhold.",
    why="Det skjulte sendes med og kan vises av mottakeren. En kolonne som er skjult ved et uhell, "
    "mangler dessuten på utskriften.",
    remedy="Marker kolonnene på hver side, høyreklikk og velg «Vis». Slett innholdet hvis det ikke "
    "skal med.",
    check=check,
    bad=(Example("Kolonnen med prognosen er skjult på Hovedtall.", _hidden),),
    good=(Example("Alle tomme kolonner til høyre er skjult.", _empty),),
)
