"""Findings that say the same of neighbouring cells are shown as one."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console

from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.report.outcome import CheckReport
from orxl.report.present import as_json, print_report
from orxl.report.runs import runs


def doubt(a1: str, message: str = "Peker på {} i stedet for {}.") -> Finding:
    cell = CellRef.of("Ark1", a1)
    text = message.format(f"B{cell.row - 1}", f"B{cell.row}")
    return Finding(
        "A003", "formel-ulik", Severity.WARNING, text, cell=cell, sheet="Ark1", confidence=0.8
    )


COLUMN = [doubt(f"C{row}") for row in range(5, 205)]


def test_a_column_of_one_fault_is_one_run() -> None:
    (run,) = runs(COLUMN)
    assert run.place == "C5:C204"
    assert run.more == " Det samme gjelder de 199 andre cellene."


def test_a_row_of_one_fault_is_one_run() -> None:
    (run,) = runs([doubt("C5"), doubt("D5"), doubt("E5")])
    assert run.place == "C5:E5"


def test_two_columns_side_by_side_are_two_runs() -> None:
    found = [doubt(f"{letter}{row}") for row in range(5, 10) for letter in "CD"]
    assert [run.place for run in runs(found)] == ["C5:C9", "D5:D9"]


def test_a_gap_and_other_words_part_runs() -> None:
    found = [*COLUMN[:3], doubt("C8", "Noe annet."), *COLUMN[4:6]]
    assert [run.place for run in runs(found)] == ["C5:C7", "C8", "C9", "C10"]


def test_elsewhere_another_figure_is_another_finding() -> None:
    cells = [CellRef("Hovedtall", row, 6) for row in (5, 6, 7)]
    found = [
        Finding("F003", "gammel-verdi", Severity.ERROR, f"Viser {c.row}.", cell=c) for c in cells
    ]
    assert [run.place for run in runs(found)] == ["F5", "F6", "F7"]


def test_a_finding_without_a_cell_stands_alone() -> None:
    found = [Finding("S007", "x", Severity.NOTE, "Samme.", sheet="Ark1") for _ in range(4)]
    assert [run.place for run in runs(found)] == [""] * 4


def test_the_report_is_short_and_the_json_has_every_cell() -> None:
    report = CheckReport(Path("bok.xlsx"), tuple(COLUMN))
    console = Console(record=True, width=120, file=StringIO())
    print_report(report, console)
    shown = console.export_text()
    assert shown.count("A003") == 1
    assert "C5:C204" in shown
    assert "200 advarsler" in shown
    assert as_json(report).count('"A003"') == 200
