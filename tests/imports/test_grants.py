"""Commitments into Tilskudd and Tilskuddsår, and what they do to the budget."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan
from orxl.app.imports.grants import GrantImport
from orxl.app.imports.run import carry_out, preview
from orxl.app.workbook import open_workbook
from orxl.binding import bind
from orxl.core.edits import AppendRows, SetCell
from orxl.report.imports.values import ChangeKind
from orxl.rules.kit.view import View

MOMENT = datetime(2026, 11, 27, 12)
LETTER = (
    "ID;Navn;Status;Valuta;Tilsagn;År;Inntekt (kr)\n"
    "NORD;Nordisk nettverk;Innvilget;NOK;600 000;2026;300 000\nNORD;;;;;2027;300 000\n"
)


def planned(view: View, text: str) -> Plan:
    importer = GrantImport()
    return importer.plan(importer.read(SourceFile("brev.csv", text.encode())), view)


def test_a_new_grant_gets_its_row_and_a_row_for_each_year(sound: View) -> None:
    plan = planned(sound, LETTER)
    assert [type(edit) for edit in plan.edits] == [AppendRows, AppendRows]
    assert [(c.key, c.kind) for c in plan.changes if c.kind is not ChangeKind.SAME] == [
        ("NORD", ChangeKind.ADDED), ("NORD 2026", ChangeKind.ADDED), ("NORD 2027", ChangeKind.ADDED)
    ]  # fmt: skip


def test_a_decision_changes_the_status_and_nothing_else(sound: View) -> None:
    plan = planned(sound, "ID;Status;Giver\nORBIFY;Innvilget;\n")
    (edit,) = plan.edits
    assert isinstance(edit, SetCell)
    assert (edit.expected, edit.content) == ("Søkt", "Innvilget")


def test_what_the_book_has_already_changes_nothing(sound: View) -> None:
    plan = planned(sound, "ID;Status;År;Inntekt (kr)\nORBIFY;Søkt;2026;830 000\n")
    assert plan.edits == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ID;Status\nNYTT;Søkt\n", "Et nytt tilskudd trenger navnet."),
        ("ID;Giver\nNYTT;EU\n", "trenger navnet og statusen"),
        ("ID;Budsjettpost\nORBIFY;ORBIFI 2026–2028\n", "Mente du «ORBIFY 2026–2028»?"),
    ],
)
def test_what_is_lacking_is_named_and_nothing_is_to_be_written(
    sound: View, text: str, said: str
) -> None:
    plan = planned(sound, text)
    assert said in plan.problems[0].said
    assert plan.edits == ()


@pytest.mark.slow
@pytest.mark.thorough
def test_the_budget_follows_and_the_same_file_twice_is_nothing(path: Path) -> None:
    file = SourceFile("brev.csv", LETTER.encode())
    found = preview(path, file, GrantImport(), moment=MOMENT, who="Kari")
    (effect,) = found.report.effects
    assert (effect.before.result, effect.after.result) == (Decimal(-336), Decimal(-36))
    carry_out(found)
    after = bind(open_workbook(path).book)
    assert after.programme.grants[-1].label == "Nordisk nettverk"
    assert [row.income for row in after.programme.grant_years[-2:]] == [300, 300]
    again = preview(path, file, GrantImport(), moment=MOMENT, who="Kari")
    assert not again.report.can_be_written
