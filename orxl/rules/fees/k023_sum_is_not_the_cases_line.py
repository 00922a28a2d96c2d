"""The case's sum of fees is not the fees that its main figures show."""

from __future__ import annotations

from orxl.programme.codes import LineSource
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE, paper
from orxl.rules.kit.tables import ASSUMED, MAIN
from orxl.rules.shared.amounts import assumption, header

RULE = Rule(
    "K023",
    "sakens-sum-avviker-fra-sakens-post",
    Severity.WARNING,
    finds="Sakens sum av kontingentene er ikke det saken viser på posten «Kontingenter», når den "
    "rundes av til 1000 kr.",
    why="Saken sier det samme to ganger, i teksten og i tabellen. Spriker de, er et siffer skrevet "
    "feil. Byttes to av de tre siste sifrene, står det i regelen samme 1000 kr på begge steder, og "
    "da kan bare saken selv vise det.",
    remedy="Se etter i saken, 5.1.1 og 5.1.3, og rett det tallet som er skrevet feil.",
    references=(paper("5.1.3"), FEES_BY_CAUSE),
)


@RULE.check
def check(view: View) -> Hits:
    at = assumption(view, "Kontingentgrunnlag")
    total = view.number(at)
    lines = [r for r in view.rows(MAIN) if r.values.get("source") == LineSource.FEES.value]
    if at is None or not total or len(lines) != 1 or not view.has(MAIN, "case"):
        return
    cell = lines[0].cells["case"]
    shown = view.value(cell)
    if shown is BLANK or not isinstance(shown, float):
        return
    if abs(total - shown * 1000) > _HALF:
        yield Hit(
            f"Sakens sum er {nb.number(total)} kr, altså {nb.number(total / 1000, 0)} i 1000 kr, "
            f"men {header(view, 'case')} er {nb.number(shown)} for "
            f"{nb.quoted(view.text(lines[0], 'label'))}.",
            cell=at,
            expected=shown,
            actual=total,
        )


_HALF = 500
"""What rounding to 1000 kr may hide, kr."""


@RULE.bad("To sifre er byttet om i sakens sum: 5 836 627.")
def _swapped(e: Editor) -> Place:
    return e.put(ASSUMED, "Kontingentgrunnlag", "value", 5836627.0, by="name")


@RULE.bad("Sakens sum er skrevet i 1000 kr.")
def _in_thousands(e: Editor) -> Place:
    return e.put(ASSUMED, "Kontingentgrunnlag", "value", 5387.0, by="name")


@RULE.bad("Sifrene er byttet i tabellens tall i stedet.")
def _in_the_table(e: Editor) -> Place:
    e.put(MAIN, "Kontingenter", "case", 5837.0)
    return e.where(ASSUMED, "Kontingentgrunnlag", "value", by="name")


@RULE.good("Satsen i dag er en annen enn sakens.")
def _another_rate(e: Editor) -> None:
    e.put(ASSUMED, "Kontingentsats", "value", 3.0, by="name")
