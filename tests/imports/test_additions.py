"""A new measure, target or partner: the next number, at its place, on record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from orxl.app.imports.additions import Addition
from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan
from orxl.app.workbook import open_workbook
from orxl.binding import bind
from orxl.cli import main
from orxl.core.edits import AppendRows, InsertRows
from orxl.core.errors import BadCall
from orxl.rules.kit.tables import MEASURES, PARTNERS, TARGETS
from orxl.rules.kit.view import View

MOMENT = datetime(2026, 11, 27, 12)


def planned(view: View, wanted: Addition) -> Plan:
    return wanted.plan(wanted.read(SourceFile("", b"")), view)


def before(view: View, plan: Plan, table: str) -> str:
    """The key of the row that the new row of *table* is put in front of."""
    (edit,) = (e for e in plan.edits if isinstance(e, InsertRows) and e.table == table)
    bound = view.bound.tables[table]
    row = next(row for row in bound.rows if row.number == edit.before)
    return str(row.values[bound.spec.key])


def test_a_measure_with_its_targets_and_partners_stands_in_its_area(sound: View) -> None:
    plan = planned(
        sound,
        Addition(
            place="2.1", title="Kartlegge noe", results=("Minst 10 kommuner har deltatt.",),
            effects=("Bedre oversikt.",), partners=("NHO", "LO"),
        ),
    )  # fmt: skip
    assert [change.key for change in plan.changes] == [
        "Tiltak 2.1.5", "Mål 2.1.5-R1", "Mål 2.1.5-E1", "Partner i tiltak 2.1.5",
        "Partner i tiltak 2.1.5",
    ]  # fmt: skip
    assert "(krav: ≥ 10 kommuner)" in str(plan.changes[1].new)
    assert before(sound, plan, MEASURES) == "2.2.1"
    assert before(sound, plan, TARGETS) == "2.2.1-R1"
    assert plan.checks == ()


def test_a_result_target_stands_before_the_effect_targets(sound: View) -> None:
    plan = planned(sound, Addition(place="2.1.1", results=("Holdt et webinar.",)))
    assert plan.changes[0].key == "Mål 2.1.1-R4"
    assert before(sound, plan, TARGETS) == "2.1.1-E1"


def test_the_last_of_all_is_put_at_the_end(sound: View) -> None:
    plan = planned(sound, Addition(place="3.5.2", effects=("Mer omtale.",)))
    assert isinstance(plan.edits[0], AppendRows)


def test_a_partner_stands_with_the_measures_others(sound: View) -> None:
    plan = planned(sound, Addition(place="1.1", partners=("Viken Skog",)))
    (edit,) = plan.edits
    assert isinstance(edit, InsertRows)
    assert edit.table == PARTNERS


def test_what_a_measure_lacks_is_told(sound: View) -> None:
    plan = planned(sound, Addition(place="2.1", title="Kartlegge noe"))
    assert len(plan.checks) == 3


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Addition(place="2", title="x"), "Området «2» finnes ikke"),
        (Addition(place="9", title="x"), "Velg blant 1 Overordnede strategier"),
        (Addition(place="2.1.9", results=("x",)), "Tiltaket «2.1.9» finnes ikke"),
        (Addition(place="1.1", partners=("KS",)), "alt partner"),
        (Addition(place="1.1"), "ingenting å legge til"),
        (Addition(place="1.1", results=("x",), demand="mange"), "Kravet «mange»"),
        (Addition(place="2.1", title="x" * 2001), "over 2000 tegn"),
    ],
)
def test_what_cannot_be_added_is_said(sound: View, wanted: Addition, said: str) -> None:
    partners = [row.values["name"] for row in sound.rows(PARTNERS)]
    if wanted.partners:
        wanted = Addition(place="1.1", partners=(str(partners[0]),))
    with pytest.raises(BadCall) as error:
        planned(sound, wanted)
    assert said in str(error.value)


@pytest.mark.slow
def test_it_is_written_at_its_place_with_formulas_and_a_line_in_the_log(path: Path) -> None:
    arguments = ["nytt", "tiltak", "2.1", "Kartlegge noe", str(path)]
    more = ["--resultatmål", "Minst 10 kommuner har deltatt.", "--partner", "NHO", "--ja"]
    assert main([*arguments, *more]) == 0
    bound = bind(open_workbook(path).book)
    numbers = [m.number for m in bound.programme.measures]
    assert numbers[numbers.index("2.1.4") + 1] == "2.1.5"
    row = next(r for r in bound.tables[MEASURES].rows if r.values["number"] == "2.1.5")
    shown = {
        key: bound.book.cell(row.cells[key]).value
        for key in ("result_targets", "partners", "area_name")
    }
    assert list(shown.values()) == [1.0, 1.0, "Konkurransekraft og næringsutvikling"]
    target = next(t for t in bound.programme.targets if t.measure == "2.1.5")
    assert (target.target_id, target.number, target.unit) == ("2.1.5-R1", 10, "kommuner")
    assert bound.programme.log[-1].action == "Lagt til nytt tiltak"


def test_a_word_that_does_not_belong_is_refused(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ny", "partner", "1.1", "NHO", str(path), "--resultatmål", "x"]) == 2
    assert "Bare et nytt tiltak" in capsys.readouterr().err
