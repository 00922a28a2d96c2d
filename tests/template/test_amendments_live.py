"""Budget amendments in the workbook: the adopted budget stands, the revised one is what it says."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from orxl.binding import bind
from orxl.core.values import Value
from orxl.layout.names import AMENDED, AMENDMENTS, CARRY_OUT, MAIN, RESULT
from orxl.programme.amendments import effect, revised
from orxl.programme.arithmetic import main_figures
from orxl.programme.programme import Programme
from orxl.programme.records import Amendment
from orxl.rules.kit import View
from orxl.rules.kit.editor import Editor
from tests.helpers import settled
from tests.perturb.changes import changes
from tests.perturb.law import Base, Outcome, judge

MARCH = datetime(2026, 3, 12)


@pytest.fixture(scope="module")
def amended(sound: View) -> View:
    """Two decisions: one moves money between two lines, the other brings an income."""
    editor = Editor(bind(sound.book))
    for decision, amount, line in (
        ("sak 4/26", 50.0, "Kommunikasjon"),
        ("sak 4/26", -50.0, "Møteutgifter politiske organer"),
        ("sak 9/26", 300.0, "Andre tilskudd"),
    ):
        editor.add_row(AMENDMENTS, decision=decision, day=MARCH, amount=amount, line=line)
    return settled(editor.book, like=sound)


def shown(view: View, row: str, column: str, table: str = MAIN, by: str = "") -> Value:
    cell = view.cell(table, row, column, by=by)
    assert cell is not None
    return view.value(cell)


@pytest.mark.slow
def test_the_adopted_budget_stands_and_the_revised_is_beside_it(sound: View, amended: View) -> None:
    for row in sound.rows(MAIN):
        label = str(row.values["label"])
        assert shown(amended, label, "budget") == shown(sound, label, "budget")
    assert shown(amended, "Kommunikasjon", "amended") == 50.0
    before = shown(sound, "Kommunikasjon", "budget")
    assert isinstance(before, float)
    assert shown(amended, "Kommunikasjon", "revised") == before + 50
    assert shown(amended, RESULT, "revised", by="type") == -36.0
    assert shown(amended, CARRY_OUT, "revised", by="type") == 3707.0
    assert shown(amended, "Resultat", "revised", AMENDED) == -36.0
    assert shown(amended, "Kontroll: endret resultat minus vedtakene", "amended", AMENDED) == 0.0


@pytest.mark.slow
def test_a_changed_amendment_moves_what_the_models_say(amended: View) -> None:
    base = Base(amended)
    tried = [c for c in changes(amended.bound) if c.table == AMENDMENTS]
    found = [judge(base, change) for change in tried[:4]]
    assert found
    assert [v.why for v in found if v.outcome is Outcome.BROKEN] == []


def test_an_empty_sheet_changes_nothing(sound: View) -> None:
    found = revised(sound.programme, sound.figures)
    assert found.lines == sound.figures.lines
    assert found.totals == sound.figures.columns["budget"]
    assert shown(sound, RESULT, "revised", by="type") == shown(sound, RESULT, "budget", by="type")


def test_the_effects_are_what_the_revised_result_differs_by(programme: Programme) -> None:
    changes = tuple(
        Amendment(decision="sak 4/26", day=date(2026, 3, 12), amount=Decimal(amount), line=line)
        for amount, line in (
            ("12.5", "Kommunikasjon"), ("-7", "kontingenter"), ("3", "Sum inntekter"),
            ("9", "Finnes ikke"), ("100", "Andre tilskudd"),
        )
    )  # fmt: skip
    from dataclasses import replace

    book = replace(programme, amendments=changes)
    moved = revised(book).totals.result - main_figures(book).columns["budget"].result
    assert moved == sum(effect(change, book) for change in changes) == Decimal("80.5")
    assert effect(Amendment(line="Kommunikasjon"), book) == 0
