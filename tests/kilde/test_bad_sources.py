"""A bad source: one sentence with file, place and value, or read as it was meant."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from orxl.core.errors import BadSource
from orxl.sources.kilde import read_source
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

Damage = Callable[[Path], None]


@pytest.fixture
def kilde(tmp_path: Path) -> Path:
    """A copy of the source that the test may spoil."""
    return Path(shutil.copytree(ROOT / "workbook" / "kilde", tmp_path / "kilde"))


def put(file: str, text: str) -> Damage:
    return lambda folder: (folder / file).write_text(text, encoding="utf-8") and None


def swap(file: str, old: str, new: str) -> Damage:
    def damage(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


BOMB = "a0: &a0 [x,x,x]\na1: &a1 [*a0,*a0]\nnoter: [{id: a, tekst: *a1}]\n"


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (swap("folketall.csv", ";717710;", ";717 710;"), ["folketall.csv, linje 2", "«717 710»"]),
        (swap("folketall.csv", "Oslo;Oslo", "Os\x02lo;Oslo"), ["linje 2", "usynlig tegn (U+0002)"]),
        (swap("folketall.csv", ";717710;", ";717,5;"), ["«717,5», som ikke er et helt tall"]),
        (put("noter.yaml", 'noter: [{id: a, tekst: "x\\u0007"}]\n'), ["post 1", "(U+0007)"]),
        (swap("folketall.csv", "2024-01-01", "i fjor"), ["«i fjor»", "kjent kolonne"]),
        (swap("folketall.csv", "0301;", "0301;;"), ["folketall.csv, linje 2", "7 felt"]),
        (swap("folketall.csv", "kommunenr;", ""), ["folketall.csv"]),
        (put("folketall.csv", ""), ["folketall.csv er tom"]),
        (swap("hovedtall.csv", ";Inntekt;", ";Inntekter;"), ["hovedtall.csv, linje", "Velg blant"]),
        (swap("medlemmer.csv", "kommunenr", "kommune"), ["medlemmer.csv", "to ganger"]),
        (swap("medlemmer.csv", "0301", '"0301'), ["medlemmer.csv", "anførselstegn"]),
        (put("noter.yaml", BOMB), ["noter.yaml, linje 2", "snarvei"]),
        (put("noter.yaml", "noter: [null]\n"), ["noter.yaml, post 1"]),
        (put("noter.yaml", "noter: [{id: 2025-99-99}]\n"), ["noter.yaml"]),
        (put("noter.yaml", "noter: [[[["), ["noter.yaml er ikke gyldig YAML på linje"]),
        (put("noter.yaml", "[" * 5000), ["noter.yaml"]),
        (put("noter.yaml", "noter: x\n"), ["mangler listen «noter»"]),
        (put("noter.yaml", "a: 1\n---\nb: 2\n"), ["noter.yaml"]),
        (put("noter.yaml", "noter: [{id: a, tekst: [[x]]}]\n"), ["liste i en liste"]),
        (put("noter.yaml", "noter: [{id: a, tull: x}]\n"), ["post 1", "«tull»", "ukjent felt"]),
        (put("tiltak.yaml", "tiltak: [{nr: 1}]\n"), ["tiltak.yaml, post 1", "«tittel» mangler"]),
        (swap("tiltak.yaml", "type: Resultatmål", "type: Mål"), ["tiltak.yaml", "«Mål»"]),
        (swap("tekster.yaml", "tekst: ", f"tekst: {'x' * 40_005} "), ["32 767"]),
        (lambda f: (f / "noter.yaml").write_bytes(b"noter: [{id: \xff}]"), ["som UTF-8"]),
        (lambda f: (f / "noter.yaml").unlink(), ["noter.yaml finnes ikke"]),
    ],
)  # fmt: skip
def test_a_bad_source_is_refused_by_file_and_place(kilde, damage, words):
    damage(kilde)
    with pytest.raises(BadSource) as caught:
        read_source(kilde)
    said = str(caught.value).replace("\u00a0", " ")
    assert all(word in said for word in words), said
    assert "\n" not in said
    assert "https" not in said


def test_what_excel_adds_to_a_csv_file_changes_nothing(kilde):
    before = read_source(kilde)
    for file in kilde.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        columns = text.partition("\n")[0].count(";")
        file.write_text(
            "\ufeff" + text.rstrip("\n") + "\n" + ";" * columns + "\n", encoding="utf-8"
        )
    assert read_source(kilde) == before


@pytest.mark.parametrize(("first", "last"), [("sep=;\n", ""), ("", ";"), ("sep=;;\n", ";;")])
def test_what_excel_puts_around_a_table_changes_nothing(kilde, first, last):
    before = read_source(kilde)
    file = kilde / "folketall.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text(first + "".join(f"{line}{last}\n" for line in lines), encoding="utf-8")
    assert read_source(kilde) == before


def test_a_date_above_a_column_may_be_written_as_norwegians_do(kilde):
    before = read_source(kilde)
    swap("folketall.csv", "2024-01-01", "01.01.2024")(kilde)
    after = read_source(kilde)
    assert after == before
    assert date(2024, 1, 1) in {p.at for p in after.populations}


def test_a_line_break_in_quotes_is_kept(kilde):
    file = kilde / "medlemmer.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    first = lines[1].split(";")
    first[-1] = '"Kilde\nog mer"'
    file.write_text("\n".join([lines[0], ";".join(first), *lines[2:], ""]), encoding="utf-8")
    assert read_source(kilde).members[0].source == "Kilde\nog mer"
