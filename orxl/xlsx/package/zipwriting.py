"""Writing the zip again: raw where nothing changed, packed anew where something did."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Set
from datetime import datetime
from types import MappingProxyType
from typing import Final

from orxl.xlsx.package.archive import CENTRAL, END, LOCAL, Archive, Entry, extras

_LARGE: Final = 8 * 2**20
"""From here on packing quickly matters more than packing tightly."""
_FIRST_DATE: Final = 1 << 5 | 1
"""1 January 1980, as far back as a zip knows: a new part has no time of its own."""


def rebuilt(
    archive: Archive,
    changed: Mapping[str, bytes],
    dropped: Set[str] = frozenset(),
    added: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """The zip with the contents in *changed* put in and the names in *dropped* left out.

    Everything else keeps its place, headers and packed bytes; the entries in *added* come last.
    """
    out = bytearray()
    records: dict[int, bytes] = {}
    by_place = sorted(archive.entries, key=lambda entry: entry.header)
    ends = [entry.header for entry in by_place[1:]] + [archive.directory]
    if by_place:
        out += archive.data[: by_place[0].header]
    for entry, end in zip(by_place, ends, strict=True):
        if entry.name in dropped:
            continue
        at = len(out)
        if entry.name in changed:
            local, record = _packed_anew(archive.data, entry, changed[entry.name])
            out += local
            records[entry.header] = _moved(record, at)
        else:
            out += archive.data[entry.header : end]
            records[entry.header] = _moved(entry.record, at)
    last = []
    for name, content in added.items():
        at = len(out)
        local, record = _packed_first(name, content)
        out += local
        last.append(_moved(record, at))
    directory = len(out)
    kept = [records[entry.header] for entry in archive.entries if entry.name not in dropped] + last
    for record in kept:
        out += record
    out += END.pack(
        b"PK\5\6", 0, 0, len(kept), len(kept), len(out) - directory, directory,
        len(archive.comment),
    )  # fmt: skip
    out += archive.comment
    return bytes(out)


def _without_zip64(extra: bytes) -> bytes:
    return b"".join(field for tag, field in extras(extra) if tag != 1)


def _moved(record: bytes, offset: int) -> bytes:
    """The central *record* with its local header at *offset*, wherever that number is kept."""
    fields = list(CENTRAL.unpack_from(record))
    name_end = CENTRAL.size + fields[10]
    if fields[16] != 0xFFFFFFFF:
        fields[16] = offset
        return CENTRAL.pack(*fields) + record[CENTRAL.size :]
    extra = record[name_end : name_end + fields[11]]
    grown = b""
    for tag, field in extras(extra):
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
        fields = list(LOCAL.unpack_from(archive.data, entry.header))
        name_at = entry.header + LOCAL.size
        name = archive.data[name_at : name_at + fields[9]]
        extra = _without_times(archive.data[name_at + fields[9] : entry.start])
        # Sizes move into the header, so that a data descriptor is needed no longer.
        fields[2] = entry.flags & ~0x8
        fields[4:9] = time, date, entry.crc, entry.packed, entry.size
        fields[10] = len(extra)
        at = len(out)
        packed = archive.data[entry.start : entry.start + entry.packed]
        out += LOCAL.pack(*fields) + name + extra + packed
        central = list(CENTRAL.unpack_from(entry.record))
        name_end = CENTRAL.size + central[10]
        kept = _without_times(entry.record[name_end : name_end + central[11]])
        tail = entry.record[name_end + central[11] :]
        central[3] = fields[2]
        central[5:10] = time, date, entry.crc, entry.packed, entry.size
        central[11], central[16] = len(kept), at
        directory += CENTRAL.pack(*central) + name + kept + tail
    count = len(archive.entries)
    end = END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(out), len(archive.comment))
    return bytes(out + directory + end + archive.comment)


def _without_times(extra: bytes) -> bytes:
    """Without zip64 numbers (not needed) and the fields in which Unix and NTFS keep times."""
    return b"".join(field for tag, field in extras(extra) if tag not in (1, 0x5455, 0x000A))


def _packed_anew(data: bytes, entry: Entry, content: bytes) -> tuple[bytes, bytes]:
    """A new local header with packed bytes, and the central record that goes with it."""
    packed = deflate(content) if entry.method else content
    crc = zlib.crc32(content)
    flags = entry.flags & ~0x8  # sizes stand in the header, so no data descriptor follows
    local = LOCAL.unpack_from(data, entry.header)
    name_at = entry.header + LOCAL.size
    name = data[name_at : name_at + local[9]]
    extra = _without_zip64(data[name_at + local[9] : name_at + local[9] + local[10]])
    header = LOCAL.pack(
        b"PK\3\4", local[1], flags, entry.method, local[4], local[5], crc, len(packed),
        len(content), len(name), len(extra),
    )  # fmt: skip
    fields = list(CENTRAL.unpack_from(entry.record))
    name_end = CENTRAL.size + fields[10]
    central_extra = _without_zip64(entry.record[name_end : name_end + fields[11]])
    tail = entry.record[name_end + fields[11] :]
    central_name = entry.record[CENTRAL.size : name_end]
    fields[3], fields[7], fields[8], fields[9] = flags, crc, len(packed), len(content)
    fields[11], fields[16] = len(central_extra), 0
    record = CENTRAL.pack(*fields) + central_name + central_extra + tail
    return header + name + extra + packed, record


def _packed_first(name: str, content: bytes) -> tuple[bytes, bytes]:
    """The local header with packed bytes, and the central record, of an entry that is new."""
    packed, raw = deflate(content), name.encode()
    flags = 0 if name.isascii() else 0x800
    facts = (flags, 8, 0, _FIRST_DATE, zlib.crc32(content), len(packed), len(content), len(raw))
    local = LOCAL.pack(b"PK\3\4", 20, *facts, 0) + raw + packed
    return local, CENTRAL.pack(b"PK\1\2", 20, 20, *facts, 0, 0, 0, 0, 0, 0) + raw


def deflate(content: bytes) -> bytes:
    """*content* as a raw deflate stream."""
    packer = zlib.compressobj(6 if len(content) < _LARGE else 3, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()
