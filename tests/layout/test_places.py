"""No two cells of the layout stand in one place, in any version of it."""

from __future__ import annotations

from collections import Counter

import pytest

from orxl.layout import VERSION, layout_for


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_no_two_cells_outside_tables_stand_in_one_place(version: int) -> None:
    layout = layout_for(2026, version)
    places = Counter(
        (sheet.name, sheet.address(fixed)) for sheet in layout.sheets for fixed in sheet.fixed
    )
    assert [place for place, count in places.items() if count > 1] == []
