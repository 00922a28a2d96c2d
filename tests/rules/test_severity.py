"""What puts a wrong figure, or two that contradict each other, in front of the board is a Feil."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from orxl.binding import bind
from orxl.core.findings import Severity
from orxl.layout.names import ASSUMED, MAIN, TARGETS
from orxl.rules.budget import b022_line_differs_from_the_case as b022
from orxl.rules.budget import b038_carried_over_without_a_decision as b038
from orxl.rules.content import p006_requirement_is_incomplete as p006
from orxl.rules.content import p017_requirement_points_the_other_way as p017
from orxl.rules.formula import f011_unsteady_formula as f011
from orxl.rules.kit import BLANK, Editor, Rule, View
from orxl.rules.text import t033_day_cannot_be_so as t033
from tests.helpers import view_of

NOTE, WARNING, ERROR = Severity
Done = Callable[[Editor], object]


def assumed(name: str, value: object) -> Done:
    return lambda e: e.put(ASSUMED, name, "value", value, by="name")


def pasted(count: int) -> Done:
    amounts = (("Møteutgifter politiske organer", 40.0), ("Kommunikasjon", 250.0),
               ("Sekretariatet, andre utgifter", 350.0))  # fmt: skip
    return lambda e: [e.put(MAIN, name, "budget", value) for name, value in amounts[:count]]


def carried(e: Editor) -> None:
    for name, value in (("Faktisk_overføring", 3900.0), ("Overføringsvedtak", "sak 4/26"),
                        ("Overføring_fra", datetime(2025, 3, 12))):  # fmt: skip
        e.put(ASSUMED, name, "value", value, by="name")


def today(e: Editor) -> None:
    e.formula(e.where(ASSUMED, "Status_per", "value", by="name"), "TODAY()")


@pytest.mark.parametrize(
    ("rule", "done", "worst"),
    [
        (p017.RULE, lambda e: e.put(TARGETS, "2.1.4-R1", "operator", "="), ERROR),
        (p006.RULE, lambda e: e.put(TARGETS, "3.4.4-R1", "upper", BLANK), ERROR),
        (b038.RULE, carried, ERROR),
        (t033.RULE, assumed("Vedtaksmøte", datetime(2025, 12, 12)), ERROR),
        (t033.RULE, assumed("Versjon", "Kopi av 5.12.2025"), WARNING),
        (f011.RULE, today, WARNING),
        (b022.RULE, pasted(3), WARNING),
        (b022.RULE, pasted(2), NOTE),
    ],
)
def test_it_is_as_grave_as_what_comes_of_it(
    sound: View, rule: Rule, done: Done, worst: Severity
) -> None:
    editor = Editor(bind(sound.book))
    done(editor)
    before = {(f.cell, f.message) for f in rule.findings(sound)}
    new = [
        f for f in rule.findings(view_of(editor.book, sound)) if (f.cell, f.message) not in before
    ]
    assert max(f.severity for f in new) is worst
