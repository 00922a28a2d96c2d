"""Are two formulas the same formula? For comparing what a cell holds with what it must hold."""

from __future__ import annotations

from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import Book
from orxl.formulas.calls import Call, Expression, parse
from orxl.formulas.precedents import locate
from orxl.formulas.relative import even_prefix
from orxl.formulas.structured import lower
from orxl.formulas.tokens import REFERENCES, Kind, Token, split_prefix, tokenize


def equal(formula_a: str, formula_b: str, at: CellRef, book: Book) -> bool:
    """Whether the two formulas (without ``=``) mean the same in the cell *at* of *book*.

    Spaces, the case of names, ``$``, ``_xlfn.``, the spelling of a number and parentheses around
    a single operand or the whole make no difference; nor does writing a structured reference or
    a defined name instead of the A1 reference it stands for. ``A1+B1`` and ``B1+A1`` differ.
    """
    return formula_a == formula_b or normal(formula_a, at, book) == normal(formula_b, at, book)


def normal(formula: str, at: CellRef, book: Book) -> str:
    """The form in which :func:`equal` compares; not meant for evaluation."""
    lowered = lower(formula.removeprefix("="), at, book)
    if _errors(lowered) > _errors(formula):
        # A reference that cannot be resolved: two different ones must not look the same.
        lowered = formula.removeprefix("=")
    parts = _bare(parse(lowered))
    if parts and isinstance(parts[0], Token) and parts[0] == Token(Kind.PREFIX, "+"):
        parts = _bare(parts[1:])
    return _text(parts, at, book)


def _errors(formula: str) -> int:
    return sum(token.kind is Kind.ERROR for token in tokenize(formula))


def _bare(parts: Expression) -> Expression:
    """*parts* without parentheses around the whole."""
    while len(parts) == 1:
        only = parts[0]
        if not (isinstance(only, Call) and only.name == "" and len(only.arguments) == 1):
            break
        if any(isinstance(part, Token) and part.kind is Kind.UNION for part in only.arguments[0]):
            break  # in SUM((A1,B1)) the parentheses make one argument of two references
        parts = only.arguments[0]
    return parts


def _text(parts: Expression, at: CellRef, book: Book) -> str:
    return "".join(_part(part, at, book) for part in parts)


def _part(part: Token | Call, at: CellRef, book: Book) -> str:
    if isinstance(part, Token):
        return _token(part, at, book)
    if part.name == "" and len(part.arguments) == 1:
        inner = _bare(part.arguments[0])
        if len(inner) == 1:  # parentheses around one operand
            return _part(inner[0], at, book)
        return f"({_text(inner, at, book)})"
    texts = [_text(_bare(argument), at, book) for argument in part.arguments]
    inside = "".join(
        text + separator for text, separator in zip(texts, (*part.separators, ""), strict=False)
    )
    return f"{{{inside}}}" if part.name == "{" else f"{part.name}({inside})"


def _token(token: Token, at: CellRef, book: Book) -> str:
    kind, text = token
    if kind in REFERENCES:
        return _reference(text, at, book)
    if kind is Kind.NUMBER:
        return repr(float(text))
    if kind is Kind.TEXT:
        return text
    if kind is Kind.INTERSECTION:
        return " "
    prefix, body = split_prefix(text)
    return even_prefix(prefix) + body.casefold()


def _reference(text: str, at: CellRef, book: Book) -> str:
    found = locate(text, at.sheet, book)
    if not found:  # another workbook, or a sheet that is not there
        prefix, body = split_prefix(text)
        return even_prefix(prefix) + body.replace("$", "").upper()
    areas = (
        f"'{area.sheet.casefold()}'!{column_letters(area.first_column)}{area.first_row}"
        f":{column_letters(area.last_column)}{area.last_row}"
        for area in found
    )
    return "|".join(areas)
