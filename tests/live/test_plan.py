"""From edits to steps, without any spreadsheet program; and the spelling of formulas and texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.core.edits import (
    AppendRows,
    Edit,
    Formula,
    InsertRows,
    ReplaceRows,
    SetCached,
    SetCell,
    SetFullCalcOnLoad,
    SetName,
)
from orxl.core.errors import RefusedEdit
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet, Table, TableColumn
from orxl.core.values import BLANK, CellError
from orxl.live import raw
from orxl.live.plan import plan
from orxl.live.spelling import as_in_file
from orxl.live.steps import CopyFormats, DeleteLines, FillDown, InsertLines, Name, Put, Resize


def table(**rest: int) -> Table:
    columns = (TableColumn("Navn"), TableColumn("Beløp"))
    return Table("tblA", Range.of("A", "A1:B3"), columns, **rest)


def book(extra: dict[tuple[int, int], Cell] | None = None, **rest: int) -> Book:
    cells = {
        (1, 1): Cell("Navn"),
        (1, 2): Cell("Beløp"),
        (2, 1): Cell("x"),
        (2, 2): Cell(1.0),
        (3, 1): Cell("y"),
        (3, 2): Cell(2.0, "B2*2", kind="normal"),
        **(extra or {}),
    }
    names = (DefinedName("Sats", "A!$B$2"),)
    return Book((Sheet("A", cells, (table(**rest),)),), names)


def at(a1: str) -> CellRef:
    return CellRef.of("A", a1)


def steps(*edits: Edit, on: Book | None = None) -> list[object]:
    return [p.do for p in plan(book() if on is None else on, edits)]


def test_appending_needs_free_room_below() -> None:
    with pytest.raises(RefusedEdit, match="står noe under tabellen"):
        steps(AppendRows("tblA", (("z", 3.0),)), on=book({(4, 2): Cell("i veien")}))


def test_appending_twice_goes_on_below_the_first() -> None:
    found = steps(AppendRows("tblA", (("z", 3.0),)), AppendRows("tblA", (("w", 4.0),)))
    assert [s.ref.a1 for s in found if isinstance(s, Resize)] == ["A1:B4", "A1:B5"]
    assert [s.at.a1 for s in found if isinstance(s, Put)] == ["A4:B4", "A5:B5"]


def test_a_column_given_as_none_is_filled_down() -> None:
    found = steps(AppendRows("tblA", (("z", None),)))
    assert FillDown(Range.of("A", "B3"), Range.of("A", "B4")) in found


def test_a_column_without_a_formula_cannot_be_filled_down() -> None:
    with pytest.raises(RefusedEdit, match="ingen formel"):
        steps(AppendRows("tblA", ((None, 3.0),)))


def test_fewer_rows_empty_the_rest_before_the_table_shrinks() -> None:
    found = steps(ReplaceRows("tblA", (("z", 3.0),)))
    assert found == [
        Put(Range.of("A", "A2:B2"), (("z", 3.0),)),
        Put(Range.of("A", "A3:B3"), ((BLANK, BLANK),)),
        Resize("tblA", Range.of("A", "A1:B2")),
    ]


def test_no_rows_leave_one_blank_row() -> None:
    assert steps(ReplaceRows("tblA", ()))[-1] == Resize("tblA", Range.of("A", "A1:B2"))


def test_the_undo_of_every_step_is_what_was_there() -> None:
    planned = plan(book(), [ReplaceRows("tblA", (("p", 1.0), ("q", 2.0), ("r", 3.0)))])
    undone = [p.undo for p in planned]
    assert Resize("tblA", Range.of("A", "A1:B3")) in undone
    before = (("x", 1.0), ("y", Formula("B2*2", 2.0)), (BLANK, BLANK))
    assert Put(Range.of("A", "A2:B4"), before) in undone
    assert [p.do for p in planned if p.undo is None] == [
        CopyFormats(Range.of("A", "A3:B3"), Range.of("A", "A4:B4"))
    ]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (SetCell(at("A2"), "ny", expected="noe annet"), "skulle inneholde"),
        (SetCell(at("B3"), 5.0, expected=Formula("B2*3")), "skulle inneholde"),
        (SetCached(at("B3"), "B2*3", 1.0), "skulle inneholde"),
        (SetCell(at("A1"), "Ny overskrift"), "overskriften"),
        (SetCell(at("A2"), CellError("#N/A")), "feilverdien"),
        (SetCell(at("A2"), float("nan")), "ikke er endelig"),
        (SetCell(at("A2"), Formula("=1")), "likhetstegn"),
        (SetCell(at("A2"), "ring\x07"), r"usynlig tegn \(U\+0007\)"),
        (SetCell(at("A2"), Formula('"ring\x07"')), r"usynlig tegn \(U\+0007\)"),
        (SetCell(at("A2"), "x" * 32_768), "lengre enn"),
        (SetCell(at("A2"), datetime(1899, 1, 1)), "eldre enn Excels kalender"),
        (SetCell(at("A2"), cast("Any", 1)), "typen int"),
        (SetCell(CellRef.of("Borte", "A1"), 1.0), "ikke noe ark"),
        (AppendRows("tblBorte", (("z", 3.0),)), "ingen tabell"),
        (AppendRows("tblA", (("z",),)), "1 verdier"),
        (SetName("Sats", "=A!$A$1"), "kan ikke vise til"),
    ],
)
def test_what_does_not_fit_is_refused(edit: Edit, reason: str) -> None:
    with pytest.raises(RefusedEdit, match=reason):
        plan(book(), [edit])


@pytest.mark.parametrize("old", ["ring\x07", CellError("#N/A"), "x" * 40_000])
def test_what_no_cell_may_be_given_can_be_replaced_and_put_back(old: str | CellError) -> None:
    (step,) = plan(book({(2, 1): Cell(old)}), [SetCell(at("A2"), "ny", expected=old)])
    assert isinstance(step.undo, Put)
    handed = raw.given(step.undo.content[0][0], date1904=False)
    assert handed == (old.code if isinstance(old, CellError) else old)


def test_a_table_with_totals_is_refused() -> None:
    with pytest.raises(RefusedEdit, match="summeringsrad"):
        steps(AppendRows("tblA", (("z", 3.0),)), on=book(totals_rows=1))


def test_a_part_of_an_array_formula_is_refused() -> None:
    with pytest.raises(RefusedEdit, match="matriseformel"):
        steps(SetCell(at("D9"), 1.0), on=book({(9, 4): Cell(1.0, "A1:A2*2", kind="array")}))


def test_cached_values_and_recalculation_at_opening_are_excels_own_business() -> None:
    assert steps(SetCached(at("B3"), "B2*2", 7.0), SetFullCalcOnLoad(True)) == []


def test_a_name_is_put_back_as_it_was() -> None:
    (known,) = plan(book(), [SetName("Sats", "A!$B$3")])
    (new,) = plan(book(), [SetName("Ny", "A!$B$3")])
    assert known.undo == Name("Sats", "A!$B$2")
    assert new.undo == Name("Ny", None)


@pytest.mark.parametrize(
    ("said", "file"),
    [
        ("[@Beløp]*2", "tblA[[#This Row],[Beløp]]*2"),
        ("[@[Mål ID]]", "tblA[[#This Row],[Mål ID]]"),
        ("tblB[@Beløp]", "tblB[[#This Row],[Beløp]]"),
        ("SUM(tblB[@[Fra]:[Til]])", "SUM(tblB[[#This Row],[Fra]:[Til]])"),
        ("SUM([Beløp])", "SUM(tblA[Beløp])"),
        ("[@]", "tblA[#This Row]"),
        ('"[@Beløp]"&[@Navn]', '"[@Beløp]"&tblA[[#This Row],[Navn]]'),
        ("tblA[[#This Row],[Beløp]]", "tblA[[#This Row],[Beløp]]"),
        ("[Bok1.xlsx]Ark1!A1+[@Navn]", "[Bok1.xlsx]Ark1!A1+tblA[[#This Row],[Navn]]"),
        ("'[Bok 1.xlsx]Ark 1'!A1", "'[Bok 1.xlsx]Ark 1'!A1"),
        ("[@[Pris '[kr']]]", "tblA[[#This Row],[Pris '[kr']]]"),
    ],
)
def test_formulas_are_spelled_as_in_the_file(said: str, file: str) -> None:
    assert as_in_file(said, "tblA") == file
    assert as_in_file(file, "tblA") == file


@given(st.text(max_size=60))
def test_a_text_never_reaches_excel_as_anything_else(text: str) -> None:
    handed = raw.given(text, date1904=False)
    assert handed in (text, f"'{text}")
    if handed == text:
        assert text.strip()
        assert text.strip()[0] not in "=+-@'#"


@pytest.mark.parametrize("text", ["1", "2.1.5", "3/4", "mai 2026", "1E5", "SANN", "=A1", "", "-x"])
def test_what_excel_would_read_is_kept_a_text(text: str) -> None:
    assert raw.given(text, date1904=False) == f"'{text}"


@pytest.mark.parametrize("text", ["Feil", "Hovedtall", "Ingen funn."])
def test_a_plain_text_is_written_plainly(text: str) -> None:
    assert raw.given(text, date1904=False) == text


@pytest.mark.parametrize("note", ["A2", "B3"])
def test_a_comment_never_comes_to_stand_beside_another_row(note: str) -> None:
    cell = at(note)
    sheet = replace(book().sheets[0], commented=frozenset({(cell.row, cell.column)}))
    with pytest.raises(RefusedEdit, match=f"{note} har en kommentar"):
        steps(ReplaceRows("tblA", (("z", 1.0),)), on=replace(book(), sheets=(sheet,)))


def test_a_comment_stays_on_a_row_that_stays_and_outside_the_rows() -> None:
    sheet = replace(book().sheets[0], commented=frozenset({(2, 1), (1, 1), (9, 9)}))
    rows = (("x", 1.0), ("ny", 2.0), ("til", 3.0))
    assert steps(ReplaceRows("tblA", rows), on=replace(book(), sheets=(sheet,)))


def test_a_value_given_in_a_column_that_is_filled_down_is_put_over_it() -> None:
    found = steps(AppendRows("tblA", (("z", None), ("w", 7.0), ("v", None))))
    fill = FillDown(Range.of("A", "B3"), Range.of("A", "B4:B6"))
    assert found[found.index(fill) + 1 :] == [Put(Range.of("A", "B5"), ((7.0,),))]


# --- rows in between ------------------------------------------------------------------------------

SUMS = Cell(2.0, "A2*2", kind="normal")
ABOVE = {(2, 2): SUMS, (3, 2): SUMS._replace(formula="A3*2")}


def test_rows_are_put_in_as_whole_lines_and_filled() -> None:
    found = plan(book(ABOVE), [InsertRows("tblA", 3, (("z", None), ("w", 7.0)))])
    assert [p.do for p in found] == [
        InsertLines(Range.of("A", "A3:XFD4")),
        Put(Range.of("A", "A3:B4"), (("z", Formula("A3*2")), ("w", 7.0))),
    ]
    assert [p.undo for p in found] == [DeleteLines(Range.of("A", "A3:XFD4")), None]


def longer(*texts: str) -> Book:
    """A table with one row for each formula."""
    cells = {(row, 2): Cell(2.0, text, kind="normal") for row, text in enumerate(texts, start=2)}
    there = book(cells)
    long = replace(table(), ref=Range.of("A", f"A1:B{1 + len(texts)}"))
    return replace(there, sheets=(replace(there.sheets[0], tables=(long,)),))


OWN = "tblA[[#This Row],[Navn]]*2"


def test_a_row_below_an_odd_formula_gets_the_one_that_most_rows_have() -> None:
    found = plan(longer(OWN, "SUM(B2:B2)", OWN, OWN), [InsertRows("tblA", 4, (("z", None),))])
    assert [p.do for p in found][1:] == [
        Put(Range.of("A", "A4:B4"), (("z", Formula(OWN)),)),
    ]


def test_the_addresses_in_it_are_those_of_the_new_row() -> None:
    texts = ("A2*$A$5", "SUM(B2:B2)", "A4*$A$5", "A5*$A$5")
    found = plan(longer(*texts), [InsertRows("tblA", 4, (("z", None), ("w", None)))])
    assert found[1].do == Put(
        Range.of("A", "A4:B5"), (("z", Formula("A4*$A$7")), ("w", Formula("A5*$A$7")))
    )


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ((OWN, "SUM(B2:B2)", "1+1", OWN), "som de fleste radene har"),
        (("A2", "B2+A3", "B3+A4", "B4+A5"), "ikke samme formel"),
    ],
)
def test_where_a_columns_own_formula_is_not_known_it_is_not_guessed(
    texts: tuple[str, ...], said: str
) -> None:
    with pytest.raises(RefusedEdit, match=said):
        plan(longer(*texts), [InsertRows("tblA", 4, (("z", None),))])


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([InsertRows("tblA", 2, (("z", 1.0),))], "foran radene 3 til 3"),
        ([InsertRows("tblA", 4, (("z", 1.0),))], "foran radene 3 til 3"),
        ([InsertRows("tblA", 3, (("z",),))], "har 1 verdier"),
        ([InsertRows("tblA", 3, (("z", None),))], "ingen formel"),
        ([InsertRows("tblA", 3, (("\x01", 1.0),))], "A3"),
        ([InsertRows("tblA", 3, (("z", 1.0),)), SetCell(at("A4"), "y")], "leses på nytt"),
    ],
)
def test_rows_that_cannot_be_put_in_are_refused(edits: list[Edit], said: str) -> None:
    with pytest.raises(RefusedEdit, match=said):
        plan(book(), edits)


def test_a_line_through_another_table_is_refused() -> None:
    there = book()
    other = Table("tblB", Range.of("A", "D1:D9"), (TableColumn("Annet"),))
    both = replace(there.sheets[0], tables=(*there.sheets[0].tables, other))
    with pytest.raises(RefusedEdit, match="tblB"):
        plan(replace(there, sheets=(both,)), [InsertRows("tblA", 3, (("z", 1.0),))])


def test_no_rows_are_no_steps() -> None:
    assert plan(book(), [InsertRows("tblA", 3, ())]) == []
