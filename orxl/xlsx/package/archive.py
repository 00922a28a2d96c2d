"""The zip around a workbook: checked entries, inflated on demand, copied raw when untouched.

The directory is read here and not by :mod:`zipfile`, because an entry that nobody edits must come
out with the very same compressed bytes, header and flags, and because a hostile file must be
refused before anything of it is inflated.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from orxl.core import nb
from orxl.core.errors import UnreadableFile
from orxl.core.light import dataclass

MAX_ENTRIES = 10_000
MAX_PART = 112 * 2**20
MAX_TOTAL = 320 * 2**20
MAX_RATIO = 250
"""More than deflate reaches on honest sheets; only asked of parts above :data:`RATIO_FROM`."""
RATIO_FROM = 4 * 2**20

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
END64 = struct.Struct("<4sQ2H2L4Q")
_DESCRIPTOR = 16
"""Bytes that may follow an entry whose sizes were not known when it was begun (24 in zip64)."""
_ZIP64 = END64.size + 20
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

    @cached_property
    def outside(self) -> int:
        """Bytes of the file that belong to no entry: before, between or behind, or the comment."""
        entries = sum(
            e.start - e.header + e.packed + (_DESCRIPTOR if e.flags & 0x8 else 0)
            for e in self.entries
        )
        records = sum(len(entry.record) for entry in self.entries)
        tail = self.data[self.directory + records :]
        end = END.size + (_ZIP64 if tail.startswith(b"PK\6\6") else 0)
        return max(0, self.directory - entries) + max(0, len(tail) - end)

    def same(self, other: Archive) -> frozenset[str]:
        """The names of the entries whose packed bytes are those of the same name in *other*."""
        return frozenset(
            entry.name
            for entry, twin in self._twins(other)
            if (entry.method, entry.packed) == (twin.method, twin.packed)
            and self._packed(entry) == other._packed(twin)
        )

    def alike(self, other: Archive) -> frozenset[str]:
        """The names of the entries that hold what the same name holds in *other*, to the byte,
        also where another program has packed it. Raises UnreadableFile."""
        same = self.same(other)
        return same.union(
            entry.name
            for entry, twin in self._twins(other)
            if entry.name not in same and self.read(entry.name) == other.read(twin.name)
        )

    def _twins(self, other: Archive) -> Iterator[tuple[Entry, Entry]]:
        """The entries that may hold the same, by their size and their sum."""
        for entry in self.entries:
            twin = other._by_name.get(entry.name.lower())
            if twin is not None and (entry.name, entry.crc, entry.size) == (
                twin.name, twin.crc, twin.size,
            ):  # fmt: skip
                yield entry, twin

    def _packed(self, entry: Entry) -> bytes:
        return self.data[entry.start : entry.start + entry.packed]

    def read(self, name: str) -> bytes:
        """The inflated bytes of *name*, checked against size and CRC. Raises UnreadableFile."""
        entry = self.entry(name)
        packed = self._packed(entry)
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


def _bad(message: str) -> UnreadableFile:
    return UnreadableFile(message, _DAMAGED)


def extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a zip record's extra data: each one's tag, and its bytes with the header."""
    at = 0
    while at + 4 <= len(extra):
        tag, size = struct.unpack_from("<2H", extra, at)
        yield tag, extra[at : at + 4 + size]
        at += 4 + size


def open_archive(data: bytes) -> Archive:
    """The zip in *data*, its directory checked; nothing is inflated yet.

    Raises UnreadableFile for anything but a zip that is safe to read.
    """
    _refuse_other_formats(data)
    at = data.rfind(b"PK\5\6", max(0, len(data) - 65_557))
    if at < 0 or len(data) < at + END.size:
        raise _bad("den er ikke en hel zip-fil, slik en .xlsx-fil skal være.")
    end = END.unpack_from(data, at)
    count, size, offset = end[4], end[5], end[6]
    comment = data[at + END.size : at + END.size + end[7]]
    directory_end = at
    if 0xFFFF in (count,) or 0xFFFFFFFF in (size, offset):
        at64 = data.rfind(b"PK\6\6", 0, at)
        if at64 < 0 or len(data) < at64 + END64.size:
            raise _bad("innholdsfortegnelsen i zip-filen er skadet.")
        _, _, _, _, _, _, _, count, size, offset = END64.unpack_from(data, at64)
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


_RIGHTS: Final = ("DRMEncrypted", "DRMContent", "DRMViewerContent")
"""What the streams and storages of a file under rights management are called ([MS-OFFCRYPTO])."""


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(_OLE):
        if any(name.encode("utf-16-le") in data for name in _RIGHTS):
            raise UnreadableFile(
                "den er beskyttet med en følsomhetsetikett eller rettighetsstyring (IRM), og kan "
                "bare åpnes i Excel av den som har rettighet.",
                "Åpne den i Excel, velg en etikett uten kryptering (Hjem > Følsomhet) eller fjern "
                "begrensningen under Fil > Informasjon > Beskytt arbeidsbok, og lagre den.",
            )
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
        if at + CENTRAL.size > end or data[at : at + 4] != b"PK\1\2":
            raise _bad("innholdsfortegnelsen i zip-filen er skadet.")
        fields = CENTRAL.unpack_from(data, at)
        stop = at + CENTRAL.size + fields[10] + fields[11] + fields[12]
        if stop > end:
            raise _bad("innholdsfortegnelsen i zip-filen er skadet.")
        record = data[at:stop]
        yield _entry(data, fields, record, shift)
        at = stop


def _entry(data: bytes, fields: tuple[int, ...], record: bytes, shift: int) -> Entry:
    name_end = CENTRAL.size + fields[10]
    raw_name = record[CENTRAL.size : name_end]
    flags, method, crc = fields[3], fields[4], fields[7]
    packed, size, header = fields[8], fields[9], fields[16]
    for tag, field in extras(record[name_end : name_end + fields[11]]):
        if tag == 1:
            count = (len(field) - 4) // 8
            numbers = iter(struct.unpack_from(f"<{count}Q", field, 4))
            size = next(numbers, size) if size == 0xFFFFFFFF else size
            packed = next(numbers, packed) if packed == 0xFFFFFFFF else packed
            header = next(numbers, header) if header == 0xFFFFFFFF else header
    header += shift
    name = raw_name.decode("utf-8" if flags & 0x800 else "cp437", "replace").replace("\\", "/")
    if not 0 <= header <= len(data) - LOCAL.size or data[header : header + 4] != b"PK\3\4":
        raise _bad(f"delen «{name}» finnes ikke der zip-filen sier.")
    local = LOCAL.unpack_from(data, header)
    start = header + LOCAL.size + local[9] + local[10]
    if data[header + LOCAL.size : header + LOCAL.size + local[9]] != raw_name:
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
