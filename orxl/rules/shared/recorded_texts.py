"""The words of the texts as the last run left them, without the words themselves.

Beside the record of its rows, a table's texts stand as one digest of four letters a word. So a
text that is deleted is not left behind anywhere in a file that is sent; what stood there is found
by asking which known word has that digest. A run keeps the texts of now, except where a change is
told of that somebody must say was meant.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final
from zlib import crc32

from orxl.binding import BoundTable
from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.layout import Column, Kind

MARK: Final = "~"
"""What a text's words begin with in the record; a figure never does."""
SIZE: Final = 4
"""So many letters stand for a word."""
_WORDS: Final = regex(
    r"\{[^{}]*\}"  # a placeholder is one word
    r"|\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?![\d.])(?:,\d+)?|\d+(?:[.,]\d+)*"  # and so is a number
    r"|[^\W\d_]+(?:\d\w*)?|[%§€<>≥≤]"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, and what it is compared by."""

    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The word without case, a number without the spaces in it."""
        return same_word(self.text)


@lru_cache(maxsize=16_384)
def same_word(text: str) -> str:
    """What a word is compared by."""
    if text.startswith("{"):
        return "|".join(part.strip() for part in text.casefold().split("|"))
    if text[0].isdigit():
        whole, comma, rest = text.partition(",")
        if len(pieces := whole.replace("\u00a0", " ").replace("\u202f", " ").split(" ")) > 1:
            whole = "".join(pieces)
        elif whole.count(".") and all(len(piece) == 3 for piece in whole.split(".")[1:]):
            whole = whole.replace(".", "")
        return whole + comma + rest
    return text.casefold()


@lru_cache(maxsize=1_024)
def words(text: str) -> tuple[Word, ...]:
    """The words of *text* in order; signs between them are none."""
    return tuple(Word(m[0], m.start(), m.end()) for m in _WORDS.finditer(text))


@lru_cache(maxsize=16_384)
def digest(key: str) -> str:
    """Four letters that stand for the word *key*."""
    return urlsafe_b64encode((crc32(key.encode()) & 0xFFFFFF).to_bytes(3, "big")).decode()


@lru_cache(maxsize=2_048)
def written(text: str) -> str:
    """What is put on record of *text*."""
    return MARK + "".join(digest(same_word(word)) for word in _WORDS.findall(text))


def read(recorded: str) -> Sequence[str]:
    """The digests of a text's words, from what is on record of it."""
    told = recorded.removeprefix(MARK)
    return [told[at : at + SIZE] for at in range(0, len(told), SIZE)]


def text_columns(bound: BoundTable, keys: Iterable[str]) -> Iterator[Column]:
    """The columns of *bound* whose texts are written freely and do not name the row."""
    for column in bound.spec.columns:
        free = column.kind in (Kind.TEXT, Kind.LONG_TEXT) and not column.choices
        if free and not column.derived and column.key in bound.columns and column.key not in keys:
            yield column
