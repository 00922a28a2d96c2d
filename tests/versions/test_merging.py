"""What two people have done to one workbook, put together: the scenarios, written down first."""

from __future__ import annotations

from datetime import datetime

import pytest

from orxl.app.merging.fitting import possible
from orxl.core.errors import OrxlError
from orxl.core.snapshot import Book
from orxl.core.values import same_value
from orxl.versions.merging.merge import Edition, merge
from orxl.versions.merging.refusing import refuse_strangers
from orxl.versions.merging.values import Merge
from orxl.versions.rows import Version
from orxl.xlsx import read_bytes
from tests.versions.hands import Side, at, content_at, rows_of, small, worked, written
from tests.versions.odd_scenarios import ODD
from tests.versions.scenarios import SCENARIOS, Scenario


@pytest.fixture(scope="module")
def common(shipped: bytes) -> Side:
    return Side(read_bytes(written(Side(small(read_bytes(shipped))))))


def edition(side: Side) -> Edition:
    return Edition(Version.of(side.book), side.notes)


def merged(common: Side, mine: Side, theirs: Side) -> tuple[Merge, Book]:
    """The merge, and what MINE's file becomes by it."""
    editions = edition(common), edition(mine), edition(theirs)
    refuse_strangers(*(e.version for e in editions))
    whole = merge(*editions)
    # The file of THEIRS is only asked for where a sheet of theirs is to come.
    found, data = possible(written(mine), written(theirs) if whole.sheets else b"", whole)
    return found, read_bytes(data)


@pytest.mark.parametrize("scenario", [*SCENARIOS, *ODD], ids=lambda s: s.name)
def test_two_peoples_edits(scenario: Scenario, common: Side) -> None:
    mine, theirs = worked(common, scenario.mine), worked(common, scenario.theirs)
    if scenario.refused:
        with pytest.raises(OrxlError) as refusal:
            merged(common, mine, theirs)
        assert scenario.refused.casefold() in str(refusal.value).casefold()
        return
    found, result = merged(common, mine, theirs)
    assert [c.place.key for c in found.conflicts] == [
        named(mine.book, place) for place in scenario.conflicts
    ]
    told = "\n".join(f"{left.text} {left.contents}" for left in found.left)
    for word in scenario.told:
        assert word in told
    if not scenario.told:
        assert told == ""
    for place, expected in scenario.then.items():
        holds(result, common.book, place, expected)
    for table, keys in scenario.keys.items():
        assert keys_of(result, table) == (
            sorted_by(common, table, keys[1]) if keys[0] == "by" else keys
        )
    untouched(scenario, mine, result, found)


def named(book: Book, place: str) -> str:
    """*place* as a conflict names it: by the layout's key of the row, which may be no label."""
    if place.count("|") < 2 or not place.startswith("tblForutsetninger"):
        return place
    at_, header = at(book, place), place.rpartition("|")[2]
    name = at(book, place.rpartition("|")[0] + "|Navn i formler")
    return f"tblForutsetninger|{book.cell(name).value}|{header}" if at_ else place


def holds(result: Book, common: Book, place: str, expected: object) -> None:
    if place.endswith("|count"):
        filled = [k for k in rows_of(result, place.split("|")[0]) if not k.startswith("#")]
        assert len(filled) == expected
    elif place.startswith("name:"):
        assert {n.name: n.refers_to for n in result.names}[place[5:]] == expected
    elif isinstance(expected, str) and expected.startswith("same"):
        table, key, header = place.split("|")
        was = expected.partition(":")[2] or key
        assert content_at(result, place) == content_at(common, f"{table}|{was}|{header}")
    elif isinstance(expected, float | datetime):
        got = content_at(result, place)
        assert isinstance(got, float | datetime), place
        assert not isinstance(got, bool), place
        assert same_value(got, expected), place
    else:
        got = content_at(result, place)
        assert getattr(got, "code", got) == expected, place  # an error by its name


def keys_of(book: Book, table: str) -> list[str]:
    return [key.partition("@")[0] for key in rows_of(book, table) if not key.startswith("#")]


def sorted_by(common: Side, table: str, header: str) -> list[str]:
    keys = keys_of(common.book, table)
    return sorted(keys, key=lambda key: str(content_at(common.book, f"{table}|{key}|{header}")))


def untouched(scenario: Scenario, mine: Side, result: Book, found: Merge) -> None:
    """What no edit named is as MINE has it: all sheets that the merge does not speak of."""
    spoken = {t.place.sheet for t in found.taken} | set(found.sheets)
    if any(t.place.name for t in found.taken):
        spoken.add("")
    for sheet in mine.book.sheets:
        if sheet.name in spoken:
            continue
        now = result.sheet(sheet.name)
        assert now is not None
        for place, cell in sheet.cells.items():
            assert (now[place].formula, now[place].value if cell.formula is None else "") == (
                cell.formula, cell.value if cell.formula is None else "",
            )  # fmt: skip
