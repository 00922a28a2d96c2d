"""The fees in all differ from the adopted basis."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.layout.member_sheets import OTHERS, TOTAL
from orxl.rules.amounts import difference, differs
from orxl.rules.example import Editor, Example, Place
from orxl.rules.membership import FEES, active, all_named
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
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


def _all_named_but_too_little(e: Editor) -> Place:
    e.put("tblForutsetninger", "Antall_medlemmer", "value", 16.0)
    return e.where(FEES, TOTAL, "fee")


def _typed(e: Editor) -> Place:
    return e.put(FEES, TOTAL, "fee", 5_400_000.0)


def _basis_too_small(e: Editor) -> Place:
    e.put("tblForutsetninger", "Kontingentgrunnlag", "value", 538_662.0)
    return e.where(FEES, OTHERS, "fee")


def _all_named_and_equal(e: Editor) -> tuple[Place, ...]:
    e.put("tblForutsetninger", "Antall_medlemmer", "value", 16.0)
    e.put("tblForutsetninger", "Kontingentgrunnlag", "value", 3_049_591.0)
    return ()


RULE = Rule(
    code="K002",
    name="kontingent-avviker-fra-grunnlaget",
    severity=Severity.ERROR,
    finds="Kontingenten i alt er ikke det vedtatte grunnlaget. Når alle medlemmer er navngitt, "
    "skal summen av medlemsregisteret være grunnlaget.",
    why="Medlemmene faktureres etter registeret; budsjettet er vedtatt etter grunnlaget.",
    remedy="Kontroller medlemmer, folketall og sats. Er registeret riktig, skriv summen som "
    "«Vedtatt grunnlag for kontingentinntekter» på Forutsetninger.",
    check=check,
    bad=(
        Example(
            "Alle er navngitt, men summen er en annen enn grunnlaget.", _all_named_but_too_little
        ),
        Example("Kontingenten i alt er skrevet inn.", _typed),
        Example("Grunnlaget mangler et siffer.", _basis_too_small),
    ),
    good=(Example("Alle er navngitt, og summen er grunnlaget.", _all_named_and_equal),),
)
