"""Nothing of a followed workbook is read unseen: what rules are given notes every field."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pytest

from orxl import rules
from orxl.rules.kit import again

STAND_INS = [
    value
    for name, value in vars(again).items()
    if isinstance(value, type) and name.isupper() and name[0] == "_"
]


def test_there_is_a_stand_in_for_all_that_a_view_is_made_of() -> None:
    assert {cls.__name__ for cls in STAND_INS} == {
        "View", "BoundBook", "Book", "Programme", "Recalculation",
    }  # fmt: skip


@pytest.mark.parametrize("stand_in", STAND_INS, ids=lambda cls: cls.__name__)
def test_every_field_and_everything_that_is_kept_is_noted(stand_in: type) -> None:
    plain = stand_in.__bases__[1]
    kept = [
        name
        for base in plain.__mro__
        for name, value in vars(base).items()
        if isinstance(value, cached_property)
    ]
    for name in (*plain.__dataclass_fields__, *kept):  # type: ignore[attr-defined]
        assert isinstance(vars(stand_in)[name], property), name


def test_no_rule_looks_behind_what_it_is_given() -> None:
    (folder,) = rules.__path__
    for file in Path(folder).rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if file != Path(again.__file__):
            assert ".plain" not in text, file
            assert "__dict__" not in text, file
