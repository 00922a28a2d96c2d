"""A formula whose stored value is not what it gives now."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.edits import Edit, SetCached
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.core.snapshot import Cell
from orxl.core.values import BLANK, Value
from orxl.formulas.recalculate import agree
from orxl.rules.example import Editor, Example, Place
from orxl.rules.inputs import spot
from orxl.rules.rule import Fix, Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    waiting: list[Edit] = []
    stale: list[Hit] = []
    for cell, value in view.recalculation.agreed.items():
        held = view.book.cell(cell)
        if held.formula is None or agree(held.value, value):
            continue
        edit = SetCached(cell, held.formula, value)
        if held.value is not BLANK:
            stale.append(_stale(view, cell, held, value, edit))
        elif value != "":  # an empty text and no value look alike in the file
            waiting.append(edit)
    if waiting:
        count = nb.counted(len(waiting), "formel er", "formler er")
        yield Hit(
            f"{count} ikke regnet ut ennå: filen er lagret uten verdier.",
            severity=Severity.WARNING,
            fix=tuple(waiting),
        )
    yield from stale


def _stale(view: View, cell: CellRef, held: Cell, value: Value, edit: SetCached) -> Hit:
    return Hit(
        f"{spot(view, cell)} viser {nb.value(held.value)}, men formelen gir {nb.value(value)} nå.",
        cell=cell,
        expected=value,
        actual=held.value,
        fix=(edit,),
    )


def _old_total(e: Editor) -> Place:
    at = e.where("tblHovedtall", "Sum inntekter", "budget", by="type")
    return e.show(at, 8319.0)


def _changed_without_excel(e: Editor) -> tuple[Place, ...]:
    line = e.put("tblHovedtall", "Kommunikasjon", "budget_prior", 260.0)
    kinds = ("Sum utgifter", "Resultat", "Utgående")
    totals = [e.where("tblHovedtall", kind, "budget_prior", by="type") for kind in kinds]
    changes = [CellRef("Hovedtall", cell.row, line.column + 3) for cell in (line, *totals)]
    carried = ("expenses", "result", "closing")
    return (
        *totals,
        *changes,
        *(e.where("tblOverføring", "Budsjett 2025", key) for key in carried),
    )


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
    finds="En celle viser et annet tall enn formelen i den gir nå, eller er aldri regnet ut.",
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
