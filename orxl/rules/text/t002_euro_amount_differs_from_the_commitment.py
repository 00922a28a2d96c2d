"""An amount in euro in a text that is not the commitment of the grant the text is about."""

from __future__ import annotations

import re
from decimal import Decimal

from orxl.core.edits import SetCell
from orxl.core.patterns import regex
from orxl.programme.codes import Currency
from orxl.programme.models import Grant
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES, paper
from orxl.rules.kit.tables import MEASURES, NOTES, PARAGRAPHS, TARGETS
from orxl.rules.shared.amounts import grants
from orxl.rules.shared.measures import DIGITS, read
from orxl.rules.shared.placeholders import named_cells
from orxl.rules.shared.texts import FIELDS, Passage, before, mentions, passages

RULE = Rule(
    "T002",
    "eurobeløp-avviker-fra-tilsagnet",
    Severity.WARNING,
    finds="Et beløp i euro i en tekst som ikke er tilsagnet for tilskuddet teksten gjelder.",
    why="Styret skal lese samme tilsagn i teksten som budsjettet bygger på.",
    remedy="Bruk plassholderen for tilsagnet, for eksempel {Tilsagn_SEADITO|heltall}.",
    fix=Fix.UNSAFE,
    fix_safety="Beløpet byttes med plassholderen for tilsagnet. Det kan være tilsagnet på "
    "Tilskudd som er feil; derfor spørres det om hver tekst.",
    references=(paper("5.1.3"), CODES),
)

_EURO = regex(
    rf"(?<![\d.,])({DIGITS})\s*+(mill\w*+\.?)?\s*+(?:EUR\b|euro\b|€)"
    rf"|(?:EUR|euro|€)\s*({DIGITS})(?:\s*(mill\w*))?",
    re.IGNORECASE,
)
_PLACES = (*FIELDS, (MEASURES, "title"), (TARGETS, "text"))


@RULE.check
def check(view: View) -> Hits:
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
                    f"Teksten sier {nb.quoted(match[0])}, men tilsagnet for "
                    f"{nb.quoted(grant.label)} er "
                    f"{nb.number(grant.ceiling)} euro på Tilskudd.",
                    cell=passage.cell,
                    expected=float(grant.ceiling),
                    actual=float(amount),
                    severity=Severity.ERROR if _slip(amount, grant.ceiling) else None,
                    fix=_placeholder(view, passage, grant, match[0], digits),
                )


def _slip(amount: Decimal, ceiling: Decimal) -> bool:
    """Whether *amount* is the commitment with two digits swapped, or a nought too many or few."""
    swapped = sorted(f"{amount:f}") == sorted(f"{ceiling:f}")
    return swapped or amount in (ceiling * 10, ceiling / 10)


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


@RULE.bad("Noten sier «totalt 50 Euro»; tilsagnet er 50 000.")
def _as_printed(e: Editor) -> Place:
    return e.where(NOTES, "H1", "text")


@RULE.bad("Et beløp i teksten mangler en null.")
def _typed(e: Editor) -> Place:
    text = "GEO4Water er tildelt inntil 15.000 EUR, og SEADITO inntil 50.000 EUR."
    return e.put(PARAGRAPHS, "5.1.3-7", "text", text)


@RULE.bad("Noten nevner ikke tilskuddet, men står ved posten.")
def _note_without_the_name(e: Editor) -> Place:
    return e.put(NOTES, "H1", "text", "75 % av tilsagnet, til sammen € 5 000, er utbetalt.")


@RULE.good("Beløpene er riktige, som millioner eller plassholder.")
def _right(e: Editor) -> None:
    e.put(
        PARAGRAPHS,
        "5.1.3-7",
        "text",
        "Geo4Water er tildelt inntil 0,15 millioner euro, SEADITO {Tilsagn_SEADITO|heltall} EUR.",
    )
