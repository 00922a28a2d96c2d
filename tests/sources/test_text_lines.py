from __future__ import annotations

import pytest

from orxl.core.errors import BadSource
from orxl.sources.grids import text_grid
from orxl.sources.text_lines import TextLines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_lines_are_those_of_the_grid(end: str, codec: str) -> None:
    text = end.join(['Konto;"Navn;\næ"', "1;ø", "", "2;"])
    data = text.encode(codec)
    lines = TextLines(data, "a.csv")
    whole = [
        (line.number, tuple(cell or None for cell in line.cells))
        for line in text_grid(data, "a.csv").lines
    ]
    for _ in range(2):  # they may be gone through again
        read = [(line.number, tuple(cell or None for cell in line.cells)) for line in lines]
        assert read == whole


def test_a_quote_that_does_not_end_is_named() -> None:
    with pytest.raises(BadSource, match="linje 2"):
        list(TextLines(b'a;b\n"c" d;e\n', "a.csv"))
