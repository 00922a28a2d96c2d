"""What version of the layout a workbook is of, and what it lacks of today's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orxl.binding import BoundBook, Part, bind, lacking
from orxl.binding.version import version_of
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.core.snapshot import DefinedName
from orxl.core.values import BLANK
from orxl.layout import (
    VERSION,
    VERSION_NAME,
    Fixed,
    Layout,
    NamedCell,
    SheetSpec,
    layout_for,
)
from orxl.layout.assumption_sheets import assumptions_of
from orxl.layout.columns import number, row, table
from orxl.layout.history import as_of
from orxl.layout.wording import worded
from orxl.programme.grant_years import with_grant_years
from orxl.programme.programme import Programme
from orxl.rules.kit import Editor
from orxl.rules.kit.view import View
from orxl.template import build
from orxl.xlsx import read_bytes
from tests.conftest import MOMENT
from tests.helpers import recalculated, said, view_of

pytestmark = pytest.mark.slow


def nameless(bound: BoundBook) -> BoundBook:
    editor = Editor(bound)
    editor.drop_name(VERSION_NAME)
    return bind(editor.book)


@pytest.fixture(scope="module")
def before(programme: Programme) -> BoundBook:
    """The workbook as the second version of the layout had it."""
    known = {spec.name for spec in assumptions_of(2)}
    programme = with_grant_years(programme)
    then = replace(
        programme, assumptions=tuple(a for a in programme.assumptions if a.name in known)
    )
    return bind(recalculated(read_bytes(build(layout_for(2026, 2), then, MOMENT))))


def test_the_built_workbook_says_its_version_and_lacks_nothing(bound: BoundBook) -> None:
    assert bound.version == bound.layout.version == VERSION
    assert lacking(bound) == ()


def test_a_workbook_without_the_name_is_as_new_as_what_it_holds(bound: BoundBook) -> None:
    book = nameless(bound)
    assert book.version == book.layout.version == VERSION
    assert [(lack.part, lack.name) for lack in lacking(book)] == [(Part.NAME, VERSION_NAME)]


@pytest.mark.parametrize("held", ["#REF!", '"to"', "0", "Forside!$A$1", ""])
def test_a_name_that_holds_no_version_is_as_none(bound: BoundBook, held: str) -> None:
    editor = Editor(bound)
    editor.point_name(VERSION_NAME, held)
    assert bind(editor.book).version == VERSION


def test_a_name_of_one_sheet_is_not_the_workbooks(bound: BoundBook) -> None:
    editor = Editor(bound)
    editor.drop_name(VERSION_NAME)
    editor.add_name(VERSION_NAME, "99", "Noter")
    assert bind(editor.book).version == VERSION


def test_an_old_workbook_without_the_name_is_of_the_first_version(before: BoundBook) -> None:
    assert before.version == 2
    assert nameless(before).version == 1


def test_a_workbook_that_lost_the_name_is_as_old_as_its_newest_column(bound: BoundBook) -> None:
    layout = layout_for(2026)
    sheet = layout.sheet("Noter")
    assert sheet.table is not None
    columns = tuple(replace(c, since=7 if c.key == "remark" else 1) for c in sheet.table.columns)
    newer = replace(sheet, table=replace(sheet.table, columns=columns))
    today = replace(
        layout, version=9, sheets=tuple(newer if s is sheet else s for s in layout.sheets)
    )
    book = nameless(bound).book
    assert version_of(book, today) == 7
    editor = Editor(bound)
    editor.drop_name(VERSION_NAME)
    editor.drop_column("tblNoter", "remark")
    assert version_of(editor.book, today) == VERSION


def test_an_older_workbook_is_judged_by_its_own_layout(before: BoundBook) -> None:
    told = said(view_of(before.book))
    errors = {f.code for f in told if f.severity is Severity.ERROR}
    assert not {code for code in errors if code[0] in "FKS"}
    (older,) = [f for f in told if f.code == "S014"]
    assert older.severity is Severity.WARNING
    assert "«I grunnlaget»" in older.message or "kolonner" in older.message


def test_the_fees_of_an_older_workbook_are_the_same_in_todays(
    before: BoundBook, sound: View
) -> None:
    then, now = (view_of(b.book) for b in (before, sound.bound))
    assert then.figures == now.figures
    total = then.value(_named(then, "Kontingent i alt"))
    assert total == now.value(_named(now, "Kontingent i alt")) == 5_386_627.0


def _named(view: View, group: str) -> CellRef:
    cell = view.cell("tblKontingent", group, "fee")
    assert cell is not None
    return cell


def test_of_a_newer_workbook_nothing_else_is_said(sound: View) -> None:
    editor = Editor(sound.bound)
    editor.point_name(VERSION_NAME, str(VERSION + 1))
    editor.put("tblHovedtall", "Sum inntekter", "budget", 1.0, by="type")
    editor.drop_sheet("Noter")
    (told,) = said(view_of(editor.book, like=sound))
    assert (told.code, told.severity) == ("S014", Severity.ERROR)
    assert "nyere utgave av orxl" in told.message


def test_every_kind_of_thing_that_is_lacking_is_listed_once(bound: BoundBook) -> None:
    editor = Editor(bound)
    editor.drop_sheet("Noter")
    editor.drop_table("tblPartnere")
    editor.drop_column("tblProsjektmidler", "frame")
    editor.put("tblListe_valuta", "EUR", "value", BLANK)
    editor.put("tblForutsetninger", "Kontingentsats", "name", BLANK, by="name")
    editor.drop_name("Liste_tiltak")
    editor.drop_name("Knapp")
    editor.drop_name("Kontingent_i_alt")
    found = [(lack.part, lack.name) for lack in lacking(bind(editor.book))]
    assert found == [
        (Part.TABLE, "tblPartnere"),
        (Part.SHEET, "Noter"),
        (Part.ROW, "Kontingentsats"),
        (Part.COLUMN, "Ramme 2026"),
        (Part.ROW, "EUR"),
        (Part.NAME, "Kontingent_i_alt"),
        (Part.LIST, "Liste_tiltak"),
        (Part.NAME, "Knapp"),
    ]


def _layout() -> Layout:
    """A layout of the third version, in which nearly everything has changed since the first."""
    wide = table(
        "tblA", "a",
        number("a", "A", 9),
        number("b", "B", 9, formula="{a}*3", earlier=((1, None), (2, "{a}*2"))),
        number("c", "C", 9, since=3),
        number("d", "Ny", 9, former=((2, "Gammel"),)),
        rows=(row({"a": "x"}), row({"a": "y"}, 2, d="{x|b}*2")),
    )  # fmt: skip
    return Layout(
        2026,
        (
            SheetSpec("Ark", "kontroll", "Ark", "", table=wide,
                      fixed=(Fixed("A3", formula="SUM({tblA.d})", earlier=((2, "1"),)),
                             Fixed("B3", since=2))),
            SheetSpec("Nytt", "kontroll", "Nytt", "", since=2),
        ),
        (NamedCell("Gammelt", "tblA", "x", "b"), NamedCell("Nytt", "tblA", "y", "c", since=3)),
        {"Liste_a": "{tblA.a}", "Liste_d": "{tblA.d}", "Liste_c": "{tblA.c}"},
        {"Liste_c": ("x",)},
        version=3,
        newer_lists={"Liste_c": 3},
    )  # fmt: skip


def test_a_layout_of_an_earlier_version_is_without_what_came_later() -> None:
    first, second, third = (worded(as_of(_layout(), version)) for version in (1, 2, 3))
    assert third == worded(_layout())
    assert [s.name for s in first.sheets] == ["Ark"]
    assert [s.name for s in second.sheets] == ["Ark", "Nytt"]
    tables = [layout.table("tblA") for layout in (first, second, third)]
    assert [[c.key for c in t.columns] for t in tables] == [
        ["a", "b", "d"],
        ["a", "b", "d"],
        [*"abcd"],
    ]
    formulas = [t.column("b").formula for t in tables]
    assert formulas == [None, "tblA[[#This Row],[A]]*2", "tblA[[#This Row],[A]]*3"]
    assert [t.column("b").derived for t in tables] == [False, True, True]
    assert [len(t.rows) for t in tables] == [1, 2, 2]
    fixed = [[f.formula for f in layout.sheets[0].fixed] for layout in (first, second, third)]
    assert fixed == [["1"], ["1", None], ["SUM(tblA[Ny])", None]]
    assert [len(layout.names) for layout in (first, second, third)] == [1, 1, 2]
    assert second.lists == {"Liste_a": "tblA[A]", "Liste_d": "tblA[Gammel]"}
    assert (list(second.constants), list(third.constants)) == ([], ["Liste_c"])


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_every_version_of_the_layout_hangs_together(version: int) -> None:
    layout = layout_for(2026, version)
    for named in layout.names:
        layout.table(named.table).column(named.column)
    for text in layout.lists.values():
        if "[" in text:  # else it is a constant: the letters of the fingerprint
            assert text.split("[")[0].removeprefix("INDEX(") in layout.tables, text


def test_the_name_is_a_plain_number(bound: BoundBook) -> None:
    names = [n for n in bound.book.names if n.name == VERSION_NAME]
    assert names == [DefinedName(VERSION_NAME, str(VERSION))]
