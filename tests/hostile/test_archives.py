"""Zips made to hurt: each is refused in one sentence, or is a workbook after all."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest

from orxl.xlsx.package import archive
from tests.hostile.attack import read, refused
from tests.xlsx.books import one_sheet, part, replaced, zipped

pytestmark = pytest.mark.slow

BOOK = one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
SHEET = "xl/worksheets/sheet1.xml"
CENTRAL, LOCAL, END = b"PK\1\2", b"PK\3\4", b"PK\5\6"


def record(data: bytes, name: str, signature: bytes = CENTRAL) -> int:
    """Where the central or local record of *name* is."""
    skip, raw = 46 if signature == CENTRAL else 30, name.encode()
    at = data.index(signature)
    while data[at + skip : at + skip + len(raw)] != raw:
        at = data.index(signature, at + 1)
    return at


def field(offset: int, form: str, value: int, name: str = SHEET) -> Callable[[], bytes]:
    """The book with one field of the central record of *name* falsified."""

    def make() -> bytes:
        data = bytearray(BOOK)
        struct.pack_into(form, data, record(BOOK, name) + offset, value)
        return bytes(data)

    return make


def end(offset: int, form: str, value: int) -> Callable[[], bytes]:
    """The book with one field of the end record falsified."""

    def make() -> bytes:
        data = bytearray(BOOK)
        struct.pack_into(form, data, data.rindex(END) + offset, value)
        return bytes(data)

    return make


def added(name: str, content: bytes = b"x", flags: int = 0) -> Callable[[], bytes]:
    """The book with one more entry of this name, as it stands: zipfile would tidy it."""

    def make() -> bytes:
        parts = _parts()
        parts["?" * len(name.encode())] = content
        raw = zipped(parts).replace(b"?" * len(name.encode()), name.encode())
        data = bytearray(raw)
        for signature, at in ((CENTRAL, 8), (LOCAL, 6)):
            struct.pack_into("<H", data, record(raw, name, signature) + at, 0x800 | flags)
        return bytes(data)

    return make


def _parts() -> dict[str, bytes | str]:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as whole:
        return {info.filename: whole.read(info) for info in whole.infolist()}


def overlapping() -> bytes:
    """Two entries share their packed bytes, as in a bomb that needs no ratio."""
    parts = {**_parts(), "xl/media/a.bin": b"\0" * 999, "xl/media/b.bin": b"\0" * 999}
    raw = zipped(parts)
    data = bytearray(raw)
    at = record(raw, "xl/media/b.bin")
    struct.pack_into("<L", data, at + 42, record(raw, "xl/media/a.bin", LOCAL))
    return bytes(data).replace(b"xl/media/b.bin", b"xl/media/a.bin")


def torn_stream() -> bytes:
    """Deflate that ends in the middle, with size and sum as they should be."""
    data = bytearray(BOOK)
    at = record(BOOK, SHEET, LOCAL)
    start = at + 30 + len(SHEET)
    data[start : start + 4] = b"\xff\xff\xff\xff"
    return bytes(data)


def twice() -> bytes:
    buffer = io.BytesIO(BOOK)
    with zipfile.ZipFile(buffer, "a") as whole, pytest.warns(UserWarning, match="Duplicate"):
        whole.writestr(SHEET, "<a/>")
    return buffer.getvalue()


def zip64(count: int, size: int, offset: int) -> Callable[[], bytes]:
    """An end record that sends the reader on to a zip64 one, with these numbers."""

    def make() -> bytes:
        at = BOOK.rindex(END)
        more = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
        where = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
        last = struct.pack("<4s4H2LH", END, 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0)
        return BOOK[:at] + more + where + last

    return make


def _directory() -> tuple[int, int, int]:
    fields = struct.unpack_from("<4s4H2LH", BOOK, BOOK.rindex(END))
    return fields[4], fields[5], fields[6]


OTHER_FILES = {
    "one byte": b"P",
    "two letters": b"PK",
    "a local header only": LOCAL,
    "an end only": END + b"\0" * 18,
    "zeros": b"\0" * 100_000,
    "spaces": b" " * 100_000,
    "gzip": b"\x1f\x8b\x08" + b"\0" * 50,
    "7-Zip": b"7z\xbc\xaf\x27\x1c" + b"\0" * 50,
    "RAR": b"Rar!\x1a\x07\x01\x00" + b"\0" * 50,
    "PDF": b"%PDF-1.7\n%%EOF",
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "a web page called .xlsx": b"<html><script>alert(1)</script></html>",
    "SpreadsheetML 2003": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><a/>',
    "a program": b"MZ" + b"\0" * 500,
    "a shortcut": b"L\0\0\0\x01\x14\x02\0" + b"\0" * 70,
    "text in UTF-16": "\ufeffnavn;sum".encode("utf-16-le"),
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000,
}
FALSIFIED: dict[str, Callable[[], bytes]] = {
    "encrypted": field(8, "<H", 0x1),
    "strongly encrypted": field(8, "<H", 0x41),
    "bzip2": field(10, "<H", 12),
    "LZMA": field(10, "<H", 14),
    "AES": field(10, "<H", 99),
    "deflate64": field(10, "<H", 9),
    "stored, it says": field(10, "<H", 0),
    "the sum": field(16, "<L", 0xDEADBEEF),
    "packed size 0": field(20, "<L", 0),
    "packed size beyond the file": field(20, "<L", 0x7FFFFFFF),
    "packed size 2^32-1": field(20, "<L", 0xFFFFFFFF),
    "size 0": field(24, "<L", 0),
    "size 7": field(24, "<L", 7),
    "size 1 GB": field(24, "<L", 2**30),
    "size 2^32-1": field(24, "<L", 0xFFFFFFFF),
    "a name of 65535": field(28, "<H", 0xFFFF),
    "extra data of 65535": field(30, "<H", 0xFFFF),
    "a comment of 65535": field(32, "<H", 0xFFFF),
    "a header at the end": field(42, "<L", len(BOOK) - 1),
    "a header beyond it": field(42, "<L", 0x7FFFFFFF),
    "the first one's header": field(42, "<L", 0),
    "no entries": end(10, "<H", 0),
    "an entry more": end(10, "<H", 6),
    "65534 entries": end(10, "<H", 65_534),
    "65535 entries": end(10, "<H", 65_535),
    "a directory of nothing": end(12, "<L", 0),
    "a directory larger than the file": end(12, "<L", 0x7FFFFFFF),
    "zip64: 2^63 entries": zip64(2**63, _directory()[1], _directory()[2]),
    "zip64: a directory of 2^63": zip64(_directory()[0], 2**63, _directory()[2]),
    "zip64: no directory": zip64(_directory()[0], 0, 2**63),
    "entries in one place": overlapping,
    "a torn stream": torn_stream,
    "a part twice": twice,
    "a part twice but for case": lambda: replaced(BOOK, SHEET.upper(), "<a/>"),
    "upwards": added("../ut.xml"),
    "upwards within": added("xl/../../ut.xml"),
    "upwards with backslashes": added("xl\\..\\..\\ut.xml"),
    "from the root": added("/etc/passwd"),
    "from the root with backslash": added("\\ut.xml"),
    "from a drive": added("c:/windows/x.xml"),
    "a stream of NTFS": added("a:b.xml"),
    "a NUL in the name": added("xl/a\0.xml"),
    "many zeros": lambda: replaced(BOOK, "xl/media/a.bin", b"\0" * (5 * 2**20)),
}
HARMLESS: dict[str, Callable[[], bytes]] = {
    "zip64 that is sound": zip64(*_directory()),
    "bytes in front": lambda: b"MZ" + b"\x90" * 500 + BOOK,
    "bytes behind": lambda: BOOK + b"<script>",
    "a long comment": lambda: _comment(b"z" * 65_535),
    "a comment with another end": lambda: _comment(b"y" * 40 + b"PK\5" + b"y" * 40),
    "a name of 3000 letters": added("xl/" + "a" * 3_000),
    "a name with an escape": added("xl/\x1b[2Jrydd.bin"),
    "a name of two lines": added("xl/a\nAlt stemmer: ingen feil.bin"),
    "a name from right to left": added("xl/\u202egnp.exe"),
    "a device": added("xl/media/CON"),
    "a folder": added("xl/mappe/", b""),
    "an orphan": added("xl/media/løst.bin", b"0" * 2000),
    "a workbook within": lambda: replaced(BOOK, "xl/embeddings/a.xlsx", BOOK),
}


def _comment(text: bytes) -> bytes:
    data = bytearray(BOOK)
    struct.pack_into("<H", data, data.rindex(END) + 20, len(text))
    return bytes(data) + text


@pytest.mark.parametrize("kind", OTHER_FILES)
def test_another_file_is_refused(kind, tmp_path):
    refused(tmp_path, OTHER_FILES[kind])


@pytest.mark.parametrize("kind", FALSIFIED)
def test_a_falsified_zip_is_refused(kind, tmp_path):
    refused(tmp_path, FALSIFIED[kind](), "Kan ikke lese «bok.xlsx»: ")


@pytest.mark.parametrize("kind", HARMLESS)
def test_an_odd_zip_with_a_sound_workbook_is_read(kind, tmp_path):
    read(tmp_path, HARMLESS[kind]())


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_part_of_a_file_is_refused(tenths, tmp_path):
    refused(tmp_path, BOOK[: len(BOOK) * tenths // 10], "zip-fil")


def test_limits_hold_for_the_sum_and_the_number_of_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_TOTAL", 50_000)
    monkeypatch.setattr(archive, "MAX_ENTRIES", 20)
    many = {f"xl/media/{n}.bin": zlib.compress(b"%d" % n) for n in range(20)}
    refused(tmp_path, zipped({**_parts(), **many}), "deler")
    large = {f"xl/media/{n}.bin": bytes(range(256)) * 80 for n in range(5)}
    refused(tmp_path, zipped({**_parts(), **large}), "urimelig stort")


def test_the_book_itself_is_read(tmp_path):
    assert "U0" in read(tmp_path, BOOK)
    assert part(BOOK, SHEET)
