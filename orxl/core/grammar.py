"""What Excel refuses as a formula or as a name, seen without knowing any function.

Excel calls a workbook damaged where a formula cannot be parsed, so it is refused before it is
written. Only what is surely wrong is found: what is not known is let through. The limits are those
of Microsoft's «Excel specifications and limits».
"""

from __future__ import annotations

from typing import Final

from orxl.core.patterns import regex
from orxl.core.refs import parse_a1

LONGEST_LITERAL: Final = 255
DEEPEST: Final = 64
MOST_ARGUMENTS: Final = 255
LONGEST_NAME: Final = 255
_ERROR: Final = regex(r"#(?:REF!|N/A|DIV/0!|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!)")
_TWO: Final = regex(r"[-+*/^&=<>](?:[*/^&=]|(?<!<)>)")
_COMPARES: Final = regex(r"<=|>=|<>")
_LEADING: Final = regex(r"(?:^|[({,;])[*/^&=<>%:]")
_TRAILING: Final = regex(r"[-+*/^&=<>:!](?:$|[)},;])")
_CELL: Final = regex(r"[A-Za-z]{1,3}[0-9]{1,7}")
_TWO_POINTS: Final = regex(r"(?<![\w.\\?$])[0-9]*\.[0-9]*\.")
_NO_CELL: Final = regex(r"(?<![\w.\\?$])(\$?)([A-Za-z]{1,3})(\$?)([0-9]++)(?![\w.\\?(!])")
_CALLED: Final = regex(r"(?<![\w.\\?$!])([^\W\d_][\w.]*+)\(")
_R1C1: Final = regex(r"[Rr](?:[0-9]+)?(?:[Cc](?:[0-9]+)?)?|[Cc](?:[0-9]+)?")
_PAIRS: Final = {")": "(", "}": "{"}


def wrong_formula(text: str) -> str | None:
    """What is wrong with the formula *text* (English, without ``=``), said after «Formelen …»."""
    skeleton, fault = _skeleton(_ERROR.sub("0", text))
    if fault is not None:
        return fault
    if (unpaired := _unpaired(skeleton)) is not None:
        return unpaired
    bare = _COMPARES.sub("<", "".join(skeleton.split()))
    if _TWO.search(bare) or _LEADING.search(bare) or _TRAILING.search(bare):
        return "har et regnetegn som mangler et tall eller en celle ved siden av seg"
    if _TWO_POINTS.search(bare):
        return "har et tall med to punktum"
    return None


def unknown_word(text: str) -> tuple[str, str] | None:
    """The first word of the formula *text* that Excel knows only as a name, and why, if any.

    An address outside the sheet, or a function's Norwegian name: files have the English ones.
    """
    skeleton, _ = _skeleton(text)
    for match in _NO_CELL.finditer(skeleton):
        word = match[0]
        if not _is_cell(word):
            return word, "ikke er noen celle"
    for match in _CALLED.finditer(skeleton) if "(" in skeleton else ():
        from orxl.core.norwegian import ENGLISH

        if (english := ENGLISH.get(match[1].upper())) is not None:
            return match[1], f"heter {english} i en fil"
    return None


def _skeleton(text: str) -> tuple[str, str | None]:
    """*text* with ``0`` for each text and quoted sheet, ``_`` for each bracket; what is wrong."""
    parts: list[str] = []
    place = 0
    while place < len(text):
        sign = text[place]
        if sign in "\"'":
            end = _closing(text, place)
            if end < 0:
                return "", "har et anførselstegn som ikke er lukket"
            inner = text[place + 1 : end].replace('""', '"')
            if sign == '"' and len(inner) > LONGEST_LITERAL:
                return "", f"har en tekst på mer enn {LONGEST_LITERAL} tegn i anførselstegn"
            parts.append("0")
            place = end + 1
        elif sign == "[":
            end = _bracket(text, place)
            if end < 0:
                return "", "har en hakeparentes som ikke er lukket"
            parts.append("_")
            place = end + 1
        else:
            parts.append(sign)
            place += 1
    return "".join(parts), None


def _closing(text: str, start: int) -> int:
    """Where what begins with a quotation mark at *start* ends; a doubled one is a character."""
    quote, place = text[start], start + 1
    while (place := text.find(quote, place)) >= 0:
        if text[place + 1 : place + 2] != quote:
            return place
        place += 2
    return -1


def _bracket(text: str, start: int) -> int:
    """Where the bracket at *start* ends; ``'`` takes the meaning from the sign after it."""
    depth, place = 0, start
    while place < len(text):
        sign = text[place]
        if sign == "'":
            place += 1
        elif sign == "[":
            depth += 1
        elif sign == "]":
            depth -= 1
            if depth == 0:
                return place
        place += 1
    return -1


def _unpaired(skeleton: str) -> str | None:
    open_: list[str] = []
    commas: list[int] = []
    for sign in skeleton:
        if sign in "({":
            open_.append(sign)
            commas.append(0)
            if len(open_) > DEEPEST:
                return f"har mer enn {DEEPEST} parenteser inni hverandre"
        elif sign in ")}":
            if not open_ or open_.pop() != _PAIRS[sign]:
                return f"har en «{sign}» for mye"
            if commas.pop() >= MOST_ARGUMENTS and sign == ")":
                return f"har mer enn {MOST_ARGUMENTS} argumenter i en funksjon"
        elif sign == "," and commas:
            commas[-1] += 1
        elif sign == ";" and "{" not in open_:
            return "har semikolon mellom argumentene; i filen skilles de med komma"
    return f"mangler en «{')' if open_[-1] == '(' else '}'}» til slutt" if open_ else None


def wrong_name(name: str) -> str | None:
    """What is wrong with *name* as the name of a cell, said after «Navnet …»."""
    if not name.strip():
        return "er tomt"
    if len(name) > LONGEST_NAME:
        return f"har mer enn {LONGEST_NAME} tegn"
    if name.upper() in ("TRUE", "FALSE", "SANN", "USANN"):
        return "er en sannhetsverdi"
    if _R1C1.fullmatch(name):
        return "er en celleadresse"
    if _CELL.fullmatch(name) and _is_cell(name):
        return "er en celleadresse"
    if not (name[0].isalpha() or name[0] in "_\\" or ord(name[0]) > 127):
        return "må begynne med en bokstav, en understrek eller en omvendt skråstrek"
    odd = next((s for s in name if not (s.isalnum() or s in "._\\?" or ord(s) > 127)), None)
    if odd is not None or any(s.isspace() for s in name):
        return "kan bare ha bokstaver, sifre, punktum og understrek"
    return None


def _is_cell(name: str) -> bool:
    try:
        parse_a1(name)
    except ValueError:  # past the last column or row
        return False
    return True
