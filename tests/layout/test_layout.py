"""The layout says one thing in one place, and says it the way Excel can read it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import get_args

import pytest

from orxl.core.values import BLANK
from orxl.layout import VERSION, Kind, layout_for
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.layout.code_lists import CODE_LISTS
from orxl.layout.controls import CONTROLS
from orxl.programme import codes
from orxl.programme.programme import Programme, record_types
from orxl.rules.kit.registry import all_rules
from orxl.xlsx import read_bytes

LAYOUT = layout_for(2026)
# These need doubled brackets and escapes in a structured reference.
PENDING = (codes.Standing,)
"""Enumerations whose columns are yet to come."""
AWKWARD = set("[]#'\"{}$^&*+=->/<,:;.@\n\t")
LONGEST = 300
"""Characters of a formula as it is stored, with the names of its tables."""
SHEETS = [
    *("Forside", "Forutsetninger", "Strategi", "Områder", "Tiltak", "Mål", "Partnere"),
    *(
        "Organisering",
        "Hovedtall",
        "Budsjettendringer",
        "Prosjektmidler",
        "Tilskudd",
        "Tilskuddsår",
        "Medlemmer",
    ),
    *("Kontingent", "Folketall", "Overføring", "Scenarioer", "Scenariovalg", "Følsomhet"),
    *(
        "Årene framover",
        "Linjer framover",
        "Noter",
        "Regnskapskobling",
        "Tabell 5.1.1",
        "Tabell 5.1.2",
        "Tekster",
    ),
    *("Kontroll", "Endret siden sist", "Godtatte avvik"),
    *("Trykte avvik", "Rettelser", "Faste tall", "Endringslogg", "Lister"),
]


def test_the_sheets_are_those_of_the_design() -> None:
    assert [sheet.name for sheet in LAYOUT.sheets] == SHEETS


def test_every_enumeration_that_a_record_has_is_a_list() -> None:
    listed = set(CODE_LISTS.values())
    for model in record_types().values():
        for field in model.model_fields.values():
            for kind in (field.annotation, *get_args(field.annotation)):
                if isinstance(kind, type) and issubclass(kind, StrEnum) and kind not in PENDING:
                    assert tuple(word.value for word in kind) in listed, kind


def test_every_input_column_is_a_field_of_its_model() -> None:
    models = record_types()
    for _, table in LAYOUT.tables.values():
        if table.content:
            fields = models[table.content].model_fields
            inputs = {c.key for c in table.columns if not c.derived}
            assert inputs <= set(fields), table.name
            # A field may be there before its column is; what a row must have may not.
            assert {key for key, field in fields.items() if field.is_required()} <= inputs


def test_every_choice_names_a_list() -> None:
    for _, table in LAYOUT.tables.values():
        for column in table.columns:
            assert column.choices is None or column.choices in LAYOUT.lists
    fixed = [cell for sheet in LAYOUT.sheets for cell in sheet.fixed if cell.choices]
    assert {cell.choices for cell in fixed} == {"Liste_oppgaver"}
    assert all(cell.choices in LAYOUT.lists for cell in fixed)


def test_headers_need_no_escape_in_formulas() -> None:
    for _, table in LAYOUT.tables.values():
        for column in table.columns:
            assert not AWKWARD & set(column.header), (table.name, column.header)


def test_headers_are_unique_within_a_table() -> None:
    for _, table in LAYOUT.tables.values():
        headers = [c.header.casefold() for c in table.columns]
        assert len(headers) == len(set(headers)), table.name


def test_every_input_column_of_a_growing_table_has_an_input_message() -> None:
    for _, table in LAYOUT.tables.values():
        for column in table.columns:
            if table.grows and not column.derived:
                assert column.help, (table.name, column.header)
                assert len(column.help) <= 255, "Excel shows at most 255 letters"


def test_no_formula_is_longer_than_people_can_read(shipped: bytes) -> None:
    long = {
        (sheet.name, cell.formula)
        for sheet in read_bytes(shipped).sheets
        for cell in sheet.cells.values()
        if cell.formula is not None and len(cell.formula) > LONGEST
    }
    assert long == set()


def test_formulas_refer_only_to_columns_that_exist() -> None:
    headers = {t.name: {c.header for c in t.columns} for _, t in LAYOUT.tables.values()}
    formulas = [f.formula for s in LAYOUT.sheets for f in s.fixed]
    formulas += [c.formula for _, t in LAYOUT.tables.values() for c in t.columns]
    formulas += [f for _, t in LAYOUT.tables.values() for r in t.rows for f in r.formulas.values()]
    found = 0
    for formula in formulas:
        for name, header in re.findall(
            r"(tbl\w+)\[(?:\[#[\w ]+\],\[)?([^\[\]#@]+)\]", formula or ""
        ):
            assert header in headers[name], (name, header)
            found += 1
    assert found > 300


def test_the_years_in_the_headers_follow_the_budget_year() -> None:
    headers = [c.header for c in layout_for(2031).table("tblHovedtall").columns]
    assert {"Budsjett 2030", "Prognose 2030", "Budsjett 2031"} <= set(headers)


def test_codes_are_kept_as_text_and_municipality_numbers_as_numbers() -> None:
    assert LAYOUT.table("tblTiltak").column("number").kind is Kind.CODE
    assert LAYOUT.table("tblMedlemmer").column("code").kind is Kind.MUNICIPALITY


def test_marks_and_charts_name_columns_that_exist() -> None:
    for sheet in LAYOUT.sheets:
        for table in sheet.tables:
            keys = {c.key for c in table.columns}
            for mark in table.marks:
                assert {mark.first, mark.last} <= keys
                assert set(re.findall(r"\{(\w+):?\}", mark.formula)) <= keys, (table.name, mark)
            assert set(sheet.page.breaks) <= {c.key for t in sheet.tables for c in t.columns}
        for chart in sheet.charts:
            for cells in (chart.categories, *(s.cells for s in chart.series)):
                if cells.table:
                    keys = {c.key for c in LAYOUT.table(cells.table).columns}
                    assert cells.column in keys


def test_no_cell_uses_a_volatile_function() -> None:
    volatile = re.compile(r"\b(TODAY|NOW|RAND|RANDBETWEEN|OFFSET|INDIRECT)\(")
    for sheet in LAYOUT.sheets:
        formulas = [f.formula for f in sheet.fixed]
        formulas += [c.formula for t in sheet.tables for c in t.columns]
        assert not any(volatile.search(f) for f in formulas if f is not None), sheet.name
    assert not any(volatile.search(text) for text in LAYOUT.lists.values())


def test_every_live_control_belongs_to_a_rule() -> None:
    codes_of_rules = {rule.code for rule in all_rules()}
    for control in CONTROLS:
        assert control.rule in codes_of_rules, control.text
        assert control.place.sheet in SHEETS
    assert len(CONTROLS) >= 15


def test_an_empty_workbook_words_the_assumptions_as_the_source_does(programme: Programme) -> None:
    ours = {s.name: (s.label, s.unit) for s in ASSUMPTIONS}
    theirs = {
        a.name: (a.label, a.unit if a.unit is not None else "") for a in programme.assumptions
    }
    assert ours == theirs


def test_a_name_for_every_row_follows_the_rows_and_skips_what_is_no_name() -> None:
    spec = next(name for name in LAYOUT.names if name.each)
    found = list(spec.in_rows(["SEADITO", "", BLANK, "to ord", "SEADITO", "NY1"]))
    assert [(n.name, n.row) for n in found] == [
        ("Tilsagn_SEADITO", "SEADITO"),
        ("Tilsagn_NY1", "NY1"),
    ]


def test_no_table_hides_a_column_that_another_on_its_sheet_shows() -> None:
    for sheet in LAYOUT.sheets:
        columns = [(t.letter(c.key), c.hidden) for t in sheet.tables for c in t.columns]
        shown = {letter for letter, hidden in columns if not hidden}
        hidden = {letter for letter, hidden in columns if hidden}
        assert not shown & hidden, sheet.name


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_the_layout_of_every_version_can_be_made(version: int) -> None:
    assert layout_for(2026, version).version == version
