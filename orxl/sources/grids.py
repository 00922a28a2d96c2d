"""Files from outside as grids: lines of cells that keep their place, whatever the file was.

Text files (CSV with comma, semicolon, tab or pipe) are read here; a workbook's sheets come as grids
from who can read workbooks. A file that is neither is refused with what it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import Final, NamedTuple

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.core.light import dataclass
from orxl.core.refs import column_letters

Entry = str | Decimal | date | bool | None
"""What a cell of a grid holds. In a text file everything is text, and an empty field is None."""
_WIDTHLESS: Final = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]")
_DELIMITERS: Final = ";\t,|"
_LOOKED_AT: Final = 400
"""So many lines tell the delimiter: titles, notes and a long heading may come first."""
_EMPTY: Final[frozenset[int]] = frozenset()


class Line(NamedTuple):
    """A line of a text file or a row of a sheet. ``formulas``: the cells (from 0) that are one."""

    number: int
    """As people count: from 1. Of a line that goes over several, the first."""
    cells: tuple[Entry, ...]
    hidden: bool = False
    formulas: frozenset[int] = _EMPTY

    def entry(self, column: int) -> Entry:
        """What stands in cell *column* (from 0); None beyond the last."""
        return self.cells[column] if column < len(self.cells) else None

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return all(cell is None or cell == "" for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """A text file, or a sheet of a workbook: ``sheet`` is ``""`` for a text file."""

    lines: tuple[Line, ...]
    sheet: str = ""
    hidden: bool = False
    encoding: str = ""
    """How a text file was read («UTF-8», «Windows-1252»), for people."""

    def place(self, line: Line, column: int) -> str:
        """Where cell *column* (from 0) of *line* is, in words."""
        if self.sheet:
            return f"arket {self.sheet}, celle {column_letters(column + 1)}{line.number}"
        return f"linje {line.number}, kolonne {column + 1}"


class FileKind(Enum):
    """What a file is, by its first bytes; the value is what people call it."""

    WORKBOOK = "en Excel-arbeidsbok"
    TEXT = "en tekstfil"
    JSON = "JSON"
    PX = "en PX-fil"
    XML = "XML"
    HTML = "en nettside"
    OLD_EXCEL = "en gammel eller kryptert Excel-fil"
    PDF = "en PDF"
    EMPTY = "tom"
    BINARY = "ingen tekst"


_PX: Final = re.compile(r'\s*(?:CHARSET|AXIS-VERSION|LANGUAGE|CREATION-DATE|TITLE)\b[^=\n]{0,40}="')
_HTML: Final = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|table|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


def kind_of(data: bytes) -> FileKind:
    """What *data* is, whatever the file is called."""
    if data[:4] == b"PK\x03\x04":
        return FileKind.WORKBOOK
    if data[:8] == bytes.fromhex("d0cf11e0a1b11ae1"):
        return FileKind.OLD_EXCEL
    if data[:5] == b"%PDF-":
        return FileKind.PDF
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return FileKind.EMPTY
    try:
        start, _ = decoded(data[:4096])
    except BadSource:
        return FileKind.BINARY
    first = start.lstrip()[:1]
    if first in ("{", "["):
        return FileKind.JSON
    if _PX.match(start):
        return FileKind.PX
    if _HTML.match(start):
        return FileKind.HTML
    return FileKind.XML if first == "<" else FileKind.TEXT


def refuse(kind: FileKind, name: str, wanted: str) -> BadSource:
    """The sentence about a file *name* of *kind* where *wanted* («CSV eller Excel») is expected."""
    if kind is FileKind.EMPTY:
        return BadSource(f"«{name}» er tom.", "Last ned filen på nytt.")
    if kind is FileKind.OLD_EXCEL:
        return BadSource(
            f"«{name}» er en gammel Excel-fil (.xls) eller en med passord.",
            "Åpne den i Excel og lagre den som Excel-arbeidsbok (.xlsx) uten passord.",
        )
    if kind is FileKind.HTML:
        return BadSource(
            f"«{name}» er en nettside, selv om den kan hete noe annet.",
            f"Last ned tallene som {wanted}.",
        )
    return BadSource(f"«{name}» er {kind.value}.", f"Bruk {wanted}.")


def decoded(data: bytes) -> tuple[str, str]:
    """The text in *data*, and what its encoding is called.

    By the mark of byte order; else UTF-16 where every other byte is zero, UTF-8 where it is valid,
    and Windows-1252 (in which every text of Latin-1 is written, too). Raises BadSource for bytes
    that are no text.
    """
    for mark, codec, name in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
    ):
        if data.startswith(mark):
            return _strictly(data, codec, name), name
    start = data[:4096]
    if b"\0" in start:
        codec = "utf-16-le" if start[1::2].count(0) > start[0::2].count(0) else "utf-16-be"
        if max(start[1::2].count(0), start[0::2].count(0)) * 4 < len(start):
            raise BadSource("Filen er ingen tekst.", "Velg en annen fil.")
        return _strictly(data, codec, "UTF-16"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        if error.end == len(data) and len(data) - error.start < 4:  # cut within a letter
            with_start = data[: error.start]
            return with_start.decode("utf-8"), "UTF-8"
    if data.translate(None, bytes((9, 10, 12, 13))) != data.translate(None, bytes(range(32))):
        raise BadSource("Filen er ingen tekst.", "Velg en annen fil.")
    return data.decode("cp1252", errors="replace"), "Windows-1252"


def _strictly(data: bytes, codec: str, name: str) -> str:
    # A start that was cut within a letter is a whole file to nobody: it is only looked at.
    whole = data if codec == "utf-8-sig" else data[: len(data) // 2 * 2]
    try:
        return whole.decode(codec)
    except UnicodeDecodeError as error:
        if error.end == len(whole) and len(whole) - error.start < 4:
            return whole[: error.start].decode(codec)
        raise BadSource(
            f"Filen sier at den er {name}, men er det ikke.", "Lagre den på nytt som UTF-8."
        ) from error


def visible(text: str) -> str:
    """*text* without the signs that have no width: from the web they come along in a copy, and a
    code with one in front («\u200b0301») looks like any other."""
    return text if text.isascii() else _WIDTHLESS.sub("", text)


def text_grid(data: bytes, name: str, most: int = 2_000_000) -> Grid:
    """The lines of the text file *name*; the delimiter is the one that its lines agree on.

    Values may be quoted, and then hold delimiters and line breaks. Raises BadSource, also where
    there are more than *most* lines.
    """
    text, encoding = decoded(data)
    text = visible(text)
    delimiter = delimiter_of(text)
    lines: list[Line] = []
    before = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for values in reader:
            cells = tuple(value if value != "" else None for value in values)
            if len(lines) >= most:
                raise BadSource(
                    f"«{name}» har over {nb.number(most)} linjer.", "Velg ut det som trengs."
                )
            lines.append(Line(before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        raise BadSource(
            f"«{name}», linje {before + 1}: anførselstegnene eller lengden stemmer ikke.",
            "Last ned filen på nytt, eller lagre den på nytt fra Excel.",
        ) from error
    return Grid(tuple(lines), encoding=encoding)


def delimiter_of(text: str) -> str:
    """The delimiter by which most of the first lines have equally many fields, more than one."""
    start = "\n".join(islice(io.StringIO(text), _LOOKED_AT))
    best, found = 0, ";"
    for delimiter in _DELIMITERS:
        counts: Counter[int] = Counter()
        try:
            for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter):
                counts[len(row)] += 1
        except csv.Error:
            continue  # by this one it is no table
        agreed = max((n for fields, n in counts.items() if fields > 1), default=0)
        if agreed > best:
            best, found = agreed, delimiter
    return found


_SPACES: Final = re.compile(r"[ \u00a0\u2007\u2009\u202f]")
_GROUPED: Final = re.compile(r"[-+\u2212]?\d{1,3}(?:[ \u00a0\u2007\u2009\u202f]\d{3})+(?:,\d+)?")
_PLAIN: Final = re.compile(r"[-+\u2212]?\d+(?:[.,]\d+)?")


def number_of(entry: Entry) -> Decimal | None:
    """The number that *entry* is, or None where it is none for certain.

    A text may have spaces between thousands, a comma or a point before the decimals, and a sign of
    any kind before it. What a point or a comma between thousands would mean is not decided here:
    «724.290» is read as 724,29, which no whole number is.
    """
    if isinstance(entry, bool) or entry is None or isinstance(entry, date):
        return None
    if isinstance(entry, Decimal):
        return entry if entry.is_finite() else None
    text = entry.strip()
    if len(text) > 40 or not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
        return None
    plain = _SPACES.sub("", text).replace("\u2212", "-").replace(",", ".")
    return Decimal(plain) if plain.isascii() else None


def shown(entry: Entry) -> str:
    """*entry* as it stands in the file."""
    if entry is None:
        return ""
    if isinstance(entry, bool):
        return "SANN" if entry else "USANN"
    if isinstance(entry, date):
        return f"{entry:%d.%m.%Y}"
    return f"{entry:f}".replace(".", ",") if isinstance(entry, Decimal) else entry


def filled(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The *lines* that are not blank."""
    return tuple(line for line in lines if not line.blank)
