"""From a file's bytes to a snapshot."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from orxl.core.collector import no_collection
from orxl.core.errors import UnreadableFile
from orxl.core.refs import Range
from orxl.core.snapshot import Book, CalcSettings, DefinedName, Sheet
from orxl.xlsx.package import Package, SheetPart, is_true
from orxl.xlsx.read.cells import CellReader
from orxl.xlsx.read.comments import commented
from orxl.xlsx.read.crowds import MAX_CELLS, refuse_crowd
from orxl.xlsx.read.shown import charts_of, codes_of_styles, widths_of
from orxl.xlsx.read.strings import shared_strings
from orxl.xlsx.read.styles import date_styles
from orxl.xlsx.read.tables import tables_of
from orxl.xlsx.read.unchanged import unchanged_sheets
from orxl.xlsx.read.values import SheetContext
from orxl.xlsx.xml.text import XmlText, from_xstring, natural
from orxl.xlsx.xml.tree import MAIN, Node, Tree

MAX_FILE: Final = 200 * 2**20
_UNREAD: Final = ("sheetData", "conditionalFormatting", "dataValidations")
"""What is read otherwise, or not at all: a third of the elements of a sheet of ours."""


def read_book(path: Path) -> Book:
    """The workbook at *path*; ``fingerprint`` is the SHA-256 of its bytes.

    Raises UnreadableFile when it is missing, no workbook, encrypted, damaged or hostile.
    """
    return read_bytes(file_bytes(path), path.name)


def file_bytes(path: Path, most: int = MAX_FILE) -> bytes:
    """The bytes of the file at *path*, at most *most*. Raises UnreadableFile, naming the file."""
    try:
        if path.is_dir():
            named = path.name or path  # «.» has no name
            raise UnreadableFile(f"«{named}» er en mappe, ikke en fil.", "Velg en .xlsx-fil.")
        if path.exists() and not path.is_file():  # a pipe or a device has no end
            raise UnreadableFile(f"«{path.name}» er ingen vanlig fil.", "Velg en .xlsx-fil.")
        if path.stat().st_size > most:
            raise UnreadableFile(f"«{path.name}» er urimelig stor.", "Velg en annen fil.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(
            f"Finner ikke filen «{path.name}» i mappen «{path.absolute().parent}».",
            "Sjekk navnet og mappen.",
        ) from error
    except PermissionError as error:
        raise UnreadableFile(
            f"Du har ikke tilgang til å lese «{path.name}».", "Be om tilgang, eller lukk filen."
        ) from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(
            f"Kan ikke lese «{path.name}» fra disken.", "Sjekk forbindelsen og prøv igjen."
        ) from error


def read_bytes(data: bytes, source: str = "", known: tuple[bytes, Book] | None = None) -> Book:
    """The workbook in *data*; *source* names it in messages. Raises UnreadableFile.

    ``known``: the bytes and the snapshot of the workbook that *data* was made from. Sheets that
    are the same in both are not read again: they are the same objects.
    """
    try:
        with no_collection():
            return _read(data, source, known)
    except UnreadableFile as error:
        what = f"«{source}»" if source else "arbeidsboken"
        raise UnreadableFile(f"Kan ikke lese {what}: {error.message}", error.remedy) from error


def _read(data: bytes, source: str, known: tuple[bytes, Book] | None) -> Book:
    package = Package(data)
    sheets = package.sheets
    shared = shared_strings(package)
    dates = date_styles(package)
    same: frozenset[str] = frozenset()
    unchanged: Mapping[str, Sheet] = {}
    if known is not None:
        before = Package(known[0])
        same = package.archive.alike(before.archive)
        unchanged = unchanged_sheets(package, before, same, known[1], shared)
    read: list[Sheet] = []
    left = MAX_CELLS
    for part in sheets:
        if (held := unchanged.get(part.name)) is not None:
            left -= len(held.cells)
            read.append(held)
            continue
        context = SheetContext(part.name, shared, dates, package.date1904)
        text = None
        if part.kind == "worksheet":
            text = package.text(part.part)
            refuse_crowd(text, part.name, left)
        read.append(_sheet(package, part, text, context))
        left -= len(read[-1].cells)
    package.refuse_hostile_parts(same)
    return Book(
        sheets=tuple(read),
        names=_names(package),
        calc=_calc(package.workbook),
        date1904=package.date1904,
        formats=codes_of_styles(package),
        source=source,
        fingerprint=hashlib.sha256(data).hexdigest(),
    )


def _sheet(package: Package, part: SheetPart, text: XmlText | None, context: SheetContext) -> Sheet:
    state = _state(part.state)
    if text is None:  # a chart sheet has no cells, but its name is taken
        return Sheet(part.name, {}, state=state)
    tree = Tree(text, opaque=_UNREAD)
    if tree.root.local != "worksheet" or tree.root.ns not in MAIN:
        raise UnreadableFile(
            f"arket «{part.name}» er ikke et regneark.", "Åpne og lagre filen på nytt i Excel."
        )
    rows = tree.root.find("sheetData")
    reader = CellReader(text, context)
    if rows is not None and not rows.empty:
        reader.read(rows.open_end, rows.close)
    protection = tree.root.find("sheetProtection")
    return Sheet(
        part.name,
        reader.cells,
        tables=tuple(found.table for found in tables_of(package, part)),
        merged=merged_ranges(tree, part.name),
        state=state,
        protected=protection is not None and is_true(tree.get(protection, "sheet")),
        hidden_rows=_hidden_rows(tree, reader.hidden),
        filtered_rows=_filtered_rows(package, part, tree, reader.hidden),
        commented=commented(package, part),
        widths=widths_of(tree),
        charts=charts_of(package, part),
    )


def _hidden_rows(tree: Tree, hidden: set[int]) -> frozenset[int] | None:
    shape = tree.root.find("sheetFormatPr")
    if shape is not None and is_true(tree.get(shape, "zeroHeight")):
        return None  # all rows that the file does not mention
    return frozenset(hidden)


def _filtered_rows(
    package: Package, part: SheetPart, tree: Tree, hidden: set[int]
) -> frozenset[int]:
    if not hidden:
        return frozenset()
    from orxl.xlsx.read.filters import filtered_rows

    return filtered_rows(package, part, tree, hidden)


def merged_ranges(tree: Tree, sheet: str) -> tuple[Range, ...]:
    """The merged ranges of a sheet. Raises UnreadableFile for a malformed one."""
    holder = tree.root.find("mergeCells")
    found = []
    for node in holder.all("mergeCell") if holder else ():
        ref = tree.get(node, "ref") or ""
        try:
            found.append(Range.of(sheet, ref))
        except ValueError as error:
            raise UnreadableFile(
                f"arket «{sheet}» har et ugyldig flettet område «{ref}».",
                "Åpne og lagre filen på nytt i Excel.",
            ) from error
    return tuple(found)


def _state(raw: str) -> Literal["visible", "hidden", "veryHidden"]:
    if raw == "hidden":
        return "hidden"
    return "veryHidden" if raw == "veryHidden" else "visible"


def _names(package: Package) -> tuple[DefinedName, ...]:
    tree = package.workbook
    holder = tree.root.find("definedNames")
    nodes = holder.all("definedName") if holder else iter(())
    return tuple(_name(package, tree, node) for node in nodes)


def _name(package: Package, tree: Tree, node: Node) -> DefinedName:
    found = tree.attributes(node)
    local = found.get("localSheetId")
    sheet = None
    if local is not None:
        index = natural(local)
        if index is None or index >= len(package.sheets):
            raise UnreadableFile(
                f"navnet «{found.get('name', '')}» hører til et ark som ikke finnes.",
                "Åpne og lagre filen på nytt i Excel.",
            )
        sheet = package.sheets[index].name
    return DefinedName(
        from_xstring(found.get("name", "")),
        tree.content(node).removeprefix("="),
        sheet,
        is_true(found.get("hidden")),
    )


def _calc(tree: Tree) -> CalcSettings:
    node = tree.root.find("calcPr")
    if node is None:
        return CalcSettings()
    found = tree.attributes(node)
    return CalcSettings(
        found.get("calcMode", "auto"),
        is_true(found.get("iterate")),
        is_true(found.get("fullCalcOnLoad")),
        found.get("fullPrecision", "1") in ("0", "false"),
    )
