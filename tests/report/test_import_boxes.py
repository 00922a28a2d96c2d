"""An import as Excel shows it: the figures in a box, the whole list as rows that are only read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from orxl.core.edits import Formula
from orxl.core.values import BLANK
from orxl.report.imports.boxes import hindered, question, rows
from orxl.report.imports.values import Change, ChangeKind, ImportReport, Problem

CHANGES = tuple(
    Change(ChangeKind.CHANGED, "tblMedlemmer", f"Kommune {number}", "Medlem til", None, new)
    for number, new in enumerate([datetime(2026, 12, 31), Formula("1+1"), "=tekst", *[2.0] * 9])
)
REPORT = ImportReport(
    what="medlemmer", source="liste.csv", digest="abc", book=Path("bok.xlsx"), changes=CHANGES
)


def test_a_long_list_is_counted_in_the_box_and_whole_in_the_rows() -> None:
    asked = question(REPORT)
    assert "endret: Kommune 0, Medlem til: – → 31.12.2026" in asked
    assert "… og 4 til" in asked
    assert asked.endswith("Ingenting er endret ennå.\nVil du importere dette?")
    listed = [row for row in rows(REPORT) if row and row[0] == "endret"]
    assert len(listed) == len(CHANGES)


def test_days_and_formulas_are_texts_in_the_list() -> None:
    listed = [row[3:5] for row in rows(REPORT) if row and row[0] == "endret"][:3]
    assert listed == [(BLANK, "31.12.2026"), (BLANK, "=1+1"), (BLANK, "=tekst")]


def test_what_is_wrong_is_told_with_its_place_and_value() -> None:
    wrong = tuple(Problem(f"linje {line}", "x", "er ikke et tall.") for line in range(12))
    report = ImportReport(
        what="medlemmer", source="liste.csv", digest="", book=Path("bok.xlsx"), problems=wrong
    )
    told = hindered(report)
    assert "linje 0: «x» er ikke et tall." in told
    assert "… og 4 til" in told
    assert sum(len(row) == 3 and row[2] == "er ikke et tall." for row in rows(report)) == 12
