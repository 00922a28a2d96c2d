"""An area without measures, or a programme without exactly one vision."""

from __future__ import annotations

from orxl.programme.codes import StrategyType
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import AREAS, MEASURES, STRATEGY
from orxl.rules.shared.measures import area_of, measures

RULE = Rule(
    "P013",
    "område-uten-tiltak",
    Severity.WARNING,
    finds="Et område uten tiltak, eller et program uten én og bare én visjon.",
    why="Et tomt område blir en overskrift uten tabell i saken.",
    remedy="Skriv minst ett tiltak i området på arket Tiltak, eller slett området.",
    references=(paper("1"), paper("2"), paper("3")),
)


@RULE.check
def check(view: View) -> Hits:
    served = {area_of(measure.number) for _, measure in measures(view)}
    for row in view.rows(AREAS) if served else ():
        code = view.text(row, "code")
        if code and code not in served:
            yield Hit(
                f"Området {code} {nb.quoted(view.text(row, 'name'))} har ingen tiltak.",
                cell=row.cells["code"],
                actual=code,
            )
    if not view.has(STRATEGY, "type"):
        return
    visions = [r for r in view.rows(STRATEGY) if r.values.get("type") == StrategyType.VISION]
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


@RULE.bad("Et nytt område har ingen tiltak.")
def _new_area(e: Editor) -> Place:
    row = e.add_row(AREAS, code="3.6", name="Beredskap", type="Tverrgående tema")
    return e.at(AREAS, row, "code")


@RULE.bad("Visjonen har fått typen «Strategi».")
def _no_vision(e: Editor) -> Place:
    e.put(STRATEGY, "V", "type", "Strategi")
    return "Strategi"


@RULE.bad("En strategi har fått typen «Visjon».")
def _two_visions(e: Editor) -> Place:
    return e.put(STRATEGY, "S3", "type", "Visjon")


@RULE.good("Det nye området har et tiltak.")
def _area_with_a_measure(e: Editor) -> None:
    e.add_row(AREAS, code="3.6", name="Beredskap", type="Tverrgående tema")
    e.add_row(MEASURES, number="3.6.1", title="Kartlegge beredskapen")
