"""An accepted deviation that lacks what it must have, and so accepts nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from orxl.programme.records import AcceptedDeviation
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, Value, View, nb
from orxl.rules.kit.acceptance import guards, lacks
from orxl.rules.kit.references import ACCEPTANCES
from orxl.rules.kit.tables import ACCEPTED

RULE = Rule(
    "G001",
    "godtatt-avvik-er-ikke-fylt-ut",
    Severity.ERROR,
    finds="Et godtatt avvik som mangler begrunnelse, person, dato eller siste dag; for en regel "
    "som vokter summene, også sted eller beløp. «OK» er ingen begrunnelse.",
    why="Et avvik er bare godtatt når en revisor kan lese hva som er godtatt, hvor, av hvem, "
    "hvorfor og hvor lenge. Uten det godtar raden ingenting.",
    remedy="Fyll ut det som mangler, eller slett raden.",
    references=(ACCEPTANCES,),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(ACCEPTED, "code"):
        return
    for row in view.rows(ACCEPTED):
        entry = row.record
        missing = lacks(entry) if isinstance(entry, AcceptedDeviation) else ()
        if not isinstance(entry, AcceptedDeviation) or not missing:
            continue
        guarded = guards(entry.code)
        yield Hit(
            f"Det godtatte avviket for {entry.code} mangler {nb.listed(missing)}, og godtar derfor "
            "ingenting.",
            cell=row.cells["code"],
            severity=Severity.ERROR if guarded else Severity.WARNING,
        )


_COMPLETE: Final[dict[str, Value]] = {
    "code": "B006",
    "sheet": "Hovedtall",
    "row": "Prosjekter",
    "column": "Budsjett 2026",
    "amount": -100.0,
    "reason": "Rammen vedtas av styret i januar.",
    "accepted_by": "Kari Nordmann",
    "accepted_on": datetime(2025, 12, 1),
    "valid_until": datetime(2026, 12, 31),
}


def _row(e: Editor, **other: Value) -> Place:
    return e.at(ACCEPTED, e.add_row(ACCEPTED, **(_COMPLETE | other)), "code")


@RULE.bad("Begrunnelsen er «OK».")
def _no_reason(e: Editor) -> Place:
    return _row(e, reason="OK")


@RULE.bad("B006 er godtatt uten sted.")
def _anywhere(e: Editor) -> Place:
    return _row(e, sheet=BLANK, row=BLANK, column=BLANK)


@RULE.bad("B006 er godtatt uten beløp.")
def _any_amount(e: Editor) -> Place:
    return _row(e, amount=BLANK)


@RULE.bad("En advarsel er godtatt uten siste dag.")
def _for_ever(e: Editor) -> Place:
    return _row(e, code="T003", amount=BLANK, valid_until=BLANK)


@RULE.good("Alt er fylt ut.")
def _complete(e: Editor) -> None:
    _row(e)


@RULE.good("En advarsel er godtatt hvor som helst, av noen, for en grunn, til en dag.")
def _a_warning(e: Editor) -> None:
    _row(e, code="T003", sheet=BLANK, row=BLANK, column=BLANK, amount=BLANK)
