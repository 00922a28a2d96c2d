"""The zip around a workbook: checked entries, inflated on demand, copied raw when untouched.

The directory is read here and not by :mod:`zipfile`, because an entry that nobody edits must come
out with the very same compressed bytes, header and flags, and because a hostile file must be
refused before anything of it is inflated.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from orxl.core import nb
from orxl.core.errors import UnreadableFile

MAX_ENTRIES = 10_000
MAX_PART = 160 * 2**20
MAX_TOTAL = 400 * 2**20
MAX_RATIO = 250
"""More than deflate reaches on honest sheets; only asked of parts above :data:`RATIO_FROM`."""
RATIO_FROM = 4 * 2**20
_PARALLEL_FROM = 8 * 2**20

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = "Hent en sikkerhetskopi, eller åpne og lagre filen på nytt i Excel."


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the zip as its central record describes it. ``name`` uses forward slashes."""

    name: str
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    header: int
    """Where the local header starts in the file."""
    start: int
    """Where the packed bytes start in the file."""
    record: bytes
    """The raw central record: fixed part, name, extra field and comment."""


@dataclass(frozen=True)
class Archive:
    """A checked zip: its bytes and its entries in the order of the central directory."""

    data: bytes
    entries: tuple[Entry, ...]
    directory: int
    """Where the central directory starts."""
    comment: bytes

    @cached_property
    def _by_name(self) -> Mapping[str, Entry]:
        return {entry.name.lower(): entry for entry in self.entries}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def entry(self, name: str) -> Entry:
        """The entry called *name* (part names know no case). Raises UnreadableFile if missing."""
        found = self._by_name.get(name.lower())
        if found is None:
            raise UnreadableFile(f"delen «{name}» mangler.", _DAMAGED)
        return found

    def read(self, name: str) -> bytes:
        """The inflated bytes of *name*, checked against size and CRC. Raises UnreadableFile."""
        entry = self.entry(name)
        packed = self.data[entry.start : entry.start + entry.packed]
        if entry.method:
            inflater = zlib.decompressobj(-15)
            try:
                content = inflater.decompress(packed, entry.size + 1)
            except zlib.error as error:
                raise _bad(f"delen «{entry.name}» er skadet.") from error
        else:
            content = packed
        if len(content) != entry.size or zlib.crc32(content) != entry.crc:
            raise _bad(f"delen «{entry.name}» er skadet (kontrollsummen stemmer ikke).")
        return content

    def rebuild(self, changed: Mapping[str, bytes], dropped: Set[str] = frozenset()) -> bytes:
        """The zip with the contents in *changed* put in and the names in *dropped* left out.

        Everything else keeps its place, headers and packed bytes.
        """
        out = bytearray()
        records: dict[int, bytes] = {}
        by_place = sorted(self.entries, key=lambda entry: entry.header)
        ends = [entry.header for entry in by_place[1:]] + [self.directory]
        if by_place:
            out += self.data[: by_place[0].header]
        for entry, end in zip(by_place, ends, strict=True):
            if entry.name in dropped:
                continue
            at = len(out)
            if entry.name in changed:
                local, record = _packed_anew(self.data, entry, changed[entry.name])
                out += local
                records[entry.header] = _moved(record, at)
            else:
                out += self.data[entry.header : end]
                records[entry.header] = _moved(entry.record, at)
        directory = len(out)
        kept = [entry for entry in self.entries if entry.name not in dropped]
        for entry in kept:
            out += records[entry.header]
        out += _END.pack(
            b"PK\5\6", 0, 0, len(kept), len(kept), len(out) - directory, directory,
            len(self.comment),
        )  # fmt: skip
        out += self.comment
        return bytes(out)


def _bad(message: str) -> UnreadableFile:
    return UnreadableFile(message, _DAMAGED)


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        tag, size = struct.unpack_from("<2H", extra, at)
        yield tag, extra[at : at + 4 + size]
        at += 4 + size


def _without_zip64(extra: bytes) -> bytes:
    return b"".join(field for tag, field in _extras(extra) if tag != 1)


def _moved(record: bytes, offset: int) -> bytes:
    """The central *record* with its local header at *offset*, wherever that number is kept."""
    fields = list(_CENTRAL.unpack_from(record))
    name_end = _CENTRAL.size + fields[10]
    if fields[16] != 0xFFFFFFFF:
        fields[16] = offset
        return _CENTRAL.pack(*fields) + record[_CENTRAL.size :]
    extra = record[name_end : name_end + fields[11]]
    grown = b""
    for tag, field in _extras(extra):
        # Sizes come first in the zip64 field, and only those that overflow in the record.
        skip = 4 + 8 * ((fields[9] == 0xFFFFFFFF) + (fields[8] == 0xFFFFFFFF))
        is_zip64 = tag == 1
        grown += field[:skip] + struct.pack("<Q", offset) + field[skip + 8 :] if is_zip64 else field
    return record[:name_end] + grown + record[name_end + fields[11] :]


def restamped(archive: Archive, moment: datetime) -> bytes:
    """The zip with every entry dated *moment*, and without extra fields that hold other times."""
    date = (max(moment.year, 1980) - 1980) << 9 | moment.month << 5 | moment.day
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    out = bytearray()
    directory = bytearray()
    for entry in archive.entries:
        fields = list(_LOCAL.unpack_from(archive.data, entry.header))
        name_at = entry.header + _LOCAL.size
        name = archive.data[name_at : name_at + fields[9]]
        extra = _without_times(archive.data[name_at + fields[9] : entry.start])
        # Sizes move into the header, so that a data descriptor is needed no longer.
        fields[2] = entry.flags & ~0x8
        fields[4:9] = time, date, entry.crc, entry.packed, entry.size
        fields[10] = len(extra)
        at = len(out)
        packed = archive.data[entry.start : entry.start + entry.packed]
        out += _LOCAL.pack(*fields) + name + extra + packed
        central = list(_CENTRAL.unpack_from(entry.record))
        name_end = _CENTRAL.size + central[10]
        kept = _without_times(entry.record[name_end : name_end + central[11]])
        tail = entry.record[name_end + central[11] :]
        central[3] = fields[2]
        central[5:10] = time, date, entry.crc, entry.packed, entry.size
        central[11], central[16] = len(kept), at
        directory += _CENTRAL.pack(*central) + name + kept + tail
    count = len(archive.entries)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(out), len(archive.comment))
    return bytes(out + directory + end + archive.comment)


def _without_times(extra: bytes) -> bytes:
    """Without zip64 numbers (not needed) and the fields in which Unix and NTFS keep times."""
    return b"".join(field for tag, field in _extras(extra) if tag not in (1, 0x5455, 0x000A))


def _packed_anew(data: bytes, entry: Entry, content: bytes) -> tuple[bytes, bytes]:
    """A new local header with packed bytes, and the central record that goes with it."""
    packed = deflate(content) if entry.method else content
    crc = zlib.crc32(content)
    flags = entry.flags & ~0x8  # sizes stand in the header, so no data descriptor follows
    local = _LOCAL.unpack_from(data, entry.header)
    name_at = entry.header + _LOCAL.size
    name = data[name_at : name_at + local[9]]
    extra = _without_zip64(data[name_at + local[9] : name_at + local[9] + local[10]])
    header = _LOCAL.pack(
        b"PK\3\4", local[1], flags, entry.method, local[4], local[5], crc, len(packed),
        len(content), len(name), len(extra),
    )  # fmt: skip
    fields = list(_CENTRAL.unpack_from(entry.record))
    name_end = _CENTRAL.size + fields[10]
    central_extra = _without_zip64(entry.record[name_end : name_end + fields[11]])
    tail = entry.record[name_end + fields[11] :]
    central_name = entry.record[_CENTRAL.size : name_end]
    fields[3], fields[7], fields[8], fields[9] = flags, crc, len(packed), len(content)
    fields[11], fields[16] = len(central_extra), 0
    record = _CENTRAL.pack(*fields) + central_name + central_extra + tail
    return header + name + extra + packed, record


def deflate(content: bytes) -> bytes:
    """*content* as a raw deflate stream."""
    packer = zlib.compressobj(6 if len(content) < _PARALLEL_FROM else 3, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def open_archive(data: bytes) -> Archive:
    """The zip in *data*, its directory checked; nothing is inflated yet.

    Raises UnreadableFile for anything but a zip that is safe to read.
    """
    _refuse_other_formats(data)
    at = data.rfind(b"PK\5\6", max(0, len(data) - 65_557))
    if at < 0 or len(data) < at + _END.size:
        raise _bad("den er ikke en hel zip-fil, slik en .xlsx-fil skal være.")
    end = _END.unpack_from(data, at)
    count, size, offset = end[4], end[5], end[6]
    comment = data[at + _END.size : at + _END.size + end[7]]
    directory_end = at
    if 0xFFFF in (count,) or 0xFFFFFFFF in (size, offset):
        at64 = data.rfind(b"PK\6\6", 0, at)
        if at64 < 0 or len(data) < at64 + _END64.size:
            raise _bad("innholdsfortegnelsen i zip-filen er skadet.")
        _, _, _, _, _, _, _, count, size, offset = _END64.unpack_from(data, at64)
        directory_end = at64
    if count > MAX_ENTRIES:
        raise _bad(f"den har {nb.number(count)} deler, og det er ingen vanlig arbeidsbok.")
    directory = directory_end - size
    if directory < 0 or not count:
        raise _bad("innholdsfortegnelsen i zip-filen er skadet.")
    shift = directory - offset  # bytes in front of the zip; offsets are counted from its start
    entries = tuple(_entries(data, directory, directory_end, count, shift))
    _check(entries, directory)
    return Archive(data, entries, directory, comment)


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(_OLE):
        utf16 = "EncryptedPackage".encode("utf-16-le")
        if utf16 in data:
            raise UnreadableFile(
                "den er kryptert med passord.",
                "Åpne den i Excel, fjern passordet under Fil > Informasjon, og lagre den.",
            )
        raise UnreadableFile(
            "den er i det gamle formatet .xls.", "Åpne den i Excel og lagre den som .xlsx."
        )
    if not data:
        raise _bad("den er tom.")
    if not data.startswith(b"PK") and b"PK\5\6" not in data[-65_557:]:
        raise UnreadableFile(
            "den er ikke en .xlsx-fil.", "Velg arbeidsboken, eller lagre den som .xlsx i Excel."
        )


def _entries(data: bytes, at: int, end: int, count: int, shift: int) -> Iterator[Entry]:
    for _ in range(count):
        if at + _CENTRAL.size > end or data[at : at + 4] != b"PK\1\2":
            raise _bad("innholdsfortegnelsen i zip-filen er skadet.")
        fields = _CENTRAL.unpack_from(data, at)
        stop = at + _CENTRAL.size + fields[10] + fields[11] + fields[12]
        record = data[at:stop]
        yield _entry(data, fields, record, shift)
        at = stop


def _entry(data: bytes, fields: tuple[int, ...], record: bytes, shift: int) -> Entry:
    name_end = _CENTRAL.size + fields[10]
    raw_name = record[_CENTRAL.size : name_end]
    flags, method, crc = fields[3], fields[4], fields[7]
    packed, size, header = fields[8], fields[9], fields[16]
    for tag, field in _extras(record[name_end : name_end + fields[11]]):
        if tag == 1:
            count = (len(field) - 4) // 8
            numbers = iter(struct.unpack_from(f"<{count}Q", field, 4))
            size = next(numbers, size) if size == 0xFFFFFFFF else size
            packed = next(numbers, packed) if packed == 0xFFFFFFFF else packed
            header = next(numbers, header) if header == 0xFFFFFFFF else header
    header += shift
    name = raw_name.decode("utf-8" if flags & 0x800 else "cp437", "replace").replace("\\", "/")
    if not 0 <= header <= len(data) - _LOCAL.size or data[header : header + 4] != b"PK\3\4":
        raise _bad(f"delen «{name}» finnes ikke der zip-filen sier.")
    local = _LOCAL.unpack_from(data, header)
    start = header + _LOCAL.size + local[9] + local[10]
    if data[header + _LOCAL.size : header + _LOCAL.size + local[9]] != raw_name:
        raise _bad(f"delen «{name}» har to forskjellige navn i zip-filen.")
    return Entry(name, method, flags, crc, packed, size, header, start, record)


def _check(entries: tuple[Entry, ...], directory: int) -> None:
    """Refuse what no workbook has: evil names, overlaps, bombs, methods Excel doesn't know."""
    seen: set[str] = set()
    for entry in entries:
        steps = entry.name.split("/")
        if ".." in steps or entry.name.startswith("/") or ":" in steps[0] or "\0" in entry.name:
            raise _bad(f"delen «{entry.name}» har et navn som peker ut av filen.")
        if entry.name.lower() in seen:
            raise _bad(f"delen «{entry.name}» finnes to ganger.")
        seen.add(entry.name.lower())
        if entry.flags & 0x1:
            raise _bad(f"delen «{entry.name}» er kryptert.")
        if entry.method not in (0, 8):
            raise _bad(f"delen «{entry.name}» er pakket på en måte Excel ikke kjenner.")
        if entry.size > MAX_PART or (
            entry.size > RATIO_FROM and entry.size > MAX_RATIO * entry.packed
        ):
            raise _bad(f"delen «{entry.name}» er urimelig stor når den pakkes ut.")
    if sum(entry.size for entry in entries) > MAX_TOTAL:
        raise _bad("innholdet er urimelig stort når det pakkes ut.")
    by_place = sorted(entries, key=lambda entry: entry.header)
    ends = [entry.header for entry in by_place[1:]] + [directory]
    for entry, end in zip(by_place, ends, strict=True):
        if entry.start + entry.packed > end:
            raise _bad(f"delen «{entry.name}» overlapper en annen del.")
