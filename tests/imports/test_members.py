"""A list of members into Medlemmer: what is new, what differs, who is not in the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan
from orxl.app.imports.members import MemberImport
from orxl.app.imports.run import carry_out, preview
from orxl.app.workbook import open_workbook, view_of
from orxl.binding import bind
from orxl.core.edits import AppendRows, Formula, SetCell
from orxl.report.imports.values import ChangeKind
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.kit.view import View

MOMENT = datetime(2026, 11, 27, 12)


def planned(view: View, text: str) -> Plan:
    importer = MemberImport(MOMENT.date())
    return importer.plan(importer.read(SourceFile("liste.csv", text.encode())), view)


def test_a_new_member_without_dates_is_part_of_the_basis(sound: View) -> None:
    plan = planned(sound, "Kommune\nHalden\n")
    (edit,) = plan.edits
    assert isinstance(edit, AppendRows)
    (change,) = (c for c in plan.changes if c.kind is ChangeKind.ADDED)
    assert (change.key, change.new) == ("Halden (3101)", "i grunnlaget Ja")
    assert any("sakens grunnlag" in check for check in plan.checks)


@pytest.mark.parametrize("column", ["Medlem fra;1.7.2026", "Medlem til;31.12.2024"])
def test_who_came_or_left_outside_the_case_is_none_of_it(sound: View, column: str) -> None:
    header, day = column.split(";")
    plan = planned(sound, f"Kommune;{header}\nHalden;{day}\n")
    assert "i grunnlaget Nei" in str(plan.changes[0].new)


def test_what_differs_is_changed_where_the_file_says_something(sound: View) -> None:
    plan = planned(sound, "Kommune;Delregion;Medlem til;Orgnr\nDrammen;;31.12.2026;939214895\n")
    assert {(c.column, c.new) for c in plan.changes} == {
        ("Medlem til", datetime(2026, 12, 31)), ("Organisasjonsnr", "939214895")
    }  # fmt: skip
    assert all(isinstance(edit, SetCell) for edit in plan.edits)


def test_the_same_list_changes_nothing(sound: View) -> None:
    lines = [f"{m.code:04};{m.name}" for m in sound.programme.members]
    plan = planned(sound, "Kommunenr;Kommune\n" + "\n".join(lines))
    assert plan.edits == ()
    assert {change.kind for change in plan.changes} == {ChangeKind.SAME}
    assert plan.checks == ()


def test_who_is_not_in_the_file_is_told_and_stays(sound: View) -> None:
    plan = planned(sound, "Kommune\nOslo\n")
    assert plan.edits == ()
    (told,) = plan.checks
    assert told.startswith("På Medlemmer, men ikke i filen: Asker, Drammen")
    assert "Bærum" not in told  # has left already


def test_with_a_problem_nothing_is_to_be_written(sound: View) -> None:
    plan = planned(sound, "Kommune\nHalden\nUkjent by\n")
    assert (plan.edits, len(plan.problems)) == ((), 1)


@pytest.mark.slow
@pytest.mark.thorough
def test_naming_members_leaves_the_sum_and_stands_on_record(path: Path) -> None:
    file = SourceFile("liste.csv", "Kommunenr;Kommune;Ref\n3101;Halden;\n3114;Våler;\n".encode())
    found = preview(path, file, MemberImport(MOMENT.date()), moment=MOMENT, who="Kari")
    (effect,) = found.report.effects
    assert effect.before == effect.after
    assert {one.name: one.kroner for one in effect.members} == {
        "Halden": Decimal(80_095), "Våler": Decimal(15_405),
        "Medlemmer uten navn (anslag)": Decimal(-95_500),
    }  # fmt: skip
    carry_out(found)
    after = bind(open_workbook(path).book)
    assert [m.name for m in after.programme.members][-2:] == ["Halden", "Våler"]
    assert after.programme.members[-1].source == "medlemsliste lest 27.11.2026"
    assert after.programme.log[-1].action == "Importert medlemmer"
    again = preview(path, file, MemberImport(MOMENT.date()), moment=MOMENT, who="Kari")
    assert not again.report.can_be_written


def test_when_all_are_named_their_fees_are_proved_against_the_case(path: Path) -> None:
    view = view_of(open_workbook(path).book)
    known = {member.code for member in view.programme.members}
    at = view.programme.day("Folketallsdato_saken")
    others = [p for p in view.programme.populations if p.at == at and p.code not in known]
    codes = [f"{p.code:04}" for p in others]
    plan = planned(view, "Kommunenr\n" + "\n".join(codes[:46]))
    (proof,) = (check for check in plan.checks if check.startswith("Alle 62 er navngitt."))
    assert "saken sier 5\u00a0386\u00a0627 kr (differanse" in proof
    plan = planned(view, "Kommunenr\n" + "\n".join(codes[:47]))
    assert any("63 kommuner" in check and "saken sier 62" in check for check in plan.checks)


def test_a_book_saved_by_libreoffice_gets_rows_with_the_layouts_formulas(sound: View) -> None:
    bound = sound.bound.tables[MEMBERS]
    bare = replace(
        bound.table, columns=tuple(replace(c, formula=None) for c in bound.table.columns)
    )
    row = replace(bound, table=bare).contents({"code": 3101.0, "name": "Halden"})
    formulas = [content for content in row if isinstance(content, Formula)]
    assert len(formulas) == sum(c.formula is not None for c in bound.spec.columns)
    assert any("Kontingentsats" in formula.text for formula in formulas)
