"""A target whose text sets a number that its columns do not have."""

from __future__ import annotations

import re

from orxl.core.patterns import regex
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS
from orxl.rules.shared.measures import DIGITS, numbers_in, read, targets
from orxl.rules.shared.numerals import NUMERAL

RULE = Rule(
    "P008",
    "tallfestet-mål-uten-tall",
    Severity.WARNING,
    finds="Et mål der teksten setter et tall («minst 4», «over 30», «80 %») som ikke står i "
    "kolonnene for tall.",
    why="Mål uten tall i egne kolonner kan ikke følges opp samlet.",
    remedy="Skriv krav, tall og enhet i kolonnene på arket Mål.",
)

_LIMITS = regex(
    rf"\b(?:minst|høyst|maksimalt|inntil)\s+({DIGITS}|(?:én|et|ett|en|ei|{NUMERAL})\b)"
    # «over en» and «under to» are more often places than limits: digits only.
    rf"|\b(?:over|under|mer enn|flere enn|færre enn)\s+({DIGITS})"
    rf"|({DIGITS})[ \u00a0]?%",
    re.IGNORECASE,
)


@RULE.check
def check(view: View) -> Hits:
    for row, target in targets(view):
        held = {target.number, target.upper, target.number2}
        if not held - {None} <= numbers_in(target.text):
            continue  # the text's number is another than the column's: P007
        for match in _LIMITS.finditer(target.text):
            number = read(next(g for g in match.groups() if g is not None))
            if number is None or number in held or "number" not in row.cells:
                continue
            key = "number" if target.number is None or target.number2 is not None else "number2"
            if key in row.cells:
                yield Hit(
                    f"Mål {target.target_id} sier {nb.quoted(match[0])}, men "
                    f"{nb.number(number)} står ikke i kolonnene for tall.",
                    cell=row.cells[key],
                    expected=float(number),
                    actual=row.values.get(key, BLANK),
                )


@RULE.bad("Kolonnene er tømt, men teksten sier «Minst 4 kommuner».")
def _columns_emptied(e: Editor) -> Place:
    for key in ("operator", "number", "unit"):
        e.put(TARGETS, "2.1.4-E2", key, BLANK)
    return e.where(TARGETS, "2.1.4-E2", "number")


@RULE.bad("Teksten har fått et tall til.")
def _second_number(e: Editor) -> Place:
    e.put(TARGETS, "3.1.1-R1", "text", "Gjennomført minst 4 møteplasser med over 25 deltakere.")
    return e.where(TARGETS, "3.1.1-R1", "number2")


@RULE.bad("Teksten har fått en prosent.")
def _percentage(e: Editor) -> Place:
    e.put(TARGETS, "1.1-E3", "text", "Bidratt til at 75 % av kommunene har bedre rammevilkår.")
    return e.where(TARGETS, "1.1-E3", "number")


@RULE.good("«over to» og årstall er ikke krav.")
def _places(e: Editor) -> None:
    e.put(TARGETS, "1.1-E3", "text", "Bidratt til en oversikt over to planer for 2025–2028.")
