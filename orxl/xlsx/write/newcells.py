"""New columns, tables and cells on sheets that are there, as they stand in the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from orxl.core import nb
from orxl.core.edits import Formula, described, present, same_content
from orxl.core.errors import RefusedEdit
from orxl.core.grafts import AddColumns, AddSheet, AddTable, Dress, TakeCell
from orxl.core.light import dataclass, field, replace
from orxl.core.refs import MAX_ROW, Range
from orxl.core.snapshot import Table
from orxl.core.values import BLANK
from orxl.xlsx.read.comments import commented
from orxl.xlsx.read.tables import tables_of
from orxl.xlsx.write.draft import Draft
from orxl.xlsx.write.looks import Looks
from orxl.xlsx.write.moving import added, element
from orxl.xlsx.write.newframes import NewFrame
from orxl.xlsx.write.newparts import NEXT_ROW, Arrows, NewParts
from orxl.xlsx.write.newsheets import SHEET, NewSheets, refuse_names
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.text import escape, to_xstring
from orxl.xlsx.xml.tree import MAIN, TRANSITIONAL, Splice, Tree

_TABLE: Final = f"{TRANSITIONAL}/table"
_SHOWN: Final = 6
"""How many of the cells in the way are named."""
_ROW_LOOKS: Final = ("ht", "customHeight")


@dataclass
class Bench:
    """A workbook that grafts are made on, and the model they are taken from."""

    work: Workspace
    model: Workspace
    frames: dict[str, NewFrame] = field(default_factory=dict)
    """By the name of the sheet."""
    tables: list[tuple[Tree, list[Splice]]] = field(default_factory=list)
    """The table parts that get columns."""

    def __post_init__(self) -> None:
        package, model = self.work.package, self.model.package
        self.looks = Looks(package, model)
        self.parts = NewParts(package, model, self.looks)
        self.arrows = Arrows(package)
        self.sheets = NewSheets(package, model)
        self.names = set(self.work.tables)

    def frame(self, sheet: str) -> NewFrame:
        """What comes to the frame of *sheet*."""
        return self.frames.setdefault(sheet, NewFrame(sheet))

    def make(self, graft: AddSheet | AddTable | AddColumns | TakeCell | Dress) -> None:
        """Make *graft*. Raises RefusedEdit where it does not fit what is there."""
        _MAKE[type(graft)](self, graft)


def _add_sheet(bench: Bench, graft: AddSheet) -> None:
    package, model = bench.work.package, bench.model.package
    part = model.sheet(graft.name)
    if part is None:
        raise _misfit(f"arket «{graft.name}»")
    bench.sheets.add(graft)
    for found in tables_of(model, part):
        _refuse_table(bench, found.table.name)
    name = bench.parts.bring(part.part)
    bench.sheets.ids[graft.name] = bench.arrows.to(name, SHEET, package.workbook_part)


def _refuse_table(bench: Bench, name: str) -> None:
    if name.casefold() in bench.names:
        raise RefusedEdit(
            f"Arbeidsboken har alt en tabell som heter {nb.quoted(name)}.",
            "Gi den et annet navn i Excel (Tabellutforming → Tabellnavn).",
        )
    refuse_names(bench.work.package, name, "en ny tabell")
    bench.names.add(name.casefold())


def _add_table(bench: Bench, graft: AddTable) -> None:
    _refuse_table(bench, graft.name)
    source, part, table = bench.model.table(graft.name)
    draft = bench.work.draft(table.sheet)
    _refuse_taken(bench, draft, table.ref, f"den nye tabellen {nb.quoted(table.name)}")
    for cell in table.ref.cells():
        _take(bench, draft, source, (cell.row, cell.column))
    arrow = bench.arrows.to(bench.parts.bring(part.part), _TABLE, draft.part.part)
    frame = bench.frame(draft.part.name)
    frame.tables.append(arrow)
    frame.marked.append(_with_room(draft, table.ref))
    columns = range(table.ref.first_column, table.ref.last_column + 1)
    frame.columns |= {column: False for column in columns if column not in frame.columns}


def _add_columns(bench: Bench, graft: AddColumns) -> None:
    draft, part, table = bench.work.table(graft.table)
    source, twin, model = bench.model.table(graft.table)
    _refuse_misfit(graft, table, model)
    first = table.ref.last_column + 1
    new = replace(table.ref, first_column=first, last_column=model.ref.last_column)
    what = nb.listed([nb.quoted(header) for header in graft.headers])
    _refuse_taken(bench, draft, new, f"kolonnen {what} i tabellen {nb.quoted(table.name)}")
    for row in range(table.ref.first_row, table.last_data_row + 1):
        for column in range(first, new.last_column + 1):
            _take(bench, draft, source, (row, column))
    frame = bench.frame(draft.part.name)
    frame.marked.append(_with_room(draft, new))
    frame.columns |= dict.fromkeys(range(first, new.last_column + 1), True)
    wide = replace(table.ref, last_column=new.last_column)
    bench.work.moved[table.name.casefold()] = replace(table, ref=wide, columns=model.columns)
    tree = bench.work.package.tree(part.part)
    looks = _next_row(bench, twin.part, len(table.columns))
    bench.tables.append((tree, list(_widened(tree, table, model, wide, looks))))


def _next_row(bench: Bench, part: str, old: int) -> list[str | None]:
    """The looks that the model's columns after the *old* ones give new rows, where it says."""
    tree = bench.model.package.tree(part)
    holder = tree.root.find("tableColumns")
    nodes = list(holder.all("tableColumn")) if holder is not None else []
    said = (tree.get(node, NEXT_ROW) for node in nodes[old:])
    return [None if look is None else bench.looks.mark(int(look)) for look in said]


def _refuse_misfit(graft: AddColumns, table: Table, model: Table) -> None:
    """Refuse a model whose table is not this one with the new columns at its end."""
    if not table.header_rows:
        raise RefusedEdit(
            f"Tabellen {nb.quoted(table.name)} viser ingen overskrifter.",
            "Slå på overskriftsraden i Excel (Tabellutforming → Overskriftsrad).",
        )
    old = [column.name.casefold() for column in table.columns]
    same_place = (
        model.sheet.casefold() == table.sheet.casefold()
        and model.ref.first_row == table.ref.first_row
        and model.ref.first_column == table.ref.first_column
        and model.data_rows == table.data_rows
        and model.header_rows == table.header_rows
    )
    new = [column.name.casefold() for column in model.columns]
    if not same_place or new != old + [header.casefold() for header in graft.headers]:
        raise _misfit(f"tabellen {nb.quoted(table.name)}")


def _widened(
    tree: Tree, table: Table, model: Table, wide: Range, looks: Sequence[str | None]
) -> Iterator[Splice]:
    """The table's part with its new range and its new columns."""
    root = tree.root
    holder = root.find("tableColumns")
    if holder is None:
        raise _misfit(f"tabellen {nb.quoted(table.name)}")
    yield from tree.set(root, "ref", wide.a1)
    for node in root.walk():
        if node.local not in ("autoFilter", "sortState") or node.ns not in MAIN:
            continue
        area = Range.of(table.sheet, tree.get(node, "ref") or "")
        if area.last_column == table.ref.last_column:
            yield from tree.set(node, "ref", replace(area, last_column=wide.last_column).a1)
    ids = [int(tree.get(node, "id") or "0") for node in holder.all("tableColumn")]
    prefix = root.prefix
    new = []
    columns = zip(model.columns[len(table.columns) :], looks, strict=True)
    for number, (column, look) in enumerate(columns, start=max(ids) + 1):
        formula = b""
        if column.formula is not None:
            formula = element(prefix, "calculatedColumnFormula", {}, escape(column.formula))
        said = {"id": str(number), "name": to_xstring(column.name)}
        if look is not None:
            said[NEXT_ROW] = look
        new.append(element(prefix, "tableColumn", said, formula))
    yield from added(tree, root, "tableColumns", new, ("tableStyleInfo", "extLst"), count=True)


def _take_cell(bench: Bench, graft: TakeCell) -> None:
    draft, at = bench.work.place(graft.cell)
    source = bench.model.draft(draft.part.name)
    area = Range(draft.part.name, *at, *at)
    if graft.expected is BLANK:
        _refuse_taken(bench, draft, area, "en ny celle i oppsettet")
    there = present(draft.cell(at))
    if not same_content(graft.expected, there, date1904=draft.context.date1904):
        raise RefusedEdit(
            f"{graft.cell} skulle inneholde {described(graft.expected)}, men der står "
            f"{described(there)}.",
            "Les arbeidsboken på nytt og prøv igjen.",
        )
    _take(bench, draft, source, at)
    frame = bench.frame(draft.part.name)
    frame.marked.append(area)
    frame.linked.append(draft.ref(at))


def _dress(bench: Bench, graft: Dress) -> None:
    draft = bench.work.draft(graft.area.sheet)
    source = bench.model.draft(draft.part.name)
    for cell in graft.area.cells():
        at = (cell.row, cell.column)
        there, model = present(draft.cell(at)), present(source.cell(at))
        if not same_content(there, model, date1904=draft.context.date1904):
            raise _misfit(str(cell))
        draft.put(at, there, bench.looks.cell(int(source.style(at) or "0"), _style(draft, at)))
    bench.frame(draft.part.name).dressed.append(graft.area)


_MAKE: Final[Mapping[type, Callable[[Bench, Any], None]]] = {
    AddSheet: _add_sheet,
    AddTable: _add_table,
    AddColumns: _add_columns,
    TakeCell: _take_cell,
    Dress: _dress,
}


def _take(bench: Bench, draft: Draft, source: Draft, at: tuple[int, int]) -> None:
    """Let the cell *at* be as in the model, in what it holds and how it looks."""
    cell = source.cell(at)
    if cell.kind in ("array", "datatable", "spill"):
        raise _misfit(str(source.ref(at)))
    content = Formula(cell.formula) if cell.formula is not None else cell.value
    style = source.style(at)
    if style is None:  # the model has no such cell
        return
    look = bench.looks.cell(int(style), _style(draft, at))
    if draft.rows.row(at[0]) is None:
        found = source.row_attributes(at[0])
        draft.need_row(at[0], "", {n: found[n] for n in _ROW_LOOKS if n in found})
    draft.put(at, content, look)


def _style(draft: Draft, at: tuple[int, int]) -> str | None:
    style = draft.style(at)
    return style if style is not None else draft.inherited_style(at)


def _refuse_taken(bench: Bench, draft: Draft, area: Range, what: str) -> None:
    """Refuse, naming the cells, where *area* is not free for *what*."""
    sheet = draft.part.name
    others = [table.ref for table in bench.work.tables_on(sheet)]
    pivots = [place for _, place in draft.pivots]
    taken = [found.a1 for found in (*others, *draft.merged, *draft.arrays, *pivots)
             if found.overlaps(area)]  # fmt: skip
    notes = commented(bench.work.package, draft.part)
    taken += [
        draft.ref(at).a1 for at in _written(draft, area) if at in notes or not _free(draft, at)
    ]
    taken += [draft.ref(at).a1 for at in sorted(notes) if draft.ref(at) in area]
    if taken:
        cells = list(dict.fromkeys(taken))
        more = f" og {len(cells) - _SHOWN} til" if len(cells) > _SHOWN else ""
        shown = ", ".join(cells[:_SHOWN]) if more else nb.listed(cells)
        raise RefusedEdit(
            f"På arket «{sheet}» er det ikke plass til {what} i {area.a1}: det står noe i "
            f"{shown}{more}.",
            "Flytt det som står der, og prøv igjen.",
        )


def _written(draft: Draft, area: Range) -> Iterator[tuple[int, int]]:
    """The cells of *area* in rows that are written."""
    for row in draft.rows.between(area.first_row, area.last_row):
        for column in range(area.first_column, area.last_column + 1):
            yield row, column


def _free(draft: Draft, at: tuple[int, int]) -> bool:
    cell = draft.cell(at)
    return cell.value is BLANK and cell.formula is None and not cell.kind


def _with_room(draft: Draft, area: Range) -> Range:
    """*area* with the free cells under it, down to the first that is taken."""
    below = replace(area, first_row=area.last_row + 1, last_row=MAX_ROW)
    for at in _written(draft, below):
        if not _free(draft, at):
            return replace(area, last_row=at[0] - 1)
    return replace(area, last_row=MAX_ROW)


def _misfit(where: str) -> RefusedEdit:
    return RefusedEdit(
        f"Mønsteret passer ikke med arbeidsboken ved {where}.", "Meld fra om feilen."
    )
