"""Fewer members on the register than the alliance has, or more."""

from __future__ import annotations

from orxl.layout.names import OTHERS
from orxl.programme.arithmetic import fees
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, FEES, MEMBERS
from orxl.rules.shared.amounts import assumption
from orxl.rules.shared.members import active

RULE = Rule(
    "K003",
    "medlemmer-ikke-navngitt",
    Severity.NOTE,
    finds="Medlemsregisteret har færre (eller flere) medlemmer enn alliansen.",
    why="Kontingenten til medlemmer uten navn kan ikke kontrolleres, bare føres som en rest.",
    remedy="Skriv resten i radene under tabellen på Medlemmer.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    count = view.programme.number("Antall_medlemmer")
    if count is None or not view.has(MEMBERS, "code"):
        return
    named = sum(1 for _ in active(view))
    if named > count:
        yield Hit(
            f"{nb.number(named)} medlemmer i budsjettåret er navngitt på Medlemmer, men antall "
            f"medlemskommuner er {nb.number(count)}.",
            cell=assumption(view, "Antall_medlemmer"),
            expected=float(named),
            actual=float(count),
            severity=Severity.ERROR,
            remedy="Rett antallet på Forutsetninger, eller sett «Medlem til» for dem som er ute.",
        )
    elif named < count:
        known = fees(view.programme)
        money = (
            f" De øvrige står for {nb.number(known.others)} kr av {nb.number(known.total)} kr."
            if known is not None
            else ""
        )
        yield Hit(
            f"{nb.number(count - named)} av {nb.number(count)} medlemmer er ikke navngitt på "
            f"Medlemmer.{money}",
            cell=view.cell(FEES, OTHERS, "count"),
            sheet="Kontingent",
            expected=float(count),
            actual=float(named),
        )


@RULE.bad("16 av 62 medlemmer er navngitt.")
def _as_shipped(e: Editor) -> Place:
    return e.where(FEES, OTHERS, "count")


@RULE.bad("Det er navngitt flere enn antallet på Forutsetninger.")
def _too_many(e: Editor) -> Place:
    return e.put(ASSUMED, "Antall_medlemmer", "value", 15.0)


@RULE.good("Alle medlemmene er navngitt.")
def _all_named(e: Editor) -> None:
    e.put(ASSUMED, "Antall_medlemmer", "value", 16.0)
