"""PX files, the older form of SSB's tables: keywords, and the cells after ``DATA=``.

Own reader, since the one that Python has gives the names of the values and drops their codes. Of
several languages it takes the file's main one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from orxl.core.errors import BadSource
from orxl.sources.cubes import Cube, Dimension, refuse_size
from orxl.sources.grids import Entry, decoded

_WORD: Final = re.compile(r"[A-Z][A-Z0-9-]*")
_ABOUT: Final = re.compile(r'(?:"[^"]*"|[^"()])*')
_STATEMENT: Final = re.compile(r'(?:"[^"]*"|[^";])*')
_STRING: Final = re.compile(r'"([^"]*)"')
_ITEM: Final = re.compile(r'(?:"[^"]*"\s*)+')
_CELL: Final = re.compile(r'"[^"]*"|[^\s;"]+')
_MOST_KEYWORDS: Final = 20_000


def read_px(data: bytes, name: str) -> Cube:
    """The table in *data*. Raises BadSource for what is no whole PX file."""
    return _Reader(name).cube(data)


class _Reader:
    def __init__(self, name: str) -> None:
        self._name = name

    def _bad(self, what: str) -> BadSource:
        return BadSource(f"«{self._name}» {what}", "Hent tabellen på nytt fra SSB.")

    def cube(self, data: bytes) -> Cube:
        text, _ = decoded(data)
        words, rest = self._keywords(text)
        names = [*self._list(words, "STUB"), *self._list(words, "HEADING")]
        if not names:
            raise self._bad("sier ikke hvilke variabler tabellen har.")
        if ("KEYS", "") in words or any(keyword == "KEYS" for keyword, _ in words):
            raise self._bad("er en PX-fil uten tomme rader (KEYS), som orxl ikke leser.")
        dimensions = tuple(self._dimension(words, name) for name in names)
        cells = self._cells(rest)
        refuse_size(dimensions, len(cells), self._name)
        title = self._list(words, "TITLE") or self._list(words, "CONTENTS")
        contents = self._list(words, "CONTENTS")
        table = self._list(words, "MATRIX")
        told = " ".join((*title[:1], *(c for c in contents[:1] if c not in title[:1])))
        if table and re.fullmatch(r"\d{5}", table[0]) and not told.startswith(table[0]):
            told = f"{table[0]}: {told}"
        updated = self._list(words, "LAST-UPDATED")
        return Cube(told, dimensions, cells, "PX", updated[0] if updated else "")

    def _keywords(self, text: str) -> tuple[Mapping[tuple[str, str], str], str]:
        """The statements by keyword and variable, and what follows ``DATA=``."""
        found: dict[tuple[str, str], str] = {}
        at = 0
        for _ in range(_MOST_KEYWORDS):
            head = _head(text, at)
            if head is None:
                break
            if head.keyword == "DATA":
                return found, text[head.end :]
            statement = _STATEMENT.match(text, head.end)
            end = head.end if statement is None else statement.end()
            if text[end : end + 1] != ";":
                line = text.count("\n", 0, at) + 1
                raise self._bad(f"er ikke hel: {head.keyword} på linje {line} slutter ikke.")
            if not head.language:
                found[head.keyword, head.about] = text[head.end : end]
            at = end + 1
        raise self._bad("har ingen tall (DATA mangler).")

    @staticmethod
    def _list(words: Mapping[tuple[str, str], str], keyword: str, about: str = "") -> list[str]:
        """The texts of a statement; one that goes over several lines is quoted on each."""
        held = words.get((keyword, about), "")
        return ["".join(_STRING.findall(item[0])) for item in _ITEM.finditer(held)]

    def _dimension(self, words: Mapping[tuple[str, str], str], name: str) -> Dimension:
        labels = self._list(words, "VALUES", name)
        codes = self._list(words, "CODES", name) or labels
        if not labels or len(codes) != len(labels):
            raise self._bad(f"har {len(codes)} koder for {len(labels)} verdier av «{name}».")
        return Dimension(name, name, tuple(codes), tuple(labels))

    def _cells(self, rest: str) -> Sequence[Entry]:
        body, end, after = rest.partition(";")
        if not end or after.strip("\x1a \r\n\t\0"):
            raise self._bad("er ikke hel: tallene slutter ikke.")
        return [cell.strip('"') for cell in _CELL.findall(body)]


class _Head(NamedTuple):
    """What stands before a statement's value: ``VALUES[en]("region")=``."""

    keyword: str
    language: str
    about: str
    end: int


def _head(text: str, at: int) -> _Head | None:
    """The keyword at *at*, or None where there is none."""
    at = _after_blanks(text, at)
    word = _WORD.match(text, at)
    if word is None:
        return None
    at, language, about = word.end(), "", ""
    if text[at : at + 1] == "[":
        end = text.find("]", at, at + 20)
        language, at = text[at + 1 : end], end + 1
        if end < 0:
            return None
    at = _after_blanks(text, at)
    if text[at : at + 1] == "(":
        inside = _ABOUT.match(text, at + 1)
        end = at + 1 if inside is None else inside.end()
        if text[end : end + 1] != ")":
            return None
        quoted = _STRING.search(text, at + 1, end)
        about, at = quoted[1] if quoted else "", _after_blanks(text, end + 1)
    return _Head(word[0], language, about, at + 1) if text[at : at + 1] == "=" else None


def _after_blanks(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at
