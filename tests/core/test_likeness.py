"""Two texts that look the same: the character that differs is named, with its place."""

from __future__ import annotations

import pytest

from orxl.core.likeness import composed, told_apart


@pytest.mark.parametrize(
    ("given", "meant", "said"),
    [
        ("{Budsjetta\u030ar}", "{Budsjettår}", "tegn 10 er «a» med en løs ring etter seg"),
        ("{Bud\u0455jettår}", "{Budsjettår}", "tegn 5 er en kyrillisk «\u0455» (U+0455)"),
        ("SE\u0391DITO", "SEADITO", "tegn 3 er en gresk «\u0391» (U+0391)"),
        ("Store\u00a0ting", "store ting", "tegn 6 er et hardt mellomrom"),
        ("So\u0338kt", "Søkt", "tegn 2 er «o» med en løs skråstrek etter seg"),
        ("Innvilg\u00adet", "Innvilget", "tegn 8 er en myk bindestrek"),
        ("\u200bJa", "Ja", "tegn 1 er et usynlig tegn (U+200B)"),
        ("Ja\u200b", "Ja", "tegn 3 er et usynlig tegn (U+200B)"),
    ],
)
def test_what_looks_the_same_is_told_apart(given: str, meant: str, said: str) -> None:
    assert said in told_apart(given, meant)


@pytest.mark.parametrize(
    ("given", "meant"), [("ja", "Ja"), ("Søkt", "Søkt"), ("Innvilga", "Innvilget"), ("", "Ja")]
)
def test_of_others_nothing_is_said(given: str, meant: str) -> None:
    assert told_apart(given, meant) == ""


def test_a_letter_and_its_loose_mark_become_one_character() -> None:
    assert composed("A\u030as og Moss") == "Ås og Moss"
