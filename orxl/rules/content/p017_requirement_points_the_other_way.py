"""A requirement whose sign says the opposite of the target's text."""

from __future__ import annotations

import re
from typing import Final

from orxl.programme.codes import Operator
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS
from orxl.rules.shared.measures import DIGITS, WORDS, read, targets

RULE = Rule(
    "P017",
    "krav-mot-teksten",
    Severity.WARNING,
    finds="Et mål der kravet peker motsatt vei av teksten: ≤ der teksten sier «minst» eller "
    "«over», ≥ eller > der den sier «høyst», «maksimalt» eller «under».",
    why="Da blir målet nådd når det ikke er det, og omvendt.",
    remedy="Rett «Krav» på arket Mål: ≥ er minst, ≤ er høyst.",
)

_LOWEST: Final = "minst|over|mer enn|flere enn"
_HIGHEST: Final = "høyst|maksimalt|maks|inntil|under|færre enn|mindre enn"
_LIMITS: Final = re.compile(
    rf"\b(?:({_LOWEST})|({_HIGHEST}))\s+({DIGITS}|(?:{'|'.join(WORDS)})\b)", re.IGNORECASE
)
_UP: Final = {Operator.AT_LEAST, Operator.MORE_THAN}


@RULE.check
def check(view: View) -> Hits:
    for row, target in targets(view):
        pairs = (("operator", target.operator, target.number),
                 ("operator2", target.operator2, target.number2))  # fmt: skip
        for match in _LIMITS.finditer(target.text):
            number = read(match[3])
            for key, operator, held in pairs:
                if held is None or held != number or operator is None or key not in row.cells:
                    continue
                up, down = operator in _UP, operator is Operator.AT_MOST
                if (match[1] and down) or (match[2] and up):
                    yield Hit(
                        f"Mål {target.target_id} har kravet {operator.value} "
                        f"{nb.number(held)}, men teksten sier {nb.quoted(match[0])}.",
                        cell=row.cells[key],
                        expected=(Operator.AT_LEAST if match[1] else Operator.AT_MOST).value,
                        actual=operator.value,
                    )


@RULE.bad("Kravet er ≤ 4, men teksten sier «minst».")
def _at_most(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.4-E2", "operator", "≤")


@RULE.bad("Teksten er endret til «høyst fire», men kravet er fortsatt ≥.")
def _text_turned(e: Editor) -> Place:
    e.put(TARGETS, "3.1.1-R1", "text", "Gjennomført høyst fire møteplasser.")
    return e.where(TARGETS, "3.1.1-R1", "operator")


@RULE.good("Kravet er høyst, og det sier teksten også.")
def _both_turned(e: Editor) -> None:
    e.put(TARGETS, "3.1.1-R1", "text", "Gjennomført høyst fire møteplasser.")
    e.put(TARGETS, "3.1.1-R1", "operator", "≤")


@RULE.good("Kravet er nøyaktig.")
def _exactly(e: Editor) -> None:
    e.put(TARGETS, "2.1.4-E2", "operator", "=")
