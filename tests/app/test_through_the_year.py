"""The guide's chapter «Gjennom året», done as it says: typed, run, and found as it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from orxl.binding import BoundBook, bind
from orxl.cli import main
from orxl.core.edits import Edit, SetCell
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.formulas.recalculate import recalculate
from orxl.xlsx import patch, read_bytes

pytestmark = pytest.mark.slow

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "brukerveiledning.md"
_TYPED = re.compile(r"\*\*([^*]+)\*\* i «([^»]+)»\s+for\s+«([^»]+)»\s+på\s+(\w+)", re.DOTALL)
_FOUND = re.compile(
    r"«([^»]+)»\s+for\s+«([^»]+)»\s+på\s+(\w+)\s+er\s+da\s+\*\*([^*]+)\*\*", re.DOTALL
)
_RUN = re.compile(r"^\.venv\\Scripts\\orxl (.+)$", re.MULTILINE)
_WORD = re.compile(r'"([^"]*)"|(\S+)')
_BOOK_AT = {"kontingent": 1, "lås": 1, "rull-år": 1, "rapport": 2, "importer": 3, "nytt": 4}
"""Where among a command's words the workbook comes."""
_ASKING = ("importer", "nytt", "rull-år")
BOOK = "handlingsprogram.xlsx"
ADOPTED = "handlingsprogram vedtatt.xlsx"
"""The names that the guide has the workbook and its adopted version under."""
FILES = {
    "folketall.csv": "kommunenr;2026\n0301;728714\n3301;106005\n",
    "regnskap.csv": "Konto;Kontonavn;Beløp\n17500;Kontingent fra kommuner;-5386627,00\n"
    "10100;Lønn sekretariatet;3500000,00\n",
    "tilskudd.csv": "ID;Navn;Status;År;Inntekt (kr)\nNORD;Nordisk nettverk;Innvilget;2026;300000\n",
    "kurs.csv": "FREQ;BASE_CUR;QUOTE_CUR;UNIT_MULT;TIME_PERIOD;OBS_VALUE\n"
    "B;EUR;NOK;0;2026-11-27;11,7512\n",
}


def chapters() -> Iterator[tuple[str, str]]:
    """The tasks of the chapter, each with its text."""
    text = GUIDE.read_text(encoding="utf-8")
    chapter = text.partition("\n## Gjennom året\n")[2].partition("\n## ")[0]
    for part in chapter.split("\n### ")[1:]:
        title, _, body = part.partition("\n")
        yield title, body


TASKS = dict(chapters())


def typed(body: str) -> list[tuple[str, str, str, str]]:
    """What a task has typed: text, column, row and sheet."""
    return _TYPED.findall(body)


def found(body: str) -> list[tuple[str, str, str, str]]:
    """What a task ends in: column, row, sheet and the text that is there."""
    return _FOUND.findall(body)


def commands(body: str) -> list[str]:
    """What a task has run, without the program's name."""
    return [line for block in body.split("```")[1::2] for line in _RUN.findall(block)]


def words_of(command: str, path: Path) -> list[str]:
    """The words of *command* for the workbook at *path*, with a yes to what it asks."""
    words = [quoted or bare for quoted, bare in _WORD.findall(command)]
    if BOOK in words:
        return [str(path) if word == BOOK else word for word in words]
    words.insert(_BOOK_AT[words[0]], str(path))
    return [*words, *(["--ja"] if words[0] in _ASKING else [])]


OFTEN = ("En kommune melder seg ut",)
"""What every run does; the others take a while."""


def cell_of(bound: BoundBook, column: str, row: str, sheet: str) -> CellRef:
    """The cell that a sentence of the guide names."""
    for table in bound.tables.values():
        keys = {c.header: c.key for c in table.spec.columns}
        for one in table.rows if table.table.sheet == sheet and column in keys else ():
            names = (
                one.values.get(table.spec.key),
                one.values.get("label"),
                one.values.get("name"),
            )
            if row in names and keys[column] in one.cells:
                return one.cells[keys[column]]
    raise AssertionError((column, row, sheet))


def value_of(text: str) -> Value:
    """What Excel makes of *text* when it is typed in Norwegian."""
    if re.fullmatch(r"\d\d\.\d\d\.\d{4}", text):
        return datetime.strptime(text, "%d.%m.%Y")
    if re.fullmatch(r"[−-]?\d+(,\d+)?", text):
        return float(text.replace("−", "-").replace(",", "."))
    return text


def picture_of(task: str) -> str:
    """The name of a task's picture, without its ending: «aaret-ny-kontingentsats»."""
    plain = task.casefold().translate(str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"}))
    return "aaret-" + re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@pytest.mark.parametrize(
    "task",
    [pytest.param(task, marks=() if task in OFTEN else pytest.mark.thorough) for task in TASKS],
)
def test_a_task_of_the_year_gives_what_the_guide_says(
    task: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = TASKS[task]
    bound = bind(read_bytes(path.read_bytes()))
    edits: list[Edit] = [
        SetCell(cell_of(bound, column, row, sheet), value_of(text))
        for text, column, row, sheet in typed(body)
    ]
    path.write_bytes(patch(path.read_bytes(), edits))
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    if any(ADOPTED in command for command in commands(body)):
        (tmp_path / ADOPTED).write_bytes(path.read_bytes())
    for command in commands(body):
        # The new year's workbook has errors until somebody answers what is asked.
        answer = int(command.startswith("rull-år"))
        assert main(words_of(command, path)) == answer, command
    after = bind(read_bytes(path.read_bytes()))
    agreed = recalculate(after.book).agreed
    for column, row, sheet, text in found(body):
        cell = cell_of(after, column, row, sheet)
        assert agreed[cell] == value_of(text), (task, column, row)


def test_the_chapter_has_the_tasks_of_the_year() -> None:
    text = "\n".join(TASKS.values())
    assert len(TASKS) >= 17
    assert len(_FOUND.findall(text)) >= 7
    assert len(_TYPED.findall(text)) >= 8
    assert len(_RUN.findall(text)) >= 10


@pytest.mark.parametrize("task", TASKS)
def test_each_task_of_the_year_has_its_picture(task: str) -> None:
    """Made by docs/bilder/aaret.py."""
    name = f"bilder/{picture_of(task)}.png"
    assert f"![{task}]({name})" in TASKS[task]
    assert (GUIDE.parent / name).is_file()
