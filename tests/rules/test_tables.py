"""The rules' names of tables: each is a table of the layout."""

from __future__ import annotations

from orxl.layout import layout_for
from orxl.rules.kit import tables


def test_every_named_table_is_one_of_the_layouts() -> None:
    named = {value for name, value in vars(tables).items() if name.isupper()}
    assert named <= set(layout_for(2026).tables)
    assert len(named) > 10
