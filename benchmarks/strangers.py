"""How values the engines agree on compare with those in strangers' workbooks.

    python benchmarks/strangers.py FOLDER [--every N] [--show 40] [--no-libreoffice]

Every workbook under FOLDER that orxl reads is recalculated, and each value the two engines agree
on is held against the one stored in the file. A stored value need not be right: test files are
often written by programs that do not calculate, or edited afterwards. So where the two differ, or
none is stored, LibreOffice calculates the untouched file as a third. Where LibreOffice does not
side with the agreed value, the cell is shown, unless it rests on another such cell. Each file has
a process of its own, with a limit on time.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from orxl.core.errors import OrxlError
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value, to_serial
from orxl.formulas.graph import graph_of
from orxl.formulas.recalculate import Agreed, Disputed, Recalculation, Volatile, agree, recalculate
from orxl.xlsx import read_bytes
from tests.libreoffice import NoAnswer, libreoffice_values, soffice

SECONDS = 60
KINDS = ("agreed, equal", "agreed, different", "agreed, no stored value", "disputed", "volatile",
         "declined")  # fmt: skip


@dataclass
class Difference:
    """A cell whose agreed value is not the stored one (BLANK: none is stored)."""

    cell: CellRef
    formula: str
    ours: Value
    stored: Value
    root: bool
    """It rests on no other cell that differs."""


@dataclass
class Outcome:
    """What came of one file: ``""`` or why nothing, and the formula cells of each kind."""

    problem: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)


def work(path: Path, answers: Connection) -> None:
    answers.send(examine(path))


def examine(path: Path) -> Outcome:
    out = Outcome()
    try:
        book = read_bytes(path.read_bytes())
    except OrxlError:
        out.problem = "unreadable"
        return out
    result = recalculate(book)
    for cell, verdict in result.verdicts.items():
        held = book.cell(cell)
        kind = kind_of_verdict(result, cell, held.value, date1904=book.date1904)
        out.counts[kind] += 1
        if kind == "declined":
            out.reasons[result.undecided[cell].reason.partition(":")[0].partition(" på ")[0]] += 1
        doubtful = kind in ("agreed, different", "agreed, no stored value")
        if doubtful and isinstance(verdict, Agreed):
            text = held.formula if held.formula is not None else ""
            out.differences.append(Difference(cell, text, verdict.value, held.value, True))
    differing = [difference.cell for difference in out.differences]
    resting = graph_of(book).resting_on_others(differing) if differing else frozenset()
    for difference in out.differences:
        difference.root = difference.cell not in resting
        if isinstance(difference.stored, datetime):
            difference.stored = to_serial(difference.stored, date1904=book.date1904)
    return out


def kind_of_verdict(result: Recalculation, cell: CellRef, stored: Value, *, date1904: bool) -> str:
    verdict = result.verdicts[cell]
    if isinstance(verdict, Disputed):
        return "disputed"
    if isinstance(verdict, Volatile):
        return "volatile"
    if not isinstance(verdict, Agreed):
        return "declined"
    # An empty text and no value look alike in the file.
    if stored is BLANK and verdict.value != "":
        return "agreed, no stored value"
    same = stored is BLANK or agree(verdict.value, stored, date1904=date1904)
    return "agreed, equal" if same else "agreed, different"


def run(path: Path) -> Outcome:
    context = multiprocessing.get_context("fork")
    answers, other_end = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(path, other_end))
    process.start()
    other_end.close()
    outcome = Outcome("no answer in time")
    try:
        if answers.poll(SECONDS):
            outcome = answers.recv()
    except EOFError:
        outcome = Outcome("crash")
    process.kill()
    process.join()
    return outcome


def third(path: Path) -> Mapping[CellRef, Value]:
    """LibreOffice's values for the file as it is; none where it cannot."""
    try:
        return libreoffice_values(path, timeout=SECONDS)
    except NoAnswer:
        return {}


def sides_with(difference: Difference, theirs: Mapping[CellRef, Value]) -> str:
    value = theirs.get(difference.cell)
    if value is None:
        return "no answer"
    if agree(value, difference.ours):
        return "ours"
    return "the stored one" if agree(value, difference.stored) else "neither"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--show", type=int, default=40, help="differences to show")
    parser.add_argument("--no-libreoffice", action="store_true")
    chosen = parser.parse_args()
    files = [f for f in sorted(chosen.folder.rglob("*.xls[xm]")) if f.is_file()][:: chosen.every]
    outcomes = {path: run(path) for path in files}
    counts = sum((outcome.counts for outcome in outcomes.values()), Counter[str]())
    problems = Counter(o.problem for o in outcomes.values() if o.problem)
    total = sum(counts.values())
    print(f"{len(files)} files ({dict(problems)}), {total} formulas in "
          f"{sum(bool(o.counts) for o in outcomes.values())} of them\n")  # fmt: skip
    print("| formulas | number | share |\n|---|---|---|")
    for kind in KINDS:
        print(f"| {kind} | {counts[kind]} | {counts[kind] / max(total, 1):.1%} |")
    reasons = sum((outcome.reasons for outcome in outcomes.values()), Counter[str]())
    print("\nDeclined:\n")
    for reason, number in reasons.most_common(12):
        print(f"- {number} × {reason}")
    compare(outcomes, chosen.show, ask=not chosen.no_libreoffice and soffice() is not None)


def compare(outcomes: Mapping[Path, Outcome], show: int, *, ask: bool) -> None:
    """Print what LibreOffice says where the agreed value is not the stored one."""
    sides: Counter[str] = Counter()
    unstored: Counter[str] = Counter()
    shown: list[str] = []
    for path, outcome in outcomes.items():
        if not outcome.differences:
            continue
        theirs = third(path) if ask else {}
        for difference in outcome.differences:
            side = sides_with(difference, theirs)
            (unstored if difference.stored is BLANK else sides)[side] += 1
            if difference.stored is not BLANK or (difference.root and side != "ours"):
                value = theirs.get(difference.cell, "–")
                shown.append(
                    f"| {path.name} | {difference.cell} | `{difference.formula[:60]}` | "
                    f"{difference.ours!r} | {difference.stored!r} | {value!r} |"
                )
    print("\nLibreOffice sides, where the stored value is another one, with:", dict(sides))
    print("and where none is stored, with:", dict(unstored), end="\n\n")
    print("| file | cell | formula | agreed | stored | LibreOffice |\n|---|---|---|---|---|---|")
    print("\n".join(shown[:show]))
    if len(shown) > show:
        print(f"\nand {len(shown) - show} more")


if __name__ == "__main__":
    main()
