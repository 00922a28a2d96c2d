"""A large workbook is given to the engines in portions, and nothing comes out differently."""

from __future__ import annotations

import pytest

from orxl.formulas import ironcalc, portions
from orxl.formulas.graph import graph_of
from orxl.formulas.recalculate import recalculate
from tests.formulas.small import book_of

CHAINS = {
    f"{letter}{row}": (
        row * 1.5
        if letter == "A"
        else f"=A{row}*2"
        if letter == "B"
        else f"=SUM(B{row}:B{row + 1})"
    )
    for row in range(1, 31)
    for letter in "ABC"
    if row % 3 or letter != "C"
}


def test_what_rests_on_each_other_is_in_one_portion() -> None:
    book = book_of({"Ark": CHAINS, "Annet": {"A1": "=SUM(Ark!A:A)", "B1": 7.0}})
    graph = graph_of(book)
    given = list(portions.portions(book, graph, graph.lowered, 4))
    assert sorted(cell for _, formulas in given for cell in formulas) == sorted(graph.cells)
    assert len(given) > 3
    for part, formulas in given:
        assert [sheet.name for sheet in part.sheets] == ["Ark", "Annet"]
        for cell, text in formulas.items():
            assert text == graph.lowered[cell]
            for area in graph.precedents(cell):
                for read in area.cells() if area.last_row < 99 else ():
                    assert part.cell(read) == book.cell(read)
                    assert part.cell(read).formula is None or read in formulas
    kept = {at for part, _ in given for sheet in part.sheets for at in sheet.cells}
    assert (1, 2) in kept
    assert all(part.sheets[1].cells.get((1, 2)) is None for part, _ in given)  # nobody reads it


def test_portions_change_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = CHAINS | {"E1": "=SUM(A1:A30)", "E2": "=SUM(C1:C30)", "E3": "=E4", "E4": "=E3"}
    whole = recalculate(book_of({"Ark": cells})).verdicts
    monkeypatch.setattr(portions, "ENOUGH", 3)
    monkeypatch.setattr(ironcalc, "AT_A_TIME", 3)
    assert recalculate(book_of({"Ark": cells})).verdicts == whole
