"""What each writer loses when it sets two cells in real workbooks.

    python benchmarks/loss.py FOLDER [--every N] [--writers orxl,openpyxl,wolfxl] [--json FILE]

For every .xlsx under FOLDER each writer sets a number and a text in free cells of the first sheet
with cells. A *loss* is an original XML node (tag, attributes, text) or part that is changed or
gone; *substance* is a kind of element, or a binary part, that there is less of (a writer that only
numbers strings and styles anew loses none). The two cells, the sheet's ``dimension``, the rows'
``spans`` and the lists of shared strings may change. Each file is written in a process of its own
with limits on time and memory.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import multiprocessing
import os
import resource
import statistics
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.xlsx.compare import losses, lost_substance

TEXT = "Blåbær <&>"
SECONDS = 30
MEGABYTES = 2048
MAY_CHANGE = ("}dimension", "'spans'", "}sst", "calcChain")
Place = tuple[str, int, int, int]
"""Sheet, row and column of the number; the text goes to column A three rows below."""


@dataclass
class Outcome:
    """How one file went: ok, loss, refused, unreadable, wrong, crash, hang or memory."""

    kind: str
    seconds: float = 0.0
    peak: float = 0.0
    why: str = ""
    substance: str = ""
    """The first kind of element or binary part there is less of, or ``""``."""


def find_place(data: bytes) -> Place | None:
    from orxl.core.errors import OrxlError
    from orxl.xlsx import read_bytes

    try:
        book = read_bytes(data)
    except OrxlError:
        return None
    sheet = next((sheet for sheet in book.sheets if sheet.cells), book.sheets[0])
    row = max((row for row, _ in sheet.cells), default=0)
    column = max((column for _, column in sheet.cells), default=0) + 2
    return sheet.name, max(1, row), column, row + 3


def with_orxl(data: bytes, place: Place) -> bytes:
    from orxl.core.edits import SetCell
    from orxl.core.refs import CellRef
    from orxl.xlsx import patch

    sheet, row, column, below = place
    return patch(
        data, [SetCell(CellRef(sheet, row, column), 12.5), SetCell(CellRef(sheet, below, 1), TEXT)]
    )


def with_openpyxl(data: bytes, place: Place) -> bytes:
    import openpyxl

    sheet, row, column, below = place
    book = openpyxl.load_workbook(io.BytesIO(data))
    book[sheet].cell(row, column, 12.5)
    book[sheet].cell(below, 1, TEXT)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_wolfxl(data: bytes, place: Place) -> bytes:
    import tempfile

    import wolfxl

    sheet, row, column, below = place
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder, "a.xlsx"), Path(folder, "b.xlsx")
        path.write_bytes(data)
        book = wolfxl.load_workbook(str(path), modify=True)
        book[sheet].cell(row=row, column=column).value = 12.5
        book[sheet].cell(row=below, column=1).value = TEXT
        book.save(str(target))
        return target.read_bytes()


WRITERS: dict[str, Callable[[bytes, Place], bytes]] = {
    "orxl": with_orxl,
    "openpyxl": with_openpyxl,
    "wolfxl": with_wolfxl,
}


def work(writer: str, path: str, place: Place, answers: Connection) -> None:
    warnings.simplefilter("ignore")
    limit = MEGABYTES * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    data = Path(path).read_bytes()
    WRITERS[writer](WARM, WARM_PLACE)  # imports are not what is measured
    start = time.perf_counter()
    try:
        new = WRITERS[writer](data, place)
        outcome = Outcome("ok", time.perf_counter() - start)
    except MemoryError:
        outcome = Outcome("memory", time.perf_counter() - start)
    except Exception as error:
        kind = "refused" if type(error).__module__ == "orxl.core.errors" else "crash"
        outcome = Outcome(kind, time.perf_counter() - start, why=f"{type(error).__name__}: {error}")
    outcome.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if outcome.kind == "ok":
        try:
            found = losses(data, new, ignore=MAY_CHANGE)
            outcome.substance = ", ".join(lost_substance(data, new)[:1])
        except Exception as error:
            outcome.kind, outcome.why = "malformed", f"{type(error).__name__}: {error}"
        else:
            if found:
                outcome.kind, outcome.why = "loss", found[0]
            elif not holds(new, place):
                outcome.kind = "wrong"
    answers.send(outcome)
    os._exit(0)  # some writers crash when they are torn down; that is not what is measured


def holds(data: bytes, place: Place) -> bool:
    """Whether the two cells are there."""
    from orxl.core.refs import CellRef
    from orxl.core.values import BLANK
    from orxl.xlsx import read_bytes

    sheet, row, column, below = place
    book = read_bytes(data)
    number = book.cell(CellRef(sheet, row, column)).value
    return number is not BLANK and book.cell(CellRef(sheet, below, 1)).value == TEXT


def run(writer: str, path: Path, place: Place) -> Outcome:
    context = multiprocessing.get_context("fork")
    answers, other_end = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(writer, str(path), place, other_end))
    process.start()
    other_end.close()
    outcome = Outcome("hang", SECONDS, why="no answer")
    try:
        if answers.poll(SECONDS):
            outcome = answers.recv()
    except EOFError:
        outcome = Outcome("crash", why="died")
    process.kill()
    process.join()
    return outcome


def unreadable(path: Path) -> Outcome:
    """A file that orxl will not read: it must say so quickly, and so must the patch."""
    from orxl.core.errors import OrxlError
    from orxl.xlsx import read_bytes

    start = time.perf_counter()
    why = ""
    for attempt in (read_bytes, lambda data: with_orxl(data, ("Sheet1", 1, 1, 4))):
        try:
            attempt(path.read_bytes())
        except OrxlError as error:
            why = why if why else error.message
            continue
        return Outcome("wrong", time.perf_counter() - start, why="done, though it can't be read")
    return Outcome("unreadable", time.perf_counter() - start, why=why)


def report(results: dict[str, dict[str, Outcome]]) -> None:
    kinds = [
        "ok",
        "loss",
        "of which substance",
        "malformed",
        "wrong",
        "refused",
        "crash",
        "hang",
        "memory",
    ]
    print("| writer | files | " + " | ".join(kinds) + " | median ms | slowest s | peak MB |")
    print("|" + "---|" * (len(kinds) + 5))
    for writer, outcomes in results.items():
        tried = [outcome for outcome in outcomes.values() if outcome.kind != "unreadable"]
        count = Counter(outcome.kind for outcome in tried)
        times = [outcome.seconds for outcome in tried] or [0.0]
        count["of which substance"] = sum(1 for outcome in tried if outcome.substance)
        cells = [str(count[kind]) for kind in kinds]
        print(
            f"| {writer} | {len(tried)} | {' | '.join(cells)} | "
            f"{statistics.median(times) * 1000:.0f} | {max(times):.2f} | "
            f"{max((outcome.peak for outcome in tried), default=0):.0f} |"
        )
    refused = Counter(
        outcome.why.partition(" i arket")[0][:90]
        for outcome in results.get("orxl", {}).values()
        if outcome.kind in ("refused", "unreadable")
    )
    print("\nRefused by orxl:\n")
    for why, number in refused.most_common():
        print(f"- {number} × {why}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--writers", default="orxl,openpyxl,wolfxl")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    files = sorted(chosen.folder.rglob("*.xlsx"))[:: chosen.every]
    writers = [w for w in chosen.writers.split(",") if importlib.util.find_spec(w) is not None]
    results: dict[str, dict[str, Outcome]] = {writer: {} for writer in writers}
    for path in files:
        place = find_place(path.read_bytes())
        for writer in writers:
            if place is not None:
                results[writer][str(path)] = run(writer, path, place)
            elif writer == "orxl":
                results[writer][str(path)] = unreadable(path)
    print(f"{len(files)} files\n")
    report(results)
    if chosen.json:
        plain = {w: {p: asdict(o) for p, o in found.items()} for w, found in results.items()}
        chosen.json.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")


def _warm() -> tuple[bytes, Place]:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), (book.active.title, 1, 3, 4)


WARM, WARM_PLACE = _warm()

if __name__ == "__main__":
    main()
