"""The budget counts a grant that is applied for but not granted."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.programme.arithmetic import main_figures
from orxl.programme.codes import GrantStatus
from orxl.rules.amounts import GRANTS, amount, grants
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for row, grant in grants(view):
        income = amount(view, row, "budget")
        if grant.status is not GrantStatus.APPLIED or not income or "status" not in row.cells:
            continue
        without = main_figures(view.programme, counts_applied=False).columns["budget"]
        yield Hit(
            f"Budsjettet regner med {nb.number(income)} fra {grant.grant_id}, som er søkt, men "
            f"ikke innvilget. Uten søkte tilskudd blir resultatet {nb.number(without.result)} og "
            f"utgående mindreforbruk {nb.number(without.closing)} (1000 kr).",
            cell=row.cells["status"],
            expected=float(without.result),
            actual=float(view.figures.columns["budget"].result),
        )


def _another_applied_for(e: Editor) -> Place:
    return e.put(GRANTS, "KLIMASATS", "status", "Søkt")


def _as_shipped(e: Editor) -> Place:
    return e.where(GRANTS, "ORBIFY", "status")


def _not_counted(e: Editor) -> tuple[Place, ...]:
    e.put("tblForutsetninger", "Regn_med_søkte_tilskudd", "value", "Nei")
    e.put(GRANTS, "KLIMASATS", "status", "Søkt")
    return ()


RULE = Rule(
    code="B011",
    name="søkt-tilskudd-regnes-med",
    severity=Severity.NOTE,
    finds="Et tilskudd som er søkt, men ikke innvilget, og som budsjettet regner med.",
    why="Den som vedtar budsjettet, skal vite hva det blir om søknaden avslås.",
    remedy="Ingenting må rettes. Skal budsjettet vises uten, velg «Nei» for «Regn med søkte "
    "tilskudd» på Forutsetninger.",
    check=check,
    bad=(
        Example("ORBIFY er søkt og regnes med.", _as_shipped),
        Example("Et innvilget tilskudd er satt tilbake til søkt.", _another_applied_for),
    ),
    good=(Example("Søkte tilskudd regnes ikke med.", _not_counted),),
)
