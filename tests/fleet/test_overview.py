"""The overview: what is ranked, counted, shown, and said by the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from orxl.app.fleet import results
from orxl.core.errors import OrxlError
from orxl.report.fleet.overview import MOST, Overview
from orxl.report.fleet.page import common
from tests.fleet.sample import ODD, answer, finding, sample, sample_page


def test_the_worst_workbooks_and_the_gravest_rules_come_first() -> None:
    overview = sample()
    assert [b.place for b in overview.worst] == ["data/a.xlsx", ODD, "data/b.xlsx"]
    assert [(b.errors, b.kroner) for b in overview.worst[:2]] == [(2, 2000), (1, 5e6)]
    rules = [(r.code, r.severity, r.books, r.findings) for r in overview.rules]
    assert rules == [("B001", "feil", 2, 3), ("T002", "advarsel", 2, 2)]
    assert overview.sentence == (
        "6 arbeidsbøker: 2 med feil, 1 med advarsler, 2 uten, 1 ikke kontrollert."
    )


def test_the_exit_code_says_the_worst_that_there_is() -> None:
    codes = []
    overview = Overview()
    for said in (
        answer("a"), answer("b", finding("B001", "advarsel")), answer("c", finding("B1", "feil")),
        answer("d", oppsummering=None, grunn="Skadet."), answer("e"),
    ):  # fmt: skip
        overview.add(said)
        codes.append(overview.exit_code)
    assert codes == [0, 0, 1, 2, 2]


def test_a_million_workbooks_take_the_room_of_the_listed_ones() -> None:
    overview = Overview()
    for at in range(3 * MOST):
        overview.add(answer(f"{at:04}", *[finding("B001", "feil")] * (1 + at % 3)))
        overview.add(answer(f"x{at:04}", oppsummering=None, grunn="Skadet."))
    worst = overview.worst
    assert len(worst) == len(overview.reasons) == MOST
    assert {b.errors for b in worst} == {3}
    assert [b.place for b in worst] == sorted(b.place for b in worst)
    assert overview.with_errors == overview.unchecked == 3 * MOST


def test_the_page_shows_what_a_name_would_do_and_does_not_do_it() -> None:
    page = sample_page(broken_off=True)
    assert "Ås &amp; «co» &lt;b&gt;␛[2J/bok med et langt navn.xlsx" in page
    assert "\x1b" not in page
    assert "Den tok mer enn 5 sekunder &lt;i&gt;." in page
    assert "5 000 000" in page.replace("\u00a0", " ")
    assert "avbrutt" in page
    assert "Alle stedene på siden begynner med <code>data/</code>" in page


@pytest.mark.parametrize(
    ("places", "same"),
    [([], ""), (["a.xlsx"], ""), (["x/a", "x/ab"], "x/"), (["/a/b/1", "/a/c/1"], "/a/"),
     (["C:\\a\\1", "C:\\a\\2"], "C:\\a\\"), (["a", "b"], "")],
)  # fmt: skip
def test_the_folder_that_all_places_have_in_common(places: list[str], same: str) -> None:
    assert common(places) == same


def test_the_lists_become_parquet_sorted_by_place(tmp_path: Path) -> None:
    rows = [
        {"sted": "b", "nr": 1, "kode": "B001", "faktisk": 12, "forventet": None, "kroner": -1.5},
        {"sted": "a", "nr": 2, "kode": "T002", "faktisk": True, "følger_av": {"kode": "B001"}},
        {"sted": "a", "nr": 1, "kode": "T001", "faktisk": "Ås\n«=1»", "sikkerhet": 0.5},
    ]
    (tmp_path / "funn.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    (tmp_path / "boker.jsonl").write_text("", "utf-8")
    assert results.parquet(tmp_path) == ["boker.parquet", "funn.parquet"]
    read = duckdb.sql(
        f"SELECT sted, nr, faktisk, kroner, følger_av.kode FROM '{tmp_path / 'funn.parquet'}'"
    ).fetchall()
    assert read == [
        ("a", 1, "Ås\n«=1»", None, None), ("a", 2, "true", None, "B001"),
        ("b", 1, "12", -1.5, None),
    ]  # fmt: skip
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path / 'boker.parquet'}'").fetchall() == [(0,)]


def test_a_list_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "boker.jsonl").write_text("{", "utf-8")
    with pytest.raises(OrxlError, match=r"boker\.parquet"):
        results.parquet(tmp_path)
    assert not list(tmp_path.glob("*.ny"))
