"""The gate's own account of a column's new name in a formula: read letter by letter."""

from __future__ import annotations

from typing import Final

from orxl.core.grafts import RenameColumn
from orxl.core.patterns import regex

_LETTER: Final = regex(r"[\w.\\?]")


def spelled(formula: str, rename: RenameColumn) -> str:
    """*formula* with the column called by its new name, read letter by letter."""
    out: list[str] = []
    word = ""
    at = 0
    after_mark = False
    while at < len(formula):
        letter = formula[at]
        if letter in "\"'":
            end = formula.find(letter, at + 1)
            end = len(formula) - 1 if end < 0 else end
            out.append(word + formula[at : end + 1])
            word, at, after_mark = "", end + 1, False
        elif letter == "[":
            inner, end = _bracket(formula, at)
            mine = word.casefold() == rename.table.casefold() and not after_mark
            out.append(word + (_written(inner, rename) if mine else formula[at:end]))
            word, at, after_mark = "", end, False
        elif _LETTER.match(letter):
            word += letter
            at += 1
        else:
            out.append(word + letter)
            word, after_mark = "", letter == "!"
            at += 1
    return "".join([*out, word])


Inner = list["str | Inner"]


def _bracket(formula: str, start: int) -> tuple[Inner, int]:
    """What stands in the bracket that opens at *start*, brackets in it apart; and its end."""
    inner: Inner = []
    text = ""
    at = start + 1
    while at < len(formula):
        letter = formula[at]
        if letter == "'" and at + 1 < len(formula):
            text += formula[at : at + 2]
            at += 2
        elif letter == "[":
            deeper, at = _bracket(formula, at)
            inner += [text, deeper]
            text = ""
        elif letter == "]":
            return [*inner, text], at + 1
        else:
            text += letter
            at += 1
    return [*inner, text], len(formula)


def _written(inner: Inner, rename: RenameColumn) -> str:
    """The bracket again, with the column's name changed where it stands."""
    if len(inner) == 1 and isinstance(inner[0], str):
        sign = "@" if inner[0].startswith("@") else ""
        return f"[{sign}{_name(inner[0][len(sign) :], rename)}]"
    deeper = (
        part
        if isinstance(part, str)
        else f"[{_name(part[0], rename)}]"
        if len(part) == 1 and isinstance(part[0], str)
        else _written(part, rename)
        for part in inner
    )
    return f"[{''.join(deeper)}]"


def _name(written: str, rename: RenameColumn) -> str:
    plain = ""
    letters = iter(written)
    for letter in letters:
        plain += next(letters, "") if letter == "'" else letter
    if plain.strip().casefold() != rename.old.strip().casefold():
        return written
    return "".join(f"'{letter}" if letter in "[]#'" else letter for letter in rename.new)
