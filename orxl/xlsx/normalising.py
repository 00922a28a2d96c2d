"""The same workbook from the same data, byte for byte: no trace of when it was built."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from orxl.xlsx.archive import Archive, open_archive
from orxl.xlsx.package import Package
from orxl.xlsx.xmltext import escape
from orxl.xlsx.xmltree import apply
from orxl.xlsx.zipwriting import rebuilt, restamped

_DCTERMS: Final = frozenset({"http://purl.org/dc/terms/"})


def normalise(data: bytes, moment: datetime) -> bytes:
    """The workbook in *data* as if it had been made at *moment* (UTC when it names no zone).

    Every zip entry gets that date, and ``docProps/core.xml`` says that the workbook was created
    and modified then. The order of the entries and every other part stay as they are. Zip dates
    begin in 1980 and count in steps of two seconds. Raises UnreadableFile.
    """
    at = moment.astimezone(UTC) if moment.tzinfo is not None else moment
    archive = open_archive(data)
    changed = _dated(Package(data), f"{at:%Y-%m-%dT%H:%M:%SZ}".encode())
    if changed:
        archive = open_archive(rebuilt(archive, changed))
    return restamped(_whole(archive), at)


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


def _whole(archive: Archive) -> Archive:
    """The same archive, once every part has been inflated and checked."""
    for entry in archive:
        archive.read(entry.name)
    return archive
