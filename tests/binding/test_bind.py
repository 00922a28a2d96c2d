"""A snapshot becomes records, each value with the cell it came from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orxl.binding import BoundBook, ProblemKind, bind
from orxl.core.errors import UnreadableFile
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Sheet
from orxl.core.values import BLANK
from orxl.programme.models import Measure
from orxl.programme.programme import Programme
from orxl.rules.kit import Editor

pytestmark = pytest.mark.slow


def test_what_the_template_writes_the_binding_reads_back(
    bound: BoundBook, programme: Programme
) -> None:
    read = bound.programme
    assert read.measures == programme.measures
    assert read.targets == programme.targets
    assert read.partners == programme.partners
    assert read.members == programme.members
    assert read.grants == programme.grants
    assert read.projects == programme.projects
    assert read.paragraphs == programme.paragraphs
    assert read.populations == programme.populations
    assert bound.problems == ()


def test_every_value_knows_its_cell(bound: BoundBook) -> None:
    row = bound.tables["tblTiltak"].find("2.1.3")
    assert row is not None
    assert isinstance(row.record, Measure)
    cell = row.cells["title"]
    assert bound.book.cell(cell).value == row.record.title
    assert cell.sheet == "Tiltak"


def test_a_value_of_the_wrong_kind_is_a_problem_and_the_row_stays(bound: BoundBook) -> None:
    editor = Editor(bound)
    cell = editor.put("tblProsjektmidler", "SEADITO", "frame", "50 tkr")
    read = bind(editor.book)
    assert [(p.kind, p.cell) for p in read.problems] == [(ProblemKind.NUMBER_WITH_UNIT, cell)]
    row = read.tables["tblProsjektmidler"].find("SEADITO")
    assert row is not None
    assert row.record is not None


def test_a_word_outside_the_list_is_a_problem(bound: BoundBook) -> None:
    editor = Editor(bound)
    cell = editor.put("tblTilskudd", "ORBIFY", "status", "Kanskje")
    assert [(p.kind, p.cell) for p in bind(editor.book).problems] == [
        (ProblemKind.NOT_IN_LIST, cell)
    ]


def test_a_row_typed_below_the_table_is_read(bound: BoundBook) -> None:
    editor = Editor(bound)
    editor.add_row("tblPartnere", measure="1.1", name="Ruter")
    assert bind(editor.book).programme.partners[-1].name == "Ruter"


def test_a_blank_row_is_no_record(bound: BoundBook) -> None:
    editor = Editor(bound)
    editor.add_row("tblPartnere", name=BLANK)
    read = bind(editor.book)
    assert len(read.programme.partners) == len(bound.programme.partners)
    assert read.problems == ()


def test_declared_formulas_follow_the_rows(bound: BoundBook) -> None:
    total = bound.where("tblHovedtall", "Sum inntekter", "budget", "type")
    first = bound.where("tblHovedtall", "Kontingenter", "budget")
    last = bound.where("tblHovedtall", "Avrunding inntekter", "budget")
    assert total is not None
    assert first is not None
    assert last is not None
    assert bound.declared[total] == f"SUM({first.a1}:{last.a1})"


def test_the_year_is_found_without_the_name(bound: BoundBook) -> None:
    book = replace(bound.book, names=())
    assert bind(book).layout.year == 2026


def test_a_workbook_of_another_kind_is_refused_in_plain_words() -> None:
    book = Book((Sheet("Ark1", {}),))
    with pytest.raises(UnreadableFile, match="Finner ikke budsjettåret"):
        bind(book)


def test_place_names_row_and_column(bound: BoundBook) -> None:
    cell = bound.where("tblHovedtall", "Prosjekter", "budget_prior")
    assert cell is not None
    assert bound.place(cell) == ("Prosjekter", "Budsjett 2025")
    assert bound.place(CellRef("Forside", 1, 1)) is None
