"""«orxl scenario»: other assumptions, the same book."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from orxl.app.scenario import Question, answered
from orxl.cli import main
from orxl.core.errors import BadCall
from orxl.programme.programme import Programme
from orxl.report.scenario import sentences

pytestmark = pytest.mark.slow


def figures(programme: Programme, **asked: object) -> tuple[int, int, int]:
    """Fees and result in 1000 kr, and the number of members."""
    outcome = answered(programme, Question(**asked)).rows[-1].outcome  # type: ignore[arg-type]
    return int(outcome.income - outcome.other_income), int(outcome.result), outcome.account.members


def test_without_a_question_the_scenarios_of_the_book_are_shown(programme: Programme) -> None:
    report = answered(programme, Question())
    results = {row.name: int(row.outcome.result) for row in report.rows if row.name != "Saken"}
    assert results == {
        "Boken nå": -336,
        "Uten ORBIFY": -866,
        "Sats 3,00": 741,
        "Nytt folketall": -297,
        "Uten Drammen": -600,
    }
    assert report.subject.result == -336


def test_a_book_without_the_table_of_scenarios_shows_itself(programme: Programme) -> None:
    report = answered(replace(programme, scenarios=()), Question())
    assert [row.name for row in report.rows] == ["Boken nå"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"rate": Decimal("3.00")}, (6464, 741, 62)),
        ({"members_out": ("Drammen",)}, (5123, -600, 61)),
        ({"members_out": ("3301",)}, (5123, -600, 61)),
        ({"at": date(2026, 1, 1)}, (5409, -314, 62)),
        ({"at": date(2026, 1, 1), "growth": "som de navngitte"}, (5426, -297, 62)),
        ({"at": date(2026, 1, 1), "growth": "Nasjonal vekst"}, (5423, -300, 62)),
        ({"grants_out": ("orbify",)}, (5387, -866, 62)),
        ({"applied": False}, (5387, -866, 62)),
    ],
)
def test_each_assumption_moves_what_it_should(
    programme: Programme, asked: dict[str, object], expected: tuple[int, int, int]
) -> None:
    assert figures(programme, **asked) == expected


def test_the_smallest_rate_that_reaches_a_goal_is_found_with_its_uncertainty(
    programme: Programme,
) -> None:
    report = answered(programme, Question(goal=("resultat", Decimal(0))))
    assert report.goal is not None
    assert report.goal.found.rate == Decimal("2.66")
    told = " ".join(sentences(report))
    assert "2,66 kr" in told
    assert "67 kr" in told


@pytest.mark.parametrize(
    ("goal", "said"),
    [(Decimal(10) ** 12, "Ingen sats"), (Decimal(-10_000), "selv uten kontingent")],
)
def test_a_goal_without_a_rate_is_said(programme: Programme, goal: Decimal, said: str) -> None:
    report = answered(programme, Question(goal=("resultat", goal)))
    assert said in " ".join(sentences(report))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"members_out": ("Asker kommune",)}, "Ingen kommune heter"),
        ({"members_out": ("Ask",)}, "Ingen kommune heter"),
        ({"members_out": ("9999",)}, "Kommunenummeret 9999"),
        ({"members_in": ("Våler",)}, "Flere kommuner heter"),
        ({"members_out": ("Bergen",)}, "ikke blant de navngitte medlemmene"),
        ({"members_in": ("Oslo",)}, "allerede medlem"),
        ({"at": date(2019, 1, 1)}, "Folketall har ikke tall per 1.1.2019."),
        ({"growth": "dobling"}, "kan ikke være «dobling»"),
        ({"grants_out": ("ORB",)}, "ikke noe tilskudd"),
        ({"goal": ("overskudd", Decimal(0))}, "kan ikke gjelde"),
        ({"rate": Decimal(-1)}, "negativ"),
    ],
)
def test_what_the_book_does_not_have_is_said_in_one_sentence(
    programme: Programme, asked: dict[str, object], said: str
) -> None:
    with pytest.raises(BadCall, match=said):
        answered(programme, Question(**asked))  # type: ignore[arg-type]


def test_the_command_answers_in_json_and_leaves_the_book_alone(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    assert main(["scenario", str(path), "--sats", "3,00", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["scenarioer"][-1]["tusen_kr"]["resultat"] == 741
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "given", ["--sats=to", "--sats=1e3", "--folketall=31.02.2026", "--mål=resultat", "--mål=x=y"]
)
def test_a_value_that_is_no_value_is_refused(
    given: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scenario", str(path), given]) == 2
    said = capsys.readouterr().err
    assert "må være e" in said
    assert "Traceback" not in said
