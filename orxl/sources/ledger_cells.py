"""The cells of a ledger's lines: codes, names, and the words by which a sum is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from orxl.sources.ledger_columns import plain

CODE: Final = re.compile(r"([0-9]{1,10})(?:[-–:]?\s[-–:\s]*([^\W\d_].*))?", re.DOTALL)
"""An account or a dimension: its number, or its number and its name in one cell.

«5 010» is none: what stands behind the space is no name."""
SUM: Final = re.compile(
    r"(?:[0-9]{1,10}\s+)?(?:del|sub|total|slutt|hoved|kontroll|grand )?(?:sum|total|totalt)\b"
    r"|i alt\b|.*\b(?:totalt|i alt)$",
    re.IGNORECASE,
)
"""How the text of a sum begins (or ends)."""
_CARRIED: Final = re.compile(
    r"resultat|netto|saldo|balanse|overført|å overføre|transport|differanse|herav", re.IGNORECASE
)
"""How else the text of a line without an account begins that is a sum, or carried to a page."""
_OPENING: Final = re.compile(r"(?:inng(?:ående)?\.?\s|ib\b)", re.IGNORECASE)
_CLOSING: Final = re.compile(r"(?:utg(?:ående)?\.?\s|ub\b)", re.IGNORECASE)
CREDITS: Final = frozenset({"k", "c", "kr", "cr", "kredit", "credit", "h", "haben"})
DEBITS: Final = frozenset({"d", "dr", "deb", "debet", "debit", "s", "soll"})


def at(cells: Sequence[object], column: int) -> object:
    """What stands in *column* (from 0); None where the line is shorter, or there is no column."""
    return cells[column] if 0 <= column < len(cells) else None


def words(cells: Sequence[object]) -> tuple[str, ...]:
    """A line's words, by which a header is known when it comes again on the next page."""
    return tuple(p for cell in cells if (p := plain(cell)))


def is_sum(cell: object) -> bool:
    """Whether *cell* is the text of a sum."""
    return isinstance(cell, str) and SUM.match(cell.strip()) is not None


def is_total(cell: object) -> bool:
    """Whether *cell* is the text of a sum, where no account stands beside it."""
    return is_sum(cell) or (isinstance(cell, str) and _CARRIED.match(cell.strip()) is not None)


def is_opening(cell: object) -> bool:
    """Whether *cell* is the text of an opening balance."""
    return isinstance(cell, str) and _OPENING.match(cell.strip()) is not None


def is_closing(cell: object) -> bool:
    """Whether *cell* is the text of a closing balance."""
    return isinstance(cell, str) and _CLOSING.match(cell.strip()) is not None


def is_budget(cell: object) -> bool:
    """Whether *cell* says that a line is of the budget: «Budsjett», «RB»."""
    text = str(cell).strip().casefold()
    return text.startswith(("budsjett", "rev", "oppr")) or text in ("b", "rb", "ob", "bud")


def dimension(cells: Sequence[object], column: int) -> str:
    """The code in a cell; ``""`` where there is none. «120 Administrasjon» is 120, 0 is none."""
    cell = at(cells, column)
    if cell is None or cell == "":
        return ""
    text = str(int(cell)) if isinstance(cell, Decimal) and cell == int(cell) else str(cell).strip()
    if " " in text and (match := CODE.fullmatch(text)) is not None:
        text = match[1]
    return "" if not text.strip("0-–") else text


def note_name(names: dict[str, str], code: str, cell: object) -> None:
    """Remember the name of *code*: the cell, or what stands behind the number in it."""
    if isinstance(cell, str) and cell.strip():
        match = CODE.fullmatch(cell.strip())
        name = cell.strip() if match is None else (match[2] or "").strip()
        if name:
            names.setdefault(code, name)
