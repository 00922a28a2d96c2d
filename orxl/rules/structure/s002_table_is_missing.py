"""A table of the layout that is gone though its sheet is there."""

from __future__ import annotations

from typing import Final

from orxl.core.snapshot import Sheet
from orxl.layout import TableSpec
from orxl.rules.kit import BLANK, CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import TABLES
from orxl.rules.kit.tables import GRANTS, PARTNERS

RULE = Rule(
    "S002",
    "tabell-mangler",
    Severity.ERROR,
    finds="En tabell er gjort om til vanlige celler, slettet eller omdøpt.",
    why="Formlene og kontrollene henter tall ved tabellens navn. Uten tabellen blir tallene feil "
    "eller borte.",
    remedy="Hent arket fra en tidligere utgave av filen.",
    references=(TABLES,),
)


_MANY: Final = 3
"""So many lost tables, and none left on any sheet, are one damage."""


@RULE.check
def check(view: View) -> Hits:
    lost = [
        table.name
        for spec in view.layout.sheets
        if view.book.sheet(spec.name) is not None
        for table in spec.tables
        if table.name not in view.bound.tables
    ]
    if len(lost) >= _MANY and not view.book.tables:
        yield Hit(
            f"Alle de {len(lost)} tabellene er borte, mens arkene står igjen. Filen er trolig "
            "lagret med et program som ikke tar vare på tabeller.",
            remedy="Hent en tidligere utgave av filen, og åpne og lagre den bare i Excel eller "
            "LibreOffice.",
            hinders=True,
        )
        return
    for spec in view.layout.sheets:
        sheet = view.book.sheet(spec.name)
        if sheet is None:
            continue
        for table in spec.tables:
            if table.name in view.bound.tables:
                continue
            message = f"Tabellen «{table.name}» finnes ikke på arket «{spec.name}»."
            remedy = ""
            if renamed := _renamed(view, sheet, table):
                message += f" Tabellen «{renamed}» har de samme overskriftene."
                remedy = f"Gi tabellen navnet «{table.name}» under Tabellutforming i Excel."
            elif at := _plain_header(sheet, table):
                message += f" Overskriftene står i rad {at.row}, men som vanlige celler."
                remedy = (
                    f"Merk overskriftene og radene under, velg Sett inn → Tabell, og gi tabellen "
                    f"navnet «{table.name}» under Tabellutforming."
                )
            yield Hit(message, sheet=spec.name, expected=table.name, remedy=remedy, hinders=True)


def _renamed(view: View, sheet: Sheet, spec: TableSpec) -> str | None:
    wanted = [c.header.casefold() for c in spec.columns]
    for table in sheet.tables:
        headers = [c.name.casefold() for c in table.columns]
        if headers == wanted and table.name not in view.layout.tables:
            return table.name
    return None


def _plain_header(sheet: Sheet, spec: TableSpec) -> CellRef | None:
    """The first cell of the table's headers, where they stand as plain cells."""
    first, second, *_ = [*(column.header for column in spec.columns), BLANK]
    found = (
        at
        for at, cell in sheet.cells.items()
        if cell.value == first and sheet[at[0], at[1] + 1].value == second
    )
    row, column = min(found, default=(0, 0))
    return CellRef(sheet.name, row, column) if row else None


@RULE.bad("Tabellen på Tilskudd er konvertert til et område.")
def _made_plain(e: Editor) -> Place:
    e.drop_table(GRANTS)
    return "Tilskudd"


@RULE.bad("Tabellen på Partnere har fått navnet «Tabell12».")
def _other_name(e: Editor) -> Place:
    e.rename_table(PARTNERS, "Tabell12")
    return "Partnere"


@RULE.bad("Filen er lagret med et program som fjerner alle tabeller.")
def _stripped(e: Editor) -> Place:
    for table in e.book.tables.values():
        e.drop_table(table.name)
    return None


@RULE.good("Et eget ark har fått en egen tabell.")
def _own_table(e: Editor) -> None:
    e.add_sheet("Mine notater", table="tblNotater")
