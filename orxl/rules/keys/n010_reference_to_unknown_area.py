"""A strategy item or an area that refers to an area which does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import AREAS, STRATEGY
from orxl.rules.shared.table_keys import dangling, keys, uses

RULE = Rule(
    "N010",
    "viser-til-ukjent-område",
    Severity.WARNING,
    finds="En strategi eller en innledning viser til et område som ikke finnes.",
    why="Leseren av handlingsprogrammet henvises til noe som ikke står der.",
    remedy="Rett koden, eller legg til området på arket Områder.",
    references=(paper("2"), paper("3")),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(AREAS, "code"):
        return
    known = keys(view, AREAS, "code")
    for table, key in ((STRATEGY, "area"), (AREAS, "cross_references")):
        for lost in dangling(_codes(view, table, key), known):
            yield Hit(
                f"Område «{lost.key}» finnes ikke på arket Områder.{lost.elsewhere}",
                cell=lost.cell,
                actual=lost.key,
            )


def _codes(view: View, table: str, key: str) -> Iterator[tuple[CellRef, str]]:
    """The codes in a column; «3.1, 3.5» are two."""
    for cell, text in uses(view, table, key):
        for code in re.split(r"[,;]|\s+og\s+|\s+", text):
            if code:
                yield cell, code


@RULE.bad("Område 2.1 viser til 3.1 og 3.7, og 3.7 finnes ikke.")
def _cross_reference(e: Editor) -> Place:
    return e.put(AREAS, "2.1", "cross_references", "3.1, 3.7")


@RULE.bad("Utfordringen U1 er knyttet til område 4.2, som ikke finnes.")
def _strategy(e: Editor) -> Place:
    return e.put(STRATEGY, "U1", "area", "4.2")


@RULE.good("Område 2.1 viser til tre områder som finnes.")
def _known(e: Editor) -> None:
    e.put(AREAS, "2.1", "cross_references", "3.1; 3.2 og 3.5")
