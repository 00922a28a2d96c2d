"""Makes the pictures of the guide's chapter «Gjennom året»: each task done as the chapter says.

    python docs/bilder/aaret.py [TASK …]

What the chapter has typed is typed, and what it has run is run; the picture shows the sheet that
the task ends on as a screen shows it, or what the last command says. Needs what ``utseende.py``
needs, and Chromium for what is said in the terminal.
"""

# ruff: noqa: S603, S607 - fixed programs on files of our own
from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

import utseende  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.text import Text  # noqa: E402

from orxl.app.recalculate import recalculate_file  # noqa: E402
from orxl.binding import bind  # noqa: E402
from orxl.cli import main as orxl  # noqa: E402
from orxl.core.edits import Content, Edit, SetCell  # noqa: E402
from orxl.xlsx import patch, read_book  # noqa: E402
from tests.app import test_through_the_year as year  # noqa: E402

WIDTH = 96
"""Columns of the terminal."""
MOST_LINES = 42
"""A longer answer is cut: the picture shows how it begins."""
MOMENT = datetime(2026, 12, 1, 9, 30)
EXAMPLES: dict[str, tuple[str, dict[str, Content]]] = {
    "Budsjettendringer": (
        "tblBudsjettendringer",
        {
            "decision": "sak 4/26",
            "day": datetime(2026, 4, 23),
            "amount": 50.0,
            "line": "Kommunikasjon",
        },
    ),
}
"""What is put in a blank table, for a task that says how it is filled in."""


def main() -> None:
    """Make the pictures of the tasks that are named, or of all."""
    wanted = sys.argv[1:] or list(year.TASKS)
    with tempfile.TemporaryDirectory(prefix="orxl-aaret-") as name:
        folder = Path(name)
        profile = utseende.profile_in(folder)
        for task in wanted:
            _picture(task, folder, profile)


def _picture(task: str, folder: Path, profile: str) -> None:
    body = year.TASKS[task]
    place = folder / year.picture_of(task)
    place.mkdir()
    path = place / "handlingsprogram.xlsx"
    path.write_bytes((ROOT / "workbook" / path.name).read_bytes())
    for name, content in year.FILES.items():
        (place / name).write_text(content, encoding="utf-8")
    if any(year.ADOPTED in command for command in year.commands(body)):
        (place / year.ADOPTED).write_bytes(path.read_bytes())
    bound = bind(read_book(path))
    typed = [
        (year.cell_of(bound, column, row, sheet), year.value_of(text))
        for text, column, row, sheet in year.typed(body)
    ]
    edits: list[Edit] = [SetCell(cell, value) for cell, value in typed]
    path.write_bytes(patch(path.read_bytes(), edits))
    commands = year.commands(body)
    if commands:
        os.chdir(place)
        said = [
            (shown, _said(words, shown))
            for shown, words in ((c, _words(c, path)) for c in commands)
        ]
        _terminal(said[-1][1], place, HERE / f"{year.picture_of(task)}.png")
        return
    if task in EXAMPLES:
        table, values = EXAMPLES[task]
        bound = bind(read_book(path))
        path.write_bytes(patch(path.read_bytes(), [bound.tables[table].appended([values])]))
    recalculate_file(path, moment=MOMENT, who="Kari Nordmann")
    bound = bind(read_book(path))
    if task in EXAMPLES:
        cell = bound.tables[EXAMPLES[task][0]].rows[0].cells["decision"]
    else:
        ends = [year.cell_of(bound, column, row, s) for column, row, s, _ in year.found(body)]
        cell = (ends or [typed[-1][0]])[0]
    corner = f"A{max(6, cell.row - 8)}"
    shown = ((cell.sheet, corner, year.picture_of(task)),)
    utseende.on_screen(path, shown, profile, chosen=cell.a1)


def _words(command: str, path: Path) -> list[str]:
    return year.words_of(command, path)


def _said(words: list[str], shown: str) -> str:
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        orxl(words)
    return f"> orxl {shown}\n\n{out.getvalue()}"


def _terminal(text: str, folder: Path, target: Path) -> None:
    """*text* as a terminal shows it."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], "…"]
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text("\n".join(lines)))
    drawn = folder / "terminal.svg"
    console.save_svg(str(drawn), title="Ledetekst")
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn.read_text(encoding="utf-8"))
    if size is None:
        raise SystemExit("the terminal was not drawn")
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu",
         f"--screenshot={target}", f"--window-size={round(float(size[1]))},{round(float(size[2]))}",
         drawn.as_uri()],
        check=True, capture_output=True,
    )  # fmt: skip
    subprocess.run(
        ["mogrify", "-dither", "None", "-colors", "48", "-depth", "8", target], check=True
    )


if __name__ == "__main__":
    main()
