"""How fast SSB's population is read and joined, beside plain pandas reading the same bytes.

    python benchmarks/population.py

Files are written by the figures of the text source: wide (357 municipalities, three years), long,
and long with 41 years. Prints the median of some runs, without the time to start.
"""

from __future__ import annotations

import csv
import io
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from orxl.app.imports.files import SourceFile
from orxl.app.imports.population import PopulationImport

SOURCE = Path(__file__).parents[1] / "workbook" / "kilde" / "folketall.csv"
TITLE = '"07459: Befolkning, etter region, statistikkvariabel og år"\n\n'
RUNS = 7


def files() -> dict[str, str]:
    """The files by what they are."""
    with SOURCE.open(encoding="utf-8") as held:
        rows = list(csv.DictReader(held, delimiter=";"))
    days = [name for name in rows[0] if name[:4].isdigit()]
    head = ";".join(f'"Personer {day[:4]}"' for day in days)
    wide = [f'"region";{head}']
    for row in rows:
        figures = ";".join(row[day] for day in days)
        wide.append(f'"{row["kommunenr"]} {row["kommune"]}";{figures}')

    def long(years: range) -> str:
        lines = [
            f'"{row["kommunenr"]} {row["kommune"]}";Personer;{year};{row[days[0]]}'
            for row in rows
            for year in years
        ]
        return "\n".join(["region;statistikkvariabel;år;Personer", *lines])

    return {
        "wide, 3 years": TITLE + "\n".join(wide),
        "long, 3 years": long(range(2024, 2027)),
        "long, 41 years": long(range(1986, 2027)),
    }


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """The median of some runs in seconds, and what the last one gave."""
    times = []
    found = 0
    for _ in range(RUNS):
        start = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - start)
    return statistics.median(times), found


def by_pandas(text: str) -> int:
    """The figures that pandas reads, by code and year; nothing is checked."""
    import pandas as pd

    frame = pd.read_csv(io.StringIO(text), sep=";", skiprows=2 if text.startswith(TITLE) else 0)
    frame["code"] = frame["region"].str[:4].astype(int)
    if "år" not in frame:
        frame = frame.melt(id_vars=["region", "code"])
        frame["år"] = frame["variable"].str[-4:].astype(int)
    return int(frame.groupby(["code", "år"]).ngroups)


def main() -> None:
    """Print a line for each file."""
    importer = PopulationImport(date(2026, 11, 27))
    for name, text in files().items():
        file = SourceFile("tall.csv", text.encode())
        own, found = timed(lambda file=file: len(importer.read(file).figures))  # type: ignore[misc]
        other, groups = timed(lambda text=text: by_pandas(text))  # type: ignore[misc]
        print(f"{name}: orxl {own:.3f} s ({found} figures), pandas {other:.3f} s ({groups})")


if __name__ == "__main__":
    main()
