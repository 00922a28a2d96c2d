"""A workbook calculated once more gives what calculating all of it gives; less is asked for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pytest

from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell
from orxl.core.values import Value
from orxl.formulas.again import hear_again
from orxl.formulas.engine import Answer
from orxl.formulas.ironcalc import IronCalc
from orxl.formulas.recalculate import Heard, hear, refreshed
from tests.formulas.small import at, book_of


@dataclass
class Asked:
    """IronCalc, which remembers what it was asked for."""

    name: str = "ironcalc"
    version: str = IronCalc().version
    asked: list[Collection[CellRef] | None] = field(default_factory=list)

    def evaluate(
        self, book: Book, wanted: Collection[CellRef] | None = None
    ) -> Mapping[CellRef, Answer]:
        self.asked.append(wanted)
        return IronCalc().evaluate(book, wanted)


def formula(text: str, value: Value = 0.0) -> Cell:
    return Cell(value, text, 0, "normal")


BOOK = book_of({
    "Ark": {
        "A1": Cell(1.0), "A2": Cell(2.0), "A3": formula("A1+A2"), "A4": formula("A3*2"),
        "B1": Cell(5.0), "B2": formula('IF(B1>9,"x","")'), "B3": formula("COUNTBLANK(B2:B2)"),
        "B4": formula('B2&"-"&A1'), "C1": formula("SUBTOTAL(9,A1:A2)"),
        "D1": formula("B1+1"), "D2": formula("D1+1"), "D3": formula("D2+1"),
        **{f"E{row}": formula(f"B9+{row}") for row in range(1, 20)},
    }
})  # fmt: skip


def changed(book: Book, **cells: Cell) -> Book:
    (sheet,) = book.sheets
    new = {(at(f"Ark!{name}").row, at(f"Ark!{name}").column): cell for name, cell in cells.items()}
    return replace(book, sheets=(replace(sheet, cells={**sheet.cells, **new}),))


def first(book: Book = BOOK) -> tuple[Heard, Asked]:
    engine = Asked()
    calculated = refreshed(book, hear(book).recalculation)
    heard = hear(calculated, engine)
    engine.asked.clear()
    return heard, engine


def same(heard: Heard) -> bool:
    whole = hear(heard.book)
    return (heard.given, heard.second, heard.recalculation) == (
        whole.given, whole.second, whole.recalculation
    )  # fmt: skip


def test_only_what_rests_on_a_change_is_asked_for() -> None:
    heard, engine = first()
    again = hear_again(changed(heard.book, B1=Cell(7.0)), heard)
    assert same(again)
    (wanted,) = engine.asked
    assert wanted is not None
    assert {cell.a1 for cell in wanted} == {"B2", "B3", "B4", "D1", "D2", "D3"}


def test_nothing_is_asked_for_where_nothing_has_changed() -> None:
    heard, engine = first()
    assert same(hear_again(changed(heard.book), heard))
    assert engine.asked == []


def test_an_empty_text_that_a_formula_gives_is_not_a_blank() -> None:
    heard, _ = first()
    assert same(hear_again(changed(heard.book, A1=Cell(4.0)), heard))


def test_a_truth_value_in_place_of_a_number_is_a_change() -> None:
    heard, engine = first()
    again = hear_again(changed(heard.book, A1=Cell(True)), heard)
    assert same(again)
    assert engine.asked != []


def test_an_old_stored_value_is_seen_though_nothing_else_has_changed() -> None:
    heard, _ = first()
    again = hear_again(changed(heard.book, A4=formula("A3*2", 99.0)), heard)
    assert same(again)
    assert at("Ark!A4") in again.second
    assert same(hear_again(changed(again.book), again))
    assert hear_again(heard.book, again).second == {}


@pytest.mark.parametrize(
    "cells",
    [
        {"A3": formula("A1-A2")},
        {"A3": Cell(3.0)},
        {"A1": formula("A4")},
        {"A3": formula("A1:A2")},
        {"D2": formula("OFFSET(A1,1,0)")},
        {"C2": formula("SUM(C1:C1)")},
        {"C2": formula("SUBTOTAL(9,C1:C1)")},
        {"B4": Cell("x")},
    ],
)
def test_other_formulas_circles_and_formulas_that_are_gone(cells: Mapping[str, Cell]) -> None:
    heard, _ = first()
    again = hear_again(changed(heard.book, **cells), heard)
    assert same(again)
    back = {name: heard.book.cell(at(f"Ark!{name}")) for name in cells}
    assert same(hear_again(changed(again.book, **back), again))


def test_other_epochs_and_hidden_rows_are_calculated_anew() -> None:
    heard, engine = first()
    (sheet,) = heard.book.sheets
    for book in (
        replace(heard.book, date1904=True),
        replace(heard.book, sheets=(replace(sheet, hidden_rows=frozenset({2})),)),
        replace(heard.book, sheets=(replace(sheet, name="Annet"),)),
        replace(heard.book, sheets=(sheet, replace(sheet, name="Til"))),
    ):
        engine.asked.clear()
        assert same(hear_again(book, heard))
        assert engine.asked == [None]
