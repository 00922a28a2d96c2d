"""Amendments made on a workbook's bytes, and their gate passed."""

from __future__ import annotations

from collections.abc import Sequence

from orxl.core.grafts import Amendment, RenameColumn, SetColumnFormula
from orxl.xlsx.gate.amendments import check_amendments
from orxl.xlsx.package.zipwriting import rebuilt
from orxl.xlsx.write.amending import frame_renames, rename_columns, set_column_formulas
from orxl.xlsx.write.splices import CellWriter
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.tree import Splice, Tree, apply


def amend(data: bytes, amendments: Sequence[Amendment]) -> bytes:
    """The workbook in *data* with all *amendments* made, as one step; all else keeps its bytes.

    A column that is renamed is named anew in every formula; values stay as they are. Raises
    RefusedEdit where an amendment does not fit, UnreadableFile when *data* is no workbook,
    FailedGate when the result is not exactly the old workbook so amended.
    """
    if not amendments:
        return data
    work = Workspace(data)
    formulas = [a for a in amendments if isinstance(a, SetColumnFormula)]
    renames = [a for a in amendments if isinstance(a, RenameColumn)]
    splices: dict[str, tuple[Tree, list[Splice]]] = {}
    parts = [
        *set_column_formulas(work, formulas),
        *(rename_columns(work, renames) if renames else ()),
    ]
    for draft in work.drafts.values():
        found = [*CellWriter(draft).splices(), *frame_renames(draft.tree, renames)]
        parts.append((draft.tree, found))
    for tree, found in parts:
        splices.setdefault(tree.text.name, (tree, []))[1].extend(found)
    changed = {
        name: tree.text.encoded(apply(tree.text.data, found))
        for name, (tree, found) in splices.items()
        if found
    }
    work.package.refuse_hostile_parts()
    new = rebuilt(work.package.archive, changed)
    check_amendments(data, new, amendments)
    return new
