"""The law of following: what is found after a change is what a check of the whole finds."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orxl.app.again import Rechecker
from orxl.core.errors import UnreadableFile
from orxl.core.light import replace
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet
from orxl.core.values import BLANK, CellError, Value
from orxl.xlsx import read_bytes
from tests.adversarial.damages import Damage, read_folder
from tests.adversarial.filehands import OF_A_FILE, changed
from tests.adversarial.framehands import do
from tests.adversarial.hands import Hands
from tests.app.followed import Followed
from tests.helpers import TODAY

pytestmark = pytest.mark.slow
ALL: Final = bool(os.environ.get("ORXL_ALT"))
DAMAGES: Final = [d for d in read_folder() if ALL or crc32(d.id.encode()) % 97 == 0]


@pytest.fixture(scope="module")
def sound(shipped: bytes) -> Book:
    return read_bytes(shipped)


@pytest.fixture(scope="module")
def following(sound: Book) -> Followed:
    """Goes from one damaged workbook to the next."""
    return Followed(sound)


def damaged(shipped: bytes, sound: Book, damage: Damage) -> Book:
    of_file = [edit for edit in damage.edits if edit["op"] in OF_A_FILE]
    hands = Hands(read_bytes(changed(shipped, of_file)) if of_file else sound)
    for edit in damage.edits:
        if edit["op"] not in OF_A_FILE:
            do(hands, edit)
    return hands.book


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.id)
def test_damages_by_others(
    shipped: bytes, sound: Book, following: Followed, damage: Damage
) -> None:
    book = damaged(shipped, sound, damage)
    following.check(following.saved(book) if crc32(damage.id.encode()) % 4 else book)


VALUES: Final[st.SearchStrategy[Value]] = st.sampled_from(
    (
        BLANK, 0.0, -0.0, 1.0, True, False, 5800.0, -1.5, 1e15, "", " ", "1", "Ja", "Innvilget",
        "Se 2027 og 100 000 kr {Sats}", "😀", CellError("#N/A"), datetime(2026, 5, 4), 46000.0,
    )
)  # fmt: skip
FORMULAS: Final = st.sampled_from(
    (
        "1+1", "SUM(E7:E9)", "NOW()", '""', "1/0", "Budsjettår+1", "A1&\"x\"", "SUBTOTAL(9,E6:E20)",
        "OFFSET(A1,1,1)", "E20", "SUM(Hovedtall!E6:E30)", "ROWS(A:A)", "nope(1)", "[1]Ark!A1",
    )
)  # fmt: skip
PLACES: Final = st.tuples(st.integers(0, 40), st.integers(0, 10_000))
Change = Callable[[Book], Book]


def on_sheet(number: int, change: Callable[[Sheet], Sheet]) -> Change:
    def changed(book: Book) -> Book:
        at = number % len(book.sheets)
        sheets = [change(s) if i == at else s for i, s in enumerate(book.sheets)]
        return replace(book, sheets=tuple(sheets))

    return changed


def in_cell(place: tuple[int, int], change: Callable[[Cell], Cell]) -> Change:
    def changed(sheet: Sheet) -> Sheet:
        cells = dict(sheet.cells)
        if cells:
            at = sorted(cells)[place[1] % len(cells)]
            cells[at] = change(cells[at])
        return replace(sheet, cells=cells)

    return on_sheet(place[0], changed)


def typed(place: tuple[int, int], value: Value) -> Change:
    return in_cell(place, lambda cell: Cell(value, None, cell.style))


def calculated(place: tuple[int, int], text: str) -> Change:
    return in_cell(place, lambda cell: Cell(cell.value, text, cell.style, "normal"))


def shown(place: tuple[int, int], value: Value) -> Change:
    return in_cell(place, lambda cell: cell._replace(value=value))


def restyled(place: tuple[int, int], style: int) -> Change:
    return in_cell(place, lambda cell: cell._replace(style=style))


def without_row(place: tuple[int, int]) -> Change:
    """A row is taken out, and nothing follows: the worst that a program may do."""

    def changed(sheet: Sheet) -> Sheet:
        row = 1 + place[1] % max((at[0] for at in sheet.cells), default=1)
        cells = {(r - (r > row), c): cell for (r, c), cell in sheet.cells.items() if r != row}
        return replace(sheet, cells=cells)

    return on_sheet(place[0], changed)


def with_row(place: tuple[int, int]) -> Change:
    def changed(sheet: Sheet) -> Sheet:
        row = 1 + place[1] % max((at[0] for at in sheet.cells), default=1)
        cells = {(r + (r >= row), c): cell for (r, c), cell in sheet.cells.items()}
        cells.update({(row, c): cell for (r, c), cell in sheet.cells.items() if r == row})
        tables = tuple(
            replace(t, ref=replace(t.ref, last_row=t.ref.last_row + 1))
            if t.ref.first_row < row <= t.ref.last_row else t
            for t in sheet.tables
        )  # fmt: skip
        return replace(sheet, cells=cells, tables=tables)

    return on_sheet(place[0], changed)


def otherwise(number: int, what: str) -> Change:
    """Something else than cells is another."""

    def sheet(old: Sheet) -> Sheet:
        others: dict[str, dict[str, object]] = {
            "state": {"state": "hidden"},
            "rows": {"hidden_rows": frozenset({7, 9})},
            "widths": {"widths": {**old.widths, 5: 1.5}},
            "merged": {"merged": (*old.merged, Range(old.name, 7, 2, 8, 3))},
            "tables": {"tables": ()},
            "charts": {"charts": ()},
            "name": {"name": f"{old.name[:20]} ny"},
        }
        return replace(old, **others[what])

    def book(old: Book) -> Book:
        if what == "names":
            names = [n for i, n in enumerate(old.names) if i != number % len(old.names)]
            return replace(old, names=(*names, DefinedName("Nytt", "Hovedtall!$E$7")))
        if what == "manual":
            return replace(old, calc=replace(old.calc, mode="manual"))
        if what == "1904":
            return replace(old, date1904=True)
        if what == "dropped":
            gone = number % len(old.sheets)
            return replace(old, sheets=tuple(s for i, s in enumerate(old.sheets) if i != gone))
        return replace(old, sheets=(*old.sheets[1:], old.sheets[0]))

    if what in ("names", "manual", "1904", "dropped", "moved"):
        return book
    return on_sheet(number, sheet)


ELSE: Final = (
    "state", "rows", "widths", "merged", "tables", "charts", "name", "names", "manual", "1904",
    "dropped", "moved",
)  # fmt: skip
CHANGES: Final = st.one_of(
    st.builds(typed, PLACES, VALUES),
    st.builds(typed, PLACES, VALUES),
    st.builds(calculated, PLACES, FORMULAS),
    st.builds(shown, PLACES, VALUES),
    st.builds(restyled, PLACES, st.integers(0, 60)),
    st.builds(without_row, PLACES),
    st.builds(with_row, PLACES),
    st.builds(otherwise, st.integers(0, 40), st.sampled_from(ELSE)),
)
"""What may happen between two saves."""
EXAMPLES: Final = settings(
    max_examples=100 if ALL else 3, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@EXAMPLES
@given(st.lists(st.tuples(CHANGES, st.booleans()), min_size=1, max_size=3))
def test_generated_edits(
    sound: Book, following: Followed, changes: list[tuple[Change, bool]]
) -> None:
    book = sound
    for change, calculates in changes:
        book = change(book)
        following.check(following.saved(book) if calculates else book)


def test_another_day_is_another_check(following: Followed, sound: Book) -> None:
    following.check(sound)
    found = following.check(sound, date(2031, 1, 1))
    assert found != following.check(sound, TODAY)


def test_a_truth_value_in_place_of_a_number_is_a_change(following: Followed, sound: Book) -> None:
    """Python takes TRUE and 1 for the same."""
    sheet = next(s for s in sound.sheets if s.name == "Hovedtall")
    inputs = (at for at, cell in sorted(sheet.cells.items()) if cell.formula is None)
    at = next(at for at in inputs if sheet.cells[at].value == 200.0)
    cell = CellRef("Hovedtall", *at)

    def holding(value: Value) -> Book:
        cells = {**sheet.cells, at: Cell(value, None, sheet.cells[at].style)}
        sheets = [replace(s, cells=cells) if s is sheet else s for s in sound.sheets]
        return replace(sound, sheets=tuple(sheets))

    following.check(holding(1.0))
    found = following.check(holding(True))
    assert found is not None
    assert any(f.cell == cell for f in found)


def test_what_cannot_be_gone_on_from_is_done_from_the_start(
    shipped: bytes, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker = Rechecker(path)
    first = checker.check(shipped, TODAY)
    asked: list[object] = []

    def fails(*given: object) -> None:
        asked.append(given)
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("orxl.app.again.hear_again", fails)
    assert checker.check(shipped, TODAY) == first
    assert len(asked) == 1
    with pytest.raises(UnreadableFile):
        checker.check(shipped[:5000], TODAY)
