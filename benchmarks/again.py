"""What a check costs after one change, beside a check of the whole: «kontroller --følg».

    python -m benchmarks.again [FIL] [--rounds 7]
    python -m benchmarks.again FIL --only again      ten saves in one process (the door's race)

Processor time in one process that has checked the workbook already, the two by turns, medians: from
the file's bytes to the findings. The workbook is saved with its values renewed, as Excel does. «By
another program»: all parts are packed anew and the shared texts stand in another order, so that
every sheet differs byte for byte. The findings are held against each other each time.
"""

from __future__ import annotations

import argparse
import gc
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time

from orxl.app.again import Rechecker
from orxl.app.check import checked
from orxl.app.recalculate import stale_values
from orxl.app.workbook import Opened, default_workbook, reread
from orxl.binding import BoundBook, bind
from orxl.core.edits import SetCell
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.formulas.edited import recalculate_edited
from orxl.formulas.recalculate import confirm
from orxl.report.outcome import CheckReport
from orxl.xlsx import patch

DAY = date(2026, 11, 28)
_INLINE = re.compile(rb'(<c [^>]*)t="inlineStr"([^>]*)><is>(.*?)</is></c>', re.DOTALL)
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_ARROW = (
    b'<Relationship Id="rIdTexts" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/sharedStrings" Target="sharedStrings.xml"/>'
)


def edits(bound: BoundBook) -> Iterator[tuple[str, CellRef, Callable[[Value], Value]]]:
    """Changes of one input: what kind, where, and what it becomes."""

    def cell(table: str, key: str, row: int) -> CellRef:
        return bound.tables[table].filled[row].cells[key]

    wages = bound.where("tblHovedtall", "Lønn sekretariatet, mv.", "budget")
    rate = bound.where("tblForutsetninger", "Kontingentsats", "value", "name")
    yield "a comment", cell("tblTiltak", "comment", 3), lambda _: "Følges opp i mars"
    yield "a measure's title", cell("tblTiltak", "title", 3), _longer
    yield "a paragraph of the case", cell("tblTekster", "text", 10), _longer
    if wages is not None:
        yield "an amount of the budget", wages, _larger
    yield "a municipality's inhabitants", cell("tblFolketall", "inhabitants", 0), _larger
    if rate is not None:
        yield "the rate of all fees", rate, _larger


def _longer(value: Value) -> Value:
    return f"{value} Og mer."


def _larger(value: Value) -> Value:
    return value + 1 if isinstance(value, float) else 1.0


def saved(opened: Opened, edit: SetCell) -> bytes:
    """The file after *edit*, with its values renewed."""
    after = reread(patch(opened.data, [edit]), opened.path, opened)
    known = confirm(opened.book)
    _, values = stale_values(after, recalculate_edited(after.book, opened.book, known))
    return patch(after.data, values)


def by_another_program(data: bytes, *, backwards: bool) -> bytes:
    """The same workbook, packed anew, with its texts shared: in their order, or *backwards*."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    every = dict.fromkeys(m[3] for name in sheets for m in _INLINE.finditer(parts[name]))
    texts = list(reversed(every)) if backwards else list(every)
    number = {text: str(place).encode() for place, text in enumerate(texts)}
    for name in sheets:
        parts[name] = _INLINE.sub(
            lambda m: m[1] + b't="s"' + m[2] + b"><v>" + number[m[3]] + b"</v></c>", parts[name]
        )
    items = b"".join(b"<si>" + text + b"</si>" for text in texts)
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (_MAIN, items)
    for name, end, more in (
        ("[Content_Types].xml", b"</Types>", _TYPE),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", _ARROW),
    ):
        parts[name] = parts[name].replace(end, more + end)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return made.getvalue()


def _timed(work: Callable[[], CheckReport]) -> tuple[float, CheckReport]:
    gc.collect()
    start = process_time()
    report = work()
    return process_time() - start, report


def compare(path: Path, rounds: int) -> Iterator[str]:
    """The lines of the table."""
    opened = reread(path.read_bytes(), path)
    first = opened.data
    yield "| one change | formulas that rest on it | again | whole | ratio |"
    yield "|---|---:|---:|---:|---:|"
    for what, cell, becomes in edits(bind(opened.book)):
        held = opened.book.cell(cell).value
        data = saved(opened, SetCell(cell, becomes(held), held))
        theirs = by_another_program(first, backwards=False)
        for name, before, after in (
            (what, first, data),
            (f"{what}, by another program", theirs, by_another_program(data, backwards=True)),
        ):
            checker = Rechecker(path)
            checker.check(before, DAY)
            again: list[float] = []
            whole: list[float] = []
            for number in range(rounds):
                now = (after, before)[number % 2]
                took, found = _timed(lambda: checker.check(now, DAY))  # noqa: B023 - at once
                again.append(took)
                took, all_of_it = _timed(lambda: checked(reread(now, path), today=DAY))  # noqa: B023
                whole.append(took)
                assert found == all_of_it
            rest = _resting(bind(opened.book), cell)
            mine, his = median(again), median(whole)
            times = f"{mine * 1000:.0f} ms | {his * 1000:.0f} ms | {mine / his:.2f}"
            yield f"| {name} | {rest} | {times} |"


def _resting(bound: BoundBook, cell: CellRef) -> int:
    from orxl.formulas.graph import graph_of

    return len(graph_of(bound.book).dependents([cell]))


def saves(path: Path, only: str) -> None:
    """Ten saves of one amount, checked *only* in one way."""
    opened = reread(path.read_bytes(), path)
    _, cell, becomes = next(one for one in edits(bind(opened.book)) if "budget" in one[0])
    held = opened.book.cell(cell).value
    editions = opened.data, saved(opened, SetCell(cell, becomes(held), held))
    checker = Rechecker(path)
    for number in range(10):
        data = editions[number % 2]
        if only == "again":
            checker.check(data, DAY)
        else:
            checked(reread(data, path), today=DAY)


def main() -> None:
    """Print the table, or run one side of the race."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=None)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", choices=("again", "whole"))
    options = parser.parse_args()
    path = options.file or default_workbook()
    if options.only:
        saves(path, options.only)
        return
    for line in compare(path, options.rounds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
