"""The euro's rate: with its day and source, for the workbook or for one grant."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan
from orxl.app.imports.rates import RateImport, fetched
from orxl.core.edits import SetCell
from orxl.core.errors import BadCall, BadSource
from orxl.core.values import Value
from orxl.rules.kit.view import View
from orxl.sources.norgesbank import VARIABLE, NorgesBank
from tests.imports.serving import answers, server
from tests.sources.test_norgesbank import HEAD, line

DAY = date(2026, 11, 27)
GOOD = "\n".join((HEAD, line("2026-11-26", "11,7435"), line("2026-11-27", "11,7512"), ""))


def planned(view: View, at: date = DAY, grant: str = "", text: str = GOOD) -> Plan:
    importer = RateImport(at, grant)
    return importer.plan(importer.read(SourceFile("EXR.csv", text.encode())), view)


def put(plan: Plan) -> dict[str, Value]:
    """What is written, by column."""
    assert all(isinstance(edit, SetCell) for edit in plan.edits)
    return {change.column: change.new for change in plan.changes}  # type: ignore[misc]


def test_the_workbooks_rate_gets_its_day_and_its_source(sound: View) -> None:
    assert put(planned(sound)) == {
        "Verdi": 11.7512, "Dato": datetime(2026, 11, 27),
        "Kilde": "Norges Bank, midtkurs 27.11.2026",
    }  # fmt: skip


def test_a_day_without_a_rate_is_told(sound: View) -> None:
    plan = planned(sound, date(2026, 11, 29))
    (check,) = plan.checks
    assert "ingen kurs for 29.11.2026" in check
    assert put(plan)["Dato"] == datetime(2026, 11, 27)


def test_a_grant_has_a_rate_of_its_own(sound: View) -> None:
    plan = planned(sound, grant="SEADITO")
    assert put(plan) == {"Kurs": 11.7512, "Kursdato": datetime(2026, 11, 27)}
    assert {change.key for change in plan.changes} == {"SEADITO"}


@pytest.mark.parametrize(("grant", "said"), [("SEADITA", "Velg blant"), ("ORBIFY", "ikke i euro")])
def test_a_grant_that_cannot_have_it_is_refused(sound: View, grant: str, said: str) -> None:
    with pytest.raises(BadCall) as error:
        planned(sound, grant=grant)
    assert said in str(error.value)


def test_it_is_fetched_for_the_day_and_the_two_weeks_before(
    monkeypatch: pytest.MonkeyPatch, sound: View
) -> None:
    with server(answers(200, GOOD.encode(), "text/csv"), path="") as (address, asked):
        monkeypatch.setenv(VARIABLE, address)
        file = fetched(DAY, lambda got, of: None)
    assert asked == [
        "/data/EXR/B.EUR.NOK.SP?format=csv&locale=no&startPeriod=2026-11-13&endPeriod=2026-11-27"
    ]
    importer = RateImport(DAY)
    assert put(importer.plan(importer.read(file), sound))["Verdi"] == 11.7512


@pytest.mark.parametrize(
    ("code", "body", "said"),
    [
        (404, "", "ingen kurs for EUR i ukene før 27.11.2026"),
        (403, "", "nekter å svare"),
        (200, "<html><body>Logg inn</body></html>", "en nettside"),
        (200, "", "et tomt svar"),
    ],
)
def test_an_answer_that_is_none_is_one_sentence(code: int, body: str, said: str) -> None:
    answer = answers(code, body.encode(), "text/csv")
    with server(answer, path="") as (address, _), pytest.raises(BadSource, match=said) as error:
        NorgesBank(address=address).rates("EUR", DAY)
    assert "orxl importer kurs FILEN" in str(error.value) or code == 404
