"""Figures from the accounts, and nobody has said of which day they are."""

from __future__ import annotations

from datetime import datetime

from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, MAIN, PROJECTS
from orxl.rules.shared.accounts import posted
from orxl.rules.shared.amounts import assumption

RULE = Rule(
    "B033",
    "regnskap-uten-dato",
    Severity.WARNING,
    finds="Tall i «Regnskap hittil» mens «Regnskap per» på Forutsetninger er tom.",
    why="Uten dato vet ingen hvor stor del av året tallene gjelder. Ofte er det en prognose som er "
    "skrevet i feil kolonne.",
    remedy="Skriv datoen på Forutsetninger. Er tallet en prognose, flyttes det til «Endret "
    "prognose».",
    references=(paper("5.1.1"),),
)


@RULE.check
def check(view: View) -> Hits:
    cell = assumption(view, "Regnskap_per")
    if cell is None or view.value(cell) is not BLANK:
        return
    for table in (MAIN, PROJECTS):
        lines = [(row, actual) for row, _, actual in posted(view, table) if actual != 0]
        if lines:
            row, actual = lines[0]
            more = f" Det samme gjelder {len(lines) - 1} til." if len(lines) > 1 else ""
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} har {nb.number(actual)} i "
                f"{nb.quoted(view.header(table, 'actual'))}, men «Regnskap per» er tom.{more}",
                cell=cell,
                actual=BLANK,
            )
            return


@RULE.bad("Prognosen for lønn er skrevet i «Regnskap hittil».")
def _in_the_wrong_column(e: Editor) -> Place:
    e.put(MAIN, "Lønn sekretariatet, mv.", "actual", 6100.0)
    return e.where(ASSUMED, "Regnskap_per", "value", by="name")


@RULE.bad("Et prosjekt har regnskapstall, men ingen dato.")
def _project(e: Editor) -> Place:
    e.put(PROJECTS, "GEO4Water", "actual", 200.0)
    return e.where(ASSUMED, "Regnskap_per", "value", by="name")


@RULE.good("Regnskapet har dato.")
def _with_a_day(e: Editor) -> None:
    e.put(ASSUMED, "Regnskap_per", "value", datetime(2026, 8, 31), by="name")
    e.put(MAIN, "Lønn sekretariatet, mv.", "actual", 3800.0)
