"""Kinds of tokens, and how they are found in a formula.

Ask :func:`orxl.formulas.tokens.tokenize`, which remembers.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from orxl.core.refs import MAX_ROW


class Kind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    TEXT = "text"
    BOOL = "bool"
    ERROR = "error"
    CELL = "cell"  # A1, $A$1, 'Ark 1'!A1, Ark1:Ark3!A1, [1]Ark!A1
    RANGE = "range"  # A1:B2
    COLUMNS = "columns"  # A:C
    ROWS = "rows"  # 1:3
    STRUCTURED = "structured"  # tblTiltak[Beløp], [@Beløp]
    NAME = "name"  # a defined name or a table without brackets
    FUNCTION = "function"  # the name with its opening parenthesis: SUM(
    OPEN = "open"
    CLOSE = "close"
    ARRAY_OPEN = "array open"
    ARRAY_CLOSE = "array close"
    COMMA = "comma"  # between arguments, or between columns of an array
    SEMICOLON = "semicolon"  # between rows of an array
    PREFIX = "prefix"  # sign, or @
    INFIX = "infix"
    POSTFIX = "postfix"  # % and the spill operator #
    UNION = "union"  # a comma between references
    INTERSECTION = "intersection"  # spaces between references
    SPACE = "space"
    UNKNOWN = "unknown"  # a character that has no place in a formula


REFERENCES: Final = frozenset({Kind.CELL, Kind.RANGE, Kind.COLUMNS, Kind.ROWS})
"""The kinds that name cells directly, in A1 notation."""

OPERANDS: Final = REFERENCES | {
    Kind.NUMBER, Kind.TEXT, Kind.BOOL, Kind.ERROR, Kind.STRUCTURED, Kind.NAME,
}  # fmt: skip
_ENDS_OPERAND: Final = OPERANDS | {Kind.CLOSE, Kind.ARRAY_CLOSE, Kind.POSTFIX}
_REFERENCE_ENDS: Final = REFERENCES | {Kind.STRUCTURED, Kind.NAME, Kind.CLOSE}
_REFERENCE_STARTS: Final = REFERENCES | {Kind.STRUCTURED, Kind.NAME, Kind.OPEN, Kind.FUNCTION}


class Token(NamedTuple):
    """One token: its kind and its text, unchanged."""

    kind: Kind
    text: str


# A name, a function's name or a sheet's name without apostrophes. \w covers Æ Ø Å; the sheet's
# set is written as what it is not, which compiles to a small table.
_WORD = r"[^\W\d][\w.?\\]*|\\[\w.?\\]*"
# Bounded: a text of dots and digits would otherwise be searched to its end from every place.
_SHEET_WORD = r"[^\x00-\x2d\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]{1,255}"
PREFIX: Final = (
    r"(?:'(?:[^']|''){0,512}'"  # 'Ark 1', '[1]Ark', 'C:\mappe\[bok.xlsx]Ark', 'Ark 1:Ark 3'
    rf"|(?:\[[^\[\]]*\])?{_SHEET_WORD}(?::{_SHEET_WORD})?"  # Ark1, [1]Ark, Ark1:Ark3
    r"|\[[^\[\]]*\])!"  # [1]!Navn
)
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_COLUMN = r"\$?[A-Za-z]{1,3}"
_ROW = r"\$?[1-9][0-9]{0,6}"
END: Final = r"(?![\w.?\\(\[!])"  # what follows would make it another word
_ERROR = (
    r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!"
    r"|UNKNOWN!|BUSY!|PYTHON!|EXTERNAL!|GETTING_DATA)"
)
_BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
_MASTER: Final = re.compile(
    r"(?P<punctuation>[(){},;])"  # first what is most, and what nothing else begins with
    r"|(?P<operator><=|>=|<>|[-+*/^&=<>%@:])"
    r"|(?P<space>[ \t\r\n\u00a0]+)"
    r'|(?P<text>"(?:[^"]|"")*")'
    rf"|(?:{PREFIX})?(?:"
    rf"(?P<range>{_CELL}:{_CELL}{END})"
    rf"|(?P<cell>{_CELL}{END})"
    rf"|(?P<columns>{_COLUMN}:{_COLUMN}{END})"
    rf"|(?P<rows>{_ROW}:{_ROW}{END})"
    rf"|(?P<error>{_ERROR})"
    rf"|(?P<structured>(?:{_WORD})?{_BRACKETS}(?![\w.!]))"
    rf"|(?P<function>(?:{_WORD})\()"
    rf"|(?P<bool>(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]){END})"
    rf"|(?P<name>{_WORD}))"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<spill>#)"
    r"|(?P<unknown>.)",
    re.DOTALL,
)
_MAY_BE_OUTSIDE: Final = re.compile(r"[A-Za-z]{3}\$?(?:[0-9]|:|$)|[0-9]{7}")
_SIMPLE: Final = {
    kind.value: kind
    for kind in (
        Kind.TEXT, Kind.RANGE, Kind.CELL, Kind.COLUMNS, Kind.ROWS, Kind.ERROR, Kind.NUMBER,
        Kind.STRUCTURED, Kind.BOOL, Kind.NAME, Kind.UNKNOWN,
    )
} | {"spill": Kind.POSTFIX}  # fmt: skip


def scan(formula: str) -> tuple[Token, ...]:
    """The tokens of *formula*, found character by character."""
    tokens: list[Token] = []
    nesting: list[Kind] = []
    for match in _MASTER.finditer(formula):  # every character matches <unknown>
        group, text = str(match.lastgroup), match[0]
        kind = _SIMPLE.get(group)
        if kind is None:
            if group == "punctuation":
                kind = _punctuation(text, nesting)
            elif group == "operator":
                kind = _operator(text, tokens)
            elif group == "function":
                kind = Kind.FUNCTION
                nesting.append(kind)
            else:
                kind = _space(tokens, formula, match.end())
        elif kind in REFERENCES and _MAY_BE_OUTSIDE.search(text) and _outside(text):
            kind = Kind.NAME  # XFE1 and A1048577 are no cells; Excel allows names like that
        tokens.append(Token(kind, text))
    return tuple(tokens)


def _outside(text: str) -> bool:
    corners = text.rpartition("!")[2].replace("$", "").upper().split(":")
    for corner in corners:
        letters = corner.rstrip("0123456789")
        digits = corner[len(letters) :]
        if (len(letters) == 3 and letters > "XFD") or (digits and int(digits) > MAX_ROW):
            return True
    return False


def _previous(tokens: list[Token]) -> Kind | None:
    for token in reversed(tokens):
        if token.kind is not Kind.SPACE:
            return token.kind
    return None


def _space(tokens: list[Token], formula: str, position: int) -> Kind:
    """Spaces are the intersection operator where a reference stands on both sides."""
    if _previous(tokens) not in _REFERENCE_ENDS or position >= len(formula):
        return Kind.SPACE
    following = _MASTER.match(formula, position)
    if following is None:
        return Kind.SPACE
    group = str(following.lastgroup)
    if group == "punctuation":
        return Kind.INTERSECTION if following[0] == "(" else Kind.SPACE
    starts = group == "function" or _SIMPLE.get(group) in _REFERENCE_STARTS
    return Kind.INTERSECTION if starts else Kind.SPACE


def _operator(text: str, tokens: list[Token]) -> Kind:
    if text == "%":
        return Kind.POSTFIX
    if text == "@":
        return Kind.PREFIX
    if text in "+-" and _previous(tokens) not in _ENDS_OPERAND:
        return Kind.PREFIX
    return Kind.INFIX


def _punctuation(text: str, nesting: list[Kind]) -> Kind:
    inside = nesting[-1] if nesting else None
    if text == "(":
        nesting.append(Kind.OPEN)
        return Kind.OPEN
    if text == "{":
        nesting.append(Kind.ARRAY_OPEN)
        return Kind.ARRAY_OPEN
    if text in ")}":
        if nesting:
            nesting.pop()
        return Kind.CLOSE if text == ")" else Kind.ARRAY_CLOSE
    if text == ";":
        return Kind.SEMICOLON
    return Kind.COMMA if inside in (Kind.FUNCTION, Kind.ARRAY_OPEN) else Kind.UNION
