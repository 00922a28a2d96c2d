"""An amount typed in a text that stands in a named cell: a placeholder would follow it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from orxl.binding.convert import decimal
from orxl.core.edits import SetCell
from orxl.core.patterns import regex
from orxl.layout import Kind
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AREAS, BODIES, NOTES, PARAGRAPHS
from orxl.rules.shared.measures import read
from orxl.rules.shared.placeholders import PLACEHOLDER, named_cells, named_kinds
from orxl.rules.shared.texts import passages

RULE = Rule(
    "T008",
    "tall-skrevet-i-teksten",
    Severity.NOTE,
    finds="Et beløp som er skrevet som tall i en tekst, og som også står i en navngitt celle.",
    why="Tallet i teksten blir stående når tabellen endres.",
    remedy="Bytt tallet med plassholderen som er foreslått.",
    fix=Fix.UNSAFE,
    fix_safety="Tallet byttes med plassholderen for en celle som viser det samme nå. To like tall "
    "kan bety hver sin ting; derfor spørres det om hver tekst.",
)

_AMOUNT = regex(r"(?<![\d.,])(?:(\d{1,3}(?:[ \u00a0\u202f.]\d{3})+)|(\d+,\d{1,2}) mill)(?!\d)")
_UNITS = {Kind.THOUSANDS: 1000, Kind.KRONER: 1, Kind.AMOUNT: 1}
_LEAST = 10_000
_PLACES = (
    (PARAGRAPHS, "text"),
    (AREAS, "introduction"),
    (BODIES, "description"),
    (NOTES, "text"),
)


@RULE.check
def check(view: View) -> Hits:
    named = list(_named(view))
    for passage in passages(view, _PLACES):
        # Placeholders are blanked out, so that positions stay as they are.
        bare = PLACEHOLDER.sub(lambda m: " " * len(m[0]), passage.text)
        for match in _AMOUNT.finditer(bare):
            digits = match[1] if match[1] is not None else match[2]
            number = read(digits)
            if number is None or (match[1] is not None and number < _LEAST):
                continue
            for name, value, kind in named:
                form = _format(number, digits, value, kind, millions=match[2] is not None)
                if form:
                    suggestion = f"{{{name}|{form}}}"
                    start, end = match.start(), match.start() + len(digits)
                    mended = passage.text[:start] + suggestion + passage.text[end:]
                    yield Hit(
                        f"Teksten har {nb.quoted(match[0])} skrevet som tall. Det samme står i "
                        f"{named_cells(view)[name]}; plassholderen {suggestion} følger med når "
                        "tallet endres.",
                        cell=passage.cell,
                        expected=suggestion,
                        actual=digits,
                        fix=(SetCell(passage.cell, mended, passage.text),),
                    )
                    break


def _named(view: View) -> Iterator[tuple[str, Decimal, Kind]]:
    """The names that hold amounts, with the amount in whole units."""
    cells = named_cells(view)
    for name, kind in named_kinds(view).items():
        value = view.value(cells[name]) if name in cells else None
        if kind in _UNITS and isinstance(value, float):
            yield name, decimal(value) * _UNITS[kind], kind


def _format(number: Decimal, digits: str, value: Decimal, kind: Kind, *, millions: bool) -> str:
    """The format that would print *digits* for *value*, or ``""``."""
    if not millions:
        return ("heltall" if kind is Kind.AMOUNT else "kr") if number == value else ""
    decimals = len(digits.partition(",")[2])
    step = Decimal(1).scaleb(-decimals)
    shown = (value / 1_000_000).quantize(step, rounding=ROUND_HALF_UP)
    return f"mill{decimals}" if shown == number else ""


@RULE.bad("Kontingentgrunnlaget er skrevet inn.")
def _typed_basis(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.3-3", "text", "Grunnlaget er estimert til 5.386.627 NOK.")


@RULE.bad("Inngående mindreforbruk er skrevet i millioner.")
def _typed_millions(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.5-2", "text", "Overføringen er 3,74 millioner NOK.")


@RULE.bad("Bundne midler er skrevet inn i en note.")
def _typed_advance(e: Editor) -> Place:
    return e.put(NOTES, "H1", "text", "Rundt kr 400 000 er bundet.")


@RULE.good("Tall som ikke står i noen navngitt celle.")
def _other_figures(e: Editor) -> None:
    text = "I 2023 var det 3,9 millioner, 123 456 kr og {Bundne_midler|kr}, til 2 500 personer."
    e.put(PARAGRAPHS, "5.1.5-2", "text", text)
