"""The folder in which the file was last saved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
)
from orxl.rules.view import View

_USER = re.compile(r"[/\\](?:Users|Brukere|home|personal)[/\\]([^/\\]+)", re.IGNORECASE)


def check(view: View) -> Iterator[Hit]:
    folder = inspected(view).folder
    if folder:
        user = _USER.search(folder)
        by = f" Stien nevner brukeren «{user[1]}»." if user else ""
        yield Hit(
            f"Filen husker mappen den sist ble lagret i: {nb.quoted(folder)}.{by}", actual=folder
        )


def _home(e: Editor) -> Place:
    e.parcel.change(folder="C:\\Users\\karnor\\Documents\\Budsjett\\")
    return None


def _none(e: Editor) -> tuple[Place, ...]:
    e.parcel.change(folder="")
    return ()


RULE = Rule(
    code="U043",
    name="mappe-røpes",
    severity=Severity.NOTE,
    finds="Stien til mappen der Excel sist lagret filen.",
    why="Stien viser brukernavn, tjenere og hva sakene heter internt.",
    remedy="Lagre kopien som skal sendes, i en mappe med et nøytralt navn.",
    check=check,
    bad=(Example("Filen ble lagret i Karis egen mappe.", _home),),
    good=(Example("Filen husker ingen mappe.", _none),),
)
