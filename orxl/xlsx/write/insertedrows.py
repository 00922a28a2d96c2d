"""Rows put in between a sheet's rows: the cells below stand lower, and every formula follows.

The new rows are blank and look like the row above them; the edit's contents come afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core import nb
from orxl.core.edits import InsertRows
from orxl.core.errors import RefusedEdit
from orxl.core.refs import MAX_ROW, column_letters
from orxl.core.rowplaces import inserted
from orxl.xlsx.package import SheetPart
from orxl.xlsx.read.cells import CellReader
from orxl.xlsx.read.grammar import attributes
from orxl.xlsx.read.values import SheetContext
from orxl.xlsx.references.insertion import Insertion
from orxl.xlsx.write.content import formula
from orxl.xlsx.write.draft import Draft
from orxl.xlsx.write.insertedframe import frame_splices
from orxl.xlsx.write.insertedparts import other_parts
from orxl.xlsx.write.splices import CellWriter
from orxl.xlsx.write.tablerows import row_looks
from orxl.xlsx.write.workspace import Workspace
from orxl.xlsx.xml.text import XmlText, escape_attribute, natural
from orxl.xlsx.xml.tree import Splice, Tree, set_attribute

Part = tuple[Tree, list[Splice]]
Place = tuple[int, int]
_KINDS: Final = ("worksheet", "chartsheet", "")
_HIDING: Final = frozenset("&<>'\"")
"""Signs that are written otherwise in XML, or in formulas."""


def insertion(work: Workspace, edit: InsertRows) -> Insertion:
    """Where the rows of *edit* go. Raises RefusedEdit where its table has no such place."""
    draft, _, table = work.table(edit.table)
    at = inserted(table, edit)
    return Insertion(draft.part.name, at.first, len(at.rows))


def insert_rows(work: Workspace, into: Insertion, table: str) -> Iterator[Part]:
    """The parts that change when the rows are made, blank, for the table *table*.

    Raises RefusedEdit where they cannot be, and where something cannot follow.
    """
    draft = work.draft(into.sheet)
    _refuse_odd(work)
    _refuse_bound(work, draft, table, into)
    for sheet in work.package.sheets:
        if sheet.kind == "worksheet":
            yield _sheet(work, sheet, into)
    yield from other_parts(work, draft.part, into)


def _refuse_odd(work: Workspace) -> None:
    work.refuse_odd()
    for sheet in work.package.sheets:
        if sheet.kind not in _KINDS:
            raise RefusedEdit(
                f"Arket «{sheet.name}» er et makro- eller dialogark, og det kan vise til radene.",
                "Sett inn raden i Excel.",
            )


def _refuse_bound(work: Workspace, draft: Draft, table: str, into: Insertion) -> None:
    """Refuse what Excel would not part either, and what only Excel can move."""
    where = f"Rad {into.before} på arket «{into.sheet}»"
    last = max(draft.rows.between(1, MAX_ROW), default=0)
    if last + into.count > MAX_ROW:
        raise RefusedEdit(
            f"Arket «{into.sheet}» har ikke plass til flere rader.", "Slett noe nederst i arket."
        )
    for other in work.tables_on(into.sheet):
        if other.name.casefold() != table.casefold() and into.parts(other.ref):
            raise RefusedEdit(
                f"{where} går også gjennom tabellen {nb.quoted(other.name)} ({other.ref.a1}).",
                "Sett inn raden i Excel, i den ene tabellen.",
            )
    for area in draft.arrays:
        if into.parts(area):
            raise RefusedEdit(
                f"{where} går gjennom en matriseformel ({area.a1}), som ikke kan deles.",
                "Endre formelen i Excel først.",
            )
    for name, area in draft.pivots:
        if area.last_row >= into.before:
            raise RefusedEdit(
                f"{where} ligger over pivottabellen {nb.quoted(name)} eller går gjennom den.",
                "Flytt pivottabellen til et eget ark i Excel.",
            )


# --- sheets ---------------------------------------------------------------------------------------


def _sheet(work: Workspace, sheet: SheetPart, into: Insertion) -> Part:
    here = into.is_here(sheet.name)
    text = work.package.text(sheet.part)
    tree = Tree(text, opaque=("sheetData",))
    if not here and not _may_name(text, into.sheet):
        return tree, []
    draft = work.draft(sheet.name)
    arrays = _formulas(work, draft, into)
    splices = [*CellWriter(draft).splices(), *arrays]
    splices += frame_splices(draft.tree, sheet.name, into)
    if here:
        splices += [*_numbers(draft, into), *_ranges(draft, into), *_new_rows(draft, into)]
    return draft.tree, splices


def _may_name(text: XmlText, sheet: str) -> bool:
    """Whether a part can name *sheet*: not where its name, or a sign it might hide in, is not."""
    odd = text.lex is not text.data or b"&#" in text.data or set(sheet) & _HIDING
    return bool(odd) or sheet.casefold() in text.data.decode().casefold()


def _formulas(work: Workspace, draft: Draft, into: Insertion) -> list[Splice]:
    """Let the cells' formulas follow; the splices of array formulas, which stay such."""
    home = draft.part.name
    here = into.is_here(home)
    context = SheetContext(home, work.strings, work.dates, work.package.date1904)
    cells = CellReader(draft.text, context).read(draft.holder.open_end, draft.holder.close)
    now: dict[Place, str] = {}
    arrays: list[Splice] = []
    for at, cell in cells.items():
        if cell.kind == "datatable" and here:
            raise RefusedEdit(
                f"{draft.ref(at)} hører til en datatabell, som bare Excel kan flytte.",
                "Sett inn raden i Excel.",
            )
        if cell.formula is None or cell.kind == "datatable":
            continue
        now[at] = into.formula(cell.formula, home)
        if now[at] == cell.formula:
            continue
        if cell.kind == "array":
            arrays += _array(draft, at, now[at])
        else:
            draft.regrow(at, now[at])
    for group, (row, column, _) in draft.shared.masters.items() if here else ():
        members = [(row, column), *draft.shared.dependents(group)]
        rows = [member[0] for member in members]
        apart = min(rows) < into.before <= max(rows)
        if apart or any(member in draft.changes for member in members):
            for member in members:
                if member in now:
                    draft.regrow(member, now[member])
    return arrays


def _array(draft: Draft, at: Place, text: str) -> list[Splice]:
    span = draft.rows.cell(*at)
    raw = None if span is None else span.raw(draft.lexer)
    if raw is None or raw.f_text is None:
        raise AssertionError(at)
    new = formula(text, draft.ref(at), draft.prefix)
    inside = new[new.index(b">") + 1 : new.rindex(b"<")]
    return [(*raw.f_text, inside)]


# --- the sheet with the rows ----------------------------------------------------------------------


def _numbers(draft: Draft, into: Insertion) -> Iterator[Splice]:
    """The numbers of the rows below, and the addresses of their cells."""
    lex = draft.text.lex
    for number in draft.rows.between(into.before, MAX_ROW):
        row = draft.rows.row(number)
        if row is None:
            raise AssertionError(number)
        now = into.row(number)
        if row.has_number:
            yield from set_attribute(lex, row.start, row.open_end, "r", str(now))
        for cell in draft.rows.cells(row):
            if cell.has_reference:
                a1 = f"{column_letters(cell.column)}{now}"
                tag_end = cell.match.end(1) + 1
                yield from set_attribute(lex, cell.match.start(), tag_end, "r", a1)


def _ranges(draft: Draft, into: Insertion) -> Iterator[Splice]:
    """The ranges of array formulas, and of shared ones that stay shared."""
    rewritten = set()
    for at in draft.changes:
        span = draft.rows.cell(*at)
        raw = None if span is None else span.raw(draft.lexer)
        if raw is not None and raw.f is not None:
            rewritten.add(raw.f[0])
    grammar, lex = draft.lexer.grammar, draft.text.lex
    seen: set[int] = set()
    for pattern in (grammar.shared, grammar.ranged):
        for tag in pattern.finditer(lex, draft.holder.open_end, draft.holder.close):
            ref = attributes(tag[1]).get("ref")
            if ref is None or tag.start() in rewritten or tag.start() in seen:
                continue
            seen.add(tag.start())
            yield from set_attribute(lex, tag.start(), tag.end(), "ref", into.ref(ref))


def _new_rows(draft: Draft, into: Insertion) -> list[Splice]:
    model = into.before - 1
    row = draft.rows.row(model)
    p = draft.prefix.encode()
    looks = row_looks(draft, model) | _grouping(draft, into)
    styles = []
    for cell in draft.rows.cells(row) if row is not None else ():
        style = draft.style((model, cell.column))
        own = draft.inherited_style((model, cell.column))
        if style not in (None, "0") or own not in (None, "0"):
            styles.append((cell.column, style))
    new = b""
    for number in range(into.before, into.before + into.count):
        cells = b""
        for column, style in styles:
            said = {"r": f"{column_letters(column)}{number}"}
            if style not in (None, "0"):
                said["s"] = str(style)
            cells += b"<%sc%s/>" % (p, _said(said))
        tag = _said({"r": str(number)} | looks)
        new += b"<%srow%s>%s</%srow>" % (p, tag, cells, p) if cells else b"<%srow%s/>" % (p, tag)
    following = draft.rows.after(model)
    if following is not None:
        return [(following.start, following.start, new)]
    if draft.holder.empty:
        return draft.tree.set_content(draft.holder, new)
    return [(draft.holder.close, draft.holder.close, new)]


def _grouping(draft: Draft, into: Insertion) -> dict[str, str]:
    """The group that the rows come inside: that of the rows above and below."""
    around = [draft.row_attributes(row) for row in (into.before - 1, into.before)]
    levels = [natural(found.get("outlineLevel", "0")) for found in around]
    level = min(0 if one is None else one for one in levels)
    return {"outlineLevel": str(level)} if level else {}


def _said(found: dict[str, str]) -> bytes:
    return b"".join(
        b' %s="%s"' % (name.encode(), escape_attribute(value)) for name, value in found.items()
    )
