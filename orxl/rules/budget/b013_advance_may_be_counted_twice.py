"""An advance that lies in the opening balance and may be counted as income once more."""

from __future__ import annotations

from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANT_YEARS, GRANTS
from orxl.rules.shared.amounts import amount, grants
from orxl.rules.shared.grants import typed_at

RULE = Rule(
    "B013",
    "forskudd-regnet-to-ganger",
    Severity.WARNING,
    finds="Et tilskudd med forskudd i inngående mindreforbruk og ny inntekt i året, uten at det "
    "er sagt hvor mye av forskuddet som brukes.",
    why="Et forskudd som er inntektsført, kommer ikke en gang til.",
    remedy="Avklar med regnskapet om inntekten er nye penger. Skriv i «Bundet brukt» på "
    "Tilskuddsår hvor mye av forskuddet som brukes; 0 når ingenting brukes.",
    references=(paper("5.1.1"), paper("5.1.3")),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(GRANTS, "bound_in", "bound_used", "budget"):
        return
    for row, grant in grants(view):
        bound, income = amount(view, row, "bound_in"), amount(view, row, "budget")
        cell = typed_at(view, row, grant, "bound_used")
        if not bound or not income or cell is None or view.value(cell) is not BLANK:
            continue
        yield Hit(
            f"{nb.quoted(grant.label)} har {nb.number(bound)} av forskuddet i inngående "
            "mindreforbruk og i "
            f"tillegg {nb.number(income)} som inntekt i {view.year}. Det er ikke sagt hvor mye av "
            "forskuddet som brukes, så de samme pengene kan være regnet to ganger.",
            cell=cell,
            actual=BLANK,
            kroner=float(min(bound, income)) * 1000,
        )


@RULE.bad("SEADITO har 400 bundet fra før og 200 i inntekt.")
def _as_shipped(e: Editor) -> Place:
    return e.where(GRANT_YEARS, "SEADITO", "used")


@RULE.bad("GEO4Water har fått 300 bundet ved årets start.")
def _another_advance(e: Editor) -> Place:
    e.put(GRANT_YEARS, "GEO4WATER", "opening", 300.0)
    return e.where(GRANT_YEARS, "GEO4WATER", "used")


@RULE.good("Det er avklart at ingenting av forskuddet brukes.")
def _decided(e: Editor) -> None:
    e.put(GRANT_YEARS, "GEO4WATER", "opening", 300.0)
    e.put(GRANT_YEARS, "GEO4WATER", "used", 0.0)
