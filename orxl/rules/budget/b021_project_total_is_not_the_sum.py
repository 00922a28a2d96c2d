"""A total above the project funds that is not the sum of its column."""

from __future__ import annotations

import re

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.shared.amounts import PROJECTS, difference, differs, sum_of

RULE = Rule(
    "B021",
    "totalen-for-prosjekter-stemmer-ikke",
    Severity.ERROR,
    finds="En total over tabellen på Prosjektmidler som ikke er summen av prosjektene.",
    why="Totalen er rammen styret vedtar for prosjektene.",
    remedy="La totalen være en formel; «orxl beregn --rett» setter den tilbake.",
)

_SHEET = "Prosjektmidler"
_SUM = re.compile(r"SUM\(tblProsjektmidler\[(.+)\]\)")


@RULE.check
def check(view: View) -> Hits:
    keys = {column.header: column.key for column in view.layout.table(PROJECTS).columns}
    for fixed in view.layout.sheet(_SHEET).fixed:
        match = _SUM.fullmatch(fixed.formula) if fixed.formula is not None else None
        if match is None:
            continue
        at = CellRef.of(_SHEET, fixed.at)
        shown, expected = view.number(at), _sum(view, keys[match[1]])
        if shown is not None and expected is not None and differs(shown, expected):
            yield Hit(
                f"Totalen i kolonnen {nb.quoted(match[1])} er {nb.number(shown)}, men prosjektene "
                f"blir {nb.number(expected)} {difference(shown, expected)}.",
                cell=at,
                expected=expected,
                actual=shown,
            )


def _sum(view: View, key: str) -> float | None:
    if key != "change":
        return sum_of(view, PROJECTS, key)
    # A wrong change is reported in its own row; the total is judged by the amounts.
    now, before = sum_of(view, PROJECTS, "budget"), sum_of(view, PROJECTS, "budget_prior")
    return None if now is None or before is None else round(now - before, 6)


@RULE.bad("Totalen for budsjettet året før er skrevet inn som 1 350.")
def _typed(e: Editor) -> Place:
    return e.type_in(CellRef.of(_SHEET, "B4"), 1350.0)


@RULE.bad("Totalen tar ikke med den siste raden.")
def _range_too_short(e: Editor) -> Place:
    return e.formula(CellRef.of(_SHEET, "D4"), "SUM(D6:D13)")


@RULE.good("Et prosjekt er lagt til under tabellen.")
def _project_added(e: Editor) -> None:
    e.add_row(PROJECTS, label="Nytt prosjekt", frame=100.0)
