"""How long the web edition takes, and how large it is: the whole programme, and a large one.

    python benchmarks/web.py [--measures 10000]

The workbook is opened first and not counted. The large edition has the measures of the shipped
workbook over and over, each with a number and a page of its own.
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

WORKBOOK = Path(__file__).parents[1] / "workbook" / "handlingsprogram.xlsx"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--measures", type=int, default=0)
    options = asked.parse_args()

    from orxl.app.workbook import open_workbook, view_of

    view = view_of(open_workbook(WORKBOOK).book)
    start = time.perf_counter()
    from orxl.app.web import edition_files, edition_of
    from orxl.report.paper.theme import default_theme

    imported = time.perf_counter()
    edition = edition_of(view)
    if options.measures:
        every = tuple(
            replace(measure, number=f"{measure.area}.{at}", page=f"tiltak-{at}.html")
            for at, measure in enumerate(islice(cycle(edition.measures), options.measures))
        )
        edition = replace(edition, measures=every)
    read = time.perf_counter()
    files = edition_files(edition, default_theme())
    done = time.perf_counter()
    size = sum(map(len, files.values()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(edition.measures)} measures: {len(files)} files, {size / 1e6:.1f} MB; imports "
        f"{imported - start:.2f} s, edition {read - imported:.2f} s, pages {done - read:.2f} s; "
        f"{peak:.0f} MB at most"
    )
    largest = max(files, key=lambda name: len(files[name]))
    print(f"largest: {largest}, {len(files[largest]) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
