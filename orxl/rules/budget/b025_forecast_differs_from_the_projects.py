"""The prognosis or the accounts of the line of the projects, and those of the projects."""

from __future__ import annotations

from orxl.binding import BoundRow
from orxl.programme.codes import LineSource
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN, PROJECTS
from orxl.rules.shared.accounts import posted
from orxl.rules.shared.amounts import amount, difference, differs, sum_of

RULE = Rule(
    "B025",
    "prognosen-avviker-fra-prosjektmidler",
    Severity.WARNING,
    finds="Prognosen for året, eller «Regnskap hittil», for posten «Prosjekter» på Hovedtall er en "
    "annen enn summen på Prosjektmidler.",
    why="De to arkene sier da hver sitt om hvordan året går.",
    remedy="Skriv beløpene på Prosjektmidler, og la posten på Hovedtall være summen av dem.",
    references=(paper("5.1.2"),),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MAIN, "source", "forecast", "new_forecast"):
        return
    rows = [r for r in view.rows(MAIN) if r.values.get("source") == LineSource.PROJECTS]
    if len(rows) == 1:
        yield from _forecast(view, rows[0])
        yield from _accounts(view, rows[0])


def _forecast(view: View, row: BoundRow) -> Hits:
    expected, budgets = sum_of(view, PROJECTS, "forecast"), sum_of(view, PROJECTS, "budget")
    shown, budget = amount(view, row, "forecast"), amount(view, row, "budget")
    if shown is None or expected is None or budgets is None or budget is None:
        return
    if differs(budget, budgets):
        return  # the budget itself differs: B006
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


def _accounts(view: View, row: BoundRow) -> Hits:
    """The accounts to date, where both sheets have them: one alone may not be filled in yet."""
    own = [(cell, shown) for line, cell, shown in posted(view, MAIN) if line is row]
    each = [actual for _, _, actual in posted(view, PROJECTS)]
    expected = sum_of(view, PROJECTS, "actual")
    for cell, shown in own if each else ():
        if expected is not None and differs(shown, expected):
            yield Hit(
                f"{nb.quoted(view.header(MAIN, 'actual'))} for "
                f"{nb.quoted(view.text(row, 'label'))} er {nb.number(shown)}, men prosjektene på "
                f"Prosjektmidler har til sammen {nb.number(expected)} "
                f"{difference(shown, expected)}.",
                cell=cell,
                expected=expected,
                actual=shown,
                remedy="Kontroller begge mot regnskapet, og rett det som er feil.",
            )


@RULE.bad("Hovedtall venter 2 900; prosjektene venter 2 650.")
def _two_prognoses(e: Editor) -> Place:
    e.put(PROJECTS, "Strategiske satsinger", "new_forecast", 670.0)
    return e.put(MAIN, "Prosjekter", "new_forecast", 2900.0)


@RULE.bad("Bare Prosjektmidler har fått en ny prognose.")
def _only_the_projects(e: Editor) -> Place:
    e.put(PROJECTS, "Strategiske satsinger", "new_forecast", 670.0)
    return e.where(MAIN, "Prosjekter", "new_forecast")


@RULE.bad("Regnskapet er 900 på Hovedtall; prosjektene har til sammen 750.")
def _two_accounts(e: Editor) -> Place:
    e.put(PROJECTS, "GEO4Water", "actual", 500.0)
    e.put(PROJECTS, "Strategiske satsinger", "actual", 250.0)
    return e.put(MAIN, "Prosjekter", "actual", 900.0)


@RULE.good("Regnskapet er 750 begge steder.")
def _same_accounts(e: Editor) -> None:
    e.put(PROJECTS, "GEO4Water", "actual", 500.0)
    e.put(PROJECTS, "Strategiske satsinger", "actual", 250.0)
    e.put(MAIN, "Prosjekter", "actual", 750.0)


@RULE.good("Regnskapet er bare ført på Hovedtall.")
def _accounts_of_the_line_alone(e: Editor) -> None:
    e.put(MAIN, "Prosjekter", "actual", 900.0)


@RULE.good("Begge venter 2 650.")
def _the_same(e: Editor) -> None:
    e.put(PROJECTS, "Strategiske satsinger", "new_forecast", 670.0)
    e.put(MAIN, "Prosjekter", "new_forecast", 2650.0)
