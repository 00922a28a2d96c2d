"""Microsoft's own validator (Open XML SDK) has nothing to say of what orxl makes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from orxl.app.mend import one_by_one
from orxl.app.recalculate import recalculate_file
from orxl.binding import bind
from orxl.setup.xlsm import make_xlsm
from orxl.xlsx import patch, read_book
from tests.upgrade.looking import errors

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 27, 12, 0)


def test_of_the_shipped_workbook(path: Path) -> None:
    assert errors(path) == {}


def test_of_an_empty_workbook(blank: bytes, tmp_path: Path) -> None:
    path = tmp_path / "tom.xlsx"
    path.write_bytes(blank)
    assert errors(path) == {}


def test_of_the_copy_with_the_button(path: Path) -> None:
    assert errors(make_xlsm(path, path.with_suffix(".xlsm")).path) == {}


@pytest.mark.parametrize("fix", [pytest.param(False, marks=pytest.mark.thorough), True])
def test_of_a_workbook_that_was_changed_mended_and_recalculated(path: Path, fix: bool) -> None:
    members = bind(read_book(path)).tables["tblMedlemmer"]
    row = {"code": 4001.0, "name": "Porsgrunn ", "in_basis": "Nei"}
    path.write_bytes(patch(path.read_bytes(), [members.appended([row])]))
    recalculate_file(
        path, moment=NOW, who="kari", choose=one_by_one(lambda _: True) if fix else None,
        unsafe=False,
    )  # fmt: skip
    assert len(bind(read_book(path)).tables["tblMedlemmer"].rows) == len(members.rows) + 1
    assert errors(path) == {}
