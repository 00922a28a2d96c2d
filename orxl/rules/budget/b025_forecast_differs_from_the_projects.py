"""The prognosis of the line of the projects, and that of the projects themselves."""

from __future__ import annotations

from orxl.programme.codes import LineSource
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN, PROJECTS
from orxl.rules.shared.amounts import amount, difference, differs, sum_of

RULE = Rule(
    "B025",
    "prognosen-avviker-fra-prosjektmidler",
    Severity.WARNING,
    finds="Prognosen for året for posten «Prosjekter» på Hovedtall er en annen enn summen av "
    "prognosene "
    "på Prosjektmidler.",
    why="De to arkene sier da hver sitt om hvordan året ender.",
    remedy="Skriv de ventede beløpene på Prosjektmidler, og la «Endret prognose» for posten på "
    "Hovedtall være summen av dem.",
    references=(paper("5.1.2"),),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MAIN, "source", "forecast", "new_forecast"):
        return
    rows = [r for r in view.rows(MAIN) if r.values.get("source") == LineSource.PROJECTS]
    expected = sum_of(view, PROJECTS, "forecast")
    budgets = sum_of(view, PROJECTS, "budget")
    for row in rows if len(rows) == 1 else ():
        shown, budget = amount(view, row, "forecast"), amount(view, row, "budget")
        if shown is None or expected is None or budgets is None or budget is None:
            continue
        if differs(budget, budgets):
            continue  # the budget itself differs: B006
        if differs(shown, expected):
            yield Hit(
                f"Prognosen for året for {nb.quoted(view.text(row, 'label'))} er "
                f"{nb.number(shown)}, men prognosene på Prosjektmidler er til sammen "
                f"{nb.number(expected)} {difference(shown, expected)}.",
                cell=row.cells["new_forecast"],
                expected=expected,
                actual=shown,
                remedy=f"Skriv {nb.number(expected)} i «Endret prognose» for posten, eller rett "
                "prognosene på Prosjektmidler.",
            )


@RULE.bad("Hovedtall venter 2 900; prosjektene venter 2 650.")
def _two_prognoses(e: Editor) -> Place:
    e.put(PROJECTS, "Strategiske satsinger", "new_forecast", 670.0)
    return e.put(MAIN, "Prosjekter", "new_forecast", 2900.0)


@RULE.bad("Bare Prosjektmidler har fått en ny prognose.")
def _only_the_projects(e: Editor) -> Place:
    e.put(PROJECTS, "Strategiske satsinger", "new_forecast", 670.0)
    return e.where(MAIN, "Prosjekter", "new_forecast")


@RULE.good("Begge venter 2 650.")
def _the_same(e: Editor) -> None:
    e.put(PROJECTS, "Strategiske satsinger", "new_forecast", 670.0)
    e.put(MAIN, "Prosjekter", "new_forecast", 2650.0)
