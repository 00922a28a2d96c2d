"""A printer named in the settings of a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
    quoted_list,
)
from orxl.rules.view import View

_NO_PRINTER = re.compile(
    r"Microsoft (?:Print to PDF|XPS)|Send To OneNote|OneNote|Fax", re.IGNORECASE
)
"""What comes with Windows and tells nothing."""


def check(view: View) -> Iterator[Hit]:
    where: dict[str, list[str]] = {}
    for found in inspected(view).sheets:
        for printer in found.printers:
            if not _NO_PRINTER.match(printer):
                where.setdefault(printer, []).append(found.name)
    for printer, names in where.items():
        yield Hit(
            f"Utskriftsoppsettet nevner skriveren {nb.quoted(printer)} på "
            f"{nb.counted(len(names), 'ark', 'ark')} ({quoted_list(names)}).",
            actual=printer,
        )


def _printer(e: Editor) -> Place:
    e.parcel.on("Hovedtall", printers=("\\\\UTSKRIFT01\\Kari-rom-512",))
    return None


def _none(e: Editor) -> tuple[Place, ...]:
    e.parcel.on("Hovedtall", printers=())
    return ()


RULE = Rule(
    code="U033",
    name="skriver-i-oppsettet",
    severity=Severity.NOTE,
    finds="Navnet på en skriver i utskriftsoppsettet til et ark.",
    why="Navnet røper tjenere, rom og noen ganger personer.",
    remedy="Velg «Microsoft Print to PDF» i Fil → Skriv ut og lagre, så er det den som nevnes.",
    check=check,
    bad=(Example("Hovedtall ble sist skrevet ut på en skriver med en persons navn.", _printer),),
    good=(Example("Arket har ikke lagret noen skriver.", _none),),
)
