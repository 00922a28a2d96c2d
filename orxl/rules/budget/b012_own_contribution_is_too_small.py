"""An own contribution below what the grant's commitment requires, or not stated at all."""

from __future__ import annotations

from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANT_YEARS, GRANTS
from orxl.rules.shared.amounts import amount, grants
from orxl.rules.shared.grants import counted, years_of

RULE = Rule(
    "B012",
    "for-lite-egeninnsats",
    Severity.WARNING,
    finds="Et tilskudd der egeninnsatsen i penger og arbeid er mindre enn tilsagnet krever, for "
    "årene der noen har oppgitt den; en merknad når ingen har oppgitt den.",
    why="Uten egeninnsatsen kan giveren kreve tilskuddet tilbake. Rammen på Prosjektmidler sier "
    "ikke hvor mye som er egeninnsats.",
    remedy="Skriv hva prosjektet krever av egne penger og eget arbeid i året, på Tilskuddsår.",
    references=(paper("5.1.3"),),
)

_DOUBLE: Final = 2
"""So many times what is required is rather entered twice than given."""


@RULE.check
def check(view: View) -> Hits:
    if not view.has(GRANT_YEARS, "income", "own_money", "own_work"):
        return  # up to version 3 of the layout nobody could state it
    for _, grant in grants(view):
        if not grant.own_share or not counted(view, grant):
            continue
        share = float(grant.own_share)
        paid = [row for row, _ in years_of(view, grant.grant_id) if amount(view, row, "income")]
        stated = [
            row
            for row, year in years_of(view, grant.grant_id)
            if year.own_money is not None or year.own_work is not None
        ]
        if not stated and paid:
            yield Hit(
                f"{nb.quoted(grant.label)} krever egeninnsats på {nb.number(share * 100)} % av "
                "tilskuddet, "
                "men ingen har oppgitt hvor mye som er penger og hvor mye som er arbeid.",
                cell=paid[-1].cells["own_money"],
                severity=Severity.NOTE,
            )
        required = sum(amount(view, row, "income") or 0 for row in stated) * share
        own = sum(
            amount(view, row, key) or 0 for row in stated for key in ("own_money", "own_work")
        )
        if stated and round(own - _DOUBLE * required, 6) >= 0 and own:
            yield Hit(
                f"Egeninnsatsen til {nb.quoted(grant.label)} er til sammen {nb.number(own)} i "
                f"penger og arbeid, mens tilsagnet krever {nb.number(round(required, 6))}. Er den "
                "samme innsatsen ført i begge kolonner?",
                cell=stated[-1].cells["own_work"],
                expected=round(required, 6),
                actual=round(own, 6),
                severity=Severity.NOTE,
            )
        if stated and round(own - required, 6) < 0:
            yield Hit(
                f"{nb.quoted(grant.label)} krever egeninnsats på {nb.number(share * 100)} % av "
                f"tilskuddet, altså {nb.number(round(required, 6))} i årene der den er oppgitt. "
                f"Penger og arbeid er til sammen {nb.number(round(own, 6))}; det mangler "
                f"{nb.number(round(required - own, 6))}.",
                cell=stated[-1].cells["own_money"],
                expected=round(required, 6),
                actual=round(own, 6),
            )


@RULE.bad("GEO4Water krever 1 050, men bare 400 i penger og 200 i arbeid er oppgitt.")
def _too_little(e: Editor) -> Place:
    e.put(GRANT_YEARS, "GEO4WATER", "own_work", 200.0)
    return e.put(GRANT_YEARS, "GEO4WATER", "own_money", 400.0)


@RULE.bad("SEADITO har fått et krav om 50 % egeninnsats, og ingen har oppgitt den.")
def _requirement_added(e: Editor) -> Place:
    e.put(GRANTS, "SEADITO", "own_share", 0.5)
    return e.where(GRANT_YEARS, "SEADITO", "own_money")


@RULE.bad("De 830 er ført både som penger og som arbeid.")
def _twice(e: Editor) -> Place:
    e.put(GRANT_YEARS, "ORBIFY", "own_money", 830.0)
    return e.put(GRANT_YEARS, "ORBIFY", "own_work", 830.0)


@RULE.good("Kravet er 25 % av 200: 30 i penger og 20 i arbeid er nok.")
def _enough(e: Editor) -> None:
    e.put(GRANTS, "SEADITO", "own_share", 0.25)
    e.put(GRANT_YEARS, "SEADITO", "own_money", 30.0)
    e.put(GRANT_YEARS, "SEADITO", "own_work", 20.0)
