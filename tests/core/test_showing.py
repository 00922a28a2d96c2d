"""What a workbook says must not act on the screen that shows it."""

import json

import pytest

from orxl.cli.terminal import console, say
from orxl.core import nb
from orxl.core.errors import UnreadableFile
from orxl.core.showing import fit, fit_json

EVIL = "a\x1b[2Jb\x9b1mc\u202ed\ne"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ærlig talt – 1\u00a0234", "Ærlig talt – 1\u00a0234"),
        ("\x1b[2J", "␛[2J"),
        ("Budsjett\nAlt stemmer", "Budsjett␊Alt stemmer"),
        ("\u202eabc\u2069", "‹202E›abc‹2069›"),
        ("\x9b1m\x7f", "‹009B›1m␡"),
    ],
)
def test_what_a_screen_acts_on_is_shown_instead(text, shown):
    assert fit(text) == shown


def test_errors_and_quotes_show_what_names_hold():
    for shown in (str(UnreadableFile(f"«{EVIL}».", EVIL)), nb.quoted(EVIL)):
        assert not set(shown) & set("\x1b\x9b\u202e\n")


def test_json_means_the_same_and_holds_nothing_that_acts():
    text = json.dumps({"ark": EVIL}, ensure_ascii=False)
    assert json.loads(fit_json(text)) == {"ark": EVIL}
    assert not set(fit_json(text)) & set("\x1b\x9b\u202e")


def test_the_terminal_shows_it_too(capsys):
    from rich.text import Text

    console().print(Text(EVIL))
    say(EVIL)
    shown = capsys.readouterr().out
    assert not set(shown) & set("\x1b\x9b\u202e")
    assert "␛[2J" in shown


def test_a_name_of_two_lines_is_shown_in_one(capsys):
    from rich.text import Text

    console().print(Text("Ark\nAlt stemmer: 0 feil"))
    console().print("bok\nAlt stemmer: 0 feil")
    say("bok\nAlt stemmer: 0 feil")
    assert all("␊Alt stemmer" in line for line in capsys.readouterr().out.splitlines())
