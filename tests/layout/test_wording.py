"""What the layout declares by keys becomes what the file and the user see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orxl.core.values import Value
from orxl.layout import Grid, Layout, SheetSpec, TableSpec
from orxl.layout.code_lists import list_of
from orxl.layout.columns import amount, code, over, row, table, text
from orxl.layout.looks import Look, Mark
from orxl.layout.wording import worded
from orxl.programme.codes import Cause, GrantStatus

GRANTS = table("tblTilskudd", "id", code("id", "ID", 9), amount("sum", "Sum {year}", 9))


def layout_of(own: TableSpec, **more: object) -> Layout:
    sheets = (SheetSpec("Egne", "budsjett", "Egne {year}", "Mot {prior}.", table=own, **more),
              SheetSpec("Tilskudd", "budsjett", "Tilskudd", "", table=GRANTS))  # type: ignore[arg-type]  # fmt: skip
    return Layout(2027, sheets, (), {}, {})


def written(formula: str) -> str | None:
    """*formula* of a column as the file has it."""
    own = table("tblEgne", "a", text("a", "A", 9), amount("b", "B {prior}", 9, formula=formula))
    return worded(layout_of(own)).table("tblEgne").column("b").formula


@pytest.mark.parametrize(
    ("declared", "in_the_file"),
    [
        ("{a}", "tblEgne[[#This Row],[A]]"),
        ("SUM({b:})", "SUM(tblEgne[B 2026])"),
        ("SUM({tblTilskudd.sum})", "SUM(tblTilskudd[Sum 2027])"),
        ("ROW({tblTilskudd.id#})", "ROW(tblTilskudd[[#Headers],[ID]])"),
        ("MATCH({tblTilskudd.sum!},{a:},0)", 'MATCH("Sum 2027",tblEgne[A],0)'),
        ("{a}={GrantStatus.APPLIED}", 'tblEgne[[#This Row],[A]]="Søkt"'),
        ('"i {year} og {prior}"', '"i 2027 og 2026"'),
        ("Kontingentsats*2", "Kontingentsats*2"),
    ],
)
def test_a_formula_calls_things_by_their_keys(declared: str, in_the_file: str) -> None:
    assert written(declared) == in_the_file


@pytest.mark.parametrize(
    "wrong", ["{c}", "{tblTilskudd.c}", "{tblBorte.a}", "{GrantStatus.C}", "{Borte.C}", "{date.C}"]
)
def test_a_key_or_a_code_that_there_is_not_is_an_error_at_once(wrong: str) -> None:
    with pytest.raises(KeyError):
        written(wrong)


def test_the_texts_that_users_see_have_their_years() -> None:
    sheet = worded(layout_of(GRANTS)).sheets[0]
    assert (sheet.title, sheet.purpose) == ("Egne 2027", "Mot 2026.")


def test_a_row_reads_the_cells_of_other_rows_by_their_labels() -> None:
    own = table(
        "tblEgne", "a",
        text("a", "A", 9), amount("b", "B", 9, by_row=True), amount("c", "C", 9, formula="{b}*2"),
        rows=(row({"a": "Alle"}, b="{Noen|b}+SUM({Noen|b}:{Alle|c})"), row({"a": "Noen"}, b="1")),
    )  # fmt: skip
    spec = worded(layout_of(own)).table("tblEgne")
    grid = Grid("tblEgne", 6, {"a": "B", "b": "C", "c": "D"})
    rows: list[dict[str, Value]] = [{"a": "Noen"}, {"a": "Egen rad"}, {"a": "Alle"}]
    common = {"c": "tblEgne[[#This Row],[B]]*2"}
    assert spec.formulas(rows, grid) == [
        {**common, "b": "1"}, common, {**common, "b": "C6+SUM(C6:D8)"},
    ]  # fmt: skip
    assert spec.formulas(rows[2:], grid) == [common]  # «Noen» is gone


def test_row_formulas_are_written_out_too() -> None:
    def formulas(rows: object, _: Grid) -> list[dict[str, str]]:
        return [{"a": "{tblTilskudd.sum}"}]

    own = table("tblEgne", "a", text("a", "A", 9), row_formulas=formulas)
    spec = worded(layout_of(own)).table("tblEgne")
    assert spec.formulas([{}], Grid("tblEgne", 6, {"a": "A"})) == [{"a": "tblTilskudd[Sum 2027]"}]


def test_a_cell_over_a_column_and_a_mark_keep_what_stands_open_until_there_is_a_place() -> None:
    own = replace(GRANTS, name="tblEgne", marks=(Mark("id", "id", "{id}={YesNo.NO}", Look.BAD),))
    layout = worded(layout_of(own, fixed=(over("sum", formula="{^id}+SUM({sum:})"),)))
    (fixed,) = layout.sheets[0].fixed
    assert fixed.formula == "{^id}+SUM(tblEgne[Sum 2027])"
    assert layout.sheets[0].formula(fixed) == "A4+SUM(tblEgne[Sum 2027])"
    assert layout.table("tblEgne").marks[0].formula == '{id}="Nei"'


def test_a_column_takes_its_list_from_the_enumeration() -> None:
    assert code("status", "Status", 9, choices=GrantStatus).choices == "Liste_tilskuddsstatus"
    assert list_of(GrantStatus) == "Liste_tilskuddsstatus"
    with pytest.raises(KeyError, match="Cause"):
        list_of(Cause)


def test_a_column_with_a_formula_is_calculated() -> None:
    assert amount("a", "A", 9, formula="1").derived
    assert amount("a", "A", 9, by_row=True).derived
    assert not amount("a", "A", 9).derived
