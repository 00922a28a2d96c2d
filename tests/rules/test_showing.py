"""What a reader takes a number for under a number format, and how much room it needs."""

from __future__ import annotations

import pytest

from orxl.layout import NUMBER_FORMATS, Kind
from orxl.rules.shared.showing import percents, read_as, room


@pytest.mark.parametrize(
    ("code", "number", "taken"),
    [
        ("General", 1234.5, 1234.5),
        ("#,##0", 1744.6, 1745.0),
        ("#,##0,", 1000.0, 1.0),
        ('0.0,,"M"', 5_378_000.0, 5.4),
        ("0", 2.5, 3.0),
        ("0%", 0.75, 0.75),
        ("0", 0.75, 1.0),
        ("0.0%", 0.025, 0.025),
        ("#,##0;#,##0", -336.0, 336.0),
        ("#,##0;[Red]-#,##0", -336.0, -336.0),
        ("#,##0_);(#,##0)", -336.0, -336.0),
        (r"#,##0;\-#,##0", -336.0, -336.0),
        (";;;", 5.0, None),
        ("[White]#,##0", 5.0, None),
        ('"innlagt"', 5.0, None),
        ("dd.mm.yyyy", 46_000.0, None),
        ('#,##0"000"', 5.0, None),
        ('#,##0;-#,##0;"–"', 0.0, 0.0),
        ("[<1000]0;0,", 5000.0, 5000.0),
    ],
)
def test_a_format_shows_a_number_as(code: str, number: float, taken: float | None) -> None:
    assert read_as(code, number) == taken


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind.numeric and kind is not Kind.FLAG])
def test_every_format_of_the_layout_shows_a_whole_number_with_its_sign(kind: Kind) -> None:
    for number in (1.0, 336.0, -336.0):
        assert read_as(NUMBER_FORMATS[kind], number) == number


def test_per_cent_is_told_by_the_section_that_shows_the_number() -> None:
    assert percents("0%;-0%;0", 0.5)
    assert not percents("0%;-0%;0", 0.0)


@pytest.mark.parametrize(
    ("code", "number", "least", "most"),
    [
        ("#,##0", 5387.0, 4.0, 5.0),
        ("#,##0.00", 5387.0, 6.5, 7.5),
        ("-0", -12.0, 2.0, 3.0),
        ("0%", 1.0, 4.0, 5.0),
        ("dd.mm.yyyy", 46_000.0, 7.0, 9.0),
    ],
)
def test_a_number_needs_room(code: str, number: float, least: float, most: float) -> None:
    needed = room(code, number)
    assert needed is not None
    assert least <= needed <= most


def test_a_number_that_excel_cuts_down_itself_needs_no_room() -> None:
    assert room("General", 1234.5678) is None
