"""Text files as grids: what cannot be seen is not there."""

from __future__ import annotations

import pytest

from orxl.app.imports.files import entry_of
from orxl.sources.grids import text_grid


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u200e", "\u2060", "\ufeff", "\u00ad"])
def test_a_sign_without_width_is_left_out(sign: str) -> None:
    (_, line) = text_grid(f"kode;navn\n{sign}0301;Os{sign}lo\n".encode(), "a.csv").lines
    assert line.cells == ("0301", "Oslo")
    assert entry_of(f"{sign}0301") == "0301"
    assert entry_of(sign) is None
