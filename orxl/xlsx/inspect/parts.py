"""The parts of a package as element trees, and the arrows between them, for the inspection."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final

from lxml import etree

from orxl.core.errors import UnreadableFile
from orxl.core.light import dataclass
from orxl.xlsx.package import Package
from orxl.xlsx.xml.elements import element, parser
from orxl.xlsx.xml.text import refuse_doctype

SMALL: Final = 32 * 2**20
"""No part that is parsed as a whole is larger in an honest workbook; sheets are scanned instead."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """One relationship with its external target kept."""

    id: str
    kind: str
    target: str
    external: bool


class Reader:
    """The parts of a package as element trees, and the arrows between them."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._arrows: dict[str, tuple[Arrow, ...]] = {}

    def root(self, part: str) -> element:
        """The root of the XML part *part*. Raises UnreadableFile."""
        if self.package.archive.entry(part).size > SMALL:
            raise UnreadableFile(f"delen «{part}» er urimelig stor.", "Lagre filen på nytt.")
        raw = self.package.archive.read(part)
        refuse_doctype(part, raw)
        try:
            return etree.fromstring(raw, parser())
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(
                f"delen «{part}» er ikke gyldig XML.",
                "Hent en sikkerhetskopi, eller åpne og lagre filen på nytt i Excel.",
            ) from error

    def arrows(self, part: str) -> tuple[Arrow, ...]:
        """The relationships of *part* (``""``: of the package)."""
        if part not in self._arrows:
            self._arrows[part] = tuple(self._read_arrows(part))
        return self._arrows[part]

    def _read_arrows(self, part: str) -> Iterator[Arrow]:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self.package.archive:
            return
        inside = {a.id: a for a in self.package.relationships(part)}
        for node in self.root(self.package.archive.entry(name).name):
            ident = node.get("Id", "")
            kind = node.get("Type", "").rpartition("/")[2]
            if node.get("TargetMode") == "External":
                yield Arrow(ident, kind, node.get("Target", ""), True)
            elif ident in inside:
                yield Arrow(ident, kind, inside[ident].target, False)

    def targets(self, part: str, *kinds: str) -> list[str]:
        """The existing parts that *part* points to with an arrow of one of *kinds*."""
        return [
            arrow.target
            for arrow in self.arrows(part)
            if arrow.kind in kinds and not arrow.external and arrow.target in self.package.archive
        ]

    def first(self, part: str, *kinds: str) -> element | None:
        """The root of the first part that *part* points to with an arrow of *kinds*, or None."""
        found = self.targets(part, *kinds)
        return self.root(found[0]) if found else None
