"""A placeholder in braces that no name answers, outside the texts of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.inspection import PageText
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    few,
    written,
)
from orxl.rules.texts import passages
from orxl.rules.view import View

_PLACEHOLDER = re.compile(r"[{]([^{}|\n]{1,60})(?:[|][^{}]*)?[}]")
_NUMBERED = re.compile(r"[\d\s.,;:\-]*")


def check(view: View) -> Iterator[Hit]:
    return few(_hits(view))


def _hits(view: View) -> Iterator[Hit]:
    known = {name.name.casefold() for name in view.book.names}
    known |= {named.name.casefold() for named in view.bound.names}
    judged = {passage.cell for passage in passages(view)}  # T001 reports these
    for text in written(view, _PLACEHOLDER):
        if text.cell is not None and text.cell in judged:
            continue
        for match in _PLACEHOLDER.finditer(text.text):
            if match[1].strip().casefold() not in known and not _NUMBERED.fullmatch(match[1]):
                yield Hit(
                    f"{text.where} har plassholderen {match[0]}, og ingen celle har det navnet.",
                    cell=text.cell,
                    sheet=text.sheet,
                    actual=match[0],
                )
                break


def _header(e: Editor) -> Place:
    text = PageText("topptekst", "Sak {saksnummer}")
    return e.parcel.on("Hovedtall", page_texts=(text,))


def _cell(e: Editor) -> Place:
    return e.type_in(CellRef("Hovedtall", 60, 2), "Vedtatt {dato for vedtak}")


def _answered(e: Editor) -> tuple[Place, ...]:
    e.type_in(CellRef("Hovedtall", 60, 2), "Kontingenten er {Kontingentsats|kr2}.")
    return ()


def _formula_text(e: Editor) -> tuple[Place, ...]:
    e.type_in(CellRef("Hovedtall", 60, 2), "Settet {1; 2; 3}")
    return ()


RULE = Rule(
    code="U015",
    name="plassholder-uten-svar",
    severity=Severity.ERROR,
    finds="En plassholder i krøllparenteser som ikke er navnet på en celle: i celler, topptekst, "
    "bunntekst, figurer og dokumentets tittel. Tekstene i saken prøves av T001.",
    why="Plassholderen blir trykt som den står.",
    remedy="Skriv teksten som skal stå der, eller bruk et navn fra Formler → Navnebehandling.",
    check=check,
    bad=(
        Example("Toppteksten er «Sak {saksnummer}».", _header),
        Example("En celle venter på en dato.", _cell),
    ),
    good=(
        Example("En plassholder med navnet på en celle.", _answered),
        Example("En liste med tall i krøllparenteser.", _formula_text),
    ),
)
