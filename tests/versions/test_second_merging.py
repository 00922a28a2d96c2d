"""Two people's edits of the shipped workbook, put together: an outsider's scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest

from orxl.app.merging.merge import merged
from orxl.app.workbook import Opened
from orxl.core.snapshot import Book
from orxl.core.values import Value
from orxl.versions.merging.values import Merge
from orxl.xlsx import read_bytes
from tests.versions.full_hands import content_at, keys, worked
from tests.versions.second_scenarios import SECOND, FullScenario

pytestmark = pytest.mark.thorough


def _opened(data: bytes, name: str) -> Opened:
    return Opened(Path(name), data, read_bytes(data))


@pytest.mark.parametrize("scenario", SECOND, ids=lambda s: s.name)
def test_two_peoples_edits_of_the_shipped_workbook(scenario: FullScenario, shipped: bytes) -> None:
    mine, theirs = worked(shipped, scenario.mine), worked(shipped, scenario.theirs)
    done = merged(
        _opened(shipped, "felles.xlsx"), _opened(mine, "min.xlsx"), _opened(theirs, "din.xlsx")
    )
    assert [_named(c.place.key) for c in done.merge.conflicts] == list(scenario.conflicts)
    assert _told(done.merge) == scenario.told
    book = read_bytes(done.data)
    for place, expected in scenario.then.items():
        kind, _, rest = place.partition("|" if "|" in place else ":")
        if kind == "count":
            assert len([key for key in keys(book, rest) if key.strip("/")]) == expected
        elif kind == "name":
            assert {n.name: n.refers_to for n in book.names}[rest] == expected
        else:
            assert (place, content_at(book, place)) == (place, expected)
    for place in scenario.absent:
        table, _, key = place.partition("|")
        assert key not in keys(book, table)
    for table, order in scenario.keys.items():
        assert [key for key in keys(book, table) if key in order] == order
    _nothing_mixed(mine, theirs, done.data)


def _named(key: str) -> str:
    """A conflict's place without what tells rows of one name apart, in brackets."""
    table, *rest = key.split("|")
    return "|".join((table, *(part.partition(" (")[0] for part in rest)))


def _told(found: Merge) -> tuple[str, ...]:
    return tuple(left.text for left in found.left)


def _nothing_mixed(mine: bytes, theirs: bytes, result: bytes) -> None:
    """What is typed in a row that both have is as one of the two has it."""
    one, other, made = (_typed(read_bytes(data)) for data in (mine, theirs, result))
    for place in one.keys() & other.keys() & made.keys():
        assert (place, made[place]) in ((place, one[place]), (place, other[place]))


def _typed(book: Book) -> dict[str, Value]:
    """What is typed in the rows whose keys stand once."""
    found: dict[str, Value] = {}
    for sheet in book.sheets:
        for table in sheet.tables:
            named = list(zip(keys(book, table.name), table.data_rows, strict=True))
            names = [key for key, _ in named]
            once = {key for key in names if key.strip("/") and names.count(key) == 1}
            for key, row in named:
                for number, column in enumerate(table.columns, start=table.ref.first_column):
                    cell = sheet[row, number]
                    if key in once and cell.formula is None and column.formula is None:
                        found[f"{table.name}|{key}|{column.name}"] = cell.value
    return found
