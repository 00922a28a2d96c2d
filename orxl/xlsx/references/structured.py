"""Columns of tables by name in a formula: ``tblTiltak[[#This Row],[Beløp]]``, found and renamed."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.patterns import regex
from orxl.xlsx.references.shift import bracket_end

_SKIP: Final = regex(r'"(?:[^"]|"")*+"|\'(?:[^\']|\'\')*+\'!?')
_WORD: Final = regex(r"[\w.\\?]+")
_BRACKETED: Final = regex(r"\[((?:[^\[\]']|'.)*)\]", re.DOTALL)
_ESCAPED: Final = regex(r"'(.)", re.DOTALL)
_SPECIAL: Final = regex(r"([\[\]#'])")


def renamed(formula: str, table: str, old: str, new: str) -> str:
    """*formula* with the column *old* of *table* called *new*, as Excel would rewrite it.

    Only references that name the table are looked at: in a file they all do. A reference into
    another workbook (``[1]Ark1!tbl[…]``, ``bok.xlsx!tbl[…]``) is somebody else's table.
    """
    if table.casefold() not in formula.casefold():
        return formula
    out: list[str] = []
    at = 0
    while at < len(formula):
        skipped = _SKIP.match(formula, at)
        word = None if skipped is not None else _WORD.match(formula, at)
        end = at + 1
        if skipped is not None:
            end = skipped.end()
        elif word is not None:
            end = word.end()
        elif formula[at] == "[":
            end = bracket_end(formula, at)
        out.append(formula[at:end])
        is_table = word is not None and word[0].casefold() == table.casefold()
        if is_table and formula[end : end + 1] == "[" and formula[at - 1 : at] != "!":
            stop = bracket_end(formula, end)
            out.append(_columns(formula[end:stop], old, new))
            end = stop
        at = end
    return "".join(out)


def _columns(bracket: str, old: str, new: str) -> str:
    """The specifier *bracket* (with its brackets) with the column renamed."""
    inner = bracket[1:-1]
    written = _SPECIAL.sub(r"'\1", new)
    if "[" not in _ESCAPED.sub("", inner):
        mark = "@" if inner.startswith("@") else ""
        return f"[{mark}{written}]" if _is(inner[len(mark) :], old) else bracket

    def column(found: re.Match[str]) -> str:
        return f"[{written}]" if _is(found[1], old) else found[0]

    return f"[{_BRACKETED.sub(column, inner)}]"


def _is(written: str, name: str) -> bool:
    """Whether the specifier *written* is the column *name*; spaces around it mean nothing."""
    return _ESCAPED.sub(r"\1", written).strip().casefold() == name.strip().casefold()
