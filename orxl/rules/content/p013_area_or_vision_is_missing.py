"""An area without measures, or a programme without exactly one vision."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.programme.codes import StrategyType
from orxl.rules.example import Editor, Example, Place
from orxl.rules.measures import AREAS, area_of, measures
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View

_STRATEGY = "tblStrategi"


def check(view: View) -> Iterator[Hit]:
    served = {area_of(measure.number) for _, measure in measures(view)}
    for row in view.rows(AREAS) if served else ():
        code = view.text(row, "code")
        if code and code not in served:
            yield Hit(
                f"Området {code} {nb.quoted(view.text(row, 'name'))} har ingen tiltak.",
                cell=row.cells["code"],
                actual=code,
            )
    if not view.has(_STRATEGY, "type"):
        return
    visions = [r for r in view.rows(_STRATEGY) if r.values.get("type") == StrategyType.VISION]
    if not visions and not view.unused:
        yield Hit(
            "Strategi har ingen visjon.",
            sheet="Strategi",
            remedy="Skriv visjonen på arket Strategi, med typen «Visjon».",
        )
    for second in visions[1:]:
        yield Hit(
            f"Strategi har flere visjoner: {nb.quoted(view.text(visions[0], 'text'))} og "
            f"{nb.quoted(view.text(second, 'text'))}.",
            cell=second.cells["type"],
            actual=str(StrategyType.VISION),
            remedy="La bare én rad ha typen «Visjon».",
        )


def _new_area(e: Editor) -> Place:
    row = e.add_row(AREAS, code="3.6", name="Beredskap", type="Tverrgående tema")
    return e.at(AREAS, row, "code")


def _no_vision(e: Editor) -> Place:
    e.put(_STRATEGY, "V", "type", "Strategi")
    return "Strategi"


def _two_visions(e: Editor) -> Place:
    return e.put(_STRATEGY, "S3", "type", "Visjon")


def _area_with_a_measure(e: Editor) -> tuple[Place, ...]:
    e.add_row(AREAS, code="3.6", name="Beredskap", type="Tverrgående tema")
    e.add_row("tblTiltak", number="3.6.1", title="Kartlegge beredskapen")
    return ()


RULE = Rule(
    code="P013",
    name="område-uten-tiltak",
    severity=Severity.WARNING,
    finds="Et område uten tiltak, eller et program uten én og bare én visjon.",
    why="Et tomt område blir en overskrift uten tabell i saken.",
    remedy="Skriv minst ett tiltak i området på arket Tiltak, eller slett området.",
    check=check,
    bad=(
        Example("Et nytt område har ingen tiltak.", _new_area),
        Example("Visjonen har fått typen «Strategi».", _no_vision),
        Example("En strategi har fått typen «Visjon».", _two_visions),
    ),
    good=(Example("Det nye området har et tiltak.", _area_with_a_measure),),
)
