"""The same workbook from the same data, byte for byte, written as Excel would write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from orxl.core.patterns import regex
from orxl.xlsx.gate.normalised import check_normalised
from orxl.xlsx.package import Package
from orxl.xlsx.package.archive import Archive, open_archive
from orxl.xlsx.package.zipwriting import rebuilt, restamped
from orxl.xlsx.xml.text import escape
from orxl.xlsx.xml.tree import apply

_DCTERMS: Final = frozenset({"http://purl.org/dc/terms/"})
_REFERENCE: Final = regex(rb"&#([0-9]{3,7});")
_OTHER_ENCODING: Final = regex(rb"^<\?xml[^>]*encoding=(?!['\"][Uu][Tt][Ff]-8['\"])")
_FIRST_LETTER: Final = 0xA1  # below lie control characters and the no-break space, kept visible

_FONT: Final = regex(rb"(<font>)((?:<[A-Za-z]+(?: [^<>]*)?/>)+)(</font>)")
"""A font as openpyxl writes it: nothing in it but empty elements."""
_SAID: Final = regex(rb"<([A-Za-z]++)[^<>]*/>")
_RANK: Final = {
    name: rank
    for rank, name in enumerate(
        b"b i strike condense extend outline shadow u vertAlign sz color name family charset "
        b"scheme".split()
    )
}


def normalise(data: bytes, moment: datetime) -> bytes:
    """The workbook in *data* as if it had been made at *moment* (UTC when it names no zone).

    Every zip entry gets that date, and ``docProps/core.xml`` says that the workbook was created
    and modified then. A letter written as a number (``&#230;``) is written as itself: openpyxl
    writes so, Excel never does, and such texts take longer to read. The order of the entries and
    all else stay as they are; what a font says comes in the schema's order, which openpyxl does not
    keep. Zip dates begin in 1980 and count in steps of two seconds. Raises
    UnreadableFile, and FailedGate when anything else came out.
    """
    at = moment.astimezone(UTC) if moment.tzinfo is not None else moment
    old, archive = data, open_archive(data)
    if spelled := dict(_spelled(archive)):
        data = rebuilt(archive, spelled)
        archive = open_archive(data)
    if ordered := _ordered(Package(data)):
        data = rebuilt(archive, ordered)
        archive = open_archive(data)
    if dated := _dated(Package(data), f"{at:%Y-%m-%dT%H:%M:%SZ}".encode()):
        archive = open_archive(rebuilt(archive, dated))
    new = restamped(archive, at)
    check_normalised(old, new, moment)
    return new


def _spelled(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """The parts in which letters stood as numbers, with the letters themselves."""
    for entry in archive:
        if not entry.name.endswith((".xml", ".rels")):
            continue
        old = archive.read(entry.name)
        if _OTHER_ENCODING.match(old) is not None:
            continue
        new = _REFERENCE.sub(_letter, old)
        if new != old:
            yield entry.name, new


def _letter(match: re.Match[bytes]) -> bytes:
    code = int(match[1])
    letter = _FIRST_LETTER <= code <= 0xFFFD and not 0xD800 <= code <= 0xDFFF
    return chr(code).encode() if letter else match[0]


def _ordered(package: Package) -> dict[str, bytes]:
    """The styles with what each font says in the order of the schema (CT_Font)."""
    changed: dict[str, bytes] = {}
    for name in package.targets(package.workbook_part, "styles"):
        old = package.archive.read(name)
        new = _FONT.sub(lambda font: font[1] + b"".join(_by_rank(font[2])) + font[3], old)
        if new != old:
            changed[name] = new
    return changed


def _by_rank(inside: bytes) -> list[bytes]:
    said = sorted(_SAID.finditer(inside), key=lambda one: _RANK.get(one[1], len(_RANK)))
    return [one[0] for one in said]


def _dated(package: Package, text: bytes) -> dict[str, bytes]:
    """The document properties with both times set to *text*."""
    changed: dict[str, bytes] = {}
    for name in package.targets("", "core-properties"):
        tree = package.tree(name)
        splices = [
            splice
            for local in ("created", "modified")
            for node in tree.root.all(local, _DCTERMS)
            for splice in tree.set_content(node, escape(text.decode()))
        ]
        new = apply(tree.text.data, splices)
        if new != tree.text.data:
            changed[name] = tree.text.encoded(new)
    return changed
