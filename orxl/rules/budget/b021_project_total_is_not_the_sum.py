"""A total above the project funds that is not the sum of its column."""

from __future__ import annotations

from orxl.layout.kinds import Kind
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import PROJECTS
from orxl.rules.shared.amounts import difference, differs, sum_of
from orxl.rules.shared.formulas import deviations
from orxl.rules.shared.over_tables import left_behind

RULE = Rule(
    "B021",
    "totalen-for-prosjekter-stemmer-ikke",
    Severity.ERROR,
    finds="En total over tabellen på Prosjektmidler som ikke er summen av prosjektene.",
    why="Totalen er rammen styret vedtar for prosjektene.",
    remedy="Totalen skal være formelen oppsettet har for cellen; «orxl beregn --rett» setter den "
    "tilbake.",
    references=(paper("5.1.2"),),
)

_LOOK = "Totalen har den formelen den skal ha. Rett beløpene eller formlene i radene den summerer."


@RULE.check
def check(view: View) -> Hits:
    elsewhere = {placed for left in left_behind(view) for placed in left.cells}
    wrong = {deviation.cell for deviation in deviations(view)}
    for placed in view.bound.fixed:
        if placed.table != PROJECTS or placed.spec.role != "total" or placed in elsewhere:
            continue
        if placed.spec.kind is not Kind.THOUSANDS:
            continue  # a share or a level is no sum
        key = placed.spec.over
        shown, expected = view.number(placed.cell), _sum(view, key)
        if shown is not None and expected is not None and differs(shown, expected):
            header = view.layout.table(PROJECTS).column(key).header
            yield Hit(
                f"Totalen i kolonnen {nb.quoted(header)} er {nb.number(shown)}, men prosjektene "
                f"blir {nb.number(expected)} {difference(shown, expected)}.",
                cell=placed.cell,
                expected=expected,
                actual=shown,
                remedy="" if placed.cell in wrong else _LOOK,
            )


def _sum(view: View, key: str) -> float | None:
    if key != "change":
        return sum_of(view, PROJECTS, key)
    # A wrong change is reported in its own row; the total is judged by the amounts.
    now, before = sum_of(view, PROJECTS, "budget"), sum_of(view, PROJECTS, "budget_prior")
    return None if now is None or before is None else round(now - before, 6)


@RULE.bad("Totalen for budsjettet året før er skrevet inn som 1 350.")
def _typed(e: Editor) -> Place:
    return e.type_in(e.over(PROJECTS, "budget_prior"), 1350.0)


@RULE.bad("Totalen tar ikke med den siste raden.")
def _range_too_short(e: Editor) -> Place:
    return e.formula(e.over(PROJECTS, "frame"), "SUM(D6:D13)")


@RULE.good("Prognosen for et prosjekt er høyere enn rammen, med en forklaring.")
def _unfavourable(e: Editor) -> None:
    e.put(PROJECTS, "Strategiske satsinger", "new_forecast", 660.0)
    e.put(PROJECTS, "Strategiske satsinger", "explanation", "Et møte kom til.")


@RULE.good("Et prosjekt er lagt til under tabellen.")
def _project_added(e: Editor) -> None:
    e.add_row(PROJECTS, label="Nytt prosjekt", frame=100.0)
