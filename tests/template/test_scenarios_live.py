"""The scenarios in the sheet are the domain's own, whatever they are called and hold."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pytest

from orxl.core.values import BLANK, Value
from orxl.layout.names import ASSUMED, CHOICES, GRANTS, MAIN, MEMBERS, SCENARIOS, SENSITIVITIES
from orxl.programme.codes import Growth, ScenarioChange
from orxl.programme.scenario_table import remarks_of, table_of
from orxl.programme.sensitivity import largest, sensitivity
from orxl.rules.kit import Editor, View
from tests.helpers import settled

pytestmark = pytest.mark.slow

DATES: Final = (BLANK, datetime(2024, 1, 1), datetime(2025, 1, 1), datetime(2026, 1, 1))
VÅLER: Final = (3114.0, 3419.0)
"""Two municipalities of one name."""
CODES: Final = (301.0, 3201.0, 3203.0, 3301.0, 3101.0, 9999.0, *VÅLER, BLANK)
ODD: Final = ("*", "?", "~", "~*", ">0", "<>", "=", "Sats*", "S?ts 3,00", "> 1", "a|b", "'", "3,00")
"""Names that would mean something else to SUMIFS, COUNTIF or MATCH."""
HISTORY = datetime(2025, 12, 31)


@dataclass(frozen=True)
class Made:
    """A book with many scenarios, calculated."""

    view: View
    rows: int


def _some(rng: random.Random, *values: Value) -> Value:
    return rng.choice(values)


def _random_book(sound: View, seed: int, count: int) -> Made:
    rng, editor = random.Random(seed), Editor(sound.bound)
    names = [*ODD, *(f"Nr {i}" for i in range(count - len(ODD)))]
    for name in names:
        editor.add_row(
            SCENARIOS,
            name=name,
            rate=_some(rng, BLANK, float(rng.randint(0, 100_000)) / 10_000, 2.55, 0.0),
            at=_some(rng, *DATES),
            growth=_some(rng, BLANK, *(growth.value for growth in Growth)),
            applied=_some(rng, BLANK, "Ja", "Nei"),
        )
    for _ in range(3 * count):
        editor.add_row(
            CHOICES,
            scenario=_some(rng, *names, "saken", "BOKEN NÅ", "S", "Sats", "Uten Drammen"),
            change=_some(rng, BLANK, *(change.value for change in ScenarioChange)),
            code=rng.choice(CODES),
            grant=_some(rng, BLANK, "ORBIFY", "seadito", "KLIMASATS", "ORB*", "GEO"),
        )
    editor.put(ASSUMED, "Vekst_øvrige", "value", rng.choice(list(Growth)).value, by="name")
    editor.put(ASSUMED, "Kontingentsats", "value", 2.75, by="name")
    return Made(settled(editor.book, like=sound), count)


def _same_as_the_domain(view: View) -> None:
    table = table_of(view.programme)
    rows = [row for row in view.rows(SCENARIOS) if not row.blank]
    assert len(table) == len(rows)
    for found, row in zip(table, rows, strict=True):
        outcome = found.outcome
        assert outcome is not None
        wanted = {
            "result": outcome.result,
            "closing": outcome.closing,
            "bound": outcome.bound,
            "free": outcome.free,
            "fees": outcome.fees,
            "result_kr": outcome.result_kr,
            "closing_kr": outcome.closing_kr,
        }
        shown = {key: view.value(row.cells[key]) for key in wanted}
        assert shown == {key: float(value) for key, value in wanted.items()}, found.row


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.thorough)])
def test_thirty_random_scenarios_are_the_domains(sound: View, seed: int) -> None:
    made = _random_book(sound, seed, 30)
    _same_as_the_domain(made.view)
    rows = [row for row in made.view.rows(CHOICES) if not row.blank]
    remarks = remarks_of(made.view.programme)
    assert [made.view.value(row.cells["remark"]) for row in rows] == [r.value for r in remarks]
    assert len(set(remarks)) >= 6


def test_the_shipped_scenarios_show_what_was_measured(sound: View) -> None:
    _same_as_the_domain(sound)
    results = {found.row.name: found.outcome for found in table_of(sound.programme)}
    told = {name: int(o.result) for name, o in results.items() if o is not None}
    assert told == {
        "Saken": -336,
        "Boken nå": -336,
        "Uten ORBIFY": -866,
        "Sats 3,00": 741,
        "Nytt folketall": -297,
        "Uten Drammen": -600,
    }


def test_the_case_stands_whatever_is_changed_and_the_others_follow(sound: View) -> None:
    before = _results(sound)
    editor = Editor(sound.bound)
    editor.put(ASSUMED, "Kontingentsats", "value", 3.0, by="name")
    editor.put(MEMBERS, "Asker", "left", HISTORY, by="name")
    editor.put(GRANTS, "ORBIFY", "status", "Avslått")
    editor.put(MAIN, "Kommunikasjon", "budget", 250.0)
    view = settled(editor.book, like=sound)
    _same_as_the_domain(view)
    after = _results(view)
    assert after["Saken"] == before["Saken"]
    changed = [name for name in before if name != "Saken" and after[name] != before[name]]
    assert len(changed) == len(before) - 1
    assert after["Uten ORBIFY"] == after["Boken nå"] == after["Sats 3,00"]


def test_a_name_used_twice_is_nobodys(sound: View) -> None:
    editor = Editor(sound.bound)
    editor.add_row(SCENARIOS, name="uten drammen")
    view = settled(editor.book, like=sound)
    _same_as_the_domain(view)
    assert _results(view)["Uten Drammen"] == _results(view)["Boken nå"]


def test_the_sensitivity_is_the_domains(sound: View) -> None:
    editor = Editor(sound.bound)
    editor.put(SENSITIVITIES, "Kontingentsats", "step", -0.5)
    editor.put(SENSITIVITIES, "Søkte tilskudd", "step", 0.5)
    editor.put(ASSUMED, "Regn_med_søkte_tilskudd", "value", "Nei", by="name")
    for view in (sound, settled(editor.book, like=sound)):
        found = sensitivity(view.programme)
        rows = view.rows(SENSITIVITIES)
        for one, row in zip(found, rows, strict=True):
            assert row.values["what"] == one.what
            assert view.value(row.cells["effect"]) == pytest.approx(float(one.exact), abs=1e-6)
        most = [row.values["what"] for row in rows if view.value(row.cells["largest"]) != ""]
        top = largest(found)
        assert top is not None
        assert most == [top.what]


def _results(view: View) -> dict[str, Value]:
    return {
        str(row.values["name"]): view.value(row.cells["result"])
        for row in view.rows(SCENARIOS)
        if not row.blank
    }
