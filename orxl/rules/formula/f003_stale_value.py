"""A formula whose stored value is not what it gives now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orxl.core import nb
from orxl.core.edits import Edit, SetCached
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.formulas.graph import graph_of
from orxl.formulas.recalculate import agree
from orxl.rules.example import Editor, Example, Place
from orxl.rules.inputs import spot
from orxl.rules.rule import Fix, Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    waiting: list[Edit] = []
    stale: dict[CellRef, SetCached] = {}
    for cell, value in view.recalculation.agreed.items():
        held = view.book.cell(cell)
        if held.formula is None or agree(held.value, value, date1904=view.book.date1904):
            continue
        edit = SetCached(cell, held.formula, value)
        if held.value is not BLANK:
            stale[cell] = edit
        elif value != "":  # an empty text and no value look alike in the file
            waiting.append(edit)
    if waiting:
        count = nb.counted(len(waiting), "formel er", "formler er")
        yield Hit(
            f"{count} ikke regnet ut ennå: filen er lagret uten verdier.",
            severity=Severity.WARNING,
            fix=tuple(waiting),
        )
    yield from _roots(view, stale)


def _roots(view: View, stale: Mapping[CellRef, SetCached]) -> Iterator[Hit]:
    """The stale cells that read no other stale cell; those that rest on them are named there."""
    if not stale:
        return
    graph = graph_of(view.book)
    reading = graph.readers(stale)
    for cell, edit in stale.items():
        if cell in reading:
            continue
        resting = sorted(graph.resting_on_others([cell]) & stale.keys())
        held = view.book.cell(cell).value
        yield Hit(
            f"{spot(view, cell)} viser {nb.value(held)}, men formelen gir "
            f"{nb.value(view.value(cell))} nå.{_named(resting)}",
            cell=cell,
            expected=view.value(cell),
            actual=held,
            fix=(edit, *(stale[other] for other in resting)),
        )


def _named(resting: list[CellRef]) -> str:
    if not resting:
        return ""
    examples = nb.listed([str(cell) for cell in resting[:3]])
    if len(resting) <= 3:
        return f" Det gjelder også {examples}, som bygger på den."
    return f" Det gjelder også {len(resting)} celler som bygger på den, blant annet {examples}."


def _old_total(e: Editor) -> Place:
    at = e.where("tblHovedtall", "Sum inntekter", "budget", by="type")
    return e.show(at, 8319.0)


def _changed_without_excel(e: Editor) -> tuple[Place, ...]:
    line = e.put("tblHovedtall", "Kommunikasjon", "budget_prior", 260.0)
    total = e.where("tblHovedtall", "Sum utgifter", "budget_prior", by="type")
    # The other totals, the carry-over and the front page rest on these two.
    return total, CellRef("Hovedtall", line.row, line.column + 3)


def _never_calculated(e: Editor) -> Place:
    for key in ("budget", "change"):
        e.show(e.where("tblHovedtall", "Sum inntekter", key, by="type"), BLANK)
    return None


def _rounding_noise(e: Editor) -> tuple[Place, ...]:
    at = e.where("tblHovedtall", "Sum inntekter", "budget", by="type")
    e.show(at, 8754.000000000001)
    return ()


RULE = Rule(
    code="F003",
    name="gammel-verdi",
    severity=Severity.ERROR,
    finds="En celle viser et annet tall enn formelen i den gir nå, eller er aldri regnet ut. "
    "Celler som bygger på den, blir nevnt sammen med den.",
    why="Den som leser eller siterer tallet, bruker et tall som ikke gjelder lenger.",
    remedy="Åpne filen i Excel, trykk Ctrl+Alt+F9 og lagre, eller kjør «orxl beregn».",
    check=check,
    fix=Fix.SAFE,
    bad=(
        Example("Sum inntekter viser 8 319, men linjene gir 8 754.", _old_total),
        Example("Et beløp er endret uten at Excel har regnet på nytt.", _changed_without_excel),
        Example("Formlene er lagret uten verdier.", _never_calculated),
    ),
    good=(Example("Verdien avviker bare med regnemaskinens avrunding.", _rounding_noise),),
)
