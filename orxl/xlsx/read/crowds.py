"""Refusing a sheet that holds more than any workbook, before anything is made of it."""

from __future__ import annotations

from typing import Final

from orxl.core import nb
from orxl.core.errors import UnreadableFile
from orxl.core.refs import MAX_ROW
from orxl.xlsx.xml.text import XmlText, refuse_long_runs
from orxl.xlsx.xml.tree import MAIN

MAX_CELLS: Final = 2_000_000
_LONGEST_TEXT: Final = 256 * 2**10
"""Bytes; a cell holds 32 767 characters, of which none is written with more than seven bytes."""


def refuse_crowd(text: XmlText, sheet: str, left: int = MAX_CELLS) -> int:
    """How many cells the sheet's part holds, or some more. Counting is cheaper than reading.

    Raises UnreadableFile for more cells than *left*, more rows than a sheet has, or one endless
    text or formula.
    """
    lex = text.lex
    refuse_long_runs(text.name, lex, _LONGEST_TEXT)
    # With a prefix the name stands in the start tag and in the end tag.
    prefixed = any(prefix and uri in MAIN for prefix, uri in text.bindings)
    rows = max(lex.count(b"<row"), (lex.count(b":row") + 1) // 2 if prefixed else 0)
    if rows > MAX_ROW and rows - lex.count(b"rowBreaks") > MAX_ROW:
        raise UnreadableFile(f"arket «{sheet}» har urimelig mange rader.", "Del arbeidsboken opp.")
    cells = lex.count(b"<c") + (lex.count(b":c") if prefixed else 0)
    if cells > left:  # other names begin so, too
        kinds = (b"<c ", b":c ", b"<c/", b":c/", b"<c>", b"<c\n", b"<c\r", b"<c\t")
        cells = sum(map(lex.count, kinds))
    if cells > left:
        raise UnreadableFile(
            f"arket «{sheet}» har så mange celler at arbeidsboken får over "
            f"{nb.number(MAX_CELLS)} av dem.",
            "Del arbeidsboken opp.",
        )
    return cells
