"""The edits of single cells: contents and cached values."""

from __future__ import annotations

from orxl.core import nb
from orxl.core.edits import (
    ANYTHING,
    Content,
    Formula,
    SetCached,
    SetCell,
    described,
    present,
    same_content,
)
from orxl.core.errors import RefusedEdit
from orxl.core.snapshot import Cell
from orxl.core.values import BLANK
from orxl.xlsx.write.content import result, written
from orxl.xlsx.write.draft import Draft
from orxl.xlsx.write.workspace import Workspace


def set_cell(work: Workspace, edit: SetCell) -> None:
    """Make *edit*. Raises RefusedEdit, naming the cell, what was expected and what is there."""
    draft, at = work.place(edit.cell)
    cell = draft.cell(at)
    date1904 = draft.context.date1904
    if edit.expected is not ANYTHING:
        there = present(cell)
        if not same_content(edit.expected, there, date1904=date1904):
            raise RefusedEdit(
                f"{edit.cell} skulle inneholde {described(edit.expected)}, men der står "
                f"{described(there)}.",
                "Les arbeidsboken på nytt og prøv igjen.",
            )
    _refuse_frame(work, draft, at, edit.content, cell)
    written(edit.content, edit.cell, "", date1904=date1904)  # refuses before anything is made
    if edit.content is BLANK and draft.style(at) is None and at not in draft.changes:
        draft.refuse_bound(at)
        draft.blanks.add(at)
        return
    style = draft.style(at)
    if edit.number_format and edit.content is not BLANK:
        shown = style if style is not None else draft.inherited_style(at)
        untexted = work.styles.untexted(shown, edit.number_format)
        style = untexted if untexted is not None else style
    draft.put(at, edit.content, style)


def set_cached(work: Workspace, edit: SetCached) -> None:
    """Make *edit*. Raises RefusedEdit when the formula is not the one that was calculated."""
    draft, at = work.place(edit.cell)
    cell = draft.cell(at)
    if cell.formula is None or cell.formula != edit.formula:
        there = present(cell)
        raise RefusedEdit(
            f"{edit.cell} skulle inneholde {described(Formula(edit.formula))}, men der står "
            f"{described(there)}.",
            "Les arbeidsboken på nytt og prøv igjen.",
        )
    value = BLANK if edit.value is None else edit.value
    result(value, edit.cell, "", date1904=draft.context.date1904)
    draft.put_value(at, edit.formula, edit.value)


def _refuse_frame(
    work: Workspace, draft: Draft, at: tuple[int, int], content: Content, cell: Cell
) -> None:
    """Refuse to change a table's headers and totals, which the table's own part repeats."""
    for table in work.tables_on(draft.part.name):
        if draft.ref(at) not in table.ref or at[0] in table.data_rows:
            continue
        if same_content(content, present(cell), date1904=draft.context.date1904):
            continue
        if at[0] < table.first_data_row:
            raise RefusedEdit(
                f"{draft.ref(at)} er en overskrift i tabellen {nb.quoted(table.name)}, og "
                "formlene bruker den.",
                "Endre overskriften i Excel, som retter formlene samtidig.",
            )
        raise RefusedEdit(
            f"{draft.ref(at)} står i summeringsraden til tabellen {nb.quoted(table.name)}.",
            "Endre summeringsraden i Excel.",
        )
