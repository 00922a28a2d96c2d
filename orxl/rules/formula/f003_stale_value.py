"""A formula whose stored value is not what it gives now."""

from __future__ import annotations

from collections.abc import Mapping

from orxl.core.edits import Edit, SetCached
from orxl.formulas.graph import graph_of
from orxl.formulas.recalculate import agree
from orxl.rules.kit import BLANK, CellRef, Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CALCULATION, ENGINES
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "F003",
    "gammel-verdi",
    Severity.ERROR,
    finds="En celle viser et annet tall enn formelen i den gir nå, eller er aldri regnet ut. "
    "Celler som bygger på den, blir nevnt sammen med den.",
    why="Den som leser eller siterer tallet, bruker et tall som ikke gjelder lenger.",
    remedy="Åpne filen i Excel, trykk Ctrl+Alt+F9 og lagre, eller kjør «orxl beregn».",
    fix=Fix.SAFE,
    fix_safety="Formelen er den samme; bare den lagrede verdien fornyes, og bare der to "
    "regnemotorer er enige. «orxl beregn» gjør det også uten «--rett».",
    references=(ENGINES, CALCULATION),
)


@RULE.check
def check(view: View) -> Hits:
    waiting: list[Edit] = []
    stale: dict[CellRef, SetCached] = {}
    for cell, value in view.recalculation.agreed.items():
        held = view.book.cell(cell)
        # Where the engine confirmed what is stored, it is the very same value.
        if held.value is value or held.formula is None:
            continue
        if agree(held.value, value, date1904=view.book.date1904):
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


def _roots(view: View, stale: Mapping[CellRef, SetCached]) -> Hits:
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
            f"{spot(view, cell)} viser {nb.brief(held, view.value(cell))}, men formelen gir "
            f"{nb.brief(view.value(cell), held)} nå.{_named(resting)}",
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


@RULE.bad("Sum inntekter viser 8 319, men linjene gir 8 754.")
def _old_total(e: Editor) -> Place:
    at = e.where(MAIN, "Sum inntekter", "budget", by="type")
    return e.show(at, 8319.0)


@RULE.bad("Et beløp er endret uten at Excel har regnet på nytt.")
def _changed_without_excel(e: Editor) -> tuple[Place, ...]:
    e.put(MAIN, "Kommunikasjon", "budget_prior", 260.0)
    total = e.where(MAIN, "Sum utgifter", "budget_prior", by="type")
    # The other totals, the carry-over and the front page rest on these two.
    return total, e.where(MAIN, "Kommunikasjon", "change")


@RULE.bad("Formlene er lagret uten verdier.")
def _never_calculated(e: Editor) -> Place:
    for key in ("budget", "change"):
        e.show(e.where(MAIN, "Sum inntekter", key, by="type"), BLANK)
    return None


@RULE.good("Verdien avviker bare med regnemaskinens avrunding.")
def _rounding_noise(e: Editor) -> None:
    at = e.where(MAIN, "Sum inntekter", "budget", by="type")
    e.show(at, 8754.000000000001)
