"""An edition that says «vedtatt» while no decision is recorded."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption

RULE = Rule(
    "D018",
    "utgaven-sier-vedtatt",
    Severity.WARNING,
    finds="«Utgave» sier at budsjettet er vedtatt, mens «Budsjettet vedtatt» er tom.",
    why="Budsjettet er innstilt til representantskapet har vedtatt det. Forsiden må ikke si noe "
    "annet.",
    remedy="Skriv dagen budsjettet ble vedtatt i «Budsjettet vedtatt», eller rett «Utgave».",
)
_DECIDED: Final = re.compile(r"(?<!\bikke )\bvedtatt\b", re.IGNORECASE)


@RULE.check
def check(view: View) -> Hits:
    cell, edition = assumption(view, "Versjon"), view.programme.word("Versjon") or ""
    recorded = assumption(view, "Budsjettvedtak")
    if cell is None or recorded is None or view.programme.day("Budsjettvedtak") is not None:
        return
    if _DECIDED.search(edition):
        yield Hit(
            f"«Utgave» er {nb.quoted(edition)}, men datoen for vedtaket er ikke skrevet.",
            cell=cell,
            actual=edition,
        )


@RULE.bad("Utgaven er «Vedtatt i representantskapet», uten dato for vedtaket.")
def _decided(e: Editor) -> Place:
    return e.put(ASSUMED, "Versjon", "value", "Vedtatt i representantskapet", by="name")


@RULE.good("Vedtaket er datert.")
def _dated(e: Editor) -> None:
    e.put(ASSUMED, "Versjon", "value", "Vedtatt", by="name")
    e.put(ASSUMED, "Budsjettvedtak", "value", datetime(2025, 12, 18), by="name")


@RULE.good("Utgaven er «Ikke vedtatt».")
def _not_decided(e: Editor) -> None:
    e.put(ASSUMED, "Versjon", "value", "Utkast, ikke vedtatt", by="name")
