"""What orxl does does no harm: no mending against a wrong ground, no advice that makes worse.

Each case is the whole kind, not the one that was once seen.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orxl.app.mend import edits_of, offers
from orxl.core.edits import Formula, SetCell
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError
from orxl.rules.kit import Editor, View
from orxl.rules.kit.tables import ASSUMED, GRANTS, MAIN, MEASURES, PROJECTS, TARGETS
from orxl.rules.shared.table_keys import nearest
from tests.helpers import said, settled
from tests.mending import named_values

pytestmark = pytest.mark.slow


def _year(value: object) -> Callable[[Editor], object]:
    return lambda e: e.put(ASSUMED, "Budsjettår", "value", value, by="name")  # type: ignore[arg-type]


GROUNDS: dict[str, Callable[[Editor], object]] = {
    "year before": _year(2025.0),
    "year after": _year(2027.0),
    "year empty": _year(BLANK),
    "year in words": _year("året 2026"),
    "header with a space": lambda e: e.rename_header(MAIN, "budget", "Budsjett 2026 "),
    "header with a hard space": lambda e: e.rename_header(GRANTS, "planned", "Inntekt\u00a02026"),
    "header of another year": lambda e: e.rename_header(MAIN, "budget", "Budsjett 2025"),
    "header with a letter less": lambda e: e.rename_header(PROJECTS, "frame", "Ramm 2026"),
    "layout unknown": lambda e: e.point_name("Oppsettversjon", "99"),
}


@pytest.mark.parametrize(
    "ground",
    [
        pytest.param(name, marks=() if i % 2 else pytest.mark.thorough)
        for i, name in enumerate(GROUNDS)
    ],
)
def test_nothing_is_mended_and_no_value_lost_while_the_ground_is_wrong(
    sound: View, ground: str
) -> None:
    editor = Editor(sound.bound)
    GROUNDS[ground](editor)
    view = settled(editor.book, sound)
    errors = [f for f in said(view) if f.severity is Severity.ERROR]
    assert 1 <= len([f for f in errors if f.told]) <= 2, ground
    for edit in edits_of(offers(errors, unsafe=True)):
        assert isinstance(edit, SetCell)
        assert not isinstance(edit.content, Formula)
        assert not view.bound.is_history(edit.cell)
    lost = {
        cell: value
        for cell, value in view.recalculation.agreed.items()
        if isinstance(value, CellError)
        and not isinstance(sound.book.cell(cell).value, CellError)
        and "header" in ground
    }
    assert lost == {}


def _of(editor: Editor, sound: View, *codes: str) -> list[Finding]:
    return [f for f in said(settled(editor.book, sound)) if f.code in codes]


@pytest.mark.parametrize(
    ("line", "amount", "source"),
    [
        ("Kontingenter", 5378.0, "Innlagt"),
        ("Kontingenter", 5378.0, "Tilskudd"),
        ("Andre tilskudd", 50.0, "Innlagt"),
        pytest.param("Kontingenter", 5378.0, "Prosjektmidler", marks=pytest.mark.thorough),
        pytest.param("Kontingenter", 5378.0, "Øvrige tilskudd", marks=pytest.mark.thorough),
        pytest.param("Andre tilskudd", 50.0, "Kontingent", marks=pytest.mark.thorough),
    ],
)
def test_what_must_be_fetched_is_declared_by_the_layout(
    sound: View, line: str, amount: float, source: str
) -> None:
    wanted = "Kontingent" if line == "Kontingenter" else "Øvrige tilskudd"
    editor = Editor(sound.bound)
    cell = editor.put(MAIN, line, "source", source)
    editor.put(MAIN, line, "budget", amount)
    findings = said(settled(editor.book, sound))
    switched = [f for f in findings if f.code == "B023" and f.severity is Severity.ERROR]
    assert [(f.cell, f.expected, f.told) for f in switched] == [(cell, wanted, True)]
    into = {e.cell: e for f in findings for e in f.fix if isinstance(e, SetCell)}
    assert into[cell].content == wanted
    budget = into[sound.bound.tables[MAIN].cell(cell.row, "budget")].content
    declared = sound.bound.declared[CellRef("Hovedtall", cell.row, 5)]
    assert isinstance(budget, Formula)
    assert budget.text == declared


@pytest.mark.parametrize(
    "source", ["Tilskudd", pytest.param("Prosjektmidler", marks=pytest.mark.thorough)]
)
def test_a_typed_amount_is_not_written_over_because_its_line_is_called_fetched(
    sound: View, source: str
) -> None:
    editor = Editor(sound.bound)
    cell = editor.put(MAIN, "Kommunikasjon", "source", source)
    budget = sound.bound.tables[MAIN].cell(cell.row, "budget")
    findings = said(settled(editor.book, sound))
    assert any(f.cell == budget and f.code == "F001" for f in findings)
    assert all(getattr(e, "cell", None) != budget for f in findings for e in f.fix)


@pytest.mark.parametrize(
    ("key", "known"),
    [("2.1.1", ["3.1.1", "2.1.2"]), ("1.4", ["2.1.4", "1.5"]), ("PM9", ["PM1", "H1"])],
)
def test_no_other_code_is_likelier_than_the_rest(key: str, known: list[str]) -> None:
    assert nearest(key, known) is None


@pytest.mark.parametrize(
    ("key", "known", "meant"),
    [
        ("2.1,1", ["2.1.1", "2.1.2"], "2.1.1"),
        ("2.1.1.", ["2.1.1"], "2.1.1"),
        ("SEADIT", ["SEADITO", "ORBIFY"], "SEADITO"),
        ("SEADITO 2024-2027", ["SEADITO 2024–2027"], "SEADITO 2024–2027"),
    ],
)
def test_a_word_and_the_same_digits_are_recognised(key: str, known: list[str], meant: str) -> None:
    assert nearest(key, known) == meant


def test_a_renumbered_measure_is_named_and_no_other(sound: View) -> None:
    editor = Editor(sound.bound)
    editor.put(MEASURES, "2.1.1", "number", "2.1.9")
    found = _of(editor, sound, "N003", "N004")
    assert found
    assert all("omnummerert til «2.1.9»" in f.message for f in found)
    assert all(not list(named_values(f)) for f in found)


def test_an_amount_with_kr_that_may_be_two_numbers_is_left(sound: View) -> None:
    editor = Editor(sound.bound)
    editor.put(MAIN, "Lønn sekretariatet, mv.", "budget", "kr 5800")
    (found,) = _of(editor, sound, "D002")
    assert (found.fix, found.expected) == ((), None)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("Lønn sekretariatet, mv.", "budget_prior"),
        ("Lønn sekretariatet, mv.", "forecast_prior"),
        pytest.param("Kontingenter", "budget_prior", marks=pytest.mark.thorough),
    ],
)
def test_an_emptied_cell_makes_no_neighbour_a_thousand_times_too_big(
    sound: View, line: str, column: str
) -> None:
    editor = Editor(sound.bound)
    editor.put(MAIN, line, column, BLANK)
    assert _of(editor, sound, "D012") == []


def test_a_grant_on_a_line_that_takes_none_is_told_to_leave_it_empty(sound: View) -> None:
    editor = Editor(sound.bound)
    cell = editor.put(GRANTS, "SEADITO", "budget_line", "Kontingenter")
    (found,) = _of(editor, sound, "N008")
    assert "Tøm cellen" in found.remedy
    editor.type_in(cell, BLANK)
    assert _of(editor, sound, "N008") == []


def test_a_target_of_a_code_that_is_not_there_gets_no_advice(sound: View) -> None:
    editor = Editor(sound.bound)
    editor.put(TARGETS, "1.4-R1", "measure", "4.1")
    (found,) = _of(editor, sound, "N003")
    assert list(named_values(found)) == []
