"""Grafts made on a workbook's bytes, and their gate passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orxl.core.grafts import Graft
from orxl.xlsx.gate.archive import check_container
from orxl.xlsx.gate.grafts import check_grafts
from orxl.xlsx.package.zipwriting import rebuilt
from orxl.xlsx.write.newcells import Bench
from orxl.xlsx.write.splices import CellWriter, dimension
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.tree import Splice, Tree, apply


def graft(data: bytes, model: bytes, grafts: Sequence[Graft]) -> bytes:
    """The workbook in *data* with all *grafts* from the workbook in *model*.

    Everything else keeps its bytes, but for the calculation chain, which Excel builds anew. New
    formulas have no value. Without grafts it is *data* itself. Raises RefusedEdit where a graft
    does not fit, UnreadableFile where one of the two is no workbook, FailedGate when the result
    is not exactly the old workbook plus the grafts.
    """
    if not grafts:
        return data
    bench = Bench(Workspace(data), Workspace(model))
    bench.work.refuse_odd()
    for one in grafts:
        bench.make(one)
    changed = {
        tree.text.name: tree.text.encoded(apply(tree.text.data, splices))
        for tree, splices in _parts(bench)
        if splices
    }
    added = dict(bench.parts.added)
    for name, tree, raw in bench.arrows.parts():
        if tree is None:
            added[name] = raw
        else:
            splices = [(tree.root.close, tree.root.close, raw)]
            changed[name] = tree.text.encoded(apply(tree.text.data, splices))
    bench.work.package.refuse_hostile_parts()
    whole = Workspace(rebuilt(bench.work.package.archive, changed, frozenset(), added))
    # A chain that does not list a new formula could make Excel offer to repair the file.
    rest, dropped = whole.chain_removal()
    new = rebuilt(whole.package.archive, rest, dropped)
    check_container(data, new)
    check_grafts(data, new, model, grafts)
    return new


def _parts(bench: Bench) -> Iterator[tuple[Tree, list[Splice]]]:
    """The parts that change, with what changes in them."""
    package = bench.work.package
    for sheet in package.sheets:
        draft = bench.work.drafts.get(sheet.part)
        frame = bench.frames.get(sheet.name)
        if draft is None:
            continue
        splices = [*CellWriter(draft).splices(), *dimension(draft)]
        if frame is not None:
            model = bench.model.draft(sheet.name).tree
            splices += frame.splices(draft.tree, model, bench.looks)
        yield draft.tree, splices
    yield from bench.tables
    yield package.workbook, bench.sheets.workbook_splices()
    titles = bench.sheets.titles()
    if titles is not None:
        yield titles
    for _, tree, splices in bench.parts.type_splices():
        yield tree, splices
    yield bench.looks.tree, bench.looks.splices()  # last: the others say which looks they need
