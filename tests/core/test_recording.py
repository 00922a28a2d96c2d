"""What was worked out is taken over where what was read for it is the same, and nowhere else."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import pytest

from orxl.core.identical import alike
from orxl.core.light import dataclass, replace
from orxl.core.memo import per_object
from orxl.core.recording import Scene, standing_in_for
from orxl.core.values import BLANK

calls: list[str] = []


@dataclass(frozen=True)
class Things:
    a: int
    b: int
    c: int = 0

    @cached_property
    def double(self) -> int:
        calls.append("double")
        return 2 * self.a

    def sum(self) -> int:
        return self.double + self.b


@dataclass(frozen=True, slots=True)
class Place:
    value: float
    name: str


@per_object
def summed(things: Things) -> int:
    calls.append("summed")
    return things.sum()


@per_object
def sign(things: Things) -> bool:
    calls.append("sign")
    return things.c > 0


@per_object
def rests_on_sign(things: Things) -> str:
    calls.append("rests on sign")
    return "+" if sign(things) else "-"


@per_object
def fails(things: Things) -> int:
    calls.append("fails")
    if things.c:
        raise ValueError(things.c)
    return 0


@per_object
def bears_it(things: Things) -> int:
    try:
        return fails(things)
    except ValueError:
        return things.a


STAND_IN = standing_in_for(Things, "things", {})


def scene(plain: Things, earlier: Any = None) -> Any:
    """A stand-in for *plain*, after the one for an earlier."""
    made = Scene(None if earlier is None else earlier.scene)
    it = STAND_IN.of(plain, "it", made)
    if earlier is not None:
        other = (n for n in "abc" if getattr(earlier.plain, n) != getattr(plain, n))
        made.take_over(frozenset(("things", name) for name in other))
    return it


@pytest.fixture(autouse=True)
def no_calls() -> None:
    calls.clear()


def done(ask: Iterable[object]) -> list[str]:
    """What was worked out by asking."""
    list(ask)
    made = calls.copy()
    calls.clear()
    return made


def test_a_stand_in_says_what_the_plain_one_says() -> None:
    it = scene(Things(1, 2, 3))
    assert isinstance(it, Things)
    assert (it.a, it.b, it.c, it.double, it.sum(), summed(it)) == (1, 2, 3, 2, 4, 4)
    assert replace(it, a=5) == Things(5, 2, 3)


def test_what_was_not_read_may_change() -> None:
    first = scene(Things(1, 2, 3))
    assert done([summed(first)]) == ["summed", "double"]
    assert done([summed(second := scene(Things(1, 2, 9), first))]) == []
    assert done([summed(third := scene(Things(1, 7, 9), second))]) == ["summed"]  # double stands
    assert summed(third) == 9
    assert done([summed(scene(Things(4, 7, 9), third))]) == ["double", "summed"]


def test_what_a_result_was_worked_out_from_counts_even_where_it_was_known_already() -> None:
    first = scene(Things(1, 2))
    assert first.double == 2
    assert summed(first) == 4
    assert summed(scene(Things(5, 2), first)) == 12


def test_where_a_value_comes_out_the_same_nothing_that_rests_on_it_is_done_again() -> None:
    first = scene(Things(1, 2, 3))
    assert done([rests_on_sign(first)]) == ["rests on sign", "sign"]
    second = scene(Things(1, 2, 4), first)
    assert done([rests_on_sign(second)]) == ["sign"]
    third = scene(Things(1, 2, -4), second)
    assert rests_on_sign(third) == "-"
    assert done([]) == ["sign", "rests on sign"]


def test_what_was_read_by_what_failed_counts() -> None:
    first = scene(Things(1, 2, 3))
    assert bears_it(first) == 1
    assert bears_it(scene(Things(1, 2, 0), first)) == 0


def test_what_nobody_asked_for_meanwhile_is_known_still_but_its_scene_is_let_go() -> None:
    first = scene(Things(1, 2))
    assert done([summed(first)]) == ["summed", "double"]
    second = scene(Things(1, 3), first)
    third = scene(Things(1, 2), second)
    assert done([third.double]) == []
    assert second.scene.earlier is None


def test_a_workbook_that_is_followed_for_a_day_leaves_nothing_behind() -> None:
    """Without a search for circles: a command works with Python's collector held back."""
    it = scene(Things(1, 2))
    first = weakref.ref(it)
    gc.disable()
    try:
        for number in range(3):
            it = scene(Things(1, number), it)
        assert first() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1.0, True, False),
        (0.0, -0.0, False),
        (0.0, BLANK, False),
        ((1.0, "a"), (1.0, "a"), True),
        ((1.0, "a"), (True, "a"), False),
        ({"a": 1.0}, {"a": 1.0}, True),
        ({"a": 1.0}, {"a": True}, False),
        ([1.0], (1.0,), False),
        (Place(1.0, "a"), Place(1.0, "a"), True),
        (Place(1.0, "a"), Place(True, "a"), False),
        (Things(1, 2), Things(1, 2), False),  # somebody may know it by its identity
        (frozenset({1}), frozenset({1}), True),
    ],
)
def test_alike_is_what_nobody_can_tell_apart(one: object, other: object, same: bool) -> None:
    assert alike(one, other) is same
