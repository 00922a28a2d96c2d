"""The gate: the new workbook is the old one plus the declared edits and nothing else.

It looks at the two files with other eyes than the writer: zipfile instead of the room's own zip,
lxml trees instead of spans of bytes, and the edits themselves instead of what the writer made of
them. What it doesn't find declared, it refuses.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import NoReturn

from lxml import etree

from orxl.core.edits import Edit
from orxl.core.errors import FailedGate, OrxlError
from orxl.xlsx.gate.declared import Declared, declared
from orxl.xlsx.gate.sheet import check_sheet
from orxl.xlsx.gate.styles import Restyling
from orxl.xlsx.package import Package, relationships_part
from orxl.xlsx.read.tables import tables_of
from orxl.xlsx.references.growth import Growth
from orxl.xlsx.xml.elements import attributes, differ, element, parsed, same

_FORMULAS = frozenset({"f", "calculatedColumnFormula", "totalsRowFormula"})
_REMEDY = "Den gamle filen er urørt. Meld fra om feilen, gjerne med arbeidsboken."


def check(old: bytes, new: bytes, edits: Sequence[Edit]) -> None:
    """Raise FailedGate unless *new* is *old* plus exactly what *edits* declare."""
    try:
        _check(old, new, edits)
    except FailedGate:
        raise
    except (OrxlError, etree.LxmlError, zipfile.BadZipFile, zlib.error, ValueError) as error:
        raise FailedGate(
            f"Den nye filen lar seg ikke lese igjen ({type(error).__name__}).", _REMEDY
        ) from error


def refuse(where: str, what: str) -> NoReturn:
    """Raise FailedGate for the part *where*."""
    raise FailedGate(f"Kontrollen av den nye filen stanset lagringen: {where} {what}.", _REMEDY)


def _check(old: bytes, new: bytes, edits: Sequence[Edit]) -> None:
    package = Package(old)
    after = Package(new)
    expected = declared(package, edits)
    with zipfile.ZipFile(io.BytesIO(old)) as a, zipfile.ZipFile(io.BytesIO(new)) as b:
        chain = set(package.targets(package.workbook_part, "calcChain"))
        before, now = _names(a), _names(b)
        dropped = set(before) - set(now)
        if [name for name in before if name not in dropped] != now or not dropped <= chain:
            refuse("filen", "har fått andre deler enn før")
        changed = [name for name in now if _packed(a, old, name) != _packed(b, new, name)]
        for name in changed:
            if name.endswith("/") or b.getinfo(name).flag_bits & 1:
                refuse(f"delen «{name}»", "er endret uten grunn")
    bundle = _Bundle(package, after, expected, bool(dropped))
    for name in changed:
        bundle.part(name)
    bundle.refuse_missing(set(changed))


def _names(archive: zipfile.ZipFile) -> list[str]:
    return [info.filename for info in archive.infolist()]


def _packed(archive: zipfile.ZipFile, data: bytes, name: str) -> tuple[int, int, bytes]:
    """A part's checksum, size and packed bytes: equal ones mean equal parts."""
    info = archive.getinfo(name)
    at = info.header_offset
    start = at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")
    start += int.from_bytes(data[at + 28 : at + 30], "little")
    return info.CRC, info.file_size, data[start : start + info.compress_size]


class _Bundle:
    """The two packages, and which check each changed part gets."""

    def __init__(
        self, package: Package, after: Package, expected: Declared, chain_dropped: bool
    ) -> None:
        self._old = package
        self._new = after
        self._expected = expected
        self._chain_dropped = chain_dropped
        self._styles = Restyling(package, after) if expected.number_formats else None
        sheets = [sheet for sheet in package.sheets if sheet.part]
        self._sheets = {sheet.part: sheet for sheet in sheets}
        self._tables = {part: (a, b) for part, a, b in expected.tables.values()}
        self._arrows = {relationships_part(sheet.part): sheet for sheet in sheets}
        self._homes = {
            found.part: sheet.name for sheet in sheets for found in tables_of(package, sheet)
        }

    def refuse_missing(self, changed: set[str]) -> None:
        """Refuse when a part that had to change did not."""
        missing = set(self._tables) - changed
        missing = {part for part in missing if self._tables[part][0] != self._tables[part][1]}
        if missing:
            refuse(f"delen «{min(missing)}»", "skulle vært endret")
        for sheet in self._sheets.values():
            if sheet.part not in changed and self._expected.of(sheet.name):
                self._sheet(sheet.part)  # the cells may have held it all along
        if self._old.workbook_part not in changed:
            self._workbook(self._old.workbook_part)

    def part(self, name: str) -> None:
        """Check the changed part *name*."""
        if name in self._sheets and self._sheets[name].kind == "worksheet":
            self._sheet(name)
        elif name in self._tables:
            self._table(name)
        elif name == self._old.workbook_part:
            self._workbook(name)
        elif self._chain_dropped and (
            name.lower() == "[content_types].xml" or name.lower().endswith(".rels")
        ):
            self._without_chain(name)
        elif self._styles is not None and name == self._styles.part:
            problem = self._styles.problem(self._expected.number_formats)
            if problem:
                refuse("arbeidsboken", problem)
        elif name in self._arrows:
            self._links(name)
        elif self._expected.growths:
            self._followers(name)
        else:
            refuse(f"delen «{name}»", "er endret uten grunn")

    def _bytes(self, name: str) -> tuple[bytes, bytes]:
        return self._old.archive.read(name), self._new.archive.read(name)

    def _sheet(self, name: str) -> None:
        old, new = self._bytes(name)
        sheet = self._sheets[name].name
        problem = check_sheet(
            old,
            new,
            sheet,
            self._expected.of(sheet),
            self._expected.growths,
            date1904=self._old.date1904,
            styles=self._styles,
        )
        if problem:
            refuse(f"arket «{sheet}»", problem)

    def _without_chain(self, name: str) -> None:
        old, new = (parsed(raw) for raw in self._bytes(name))
        for node in list(old):
            if "calcchain" in " ".join(str(value) for value in node.attrib.values()).lower():
                old.remove(node)
        if not same(old, new):
            refuse(f"delen «{name}»", "er endret i mer enn beregningsrekkefølgen")

    def _links(self, name: str) -> None:
        """A sheet's relationships: only hyperlinks that nothing in the sheet uses may be gone."""
        sheet = self._arrows[name]
        old, new = (parsed(raw) for raw in self._bytes(name))
        used = {
            str(value)
            for node in parsed(self._new.archive.read(sheet.part)).iter("{*}hyperlink")
            for value in node.attrib.values()
        }
        left = {node.get("Id") for node in new}
        for node in list(old):
            is_link = node.get("Type", "").endswith("/hyperlink")
            if is_link and node.get("Id") not in left and node.get("Id") not in used:
                old.remove(node)
        if not same(old, new):
            refuse(f"arket «{sheet.name}»", "har fått andre koblinger")

    def _table(self, name: str) -> None:
        before, after = self._tables[name]
        old, new = (parsed(raw) for raw in self._bytes(name))
        if new.get("ref") != after.ref.a1:
            refuse(f"tabellen «{before.name}»", "har fått feil område")
        old.set("ref", after.ref.a1)
        growth = Growth(
            before.sheet, before.ref.first_row, before.first_data_row, before.last_data_row,
            after.last_data_row, before.ref.first_column, before.ref.last_column,
        )  # fmt: skip
        for a, b in differ(old, new):
            if a is None or b is None or a.tag != b.tag:
                refuse(f"tabellen «{before.name}»", "har fått en annen oppbygning")
            moved = {key: growth.ref(text) if key == "ref" else text for key, text in attributes(a)}
            if dict(attributes(b)) != moved or not self._grown(before.sheet, a, b):
                refuse(f"tabellen «{before.name}»", f"er endret i {etree.QName(a).localname}")

    def _grown(self, home: str, a: element, b: element) -> bool:
        """Whether *b*'s text is *a*'s, or what *a*'s formula becomes when tables grow."""
        old, new = a.text, b.text
        return old == new or (old is not None and new == self._grow(old, home))

    def _grow(self, text: str, home: str, *, wide: bool = False) -> str:
        for growth in self._expected.growths:
            text = growth.formula(text, home, wide=wide)
        return text

    def _workbook(self, name: str) -> None:
        old, new = (parsed(raw) for raw in self._bytes(name))
        main = "{" + str(etree.QName(old).namespace) + "}"
        self._expect_names(old, new, main)
        was, now = (self._take_full_calc(root, main) for root in (old, new))
        wanted = was if self._expected.full_calc is None else self._expected.full_calc
        if now is not wanted:
            refuse("arbeidsboken", "har ikke fått beregningsvalget")
        if not same(old, new):
            refuse("arbeidsboken", "er endret i mer enn navn og beregningsvalg")

    def _take_full_calc(self, root: element, main: str) -> bool:
        """Take the request to calculate everything out of the tree; whether it was there."""
        calc = root.find(f"{main}calcPr")
        if calc is None:
            return False
        on = calc.attrib.pop("fullCalcOnLoad", "0") in ("1", "true")
        if self._expected.full_calc is not None and not calc.attrib:
            root.remove(calc)
        return on

    def _expect_names(self, old: element, new: element, main: str) -> None:
        """Take the declared names out of both trees, having checked them in the new one."""
        wanted = dict(self._expected.names)
        for root in (old, new):
            holder = root.find(f"{main}definedNames")
            for node in list(holder) if holder is not None else []:
                key = node.get("name", "").casefold()
                is_set = key in self._expected.names and node.get("localSheetId") is None
                if is_set and holder is not None:
                    if root is new and node.text == self._expected.names[key][1]:
                        wanted.pop(key, None)
                    holder.remove(node)
                elif root is old and node.text and self._expected.growths:
                    wide = key.startswith("_xlnm.print_area")
                    node.text = self._grow(node.text, "", wide=wide)
            if holder is not None and not len(holder) and self._expected.names:
                root.remove(holder)
        if wanted:
            refuse("arbeidsboken", f"mangler navnet «{next(iter(wanted))}»")

    def _followers(self, name: str) -> None:
        """Another table, a chart or a pivot source: only its references may have grown."""
        home = self._homes.get(name, "")
        old, new = (parsed(raw) for raw in self._bytes(name))
        for a, b in differ(old, new):
            if a is None or b is None or a.tag != b.tag:
                refuse(f"delen «{name}»", "har fått en annen oppbygning")
            moved = dict(attributes(a))
            if etree.QName(a).localname == "worksheetSource" and "ref" in moved:
                for growth in self._expected.growths:
                    if growth.sheet.casefold() == moved.get("sheet", "").casefold():
                        moved["ref"] = growth.ref(moved["ref"])
            is_formula = etree.QName(a).localname in _FORMULAS
            if dict(attributes(b)) != moved or not (
                self._grown(home, a, b) if is_formula else a.text == b.text
            ):
                refuse(f"delen «{name}»", "er endret uten grunn")
