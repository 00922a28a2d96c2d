"""All edits applied to a workbook's bytes, and the gate passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from orxl.core.contents import checked_name, refuse_unknown_words
from orxl.core.edits import (
    AppendRows,
    Edit,
    InsertRows,
    RecommendReadOnly,
    ReplaceRows,
    SetCached,
    SetCell,
    SetFullCalcOnLoad,
    SetName,
)
from orxl.core.errors import UnreadableFile
from orxl.xlsx.gate import check
from orxl.xlsx.inserting import inserted
from orxl.xlsx.package.zipwriting import rebuilt
from orxl.xlsx.write.cells import set_cached, set_cell
from orxl.xlsx.write.followers import (
    frame_parts,
    frame_splices,
    grow,
    grow_cells,
    growths_of,
    link_parts,
    other_parts,
    table_parts,
)
from orxl.xlsx.write.splices import CellWriter, dimension
from orxl.xlsx.write.tablerows import append_rows, fill_inserted, replace_rows
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.text import XmlText
from orxl.xlsx.xml.tree import Splice, apply


def patch(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The workbook in *data* with all *edits* made, in order; without any it is *data* itself.

    Everything that no edit names keeps its bytes. Raises RefusedEdit when an edit doesn't fit,
    UnreadableFile when *data* is no workbook, FailedGate when the result is not exactly the old
    workbook plus the edits.
    """
    try:
        if not edits:
            Workspace(data)  # raises for what is no workbook
        for run in _runs(edits):
            if isinstance(run[0], InsertRows) and run[0].rows:
                data = inserted(data, run[0])
            data = _patched(data, run)
        return data
    except UnreadableFile as error:
        what = f"Kan ikke endre arbeidsboken: {error.message}"
        raise UnreadableFile(what, error.remedy) from error


def _runs(edits: Sequence[Edit]) -> Iterator[Sequence[Edit]]:
    """The edits in their order; new rows come first of a run, since they move what follows."""
    starts = [place for place, edit in enumerate(edits) if isinstance(edit, InsertRows)]
    for first, end in pairwise([0, *starts, len(edits)]):
        if first < end:
            yield edits[first:end]


def _patched(data: bytes, edits: Sequence[Edit]) -> bytes:
    work = Workspace(data)
    for edit in edits:
        _APPLY[type(edit)](work, edit)
    refuse_unknown_words(edits, work.known_names)
    grow_cells(work)
    changed, dropped = _parts(work)
    new = data
    if changed or dropped:
        work.package.refuse_hostile_parts()
        new = rebuilt(work.package.archive, changed, dropped)
    check(data, new, edits)  # also where nothing had to change: was that so?
    return new


def _set_name(work: Workspace, edit: SetName) -> None:
    checked_name(edit.name, edit.refers_to, work.tables)
    work.names[edit.name.casefold()] = (edit.name, edit.refers_to)


def _set_full_calc(work: Workspace, edit: SetFullCalcOnLoad) -> None:
    work.full_calc = edit.on


def _recommend_read_only(work: Workspace, _: RecommendReadOnly) -> None:
    work.read_only = True


_APPLY: Final[Mapping[type, Callable[[Workspace, Any], None]]] = {
    SetCell: set_cell,
    SetCached: set_cached,
    AppendRows: append_rows,
    InsertRows: fill_inserted,
    ReplaceRows: replace_rows,
    SetName: _set_name,
    SetFullCalcOnLoad: _set_full_calc,
    RecommendReadOnly: _recommend_read_only,
}


def _parts(work: Workspace) -> tuple[dict[str, bytes], set[str]]:
    """The parts with new contents, and those that go."""
    changed: dict[str, bytes] = {}
    dropped: set[str] = set()
    growths = growths_of(work)
    if any(draft.formulas_moved for draft in work.drafts.values()):
        changed, dropped = work.chain_removal()
    for draft in work.drafts.values():
        splices = [
            *CellWriter(draft).splices(),
            *dimension(draft),
            *frame_splices(draft.tree, growths, draft.part.name),
        ]
        _take(changed, draft.part.part, draft.text, splices)
    for found in (
        *work.style_parts(), *frame_parts(work), *table_parts(work), *other_parts(work),
        *link_parts(work),
    ):  # fmt: skip
        _take(changed, *found)
    work.grow = lambda text, wide: grow(text, growths, "", wide=wide)
    workbook = work.package.workbook
    _take(changed, work.package.workbook_part, workbook.text, work.workbook_splices())
    return changed, dropped


def _take(changed: dict[str, bytes], name: str, text: XmlText, splices: list[Splice]) -> None:
    new = apply(text.data, splices) if splices else text.data
    if new != text.data:
        changed[name] = text.encoded(new)
