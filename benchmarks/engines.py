"""Right, wrong and declined for each formula engine, with LibreOffice as the oracle; time, memory.

    python benchmarks/engines.py [--with-formulon] [--list]

The formulas are those of ``tests/formulas/authored.txt``. Where LibreOffice is known to differ from
Excel (``DEVIATIONS``), Excel's value is the right one. «raw» is the engine by itself on lowered
formulas; «guarded» is what orxl lets it say. ``--list`` names each wrong value. Formualizer and
formulon are measured where they are installed.
"""

from __future__ import annotations

import argparse
import math
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from candidates import Formualizer, Formulon  # noqa: E402

from orxl.core.refs import CellRef, Range  # noqa: E402
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet, Table, TableColumn  # noqa: E402
from orxl.core.values import BLANK, Value, from_serial  # noqa: E402
from orxl.formulas import betteroffice, ironcalc  # noqa: E402
from orxl.formulas.engine import Declined, Engine  # noqa: E402
from orxl.formulas.graph import graph_of  # noqa: E402
from orxl.formulas.recalculate import Agreed, Disputed, agree, recalculate  # noqa: E402
from tests.formulas import authored  # noqa: E402
from tests.libreoffice import libreoffice_values_of_many, soffice_version  # noqa: E402

Run = Callable[[Book, Mapping[CellRef, str]], Mapping[CellRef, Value | None]]
RUNS: dict[str, Run] = {
    "betteroffice": betteroffice.run,
    "ironcalc": ironcalc.run,
    "formualizer": Formualizer.run,
    "formulon": Formulon.run,
}


def engines(with_formulon: bool) -> list[Engine]:
    """The engines that are installed."""
    candidates: list[Engine] = [
        betteroffice.BetterOffice(), ironcalc.IronCalc(), Formualizer(),
    ]  # fmt: skip
    if with_formulon:
        candidates.append(Formulon())
    return [engine for engine in candidates if engine.version]


def test_sets() -> dict[str, tuple[Book, dict[CellRef, tuple[str, Value | None]]]]:
    """Each set's book, and for each of its formulas the text and the right value."""
    from tests.formulas.workbooks import prefixed, to_xlsx  # imports openpyxl, which is heavy

    plain = {row: text for row, (_, text) in authored.numbered().items()}
    hard = [*authored.ENTERED, *authored.WORKED_THROUGH, *authored.PATTERNS]
    books = {
        "kinds staff write": (plain, authored.base({r: prefixed(t) for r, t in plain.items()})),
        "arrays and patterns": (
            dict(enumerate(hard, start=1)),
            authored.base(
                dict(enumerate(hard, start=1)), arrays=range(1, len(authored.ENTERED) + 1)
            ),
        ),
    }
    oracle = libreoffice_values_of_many([to_xlsx(book) for _, book in books.values()])
    sets = {}
    for (name, (texts, book)), values in zip(books.items(), oracle, strict=True):
        right = {
            authored.place(row): (
                text,
                authored.DEVIATIONS[text][0]
                if text in authored.DEVIATIONS
                else values.get(authored.place(row)),
            )
            for row, text in texts.items()
        }
        sets[name] = (book, right)
    return sets


def judge(answer: Value | Declined | None, right: Value | None) -> str:
    """One answer, against the right value."""
    if answer is None or isinstance(answer, Declined):
        return "declined"
    return "right" if right is not None and agree(answer, right) else "wrong"


def measure_correctness(chosen: list[Engine], listing: bool) -> None:
    """Print a table for each test set, and one for each pair of engines."""
    for name, (book, right) in test_sets().items():
        print(f"\n{name}: {len(right)} formulas (right / wrong / declined)")
        lowered = graph_of(book).lowered
        for engine in chosen:
            raw = RUNS[engine.name](book, lowered)
            said = engine.evaluate(book)
            counts = [
                Counter(judge(answers.get(cell), value) for cell, (_, value) in right.items())
                for answers in (raw, said)
            ]
            shown = [f"{c['right']:4} {c['wrong']:3} {c['declined']:3}" for c in counts]
            print(f"  {engine.name:13}{engine.version:8} raw {shown[0]}   guarded {shown[1]}")
            for cell, (text, value) in right.items() if listing else ():
                if judge(raw.get(cell), value) == "wrong":
                    print(f"      {text}  =  {raw.get(cell)!r}, not {value!r}")
        for pair in combinations(chosen, 2):
            verdicts = recalculate(book, pair).verdicts
            tally: Counter[str] = Counter()
            for cell, (_, value) in right.items():
                verdict = verdicts[cell]
                if isinstance(verdict, Agreed):
                    tally["agreed " + judge(verdict.value, value)] += 1
                else:
                    tally["disputed" if isinstance(verdict, Disputed) else "declined"] += 1
            print(f"  {pair[0].name} + {pair[1].name}: {dict(sorted(tally.items()))}")


def programme_like_book() -> Book:
    """21 sheets with about 1550 formulas of the kinds our workbook has."""
    chance = random.Random(1)
    areas = ["Helse", "Miljø", "Næring", "Øvrig"]
    heads = (
        "Kode",
        "Område",
        "Tiltak",
        "Start",
        "Beløp 2025",
        "Beløp 2026",
        "Sum",
        "Andel",
        "Merke",
    )
    cells = {(3, column): Cell(head) for column, head in enumerate(heads, start=1)}
    row_of = "tblTiltak[[#This Row],[{}]]".format
    for row in range(4, 64):
        amounts = [chance.randint(0, 900_000) / 7, float(chance.randint(0, 900_000))]
        texts = [f"1.{row - 3}", chance.choice(areas), f"Tiltak æøå {row}"]
        values = [*texts, from_serial(45_000.0 + row) or BLANK, *amounts]
        cells |= {(row, column): Cell(value) for column, value in enumerate(values, start=1)}
        formulas = (
            f"{row_of('Beløp 2025')}+{row_of('Beløp 2026')}",
            f"IFERROR(ROUND({row_of('Sum')}/SUM(tblTiltak[Sum]),4),0)",
            f'IF(YEAR({row_of("Start")})=År,IF({row_of("Sum")}>50000,"stort","lite"),"")',
        )
        for column, formula in enumerate(formulas, start=7):
            cells[row, column] = Cell(BLANK, formula, 0, "normal")
    table = Table("tblTiltak", Range("Tiltak", 3, 1, 63, 9), tuple(map(TableColumn, heads)))
    members = {(1, c): Cell(h) for c, h in enumerate(("Kommune", "Folk", "Kontingent"), start=1)}
    for row in range(2, 64):
        members[row, 1] = Cell(f"Kommune {row} Å")
        members[row, 2] = Cell(float(chance.randint(500, 90_000)))
        fee = "ROUND(tblMedlem[[#This Row],[Folk]]*Sats,0)"
        members[row, 3] = Cell(BLANK, fee, 0, "normal")
    columns = tuple(map(TableColumn, ("Kommune", "Folk", "Kontingent")))
    register = Table("tblMedlem", Range("Medlemmer", 1, 1, 63, 3), columns)
    rates = {(1, 1): Cell(2023.0), (2, 1): Cell(0.035), (3, 1): Cell(33.5)}
    sheets = [
        Sheet("Tiltak", cells, (table,)), Sheet("Medlemmer", members, (register,)),
        Sheet("Forutsetninger", rates),
    ]  # fmt: skip
    for number in range(1, 19):
        page: dict[tuple[int, int], Cell] = {}
        for row in range(1, 25):
            page[row, 1] = Cell(chance.choice(areas))
            formulas = (
                f"SUMIFS(tblTiltak[Sum],tblTiltak[Område],A{row})",
                f"SUM(B$1:B{row})",
                "INDEX(tblMedlem[Kontingent],"
                f'MATCH("Kommune "&ROW(A{row})+1&" Å",tblMedlem[Kommune],0))',
            )
            for column, formula in enumerate(formulas, start=2):
                page[row, column] = Cell(BLANK, formula, 0, "normal")
        page[26, 3] = Cell(BLANK, "SUM(C1:C24)*(1+Vekst)", 0, "normal")
        sheets.append(Sheet(f"Ark {number} ø", page))
    names = {"År": 1, "Vekst": 2, "Sats": 3}
    return Book(
        tuple(sheets),
        tuple(DefinedName(name, f"Forutsetninger!$A${row}") for name, row in names.items()),
    )


def one_cold_run(names: list[str]) -> None:
    """Recalculate the large book in this process and print what it cost."""
    book = programme_like_book()
    known = {engine.name: engine for engine in engines(with_formulon=True)}
    before = memory("VmRSS")
    begun = time.perf_counter()
    result = recalculate(book, [known[name] for name in names])
    seconds = time.perf_counter() - begun
    grown = (memory("VmHWM") - before) / 1024
    print(f"{seconds:.2f} {grown:.0f} {len(result.agreed)} {len(result.verdicts)}")


def memory(field: str) -> float:
    """This process's memory in kB (Linux; elsewhere 0). ru_maxrss would be the parent's."""
    status = Path("/proc/self/status")
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.startswith(field):
            return float(line.split()[1])
    return 0.0


def measure_speed(chosen: list[Engine]) -> None:
    """Print cold times, each in a process of its own: the best of three."""
    print("\n21 sheets, cold; lowering and graph are included, the engine's import too")
    groups = [[engine.name] for engine in chosen] + [["betteroffice", "ironcalc"]]
    for names in groups:
        command = [sys.executable, __file__, "--cold", *names]
        best = (math.inf, math.inf, "")
        for _ in range(3):
            begun = time.perf_counter()
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            whole = time.perf_counter() - begun
            best = min(best, (whole, float(done.stdout.split()[0]), done.stdout))
        _, grown, agreed, count = best[2].split()
        print(
            f"  {' + '.join(names):26}{best[1]:.2f} s, whole process {best[0]:.2f} s, "
            f"+{grown} MB, {agreed} of {count} evaluated"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--with-formulon", action="store_true", help="slow: seconds a run")
    parser.add_argument("--list", action="store_true", help="name every wrong raw value")
    parser.add_argument("--cold", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.cold:
        one_cold_run(options.cold)
        return
    chosen = engines(options.with_formulon)
    print(f"oracle: LibreOffice {soffice_version()}")
    measure_correctness(chosen, options.list)
    measure_speed(chosen)


if __name__ == "__main__":
    main()
