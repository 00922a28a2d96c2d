"""The sheet of targets is the domain's own judgement: which status holds, and what contradicts."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

from orxl.core.values import BLANK, Value
from orxl.layout.names import ASSUMED, MEASURES, TARGETS
from orxl.programme.codes import Operator, TargetStatus
from orxl.programme.models import Target
from orxl.programme.targets import by_numbers, contradicted, holds
from orxl.rules.kit import Editor, View
from orxl.rules.shared.measures import targets
from tests.helpers import settled

pytestmark = pytest.mark.slow

DAY = datetime(2026, 9, 1)


@pytest.mark.parametrize("seed", range(2))
def test_the_sheet_judges_as_the_domain_does(sound: View, seed: int) -> None:
    random = Random(seed)
    editor = Editor(sound.bound)
    editor.put(ASSUMED, "Status_per", "value", DAY, by="name")
    pick = random.choice
    small = [BLANK, *map(float, range(1, 5))]
    for row in editor.rows_where(TARGETS):
        operator, operator2 = pick([BLANK, *Operator]), pick([BLANK, BLANK, *list(Operator)[:4]])
        cells: dict[str, Value] = {
            "operator": str(operator) if operator is not BLANK else BLANK,
            "number": pick([1.0, 2.0, 3.0, BLANK]),
            "upper": 4.0,
            "operator2": str(operator2) if operator2 is not BLANK else BLANK,
            "number2": pick([1.0, 2.0, 3.0]),
            "achieved": pick(small),
            "achieved2": pick(small),
            "status": pick([BLANK, *map(str, TargetStatus)]),
            "deadline": pick([BLANK, datetime(2026, 8, 31), DAY]),
        }
        for key, value in cells.items():
            editor.type_in(editor.at(TARGETS, row, key), value)
    view = settled(editor.book, like=sound)
    seen: dict[TargetStatus | None, int] = {}
    contradictions = 0
    for row, target in targets(view):
        shown = {
            key: view.value(row.cells[key]) for key in ("applies", "by_numbers", "contradicts")
        }
        said = by_numbers(target, DAY.date(), 2026)
        wanted = {
            "applies": str(holds(target, DAY.date(), 2026)),
            "by_numbers": str(said or ""),
            "contradicts": float(contradicted(target, DAY.date(), 2026)),
        }
        assert shown == wanted, target
        seen[said] = seen.get(said, 0) + 1
        contradictions += contradicted(target, DAY.date(), 2026)
    assert set(seen) == {None, *TargetStatus} - {TargetStatus.NOT_ASSESSED}
    assert contradictions > 5


def test_the_counts_follow_what_holds(sound: View) -> None:
    editor = Editor(sound.bound)
    editor.put(TARGETS, "2.1.1-R1", "achieved", 16.0)
    view = settled(editor.book, like=sound)
    met = view.cell(MEASURES, "2.1.1", "targets_met")
    assert met is not None
    assert view.number(met) == 1.0


@pytest.mark.parametrize(
    ("operator", "achieved", "met"),
    [("≥", 15, True), ("≥", 14, False), (">", 15, False), ("=", 15, True), ("≤", 16, False)],
)
def test_a_number_against_its_requirement(operator: str, achieved: int, met: bool) -> None:
    target = _target(operator=operator, number=15, achieved=achieved)
    assert (holds(target, DAY.date(), 2026) is TargetStatus.MET) is met


def test_no_deadline_of_its_own_is_the_end_of_the_year() -> None:
    target = _target(operator="≥", number=15, achieved=3)
    assert holds(target, datetime(2026, 12, 31).date(), 2026) is TargetStatus.ON_TRACK
    assert holds(target, datetime(2027, 1, 1).date(), 2026) is TargetStatus.MISSED


def _target(**more: object) -> Target:
    return Target.model_validate(
        {"target_id": "1.1-R1", "measure": "1.1", "type": "Resultatmål", "text": "x", **more}
    )


VOLATILE = ("TODAY(", "NOW(", "RAND(", "RANDBETWEEN(", "OFFSET(", "INDIRECT(", "CELL(", "INFO(")


def test_nothing_in_the_workbook_is_volatile(finished: bytes) -> None:
    """Neither formulas nor conditional formats, drop-downs, names or charts."""
    with ZipFile(BytesIO(finished)) as book:
        parts = {name: book.read(name).decode("utf-8", "replace") for name in book.namelist()}
    found = {
        (name, word)
        for name, text in parts.items()
        if name.endswith(".xml") and "/comments" not in name and "sharedStrings" not in name
        for word in VOLATILE
        if word in text.upper()
    }
    assert found == set()
