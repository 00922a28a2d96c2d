"""The budget counts a grant that is applied for but not granted."""

from __future__ import annotations

from orxl.programme.arithmetic import main_figures
from orxl.programme.codes import GrantStatus
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, GRANTS
from orxl.rules.shared.amounts import amount, grants

RULE = Rule(
    "B011",
    "søkt-tilskudd-regnes-med",
    Severity.NOTE,
    finds="Et tilskudd som er søkt, men ikke innvilget, og som budsjettet regner med.",
    why="Den som vedtar budsjettet, skal vite hva det blir om søknaden avslås.",
    remedy="Ingenting må rettes. Skal budsjettet vises uten, velg «Nei» for «Regn med søkte "
    "tilskudd» på Forutsetninger.",
    references=(paper("5.1.3"), paper("5.1.5")),
)


@RULE.check
def check(view: View) -> Hits:
    for row, grant in grants(view):
        income = amount(view, row, "budget")
        if grant.status is not GrantStatus.APPLIED or not income or "status" not in row.cells:
            continue
        without = main_figures(view.programme, counts_applied=False).columns["budget"]
        now = view.figures.columns["budget"].result
        yield Hit(
            f"Budsjettet regner med {nb.number(income)} fra {nb.quoted(grant.label)}, som er "
            "søkt, men "
            f"ikke innvilget. Uten søkte tilskudd blir resultatet {nb.number(without.result)} og "
            f"utgående mindreforbruk {nb.number(without.closing)} (1000 kr).",
            cell=row.cells["status"],
            expected=float(without.result),
            actual=float(now),
            kroner=float(now - without.result) * 1000,
        )


@RULE.bad("ORBIFY er søkt og regnes med.")
def _as_shipped(e: Editor) -> Place:
    return e.where(GRANTS, "ORBIFY", "status")


@RULE.bad("Et innvilget tilskudd er satt tilbake til søkt.")
def _another_applied_for(e: Editor) -> Place:
    return e.put(GRANTS, "KLIMASATS", "status", "Søkt")


@RULE.good("Søkte tilskudd regnes ikke med.")
def _not_counted(e: Editor) -> None:
    e.put(ASSUMED, "Regn_med_søkte_tilskudd", "value", "Nei")
    e.put(GRANTS, "KLIMASATS", "status", "Søkt")
