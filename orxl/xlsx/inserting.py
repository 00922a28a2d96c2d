"""Rows put in between a sheet's rows on a workbook's bytes, blank, and their gate passed."""

from __future__ import annotations

from orxl.core.edits import InsertRows
from orxl.xlsx.gate.archive import check_container
from orxl.xlsx.gate.insertedrows import check_inserted
from orxl.xlsx.package.zipwriting import rebuilt
from orxl.xlsx.write.insertedrows import insert_rows
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.tree import Splice, Tree, apply


def inserted(data: bytes, edit: InsertRows) -> bytes:
    """The workbook in *data* with the rows of *edit* made, blank, and all that refers following.

    Without the calculation chain, which lists cells. Raises RefusedEdit, UnreadableFile, and
    FailedGate when the result is not exactly that.
    """
    work = Workspace(data)
    parts: dict[str, tuple[Tree, list[Splice]]] = {}
    for tree, splices in insert_rows(work, edit):
        parts.setdefault(tree.text.name, (tree, []))[1].extend(splices)
    changed = {}
    for name, (tree, splices) in parts.items():
        new = apply(tree.text.data, splices)
        if new != tree.text.data:
            changed[name] = tree.text.encoded(new)
    work.package.refuse_hostile_parts()
    whole = Workspace(rebuilt(work.package.archive, changed))
    rest, dropped = whole.chain_removal()
    made = rebuilt(whole.package.archive, rest, dropped)
    check_container(data, made)
    check_inserted(data, made, edit)
    return made
