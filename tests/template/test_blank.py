"""An empty workbook for another council: the same structure, nobody's content."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from orxl.app.build import blank_bytes
from orxl.binding import BoundBook, bind
from orxl.cli import main
from orxl.core.errors import BadCall
from orxl.core.findings import Finding, Severity
from orxl.core.snapshot import Book
from orxl.core.values import CellError, Value
from orxl.layout import NUMBER_FORMATS, layout_for
from orxl.layout.chart_figures import EXPENSE_TABLE, INCOME_TABLE, NOTHING
from orxl.layout.looks import Look
from orxl.programme.programme import Programme
from orxl.rules.kit import Editor
from orxl.xlsx import read_bytes
from tests.conftest import ROOT
from tests.helpers import said, view_of
from tests.template.conftest import Made

pytestmark = pytest.mark.slow

NOW = datetime(2026, 8, 1, 9)


@pytest.fixture(scope="module")
def bound_blank(blank: bytes) -> BoundBook:
    return bind(read_bytes(blank))


def words(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(n).decode() for n in archive.namelist())


def test_it_has_the_structure_of_the_first_workbook(blank: bytes) -> None:
    book = read_bytes(blank)
    layout = layout_for(2027)
    assert [s.name for s in book.sheets] == [s.name for s in layout.sheets]
    for name, (_, spec) in layout.tables.items():
        table = book.table(name)
        assert table is not None
        assert [c.name for c in table.columns] == [c.header for c in spec.columns]


def test_nothing_of_the_first_council_is_in_it(blank: bytes, programme: Programme) -> None:
    text = words(blank).casefold()
    assert "fjordrådet ipr" in text
    for foreign in ("osloregion", "orbify", "geo4water", "seadito", "klimasats", "viken"):
        assert foreign not in text, foreign
    for measure in programme.measures:
        assert measure.title.casefold() not in text


def test_every_control_is_in_order_or_asks_for_input(bound_blank: BoundBook) -> None:
    states = {
        str(row.values["text"]): bound_blank.book.cell(row.cells["state"]).value
        for row in bound_blank.tables["tblKontroller"].rows
    }
    asking = [text for text, state in states.items() if state == "FYLL UT"]
    assert asking == ["Alle forutsetninger som må være med, er fylt ut"]
    assert set(states.values()) == {"OK", "FYLL UT"}
    lamp = bound_blank.book.sheet("Forside")
    assert lamp is not None
    assert lamp[5, 2].value == "Fyll ut det som mangler: se Forutsetninger"
    assert lamp[6, 2].value == "6 forutsetninger er ikke fylt ut"


def test_no_cell_shows_an_error_and_every_formula_has_a_value(bound_blank: BoundBook) -> None:
    for sheet in bound_blank.book.sheets:
        for at, cell in sheet.cells.items():
            assert not isinstance(cell.value, CellError), (sheet.name, at)


def test_a_blank_row_counts_as_nothing(bound_blank: BoundBook) -> None:
    row = bound_blank.tables["tblTiltak"].rows[0]
    assert bound_blank.book.cell(row.cells["area_name"]).value == ""
    assert bound_blank.book.cell(row.cells["result_targets"]).value == 0.0
    member = bound_blank.tables["tblMedlemmer"].rows[0]
    assert bound_blank.book.cell(member.cells["active"]).value == 0.0


def test_a_blank_row_shows_nothing_or_a_dash(bound_blank: BoundBook) -> None:
    looked = 0
    for name, (_, spec) in layout_for(2027).tables.items():
        if spec.rows or not (spec.content and spec.grows):
            continue
        dashed = {m.first: m for m in spec.marks if m.look is Look.NONE}
        keys = [c.key for c in spec.columns]
        covered = {
            key
            for m in dashed.values()
            for key in keys[keys.index(m.first) : keys.index(m.last) + 1]
        }
        row = bound_blank.tables[name].rows[0]
        if not row.blank:
            continue  # its rows are there from the beginning
        for column in spec.columns:
            value = bound_blank.book.cell(row.cells[column.key]).value
            if column.derived and not column.hidden and value != "":
                looked += 1
                dash = column.key in covered or NUMBER_FORMATS[column.kind].endswith('"–"_-')
                assert (value, dash) == (0.0, True), (name, column.key)
    assert looked > 15


def test_charts_without_amounts_say_so(bound_blank: BoundBook) -> None:
    for table in (INCOME_TABLE, EXPENSE_TABLE):
        labels = [
            bound_blank.book.cell(row.cells["label"]).value
            for row in bound_blank.tables[table].rows
        ]
        assert labels == [NOTHING, *[""] * (len(labels) - 1)]


def findings(book: Book) -> list[Finding]:
    return [f for f in said(view_of(book)) if f.open]


def _asked_for(editor: Editor) -> set[str]:
    """The cells of the assumptions that every workbook must have and an empty one lacks."""
    names = (
        "Kontingentsats_saken", "Kontingentgrunnlag", "Folketallsdato_saken", "Antall_medlemmer",
        "Kontingentsats_forrige", "Kontingentsats",
    )  # fmt: skip
    return {editor.where("tblForutsetninger", name, "value", "name").a1 for name in names}


def test_the_rules_ask_for_input_and_report_nothing_else(blank: bytes) -> None:
    found = findings(read_bytes(blank))
    assert {f.severity for f in found} == {Severity.NOTE}
    assert {f.sheet for f in found} == {"Forutsetninger"}
    assert [f.message for f in found if f.code == "D005"] == [
        "Fyll inn: Kontingentsats i saken (kr per innbygger).",
        "Fyll inn: Kontingentinntekter i saken (kr).",
        "Fyll inn: Folketallsdato i saken (dato).",
        "Fyll inn: Medlemskommuner i saken (kommuner).",
        "Fyll inn: Kontingentsats året før (kr per innbygger).",
        "Fyll inn: Kontingentsats i dag (kr per innbygger).",
    ]
    assert len(found) == 7  # and K009: no populations came along


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("tblMedlemmer", {"code": 3203.0, "name": "Asker"}),
        ("tblPartnere", {"remark": "m.fl."}),
        ("tblTekster", {"text": "Første avsnitt."}),
    ],
)
def test_a_missing_assumption_is_an_error_once_there_is_content(
    blank: bytes, table: str, row: dict[str, Value]
) -> None:
    editor = Editor(bind(read_bytes(blank)))
    editor.add_row(table, **row)
    wrong = {f.cell.a1 for f in findings(editor.book) if f.code == "D005" and f.cell is not None}
    assert _asked_for(editor) <= wrong
    assert "Forutsetninger" in {
        f.sheet for f in findings(editor.book) if f.severity is Severity.ERROR
    }


def test_an_amount_in_the_budget_is_content_too(blank: bytes) -> None:
    editor = Editor(bind(read_bytes(blank)))
    editor.put("tblHovedtall", "Kommunikasjon", "budget", 200.0)
    wrong = [f for f in findings(editor.book) if f.severity is Severity.ERROR]
    cells = {f.cell.a1 for f in wrong if f.cell is not None}
    assert _asked_for(editor) <= cells


@pytest.mark.thorough
def test_the_same_call_gives_the_same_bytes(blank_made: Made) -> None:
    assert blank_bytes(2027, "Fjordrådet IPR", NOW) == blank_made


def test_public_populations_come_along_where_they_are_at_hand() -> None:
    source = ROOT / "workbook" / "kilde"
    read = bind(read_bytes(blank_bytes(2027, "Fjordrådet IPR", NOW, source)[0])).programme
    assert len(read.populations) > 300
    assert read.members == ()
    assert read.day("Folketallsdato") == max(p.at for p in read.populations)


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (27, "Fjordrådet"),
        (2027, "  "),
        (2027, "Fjord\x07rådet"),
        (2027, "x" * 213),
        (2027, "&" * 60),
    ],
)
def test_a_year_or_a_name_that_cannot_be_used_is_refused(year: int, name: str) -> None:
    with pytest.raises(BadCall, match=r"^(Budsjettåret 27|Navnet på)"):
        blank_bytes(year, name, NOW)


def test_the_command_asks_for_year_and_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bygg", "--tom"]) == 2
    assert re.search("både budsjettår og navn", capsys.readouterr().err)


def test_the_command_builds_the_file_and_says_where_to_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "ny.xlsx"
    call = ["bygg", "--tom", "--år", "2027", "--navn", "Fjordrådet IPR", "--ut", str(target)]
    assert main([*call, "--kilde", str(tmp_path)]) == 0
    assert target.is_file()
    assert "Begynn på arket Forutsetninger" in capsys.readouterr().out
    assert main(["kontroller", str(target)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "6 forutsetninger er ikke fylt ut ennå: 0 feil" in printed
    assert "Alt stemmer" not in printed
    assert main(["beregn", str(target)]) == 0
