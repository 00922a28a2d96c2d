"""Where the pivot tables of a sheet stand: cells that Excel fills, and nobody else."""

from __future__ import annotations

from orxl.core.refs import Range
from orxl.xlsx.package import Package, SheetPart
from orxl.xlsx.xml.text import from_xstring, natural
from orxl.xlsx.xml.tree import MAIN, Tree


def pivots_of(package: Package, sheet: SheetPart) -> tuple[tuple[str, Range], ...]:
    """The pivot tables on *sheet*: name and range, once for the body and once for its filters.

    One whose place cannot be read is left out. Raises UnreadableFile for a damaged part.
    """
    found: list[tuple[str, Range]] = []
    for part in package.targets(sheet.part, "pivotTable"):
        tree = package.tree(part)
        location = tree.root.find("location", MAIN)
        place = {} if location is None else tree.attributes(location)
        try:
            body = Range.of(sheet.name, place.get("ref", ""))
        except ValueError:
            continue
        rows, columns = (natural(place.get(f"{side}PageCount", "0")) for side in ("row", "col"))
        name = from_xstring(_name(tree))
        found.append((name, body))
        last = body.first_row - 2  # a blank row parts the filters from the body
        if rows is not None and columns is not None and 0 < rows <= last:
            # A filter is a label and a value; a blank column parts it from the next.
            right = body.first_column + max(3 * columns, 3) - 2
            area = Range(sheet.name, last - rows + 1, body.first_column, last, right)
            found.append((name, area))
    return tuple(found)


def pivot_areas(data: bytes) -> tuple[Range, ...]:
    """The cells that Excel fills with pivot tables in the workbook in *data*.

    Raises UnreadableFile when *data* is no workbook.
    """
    package = Package(data)
    return tuple(area for sheet in package.sheets for _, area in pivots_of(package, sheet))


def _name(tree: Tree) -> str:
    name = tree.get(tree.root, "name")
    return "uten navn" if name is None else name
