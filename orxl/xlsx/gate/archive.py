"""What differs between two zip files, found with the standard library's zipfile."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Final

_WIDE: Final = b"\x01\0"
"""The tag of zip64's field, which holds sizes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The parts with other contents, and whether the parts that may go are gone."""

    changed: frozenset[str]
    dropped: bool
    problem: str
    """What else differs (``""``: nothing), as the end of a sentence."""


def difference(old: bytes, new: bytes, may_go: Set[str]) -> Difference:
    """Compare the zip files: parts in the same order, headers as they were."""
    with zipfile.ZipFile(io.BytesIO(old)) as a, zipfile.ZipFile(io.BytesIO(new)) as b:
        before, after = a.infolist(), b.infolist()
        gone = {info.filename for info in before} - {info.filename for info in after}
        left = [info for info in before if info.filename not in gone]
        if gone not in (set(), may_go) or [x.filename for x in left] != [x.filename for x in after]:
            return Difference(frozenset(), False, "har fått andre deler enn før")
        changed: set[str] = set()
        for x, y in zip(left, after, strict=True):
            is_same = _packed(x, old) == _packed(y, new)
            if not is_same:
                changed.add(x.filename.replace("\\", "/"))
            differs = _header(x, is_same) != _header(y, is_same) or _local(x, old) != _local(y, new)
            if differs or not (is_same or _is_plain(y, new)):
                return Difference(frozenset(), False, f"har delen «{x.filename}» med andre merker")
        fronts = [
            data[: min(info.header_offset for info in infos)]
            for data, infos in ((old, before), (new, after))
        ]
        if a.comment != b.comment or fronts[0] != fronts[1] or not ends_plainly(b, new):
            return Difference(frozenset(), False, "har fått en annen merknad")
    return Difference(frozenset(changed), bool(gone), "")


def ends_plainly(archive: zipfile.ZipFile, data: bytes) -> bool:
    """Whether the record at the end says where the directory is, and that there is one disk."""
    end, count = len(data) - 22 - len(archive.comment), len(archive.infolist())
    at = archive.start_dir
    told = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, count, count, end - at, at, len(archive.comment)
    )
    return data[end : end + 22] == told


def _is_plain(info: zipfile.ZipInfo, data: bytes) -> bool:
    """Whether a part that is written anew has its sizes in both headers and nowhere else."""
    at = info.header_offset
    name, extra = struct.unpack_from("<2H", data, at + 26)
    fields = data[at + 30 + name : at + 30 + name + extra]
    sizes = info.CRC, info.compress_size, info.file_size
    wide = [field for some in (info.extra, fields) for field in _fields(some) if field[:2] == _WIDE]
    return not wide and not info.flag_bits & 9 and struct.unpack_from("<3L", data, at + 14) == sizes


def _packed(info: zipfile.ZipInfo, data: bytes) -> tuple[int, int, bytes]:
    """A part's checksum, size and packed bytes: equal ones mean equal parts."""
    at = info.header_offset
    start = at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")
    start += int.from_bytes(data[at + 28 : at + 30], "little")
    return info.CRC, info.file_size, data[start : start + info.compress_size]


def _local(info: zipfile.ZipInfo, data: bytes) -> tuple[bytes, ...]:
    """What a part's own header says of it but flags and sizes, wherever those stand."""
    at = info.header_offset
    name = at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")
    end = name + int.from_bytes(data[at + 28 : at + 30], "little")
    marks = data[at : at + 6], data[at + 8 : at + 14], data[at + 30 : name]
    return *marks, plain_extra(data[name:end])


def plain_extra(extra: bytes, without: Set[bytes] = frozenset({_WIDE})) -> bytes:
    """A header's extra fields but for those with the tags *without*."""
    return b"".join(field for field in _fields(extra) if field[:2] not in without)


def _fields(extra: bytes) -> Iterator[bytes]:
    while len(extra) >= 4:
        size = 4 + int.from_bytes(extra[2:4], "little")
        yield extra[:size]
        extra = extra[size:]


def _header(info: zipfile.ZipInfo, is_same: bool) -> tuple[object, ...]:
    """What the directory says of a part beside its contents; a new one has its sizes in place."""
    flags = info.flag_bits if is_same else info.flag_bits & ~8
    return *facts(info), info.date_time, flags, plain_extra(info.extra)


def facts(info: zipfile.ZipInfo) -> tuple[object, ...]:
    """What the directory says of a part but for its contents, its place and its time."""
    return (
        info.filename, info.compress_type, info.comment, info.create_system, info.create_version,
        info.extract_version, info.internal_attr, info.external_attr,
    )  # fmt: skip
