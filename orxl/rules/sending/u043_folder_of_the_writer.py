"""The folder in which the file was last saved."""

from __future__ import annotations

import re

from orxl.core.patterns import regex
from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb

RULE = Rule(
    "U043",
    "mappe-røpes",
    Severity.NOTE,
    asks=FileView,
    finds="Stien til mappen der Excel sist lagret filen.",
    why="Stien viser brukernavn, tjenere og hva sakene heter internt.",
    remedy="Lagre kopien som skal sendes, i en mappe med et nøytralt navn.",
)

_USER = regex(r"[/\\](?:Users|Brukere|home|personal)[/\\]([^/\\]+)", re.IGNORECASE)


@RULE.check
def check(view: FileView) -> Hits:
    folder = view.inspection.folder
    if folder:
        user = _USER.search(folder)
        by = f" Stien nevner brukeren «{user[1]}»." if user else ""
        yield Hit(
            f"Filen husker mappen den sist ble lagret i: {nb.quoted(folder)}.{by}", actual=folder
        )


@RULE.bad("Filen ble lagret i Karis egen mappe.")
def _home(e: Editor) -> Place:
    e.file.change(folder="C:\\Users\\karnor\\Documents\\Budsjett\\")
    return None


@RULE.good("Filen husker ingen mappe.")
def _none(e: Editor) -> None:
    e.file.change(folder="")
