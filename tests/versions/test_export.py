"""A data package of the workbook: four kinds of nothing told apart, the same bytes, valid, back."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orxl.app import duck
from orxl.app.export import Package, Wanted, packed, write_package
from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan
from orxl.app.imports.package import PackageImport
from orxl.app.workbook import Opened
from orxl.binding import bind
from orxl.cli import main
from orxl.core.edits import AppendRows, SetCell
from orxl.core.errors import BadSource, OrxlError
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book, Cell
from orxl.core.values import BLANK, CellError
from orxl.layout import Kind, layout_for
from orxl.layout.names import GRANTS, MEMBERS, POPULATION
from orxl.programme.programme import Programme
from orxl.rules.kit.view import View
from orxl.versions.export import keys as export_keys
from orxl.versions.export.csvs import as_csv, marks_of, read_csv
from orxl.versions.export.descriptor import in_norway, within
from orxl.versions.export.sqlite import NO_VALUES, as_sqlite
from orxl.versions.export.tables import exported, field_names, slug_of
from orxl.versions.export.values import Field, FieldType, Table, any_entries, any_value
from tests.conftest import OnceARun

ALL = Wanted(everything=True, schema=True)


@pytest.fixture(scope="module")
def package(sound: View, once_a_run: OnceARun) -> Package:
    """Everything of the built workbook."""
    made: Package = once_a_run("package", lambda: made_of(sound))
    return made


def made_of(view: View) -> Package:
    return packed(Opened(Path("bok.xlsx"), b"", view.book), view.bound, ALL, 0)


# --- the law of a table: what is read is what was written ------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
TRAPS = st.sampled_from(
    ["=1+1", "+47", "-5", "@a", "#N/A", "!#N/A", "(tom tekst)", "!(tom tekst)", "0301", '"', "a,b",
     "\n", "\r", "\r\n", " ", "true", "1e5", "2026-01-01", "«æøå»"]
)  # fmt: skip
NUMBERS = st.floats(-1e15, 1e15).map(lambda v: Decimal(f"{v:.15g}"))
ENTRIES = {
    Kind.TEXT: TEXTS | TRAPS,
    Kind.INTEGER: st.integers(-(10**9), 10**9),
    Kind.YEAR: st.integers(1000, 9999),
    Kind.THOUSANDS: NUMBERS,
    Kind.FLAG: st.booleans(),
    Kind.DATE: st.dates(date(1900, 3, 1)),
    Kind.MOMENT: st.datetimes(datetime(1900, 3, 1)).map(lambda m: m.replace(microsecond=0)),
    Kind.MUNICIPALITY: st.integers(0, 9999).map("{:04d}".format),
}
NOTHINGS = st.sampled_from([BLANK, "", CellError("#N/A"), CellError("#REF!"), CellError("#ODD!")])


def a_table(kinds: list[Kind], rows: list[tuple[Any, ...]]) -> Table:
    fields = tuple(Field(f"k{at}", f"felt {at}", "", kind) for at, kind in enumerate(kinds))
    return Table("tblA", "a", "A", "", fields, tuple(rows))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    kinds = draw(st.lists(st.sampled_from(list(ENTRIES)), min_size=1, max_size=4))
    row = st.tuples(*(ENTRIES[kind] | NOTHINGS for kind in kinds))
    return a_table(kinds, draw(st.lists(row, max_size=5)))


@given(tables())
@settings(max_examples=60)
def test_a_table_comes_back_as_it_was(table: Table) -> None:
    marks = marks_of(table)
    missing = [(m["value"], m["label"]) for m in marks.missing]
    types = {field.name: field.type for field in table.fields}
    names, rows = read_csv(as_csv(table, marks), types, missing)
    assert names == tuple(field.name for field in table.fields)
    assert tuple(rows) == table.rows
    assert [[type(e) for e in row] for row in rows] == [[type(e) for e in r] for r in table.rows]


@given(tables())
@settings(max_examples=20)
def test_the_database_loses_nothing_without_saying_so(table: Table) -> None:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(as_sqlite([table]))
    held = connection.execute("SELECT * FROM a ORDER BY rad").fetchall()
    lost = connection.execute(f"SELECT rad, felt, hva FROM {NO_VALUES}").fetchall()
    told = {(row, name): what for row, name, what in lost}
    for number, row in enumerate(table.rows, start=1):
        for at, entry in enumerate(row):
            value = held[number - 1][at + 1]
            what = told.get((number, f"felt {at}"))
            if isinstance(entry, CellError):
                assert (value, what) == (None, entry.code)
            elif entry is BLANK:
                assert (value, what) == (None, None)
            elif entry == "" and table.fields[at].type is not FieldType.STRING:
                assert (value, what) == (None, "tom tekst")
            else:
                assert value is not None


@pytest.mark.parametrize(
    "value", [BLANK, "", "2026", 2026.0, 0.0, True, datetime(2026, 1, 1), CellError("#N/A")]
)
def test_a_value_of_any_kind_keeps_its_kind(value: Any) -> None:
    back = any_value(*any_entries(value))
    assert (back, type(back)) == (value, type(value))


# --- the package of a workbook ----------------------------------------------------------------


def test_only_what_the_layout_says_is_public_goes_out(sound: View) -> None:
    found = exported(sound.bound)
    assert all(field.name for table in found.tables for field in table.fields)
    private = {"comment", "explanation", "responsible"}
    assert private.isdisjoint(f.key for table in found.tables for f in table.fields)


def test_everything_is_every_column_that_is_no_technical_one(package: Package) -> None:
    layout = layout_for(2026)
    for table in package.tables:
        keys = {field.key for field in table.fields} - {""}
        columns = layout.table(table.name).columns
        assert keys == {c.key for c in columns if c.public or not c.hidden}


def test_names_in_files_are_words_and_tell_columns_apart() -> None:
    names = field_names(layout_for(2026))
    assert names == field_names(layout_for(2031))  # the year is not in them
    assert all(re.fullmatch(r"[^\W\d]\w*", name) for name in names.values())
    per_table = [(table, name) for (table, _), name in names.items()]
    assert len(per_table) == len(set(per_table))
    slugs = [slug_of(name) for name in layout_for(2026).tables]
    assert len(slugs) == len(set(slugs))
    assert all(re.fullmatch(r"[a-z0-9_]+", slug) for slug in slugs)


def test_the_keys_are_columns_that_there_are() -> None:
    layout = layout_for(2026)
    for table, columns in export_keys.KEYS.items():
        for key in columns:
            layout.table(table).column(key)
    for (table, key), (target, to) in export_keys.LEADS.items():
        layout.table(table).column(key)
        assert export_keys.KEYS[target] == (to,)


def test_the_same_workbook_gives_the_same_bytes(sound: View, package: Package) -> None:
    assert made_of(sound).files == package.files
    said = json.loads(package.files["datapackage.json"])
    assert said["created"] == "2026-11-23T12:00:00+01:00"  # the workbook's, not the clock's


@pytest.mark.slow
def test_the_package_is_valid(package: Package, tmp_path: Path) -> None:
    import frictionless

    write_package(package, tmp_path, replace=False)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:5]
    # And it would see what is wrong: a letter more, and a code that lost its zero.
    people = tmp_path / "data" / "folketall.csv"
    people.write_bytes(people.read_bytes().replace(b"0301,Oslo", b"301,Oslo", 1))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    kinds = {kind for (kind,) in report.flatten(["type"])}
    assert {"constraint-error", "hash-count", "byte-count"} <= kinds


def test_codes_units_keys_and_sources_are_told(package: Package) -> None:
    said = json.loads(package.files["datapackage.json"])
    by_name = {resource["name"]: resource for resource in said["resources"]}
    people = by_name["folketall"]
    assert people["licenses"][0]["name"] == "CC-BY-4.0"
    assert people["schema"]["primaryKey"] == ["kommunenr", "dato"]
    budget = {f["name"]: f for f in by_name["hovedtall"]["schema"]["fields"]}
    assert budget["budsjett"]["unit"] == "1000 kr"
    assert budget["endring"]["calculated"]
    assert "calculated" not in budget["budsjett"]  # typed in some rows
    (lead, *_) = by_name["maal"]["schema"]["foreignKeys"]
    assert lead == {"fields": ["tiltak"], "reference": {"resource": "tiltak", "fields": ["nr"]}}


def test_a_key_that_does_not_hold_is_told_and_not_promised(sound: View) -> None:
    found = exported(sound.bound, everything=True)
    members = next(table for table in found.tables if table.name == MEMBERS)
    twice = replace(members, rows=(*members.rows, members.rows[0]))
    (done,), told = export_keys.keyed([twice])
    assert done.key == ()
    assert told == ("Medlemmer: 0301 står flere ganger; tabellen får ingen nøkkel.",)


def test_a_cell_that_does_not_fit_stops_the_export_and_is_named(sound: View) -> None:
    cell = sound.rows(MEMBERS)[0].cells["joined"]
    with pytest.raises(OrxlError, match=r"skulle vært en dato, men der står «i fjor»"):
        made_of(View(bind(put(sound, cell, "i fjor")), sound.recalculation))


def put(view: View, cell: CellRef, value: str) -> Book:
    at = cell.row, cell.column
    sheets = (
        replace(s, cells={**s.cells, at: Cell(value)}) if s.name == cell.sheet else s
        for s in view.book.sheets
    )
    return replace(view.book, sheets=tuple(sheets))


def test_json_schema_has_amounts_as_numbers(package: Package) -> None:
    said = json.loads(package.files["modeller.schema.json"])
    line = said["$defs"]["tblHovedtall"]["properties"]["budget"]
    assert line["anyOf"] == [{"type": "number"}, {"type": "null"}]
    assert line["title"] == "Budsjett 2026"
    assert said["$defs"]["tblHovedtall"]["additionalProperties"] is False


def test_the_records_of_the_workbook_fit_their_json_schema(
    package: Package, programme: Programme
) -> None:
    schema = json.loads(package.files["modeller.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    tables = layout_for(2026).tables.values()
    records = {
        table.name: [
            {key: as_json(value) for key, value in record}
            for record in getattr(programme, table.content)
        ]
        for _, table in tables
        if table.content
    }
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(records)] == []
    records[MEMBERS][0]["code"] = "301"
    assert [error.message for error in validator.iter_errors(records)]


def as_json(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def test_parquet_is_the_same_each_time_and_missing_duckdb_is_a_sentence(
    package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    some = [table for table in package.tables if table.name in (MEMBERS, GRANTS)]
    made = duck.as_parquet(some)
    assert made == duck.as_parquet(some)
    assert set(made) == {"medlemmer", "tilskudd", "ikke_verdier"}
    assert all(data.startswith(b"PAR1") for data in made.values())
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(OrxlError, match="duckdb, som ikke er installert"):
        duck.as_parquet(some)


def test_summer_time_is_the_rule_of_the_day() -> None:
    moments = (3, 29, 1), (3, 29, 2), (10, 25, 2), (10, 25, 3), (12, 31, 12)
    shown = [in_norway(datetime(2026, *moment)).isoformat()[-6:] for moment in moments]
    assert shown == ["+01:00", "+02:00", "+02:00", "+01:00", "+01:00"]


@pytest.mark.parametrize("path", ["../a", "/etc/a", "a/../../b", "C:\\a", "", None, "a\0b"])
def test_a_path_out_of_the_package_is_none(path: Any) -> None:
    assert not within(path)
    assert within("data/a.csv")


# --- and back ---------------------------------------------------------------------------------


def planned(view: View, package: Package, folder: Path, **changed: tuple[str, str]) -> Plan:
    write_package(package, folder, replace=True)
    for name, (old, new) in changed.items():
        file = folder / "data" / f"{name}.csv"
        text = file.read_bytes().decode()
        assert old in text
        file.write_bytes(text.replace(old, new, 1).encode())
    importer = PackageImport(folder)
    data = (folder / "datapackage.json").read_bytes()
    return importer.plan(importer.read(SourceFile("datapackage.json", data)), view)


def test_import_after_export_changes_nothing(sound: View, package: Package, tmp_path: Path) -> None:
    plan = planned(sound, package, tmp_path)
    assert (plan.edits, plan.problems) == ((), ())
    assert sum(tally.read for tally in plan.tallies) > 1500
    assert all(tally.adds_up for tally in plan.tallies)
    assert [check.partition(":")[0] for check in plan.checks] == ["Leses ikke inn"]


def test_what_was_changed_in_the_package_is_what_is_changed(
    sound: View, package: Package, tmp_path: Path
) -> None:
    plan = planned(
        sound, package, tmp_path,
        medlemmer=("Asker og Bærum", "=cmd"),
        folketall=("0301,Oslo,Oslo,2024", "3101,Halden,,2030-01-01,7\n0301,Oslo,Oslo,2024"),
        hovedtall=("6987", "6988"),
    )  # fmt: skip
    edits = {type(edit): edit for edit in plan.edits}
    changed, added = edits[SetCell], edits[AppendRows]
    assert isinstance(changed, SetCell)
    assert isinstance(added, AppendRows)
    assert (changed.content, changed.expected) == ("=cmd", "Asker og Bærum")  # a text, no formula
    assert (added.table, added.rows[0][0]) == (POPULATION, 3101.0)
    assert any("historie endres ikke" in check for check in plan.checks)
    assert sum("endret etter" in check for check in plan.checks) == 3


def test_rows_that_are_lacking_come_back(sound: View, package: Package, tmp_path: Path) -> None:
    """Import into a workbook that has lost its members gives the members that were exported."""
    rows = sound.rows(MEMBERS)
    cells = {cell for row in rows[1:] for key, cell in row.cells.items() if key in row.values}
    book = sound.book
    sheets = [
        replace(s, cells={at: c for at, c in s.cells.items() if CellRef(s.name, *at) not in cells})
        for s in book.sheets
    ]
    emptied = View(bind(replace(book, sheets=tuple(sheets))), sound.recalculation)
    assert len(emptied.programme.members) == 1
    (edit,) = (e for e in planned(emptied, package, tmp_path).edits)
    assert isinstance(edit, AppendRows)
    table = sound.bound.tables[MEMBERS]
    keys = [key for key in table.columns if key in rows[0].values]
    at = {key: table.columns[key] - table.table.ref.first_column for key in keys}
    added = [{key: row[at[key]] for key in keys} for row in edit.rows]
    assert added == [{key: row.values[key] for key in keys} for row in rows[1:]]


def test_a_row_that_stands_twice_stops_all(sound: View, package: Package, tmp_path: Path) -> None:
    plan = planned(sound, package, tmp_path, medlemmer=("3203,Asker", "301,Asker"))
    assert plan.edits == ()
    assert [problem.said for problem in plan.problems] == ["Raden står to ganger."]


def test_a_value_of_another_type_is_named_by_file_and_line(
    sound: View, package: Package, tmp_path: Path
) -> None:
    with pytest.raises(BadSource, match=r"folketall.csv, linje 2: «syv» i «innbyggere»"):
        planned(sound, package, tmp_path, folketall=("717710", "syv"))


@pytest.mark.parametrize(
    "said",
    ["", "[]", "{}", '{"resources": 5}', '{"resources": [1]}', '{"resources": []}',
     '{"resources": [{"table": "tblMål", "path": "../x"}]}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_package_is_a_sentence(said: str, tmp_path: Path) -> None:
    with pytest.raises(BadSource):
        PackageImport(tmp_path).read(SourceFile("datapackage.json", said.encode()))


def test_the_command_leaves_no_private_file_of_an_earlier_export(
    package: Package, tmp_path: Path
) -> None:
    write_package(package, tmp_path, replace=False)
    few = {name: data for name, data in package.files.items() if "medlemmer" not in name}
    public = replace(package, files={**few, "datapackage.json": b"{}"})
    with pytest.raises(OrxlError, match="finnes fra før"):
        write_package(public, tmp_path, replace=False)
    assert (tmp_path / "data" / "medlemmer.csv").is_file()
    write_package(public, tmp_path, replace=True)
    assert not (tmp_path / "data" / "medlemmer.csv").exists()
    assert (tmp_path / "data" / "folketall.csv").is_file()


@pytest.mark.slow
def test_the_command_says_what_it_made(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eksporter", str(path), "--alt", "--ut", str(tmp_path / "ut")]) == 0
    assert "Folketall: 1071 rader, 5 felt" in capsys.readouterr().out
    assert main(["importer", "pakke", str(tmp_path / "ut"), str(path)]) == 0
    assert "Ingenting å endre" in capsys.readouterr().out
