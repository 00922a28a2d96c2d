"""File and button are two ends of one use case: the same book gives the same at both."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from orxl.app.live import click
from orxl.app.mend import all_or_none
from orxl.app.recalculate import recalculate_file
from orxl.binding import BoundBook, bind
from orxl.core.edits import Edit, SetCell, SetName
from orxl.core.findings import Finding
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.xlsx import patch, read_book
from tests.live.calc.office import needs_calc
from tests.live.pressing import bound, live

if TYPE_CHECKING:
    from tests.live.calc.engine import App

pytestmark = [pytest.mark.libreoffice, needs_calc]
MOMENT = datetime(2027, 1, 4, 9, 30)


def make(path: Path, *edits: Edit) -> None:
    path.write_bytes(patch(path.read_bytes(), edits))


def typed_over(path: Path) -> None:
    cell = bind(read_book(path)).where("tblHovedtall", "Resultat", "budget", "type")
    assert cell is not None
    make(path, SetCell(cell, -300.0))


def under_the_log(path: Path) -> None:
    typed_over(path)
    recalculate_file(path, moment=MOMENT, who="Kari")  # where nothing is written, no value is new
    table = bind(read_book(path)).tables["tblEndringslogg"].table
    make(path, SetCell(CellRef(table.sheet, table.last_data_row + 1, 2), "Husk møtet"))


def name_moved(path: Path) -> None:
    make(path, SetName("Kontingentsats", "Forutsetninger!$A$1"))


@dataclass(frozen=True)
class Came:
    """What came of a run at one end."""

    findings: list[tuple[str, str, bool]]
    fixed: list[tuple[str, str]]
    unrecorded: str
    written: list[tuple[str, Value]]
    logged: int


def came(
    before: BoundBook,
    after: BoundBook,
    findings: tuple[Finding, ...],
    fixed: tuple[Finding, ...],
    unrecorded: str,
) -> Came:
    rows = after.rows("tblFunn")
    return Came(
        [(f.code, f.place, f.accepted is not None) for f in findings],
        [(f.code, f.place) for f in fixed],
        unrecorded,
        [(str(row.values["code"]), row.values["message"]) for row in rows],
        len(after.programme.log) - len(before.programme.log),
    )


@pytest.mark.thorough
@pytest.mark.parametrize("answer", [True, False])
def test_both_ends_ask_about_a_row_that_is_gone_and_keep_it_on_record_till_then(
    answer: bool, office: App, path: Path, tmp_path: Path
) -> None:
    row = bind(read_book(path)).tables["tblMedlemmer"].find("Sigdal")
    assert row is not None
    spec = bind(read_book(path)).tables["tblMedlemmer"].spec
    make(path, *(SetCell(row.cells[c.key], BLANK) for c in spec.columns if not c.derived))
    other = tmp_path / "fil.xlsx"
    shutil.copy(path, other)
    done = recalculate_file(other, moment=MOMENT, who="Kari", confirm=all_or_none(lambda f: answer))
    office.forget()
    book = office.books.open(str(path))
    try:
        clicked = click(live(book), moment=MOMENT, who="Kari", confirm=lambda f: answer)
        after = bound(book)
    finally:
        book.close()
    for findings, ended in ((done.findings, bind(read_book(other))), (clicked.findings, after)):
        assert ("F015" in {f.code for f in findings}) is not answer
        kept = ended.tables["tblRader"].find("Medlemmer")
        assert kept is not None
        assert ("Sigdal (borte)" in str(kept.values["keys"])) is not answer
        assert "Sigdal |" not in str(kept.values["keys"])


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        (typed_over, True),
        pytest.param(under_the_log, True, marks=pytest.mark.thorough),
        pytest.param(name_moved, True, marks=pytest.mark.thorough),
        *(
            pytest.param(state, False, marks=pytest.mark.thorough)
            for state in (typed_over, under_the_log, name_moved)
        ),
    ],
)
def test_both_ends_find_mend_and_record_the_same(
    state: Callable[[Path], None],
    answer: bool,
    office: App,
    path: Path,
    tmp_path: Path,
) -> None:
    state(path)
    other = tmp_path / "fil" / path.name
    other.parent.mkdir()
    shutil.copy(path, other)
    before = bind(read_book(other))
    done = recalculate_file(
        other, moment=MOMENT, who="Kari", choose=all_or_none(lambda offered: answer)
    )
    by_file = came(before, bind(read_book(other)), done.findings, done.fixed, done.unrecorded)
    office.forget()
    book = office.books.open(str(path))
    try:
        clicked = click(live(book), moment=MOMENT, who="Kari", ask=lambda offered: answer)
        after = bound(book)
    finally:
        book.close()
    by_button = came(before, after, clicked.findings, clicked.fixed, clicked.unrecorded)
    assert by_button == by_file
    assert bool(by_file.fixed) is (answer and state is not under_the_log)
    assert by_file.logged == (0 if state is under_the_log else 1)
