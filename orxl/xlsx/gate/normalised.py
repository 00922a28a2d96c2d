"""The gate of normalising: the same workbook with other times, and letters written as themselves.

It reads the two zip files with zipfile and the parts with lxml and a rule of its own for letters:
of the writer's it uses nothing.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Set
from datetime import UTC, datetime
from typing import Final

from lxml import etree

from orxl.core.errors import FailedGate, OrxlError
from orxl.core.patterns import regex
from orxl.xlsx.gate.archive import ends_plainly, facts, plain_extra
from orxl.xlsx.package import Package
from orxl.xlsx.xml.elements import element, parsed, same

_REMEDY: Final = "Den nye filen er ikke lagret. Meld fra om feilen."
_TIMES: Final = frozenset({b"\1\0", b"UT", b"\n\0"})
"""The extra fields that go: zip64's, and those in which Unix and NTFS keep times."""
_DCTERMS: Final = "http://purl.org/dc/terms/"
_LETTER: Final = regex(rb"&#(\d{3,7});")
_ENCODING: Final = regex(rb"\A<\?xml[^>]*encoding=['\"]([^'\"]*)['\"]")
_FONT_ORDER: Final = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip
"""ECMA-376, CT_Font as Microsoft's validator reads it."""
_DESCRIPTOR: Final = 8
"""The flag that says a part's sizes come after it."""


def check_normalised(old: bytes, new: bytes, moment: datetime) -> None:
    """Raise FailedGate unless *new* is *old* normalised as of *moment* (UTC without a zone)."""
    at = moment if moment.tzinfo is None else moment.astimezone(UTC)
    try:
        problem = _problem(old, new, at)
    except (OrxlError, etree.LxmlError, zipfile.BadZipFile, zlib.error, struct.error,
            LookupError, ValueError) as error:  # fmt: skip
        problem = f"lar seg ikke lese igjen ({type(error).__name__})"
    if problem:
        what = f"Kontrollen av den nye filen stanset lagringen: filen {problem}."
        raise FailedGate(what, _REMEDY)


def _problem(old: bytes, new: bytes, moment: datetime) -> str:
    """What is not as it must be (``""``: nothing), as the end of a sentence."""
    package = Package(old)
    dated = set(package.targets("", "core-properties"))
    styles = set(package.targets(package.workbook_part, "styles"))
    with zipfile.ZipFile(io.BytesIO(old)) as a, zipfile.ZipFile(io.BytesIO(new)) as b:
        before, after = a.infolist(), b.infolist()
        if [info.filename for info in before] != [info.filename for info in after]:
            return "har fått andre deler enn før"
        if (
            a.comment != b.comment
            or not _is_tight(after, new, b.start_dir)
            or not ends_plainly(b, new)
        ):
            return "er ikke satt sammen som den skal"
        for x, y in zip(before, after, strict=True):
            if _loose(x, old, _TIMES) != _loose(y, new) or y.flag_bits & _DESCRIPTOR:
                return f"har delen «{x.filename}» med andre merker"
            if not _is_dated(y, new, moment):
                return f"har delen «{x.filename}» med et annet tidspunkt"
            raw, now = a.read(x), b.read(y)
            wanted = _spelled(x.filename, raw)
            if x.filename.replace("\\", "/") in dated:
                if not same(_told(parsed(wanted), moment), parsed(now)):
                    return "har fått andre egenskaper"
            elif x.filename.replace("\\", "/") in styles:
                if not same(_in_order(parsed(wanted)), parsed(now)):
                    return "har fått andre stiler"
            elif wanted != now:
                return f"har fått delen «{x.filename}» med et annet innhold"
            elif now == raw and _packed(x, old) != _packed(y, new):
                return f"har pakket delen «{x.filename}» på nytt"
    return ""


# --- the zip --------------------------------------------------------------------------------------


def _is_tight(parts: list[zipfile.ZipInfo], data: bytes, directory: int) -> bool:
    """Whether the parts follow each other from the first byte, and then the directory."""
    at = 0
    for info in parts:
        if info.header_offset != at:
            return False
        at += 30 + sum(struct.unpack_from("<2H", data, at + 26)) + info.compress_size
    return at == directory


def _loose(
    info: zipfile.ZipInfo, data: bytes, without: Set[bytes] = frozenset()
) -> tuple[object, ...]:
    """What both headers of a part say, but for flags of layout, times, sizes and places."""
    local = data[info.header_offset :]
    name, extra = struct.unpack_from("<2H", local, 26)
    (flags,) = struct.unpack_from("<H", local, 6)
    return (
        *facts(info), info.flag_bits & ~_DESCRIPTOR, plain_extra(info.extra, without),
        local[:6], flags & ~_DESCRIPTOR, local[8:10], local[30 : 30 + name],
        plain_extra(local[30 + name : 30 + name + extra], without),
    )  # fmt: skip


def _is_dated(info: zipfile.ZipInfo, data: bytes, moment: datetime) -> bool:
    """Whether both headers have the moment, and the part's own the sizes that it has."""
    whole = moment.replace(second=moment.second // 2 * 2, microsecond=0)
    if whole.year < 1980:
        whole = whole.replace(year=1980)
    local = struct.unpack_from("<4s5H3L", data, info.header_offset)
    shown = (local[5] >> 9) + 1980, local[5] >> 5 & 15, local[5] & 31
    clock = local[4] >> 11, local[4] >> 5 & 63, (local[4] & 31) * 2
    sizes = info.CRC, info.compress_size, info.file_size
    wanted = whole.timetuple()[:6]
    return (*shown, *clock) == wanted == info.date_time and local[6:] == sizes


def _packed(info: zipfile.ZipInfo, data: bytes) -> bytes:
    at = info.header_offset
    at += 30 + sum(struct.unpack_from("<2H", data, at + 26))
    return data[at : at + info.compress_size]


# --- contents -------------------------------------------------------------------------------------


def _spelled(name: str, raw: bytes) -> bytes:
    """The part *raw* with its letters as themselves."""
    found = _ENCODING.match(raw)
    if not name.endswith((".xml", ".rels")) or (found and found[1].lower() != b"utf-8"):
        return raw

    def letter(match: re.Match[bytes]) -> bytes:
        sign = chr(min(int(match[1]), 0x10FFFF))
        is_letter = "\xa1" <= sign <= "\ufffd" and not "\ud800" <= sign <= "\udfff"
        return sign.encode() if is_letter else match[0]

    return _LETTER.sub(letter, raw)


def _in_order(root: element) -> element:
    """The styles with what each font says in the order that the schema gives."""
    for font in root.iter("{*}font"):
        if font.attrib or any(len(one) or one.text for one in font):
            continue
        names = [etree.QName(one).localname for one in font]
        for _, one in sorted(zip(map(_place, names), font, strict=True), key=lambda pair: pair[0]):
            font.append(one)  # moves it to the end
    return root


def _place(name: str) -> int:
    return _FONT_ORDER.index(name) if name in _FONT_ORDER else len(_FONT_ORDER)


def _told(root: element, moment: datetime) -> element:
    """The document properties with both times set."""
    for node in root:
        if node.tag in (f"{{{_DCTERMS}}}created", f"{{{_DCTERMS}}}modified"):
            for inner in list(node):
                node.remove(inner)
            node.text = moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    return root
