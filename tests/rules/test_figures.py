"""Figures in running text: what is one, and what is not."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from orxl.rules.shared.figures import FigureKind, figures
from orxl.rules.shared.numerals import NUMERAL, NUMERALS


def test_the_short_pattern_is_every_numeral_and_no_other_word() -> None:
    parts = [*NUMERALS, "og", "en", "én", "del", ""]
    words = {a + b + c for a in parts[:40] for b in ("", "og") for c in parts} | set(NUMERALS)
    pattern = re.compile(NUMERAL)
    assert {word for word in words if pattern.fullmatch(word)} == NUMERALS.keys()


def found(text: str, *, heading: bool = False) -> set[str]:
    return {figure.text for figure in figures(text, heading=heading)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("estimert til 5.386.672 NOK", {"5.386.672"}),
        ("estimert til 5 386 672 kr", {"5 386 672"}),
        ("på 3,74 millioner NOK", {"3,74 mill"}),
        ("med 43 % av sysselsettingen", {"43 %"}),
        ("om lag ti prosent", {"ti prosent"}),
        ("vedtatt 29. august 2024.", {"29. august 2024"}),
        ("etablert 1.1.2005.", {"1.1.2005"}),
        ("i mars 2021 la", {"mars 2021"}),
        ("perioden 2025-2028, vedtatt", {"2025-2028"}),
        ("i 2020, innebærer", {"2020"}),
        ("har fem ansatte", {"fem"}),
        ("4–5 møter", {"4–5"}),
        ("en 2-dagers samling", {"2"}),
    ],
)
def test_a_figure_is_found_as_it_stands(text: str, expected: set[str]) -> None:
    assert {f.rstrip("ioner").strip() if "mill" in f else f for f in found(text)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "se https://eksempel.no/2024/31 og www.x.no/12",
        "jf. § 18-4 og kapittel 18, del 3, fase 2",
        "prosjektet Geo4Water og strategi S1",
        "tema 3.1 Sirkulær økonomi og 2.4 By- og regionutvikling",
        "{Budsjettår} og {Tilskudd.SEADITO.Tilsagn|heltall} EUR, 1. januar {Budsjettår}",
        "Budsjett (i tusen kroner)",
        "Toppen av nisjen",
    ],
)
def test_addresses_references_names_and_placeholders_are_no_figures(text: str) -> None:
    assert found(text) == set()


def test_the_number_of_a_heading_is_no_figure() -> None:
    assert found("5.1.3 Inntekter 2026", heading=True) == {"2026"}


def test_a_figure_has_its_value_and_what_is_counted() -> None:
    (figure,) = figures("Sekretariatet har fem ansatte")
    assert (figure.kind, figure.value, figure.after) == (FigureKind.WORD, Decimal(5), "ansatte")
