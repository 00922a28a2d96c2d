"""The commitment of a grant with another currency behind it than the grant has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from orxl.core.patterns import regex
from orxl.programme.codes import Currency
from orxl.programme.models import Grant
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS, NOTES, PARAGRAPHS
from orxl.rules.shared.amounts import grants
from orxl.rules.shared.measures import DIGITS, read
from orxl.rules.shared.placeholders import as_printed
from orxl.rules.shared.texts import mentions, passages, speaks_of

RULE = Rule(
    "T017",
    "tilsagn-i-feil-valuta",
    Severity.ERROR,
    finds="Tilsagnet for et tilskudd skrevet i en tekst med en annen valuta enn den som står på "
    "Tilskudd, som tall eller med plassholder.",
    why="50 000 kroner er ikke 50 000 euro. Tallet er riktig, så ingen annen kontroll ser det.",
    remedy="Rett valutaen i teksten, eller «Valuta» på Tilskudd.",
    references=(paper("5.1.3"),),
)

_AMOUNT: Final = (
    rf"(?:(?<![\d.,])(?P<digits>{DIGITS})|\{{(?P<name>[^{{}}|]*)(?:\|[^{{}}]*)?\}})"
    r"(?:\s*+(?P<mill>mill\w*+\.?))?"
)
_MONEY: Final = r"(?P<money>EUR\b|euro\b|€|NOK\b|kroner\b|kr\b)"
_SAID: Final = (
    regex(rf"{_AMOUNT}\s*+{_MONEY}", re.IGNORECASE),
    regex(rf"(?<![\d}}.][ \u00a0])(?<!\w){_MONEY}\s*+{_AMOUNT}", re.IGNORECASE),
)
"""«50 000 kr» and «kr 50 000»."""
_EURO: Final = ("eur", "euro", "€")


@RULE.check
def check(view: View) -> Hits:
    every = [grant for _, grant in grants(view) if grant.ceiling is not None and grant.currency]
    for passage in passages(view):
        if not speaks_of(passage.text, ("eur", "€", "nok", "kr")):
            continue
        for match in (m for form in _SAID for m in form.finditer(passage.text)):
            said = Currency.EUR if match["money"].casefold() in _EURO else Currency.NOK
            for grant in _meant(view, every, passage.text, match):
                if grant.currency is not said:
                    yield Hit(
                        f"Teksten sier {nb.quoted(as_printed(view, match[0]))}, men tilsagnet for "
                        f"{nb.quoted(grant.label)} er i {_word(grant.currency)} på Tilskudd.",
                        cell=passage.cell,
                        expected=_word(grant.currency),
                        actual=match["money"],
                    )


def _meant(view: View, every: list[Grant], text: str, match: re.Match[str]) -> Iterator[Grant]:
    """The grant whose commitment the amount is: by its placeholder, or by name and amount."""
    if match["name"] is not None:
        words = re.split(r"[._]", match["name"].strip().casefold())
        for grant in every:
            if "tilsagn" in words and grant.grant_id.casefold() in words:
                yield grant
        return
    amount = read(match["digits"])
    if amount is None:
        return
    amount *= Decimal(1_000_000) if match["mill"] else 1
    named = {m.grant.grant_id for m in mentions(view, text)}
    same = [g for g in every if g.ceiling == amount and g.grant_id in named]
    # Two commitments of one amount: nobody knows which is meant.
    if len(same) == 1:
        yield same[0]


def _word(currency: Currency | None) -> str:
    return "euro" if currency is Currency.EUR else "kroner"


@RULE.bad("Noten sier 50 000 kroner; tilsagnet er 50 000 euro.")
def _kroner(e: Editor) -> Place:
    text = "SEADITO: 75 % av EU-tilsagnet (totalt 50 000 kroner) er utbetalt."
    return e.put(NOTES, "H1", "text", text)


@RULE.bad("Beløpet har «kr» foran seg.")
def _before(e: Editor) -> Place:
    return e.put(NOTES, "H1", "text", "SEADITO: tilsagnet er på kr 50.000.")


@RULE.bad("Plassholderen for euro har fått NOK bak seg.")
def _placeholder(e: Editor) -> Place:
    return e.put(
        PARAGRAPHS, "5.1.3-7", "text", "Geo4Water er tildelt {Tilsagn_GEO4WATER|heltall} NOK."
    )


@RULE.bad("Valutaen på Tilskudd er blitt NOK.")
def _on_the_sheet(e: Editor) -> Place:
    e.put(GRANTS, "GEO4WATER", "currency", "NOK")
    return e.where(PARAGRAPHS, "5.1.3-7", "text")


@RULE.good("Et annet beløp i kroner om samme tilskudd.")
def _another_amount(e: Editor) -> None:
    e.put(NOTES, "H1", "text", "SEADITO: om lag 400 000 kroner er bundet til prosjektet.")
