"""An amount typed in a text that stands in a named cell: a placeholder would follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from orxl.binding.convert import decimal
from orxl.core import nb
from orxl.core.edits import SetCell
from orxl.core.findings import Severity
from orxl.layout import Kind
from orxl.rules.example import Editor, Example, Place
from orxl.rules.measures import read
from orxl.rules.rule import Fix, Hit, Rule
from orxl.rules.texts import NOTES, PARAGRAPHS, PLACEHOLDER, named_cells, named_kinds, passages
from orxl.rules.view import View

_AMOUNT = re.compile(r"(?<![\d.,])(?:(\d{1,3}(?:[ \u00a0\u202f.]\d{3})+)|(\d+,\d{1,2}) mill)(?!\d)")
_UNITS = {Kind.THOUSANDS: 1000, Kind.KRONER: 1, Kind.AMOUNT: 1}
_LEAST = 10_000
_PLACES = (
    (PARAGRAPHS, "text"),
    ("tblOmråder", "introduction"),
    ("tblOrganisering", "description"),
    (NOTES, "text"),
)


def check(view: View) -> Iterator[Hit]:
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


def _typed_basis(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.3-3", "text", "Grunnlaget er estimert til 5.386.627 NOK.")


def _typed_millions(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.5-2", "text", "Overføringen er 3,74 millioner NOK.")


def _typed_advance(e: Editor) -> Place:
    return e.put(NOTES, "H1", "text", "Rundt kr 400 000 er bundet.")


def _other_figures(e: Editor) -> tuple[Place, ...]:
    text = "I 2023 var det 3,9 millioner, 123 456 kr og {Bundne_midler|kr}, til 2 500 personer."
    e.put(PARAGRAPHS, "5.1.5-2", "text", text)
    return ()


RULE = Rule(
    code="T008",
    name="tall-skrevet-i-teksten",
    severity=Severity.NOTE,
    finds="Et beløp som er skrevet som tall i en tekst, og som også står i en navngitt celle.",
    why="Tallet i teksten blir stående når tabellen endres.",
    remedy="Bytt tallet med plassholderen som er foreslått.",
    check=check,
    fix=Fix.UNSAFE,
    bad=(
        Example("Kontingentgrunnlaget er skrevet inn.", _typed_basis),
        Example("Inngående mindreforbruk er skrevet i millioner.", _typed_millions),
        Example("Bundne midler er skrevet inn i en note.", _typed_advance),
    ),
    good=(Example("Tall som ikke står i noen navngitt celle.", _other_figures),),
)
