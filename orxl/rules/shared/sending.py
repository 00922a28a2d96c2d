"""What the rules before sending share: whose names, which texts, which cells, which colours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from orxl.core import nb
from orxl.core.inspection import SheetInspection
from orxl.core.light import dataclass, replace
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.core.snapshot import Sheet
from orxl.core.values import BLANK
from orxl.rules.kit.rule import Hit
from orxl.rules.kit.view import FileView

INSPECT: Final = "Fil → Informasjon → Se etter problemer → Undersøk dokument"
"""Where Excel's own Document Inspector is."""
_PROGRAMS: Final = frozenset({"openpyxl", "xlsxwriter", "microsoft office user", "apache poi"})
_INTERNAL_HOST: Final = regex(
    r"localhost|\d+\.\d+\.\d+\.\d+|[^.]+|.*\.(?:local|lan|intern|intra|internal|corp)"
)
_SHARED: Final = (
    "sharepoint.com", "onedrive.live.com", "1drv.ms", "docs.google.com", "drive.google.com",
    "dropbox.com", "teams.microsoft.com", "icloud.com", "we.tl", "box.com",
)  # fmt: skip
_SCHEME: Final = regex(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_SHORTENERS: Final = frozenset({"bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd"})


def sheets(view: FileView) -> Iterator[tuple[SheetInspection, Sheet]]:
    """Each sheet's inspection with its cells."""
    for found in view.inspection.sheets:
        sheet = view.book.sheet(found.name)
        if sheet is not None:
            yield found, sheet


def organisation(view: FileView) -> str:
    """The name of the organisation on «Forutsetninger», ``""`` where there is none."""
    found = view.inside.programme.word("Organisasjon")
    return "" if found is None else found


def people(view: FileView, names: Sequence[str]) -> list[str]:
    """Those of *names* that are not the organisation or a program, each once."""
    known = _PROGRAMS | {organisation(view).casefold(), ""}
    return list(dict.fromkeys(n.strip() for n in names if n.strip().casefold() not in known))


def quoted_list(names: Sequence[str], most: int = 4) -> str:
    """«A», «B» og 3 til."""
    shown = [nb.quoted(name) for name in names[:most]]
    if len(names) > most:
        shown.append(f"{nb.number(len(names) - most)} til")
    return nb.listed(shown)


def cell_list(cells: Sequence[CellRef], most: int = 4) -> str:
    """B3, C5 og 3 til."""
    shown = [cell.a1 for cell in cells[:most]]
    if len(cells) > most:
        shown.append(f"{nb.number(len(cells) - most)} til")
    return nb.listed(shown)


def few(hits: Iterable[Hit], most: int = 5) -> Iterator[Hit]:
    """The first hits on each sheet; one more says how many others there are."""
    seen: dict[str | None, list[Hit]] = {}
    for hit in hits:
        of_sheet = seen.setdefault(hit.cell.sheet if hit.cell is not None else hit.sheet, [])
        of_sheet.append(hit)
        if len(of_sheet) <= most:
            yield hit
    for sheet, of_sheet in seen.items():
        if len(of_sheet) > most:
            others = nb.counted(len(of_sheet) - most, "sted", "steder")
            where = f"på arket «{sheet}»" if sheet is not None else "i arbeidsboken"
            yield replace(of_sheet[most], message=f"Det samme gjelder {others} til {where}.")


@dataclass(frozen=True, slots=True)
class Written:
    """A text somebody wrote: where it stands, in words, and the cell or sheet."""

    text: str
    where: str
    cell: CellRef | None = None
    sheet: str | None = None


def written(view: FileView, pattern: re.Pattern[str], *, typed: bool = False) -> Iterator[Written]:
    """Every text with *pattern* in it: in cells, typed or calculated, and beside them.

    ``typed``: no calculated ones, which only show what is typed elsewhere.
    """
    for sheet in view.book.sheets:
        for (row, column), cell in sheet.cells.items():
            if typed and cell.formula is not None:
                continue
            if isinstance(cell.value, str) and pattern.search(cell.value):
                at = CellRef(sheet.name, row, column)
                yield Written(cell.value, f"Cellen {at.a1}", at, sheet.name)
    yield from (text for text in _other_texts(view) if pattern.search(text.text))


def _other_texts(view: FileView) -> Iterator[Written]:
    """Every text outside the cells: headers, footers, shapes, charts, messages, the title."""
    yield from page_texts(view)
    for found in view.inspection.sheets:
        for drawing in found.drawings:
            if drawing.text:
                kind = "Diagrammet" if drawing.kind == "chart" else "Figuren"
                yield Written(drawing.text, f"{kind} «{drawing.name}»", drawing.cell, found.name)
        for prompt in found.prompts:
            where = f"Meldingen til den som velger {prompt.cell.a1},"
            yield Written(prompt.text, where, prompt.cell, found.name)


def page_texts(view: FileView) -> Iterator[Written]:
    """Every header and footer, and the document's title."""
    for found in view.inspection.sheets:
        for page in found.page_texts:
            name = "Toppteksten" if page.place == "topptekst" else "Bunnteksten"
            yield Written(page.text, f"{name} på arket «{found.name}»", None, found.name)
    title = view.inspection.properties.title
    if title:
        yield Written(title, "Dokumentets tittel")


def filled_cells(view: FileView, sheet: Sheet) -> Iterator[CellRef]:
    """The cells of *sheet* that hold something."""
    for (row, column), cell in sheet.cells.items():
        if cell.value is not BLANK or cell.formula is not None:
            yield CellRef(sheet.name, row, column)


def contrast(one: str, other: str) -> float:
    """The contrast between two colours by WCAG 2.1: 1 (equal) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def doubt(target: str) -> str:
    """Why a link would not work, or not be trusted, where the workbook is sent; ``""`` if fine."""
    address = target.strip()
    match = _SCHEME.match(address)
    scheme = match[1].casefold() if match else ""
    if scheme == "file" or address.startswith(("\\\\", "//")) or len(scheme) == 1:
        return "viser til en fil på egen maskin eller eget nettverk"
    if scheme in ("mailto", "tel"):
        return ""
    if scheme not in ("http", "https"):
        return "viser til en annen fil" if not scheme else f"har den ukjente typen «{scheme}:»"
    try:
        host = (urlsplit(address).hostname or "").casefold()
    except ValueError:
        return "er ikke en gyldig nettadresse"
    if not host:
        return "er ikke en gyldig nettadresse"
    if _INTERNAL_HOST.fullmatch(host):
        return "viser til en tjener som bare finnes på eget nettverk"
    if host.endswith(_SHARED):
        return "viser til et delt område som mottakeren kanskje ikke har tilgang til"
    if host in _SHORTENERS:
        return "er en forkortet adresse som skjuler hvor den går"
    return ""


def in_header(sheet: Sheet, cell: CellRef) -> bool:
    """A table's style may give its headers a dark background that the cell does not know of."""
    return any(cell in t.ref and cell.row < t.ref.first_row + t.header_rows for t in sheet.tables)
