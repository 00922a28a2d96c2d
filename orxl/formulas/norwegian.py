"""Formulas as a Norwegian Excel shows them: ``SUMMER(A1;B1)`` for ``SUM(A1,B1)``.

Files hold formulas in English with commas; nobody who works in a Norwegian Excel has seen them so.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from orxl.core import nb
from orxl.core.norwegian import FUNCTIONS
from orxl.core.values import CellError
from orxl.formulas.tokens import Kind, bare_function, moulded

_THIS_ROW: Final = re.compile(r"(?<!\w)\w++\[\[#This Row\],\[([^\[\]]+)\]\]")
_ITEMS: Final = {
    "[#This Row]": "[#Denne raden]", "[#Headers]": "[#Overskrifter]", "[#All]": "[#Alle]",
    "[#Totals]": "[#Totaler]",
}  # fmt: skip


def function(name: str) -> str:
    """What a Norwegian Excel calls the function *name*; a rare one keeps its name."""
    bare = bare_function(name)
    return FUNCTIONS.get(bare, bare)


def norwegian(formula: str) -> str:
    """*formula* (without ``=``), or a part of one, as a Norwegian Excel shows it.

    Functions, truth values and errors have their Norwegian names, a semicolon parts arguments and
    a comma decimals. A reference to the formula's own row is ``[@Column]``.
    """
    mould, numbers = moulded(formula)
    return _said(mould.pattern) % tuple(numbers)


@lru_cache(maxsize=4096)
def _said(pattern: str) -> str:
    """The formulas with this pattern as a Norwegian Excel shows them, with ``%s`` for the numbers
    that are each one's own."""
    mould, _ = moulded(pattern)
    own = {place: varying.text for place, _, varying in mould.varying}
    parts: list[str] = []
    arrays = 0
    for place, (kind, text) in enumerate(mould.tokens):
        text = own[place] if place in own else text.replace("%", "%%")
        arrays += (kind is Kind.ARRAY_OPEN) - (kind is Kind.ARRAY_CLOSE)
        if kind is Kind.FUNCTION:
            text = f"{function(text)}("
        elif kind is Kind.COMMA or (kind is Kind.UNION and "," in text):
            text = text.replace(",", "\\" if arrays else ";")
        elif kind is Kind.NUMBER:
            text = text.replace(".", ",")
        elif kind is Kind.BOOL:
            text = FUNCTIONS[text.upper()]
        elif kind is Kind.ERROR:
            text = nb.value(CellError(text.upper()))
        elif kind is Kind.STRUCTURED:
            text = _structured(text)
        parts.append(text)
    return "".join(parts)


def shown(formula: str | None) -> str:
    """*formula* (without ``=``) as a Norwegian Excel shows it, with its ``=``; ``""`` for none."""
    return "" if formula is None else f"={norwegian(formula)}"


def _structured(text: str) -> str:
    text = _THIS_ROW.sub(r"[@\1]", text)
    for english, local in _ITEMS.items():
        text = text.replace(english, local)
    return text.replace("],[", "];[")
