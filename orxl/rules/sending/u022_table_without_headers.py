"""A table without a header row, or with headers that say nothing."""

from __future__ import annotations

import re

from orxl.core.patterns import regex
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import ACCESSIBLE, wcag

RULE = Rule(
    "U022",
    "tabell-uten-overskrifter",
    Severity.WARNING,
    asks=FileView,
    finds="Tabeller uten overskriftsrad, eller med overskrifter som «Kolonne1».",
    why="En skjermleser leser opp overskriften for hver celle. Uten den er tallene uten mening.",
    remedy="Klikk i tabellen, velg Tabellutforming → Overskriftsrad, og skriv hva kolonnene viser.",
    references=(ACCESSIBLE, wcag("1.3.1", "info-and-relationships")),
)

_NOTHING = regex(r"(?:Kolonne|Column|Spalte)\d+", re.IGNORECASE)


@RULE.check
def check(view: FileView) -> Hits:
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


@RULE.bad("Et eget ark har en tabell med overskriften «Kolonne1».")
def _column_1(e: Editor) -> Place:
    e.add_sheet("Notater", "tblNotater", header="Kolonne1")
    return CellRef("Notater", 1, 1)


@RULE.good("Et eget ark med en tabell med ordentlig overskrift.")
def _named(e: Editor) -> None:
    e.add_sheet("Notater", "tblNotater")
