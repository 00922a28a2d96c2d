"""What Excel keeps in a workbook and openpyxl does not write.

The look of the row that comes when somebody types below a table: without it Excel gives the new
row its column's number format, but no colour, frame or lock. And which of Excel's green triangles
are not meant, because what they point to is as it should be.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any, Final

from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat, builtin_format_id
from openpyxl.xml.functions import Element, SubElement, fromstring, localname, tostring

from orxl.core.light import dataclass

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIRST_OWN: Final = 164
"""Lower numbers of formats belong to Excel."""
_AFTER_IGNORED: Final = (
    "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture",
    "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""What follows ``ignoredErrors`` in a sheet (ECMA-376 part 1, CT_Worksheet)."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Cells in which Excel shows no green triangle of these kinds (CT_IgnoredError)."""

    cells: str
    """Ranges in A1 form, separated by blanks."""
    kinds: tuple[str, ...]


def finished(
    data: bytes,
    next_rows: Mapping[str, Sequence[Any]],
    quiet: Mapping[str, Sequence[Quiet]],
) -> bytes:
    """The workbook in *data* with the looks of each table's next row, and the triangles put out.

    *next_rows* holds a cell for each column of the tables, by the tables' names; *quiet* goes by
    the sheets' names, in the order of the sheets.
    """
    parts = _parts(data)
    styles = fromstring(parts["xl/styles.xml"])
    dxfs = _Dxfs(styles)
    for name in [part for part in parts if part.startswith("xl/tables/")]:
        table = fromstring(parts[name])
        cells = next_rows[table.get("displayName", "")]
        columns = table.iterfind(f"{{{MAIN}}}tableColumns/{{{MAIN}}}tableColumn")
        for column, cell in zip(columns, cells, strict=True):
            column.set("dataDxfId", str(dxfs.number(cell)))
        parts[name] = _written(table)
    parts["xl/styles.xml"] = _written(styles)
    for number, areas in enumerate(quiet.values(), start=1):
        if areas:
            part = f"xl/worksheets/sheet{number}.xml"
            parts[part] = _quietened(parts[part], areas)
    return _packed(data, parts)


def _quietened(sheet: bytes, areas: Sequence[Quiet]) -> bytes:
    root: Any = fromstring(sheet)
    holder = Element(f"{{{MAIN}}}ignoredErrors")
    cells: dict[tuple[str, ...], list[str]] = {}
    for area in areas:
        cells.setdefault(area.kinds, []).append(area.cells)
    for kinds, ranges in cells.items():
        said = {"sqref": " ".join(ranges)} | dict.fromkeys(kinds, "1")
        SubElement(holder, f"{{{MAIN}}}ignoredError", said)
    after = (child for child in root if localname(child) in _AFTER_IGNORED)
    first = next(after, None)
    root.insert(len(root) if first is None else root.index(first), holder)
    return _written(root)


class _Dxfs:
    """The looks by number of a styles part, to which new ones are added."""

    def __init__(self, styles: Any) -> None:
        self._holder = styles.find(f"{{{MAIN}}}dxfs")
        self._numbers: dict[bytes, int] = {}
        self._formats = {
            node.get("formatCode"): int(node.get("numFmtId"))
            for node in styles.iterfind(f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt")
        }

    def number(self, cell: Any) -> int:
        """The number of the look of *cell*."""
        look = DifferentialStyle(
            font=copy(cell.font),
            numFmt=NumberFormat(self._format(cell.number_format), cell.number_format),
            fill=copy(cell.fill) if cell.fill.fill_type else None,
            alignment=copy(cell.alignment),
            border=copy(cell.border) if _has_lines(cell.border) else None,
            protection=copy(cell.protection),
        )
        node: Any = look.to_tree("dxf")
        raw = bytes(tostring(node))
        if raw not in self._numbers:
            new = fromstring(raw)
            for inside in new.iter():
                inside.tag = f"{{{MAIN}}}{inside.tag}"
            self._numbers[raw] = len(self._holder)
            self._holder.append(new)
            self._holder.set("count", str(len(self._holder)))
        return self._numbers[raw]

    def _format(self, code: str) -> int:
        known = builtin_format_id(code)
        if known is not None:
            return int(known)
        taken = (_FIRST_OWN - 1, *self._formats.values())
        return self._formats.setdefault(code, max(taken) + 1)


def _has_lines(border: Any) -> bool:
    sides = (border.left, border.right, border.top, border.bottom)
    return any(side is not None and side.style for side in sides)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry, parts[entry.filename])
    return stream.getvalue()


def _written(root: Any) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + bytes(tostring(root))
