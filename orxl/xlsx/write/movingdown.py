"""A block of cells moved down, with the tables, rules and links in it: what Excel does on a cut
and paste, for blocks that nothing refers to by address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core import nb
from orxl.core.edits import present
from orxl.core.errors import RefusedEdit
from orxl.core.grafts import MoveDown
from orxl.core.light import replace
from orxl.core.refs import MAX_COLUMN, MAX_ROW, Range
from orxl.core.values import BLANK
from orxl.xlsx.read.cells import CellReader
from orxl.xlsx.read.comments import commented
from orxl.xlsx.read.values import SheetContext
from orxl.xlsx.references import shift
from orxl.xlsx.references.growth import sheet_before
from orxl.xlsx.write import areas
from orxl.xlsx.write.draft import Draft
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.text import escape, natural
from orxl.xlsx.xml.tree import MAIN, Node, Splice, Tree

Part = tuple[Tree, list[Splice]]
_RULES: Final = ("conditionalFormatting", "dataValidation", "hyperlink", "ignoredError",
                 "protectedRange")  # fmt: skip
_FORMULAS: Final = frozenset({"formula", "formula1", "formula2", "f", "definedName"})
_ROW_LOOKS: Final = ("ht", "customHeight", "s", "customFormat")


def move_down(work: Workspace, edit: MoveDown) -> Iterator[Part]:
    """The parts that change beside the sheet's cells, which change in its draft.

    Raises RefusedEdit where something is in the way or refers to the cells.
    """
    draft = work.draft(edit.area.sheet)
    area = replace(edit.area, sheet=draft.part.name)
    if edit.rows < 1 or area.last_row + edit.rows > MAX_ROW:
        raise RefusedEdit(f"{area} kan ikke flyttes {edit.rows} rader ned.", "Meld fra om feilen.")
    whole = replace(area, last_row=area.last_row + edit.rows)
    tables = _refuse_bound(work, draft, area, whole)
    _refuse_referred(work, area, whole)
    _move_cells(draft, area, edit.rows)
    for name in tables:
        table, part = work.tables[name][1].table, work.tables[name][1].part
        tree = work.package.tree(part)
        yield tree, list(_moved_table(tree, table.sheet, edit.rows))
    yield draft.tree, list(_frame(draft.tree, area, whole, edit.rows))


def _refuse_bound(work: Workspace, draft: Draft, area: Range, whole: Range) -> list[str]:
    """The tables in *area*; refused: what is bound to its place, and what is in the way."""
    inside = []
    for name, (part, found) in work.tables.items():
        if part.name != area.sheet or not found.table.ref.overlaps(whole):
            continue
        if areas.without([found.table.ref], [area]):
            raise _taken(area, found.table.ref.a1)
        inside.append(name)
    pivots = [place for _, place in draft.pivots]
    for bound in (*draft.merged, *draft.arrays, *pivots):
        if bound.overlaps(whole):
            raise _taken(area, bound.a1)
    for at in sorted(commented(work.package, draft.part)):
        if draft.ref(at) in whole:
            raise _taken(area, draft.ref(at).a1)
    for row in draft.rows.between(area.last_row + 1, whole.last_row):
        for column in range(area.first_column, area.last_column + 1):
            cell = draft.cell((row, column))
            if cell.value is not BLANK or cell.formula is not None:
                raise _taken(area, draft.ref((row, column)).a1)
    return inside


def _taken(area: Range, where: str) -> RefusedEdit:
    return RefusedEdit(
        f"På arket «{area.sheet}» må {area.a1} flyttes ned, men det står noe i {where}.",
        "Flytt det som står der, og prøv igjen.",
    )


# --- what refers to the cells ---------------------------------------------------------------------


def _refuse_referred(work: Workspace, area: Range, whole: Range) -> None:
    for where, home, text in _formulas(work, area):
        if _touches(text, home, area, whole):
            raise RefusedEdit(
                f"På arket «{area.sheet}» må {area.a1} flyttes ned, men {where} viser dit med "
                f"adresser ({nb.quoted('=' + text)}).",
                "La den vise til tabellens kolonne ved navn.",
            )


def _formulas(work: Workspace, area: Range) -> Iterator[tuple[str, str, str]]:
    """Every formula but those of rules that move: where it stands, its sheet and its text."""
    for sheet in work.package.sheets:
        if sheet.kind != "worksheet":
            continue
        draft = work.draft(sheet.name)
        yield from _of_rules(draft, area)
        context = SheetContext(sheet.name, work.strings, work.dates, work.package.date1904)
        reader = CellReader(draft.text, context)
        for at, cell in reader.read(draft.holder.open_end, draft.holder.close).items():
            if cell.formula is not None:
                yield str(draft.ref(at)), sheet.name, cell.formula
    tree = work.package.workbook
    holder = tree.root.find("definedNames")
    for node in holder.all("definedName") if holder is not None else ():
        yield f"navnet {tree.get(node, 'name')}", "", tree.content(node)
    for entry in work.package.archive:
        if entry.name.lower().endswith(".xml") and "/charts/" in entry.name.lower():
            tree = work.package.tree(entry.name)
            for node in tree.root.walk():
                if node.local == "f":
                    yield "et diagram", "", tree.content(node)


def _of_rules(draft: Draft, area: Range) -> Iterator[tuple[str, str, str]]:
    sheet = draft.part.name
    for holder in draft.tree.root.walk():
        ranged = draft.tree.get(holder, "sqref")
        if ranged is None and holder.local != "extLst":
            continue
        if ranged is not None and sheet == area.sheet:
            found = areas.ranges(sheet, ranged)
            if found and all(_begins_in(one, area) for one in found):
                continue
        for node in holder.walk():
            if node.local in _FORMULAS and not node.children:
                yield f"en regel på arket «{sheet}»", sheet, draft.tree.content(node)


def _touches(text: str, home: str, area: Range, whole: Range) -> bool:
    """Whether a reference in *text* reads some of *area*, or is to read some, but not all of it."""
    parts = shift.pieces(text)
    for place, part in enumerate(parts):
        if isinstance(part, str):
            continue
        before = parts[place - 1] if place else ""
        sheet = home
        if isinstance(before, str) and before.endswith("!"):
            sheet = sheet_before(before[:-1])
        if sheet.casefold() != area.sheet.casefold():
            continue
        found = _area(part, area.sheet)
        if found.overlaps(whole) and areas.without([whole], [found]):
            return True
    return False


def _area(part: tuple[shift.Corner, ...], sheet: str) -> Range:
    first, last = part[0], part[-1]
    rows = (first.row, last.row) if first.row else (1, MAX_ROW)
    columns = (first.column, last.column) if first.column else (1, MAX_COLUMN)
    return Range(sheet, min(rows), min(columns), max(rows), max(columns))


# --- cells, tables and rules ----------------------------------------------------------------------


def _move_cells(draft: Draft, area: Range, rows: int) -> None:
    for row in range(area.last_row, area.first_row - 1, -1):
        for column in range(area.first_column, area.last_column + 1):
            old, new = (row, column), (row + rows, column)
            style = draft.style(old)
            content = present(draft.cell(old))
            if style is None and content is BLANK:
                if draft.style(new) is not None:
                    draft.remove(new)
                continue
            if draft.rows.row(new[0]) is None:
                found = draft.row_attributes(row)
                draft.need_row(new[0], "", {n: found[n] for n in _ROW_LOOKS if n in found})
            draft.put(new, content, style if style is not None else "0")
            draft.remove(old)


def _moved_table(tree: Tree, sheet: str, rows: int) -> Iterator[Splice]:
    for node in tree.root.walk():
        ref = tree.get(node, "ref")
        if node.ns in MAIN and ref is not None and node.local != "tableColumn":
            yield from tree.set(node, "ref", _down(Range.of(sheet, ref), rows).a1)


def _down(area: Range, rows: int) -> Range:
    last = min(area.last_row + rows, MAX_ROW)
    return replace(area, first_row=area.first_row + rows, last_row=last)


def _frame(tree: Tree, area: Range, whole: Range, rows: int) -> Iterator[Splice]:
    for node in tree.root.walk():
        if node.local in _RULES and node.ns in MAIN:
            yield from _rule(tree, node, area, whole, rows)
        elif node.local == "sqref":
            if any(r.overlaps(whole) for r in areas.ranges(area.sheet, tree.content(node))):
                raise _taken(area, tree.content(node))
        elif node.local == "brk" and node.ns in MAIN:
            at = natural(tree.get(node, "id")) or 0
            in_rows = _parent_is(tree, node, "rowBreaks") and area.first_row <= at <= area.last_row
            if in_rows:
                yield from tree.set(node, "id", str(at + rows))


def _parent_is(tree: Tree, node: Node, name: str) -> bool:
    holder = tree.root.find(name)
    return holder is not None and node in holder.children


def _rule(tree: Tree, node: Node, area: Range, whole: Range, rows: int) -> Iterator[Splice]:
    name = "ref" if node.local == "hyperlink" else "sqref"
    text = tree.get(node, name)
    if text is None:
        return
    found = areas.ranges(area.sheet, text)
    moving = [r for r in found if _begins_in(r, area)]
    staying = [r for r in found if not r.overlaps(whole) or not areas.without([whole], [r])]
    if not moving:
        if len(staying) < len(found):
            raise _taken(area, text)
        return
    if len(moving) < len(found):
        raise _taken(area, text)
    yield from tree.set(node, name, areas.sqref(_down(r, rows) for r in found))
    bottom = max(r.last_row for r in found)
    for child in node.walk():
        if child.local in _FORMULAS and not child.children:
            old = tree.content(child)
            new = _followed(old, replace(area, last_row=bottom), rows)
            if new != old:
                yield from tree.set_content(child, escape(new))


def _begins_in(found: Range, area: Range) -> bool:
    return (
        area.first_row <= found.first_row <= area.last_row
        and area.first_column <= found.first_column
        and found.last_column <= area.last_column
    )


def _followed(text: str, zone: Range, rows: int) -> str:
    """A rule's formula whose references to rows of *zone* on the own sheet have moved along."""
    parts = shift.pieces(text)
    for place, part in enumerate(parts):
        before = parts[place - 1] if place else ""
        if isinstance(part, str) or (isinstance(before, str) and before.endswith("!")):
            continue
        found = _area(part, zone.sheet)
        if part[0].row and zone.first_row <= found.first_row and found.last_row <= zone.last_row:
            parts[place] = tuple(replace(c, row=c.row + rows) for c in part)
    return shift.render(parts, 0, 0)
