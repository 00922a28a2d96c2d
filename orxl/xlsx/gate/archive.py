"""What differs between two zip files, found with the standard library's zipfile."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Set
from typing import Final

from lxml import etree

from orxl.core.errors import FailedGate, OrxlError
from orxl.core.light import dataclass
from orxl.xlsx.gate.order import misplaced
from orxl.xlsx.package import Package
from orxl.xlsx.xml.elements import parsed

_WIDE: Final = b"\x01\0"
"""The tag of zip64's field, which holds sizes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The parts with other contents, and whether the parts that may go are gone."""

    changed: frozenset[str]
    """New parts, too."""
    dropped: bool
    problem: str
    """What else differs (``""``: nothing), as the end of a sentence."""


def check_container(old: bytes, new: bytes) -> None:
    """Raise FailedGate unless the zip *new* is *old* with other contents and new parts last.

    What is in the parts is for others to judge, but for the order that the schema asks for. The
    calculation chain may be gone.
    """
    try:
        before = Package(old)
        found = difference(
            old, new, set(before.targets(before.workbook_part, "calcChain")), may_come=True
        )
        problem = found.problem if found.problem else _misshapen(before, Package(new), found)
    except (OrxlError, etree.LxmlError, zipfile.BadZipFile, zlib.error, struct.error,
            LookupError, ValueError) as error:  # fmt: skip
        problem = f"lar seg ikke lese igjen ({type(error).__name__})"
    if problem:
        what = f"Kontrollen av den nye filen stanset lagringen: filen {problem}."
        raise FailedGate(what, "Den gamle filen er urørt. Meld fra om feilen.")


def _misshapen(old: Package, new: Package, found: Difference) -> str:
    """What part came out of the schema's order, as the end of a sentence (``""``: none)."""
    for name in sorted(found.changed):
        if not name.lower().endswith(".xml"):
            continue
        problem = misplaced(parsed(new.archive.read(name)))
        was = bool(problem) and name in old.archive
        if problem and not (was and misplaced(parsed(old.archive.read(name)))):
            return f"har fått delen «{name}» i uorden: {problem}"
    return ""


def difference(old: bytes, new: bytes, may_go: Set[str], *, may_come: bool = False) -> Difference:
    """Compare the zip files: parts in the same order, headers as they were, new parts last."""
    with zipfile.ZipFile(io.BytesIO(old)) as a, zipfile.ZipFile(io.BytesIO(new)) as b:
        before, after = a.infolist(), b.infolist()
        gone = {info.filename for info in before} - {info.filename for info in after}
        left = [info for info in before if info.filename not in gone]
        come = after[len(left) :] if may_come else []
        if gone not in (set(), may_go) or [x.filename for x in left] != [
            x.filename for x in after[: len(after) - len(come)]
        ]:
            return Difference(frozenset(), False, "har fått andre deler enn før")
        changed: set[str] = set()
        for x, y in zip(left, after, strict=not may_come):
            is_same = _packed(x, old) == _packed(y, new)
            if not is_same:
                changed.add(x.filename.replace("\\", "/"))
            differs = _header(x, is_same) != _header(y, is_same) or _local(x, old) != _local(y, new)
            if differs or not (is_same or _is_plain(y, new)):
                return Difference(frozenset(), False, f"har delen «{x.filename}» med andre merker")
        for y in come:
            if not _is_first(y, new):
                return Difference(frozenset(), False, f"har delen «{y.filename}» med andre merker")
            changed.add(y.filename)
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


def _is_first(info: zipfile.ZipInfo, data: bytes) -> bool:
    """Whether a part that is new is packed and says nothing but that: no time, no attributes."""
    flags = 0 if info.filename.isascii() else 0x800
    says = (*facts(info)[1:], info.flag_bits, info.date_time, info.extra)
    at = info.header_offset
    name = info.filename.encode()
    marks = struct.pack("<4s5H", b"PK\3\4", 20, flags, 8, 0, 1 << 5 | 1)
    named = struct.pack("<2H", len(name), 0) + name
    return (
        says == (8, b"", 0, 20, 20, 0, 0, 0, flags, (1980, 1, 1, 0, 0, 0), b"")
        and (data[at : at + 14], data[at + 26 : at + 30 + len(name)]) == (marks, named)
        and _is_plain(info, data)
    )


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
        info.extract_version, info.internal_attr, info.external_attr, info.volume,
    )  # fmt: skip
