"""How a formula is spelled: Excel's objects say ``[@Beløp]`` where the file says more.

A file holds ``tblTiltak[[#This Row],[Beløp]]`` and ``tblTiltak[Beløp]``; inside the table Excel
shows ``[@Beløp]`` and ``[Beløp]``, and outside it ``tblTiltak[@Beløp]``. The snapshot has the
file's spelling.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_PIECE: Final = re.compile(
    r"""
    "(?:[^"]|"")*"                  # a text
  | '(?:[^']|'')*'!?                # a sheet's name in apostrophes
  | (?P<ref>(?P<table>[^\W\d][\w.\\]*)?
      \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
  | [^\W\d][\w.\\]*                 # any other name
  | .
    """,
    re.VERBOSE | re.DOTALL,
)
_PARTS: Final = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_AFTER_A_BOOK: Final = re.compile(r"[\w.]+!|[^'!(),;+*/^&=<>]*'!")


@lru_cache(maxsize=16_384)  # a column holds one and the same formula
def as_in_file(formula: str, own_table: str | None) -> str:
    """*formula* (without ``=``) as the file holds it; *own_table*: the table it stands in."""
    if "[" not in formula:
        return formula
    out: list[str] = []
    for match in _PIECE.finditer(formula):
        text = match[0]
        if match["ref"] is not None and not _AFTER_A_BOOK.match(formula, match.end()):
            text = _reference(match["table"], text, own_table)
        out.append(text)
    return "".join(out)


def _reference(table: str | None, text: str, own_table: str | None) -> str:
    name = table if table is not None else own_table
    if name is None:
        return text
    inner = text[len(table or "") + 1 : -1].strip()
    if not inner.startswith("@"):
        return f"{name}[{inner}]"
    columns = inner[1:].strip()
    if not columns:
        return f"{name}[#This Row]"
    if not _PARTS.match(columns):
        columns = f"[{columns}]"
    return f"{name}[[#This Row],{columns}]"
