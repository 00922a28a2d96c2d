"""Columns renamed all over the workbook, and the formulas that tables fill new rows with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from orxl.core import nb
from orxl.core.errors import RefusedEdit
from orxl.core.grafts import RenameColumn, SetColumnFormula
from orxl.core.snapshot import Table
from orxl.xlsx.package import SheetPart
from orxl.xlsx.read.cells import CellReader
from orxl.xlsx.read.tables import TablePart
from orxl.xlsx.read.values import SheetContext
from orxl.xlsx.references.structured import renamed
from orxl.xlsx.write.moving import element
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.text import escape, to_xstring
from orxl.xlsx.xml.tree import Node, Splice, Tree

Part = tuple[Tree, list[Splice]]
_FORMULAS: Final = frozenset(
    {"formula", "formula1", "formula2", "f", "calculatedColumnFormula", "totalsRowFormula",
     "definedName"}
)  # fmt: skip


def rename_columns(work: Workspace, renames: Sequence[RenameColumn]) -> Iterator[Part]:
    """The parts that change where columns are renamed; sheets change in their drafts.

    Raises RefusedEdit where there is no such column, or one of the new name already.
    """
    for rename in renames:
        draft, _, table = work.table(rename.table)
        column = _column(table, rename.old)
        if table.column_of(rename.new) is not None:
            raise RefusedEdit(
                f"Tabellen {nb.quoted(table.name)} har alt en kolonne som heter "
                f"{nb.quoted(rename.new)}, og {nb.quoted(rename.old)} skal hete det.",
                "Gi kolonnen et annet navn.",
            )
        if table.header_rows:
            at = (table.ref.first_row, column)
            draft.put(at, rename.new, draft.style(at))
    for sheet in work.package.sheets:
        if sheet.kind == "worksheet":
            _rename_cells(work, sheet, renames)
    for found in work.tables.values():
        yield _renamed_table(work, found[1], renames)
    for entry in work.package.archive:
        name = entry.name.lower()
        if name.endswith(".xml") and "/charts/" in name:
            tree = work.package.tree(entry.name)
            yield tree, _renamed_formulas(tree, renames)
    yield work.package.workbook, _renamed_formulas(work.package.workbook, renames)


def frame_renames(tree: Tree, renames: Sequence[RenameColumn]) -> list[Splice]:
    """What changes in the frame of the sheet *tree*."""
    return _renamed_formulas(tree, renames)


def _column(table: Table, name: str) -> int:
    column = table.column_of(name)
    if column is None:
        raise RefusedEdit(
            f"Tabellen {nb.quoted(table.name)} har ingen kolonne som heter {nb.quoted(name)}.",
            "Sjekk overskriften.",
        )
    return column


def _rename_cells(work: Workspace, sheet: SheetPart, renames: Sequence[RenameColumn]) -> None:
    draft = work.draft(sheet.name)
    context = SheetContext(sheet.name, work.strings, work.dates, work.package.date1904)
    reader = CellReader(draft.text, context)
    for at, cell in reader.read(draft.holder.open_end, draft.holder.close).items():
        if cell.formula is None:
            continue
        new = _renamed(cell.formula, renames)
        if new == cell.formula:
            continue
        if cell.kind in ("array", "datatable"):
            raise RefusedEdit(
                f"Matriseformelen i {draft.ref(at)} bruker en kolonne som skal få nytt navn "
                f"({nb.quoted(cell.formula)}).",
                "Gi kolonnen det nye navnet i Excel, som retter formelen samtidig.",
            )
        draft.regrow(at, new)


def _renamed(formula: str, renames: Sequence[RenameColumn]) -> str:
    for rename in renames:
        formula = renamed(formula, rename.table, rename.old, rename.new)
    return formula


def _renamed_formulas(tree: Tree, renames: Sequence[RenameColumn]) -> list[Splice]:
    out: list[Splice] = []
    for node in tree.root.walk():
        if node.local in _FORMULAS and not node.children:
            old = tree.content(node)
            new = _renamed(old, renames)
            if new != old:
                out += tree.set_content(node, escape(new))
    return out


def _renamed_table(work: Workspace, part: TablePart, renames: Sequence[RenameColumn]) -> Part:
    tree = work.package.tree(part.part)
    out = _renamed_formulas(tree, renames)
    own = [r for r in renames if r.table.casefold() == part.table.name.casefold()]
    for rename in own:
        node = _node(tree, part.table, rename.old)
        out += tree.set(node, "name", to_xstring(rename.new))
    return tree, out


def _node(tree: Tree, table: Table, column: str) -> Node:
    holder = tree.root.find("tableColumns")
    nodes = list(holder.all("tableColumn")) if holder is not None else []
    return nodes[_column(table, column) - table.ref.first_column]


def set_column_formulas(work: Workspace, edits: Sequence[SetColumnFormula]) -> Iterator[Part]:
    """The table parts with other formulas for new rows.

    Raises RefusedEdit where a column has another formula than the edit expects.
    """
    for edit in edits:
        _, part, table = work.table(edit.table)
        offset = _column(table, edit.column) - table.ref.first_column
        there = table.columns[offset].formula
        if there != edit.expected or part.table.columns[offset].name in part.array_columns:
            raise RefusedEdit(
                f"Kolonnen {nb.quoted(edit.column)} i tabellen {nb.quoted(table.name)} har en "
                "annen formel enn ventet.",
                "Les arbeidsboken på nytt og prøv igjen.",
            )
        tree = work.package.tree(part.part)
        node = _node(tree, table, edit.column)
        yield tree, _with_formula(tree, node, edit.formula)


def _with_formula(tree: Tree, node: Node, formula: str) -> list[Splice]:
    old = node.find("calculatedColumnFormula")
    if old is not None:
        return tree.set_content(old, escape(formula))
    raw = element(tree.root.prefix, "calculatedColumnFormula", {}, escape(formula))
    if node.empty:
        return tree.set_content(node, raw)
    return [(node.open_end, node.open_end, raw)]  # the first child that the schema has
