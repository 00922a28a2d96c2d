"""How long a paper takes as PDF or DOCX, and how much memory: the whole programme, and a large one.

    python benchmarks/papers.py [--measures 10000] [--form docx|html]
    python benchmarks/papers.py --command

Each is run in a process of its own. «cold» is the first paper of a process (Python's imports and
typst's fonts counted apart), «warm» the next of the same process. The large paper has the measures
of the shipped workbook over and over, each with its own number. ``--command`` measures the whole
«orxl rapport saken» (reading, check, PDF, DOCX and HTML) beside LibreOffice printing the workbook.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from orxl.app.paper.case import paper_of
from orxl.app.workbook import open_workbook, view_of
from orxl.report.paper.model import Paper, Table
from orxl.report.paper.theme import Theme, default_theme

WORKBOOK = Path(__file__).parents[1] / "workbook" / "handlingsprogram.xlsx"


def grown(paper: Paper, measures: int) -> Paper:
    """*paper* with so many measures in all, spread over its tables of measures."""
    tables = [
        block
        for block in paper.blocks
        if isinstance(block, Table) and block.columns[0].heading == "Tiltak"
    ]
    each = measures // len(tables)
    made = {
        table.key: replace(
            table,
            rows=tuple(
                replace(row, anchor=f"{table.key}-{at}")
                for at, row in enumerate(islice(cycle(table.rows), each))
            ),
        )
        for table in tables
    }
    blocks = tuple(
        made.get(block.key, block) if isinstance(block, Table) else block for block in paper.blocks
    )
    return replace(paper, blocks=blocks)


def _writer(form: str) -> Callable[[Paper, Theme], bytes]:
    if form == "docx":
        from orxl.report.paper.docx import write_docx

        return write_docx
    if form == "html":
        from orxl.report.paper.html import write_html

        return lambda paper, theme: write_html(paper, theme).encode()
    from orxl.report.paper.pdf import write_pdf

    return write_pdf


def measured(measures: int, form: str) -> dict[str, float]:
    """Seconds, megabytes and pages of one paper, in this process."""
    paper = paper_of(view_of(open_workbook(WORKBOOK).book))
    if measures:
        paper = grown(paper, measures)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    write, theme = _writer(form), default_theme()
    made = write(paper, theme)
    cold = time.perf_counter() - start
    start = time.perf_counter()
    if not measures:
        write(paper, theme)
    warm = time.perf_counter() - start
    return {
        "cold": cold,
        "warm": warm,
        "before_mb": before / 1024,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "kb": len(made) / 1024,
        "pages": _pages(made) if form == "pdf" else 0,
    }


def _pages(pdf: bytes) -> int:
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def beside() -> None:
    """Print how long the whole command takes, and LibreOffice for a PDF of the sheets."""
    with tempfile.TemporaryDirectory() as folder:
        made = [sys.executable, "-m", "orxl", "rapport", "saken", str(WORKBOOK), "--ut", folder]
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        runs = {"orxl rapport saken": [*made, "--erstatt"]}
        if shutil.which("soffice"):
            runs["LibreOffice, the sheets as PDF"] = [*office, str(WORKBOOK)]
        for name, command in runs.items():
            for again in ("first", "second"):
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                start = time.perf_counter()
                subprocess.run(command, capture_output=True, check=True)
                wall = time.perf_counter() - start
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                print(f"{name}, {again}: {wall:.2f} s, {used:.2f} s of processor time")


def main() -> None:
    """Measure both papers and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", type=int, default=10_000)
    parser.add_argument("--form", choices=("pdf", "docx", "html"), default="pdf")
    parser.add_argument("--one", type=int)
    parser.add_argument("--command", action="store_true")
    given = parser.parse_args()
    if given.command:
        beside()
        return
    if given.one is not None:
        print(json.dumps(measured(given.one, given.form)))
        return
    for measures in (0, given.measures):
        ran = subprocess.run(
            [sys.executable, __file__, "--one", str(measures), "--form", given.form],
            capture_output=True,
            check=True,
            text=True,
        )
        found = json.loads(ran.stdout)
        name = f"{measures} measures" if measures else "the programme"
        pages = f"{found['pages']:.0f} pages, " if found["pages"] else ""
        warm = "" if measures else f", warm {found['warm']:.2f} s"
        print(
            f"{name}: {pages}cold {found['cold']:.2f} s{warm}, "
            f"peak {found['peak_mb']:.0f} MB (before {found['before_mb']:.0f}), "
            f"{found['kb']:.0f} kB"
        )


if __name__ == "__main__":
    main()
