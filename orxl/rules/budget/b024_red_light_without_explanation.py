"""A red light that nobody has explained."""

from __future__ import annotations

from orxl.layout.follow_up import RED
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN, PROJECTS
from orxl.rules.shared.amounts import amount

RULE = Rule(
    "B024",
    "rødt-lys-uten-forklaring",
    Severity.WARNING,
    finds="En post eller et prosjekt med rødt trafikklys uten forklaring av avviket.",
    why="Den som leser rapporten, må få vite hvorfor prognosen er dårligere enn budsjettet, og hva "
    "som gjøres.",
    remedy="Skriv i «Forklaring av avvik» hvorfor prognosen avviker, og hva som gjøres.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    for table in (MAIN, PROJECTS):
        if not view.has(table, "label", "light", "explanation", "deviation"):
            continue
        calculated = view.bound.tables[table].spec.closed
        for row, _, light in view.column(table, "light"):
            own = calculated is None or "new_forecast" not in calculated(row.values)
            if light == RED and own and not view.text(row, "explanation"):
                off = amount(view, row, "deviation")
                shown = "" if off is None else f" Avviket er {nb.number(off)}."
                yield Hit(
                    f"{nb.quoted(view.text(row, 'label'))} har rødt lys, men ingen forklaring."
                    f"{shown}",
                    cell=row.cells["explanation"],
                    actual=BLANK,
                )


@RULE.bad("Lønnen ventes å bli 900 over budsjettet, uten et ord om hvorfor.")
def _salaries(e: Editor) -> Place:
    e.put(MAIN, "Lønn sekretariatet, mv.", "new_forecast", 6700.0)
    return e.where(MAIN, "Lønn sekretariatet, mv.", "explanation")


@RULE.good("Rødt lys med forklaring.")
def _explained(e: Editor) -> None:
    e.put(MAIN, "Lønn sekretariatet, mv.", "new_forecast", 6700.0)
    e.put(MAIN, "Lønn sekretariatet, mv.", "explanation", "To vikariater etter foreldrepermisjon.")
