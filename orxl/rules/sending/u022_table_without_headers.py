"""A table without a header row, or with headers that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View

_NOTHING = re.compile(r"(?:Kolonne|Column|Spalte)\d+", re.IGNORECASE)


def check(view: View) -> Iterator[Hit]:
    for sheet in view.book.sheets if view.inspection is not None else ():
        for table in sheet.tables:
            ref = table.ref
            first = CellRef(sheet.name, ref.first_row, ref.first_column)
            if not table.header_rows:
                yield Hit(
                    f"Tabellen «{table.name}» på arket «{sheet.name}» har ingen overskriftsrad.",
                    cell=first,
                )
                continue
            for offset, column in enumerate(table.columns):
                if _NOTHING.fullmatch(column.name.strip()):
                    yield Hit(
                        f"Overskriften «{column.name}» i tabellen «{table.name}» sier ikke hva "
                        "kolonnen viser.",
                        cell=CellRef(sheet.name, ref.first_row, ref.first_column + offset),
                        actual=column.name,
                    )
                    break


def _column_1(e: Editor) -> Place:
    e.add_sheet("Notater", "tblNotater", header="Kolonne1")
    return CellRef("Notater", 1, 1)


def _named(e: Editor) -> tuple[Place, ...]:
    e.add_sheet("Notater", "tblNotater")
    return ()


RULE = Rule(
    code="U022",
    name="tabell-uten-overskrifter",
    severity=Severity.WARNING,
    finds="Tabeller uten overskriftsrad, eller med overskrifter som «Kolonne1».",
    why="En skjermleser leser opp overskriften for hver celle. Uten den er tallene uten mening.",
    remedy="Klikk i tabellen, velg Tabellutforming → Overskriftsrad, og skriv hva kolonnene viser.",
    check=check,
    bad=(Example("Et eget ark har en tabell med overskriften «Kolonne1».", _column_1),),
    good=(Example("Et eget ark med en tabell med ordentlig overskrift.", _named),),
)
