"""A printer named in the settings of a sheet."""

from __future__ import annotations

import re

from orxl.core.patterns import regex
from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.shared.sending import quoted_list

RULE = Rule(
    "U033",
    "skriver-i-oppsettet",
    Severity.NOTE,
    asks=FileView,
    finds="Navnet på en skriver i utskriftsoppsettet til et ark.",
    why="Navnet røper tjenere, rom og noen ganger personer.",
    remedy="Velg «Microsoft Print to PDF» i Fil → Skriv ut og lagre, så er det den som nevnes.",
)

_NO_PRINTER = regex(r"Microsoft (?:Print to PDF|XPS)|Send To OneNote|OneNote|Fax", re.IGNORECASE)
"""What comes with Windows and tells nothing."""


@RULE.check
def check(view: FileView) -> Hits:
    where: dict[str, list[str]] = {}
    for found in view.inspection.sheets:
        for printer in found.printers:
            if not _NO_PRINTER.match(printer):
                where.setdefault(printer, []).append(found.name)
    for printer, names in where.items():
        yield Hit(
            f"Utskriftsoppsettet nevner skriveren {nb.quoted(printer)} på "
            f"{nb.counted(len(names), 'ark', 'ark')} ({quoted_list(names)}).",
            actual=printer,
        )


@RULE.bad("Hovedtall ble sist skrevet ut på en skriver med en persons navn.")
def _printer(e: Editor) -> Place:
    e.file.on("Hovedtall", printers=("\\\\UTSKRIFT01\\Kari-rom-512",))
    return None


@RULE.good("Arket har ikke lagret noen skriver.")
def _none(e: Editor) -> None:
    e.file.on("Hovedtall", printers=())
