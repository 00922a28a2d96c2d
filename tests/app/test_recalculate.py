"""«orxl beregn»: new values, restored formulas, a record of the run, and nothing else."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from orxl.app.mend import one_by_one
from orxl.app.recalculate import RecalculationReport, recalculate_file
from orxl.binding import BoundBook, bind
from orxl.core.edits import Formula, SetCell
from orxl.core.errors import LockedFile
from orxl.core.findings import Finding
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.formulas.recalculate import agree
from orxl.xlsx import patch, read_book
from tests.app.by_hand import decorated
from tests.helpers import the_file_beside_tells
from tests.libreoffice import libreoffice_values
from tests.oracle import needs_libreoffice

pytestmark = pytest.mark.slow

NOW = datetime(2026, 12, 1, 9, 30)


def run(path: Path, *, fix: bool = False) -> RecalculationReport:
    def yes(_: Finding) -> bool:
        return True

    choose = one_by_one(yes) if fix else None
    return recalculate_file(path, moment=NOW, who="Kari", choose=choose)


def read(path: Path) -> BoundBook:
    return bind(read_book(path))


def type_in(path: Path, cell: CellRef | None, content: Value | Formula) -> CellRef:
    """Change a cell without recalculating, as another program would."""
    assert cell is not None
    path.write_bytes(patch(path.read_bytes(), [SetCell(cell, content)]))
    return cell


def figure(path: Path, table: str, row: str, column: str, by: str = "") -> Value:
    bound = read(path)
    cell = bound.where(table, row, column, by)
    assert cell is not None
    return bound.book.cell(cell).value


def total(path: Path, line: str) -> Value:
    return figure(path, "tblHovedtall", line, "budget", by="type")


def test_a_changed_figure_reaches_every_total(path: Path) -> None:
    type_in(path, read(path).where("tblHovedtall", "Kommunikasjon", "budget"), 220.0)
    report = run(path)
    assert total(path, "Sum utgifter") == 9110.0
    assert total(path, "Resultat") == -356.0
    assert total(path, "Utgående") == 3387.0
    assert len(report.renewed) > 5


def test_without_applied_grants_the_result_is_minus_866(path: Path) -> None:
    name = "Regn_med_søkte_tilskudd"
    type_in(path, read(path).where("tblForutsetninger", name, "value"), "Nei")
    run(path)
    assert total(path, "Resultat") == -866.0
    assert total(path, "Utgående") == 2877.0
    assert figure(path, "tblProsjektmidler", "ORBIFY", "budget") == 0.0


@pytest.mark.libreoffice
@needs_libreoffice
def test_libreoffice_agrees_with_every_value_after_a_change(path: Path) -> None:
    type_in(path, read(path).where("tblForutsetninger", "Kontingentsats", "value"), 2.75)
    run(path)
    book = read_book(path)
    theirs = libreoffice_values(path)
    wrong = {c: v for c, v in theirs.items() if not agree(book.cell(c).value, v)}
    assert wrong == {}


def test_a_formula_typed_over_stays_and_is_reported(path: Path) -> None:
    cell = type_in(path, read(path).where("tblHovedtall", "Resultat", "budget", "type"), -300.0)
    report = run(path)
    assert read(path).book.cell(cell).value == -300.0
    assert report.exit_code == 1
    assert ("F001", cell) in [(f.code, f.cell) for f in report.findings]


def test_a_formula_typed_over_is_restored_when_asked(path: Path) -> None:
    old = read(path)
    cell = type_in(path, old.where("tblHovedtall", "Resultat", "budget", "type"), -300.0)
    report = run(path, fix=True)
    restored = read(path).book.cell(cell)
    assert restored.formula == old.book.cell(cell).formula
    assert restored.value == -336.0
    assert report.exit_code == 0
    assert [f.cell for f in report.fixed] == [cell]


def test_the_findings_stand_on_the_sheet_kontroll_with_a_link(path: Path) -> None:
    cell = type_in(path, read(path).where("tblHovedtall", "Resultat", "budget", "type"), -300.0)
    run(path)
    bound = read(path)
    rows = bound.tables["tblFunn"].rows
    row = next(r for r in rows if r.values["code"] == "F001")
    link = bound.book.cell(row.cells["cell"])
    assert link.formula == f'HYPERLINK("#\'Hovedtall\'!{cell.a1}","{cell.a1}")'
    assert link.value == cell.a1


def test_the_run_is_a_line_in_the_change_log(path: Path) -> None:
    before = len(read(path).programme.log)
    run(path)
    log = read(path).programme.log
    assert len(log) == before + 1
    assert (log[-1].time, log[-1].who, log[-1].action) == (NOW, "Kari", "Beregnet")


def test_a_second_run_finds_nothing_new_to_renew(path: Path) -> None:
    run(path)
    assert run(path).renewed == ()


def test_the_record_of_a_run_brings_no_finding_of_its_own(path: Path) -> None:
    first, second = run(path), run(path)
    assert second.findings == first.findings


def test_the_old_file_is_kept_as_a_backup(path: Path) -> None:
    old = path.read_bytes()
    report = run(path)
    assert report.backup is not None
    assert report.backup.read_bytes() == old


@the_file_beside_tells
def test_a_file_that_excel_has_open_is_left_alone(path: Path) -> None:
    old = path.read_bytes()
    owner = path.with_name(f"~${path.name}")
    owner.write_bytes(b"\x04Kari".ljust(55, b" ") + "Kari".encode("utf-16-le").ljust(110, b" "))
    with pytest.raises(LockedFile, match="Kari"):
        run(path)
    assert path.read_bytes() == old


def test_what_staff_added_by_hand_survives_untouched(path: Path) -> None:
    path.write_bytes(decorated(path.read_bytes()))
    type_in(path, read(path).where("tblHovedtall", "Kommunikasjon", "budget"), 220.0)
    with zipfile.ZipFile(path) as archive:
        before = {n: archive.read(n) for n in archive.namelist()}
    run(path)
    with zipfile.ZipFile(path) as archive:
        after = {n: archive.read(n) for n in archive.namelist()}
    assert set(after) == set(before)
    changed = {name for name in before if before[name] != after[name]}
    # The workbook part says whether Excel must calculate when it opens the file.
    # A chart repeats the values of its cells.
    parts = ("xl/worksheets/sheet", "xl/tables/", "xl/workbook.xml", "xl/charts/chart")
    assert all(name.startswith(parts) for name in changed), changed
    kept = [n for n in before if n.startswith(("xl/drawings", "xl/charts", "xl/comments"))]
    assert len(kept) >= 3
    main_figures = next(n for n in before if b"MITT BETINGEDE FORMAT" in before[n])
    assert b"MITT BETINGEDE FORMAT" in after[main_figures]
