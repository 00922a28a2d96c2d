"""Every value and formula of the file against what Excel has, once it has calculated all anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.core.values import BLANK, Value
from orxl.formulas.recalculate import agree
from orxl.live.reader import read_book
from orxl.live.trial.asking import items
from orxl.live.trial.bench import Bench, kind

SHOWN: Final = 50
_AT: Final = re.compile(r"@(?![^\[\]]*\])")
"""Excel's sign for «one of them»; inside brackets it is «this row»."""


def contents(bench: Bench, facts: dict[str, Any]) -> None:
    """What the file says and Excel says otherwise: values, formulas, tables, merged cells."""
    with bench.opened("innhold") as book:
        bench.app.CalculateFullRebuild()
        read = read_book(bench.book_of(book), "automatic")
        compare(bench, read, facts)
        signs = [at for sheet in items(book.Worksheets) for at in _signs(bench, sheet)]
        facts["vist med @"] = {"antall": len(signs), "eksempler": signs[:5]}


def compare(bench: Bench, read: Book, facts: dict[str, Any]) -> None:
    """Note what differs between the file and *read*, which Excel gave."""
    values, formulas, frames = [], [], []
    compared = 0
    for sheet in bench.held.sheets:
        live = read.sheet(sheet.name)
        if live is None:
            frames.append([bench.sheet_name(sheet.name), "arket mangler"])
            continue
        frames += _frames(bench, sheet, live)
        for at, held, there in _cells(sheet, live):
            compared += 1
            if not agree(held.value, there.value, date1904=read.date1904):
                values.append([*_place(bench, at), _kinds(held.value, there.value)])
            if (held.formula or "") != (there.formula or ""):
                texts = bench.formulas(at, held.formula, there.formula)
                formulas.append([*_place(bench, at), *texts])
    facts["sammenlignet"] = compared
    facts["andre verdier"] = {"antall": len(values), "steder": values[:SHOWN]}
    facts["andre formler"] = {"antall": len(formulas), "steder": formulas[:SHOWN]}
    facts["annet"] = frames[:SHOWN]


def _cells(held: Sheet, live: Sheet) -> Iterator[tuple[CellRef, Cell, Cell]]:
    for row, column in sorted(held.cells.keys() | live.cells.keys()):
        pair = held[row, column], live[row, column]
        if any(cell.formula is not None or cell.value is not BLANK for cell in pair):
            yield CellRef(held.name, row, column), *pair


def _frames(bench: Bench, held: Sheet, live: Sheet) -> Iterator[list[str]]:
    name = bench.sheet_name(held.name)
    for what, there, here in (
        ("tabeller", {t.name: t.ref for t in held.tables}, {t.name: t.ref for t in live.tables}),
        ("sammenslåtte celler", set(held.merged), set(live.merged)),
        ("beskyttelse", held.protected, live.protected),
        ("synlighet", held.state, live.state),
    ):
        if there != here:
            yield [name, what]


def _place(bench: Bench, at: CellRef) -> tuple[str, str]:
    return bench.sheet_name(at.sheet), at.a1


def _kinds(held: Value, there: Value) -> str:
    """How two values differ, without either of them: they may be the staff's own."""
    if type(held) is not type(there):
        return f"{kind(held)} i filen, {kind(there)} i Excel"
    if isinstance(held, float) and isinstance(there, float):
        return f"avvik {abs(held - there) / max(abs(held), abs(there)):.1e} av tallet"
    if isinstance(held, datetime):
        return "et annet tidspunkt"
    return f"en annen {kind(held)}"


def _signs(bench: Bench, sheet: Any) -> Iterator[str]:
    """The cells whose formula Excel shows with «@»; an Excel before 365 knows no such thing."""
    used = sheet.UsedRange
    try:
        shown = used.Formula2
    except Exception:
        return
    rows = shown if isinstance(shown, tuple) else ((shown,),)
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if isinstance(text, str) and text.startswith("=") and _AT.search(_bare(text)):
                at = CellRef(str(sheet.Name), int(used.Row) + i, int(used.Column) + j)
                yield " ".join(_place(bench, at))


def _bare(formula: str) -> str:
    """*formula* without its texts."""
    return re.sub(r'"(?:[^"]|"")*"', '""', formula)
