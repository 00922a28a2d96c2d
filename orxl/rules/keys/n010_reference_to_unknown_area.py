"""A strategy item or an area that refers to an area which does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.keyed import dangling, keys, uses
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if not view.has("tblOmråder", "code"):
        return
    known = keys(view, "tblOmråder", "code")
    for table, key in (("tblStrategi", "area"), ("tblOmråder", "cross_references")):
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


def _cross_reference(e: Editor) -> Place:
    return e.put("tblOmråder", "2.1", "cross_references", "3.1, 3.7")


def _strategy(e: Editor) -> Place:
    return e.put("tblStrategi", "U1", "area", "4.2")


def _known(e: Editor) -> tuple[Place, ...]:
    e.put("tblOmråder", "2.1", "cross_references", "3.1; 3.2 og 3.5")
    return ()


RULE = Rule(
    code="N010",
    name="viser-til-ukjent-område",
    severity=Severity.WARNING,
    finds="En strategi eller en innledning viser til et område som ikke finnes.",
    why="Leseren av handlingsprogrammet henvises til noe som ikke står der.",
    remedy="Rett koden, eller legg til området på arket Områder.",
    check=check,
    bad=(
        Example("Område 2.1 viser til 3.1 og 3.7, og 3.7 finnes ikke.", _cross_reference),
        Example("Utfordringen U1 er knyttet til område 4.2, som ikke finnes.", _strategy),
    ),
    good=(Example("Område 2.1 viser til tre områder som finnes.", _known),),
)
