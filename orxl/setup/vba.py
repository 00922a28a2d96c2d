"""Source added to a module of a VBA project, without a compiler.

A project is a small file system (MS-CFB) where each module is a stream: what Excel compiled, then
the source, compressed (MS-OVBA 2.4.1). xlwings' project says that nothing compiled in it holds
(MS-OVBA 2.3.4.1: version 0xFFFF), so Excel compiles the source when the file is opened. The new
source takes the room of what was compiled; nothing else in the project moves.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from orxl.core.errors import OrxlError

_CHUNK: Final = 4096
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_MODULE_NAME, _OFFSET, _VERSION = 0x19, 0x31, 0x09
"""Records of the stream ``dir`` (MS-OVBA 2.3.4.2)."""
_STALE: Final = b"\xcc\x61\xff\xff"
"""How ``_VBA_PROJECT`` begins where nothing compiled holds."""


def with_source(project: bytes, module: str, source: str) -> bytes:
    """*project* where *source* (ASCII) stands last in *module*.

    Raises OrxlError where the project is not built as xlwings' is, or has no room for it.
    """
    try:
        files = _Files(bytearray(project))
        if not files.read("_VBA_PROJECT").startswith(_STALE):
            raise ValueError("compiled code holds")
        told = bytearray(unpacked(files.read("dir")))
        at = _offset_of(told, module)
        before = unpacked(files.read(module)[struct.unpack_from("<I", told, at)[0] :])
        struct.pack_into("<I", told, at, 0)
        files.replace("dir", packed(bytes(told)))
        files.replace(module, packed(before.rstrip() + b"\r\n\r\n" + source.encode("ascii")))
    except (ValueError, IndexError, KeyError, struct.error) as error:
        raise OrxlError(
            f"Fanen «orxl» kan ikke legges i VBA-prosjektet til den installerte xlwings ({error}).",
            "Meld fra til den som vedlikeholder orxl.",
        ) from error
    return bytes(files.data)


def _offset_of(told: bytearray, module: str) -> int:
    """Where *told*, the stream ``dir`` unpacked, says how far into *module* its source begins."""
    at, name = 0, ""
    while at < len(told):
        kind, size = struct.unpack_from("<HI", told, at)
        size = 6 if kind == _VERSION else size
        at += 6
        if kind == _MODULE_NAME:
            name = told[at : at + size].decode("cp1252")
        elif kind == _OFFSET and name == module:
            return at
        at += size
    raise KeyError(module)


class _Files:
    """A compound file whose small streams can be replaced by ones that need no more room."""

    def __init__(self, data: bytearray) -> None:
        self.data = data
        shift, small = struct.unpack_from("<HH", self.data, 30)
        self._size: int = 1 << shift
        self._small: int = 1 << small
        first, self._cutoff, first_small = (
            struct.unpack_from("<I", self.data, at)[0] for at in (48, 56, 60)
        )
        table = struct.unpack_from("<109I", self.data, 76)
        per = self._size // 4
        self._next = [
            entry
            for sector in table
            if sector < _END - 3
            for entry in struct.unpack_from(f"<{per}I", self.data, self._at(sector))
        ]
        self._links = [
            self._at(sector) + 4 * i for sector in self._chain(first_small) for i in range(per)
        ]
        self._entries = dict(self._directory(first))
        root = min(self._entries.values())
        self._home: list[int] = list(
            self._chain(struct.unpack_from("<I", self.data, root + 116)[0])
        )

    def _at(self, sector: int) -> int:
        return (sector + 1) * self._size

    def _chain(self, sector: int) -> Iterator[int]:
        for _ in range(len(self._next) + 1):
            if sector == _END:
                return
            yield sector
            sector = self._next[sector]
        raise ValueError("a chain without an end")

    def _directory(self, first: int) -> Iterator[tuple[str, int]]:
        for sector in self._chain(first):
            for at in range(self._at(sector), self._at(sector) + self._size, 128):
                length = struct.unpack_from("<H", self.data, at + 64)[0]
                if self.data[at + 66] and length >= 2:
                    yield self.data[at : at + length - 2].decode("utf-16-le"), at

    def _pieces(self, name: str) -> list[int]:
        """The numbers of the small sectors of the stream *name*."""
        at = self._entries[name]
        piece, size = struct.unpack_from("<II", self.data, at + 116)
        if size >= self._cutoff:
            raise ValueError(f"{name} is large")
        found: list[int] = []
        while piece != _END:
            found.append(piece)
            piece = struct.unpack_from("<I", self.data, self._links[piece])[0]
            if len(found) > len(self._links):
                raise ValueError("a chain without an end")
        return found

    def _place(self, piece: int) -> int:
        start = piece * self._small
        return self._at(self._home[start // self._size]) + start % self._size

    def read(self, name: str) -> bytes:
        """The stream *name*."""
        size = struct.unpack_from("<I", self.data, self._entries[name] + 120)[0]
        places = map(self._place, self._pieces(name))
        return b"".join(self.data[at : at + self._small] for at in places)[:size]

    def replace(self, name: str, content: bytes) -> None:
        """Let the stream *name* hold *content*. Raises ValueError where there is no room."""
        pieces = self._pieces(name)
        need = -(-len(content) // self._small)
        if not 0 < need <= len(pieces):
            raise ValueError(f"no room in {name}")
        whole = content.ljust(len(pieces) * self._small, b"\0")
        for i, piece in enumerate(pieces):
            at = self._place(piece)
            self.data[at : at + self._small] = whole[i * self._small : (i + 1) * self._small]
            if i >= need - 1:
                link = _END if i == need - 1 else _FREE
                struct.pack_into("<I", self.data, self._links[piece], link)
        struct.pack_into("<I", self.data, self._entries[name] + 120, len(content))


def unpacked(container: bytes) -> bytes:
    """What a compressed container (MS-OVBA 2.4.1) holds. Raises ValueError."""
    if container[:1] != b"\x01":
        raise ValueError("no compressed container")
    out = bytearray()
    at = 1
    while at + 2 <= len(container):
        header = struct.unpack_from("<H", container, at)[0]
        end = min(at + (header & 0xFFF) + 3, len(container))
        at += 2
        if not header & 0x8000:
            out += container[at:end]
            at = end
            continue
        start = len(out)
        while at < end:
            flags = container[at]
            at += 1
            for bit in range(8):
                if at >= end:
                    break
                if not flags >> bit & 1:
                    out.append(container[at])
                    at += 1
                    continue
                token = struct.unpack_from("<H", container, at)[0]
                at += 2
                wide = _bits(len(out) - start)
                back, length = (token >> (16 - wide)) + 1, (token & (0xFFFF >> wide)) + 3
                for _ in range(length):
                    out.append(out[-back])
    return bytes(out)


def packed(content: bytes) -> bytes:
    """*content* as a compressed container."""
    out = bytearray(b"\x01")
    for start in range(0, len(content), _CHUNK):
        chunk = content[start : start + _CHUNK]
        body = _tokens(chunk)
        if len(body) > _CHUNK:
            if len(chunk) < _CHUNK:
                raise ValueError("a chunk that cannot be packed")
            out += struct.pack("<H", 0x3FFF) + chunk
            continue
        out += struct.pack("<H", 0xB000 | (len(body) - 1)) + body
    return bytes(out)


def _tokens(chunk: bytes) -> bytes:
    out = bytearray()
    at = 0
    while at < len(chunk):
        flags, group = 0, bytearray()
        for bit in range(8):
            if at >= len(chunk):
                break
            wide = _bits(at)
            back, length = _longest(chunk, at, (0xFFFF >> wide) + 3)
            if length < 3:
                group.append(chunk[at])
                at += 1
                continue
            flags |= 1 << bit
            group += struct.pack("<H", (back - 1) << (16 - wide) | (length - 3))
            at += length
        out.append(flags)
        out += group
    return bytes(out)


def _longest(chunk: bytes, at: int, most: int) -> tuple[int, int]:
    """How far back the longest copy of what stands at *at* begins, and how long it is."""
    best = (0, 2)
    while True:
        wanted = chunk[at : at + best[1] + 1]
        found = chunk.rfind(wanted, 0, at + best[1]) if len(wanted) > best[1] else -1
        if found < 0 or best[1] >= most:
            return best
        length = len(wanted)
        while (
            length < most
            and at + length < len(chunk)
            and (chunk[found + length] == chunk[at + length])
        ):
            length += 1
        best = (at - found, length)


def _bits(done: int) -> int:
    """How many bits of a copy token say how far back, *done* bytes into its chunk."""
    return max(4, (done - 1).bit_length() if done > 1 else 0)
