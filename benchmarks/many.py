"""Many workbooks: files a second, what a cluster costs beside the pool, memory over time.

    python benchmarks/many.py lag MAPPE --antall 2000 [--korpus MAPPE MED EKTE BØKER]
    python benchmarks/many.py mål MAPPE [--runder 2] [--arbeidere 2 4] [--drep]
    python benchmarks/many.py million [--antall 1000000]

«lag» makes workbooks of mixed sizes, all with different bytes: small ones made here, real ones from
a folder, the shipped one, one ten times as large, and broken ones. «mål» checks them all with the
pool and with a local cluster in turn, and asks the operating system what every process has used.
«drep» kills a process that reads, or a worker of the cluster, in the middle of each run. «million»
hands out and gathers as many made-up answers, with everything real but the reading.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import shutil
import statistics
import tempfile
import threading
import time
import zipfile
from collections import Counter
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

import psutil
from openpyxl import Workbook

from benchmarks.enlarged import enlarge
from orxl.app.fleet.checks import Wanted, crew_of, run
from orxl.app.fleet.orders import Answer, Order, unchecked
from orxl.app.fleet.places import Places
from orxl.app.fleet.results import opened, parquet
from orxl.app.fleet.run import answers
from orxl.report.fleet.overview import Overview
from orxl.report.fleet.page import Circumstances, as_html

SHIPPED = Path(__file__).parents[1] / "workbook" / "handlingsprogram.xlsx"
SHARES = {"korpus": 0.55, "liten": 0.40, "handlingsprogram": 0.04, "skadet": 0.0098, "stor": 0.0002}


def make(folder: Path, count: int, corpus: Path | None) -> None:
    """Fill *folder* with *count* workbooks, the same each time."""
    chance = random.Random(18)
    real = sorted(corpus.rglob("*.xlsx")) if corpus else []
    shipped = SHIPPED.read_bytes()
    large = ten_times() if count >= 1000 else shipped
    names, weights = list(SHARES), list(SHARES.values())
    made = Counter[str]()
    for number in range(count):
        kind = chance.choices(names, weights)[0]
        if kind == "korpus" and not real:
            kind = "liten"
        if kind == "korpus":
            data = chance.choice(real).read_bytes()
        elif kind == "liten":
            data = small(chance)
        elif kind == "skadet":
            data = shipped[: chance.randrange(10, len(shipped))]
        else:
            data = large if kind == "stor" else shipped
        made[kind] += 1
        target = folder / f"{number // 1000:03}" / f"{number:06}-{kind}.xlsx"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(marked(data, number))
    print(", ".join(f"{n} {kind}" for kind, n in made.items()))


def ten_times() -> bytes:
    """The shipped workbook with ten times the cells and formulas."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "stor.xlsx"
        enlarge(SHIPPED, target, 10)
        return target.read_bytes()


def marked(data: bytes, number: int) -> bytes:
    """*data* with a comment in its zip file, so that no two are the same."""
    made = io.BytesIO(data)
    try:
        with zipfile.ZipFile(made, "a") as archive:
            archive.comment = b"%d" % number
    except (zipfile.BadZipFile, OSError, ValueError):
        return data + b"%d" % number
    return made.getvalue()


def small(chance: random.Random) -> bytes:
    """A table of amounts with a column of formulas and a sum, sometimes with a slip."""
    book = Workbook()
    sheet = book.active
    rows = chance.randrange(5, 200)
    sheet.append(["Post", "Budsjett", "Regnskap", "Avvik"])
    for row in range(2, rows + 2):
        formula = f"=C{row}-B{row}" if chance.random() > 0.002 else f"=C{row}-B{row - 1}"
        sheet.append([f"Post {row}", chance.randrange(9999), chance.randrange(9999), formula])
    sheet.append(["Sum", *(f"=SUM({c}2:{c}{rows + 1})" for c in "BCD")])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


class Watch:
    """What this process and all below it use, asked every half second."""

    def __init__(self) -> None:
        self.cpu: dict[int, float] = {}
        self.rss: list[int] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look)
        own = psutil.Process().cpu_times()
        self._before = own.user + own.system

    def _look(self) -> None:
        me = psutil.Process()
        while not self._end.wait(0.5):
            self.rss.append(0)
            for process in (me, *me.children(recursive=True)):
                try:
                    times = process.cpu_times()
                    self.cpu[process.pid] = times.user + times.system
                    self.rss[-1] += process.memory_info().rss
                except psutil.Error:
                    continue

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    @property
    def seconds(self) -> float:
        """Of processor time, all processes."""
        return sum(self.cpu.values()) - self._before


def measure(
    folder: Path, workers: list[int], rounds: int, kill: bool, names: list[str], out: Path | None
) -> None:
    """Check *folder* in turn with the pool and with a cluster, and print what each took."""
    ways = [(name, n) for n in workers for name in names]
    took: dict[tuple[str, int], list[tuple[float, float]]] = {way: [] for way in ways}
    for turn in range(rounds):
        for way in ways if turn % 2 == 0 else reversed(ways):
            wall, watch, overview = once(folder, *way, kill, out)
            took[way].append((wall, watch.seconds))
            tenth = max(1, len(watch.rss) // 10)
            over = [max(watch.rss[i : i + tenth]) // 2**20 for i in range(0, len(watch.rss), tenth)]
            print(f"{way[0]} {way[1]}: {wall:.1f} s, CPU {watch.seconds:.1f} s, "
                  f"{overview.books / wall:.1f} filer/s, MB over tid {over}; {overview.sentence}",
                  flush=True)  # fmt: skip
    for n in workers if len(names) > 1 else ():
        pool, cluster = took["basseng", n], took["klynge", n]
        walls, cpus = (
            statistics.median(t[i] for t in cluster) / statistics.median(t[i] for t in pool) - 1
            for i in (0, 1)
        )
        print(f"{n} arbeidere: klynge mot basseng: tid {walls:+.0%}, CPU {cpus:+.0%}")


def once(
    folder: Path, way: str, workers: int, kill: bool, out: Path | None
) -> tuple[float, Watch, Overview]:
    """One run over *folder*."""
    overview = Overview()
    wanted = Wanted(
        Places((str(folder),), True), everywhere=True, workers=workers,
        cluster="lokal" if way == "klynge" else None, folder=out,
    )  # fmt: skip
    with Watch() as watch:
        began = time.perf_counter()
        killer = threading.Timer(8.0, strike)
        if kill:
            killer.start()
        run(wanted, overview.add, today=date.today(), crew=crew_of)
        wall = time.perf_counter() - began
        killer.cancel()
    return wall, watch, overview


def strike() -> None:
    """Kill a worker of the cluster where there is one, else a process that reads."""
    below = psutil.Process().children(recursive=True)
    workers = [p for p in below if "spawn_main" in " ".join(p.cmdline())]
    cells = [p for p in below if "orxl.app.fleet.cell" in p.cmdline()]
    victim = (workers or cells)[-1]
    print(f"dreper {victim.pid}: {' '.join(victim.cmdline())[-60:]}", flush=True)
    victim.kill()


class Inventing:
    """A crew that invents answers at once: what is left is what many of them cost."""

    workers, seconds = 8, 1.0

    def submit(self, _work: Any, orders: Any) -> Future[list[Answer]]:
        future: Future[list[Answer]] = Future()
        future.set_result([invented(Order(**order)) for order in orders])
        return future

    def close(self) -> None:
        """Nobody is waiting."""


def invented(order: Order) -> Answer:
    """An answer such as most are: three findings in every third workbook."""
    number = int(order.place)
    finding = {
        "kode": f"B{number % 90:03}", "navn": "sum-stemmer-ikke", "alvorlighet": "advarsel",
        "ark": "Hovedtall", "celle": "D15", "melding": "«Sum inntekter» er 8 756, men …",
        "forventet": 8754, "faktisk": 8756, "kan_rettes": False, "godtatt": False,
        "trykt_slik": False, "kroner": 2000, "hindrer_resten": False, "følger_av": None,
    }  # fmt: skip
    counts = dict.fromkeys(
        ("feil", "merknad", "godtatt", "trykt_slik", "følgefunn", "godtatt_beløp"), 0
    )
    found = [finding] * 3 if number % 3 == 0 else []
    return unchecked(order, "", "") | {
        "sted": f"/data/kommune {number % 357}/{number:07}.xlsx", "sha256": f"{number:064x}",
        "byte": 60_000, "status": "kontrollert", "slag": None, "grunn": None,
        "handlingsprogram": False, "oppsummering": counts | {"advarsel": len(found)},
        "funn": found, "sekunder": 0.05,
    }  # fmt: skip


def million(count: int) -> None:
    """Hand out *count* orders, keep and list the answers; print what it took."""
    folder = Path(tempfile.mkdtemp(prefix="orxl-million-"))
    overview = Overview()
    marks: list[str] = []
    began = time.perf_counter()
    try:
        with opened(folder / "ut", date.today()) as results:
            orders = (
                Order(str(n), "kontroller", "2026-11-28", "x", store=results.store)
                for n in range(count)
            )
            for answer in answers(orders, Inventing(), saving=results.keep):
                overview.add(answer)
                if overview.books % (count // 5) == 0:
                    rss = psutil.Process().memory_info().rss // 2**20
                    marks.append(f"{overview.books}: {time.perf_counter() - began:.0f} s, {rss} MB")
        done = time.perf_counter()
        print("; ".join(marks))
        parquet(folder / "ut")
        made = time.perf_counter()
        how = Circumstances(__import__("datetime").datetime.now(), date.today(), "x", [str(folder)])
        page = as_html(overview, how)
        sizes = {
            file.name: file.stat().st_size // 2**20
            for file in (folder / "ut").iterdir() if file.is_file()
        }  # fmt: skip
        print(f"{count} svar: {done - began:.0f} s ({count / (done - began):.0f}/s), Parquet "
              f"{made - done:.0f} s, siden {len(page) // 1024} kB, MB {sizes}, "
              f"topp {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")  # fmt: skip
        kept = shutil.disk_usage(folder)
        nodes = os.statvfs(folder)
        print(f"lageret: {count} filer à 4 kB; ledig nå {kept.free // 2**30} GB, "
              f"{nodes.f_favail} inoder")  # fmt: skip
    finally:
        shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    what = parser.add_subparsers(dest="what", required=True)
    making = what.add_parser("lag")
    making.add_argument("mappe", type=Path)
    making.add_argument("--antall", type=int, default=2000)
    making.add_argument("--korpus", type=Path)
    measuring = what.add_parser("mål")
    measuring.add_argument("mappe", type=Path)
    measuring.add_argument("--runder", type=int, default=2)
    measuring.add_argument("--arbeidere", type=int, nargs="+", default=[2, 4])
    measuring.add_argument("--drep", action="store_true")
    measuring.add_argument("--med", nargs="+", default=["basseng", "klynge"])
    measuring.add_argument("--ut", type=Path, help="keep the answers: then each is read once")
    counting = what.add_parser("million")
    counting.add_argument("--antall", type=int, default=1_000_000)
    asked = parser.parse_args()
    if asked.what == "lag":
        make(asked.mappe, asked.antall, asked.korpus)
    elif asked.what == "mål":
        measure(asked.mappe, asked.arbeidere, asked.runder, asked.drep, asked.med, asked.ut)
    else:
        million(asked.antall)


if __name__ == "__main__":
    main()
