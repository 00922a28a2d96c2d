"""Any two workbooks: rows and columns are aligned like a good diff, formulas followed."""

from __future__ import annotations

import random

import pytest

from tests.versions.kit import Grid, book, compared, sheet, told

ROWS = 200


def _measures() -> list[list[object]]:
    choose = random.Random(1)
    return [
        [f"T{n}", f"Tiltak {n} om {choose.choice(['vann', 'klima', 'by'])}", choose.randint(1, 999)]
        for n in range(ROWS)
    ]


def _with_formulas(rows: list[list[object]]) -> Grid:
    total = len(rows) + 2
    shares = [[*row, f"=C{n}/C${total}"] for n, row in enumerate(rows, start=2)]
    return [["Nr", "Tiltak", "Beløp", "Andel"], *shares, ["Sum", None, f"=SUM(C2:C{total - 1})"]]


def test_six_planted_changes_are_six_changes() -> None:
    """The case of research point 6: a row in, a row out, two that change places, three cells."""
    before, rows = _measures(), _measures()
    rows.insert(50, ["TX", "Et nytt", 77])
    del rows[100]
    rows[150], rows[160] = rows[160], rows[150]
    rows[10][2], rows[20][1], rows[190][2] = 12345, "Omskrevet", 3
    found = compared(book(_with_formulas(before)), book(_with_formulas(rows)))
    assert told(found) == [
        "verdi: C12", "verdi: B22", "rad ny: A52", "rad borte: A101",
        "rader byttet plass: A152", "verdi: C192",
    ]  # fmt: skip


def test_a_workbook_is_as_itself() -> None:
    grid = _with_formulas(_measures())
    assert compared(book(grid), book(grid)) == ()


def test_a_column_put_in_is_one_change() -> None:
    before = _with_formulas(_measures())
    after = [[*row[:2], f"notat {n}", *row[2:]] for n, row in enumerate(before)]
    for row in after[1:]:
        for place, held in enumerate(row):
            if isinstance(held, str) and held.startswith("="):
                row[place] = held.replace("C", "D")
    assert told(compared(book(before), book(after))) == ["kolonne ny: C1"]


def test_columns_that_change_places_have_moved_and_not_come_and_gone() -> None:
    before = [["Nr", "Navn", "Sum"], *[[f"T{n}", f"navn {n}", n * 7] for n in range(20)]]
    after = [[c, a, b] for a, b, c in before]
    assert told(compared(book(before), book(after))) == ["kolonne flyttet: A1"]


def test_a_formula_filled_down_is_one_change() -> None:
    before = _with_formulas(_measures())
    after = [[*row[:3], f"=C{n}*2"] if 1 < n < ROWS + 2 else row
             for n, row in enumerate(before, start=1)]  # fmt: skip
    (change,) = compared(book(before), book(after))
    assert change.kind == "formel"
    assert len(change.cells) == ROWS


def test_a_formula_that_no_longer_names_what_it_named_is_told() -> None:
    """A program put a row in and left the formulas as they were."""
    before = [["a", 1], ["b", 2], ["c", 3], ["Sum", "=B3"]]
    after = [["a", 1], ["ny", 9], ["b", 2], ["c", 3], ["Sum", "=B3"]]
    assert told(compared(book(before), book(after))) == ["rad ny: A2", "formel: B5"]


def test_dollar_signs_are_spelling_and_told_when_asked() -> None:
    before, after = [["a", 1], ["b", "=B1"]], [["a", 1], ["b", "=$B$1"]]
    assert compared(book(before), book(after)) == ()
    assert told(compared(book(before), book(after), spelling=True)) == ["skrivemåte: B2"]


def test_a_sheet_with_another_name_is_the_same_sheet() -> None:
    grid = [["a", 1], ["b", 2], ["c", 3]]
    before = book([["x", "=Tall!B2"]], sheet("Tall", grid))
    after = book([["x", "='Nye tall'!B2"]], sheet("Nye tall", grid))
    assert told(compared(before, after)) == ["ark nytt navn: "]


@pytest.mark.parametrize(
    ("held", "now"),
    [(1, True), (0, None), ("", None), ("1", 1), (1, 2), ("a", "b"), ("=1", 1), (1, "=1")],
)
def test_every_kind_of_content_is_told_from_every_other(held: object, now: object) -> None:
    before, after = [["a", held, "c"]], [["a", now, "c"]]
    assert [c.at.a1 for c in compared(book(before), book(after)) if c.at] == ["B1"]
