"""The fees in all differ from the adopted basis."""

from __future__ import annotations

from orxl.layout.names import OTHERS, TOTAL
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, FEES
from orxl.rules.shared.amounts import difference, differs
from orxl.rules.shared.members import active, all_named

RULE = Rule(
    "K002",
    "kontingent-avviker-fra-grunnlaget",
    Severity.ERROR,
    finds="Kontingenten i alt er ikke det vedtatte grunnlaget. Når alle medlemmer er navngitt, "
    "skal summen av medlemsregisteret være grunnlaget.",
    why="Medlemmene faktureres etter registeret; budsjettet er vedtatt etter grunnlaget.",
    remedy="Kontroller medlemmer, folketall og sats. Er registeret riktig, skriv summen som "
    "«Vedtatt grunnlag for kontingentinntekter» på Forutsetninger.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    basis = view.programme.number("Kontingentgrunnlag")
    at = view.cell(FEES, TOTAL, "fee")
    shown = view.number(at)
    if basis is None:
        return
    expected = float(basis)
    if shown is not None and differs(shown, expected):
        named = sum(1 for _ in active(view))
        words = (
            f"Alle {nb.number(named)} medlemmer er navngitt og betaler {nb.number(shown)} kr"
            if all_named(view)
            else f"Kontingenten i alt er {nb.number(shown)} kr"
        )
        yield Hit(
            f"{words}, men det vedtatte grunnlaget er {nb.number(expected)} kr "
            f"{difference(shown, expected)}.",
            cell=at,
            expected=expected,
            actual=shown,
        )
        return
    rest = view.cell(FEES, OTHERS, "fee")
    left = view.number(rest)
    if left is not None and left < 0:
        yield Hit(
            f"De navngitte medlemmene betaler {nb.number(-left)} kr mer enn det vedtatte "
            f"grunnlaget på {nb.number(expected)} kr, så de øvrige får {nb.number(left)} kr.",
            cell=rest,
            expected=0.0,
            actual=left,
        )


@RULE.bad("Alle er navngitt, men summen er en annen enn grunnlaget.")
def _all_named_but_too_little(e: Editor) -> Place:
    e.put(ASSUMED, "Antall_medlemmer", "value", 16.0)
    return e.where(FEES, TOTAL, "fee")


@RULE.bad("Kontingenten i alt er skrevet inn.")
def _typed(e: Editor) -> Place:
    return e.put(FEES, TOTAL, "fee", 5_400_000.0)


@RULE.bad("Grunnlaget mangler et siffer.")
def _basis_too_small(e: Editor) -> Place:
    e.put(ASSUMED, "Kontingentgrunnlag", "value", 538_662.0)
    return e.where(FEES, OTHERS, "fee")


@RULE.good("Alle er navngitt, og summen er grunnlaget.")
def _all_named_and_equal(e: Editor) -> None:
    e.put(ASSUMED, "Antall_medlemmer", "value", 16.0)
    e.put(ASSUMED, "Kontingentgrunnlag", "value", 3_049_591.0)
