"""A mark in every cell of the workbook: only those of public columns come out in the edition."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from orxl.app.web import edition_files, edition_of
from orxl.app.web.public import NotPublic, PublicRow, out_of_sight
from orxl.binding import bind
from orxl.core.errors import BadCall
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell, Sheet
from orxl.core.values import BLANK
from orxl.formulas.recalculate import Recalculation
from orxl.layout import Kind
from orxl.report.paper.theme import default_theme
from orxl.rules.kit import View
from orxl.xlsx import read_bytes

_MARK = re.compile(r"Zq(\d+)qZ")
_BIG, _FIRST_DAY = 7_000_000_000, datetime(2400, 1, 1)
_BIG_NUMBER = re.compile(r"(?<!\d)7(?:\u00a0?\d{3}){3}(?!\d)")
_LATE_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(2[4-9]\d\d)")
_CODES = frozenset({Kind.CODE, Kind.MUNICIPALITY, Kind.FLAG, Kind.YEAR})
_NOT_ON_A_PAGE = frozenset(
    {
        *(("tblFolketall", key) for key in ("municipality", "county", "at", "inhabitants")),
        *(("tblHovedtall", key) for key in ("label", "budget_prior", "forecast_prior", "budget")),
        *(("tblProsjektmidler", key) for key in ("label", "budget_prior", "forecast_prior")),
        *(("tblProsjektmidler", key) for key in ("budget", "change")),
        *(("tblNoter", "line"), ("tblNoter", "printed"), ("tblPartnere", "title")),
        *(("tblOmråder", "printed"), ("tblOmråder", "measures"), ("tblOrganisering", "under")),
        *(("tblTiltak", key) for key in ("result_targets", "effect_targets", "partners")),
        *(("tblTiltak", "area_name"), ("tblHovedtall", "change"), ("tblTekster", "level")),
        ("tblHovedtall", "line"),
        *(("tblMål", key) for key in ("number", "upper", "unit", "number2", "unit2")),
        *(("tblTilskudd", key) for key in ("advance_share", "own_share")),
        *(("tblTilskudd", "budget_line"), ("tblKontingent", "group")),
        *(("tblForutsetninger", key) for key in ("label", "unit", "day")),
    }
)
"""What is public and open data, or printed in the paper, and stands on no page of the edition."""


def _planted(
    book: Book, kept: frozenset[CellRef], *, formulas: bool = True
) -> tuple[Book, dict[int, CellRef]]:
    """*book* with a mark of its own in every cell that holds something, but for those *kept*.

    Without *formulas* only in what is typed, so that it can be told what builds on what.
    """
    marks: dict[int, CellRef] = {}

    def mark(sheet: Sheet, at: tuple[int, int], cell: Cell) -> Cell:
        place = CellRef(sheet.name, *at)
        if place in kept or (cell.value is BLANK and cell.formula is None):
            return cell
        if cell.formula is not None and not formulas:
            return cell
        number = len(marks)
        marks[number] = place
        match cell.value:
            case float():
                value: object = float(_BIG + number)
            case datetime():
                value = _FIRST_DAY + timedelta(days=number)
            case str():
                between = "#" if "://" in cell.value else " "
                value = f"{cell.value}{between}Zq{number}qZ"
            case _:
                value = f"Zq{number}qZ"
        return cell._replace(value=value, formula=None)

    sheets = tuple(
        replace(sheet, cells={at: mark(sheet, at, cell) for at, cell in sheet.cells.items()})
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets), marks


def _frame(view: View) -> Iterator[CellRef]:
    """What the workbook is recognised by: the headers of its tables, its year, its assumptions,
    and which row is printed where."""
    for bound in view.bound.tables.values():
        area = bound.table.ref
        for column in range(area.first_column, area.last_column + 1):
            yield CellRef(bound.table.sheet, area.first_row, column)
    for name in ("tblTabell511", "tblTabell512"):
        for row in view.bound.tables[name].rows:
            yield from (row.cells["index"], row.cells["number"])
    for row in view.rows("tblForutsetninger"):
        yield row.cells["name"]
        if row.values["name"] == "Budsjettår":
            yield row.cells["value"]


def _codes(view: View) -> Iterator[CellRef]:
    """What ties rows to each other and tells what a row is."""
    for bound in view.bound.tables.values():
        keys = [
            c.key for c in bound.spec.columns if c.kind in _CODES or c.choices or c.key == "level"
        ]
        keys += (
            [bound.spec.key] if bound.spec.name in ("tblForutsetninger", "tblKontingent") else []
        )
        for row in bound.filled:
            yield from (row.cells[key] for key in keys if key in row.cells)
    # The two that must be equal for the carry-over to be told.
    for table, key in (("tblOverføring", "closing"), ("tblHovedtall", "printed")):
        yield view.rows(table)[-1].cells[key]


def _numbers(text: str) -> set[int]:
    """The marks that came out."""
    found = {int(number) for number in _MARK.findall(text)}
    found |= {int(n.replace("\u00a0", "")) - _BIG for n in _BIG_NUMBER.findall(text)}
    days = (datetime(int(y), int(m), int(d)) for d, m, y in _LATE_DAY.findall(text))
    return found | {(day - _FIRST_DAY).days for day in days}


def _text_of(book: Book) -> tuple[str, View]:
    view = View(bind(book), Recalculation({}, ()))
    files = edition_files(edition_of(view), default_theme())
    return "\n".join(data.decode("utf-8-sig") for data in files.values()), view


def test_only_marks_of_public_columns_come_out(sound: View) -> None:
    kept = frozenset((*_frame(sound), *_codes(sound)))
    book, marks = _planted(sound.book, kept)
    text, view = _text_of(book)
    out = {marks[number] for number in _numbers(text)}
    assert len(marks) > 5000
    assert not sorted(str(cell) for cell in out if not view.bound.is_public(cell))
    shown = {_column(view, cell) for cell in out}
    public = {_column(view, cell) for cell in marks.values() if view.bound.is_public(cell)}
    assert public - shown == _NOT_ON_A_PAGE & public


def test_what_figures_build_on_is_told_as_far_as_it_is_public(sound: View) -> None:
    book, marks = _planted(sound.book, frozenset((*_frame(sound), *_codes(sound))), formulas=False)
    text, view = _text_of(book)
    assert 'href="tallgrunnlag.html#' in text
    assert "som ikke vises her" in text
    out = {marks[number] for number in _numbers(text) if number in marks}  # the others are sums
    assert not sorted(str(cell) for cell in out if not view.bound.is_public(cell))


def test_marked_codes_break_the_programme_and_leak_nothing(sound: View) -> None:
    book, marks = _planted(sound.book, frozenset(_frame(sound)))
    text, view = _text_of(book)
    out = {marks[number] for number in _numbers(text)}
    assert out
    assert not sorted(str(cell) for cell in out if not view.bound.is_public(cell))


def _column(view: View, cell: CellRef) -> tuple[str, str]:
    bound = view.bound.table_at(cell)
    assert bound is not None
    return bound.spec.name, bound.key_at(cell)


def _changed(view: View, name: str, **changes: object) -> View:
    sheets = tuple(
        replace(sheet, **changes) if sheet.name == name else sheet  # type: ignore[arg-type]
        for sheet in view.book.sheets
    )
    return View(bind(replace(view.book, sheets=sheets)), view.recalculation)


def test_a_sheet_that_is_hidden_is_not_published(sound: View) -> None:
    view = _changed(sound, "Medlemmer", state="hidden")
    edition = edition_of(view)
    assert edition.members == ()
    steps = [step for sheet in edition.basis for figure in sheet.figures for step in figure.steps]
    assert steps
    assert not any("Oslo, Kontingent" in words for step in steps for words, _ in step.ways)
    assert out_of_sight(view) == ("Arket «Medlemmer» er skjult, så det er ikke med.",)


def test_a_figure_of_a_hidden_sheet_is_refused(sound: View) -> None:
    with pytest.raises(BadCall, match="Arket «Tilskudd» er skjult"):
        edition_of(_changed(sound, "Tilskudd", state="veryHidden"))


def test_hidden_rows_are_told_of_and_filtered_ones_are_not(sound: View) -> None:
    rows = [row.number for row in sound.rows("tblTiltak")]
    view = _changed(
        sound, "Tiltak", hidden_rows=frozenset(rows[:3]), filtered_rows=frozenset(rows[:1])
    )
    assert len(edition_of(view).measures) == 31
    assert out_of_sight(sound) == ()
    assert out_of_sight(view) == (
        f"2 skjulte rader på arket «Tiltak» er med (rad {rows[1]} og {rows[2]}).",
    )


@pytest.mark.slow
def test_what_the_file_holds_beside_the_cells_stays_in_it(shipped: bytes) -> None:
    """Comments, own and hidden sheets, properties, names, headers and footers."""
    book = openpyxl.load_workbook(io.BytesIO(shipped))
    secret = "Hemmelig9731"
    for sheet in book:
        sheet["A1"].comment = Comment(secret, secret)
        sheet.oddHeader.center.text = sheet.oddFooter.left.text = secret
    book.create_sheet(f"Eget {secret}")["A1"] = secret
    hidden = book.create_sheet("Skjult")
    hidden["B2"], hidden.sheet_state = secret, "veryHidden"
    own = book["Tiltak"]
    own.cell(6, 40, secret)
    book.properties.creator = book.properties.title = book.properties.description = secret
    book.properties.lastModifiedBy = book.properties.keywords = secret
    book.defined_names[secret] = DefinedName(secret, attr_text=f'"{secret}"')
    stream = io.BytesIO()
    book.save(stream)
    text, _ = _text_of(read_bytes(stream.getvalue()))
    assert "Videreutvikle og styrke" in text
    assert secret not in text


def test_the_program_cannot_ask_for_a_column_that_is_not_public(sound: View) -> None:
    bound = sound.bound.tables["tblTiltak"]
    row = PublicRow(sound, bound.spec, bound.filled[0])
    with pytest.raises(NotPublic, match=r"tblTiltak\.responsible"):
        row.text("responsible")
