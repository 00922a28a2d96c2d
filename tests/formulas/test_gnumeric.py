"""The workbook's confirmed values by a fourth program, as it is and after changes."""

from __future__ import annotations

import random

import pytest

from orxl.core.values import Value
from orxl.formulas.recalculate import agree
from orxl.rules.kit import Editor, View
from tests.gnumeric import given, gnumeric_values, needs_gnumeric
from tests.helpers import settled
from tests.mutations import mutations
from tests.perturb.changes import changes
from tests.perturb.law import Base, changed
from tests.perturb.sample import sampled

pytestmark = needs_gnumeric
CHANGES, DAMAGES = 12, 12


def differing(view: View) -> tuple[int, dict[str, tuple[Value, Value | None]]]:
    """How many confirmed values Gnumeric was asked about, and those that it finds otherwise."""
    theirs = gnumeric_values(view.book)
    ours = {
        cell: value
        for cell, value in view.recalculation.agreed.items()
        if not given(view.book.cell(cell).formula or "")
    }
    wrong = {
        str(cell): (value, theirs.get(cell))
        for cell, value in ours.items()
        if cell not in theirs or not agree(value, theirs[cell])
    }
    return len(ours), wrong


@pytest.mark.slow
def test_every_confirmed_value_is_gnumerics_too(sound: View) -> None:
    asked, wrong = differing(sound)
    assert wrong == {}
    assert asked > 5_000


@pytest.mark.slow
@pytest.mark.thorough
def test_values_after_a_change_are_gnumerics_too(sound: View) -> None:
    base = Base(sound)
    some = sampled(changes(sound.bound), 1, CHANGES)
    assert len(some) == CHANGES
    for change in some:
        assert differing(changed(base, change))[1] == {}, str(change)


@pytest.mark.slow
@pytest.mark.thorough
def test_values_after_a_damage_are_gnumerics_too(sound: View) -> None:
    damages = random.Random(20261127).sample(mutations(sound.bound), DAMAGES)
    for damage in damages:
        editor = Editor(sound.bound)
        damage.change(editor)
        assert differing(settled(editor.book, like=sound))[1] == {}, str(damage)
