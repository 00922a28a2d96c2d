"""What has come and gone between two checks."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from orxl.core.findings import Finding, Severity
from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.report.news import News, as_line, counted, news, print_news
from orxl.report.outcome import CheckReport
from orxl.report.screen import PlainScreen

ROW = Finding(
    "D001", "navn", Severity.ERROR, "Beløpet er en tekst.", CellRef("Hovedtall", 7, 5), "Hovedtall"
)
SUM = Finding(
    "B001", "sum", Severity.WARNING, "Summen er 5.", CellRef("Hovedtall", 15, 5), "Hovedtall"
)


def test_what_stands_is_no_news() -> None:
    assert news([ROW, SUM], [SUM, ROW]) == News()


def test_what_came_and_what_went() -> None:
    assert news([ROW], [SUM]) == News(new=(SUM,), gone=(ROW,))


def test_a_finding_that_moved_with_its_row_is_no_news() -> None:
    below = replace(ROW, cell=CellRef("Hovedtall", 8, 5))
    assert news([ROW], [below]) == News()
    assert news([ROW], [ROW, below]) == News(new=(below,))


def test_other_words_in_the_same_cell_are_a_change() -> None:
    now = replace(SUM, message="Summen er 6.")
    graver = replace(SUM, severity=Severity.ERROR)
    assert news([SUM], [now]) == News(changed=(now,))
    assert news([SUM], [graver]) == News(changed=(graver,))


def test_a_consequence_is_told_with_its_cause_and_what_is_accepted_is_gone() -> None:
    following = replace(SUM, follows=("D001", "Hovedtall!E7"))
    assert news([], [ROW, following]) == News(new=(ROW,))
    assert news([SUM], [ROW, following]) == News(new=(ROW,))
    assert news([SUM], [SUM.accept("Avtalt")]) == News(gone=(SUM,))


def test_the_state_is_said_in_one_line() -> None:
    assert counted([ROW, SUM], News(new=(ROW,), gone=(SUM, SUM))) == (
        "1 feil, 1 advarsel, 0 merknader; 1 ny, 2 borte"
    )
    assert counted([], News()) == "0 feil, 0 advarsler, 0 merknader; ingen nye, ingen borte"


def test_only_the_news_are_printed() -> None:
    before = CheckReport(Path("bok.xlsx"), (SUM,), reservations=("Boken er åpen i Excel.",))
    after = replace(before, findings=(ROW,))
    lines: list[str] = []
    screen = PlainScreen(lines.append, lambda: screen)
    print_news(before, after, datetime(2026, 1, 5, 9, 30), screen)
    text = "".join(lines)
    assert "09:30:00  1 feil, 0 advarsler, 0 merknader; 1 ny, 1 borte\n" in text
    assert "Beløpet er en tekst." in text
    assert "Borte       Hovedtall!E15  Summen er 5." in text
    assert "åpen" not in text


def test_a_line_of_json_keeps_the_contract_and_says_what_is_news() -> None:
    report = CheckReport(Path("bok.xlsx"), (ROW,))
    line = as_line(report, News(new=(ROW,), gone=(SUM,)), datetime(2026, 1, 5, 9, 30))
    assert "\n" not in line
    told = json.loads(line)
    assert (told["tid"], told["versjon"]) == ("2026-01-05T09:30:00", 1)
    assert [f["kode"] for f in told["funn"]] == [f["kode"] for f in told["nye"]] == ["D001"]
    assert (told["endret"], [f["kode"] for f in told["borte"]]) == ([], ["B001"])
    assert "nye" not in json.loads(as_line(report, None, datetime(2026, 1, 5)))
