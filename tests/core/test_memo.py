"""What is remembered for an object: once for it and the other arguments, as long as it lives."""

from __future__ import annotations

import gc

from orxl.core.memo import per_object


class Thing:
    """Something that can be remembered about."""


def test_the_work_is_done_once_for_an_object_and_each_set_of_arguments() -> None:
    asked: list[tuple[int, str]] = []

    @per_object
    def work(_thing: Thing, number: int = 0, *, word: str = "") -> list[object]:
        asked.append((number, word))
        return []

    one, other = Thing(), Thing()
    assert work(one) is work(one)
    assert work(one, 1) is work(one, 1)
    assert work(one, 1, word="a") is work(one, 1, word="a")
    assert work(one) is not work(other)
    assert asked == [(0, ""), (1, ""), (1, "a"), (0, "")]


def test_a_result_given_beforehand_is_the_answer() -> None:
    @per_object
    def work(_thing: Thing) -> str:
        raise AssertionError("asked")

    one = Thing()
    assert work.remember(one, "known") == "known"
    assert work(one) == "known"


def test_nothing_is_remembered_of_an_object_that_is_gone() -> None:
    results: list[int] = []

    @per_object
    def work(_thing: Thing) -> int:
        results.append(1)
        return len(results)

    assert work(Thing()) == 1
    gc.collect()
    assert work._known == {}
