"""Rows put in between a sheet's rows on a workbook's bytes, blank, and their gate passed."""

from __future__ import annotations

from orxl.core.edits import InsertRows
from orxl.xlsx.gate.archive import check_container
from orxl.xlsx.gate.insertedrows import check_inserted
from orxl.xlsx.package.zipwriting import rebuilt
from orxl.xlsx.references.insertion import Insertion
from orxl.xlsx.write.insertedrows import insert_rows, insertion
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.tree import Splice, Tree, apply


def inserted(data: bytes, edit: InsertRows) -> bytes:
    """The workbook in *data* with the rows of *edit* made, blank, and all that refers following.

    Without the calculation chain, which lists cells. Raises RefusedEdit, UnreadableFile, and
    FailedGate when the result is not exactly that.
    """
    work = Workspace(data)
    made = lines_inserted(work, insertion(work, edit), edit.table)
    check_container(data, made)
    check_inserted(data, made, edit)
    return made


def lines_inserted(work: Workspace, into: Insertion, table: str = "") -> bytes:
    """The workbook of *work* with whole rows put *into* a sheet, and through *table* alone.

    No gate has seen it. Raises RefusedEdit and UnreadableFile.
    """
    parts: dict[str, tuple[Tree, list[Splice]]] = {}
    for tree, splices in insert_rows(work, into, table):
        parts.setdefault(tree.text.name, (tree, []))[1].extend(splices)
    changed = {}
    for name, (tree, splices) in parts.items():
        new = apply(tree.text.data, splices)
        if new != tree.text.data:
            changed[name] = tree.text.encoded(new)
    work.package.refuse_hostile_parts()
    whole = Workspace(rebuilt(work.package.archive, changed))
    rest, dropped = whole.chain_removal()
    return rebuilt(whole.package.archive, rest, dropped)
