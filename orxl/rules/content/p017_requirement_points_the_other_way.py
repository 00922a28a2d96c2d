"""A requirement whose sign is another than the target's text says."""

from __future__ import annotations

from typing import Final

from orxl.programme.codes import Operator
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS
from orxl.rules.shared.demands import PAIRS, Demand, demanded
from orxl.rules.shared.measures import targets

RULE = Rule(
    "P017",
    "krav-mot-teksten",
    Severity.WARNING,
    finds="Et mål der kravet er et annet enn ordene i teksten: «minst» er ≥, «over» er >, «høyst» "
    "er ≤, og «2–4» er «mellom».",
    why="Da blir målet nådd når det ikke er det, og omvendt.",
    remedy="Rett «Krav» på arket Mål, eller teksten: ≥ er minst, > er over, = er nøyaktig, ≤ er "
    "høyst.",
)

_CONTRARY: Final = {Operator.AT_MOST, Operator.MORE_THAN, Operator.BETWEEN}
"""What a number without any word before it cannot be: «8 aktører» is neither ≤ 8 nor > 8."""

_UP: Final = {Operator.AT_LEAST, Operator.MORE_THAN}


@RULE.check
def check(view: View) -> Hits:
    for row, target in targets(view):
        for key, number_key, _ in PAIRS:
            operator, held = getattr(target, key), getattr(target, number_key)
            if operator is None or held is None or key not in row.cells:
                continue
            found = demanded(target, number_key)
            if not found or any(_fits(d, operator) for d in found):
                continue
            said = found[0]
            wanted = said.operator or Operator.EXACTLY
            yield Hit(
                f"Mål {target.target_id} har kravet {operator.value} {nb.number(held)}, men "
                f"teksten sier {nb.quoted(said.text.strip())}, som er {nb.quoted(wanted.value)}.",
                cell=row.cells[key],
                expected=wanted.value,
                actual=operator.value,
                severity=_severity(said, operator),
            )


def _fits(said: Demand, operator: Operator) -> bool:
    return operator is (said.operator or Operator.EXACTLY)


def _severity(said: Demand, operator: Operator) -> Severity | None:
    """How bad it is: «2 møteplasser» with ≥ is hardly wrong, «minst 4» with ≤ or = is."""
    if said.operator is None:
        return None if operator in _CONTRARY else Severity.NOTE
    return None if {said.operator, operator} == _UP else Severity.ERROR


@RULE.bad("Kravet er ≤ 4, men teksten sier «minst».")
def _at_most(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.4-E2", "operator", "≤")


@RULE.bad("Teksten er endret til «høyst fire», men kravet er fortsatt ≥.")
def _text_turned(e: Editor) -> Place:
    e.put(TARGETS, "3.1.1-R1", "text", "Gjennomført høyst fire møteplasser.")
    return e.where(TARGETS, "3.1.1-R1", "operator")


@RULE.bad("«Over 30» er blitt «minst 30».")
def _over(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R2", "operator2", "≥")


@RULE.bad("«Minst 4» er blitt nøyaktig 4.")
def _exactly(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.4-E2", "operator", "=")


@RULE.bad("«8 relevante aktører» er blitt høyst 8.")
def _bare_number(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.2-R1", "operator", "≤")


@RULE.bad("«2–4 møter» er blitt minst 2.")
def _range(e: Editor) -> Place:
    return e.put(TARGETS, "3.4.4-R1", "operator", "≥")


@RULE.good("Kravet er høyst, og det sier teksten også.")
def _both_turned(e: Editor) -> None:
    e.put(TARGETS, "3.1.1-R1", "text", "Gjennomført høyst fire møteplasser.")
    e.put(TARGETS, "3.1.1-R1", "operator", "≤")
