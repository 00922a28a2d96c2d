"""How long the button takes, cold Python included, and where the time goes.

    python benchmarks/click.py [--runs N]

The shipped workbook is opened in LibreOffice, which stands in for Excel. Each click is a Python of
its own, as when Excel runs it; it attaches, reads, calculates beside, runs the rules, saves a copy,
writes and lets the program calculate. The minimum of N runs is shown for each phase. What belongs
to the stand-in (starting LibreOffice, opening the file) is not counted. «shortcut» imports xlwings
without what it can do without; «ribbon» is how «Run main» and the button on the sheet do it, for
there xlwings is imported before orxl has a say, with all that is installed beside it. Both find
orxl compiled, as it is from the second click on. «calls» counts what orxl and xlwings ask of the
program: in Excel each is at least one call through COM, which is what a click costs there.
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
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
PHASES = ("lesing", "beregning", "regler", "kopi", "skriving", "omregning")

_CHILD = """
import sys, time, json, cProfile, pstats
start = time.perf_counter()
marks = {}
sys.path.insert(0, sys.argv[1])
if sys.argv[3] == "ribbon":
    import xlwings
from datetime import datetime
from orxl.live import attach
from orxl.live.attach import xlwings as lean
xw = lean()
marks["import xlwings"] = time.perf_counter() - start
from orxl.app.live import click
from orxl.report.click import message
from orxl.app.workbook import view_of
import orxl.rules.kit.registry
orxl.rules.kit.registry.rules_asking("View")
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
profile = cProfile.Profile()
if sys.argv[3] == "calls":
    profile.enable()
report = click(live, moment=datetime.now(), who="benchmark", clock=clock)
profile.disable()
message(report)
marks["alt"] = time.perf_counter() - start - stand_in
if sys.argv[3] == "calls":
    def inside(place):
        return "/live/calc/" in place[0].replace(chr(92), "/")
    marks["calls"] = sum(
        counts[0]
        for place, (*_, callers) in pstats.Stats(profile).stats.items()
        if inside(place) and place[2][0] != "<"
        for caller, counts in callers.items() if not inside(caller)
    )
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
    with tempfile.TemporaryDirectory(prefix="orxl-klikk-") as compiled:
        results = {kind: _measured(kind, runs, compiled) for kind in ("shortcut", "ribbon")}
        calls = _measured("calls", 1, compiled)["calls"]
    print(f"{'':<18}{'shortcut':>10}{'ribbon':>10}   seconds, minimum of {runs}")
    for phase in ("python", "import xlwings", "import orxl", *PHASES, "alt"):
        print(f"{phase:<18}" + "".join(f"{results[kind][phase]:>10.2f}" for kind in results))
    ratios = (f"{found['alt'] / found['kontroller']:>9.1f}×" for found in results.values())
    check = min(found["kontroller"] for found in results.values())
    print(f"{'÷ kontroller':<18}" + "".join(ratios) + f"   a cold «orxl kontroller»: {check:.2f} s")
    print(f"calls of orxl and xlwings to the program in one click: {calls:.0f}")
    print(f"heavy modules loaded by the shortcut: {results['shortcut']['heavy'] or 'none'}")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"load average when done: {load:.1f} on {os.cpu_count()} processors")
    return 0


def _measured(kind: str, runs: int, compiled: str) -> dict[str, Any]:
    """The least time of each phase of *runs* clicks; *compiled*: where bytecode is kept."""
    from tests.live.calc.engine import ENGINE, activate

    activate()
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    best: dict[str, Any] = {}
    for run in range(runs + 1):
        with tempfile.TemporaryDirectory(prefix="orxl-klikk-") as folder:
            path = Path(folder) / "handlingsprogram.xlsx"
            path.write_bytes((ROOT / "workbook" / path.name).read_bytes())
            app = ENGINE.apps.add()
            try:
                app.books.open(str(path))
                began = time.perf_counter()
                done = subprocess.run(
                    [sys.executable, "-c", _CHILD, str(ROOT), app.office.pipe, kind],
                    capture_output=True, text=True, check=True, cwd=ROOT, env=environment,
                )  # fmt: skip
                whole = time.perf_counter() - began
                check = _check(compiled)  # by turns, for what else the machine does hits both
            finally:
                app.quit()
        if run == 0:
            continue  # the first click compiles
        marks = json.loads(done.stdout.splitlines()[-1])
        marks["python"] = max(0.0, min(whole - marks["alt"], _bare()))
        marks["alt"] += marks["python"]
        marks["kontroller"] = check
        for name, value in marks.items():
            best[name] = value if name not in best else min(best[name], value)
    return best


def _check(compiled: str) -> float:
    """A cold «orxl kontroller» of the same workbook: the same rules without Excel or writing."""
    book = str(ROOT / "workbook" / "handlingsprogram.xlsx")
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "orxl", "kontroller", book],
        capture_output=True, check=False, env=environment,
    )  # fmt: skip
    return time.perf_counter() - began


def _bare() -> float:
    """A Python that does nothing."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-B", "-c", "pass"], check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
