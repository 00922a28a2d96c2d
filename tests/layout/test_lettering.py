"""How wide and how high a text is: laws of the measuring, and of cutting what has no room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orxl.layout.lettering import fitted, lines_needed, room, text_width

TEXTS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå ABCÆØÅ-.,«»0123456789", max_size=200)


@given(TEXTS, TEXTS)
def test_the_width_of_two_texts_is_the_sum_of_their_widths(a: str, b: str) -> None:
    assert abs(text_width(a + b) - text_width(a) - text_width(b)) < 1e-6


@given(TEXTS, st.floats(8, 100), st.floats(0, 50))
def test_a_wider_column_never_needs_more_lines(text: str, width: float, more: float) -> None:
    assert lines_needed(text, width + more) <= lines_needed(text, width)


@given(TEXTS, st.floats(8, 100))
def test_there_is_room_for_all_letters(text: str, width: float) -> None:
    stripped = text.strip()
    assert lines_needed(text, width) * room(width, 1) >= text_width(stripped) * 0.5


@given(TEXTS, TEXTS)
def test_a_line_break_adds_the_lines_of_both_parts(a: str, b: str) -> None:
    both = lines_needed(f"{a}\n{b}", 30)
    assert both == lines_needed(a, 30) + lines_needed(b, 30)


def test_a_short_text_is_one_line_and_no_text_is_one_line() -> None:
    assert lines_needed("", 10) == 1
    assert lines_needed("Tiltak", 10) == 1


def test_a_word_longer_than_the_column_is_broken() -> None:
    assert lines_needed("x" * 60, 20) == 4


@given(TEXTS, st.floats(8, 100), st.integers(1, 4))
def test_a_fitted_text_has_room_and_begins_as_the_text_does(
    text: str, width: float, lines: int
) -> None:
    shown = fitted(text, width, lines)
    assert lines_needed(shown, width) <= lines
    assert shown == text or (shown.endswith(" …") and text.startswith(shown[:-2]))


def test_a_text_is_cut_between_words_but_a_long_word_within() -> None:
    assert fitted("Summen stemmer ikke med linjene over", 30, 1) == "Summen stemmer ikke med …"
    assert fitted("SUMMERPRODUKT" * 5, 20, 1).startswith("SUMMERPRO")
