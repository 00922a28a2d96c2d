"""A scenario in which nothing is other than in the book."""

from __future__ import annotations

from orxl.programme.codes import ScenarioName
from orxl.programme.records import ScenarioRow
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import CHOICES, SCENARIOS
from orxl.rules.shared.table_keys import keys, same

RULE = Rule(
    "N020",
    "scenario-uten-endring",
    Severity.WARNING,
    finds="Et scenario uten egen sats, folketallsdato, vekst eller valg, og uten rad på "
    "Scenariovalg.",
    why="Scenarioet viser det samme som boken nå, under et navn som sier noe annet.",
    remedy="Skriv hva som er annerledes, på Scenarioer eller Scenariovalg, eller slett scenarioet.",
    references=(paper("5.1.3"),),
)
_OWN = {same(name.value) for name in ScenarioName}


@RULE.check
def check(view: View) -> Hits:
    if not view.has(SCENARIOS, "name") or not view.has(CHOICES, "scenario"):
        return
    changed = keys(view, CHOICES, "scenario")
    for row in view.rows(SCENARIOS):
        own = row.record
        if not isinstance(own, ScenarioRow) or same(own.name) in {*_OWN, *changed}:
            continue
        if (own.rate, own.at, own.growth, own.applied) == (None, None, None, None):
            yield Hit(
                f"Scenarioet {nb.quoted(own.name)} endrer ingenting.",
                cell=row.cells["name"],
                actual=own.name,
            )


@RULE.bad("Valget for «Uten Drammen» er flyttet til et annet scenario.")
def _moved(e: Editor) -> Place:
    e.put(CHOICES, "Uten Drammen", "scenario", "Nytt folketall", by="scenario")
    return e.where(SCENARIOS, "Uten Drammen", "name")


@RULE.good("Et nytt scenario har en egen sats.")
def _rate(e: Editor) -> None:
    e.add_row(SCENARIOS, name="Sats 2,75", rate=2.75)
