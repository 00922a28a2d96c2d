"""Own funds in a project below what the grant's commitment requires."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS, PROJECTS
from orxl.rules.shared.amounts import amount, grants

RULE = Rule(
    "B012",
    "for-lite-egeninnsats",
    Severity.WARNING,
    finds="Et tilskudd der egne midler på Prosjektmidler er mindre enn egeninnsatsen tilsagnet "
    "krever.",
    why="Uten egeninnsatsen kan giveren kreve tilskuddet tilbake.",
    remedy="Øk rammen på Prosjektmidler, eller skriv i kommentaren hva resten dekkes av, for "
    "eksempel arbeidstid i sekretariatet, og før avviket på Godtatte avvik.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    for row, grant in grants(view):
        income, own = amount(view, row, "budget"), amount(view, row, "own_contribution")
        if grant.own_share is None or not income or own is None:
            continue
        required = round(income * float(grant.own_share), 6)
        if own < required:
            yield Hit(
                f"{grant.grant_id} krever egeninnsats på {nb.number(grant.own_share * 100)} % av "
                f"tilskuddet, altså {nb.number(required)}. På Prosjektmidler er det satt av "
                f"{nb.number(own)}; det mangler {nb.number(round(required - own, 6))}.",
                cell=row.cells["own_contribution"],
                expected=required,
                actual=own,
            )


@RULE.bad("Rammen for GEO4Water er kuttet til 400.")
def _frame_cut(e: Editor) -> Place:
    e.put(PROJECTS, "GEO4Water", "frame", 400.0)
    return e.where(GRANTS, "GEO4WATER", "own_contribution")


@RULE.bad("SEADITO har fått et krav om 50 % egeninnsats.")
def _requirement_added(e: Editor) -> Place:
    e.put(GRANTS, "SEADITO", "own_share", 0.5)
    return e.where(GRANTS, "SEADITO", "own_contribution")


@RULE.good("Kravet er 25 % av 200, og 50 er satt av.")
def _enough(e: Editor) -> None:
    e.put(GRANTS, "SEADITO", "own_share", 0.25)
