"""Amendments made on a workbook's bytes, and their gate passed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orxl.core.grafts import Amendment, MoveDown, RenameColumn, SetColumnFormula
from orxl.xlsx.gate.amendments import check_amendments
from orxl.xlsx.gate.archive import check_container
from orxl.xlsx.gate.moveddown import check_move
from orxl.xlsx.package.zipwriting import rebuilt
from orxl.xlsx.write.amending import frame_renames, rename_columns, set_column_formulas
from orxl.xlsx.write.movingdown import move_down
from orxl.xlsx.write.splices import CellWriter, dimension
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.tree import Splice, Tree, apply


def amend(data: bytes, amendments: Sequence[Amendment]) -> bytes:
    """The workbook in *data* with all *amendments* made; all else keeps its bytes.

    A column that is renamed is named anew in every formula; values stay as they are. Blocks that
    move go first, one by one, then come the columns' formulas, and last the new names. Raises
    RefusedEdit where an amendment does not fit, UnreadableFile when *data* is no workbook,
    FailedGate when the result is not exactly the old workbook so amended.
    """
    for edit in amendments:
        if isinstance(edit, MoveDown):
            data = _moved(data, edit)
    for kind in (SetColumnFormula, RenameColumn):  # both may concern the same formula
        if some := [a for a in amendments if isinstance(a, kind)]:
            data = _amended(data, some)
    return data


def _moved(data: bytes, edit: MoveDown) -> bytes:
    """The workbook with one block moved, without the calculation chain: it lists cells."""
    work = Workspace(data)
    parts = list(move_down(work, edit))
    parts += [
        (draft.tree, [*CellWriter(draft).splices(), *dimension(draft)])
        for draft in work.drafts.values()
    ]
    whole = Workspace(rebuilt(work.package.archive, _changed(parts)))
    moved = any(draft.formulas_moved for draft in work.drafts.values())
    rest, dropped = whole.chain_removal() if moved else ({}, set())
    new = rebuilt(whole.package.archive, rest, dropped)
    work.package.refuse_hostile_parts()
    check_container(data, new)
    check_move(data, new, edit)
    return new


def _amended(data: bytes, amendments: Sequence[Amendment]) -> bytes:
    work = Workspace(data)
    formulas = [a for a in amendments if isinstance(a, SetColumnFormula)]
    renames = [a for a in amendments if isinstance(a, RenameColumn)]
    parts = [
        *set_column_formulas(work, formulas),
        *(rename_columns(work, renames) if renames else ()),
    ]
    for draft in work.drafts.values():
        found = [*CellWriter(draft).splices(), *frame_renames(draft.tree, renames)]
        parts.append((draft.tree, found))
    work.package.refuse_hostile_parts()
    new = rebuilt(work.package.archive, _changed(parts))
    check_container(data, new)
    check_amendments(data, new, amendments)
    return new


def _changed(parts: Iterable[tuple[Tree, list[Splice]]]) -> dict[str, bytes]:
    """The parts with all their splices made."""
    splices: dict[str, tuple[Tree, list[Splice]]] = {}
    for tree, found in parts:
        splices.setdefault(tree.text.name, (tree, []))[1].extend(found)
    return {
        name: tree.text.encoded(apply(tree.text.data, found))
        for name, (tree, found) in splices.items()
        if found
    }
