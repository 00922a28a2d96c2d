"""The named members of the case's basis do not fit into the case's sum."""

from __future__ import annotations

from orxl.layout.names import OTHERS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE, paper
from orxl.rules.kit.tables import ASSUMED, FEES
from orxl.rules.shared.members import fee_account

RULE = Rule(
    "K002",
    "kontingent-avviker-fra-grunnlaget",
    Severity.ERROR,
    finds="De navngitte i grunnlaget gir mer enn sakens sum, eller alle er navngitt og summen er "
    "en annen.",
    why="Da er noen merket feil, eller et tall i saken er skrevet feil, og feilen flytter det "
    "medlemmene uten navn betaler.",
    remedy="Kontroller «I grunnlaget» på Medlemmer, og sakens sum, sats og folketallsdato på "
    "Forutsetninger.",
    references=(paper("5.1.3"), FEES_BY_CAUSE),
)


@RULE.check
def check(view: View) -> Hits:
    account = fee_account(view.programme)
    if account is None:
        return
    case = account.case.total
    named = sum((p.case_fee for p in account.payers), start=account.unnamed.amount * 0)
    if account.all_named and account.unexplained != 0:
        words = f"Alle medlemmene i grunnlaget er navngitt og gir {nb.number(named)} kr"
    elif account.unnamed.amount < 0:
        words = (
            f"De navngitte i grunnlaget gir {nb.number(named)} kr, så de øvrige får "
            f"{nb.number(account.unnamed.amount)} kr"
        )
    else:
        return
    yield Hit(
        f"{words}, men sakens sum er {nb.number(case)} kr (differanse {nb.number(named - case)}).",
        cell=view.cell(FEES, OTHERS, "fee"),
        sheet="Kontingent",
        expected=float(case),
        actual=float(named),
    )


@RULE.bad("Alle er navngitt, men summen er en annen enn sakens.")
def _all_named_but_too_little(e: Editor) -> Place:
    e.put(ASSUMED, "Antall_medlemmer", "value", 16.0, by="name")
    return e.where(FEES, OTHERS, "fee")


@RULE.bad("Sakens sum mangler et siffer.")
def _basis_too_small(e: Editor) -> Place:
    e.put(ASSUMED, "Kontingentgrunnlag", "value", 538_662.0, by="name")
    return e.where(FEES, OTHERS, "fee")


@RULE.good("Alle er navngitt, og summen er sakens.")
def _all_named_and_equal(e: Editor) -> None:
    e.put(ASSUMED, "Antall_medlemmer", "value", 16.0, by="name")
    e.put(ASSUMED, "Kontingentgrunnlag", "value", 3_049_591.0, by="name")


@RULE.good("Satsen i dag er en annen enn sakens.")
def _another_rate(e: Editor) -> None:
    e.put(ASSUMED, "Kontingentsats", "value", 3.0, by="name")
