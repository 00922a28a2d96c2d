"""The shared strings, and the text of an inline string."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.errors import UnreadableFile
from orxl.xlsx.package import Package
from orxl.xlsx.xmltext import ATTRIBUTES, XmlText, from_xstring, unescape
from orxl.xlsx.xmltree import MAIN

MAX_STRINGS: Final = 2_000_000


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
        skipped = [match.span() for match in self._phonetic.finditer(text.lex, start, end)]
        found = []
        for match in self._t.finditer(text.lex, start, end):
            if match[1] is None or any(a <= match.start() < b for a, b in skipped):
                continue
            found.append(text.text(*match.span(1)))
        return from_xstring("".join(found))


def shared_strings(package: Package) -> list[str]:
    """The shared strings in order. Raises UnreadableFile."""
    parts = package.targets(package.workbook_part, "sharedStrings")
    if not parts:
        return []
    text = package.text(parts[0])
    if text.lex.count(b"<") > 40 * MAX_STRINGS:
        raise UnreadableFile("arbeidsboken har urimelig mange tekster.", "Del den opp.")
    prefix = names(text)
    reader = StringItem(text, prefix)
    item = re.compile(
        rb"<" + prefix + rb"si(?=[\s/>])" + ATTRIBUTES + rb"(?:(?<=/)>|>(?:<" + prefix
        + rb"t(?: xml:space=\"preserve\")?>([^<&_\r]*)</" + prefix + rb"t></" + prefix
        + rb"si>|(.*?)</" + prefix + rb"si\s*>))",
        re.DOTALL,
    )  # fmt: skip
    lex = text.lex
    plain = lex is text.data
    found: list[str] = []
    for match in item.finditer(lex):
        simple, other = match.groups()
        if simple is not None and plain:
            found.append(simple.decode("utf-8"))
        elif simple is None and other is None:
            found.append("")
        else:
            found.append(_item(text, reader, match))
        if len(found) > MAX_STRINGS:
            raise UnreadableFile("arbeidsboken har urimelig mange tekster.", "Del den opp.")
    return found


def _item(text: XmlText, reader: StringItem, match: re.Match[bytes]) -> str:
    if match[2] is None:
        return from_xstring(text.text(*match.span(1)))
    return reader.value(*match.span(2))


def plain(raw: bytes) -> str:
    """Character data of an ``ST_Xstring`` without comments in it, as text."""
    return from_xstring(unescape(raw))
