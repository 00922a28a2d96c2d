"""A formula as nested calls: the little tree that a few checks need, nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from orxl.core.light import dataclass
from orxl.formulas.tokens import Kind, Token, bare_function, tokenize


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments, a pair of parentheses (``""``) or an array (``"{"``).

    ``separators`` holds the commas and semicolons between the arguments.
    """

    name: str
    arguments: tuple[Expression, ...]
    separators: str = ""


Expression = tuple["Token | Call", ...]
"""Operands, operators and calls, side by side; spaces are left out."""

_OPENS = {Kind.OPEN: "", Kind.ARRAY_OPEN: "{"}
_CLOSES = (Kind.CLOSE, Kind.ARRAY_CLOSE)
_DEEPEST = 100
_SEPARATES = (Kind.COMMA, Kind.SEMICOLON)


@lru_cache(maxsize=16_384)
def parse(formula: str) -> Expression:
    """*formula* as an expression, see :func:`parsed`."""
    return parsed(tokenize(formula))


def parsed(found: Iterable[Token]) -> Expression:
    """A formula's tokens as an expression. Never fails: a parenthesis too many is passed over.

    A formula nested deeper than any that Excel accepts is not taken apart at all.
    """
    tokens = [t for t in found if t.kind is not Kind.SPACE]
    if _depth(tokens) > _DEEPEST:
        return tuple(tokens)
    parts, position = _sequence(tokens, 0)
    while position < len(tokens):  # a closing parenthesis that nothing opened
        more, position = _sequence(tokens, position + 1)
        parts += more
    return tuple(parts)


def _depth(tokens: list[Token]) -> int:
    depth = deepest = 0
    for token in tokens:
        if token.kind is Kind.FUNCTION or token.kind in _OPENS:
            depth += 1
            deepest = max(deepest, depth)
        elif token.kind in _CLOSES:
            depth -= 1
    return deepest


def _sequence(tokens: list[Token], position: int) -> tuple[list[Token | Call], int]:
    parts: list[Token | Call] = []
    while position < len(tokens):
        token = tokens[position]
        if token.kind in _CLOSES or token.kind in _SEPARATES:
            break
        position += 1
        if token.kind is Kind.FUNCTION or token.kind in _OPENS:
            call, position = _call(tokens, position, _OPENS.get(token.kind, token.text))
            parts.append(call)
        else:
            parts.append(token)
    return parts, position


def _call(tokens: list[Token], position: int, opener: str) -> tuple[Call, int]:
    arguments: list[Expression] = []
    separators = ""
    while True:
        parts, position = _sequence(tokens, position)
        arguments.append(tuple(parts))
        ends = position >= len(tokens) or tokens[position].kind not in _SEPARATES
        if not ends:
            separators += tokens[position].text
        position += 1
        if ends:
            break
    if arguments == [()]:
        arguments = []
    name = bare_function(opener) if opener not in ("", "{") else opener
    return Call(name, tuple(arguments), separators), position


@lru_cache(maxsize=16_384)
def all_calls(formula: str) -> tuple[Call, ...]:
    """Every call in *formula*, the outer ones before those within them."""
    return tuple(calls(parse(formula)))


def calls(expression: Expression) -> Iterator[Call]:
    """Every call in *expression*, the outer ones before those within them."""
    for part in expression:
        if isinstance(part, Call):
            yield part
            for argument in part.arguments:
                yield from calls(argument)


def sole(expression: Expression) -> Token | Call | None:
    """The one thing *expression* consists of, inside any parentheses, or None."""
    if len(expression) != 1:
        return None
    part = expression[0]
    if isinstance(part, Call) and part.name == "" and len(part.arguments) == 1:
        return sole(part.arguments[0])
    return part
