"""Sheets put out of sight and conditional formats that go by another formula, their gate passed."""

from __future__ import annotations

from collections.abc import Sequence

from orxl.core.grafts import Tidying
from orxl.xlsx.gate.archive import check_container
from orxl.xlsx.gate.tidied import check_tidied
from orxl.xlsx.package import Package
from orxl.xlsx.package.zipwriting import rebuilt
from orxl.xlsx.write.tidying import marks_of, page_texts_of, tidied
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.tree import apply


def mark_formulas(data: bytes, sheet: str) -> tuple[str, ...]:
    """The formulas that the conditional formats of *sheet* go by; none where there is no sheet.

    Raises UnreadableFile when *data* is no workbook.
    """
    package = Package(data)
    parts = [s.part for s in package.sheets if s.name == sheet and s.kind == "worksheet"]
    trees = [package.tree(part) for part in parts]
    return tuple(tree.content(node) for tree in trees for node in marks_of(tree))


def page_texts(data: bytes) -> dict[str, tuple[str, ...]]:
    """What the printed heads and feet of each sheet say; none where a sheet has none.

    Raises UnreadableFile when *data* is no workbook.
    """
    package = Package(data)
    found = {}
    for sheet in package.sheets:
        if sheet.kind == "worksheet":
            tree = package.tree(sheet.part)
            found[sheet.name] = tuple(tree.content(node) for node in page_texts_of(tree))
    return found


def tidy(data: bytes, tidyings: Sequence[Tidying]) -> bytes:
    """The workbook in *data* with all *tidyings* made; all else keeps its bytes.

    Raises RefusedEdit where one does not fit, UnreadableFile when *data* is no workbook, FailedGate
    when the result is not exactly the old workbook so tidied.
    """
    if not tidyings:
        return data
    work = Workspace(data)
    changed = {
        tree.text.name: tree.text.encoded(apply(tree.text.data, splices))
        for tree, splices in tidied(work.package, tidyings)
    }
    work.package.refuse_hostile_parts()
    new = rebuilt(work.package.archive, changed)
    check_container(data, new)
    check_tidied(data, new, tidyings)
    return new
