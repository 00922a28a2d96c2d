"""The appendix of what has changed: in words, and only what a board decides on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orxl.app.compare import compared
from orxl.app.paper.changes_paper import NOTHING, changes_paper
from orxl.app.workbook import Opened
from orxl.cli import main
from orxl.core.errors import BadCall
from orxl.core.snapshot import Book
from orxl.layout.names import ASSUMED, LOG, MEASURES
from orxl.report.compare.values import Comparison
from orxl.report.paper.model import Bullets, Figure, Heading, Paper, Paragraph, Table, plain
from orxl.rules.kit import Editor, View
from tests.app.paper.conftest import lines_of
from tests.helpers import view_of
from tests.versions.kit import book

Changed = Callable[[Callable[[Editor], object]], Paper]


def _comparison(before: Book, after: Book) -> Comparison:
    return compared(Opened(Path("før.xlsx"), b"", before), Opened(Path("nå.xlsx"), b"", after))


@pytest.fixture
def changes(sound: View) -> Changed:
    def make(change: Callable[[Editor], object]) -> Paper:
        e = Editor(sound.bound)
        change(e)
        view = view_of(e.book, sound)
        return changes_paper(view, _comparison(sound.bound.book, e.book), "Innstilling")

    return make


def _said(paper: Paper) -> str:
    return "\n".join(plain(line) for block in paper.blocks for line in lines_of(block))


def test_a_change_is_a_point_under_its_part_with_its_effect(changes: Changed) -> None:
    paper = changes(lambda e: e.put(ASSUMED, "Kontingentsats", "value", 3.25))
    assert [plain(b.line) for b in paper.blocks if isinstance(b, Heading)] == ["Budsjettet"]
    (points,) = [b for b in paper.blocks if isinstance(b, Bullets)]
    (point,) = map(plain, points.items)
    assert point.startswith("Kontingentsats i dag er endret fra 2,50 til 3,25 kr per innbygger.")
    assert "Alene gir det +1 615 986 kr i kontingent" in point.replace("\u00a0", " ")
    (table,) = [b for b in paper.blocks if isinstance(b, Table)]
    assert [row.cells[3].lines[0] for row in table.rows]
    assert {figure.cell.sheet for figure in paper.figures()} == {"Kontingent", "Hovedtall"}
    assert all(isinstance(figure, Figure) for figure in paper.figures())


def test_a_new_wording_stands_beside_the_old_one_with_its_cell(
    changes: Changed, sound: View
) -> None:
    row = sound.bound.tables[MEASURES].rows[7]
    new = f"{row.values['title']} og noe mer"
    paper = changes(lambda e: e.put(MEASURES, row.values["number"], "title", new))
    table = [b for b in paper.blocks if isinstance(b, Table)][-1]
    old_cell, new_cell = table.rows[0].cells[1:]
    assert plain(old_cell.lines[0]) == row.values["title"]
    assert plain(new_cell.lines[0]) == new
    assert new_cell.lines[0][0].cell == row.cells["title"]  # type: ignore[union-attr]


def test_the_log_is_not_for_the_board(changes: Changed, sound: View) -> None:
    who = sound.bound.tables[LOG].rows[0].cells["who"]
    paper = changes(lambda e: e.type_in(who, "Kari"))
    assert f"{NOTHING} siden «Innstilling»." in _said(paper)
    assert "Kari" not in _said(paper)
    assert isinstance(paper.blocks[0], Paragraph)


def test_what_is_not_public_is_left_out_and_counted(changes: Changed, sound: View) -> None:
    row = sound.bound.tables[MEASURES].rows[2]

    def edit(e: Editor) -> None:
        e.type_in(row.cells["responsible"], "Hemmelig Navn")
        e.type_in(row.cells["comment"], "Hemmelig notat")
        e.type_in(row.cells["deadline_text"], "i august")
        e.add_row(MEASURES, number="9.9", title="Et nytt tiltak", comment="Hemmelig " * 30)

    said = _said(changes(edit))
    assert "Hemmelig" not in said
    assert "i august" in said
    assert "Tiltak 9.9 er nytt: «Et nytt tiltak»." in said
    assert "2 endringer i opplysninger som ikke er offentlige" in said


def test_what_is_no_programme_is_refused_in_a_sentence(sound: View) -> None:
    other = book([["Navn", "Tall"], ["a", 1]])
    with pytest.raises(BadCall, match=r"«før\.xlsx» er ikke en arbeidsbok"):
        changes_paper(sound, _comparison(other, sound.bound.book), "")


def test_the_command_asks_for_the_version_before(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rapport", "endringer"]) == 2
    assert "trenger den tidligere utgaven" in capsys.readouterr().err
    assert main(["rapport", "saken", str(path), str(path)]) == 2
    assert "tar én arbeidsbok" in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_writes_the_appendix(path: Path, tmp_path: Path) -> None:
    assert main(["rapport", "endringer", str(path), str(path), "--ut", str(tmp_path)]) == 0
    assert {f.suffix for f in tmp_path.glob("Endringer 2026.*")} == {".docx", ".html", ".pdf"}
