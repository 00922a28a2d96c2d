"""One XML part as bytes that can be searched and spliced.

A part is checked by expat once (well-formed, prefixes bound, no DOCTYPE). After that ``<`` can
only begin markup, so regular expressions over the bytes are exact, provided that they never look
into comments, CDATA sections and processing instructions: ``lex`` is a copy of equal length in
which those are blanked out.
"""

from __future__ import annotations

import re
from typing import Final, NoReturn
from xml.parsers import expat

from orxl.core.errors import UnreadableFile
from orxl.core.light import dataclass
from orxl.core.patterns import regex

ATTRIBUTES: Final = rb"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+"""
"""The inside of a start tag after its name (with the ``/`` of an empty element); a ``>`` may stand
in quotes. Possessive, so that no input makes it slow."""
_OPAQUE: Final = regex(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_OPAQUES: Final = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"))
_LONGEST: Final = 4 * 2**20
"""Of one piece of markup: expat's time grows with the square of it."""
_DECLARED: Final = regex(
    rb"""<\?xml\s+version\s*=\s*["'][\d.]+["']\s+encoding\s*=\s*["']([A-Za-z][\w.\-]*)["']"""
)
_CODEC: Final = regex(r"utf-?8|utf-?16(-?[lb]e)?|(us-)?ascii|iso-?8859-\d+|windows-125\d|cp125\d")
_ENTITY: Final = regex(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|amp|quot|apos));")
_NAMED: Final = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
"""The ampersand last: ``&amp;lt;`` is ``&lt;``."""
_ESCAPED: Final = regex(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE: Final = regex(r"_(?=x[0-9A-Fa-f]{4}_)|\r")
_NATURAL: Final = regex(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class XmlText:
    """A well-formed XML part. ``data`` is UTF-8 without BOM, whatever the file holds."""

    name: str
    data: bytes
    lex: bytes
    """``data`` with comments, CDATA sections and processing instructions blanked out."""
    encoding: str
    bom: bytes
    bindings: tuple[tuple[str, str], ...]
    """Every namespace declaration of the part: (prefix or ``""``, URI)."""

    def text(self, start: int, end: int) -> str:
        """The character data between two offsets (which lie outside markup)."""
        raw = self.data[start:end]
        if self.lex is not self.data and b"<" in raw:
            return _mixed(raw)
        return unescape(raw)

    def encoded(self, data: bytes) -> bytes:
        """*data* (this part after a splice) in the encoding and with the BOM the file had."""
        if self.encoding == "utf-8":
            return self.bom + data
        return self.bom + data.decode("utf-8").encode(self.encoding, "xmlcharrefreplace")


def parse(name: str, raw: bytes) -> XmlText:
    """The part *name* from its *raw* bytes. Raises UnreadableFile for XML that is not safe."""
    bom, encoding = _encoding(name, raw)
    data = raw[len(bom) :]
    if encoding != "utf-8":
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            raise _bad(name, "har tegn som ikke passer til tegnkodingen") from error
        if text.encode(encoding) != data:
            raise _bad(name, "har en tegnkoding som ikke kan gjengis nøyaktig")
        data = text.encode("utf-8")
    lex = _masked(name, data)
    refuse_long_runs(name, data, _LONGEST)
    return XmlText(name, data, lex, encoding, bom, _check(name, data))


def refuse_doctype(name: str, raw: bytes) -> None:
    """Raise UnreadableFile when the part declares a document type, in any common encoding."""
    for codec in ("utf-8", "utf-16-le", "utf-16-be"):
        if "<!DOCTYPE".encode(codec) in raw:
            raise _bad(name, "har en DOCTYPE, som ikke hører hjemme i en arbeidsbok")


def _bad(name: str, what: str) -> UnreadableFile:
    return UnreadableFile(
        f"delen «{name}» {what}.", "Hent en sikkerhetskopi, eller lagre filen på nytt i Excel."
    )


def _encoding(name: str, raw: bytes) -> tuple[bytes, str]:
    for bom, codec in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if raw.startswith(bom):
            return bom, codec
    if raw.startswith(b"<\0"):
        return b"", "utf-16-le"
    if raw.startswith(b"\0<"):
        return b"", "utf-16-be"
    declared = _DECLARED.match(raw)
    codec = declared[1].decode().lower() if declared else "utf-8"
    if _CODEC.fullmatch(codec) is None or codec.startswith("utf-16") or codec.startswith("utf16"):
        raise _bad(name, f"har den ukjente tegnkodingen «{codec}»")
    return b"", "utf-8" if codec in ("utf-8", "utf8") else codec


def refuse_long_runs(name: str, data: bytes, longest: int) -> None:
    """Raise UnreadableFile where nothing opens for twice *longest* bytes (for *longest*: maybe)."""
    for start in range(0, len(data) - longest, longest):
        if data.find(b"<", start, start + longest) < 0:
            raise _bad(name, "har en urimelig lang tekst")


def _check(name: str, data: bytes) -> tuple[tuple[str, str], ...]:
    bindings: dict[tuple[str, str], None] = {}

    def doctype(*_: object) -> NoReturn:
        raise _bad(name, "har en DOCTYPE, som ikke hører hjemme i en arbeidsbok")

    def binding(prefix: str | None, uri: str | None) -> None:
        bindings[prefix if prefix is not None else "", uri if uri is not None else ""] = None

    parser = expat.ParserCreate("utf-8", " ")
    parser.StartDoctypeDeclHandler = doctype
    parser.StartNamespaceDeclHandler = binding
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _bad(name, f"er ikke gyldig XML (linje {error.lineno})") from error
    return tuple(bindings)


def _masked(name: str, data: bytes) -> bytes:
    at = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    spans: list[tuple[int, int]] = []
    bang, question = data.find(b"<!", at), data.find(b"<?", at)
    while bang >= 0 or question >= 0:
        start = min(place for place in (bang, question) if place >= 0)
        opening, closing = next(
            (pair for pair in _OPAQUES if data.startswith(pair[0], start)), (b"", b"")
        )
        if not opening:  # a DOCTYPE, or no XML at all: expat tells which
            return data
        stop = data.find(closing, start + len(opening), start + _LONGEST)
        if stop < 0:
            if len(data) - start < _LONGEST:
                return data
            raise _bad(name, "har en urimelig lang kommentar")
        at = stop + len(closing)
        spans.append((start, at))
        bang = data.find(b"<!", at) if 0 <= bang < at else bang
        question = data.find(b"<?", at) if 0 <= question < at else question
    if not spans:
        return data
    masked = bytearray(data)
    for start, end in spans:
        masked[start:end] = b" " * (end - start)
    return bytes(masked)


def _mixed(raw: bytes) -> str:
    """Character data that is interrupted by comments, CDATA sections or instructions."""
    parts: list[str] = []
    at = 0
    for match in _OPAQUE.finditer(raw):
        parts.append(unescape(raw[at : match.start()]))
        if match[0].startswith(b"<![CDATA["):
            parts.append(match[0][9:-3].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n"))
        at = match.end()
    parts.append(unescape(raw[at:]))
    return "".join(parts)


def unescape(raw: bytes) -> str:
    """XML character data as text: references resolved, line ends made ``\\n`` as XML demands."""
    text = raw.decode("utf-8")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" not in text:
        return text
    if "&#" in text:
        return _ENTITY.sub(_resolved, text)
    for name, sign in _NAMED.items():
        text = text.replace(f"&{name};", sign)
    return text


def _resolved(match: re.Match[str]) -> str:
    if match[1] is not None:
        return chr(int(match[1], 16))
    return chr(int(match[2])) if match[2] is not None else _NAMED[match[3]]


def escape(text: str) -> bytes:
    """*text* as XML character data."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;").encode("utf-8")


def escape_attribute(text: str) -> bytes:
    """*text* as the inside of a double-quoted attribute."""
    raw = escape(text).replace(b'"', b"&quot;").replace(b"\n", b"&#10;")
    return raw.replace(b"\t", b"&#9;")


def natural(text: str | None) -> int | None:
    """The number that *text* spells with one to nine ASCII digits; None for anything else."""
    return int(text) if text is not None and _NATURAL.fullmatch(text) else None


def from_xstring(text: str) -> str:
    """A string as Excel stores it: ``_x000D_`` stands for a character XML has no room for."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if re.search("[\ud800-\udfff]", plain) is None:
        return plain
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def to_xstring(text: str) -> str:
    """The opposite of :func:`from_xstring`; literal ``_x0041_`` is protected, CR is escaped."""
    return _TO_ESCAPE.sub(lambda match: "_x000D_" if match[0] == "\r" else "_x005F_", text)
