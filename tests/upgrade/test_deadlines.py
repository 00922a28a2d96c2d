"""The deadlines that the first workbooks were shipped with go; those of staff stay."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import yaml

from orxl.app.upgradedates import deadlines, shipped_keys
from orxl.app.upgradesteps import What
from orxl.binding import bind
from orxl.core.edits import SetCell
from orxl.core.values import BLANK, to_serial
from orxl.layout import VERSION
from orxl.xlsx import patch, read_bytes
from tests.upgrade.staff import FIRST

ROOT = Path(__file__).parents[2]


def test_the_shipped_keys_are_the_sources() -> None:
    entries = yaml.safe_load((ROOT / "workbook/kilde/tiltak.yaml").read_text("utf-8"))["tiltak"]
    wanted = {e["nr"] for e in entries}
    for entry in entries:
        kinds = [target["type"][0] for target in entry["mål"]]
        for letter in "RE":
            wanted |= {f"{entry['nr']}-{letter}{i}" for i in range(1, kinds.count(letter) + 1)}
    assert shipped_keys() == wanted
    assert len(wanted) == 31 + 121


def test_only_what_is_as_shipped_is_taken_away_and_it_is_listed() -> None:
    data = FIRST.read_bytes()
    bound = bind(read_bytes(data), VERSION)
    measure = bound.where("tblTiltak", "2.1.1", "deadline")
    key = bound.where("tblTiltak", "2.1.2", "number")
    target = bound.where("tblMål", "1.1-R1", "deadline")
    assert measure is not None
    assert key is not None
    assert target is not None
    data = patch(
        data,
        [
            SetCell(measure, to_serial(datetime(2026, 5, 1))),
            SetCell(key, "2.1.9"),
            SetCell(target, BLANK),
        ],
    )
    first, second = deadlines(bind(read_bytes(data), VERSION), 3)
    assert (first.what, len(first.acts), len(second.acts)) == (What.DEADLINE, 29, 120)
    assert "1.1, 1.2" in first.text
    assert "2.1.3" in first.text
    assert not any(name in first.text for name in (" 2.1.1,", " 2.1.2,", "2.1.9"))
    assert " 1.1-R1," not in second.text
    assert "3.5.2-E1" in second.text
    contents = [act.content for act in first.acts if isinstance(act, SetCell)]
    assert contents == [BLANK] * 29


def test_a_workbook_of_today_keeps_its_deadlines() -> None:
    assert not list(deadlines(bind(read_bytes(FIRST.read_bytes()), VERSION), VERSION))
