"""Every authored formula against LibreOffice: what two engines agree on must be what it says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.formulas.recalculate import Agreed, Disputed, Recalculation, agree, recalculate
from tests.formulas.authored import (
    DEVIATIONS,
    ENTERED,
    PATTERNS,
    WORKED_THROUGH,
    base,
    numbered,
    place,
)
from tests.formulas.workbooks import prefixed, to_xlsx
from tests.libreoffice import libreoffice_values_of_many
from tests.oracle import needs_libreoffice

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]

PLAIN = {row: text for row, (_, text) in numbered().items()}
HARD = dict(enumerate([*ENTERED, *WORKED_THROUGH, *PATTERNS], start=1))
Oracle = tuple[Mapping[CellRef, Value], Recalculation]


@pytest.fixture(scope="module")
def oracles() -> list[Oracle]:
    plain = base({row: prefixed(text) for row, text in PLAIN.items()})
    hard = base(HARD, arrays=range(1, len(ENTERED) + 1))
    theirs = libreoffice_values_of_many([to_xlsx(plain), to_xlsx(hard)])
    return list(zip(theirs, [recalculate(plain), recalculate(hard)], strict=True))


def wrong(oracle: Oracle, formulas: Mapping[int, str]) -> dict[str, tuple[Value, Value | None]]:
    theirs, ours = oracle
    return {
        text: (ours.agreed[place(row)], theirs.get(place(row)))
        for row, text in formulas.items()
        if place(row) in ours.agreed
        and not (place(row) in theirs and agree(ours.agreed[place(row)], theirs[place(row)]))
    }


def test_agreed_values_are_libreoffices_or_a_known_deviation_of_its(oracles: list[Oracle]) -> None:
    known = {text: (excel, calc) for text, (excel, calc, _) in DEVIATIONS.items()}
    assert wrong(oracles[0], PLAIN) == known


def test_agreed_array_formulas_and_patterns_are_libreoffices(oracles: list[Oracle]) -> None:
    assert wrong(oracles[1], HARD) == {}


def test_most_formulas_are_agreed(oracles: list[Oracle]) -> None:
    counts = [
        sum(isinstance(v, Agreed) for c, v in ours.verdicts.items() if c.sheet == "Prøve")
        for _, ours in oracles
    ]
    assert counts[0] >= 400
    assert counts[1] >= 90


def test_disputes_are_few(oracles: list[Oracle]) -> None:
    ours = oracles[0][1]
    disputed = {PLAIN[c.row] for c, v in ours.verdicts.items() if isinstance(v, Disputed)}
    assert disputed == {
        'COUNTIF(Tiltak!A4:A11,">2")',  # betteroffice counts texts as numbers
        "0.1+0.2=0.3",  # betteroffice compares the doubles, Excel 15 digits
    }
