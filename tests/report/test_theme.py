"""A theme is read from one small file, and a bad one is refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from orxl.core.errors import BadSource
from orxl.report.paper.theme import FILE, contrast, default_theme, read_theme, theme_for


def theme_file(folder: Path, text: str) -> Path:
    path = folder / FILE
    path.write_text(text, encoding="utf-8")
    return path


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # WCAG's known example


def test_a_file_says_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "bok.xlsx").touch()
    assert theme_for(tmp_path / "bok.xlsx") == default_theme()
    theme_file(tmp_path, '[farger]\noverskrift = "#004400"\n[papir]\nformat = "a5"\n')
    theme = theme_for(tmp_path / "bok.xlsx")
    assert (theme.heading, theme.paper, theme.width) == ("#004400", "A5", 148)
    assert theme.text == default_theme().text
    assert theme.font_folder.is_dir()


def test_the_logo_lies_beside_the_file_and_says_what_it_shows(tmp_path: Path) -> None:
    (tmp_path / "våpen.svg").write_text("<svg/>", encoding="utf-8")
    theme = read_theme(theme_file(tmp_path, '[logo]\nfil = "våpen.svg"\nbeskrivelse = "Kornaks"\n'))
    assert (theme.logo, theme.logo_alt) == (tmp_path / "våpen.svg", "Kornaks")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[farger\n", "er ikke skrevet som TOML (linje 1)"),
        ('[fargr]\ntekst = "#000000"\n', "Mente du «farger»?"),
        ('[farger]\nteskt = "#000000"\n', "Mente du «tekst»?"),
        ("farger = 3\n", "«farger» skal være en del for seg"),
        ('[farger]\ntekst = "svart"\n', "«tekst» i [farger] skal være en farge som «#1F3864»"),
        ("[farger]\nserier = []\n", "skal være en liste av farger"),
        ('[farger]\nserier = ["#000000", 3]\n', "skal være en liste av farger"),
        ('[farger]\nserier = ["#FFCC00"]\n', "kontrast på 1,5 : 1, og det kreves minst 4,5 : 1"),
        ('[farger]\ndempet = "#777777"\n', "kontrast på 4,4 : 1"),
        ('[farger]\ntabellhode = "#1F3864"\n', "«tekst» (#1A1A1A) mot «tabellhode» (#1F3864)"),
        ('[papir]\nformat = "A2"\n', "skal være ett av A3, A4, A5, Letter"),
        ("[papir]\ntopp = true\n", "skal være et tall fra 15 til 60"),
        ("[papir]\ntopp = nan\n", "skal være et tall fra 15 til 60"),
        ("[skrift]\ntekst = 3\n", "skal være en tekst i anførselstegn"),
        ('[skrift]\nmappe = "finnes-ikke"\n', "skal være en mappe som finnes"),
        ('[logo]\nfil = "borte.svg"\nbeskrivelse = "x"\n', "skal være et bilde som finnes"),
        ('[logo]\nfil = "tema.toml"\nbeskrivelse = "x"\n', "skal være et bilde som finnes"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadSource) as caught:
        read_theme(theme_file(tmp_path, text))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_logo_without_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.png").touch()
    with pytest.raises(BadSource, match="det logoen viser, for den som ikke ser den"):
        read_theme(theme_file(tmp_path, '[logo]\nfil = "logo.png"\n'))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSource, match="er ikke lagret som UTF-8"):
        read_theme(path)
