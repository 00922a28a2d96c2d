"""How long the button takes, cold Python included, and where the time goes.

    python benchmarks/click.py [--runs N]

The shipped workbook is opened in LibreOffice, which stands in for Excel. Each click is a Python of
its own, as when Excel runs it; it attaches, reads, calculates beside, runs the rules, saves a copy,
writes and lets the program calculate. The minimum of N runs is shown for each phase. What belongs
to the stand-in (starting LibreOffice, opening the file) is not counted. «lean» is how the shortcut
imports xlwings; «with pandas» is how «Run main» and the button on the sheet do it, for there
xlwings is imported before orxl has a say.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
PHASES = ("lesing", "beregning", "regler", "kopi", "skriving", "omregning")

_CHILD = """
import sys, time, json
start = time.perf_counter()
marks = {}
sys.path.insert(0, sys.argv[1])
if sys.argv[3] == "pandas":
    import xlwings
from datetime import datetime
from orxl.live import attach
from orxl.live.attach import xlwings as lean
xw = lean()
marks["import xlwings"] = time.perf_counter() - start
from orxl.app.live import click, message
from orxl.app.workbook import view_of
import orxl.rules.registry
orxl.rules.registry.all_rules()
import orxl.binding.bind, orxl.formulas.ironcalc, orxl.formulas.betteroffice
marks["import orxl"] = time.perf_counter() - start - marks["import xlwings"]
before = time.perf_counter()
from tests.live.calc.engine import ENGINE, App, Book, Books, activate  # the stand-in for Excel
activate()
app = App.reached(sys.argv[2])
xw.Book(impl=app.books.open_books[0]).set_mock_caller()
stand_in = time.perf_counter() - before
live = attach()
last = [time.perf_counter()]
def clock(phase):
    now = time.perf_counter()
    marks[phase] = marks.get(phase, 0.0) + now - last[0]
    last[0] = now
report = click(live, moment=datetime.now(), who="benchmark", clock=clock)
message(report)
marks["alt"] = time.perf_counter() - start - stand_in
marks["heavy"] = [m for m in ("pandas", "numpy", "openpyxl", "docx") if m in sys.modules]
print(json.dumps(marks))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    from tests.live.calc.office import needs_calc

    if needs_calc.args[0]:
        print(needs_calc.kwargs["reason"])
        return 2
    print(f"{'':<18}{'lean':>10}{'with pandas':>14}   seconds, minimum of {runs}")
    results = {kind: _measured(kind, runs) for kind in ("lean", "pandas")}
    for phase in ("python", "import xlwings", "import orxl", *PHASES, "alt"):
        lean, heavy = (results[kind][phase] for kind in ("lean", "pandas"))
        print(f"{phase:<18}{lean:>10.2f}{heavy:>14.2f}")
    print(f"heavy modules loaded by a lean click: {results['lean']['heavy'] or 'none'}")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"load average when done: {load:.1f} on {os.cpu_count()} processors")
    return 0


def _measured(kind: str, runs: int) -> dict[str, float]:
    from tests.live.calc.engine import ENGINE, activate

    activate()
    best: dict[str, float] = {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="orxl-klikk-") as folder:
            path = Path(folder) / "handlingsprogram.xlsx"
            path.write_bytes((ROOT / "workbook" / path.name).read_bytes())
            app = ENGINE.apps.add()
            try:
                app.books.open(str(path))
                began = time.perf_counter()
                done = subprocess.run(
                    [sys.executable, "-B", "-c", _CHILD, str(ROOT), app.office.pipe, kind],
                    capture_output=True, text=True, check=True, cwd=ROOT,
                )  # fmt: skip
                whole = time.perf_counter() - began
            finally:
                app.quit()
        marks = json.loads(done.stdout.splitlines()[-1])
        marks["python"] = max(0.0, min(whole - marks["alt"], _bare()))
        marks["alt"] += marks["python"]
        for name, value in marks.items():
            best[name] = value if name not in best else min(best[name], value)
    return best


def _bare() -> float:
    """A Python that does nothing."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-B", "-c", "pass"], check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
