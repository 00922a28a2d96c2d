"""Single damages to the workbook, made by a program, each with the rules that may report it.

A damage is caught when one of its rules reports one of its places, and did not before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.binding import BoundBook, BoundRow, BoundTable
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError
from orxl.layout import Column, Kind, NamedCell
from orxl.rules.kit import Editor, Place
from tests.mutation_kit import Change, Mutation, caught, formula, mutation, showing, typing
from tests.mutations_content import (
    budget_damages,
    fee_damages,
    follow_up_damages,
    programme_damages,
)

__all__ = ["caught", "mutations"]


def mutations(bound: BoundBook) -> list[Mutation]:
    """All damages to the workbook *bound*."""
    return [
        *_formula_damages(bound),
        *_input_damages(bound),
        *_key_damages(bound),
        *_structure_damages(bound),
        *budget_damages(bound),
        *fee_damages(bound),
        *programme_damages(bound),
        *follow_up_damages(bound),
    ]


# Formulas


def _formula_damages(bound: BoundBook) -> Iterator[Mutation]:
    for index, (cell, alone) in enumerate(_calculated(bound)):
        kinds = list(_damages_of_formula(bound, cell))
        # One cell stands for its whole column and gets every damage; cells that each have a
        # formula of their own take turns.
        yield from kinds if alone else kinds[index % len(kinds) :][:1]


def _damages_of_formula(bound: BoundBook, cell: CellRef) -> Iterator[Mutation]:
    value, declared = bound.book.cell(cell).value, bound.declared[cell]
    where = f"{cell}"
    yield mutation("typed over with the same value", where, "F001", typing(cell, value))
    yield mutation("formula deleted", where, "F001", typing(cell, BLANK))
    if isinstance(value, float):
        other = value + max(1.0, abs(value) * 1e-9)  # Excel shows 15 digits; no rule asks for more
        yield mutation("typed over with another value", where, "F001", typing(cell, other))
        yield mutation("stale value", where, "F003", showing(cell, other))
    wrong = _wrong(declared)
    if wrong is not None:
        yield mutation("formula changed", f"{where} {wrong}", "F002", formula(cell, wrong))


def _calculated(bound: BoundBook) -> Iterator[tuple[CellRef, bool]]:
    """A cell of every calculated column (True), and every cell with a formula of its own."""
    for table in bound.tables.values():
        for column in table.spec.columns:
            if column.key not in table.columns:
                continue
            cells = [table.cell(row.number, column.key) for row in table.rows]
            cells = [cell for cell in cells if cell in bound.declared]
            if column.formula is not None:
                yield from ((cell, True) for cell in cells[len(cells) // 2 :][:1])
            else:
                yield from ((cell, False) for cell in cells)


def _wrong(formula: str) -> str | None:
    """*formula* with one typical slip: a shorter range, another sign, another row or column."""
    if match := re.fullmatch(r"SUM\((\w+?)(\d+):(\w+?)(\d+)\)", formula):
        return f"SUM({match[1]}{match[2]}:{match[3]}{int(match[4]) - 1})"
    if match := re.fullmatch(r"([A-Z]+)(\d+)([-+])([A-Z]+)(\d+)", formula):
        return f"{match[1]}{match[2]}{'+' if match[3] == '-' else '-'}{match[4]}{match[5]}"
    if match := re.fullmatch(r"([A-Z]+)(\d+)", formula):
        return f"{match[1]}{int(match[2]) - 1}"
    for old, new in (
        ("Budsjett 2025", "Prognose 2025"),
        ("Budsjett 2026", "Prognose 2025"),
        ("/1000", "/100"),
        ("Kontingentsats", "2.5"),
        ("ROUND(", "INT("),
        (",0))", ",1))"),
        ('="EUR"', '="NOK"'),
        ('"Søkt"', '"Avslått"'),
        (">0", ">1"),
        ("*", "+"),
        ("SUM(", "MAX("),
        ("-", "+"),
    ):
        if old in formula:
            return formula.replace(old, new, 1)
    return None


# Input cells


def _input_damages(bound: BoundBook) -> Iterator[Mutation]:
    for table in bound.tables.values():
        if not table.spec.content or table.spec.content == "log":
            continue
        for column in table.spec.columns:
            row = _filled(bound, table, column)
            if column.derived or row is None or column.kind is Kind.ANY:
                continue
            yield from _damages_of(table, column, row)


def _filled(bound: BoundBook, table: BoundTable, column: Column) -> BoundRow | None:
    """A row from the middle of the table with an input in *column*."""
    rows = [
        r
        for r in table.rows
        if r.values.get(column.key, BLANK) is not BLANK
        and r.cells[column.key] not in bound.declared
    ]
    return rows[len(rows) // 2] if rows else None


def _damages_of(table: BoundTable, column: Column, row: BoundRow) -> Iterator[Mutation]:
    cell, value = row.cells[column.key], row.values[column.key]
    where = f"{table.spec.name}[{column.header}]"
    yield mutation("error value", where, "D007", typing(cell, CellError("#N/A")))
    if column.kind.numeric and isinstance(value, float):
        text = f"{value:g}".replace(".", ",")
        yield mutation("number as text", where, "D001", typing(cell, text))
        yield mutation("number with unit", where, "D002 D001", typing(cell, f"{text} tkr"))
        yield mutation("words for a number", where, "D001 D002", typing(cell, "ikke avklart"))
    if column.kind in (Kind.INTEGER, Kind.YEAR, Kind.MUNICIPALITY) and isinstance(value, float):
        yield mutation("decimals", where, "D009", typing(cell, value + 0.5))
    if column.kind in (Kind.DATE, Kind.MOMENT):
        yield mutation("date as text", where, "D003", typing(cell, "31.12.2026"))
        yield mutation("words for a date", where, "D003", typing(cell, "til høsten"))
    if column.kind is Kind.CODE:
        yield mutation("number for a code", where, "D006", typing(cell, 1.1))
    if column.choices and column.choices.startswith("Liste_") and isinstance(value, str):
        codes = "D004 D010 N003 N004 N005 N006 N007 N008 N009 N010 N012 N013 K011"
        yield mutation("word not in the list", where, codes, typing(cell, f"{value}x"))
    if column.required:
        # A row of the layout that holds nothing else is blank without its label: it is missing.
        codes = "D005 D014 B017 S012"
        emptied = typing(cell, BLANK, also=(cell.sheet,))
        yield mutation("required field emptied", where, codes, emptied)
    if column.key == table.spec.key and isinstance(value, str):
        codes = "D008 D010"
        yield mutation("space after a key", where, codes, typing(cell, f"{value} "))


# Keys and references


def _key_damages(bound: BoundBook) -> Iterator[Mutation]:
    for name, codes in (
        ("tblTiltak", "N001"),
        ("tblMål", "N002"),
        ("tblTilskudd", "N002"),
        ("tblNoter", "N002"),
        ("tblTekster", "N002"),
        ("tblOrganisering", "N002"),
        ("tblOmråder", "N002"),
        ("tblStrategi", "N002"),
        ("tblProsjektmidler", "N002"),
        ("tblHovedtall", "N002"),
    ):
        table = bound.tables[name]
        first, second = table.rows[0], table.rows[1]
        key = table.spec.key
        change = typing(second.cells[key], first.values[key], also=(first.cells[key],))
        yield mutation("key used twice", name, codes, change)
    for name, column, value, codes in (
        ("tblMål", "measure", "2.1.9", "N003"),
        ("tblPartnere", "measure", "9.9", "N004"),
        ("tblProsjektmidler", "grant", "ORBIT", "N006 D004"),
        ("tblTiltak", "grant", "ORBIT", "N006 D004"),
        ("tblTilskudd", "budget_line", "Kontingenter", "N008"),
        ("tblHovedtall", "note", "H7", "N007"),
        ("tblProsjektmidler", "note", "PM9", "N007"),
        ("tblOrganisering", "parent", "stortinget", "N009 D004"),
        ("tblStrategi", "area", "2.9", "N010 D004"),
        ("tblOmråder", "cross_references", "3.9", "N010"),
    ):
        row = _first_with(bound, name, column)
        yield mutation(
            "unknown reference", f"{name}[{column}]", codes, typing(row.cells[column], value)
        )
    row = bound.tables["tblTiltak"].rows[3]
    yield mutation("measure in no area", "7.1", "N005 P001", typing(row.cells["number"], "7.1"))


def _first_with(bound: BoundBook, table: str, column: str) -> BoundRow:
    return next(r for r in bound.tables[table].rows if r.values[column] is not BLANK)


# Structure


def _structure_damages(bound: BoundBook) -> Iterator[Mutation]:
    for sheet in bound.layout.sheets:
        if sheet.name != "Forutsetninger":  # without it there is no budget year: refused, not found
            yield mutation("sheet deleted", sheet.name, "S001", _dropping_sheet(sheet.name))
    for name in ("tblTiltak", "tblMål", "tblHovedtall", "tblProsjektmidler", "tblMedlemmer"):
        sheet_name = bound.tables[name].table.sheet
        yield mutation("table dissolved", name, "S002", _dropping_table(name, sheet_name))
    for name, key in (
        ("tblTiltak", "title"),
        ("tblMål", "text"),
        ("tblPartnere", "name"),
        ("tblHovedtall", "budget"),
        ("tblHovedtall", "change"),
        ("tblProsjektmidler", "frame"),
        ("tblTilskudd", "status"),
        ("tblTilskuddsår", "income"),
        ("tblMedlemmer", "code"),
        ("tblFolketall", "inhabitants"),
        ("tblGodtatte", "reason"),
    ):
        yield mutation("header renamed", f"{name}[{key}]", "S004", _renaming(name, key))
    for named in bound.names:
        if any(n.name == named.name for n in bound.book.names):
            if not named.each:  # the name of a row may be missing: texts find its cell without
                yield mutation("name deleted", named.name, "S005", _dropping_name(bound, named))
            yield mutation("name moved", named.name, "S005", _moving_name(bound, named))
    yield mutation("calculation by hand", "", "S007", _by_hand)
    yield mutation("iteration on", "", "S007", _iterating)
    for name in ("tblTiltak", "tblPartnere", "tblMedlemmer", "tblTilskudd", "tblTilskuddsår"):
        yield mutation("row below the table", name, "S006", _below(bound.tables[name]))


def _dropping_sheet(name: str) -> Change:
    def change(editor: Editor) -> tuple[Place, ...]:
        editor.drop_sheet(name)
        return (name, None)

    return change


def _dropping_table(name: str, sheet: str) -> Change:
    def change(editor: Editor) -> tuple[Place, ...]:
        editor.drop_table(name)
        return (sheet, None)

    return change


def _renaming(table: str, key: str) -> Change:
    return lambda editor: editor.rename_header(table, key, "Noe annet")


def _places_of(bound: BoundBook, named: NamedCell) -> tuple[Place, ...]:
    cell = bound.where(named.table, named.row, named.column, named.by)
    sheet = cell.sheet if cell is not None else None
    return (cell, sheet, None)


def _dropping_name(bound: BoundBook, named: NamedCell) -> Change:
    def change(editor: Editor) -> tuple[Place, ...]:
        editor.drop_name(named.name)
        return _places_of(bound, named)

    return change


def _moving_name(bound: BoundBook, named: NamedCell) -> Change:
    def change(editor: Editor) -> tuple[Place, ...]:
        editor.point_name(named.name, "Forside!$A$1")
        return (*_places_of(bound, named), "Forside", CellRef("Forside", 1, 1))

    return change


def _by_hand(editor: Editor) -> Place:
    editor.calculation(mode="manual")
    return None


def _iterating(editor: Editor) -> Place:
    editor.calculation(iterate=True)
    return None


def _below(table: BoundTable) -> Change:
    ref = table.table.ref

    def change(editor: Editor) -> tuple[Place, ...]:
        cells = [CellRef(ref.sheet, ref.last_row + 1, c) for c in table.columns.values()]
        for cell in cells[:2]:
            editor.type_in(cell, "Noe nytt")
        return tuple(cells)

    return change
