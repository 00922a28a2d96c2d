"""An amount in euro in a text that is not the commitment of the grant the text is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from orxl.core import nb
from orxl.core.edits import SetCell
from orxl.core.findings import Severity
from orxl.programme.codes import Currency
from orxl.programme.models import Grant
from orxl.rules.amounts import grants
from orxl.rules.example import Editor, Example, Place
from orxl.rules.measures import DIGITS, read
from orxl.rules.rule import Fix, Hit, Rule
from orxl.rules.texts import (
    FIELDS,
    NOTES,
    PARAGRAPHS,
    Passage,
    before,
    mentions,
    named_cells,
    passages,
)
from orxl.rules.view import View

_EURO = re.compile(
    rf"(?<![\d.,])({DIGITS})\s*(mill\w*\.?)?\s*(?:EUR\b|euro\b|€)"
    rf"|(?:EUR|euro|€)\s*({DIGITS})(?:\s*(mill\w*))?",
    re.IGNORECASE,
)
_PLACES = (*FIELDS, ("tblTiltak", "title"), ("tblMål", "text"))


def check(view: View) -> Iterator[Hit]:
    for passage in passages(view, _PLACES):
        # Few texts speak of euro: a tenth of the time.
        spoken = "€" in passage.text or "eur" in passage.text.casefold()
        amounts = list(_EURO.finditer(passage.text)) if spoken else []
        found = mentions(view, passage.text) if amounts else []
        for match in amounts:
            near = before(found, match.start(), len(passage.text))
            grant = near.grant if near is not None else _about(view, passage)
            if near is None and grant is None and found:
                grant = found[0].grant
            digits = match[1] if match[1] is not None else match[3]
            amount = read(digits)
            if grant is None or grant.ceiling is None or amount is None:
                continue
            if match[2] is not None or match[4] is not None:
                amount *= Decimal(1_000_000)
            if grant.currency is Currency.EUR and amount != grant.ceiling:
                yield Hit(
                    f"Teksten sier {nb.quoted(match[0])}, men tilsagnet for {grant.grant_id} er "
                    f"{nb.number(grant.ceiling)} euro på Tilskudd.",
                    cell=passage.cell,
                    expected=float(grant.ceiling),
                    actual=float(amount),
                    fix=_placeholder(view, passage, grant, match[0], digits),
                )


def _about(view: View, passage: Passage) -> Grant | None:
    """The grant of the budget line that a footnote stands at."""
    line = view.text(passage.row, "line") if passage.table == NOTES else ""
    return next((g for _, g in grants(view) if line and g.budget_line == line), None)


def _placeholder(
    view: View, passage: Passage, grant: Grant, whole: str, digits: str
) -> tuple[SetCell, ...]:
    name = f"Tilsagn_{grant.grant_id}"
    if name not in named_cells(view) or "mill" in whole.casefold():
        return ()
    mended = whole.replace(digits, f"{{{name}|heltall}}", 1)
    return (SetCell(passage.cell, passage.text.replace(whole, mended, 1), passage.text),)


def _as_printed(e: Editor) -> Place:
    return e.where(NOTES, "H1", "text")


def _typed(e: Editor) -> Place:
    text = "GEO4Water er tildelt inntil 15.000 EUR, og SEADITO inntil 50.000 EUR."
    return e.put(PARAGRAPHS, "5.1.3-7", "text", text)


def _note_without_the_name(e: Editor) -> Place:
    return e.put(NOTES, "H1", "text", "75 % av tilsagnet, til sammen € 5 000, er utbetalt.")


def _right(e: Editor) -> tuple[Place, ...]:
    e.put(
        PARAGRAPHS,
        "5.1.3-7",
        "text",
        "Geo4Water er tildelt inntil 0,15 millioner euro, SEADITO {Tilsagn_SEADITO|heltall} EUR.",
    )
    return ()


RULE = Rule(
    code="T002",
    name="eurobeløp-avviker-fra-tilsagnet",
    severity=Severity.WARNING,
    finds="Et beløp i euro i en tekst som ikke er tilsagnet for tilskuddet teksten gjelder.",
    why="Styret skal lese samme tilsagn i teksten som budsjettet bygger på.",
    remedy="Bruk plassholderen for tilsagnet, for eksempel {Tilsagn_SEADITO|heltall}.",
    check=check,
    fix=Fix.UNSAFE,
    bad=(
        Example("Noten sier «totalt 50 Euro»; tilsagnet er 50 000.", _as_printed),
        Example("Et beløp i teksten mangler en null.", _typed),
        Example("Noten nevner ikke tilskuddet, men står ved posten.", _note_without_the_name),
    ),
    good=(Example("Beløpene er riktige, som millioner eller plassholder.", _right),),
)
