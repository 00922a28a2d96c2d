"""A member's fee that is not its population times the rate, in whole kroner."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.programme.arithmetic import fee as fee_of
from orxl.rules.amounts import amount, difference, differs
from orxl.rules.example import Editor, Example, Place
from orxl.rules.membership import MEMBERS, active, people, population_date
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    rate, at, known = view.programme.number("Kontingentsats"), population_date(view), people(view)
    for row, member in active(view):
        shown, charged = amount(view, row, "population"), amount(view, row, "fee")
        counted = amount(view, row, "active")
        if at is not None and shown is not None and member.code in known:
            expected = float(known[member.code])
            if differs(shown, expected):
                yield Hit(
                    f"{member.name} har {nb.number(shown)} innbyggere på Medlemmer, men "
                    f"{nb.number(expected)} på Folketall per {nb.day(at)} "
                    f"{difference(shown, expected)}.",
                    cell=row.cells["population"],
                    expected=expected,
                    actual=shown,
                )
        if rate is None or shown is None or charged is None or not counted:
            continue
        if shown == int(shown) and differs(charged, float(fee_of(int(shown), rate))):
            expected = float(fee_of(int(shown), rate))
            yield Hit(
                f"Kontingenten for {member.name} er {nb.number(charged)} kr, men "
                f"{nb.number(shown)} innbyggere × {nb.number(rate, 2)} kr er "
                f"{nb.number(expected)} kr {difference(charged, expected)}.",
                cell=row.cells["fee"],
                expected=expected,
                actual=charged,
            )


def _typed_fee(e: Editor) -> Place:
    return e.put(MEMBERS, "Asker", "fee", 250_000.0)


def _not_rounded(e: Editor) -> Place:
    cell = e.where(MEMBERS, "Holmestrand", "fee")
    return e.formula(cell, f"H{cell.row}*Kontingentsats*F{cell.row}")


def _older_population(e: Editor) -> Place:
    return e.put(MEMBERS, "Oslo", "population", 717_710.0)


def _typed_and_right(e: Editor) -> tuple[Place, ...]:
    e.put(MEMBERS, "Oslo", "fee", 1_810_725.0)
    return ()


RULE = Rule(
    code="K007",
    name="kontingent-feil-regnet",
    severity=Severity.ERROR,
    finds="En kontingent som ikke er folketall × sats avrundet til hele kroner, eller et folketall "
    "som ikke er det på Folketall på datoen.",
    why="Hver kommune skal faktureres etter samme regel.",
    remedy="La folketall og kontingent være formler; «orxl beregn --rett» setter dem tilbake.",
    check=check,
    bad=(
        Example("Kontingenten for Asker er skrevet inn.", _typed_fee),
        Example("Kontingenten er ikke avrundet til hele kroner.", _not_rounded),
        Example("Folketallet for Oslo er fra året før.", _older_population),
    ),
    good=(Example("Kontingenten er skrevet inn, men riktig.", _typed_and_right),),
)
