"""The shared strings, and the text of an inline string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from orxl.core.errors import UnreadableFile
from orxl.xlsx.package import Package
from orxl.xlsx.xml.text import ATTRIBUTES, XmlText, from_xstring, unescape
from orxl.xlsx.xml.tree import MAIN

MAX_STRINGS: Final = 2_000_000
MAX_RICH: Final = 500_000
"""Texts with formats or phonetics of their own, which take ten times as long as others."""
_MAX_MARKS: Final = 10_000_000


def names(text: XmlText) -> bytes:
    """A regular expression for the prefixes that stand for SpreadsheetML in *text*.

    Raises UnreadableFile when one of them stands for something else elsewhere in the part.
    """
    prefixes = {prefix for prefix, uri in text.bindings if uri in MAIN}
    for prefix, uri in text.bindings:
        if prefix in prefixes and uri not in MAIN and _is_used_for_both(text, prefix):
            raise UnreadableFile(
                f"delen «{text.name}» bruker navnerom på en måte orxl ikke kan følge.",
                "Åpne og lagre filen på nytt i Excel.",
            )
    spelled = [re.escape(prefix.encode()) + b":" if prefix else b"" for prefix in sorted(prefixes)]
    return b"(?:" + b"|".join(sorted(spelled, reverse=True)) + b")"


def _is_used_for_both(text: XmlText, prefix: str) -> bool:
    """Whether the foreign binding may reach into the rows: it does not after the last of them."""
    name = b"xmlns" + (b":" + prefix.encode() if prefix else b"")
    pattern = re.compile(rb"\s" + re.escape(name) + rb"\s*=")
    after = max(text.lex.rfind(b"sheetData"), text.lex.rfind(b"</si"), 0)
    return sum(1 for _ in pattern.finditer(text.lex, 0, after)) > 1


class StringItem:
    """Reads ``si`` and ``is`` elements: runs joined, phonetic runs left out."""

    def __init__(self, text: XmlText, prefix: bytes) -> None:
        self._text = text
        self._t = re.compile(
            rb"<" + prefix + rb"t(?=[\s/>])" + ATTRIBUTES + rb"(?:(?<=/)>|>([^<]*)</"
            + prefix + rb"t\s*>)"
        )  # fmt: skip
        self._phonetic = re.compile(
            rb"<" + prefix + rb"rPh[\s>].*?</" + prefix + rb"rPh\s*>", re.DOTALL
        )

    def value(self, start: int, end: int) -> str:
        """The text of the string item whose content lies between the offsets."""
        text = self._text
        found = []
        at = start
        for a, b in [*self._phonetics(start, end), (end, end)]:
            texts = self._t.finditer(text.lex, at, a)
            found += [text.text(*match.span(1)) for match in texts if match[1] is not None]
            at = b
        return from_xstring("".join(found))

    def _phonetics(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        return (match.span() for match in self._phonetic.finditer(self._text.lex, start, end))


def shared_strings(package: Package) -> list[str]:
    """The shared strings in order. Raises UnreadableFile."""
    parts = package.targets(package.workbook_part, "sharedStrings")
    if not parts:
        return []
    text = package.text(parts[0])
    if text.lex.count(b"<") > _MAX_MARKS:
        raise _too_many()
    prefix = names(text)
    reader = StringItem(text, prefix)
    item = re.compile(
        rb"<" + prefix + rb"si(?=[\s/>])" + ATTRIBUTES + rb"(?:(?<=/)>|>(?:<" + prefix
        + rb"t(?: xml:space=\"preserve\")?>([^<\r]*)</" + prefix + rb"t></" + prefix
        + rb"si>|(.*?)</" + prefix + rb"si\s*>))",
        re.DOTALL,
    )  # fmt: skip
    lex = text.lex
    is_simple = lex is text.data
    odd = re.compile(rb"[&_]").search
    found: list[str] = []
    rich = 0
    for match in item.finditer(lex):
        simple, other = match.groups()
        if simple is not None and is_simple:
            found.append(simple.decode("utf-8") if odd(simple) is None else plain(simple))
        elif simple is not None:
            found.append(from_xstring(text.text(*match.span(1))))
        elif other is not None:
            found.append(reader.value(*match.span(2)))
            rich += 1
        else:
            found.append("")
        if len(found) > MAX_STRINGS or rich > MAX_RICH:
            raise _too_many()
    return found


def _too_many() -> UnreadableFile:
    return UnreadableFile("arbeidsboken har urimelig mange tekster.", "Del den opp.")


def plain(raw: bytes) -> str:
    """Character data of an ``ST_Xstring`` without comments in it, as text."""
    return from_xstring(unescape(raw))
