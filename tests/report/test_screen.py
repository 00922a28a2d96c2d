"""What stands in a pipe is what rich would print there, without rich."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from orxl.report.screen import WIDTH, Grid, PlainScreen, Styled

WORDS = st.sampled_from([
    "tiltak", "1\u00a0450", "«ORBIFY»", "−336", " ", "  ", "ø" * 60, "x" * 130, "æ–å", "(B1)", ".",
    "5 386 627", "50 000 euro", "→",
])  # fmt: skip
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)
LINES = st.tuples(
    st.sampled_from(["Advarsel", "Merknad", "", "Trykt slik"]),
    st.sampled_from(["", "A8", "D7:D114", "Hovedtall!B21", "Tabell 5.1.1!AB12:AB40"]),
    TEXTS,
    st.sampled_from(["", "bold red"]),
    st.sampled_from(["", "dim"]),
)


def by_rich(shown: Any) -> list[str]:
    """The lines that rich prints where there is no terminal, without blanks at their ends."""
    out = StringIO()
    options: dict[str, Any] = {"highlight": False, "markup": False, "emoji": False}
    Console(file=out, width=WIDTH, **options).print(shown)
    return [line.rstrip(" ") for line in out.getvalue().split("\n")]


def plainly(shown: Any) -> list[str]:
    """The lines that are printed without rich; fails where rich is asked."""
    said: list[str] = []

    def rich() -> Any:
        pytest.fail("rich was asked")

    PlainScreen(said.append, rich).print(shown)
    return "".join(said).split("\n")


@settings(max_examples=40)
@given(st.one_of(TEXTS, TEXTS.map(Styled), st.lists(LINES, max_size=6).map(tuple).map(Grid)))
def test_the_lines_are_those_of_rich(shown: Any) -> None:
    assert [line.rstrip() for line in plainly(shown)] == [line.rstrip() for line in by_rich(shown)]


@pytest.mark.parametrize("text", ["語", "e\u0301", "\x1b[31mrød", "en\nto", "\u200b", "👍", "\t"])
def test_what_rich_must_measure_or_a_terminal_would_obey_is_left_to_rich(text: str) -> None:
    asked: list[object] = []

    class Rich:
        def print(self, *objects: object) -> None:
            asked.extend(objects)

    line = ("Feil", "A1", text, "", "")
    for shown in (text, Styled(text), Grid((line,))):
        PlainScreen(lambda _: pytest.fail("was laid out"), Rich).print(shown)
        assert asked.pop() is shown
