"""An import: shown first, written once, on record, the same file twice is nothing."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orxl.app.imports.files import SourceFile
from orxl.app.imports.population import PopulationImport
from orxl.app.imports.run import Preview, carry_out, preview
from orxl.app.workbook import open_workbook
from orxl.binding import BoundBook, bind
from orxl.cli import main
from orxl.core.errors import ChangedFile
from orxl.report.imports.contract import as_json
from orxl.report.imports.values import ChangeKind, ImportReport, counted

MOMENT = datetime(2026, 11, 27, 12)
MORE = 1_000
"""So many more people live in Oslo by the file."""


def of(bound: BoundBook, name: str, at: datetime) -> float:
    (row,) = (
        row
        for row in bound.rows("tblFolketall")
        if row.values["municipality"] == name and row.values["at"] == at
    )
    found = row.values["inhabitants"]
    assert isinstance(found, float)
    return found


def csv(bound: BoundBook, year: int, **changed: int) -> bytes:
    """The sheet's own figures as a file, some of them changed."""
    lines = ["kommunenr;kommune;innbyggere;år"]
    for row in bound.rows("tblFolketall"):
        code, name, at = (row.values[key] for key in ("code", "municipality", "at"))
        if at == datetime(year, 1, 1) and isinstance(code, float) and isinstance(name, str):
            people = row.values["inhabitants"]
            assert isinstance(people, float)
            lines.append(f"{code:04.0f};{name};{int(people) + changed.get(name, 0)};{year}")
    return "\n".join(lines).encode()


def shown(path: Path, data: bytes) -> Preview:
    file = SourceFile("tall.csv", data)
    return preview(path, file, PopulationImport(MOMENT.date()), moment=MOMENT, who="Kari")


@pytest.mark.slow
def test_an_import_is_shown_written_once_put_on_record_and_then_nothing(path: Path) -> None:
    before = path.read_bytes()
    bound = bind(open_workbook(path).book)
    data = csv(bound, 2025, Oslo=MORE)
    found = shown(path, data)
    report = found.report
    assert path.read_bytes() == before
    assert counted(report.moves) == {**dict.fromkeys(ChangeKind, 0), ChangeKind.CHANGED: 1}
    (change,) = report.moves
    assert (change.old, change.new) == (724_290.0, 725_290.0)
    # Oslo pays 2,50 kr more for each, and the unnamed, who are what the others leave, pay less.
    (as_it_is,) = report.effects
    assert not as_it_is.doubt
    assert {one.name: one.kroner for one in as_it_is.members} == {
        "Oslo": Decimal(2_500),
        "Medlemmer uten navn (anslag)": Decimal(-2_500),
    }
    assert json.loads(as_json(report))["skrevet"] is False

    written = carry_out(found).written
    assert written is not None
    assert written.backup is not None
    assert written.backup.read_bytes() == before
    after = bind(open_workbook(path).book)
    assert of(after, "Oslo", datetime(2025, 1, 1)) == 725_290
    line = after.programme.log[-1]
    assert (line.who, line.action, line.time) == ("Kari", "Importert folketall", MOMENT)
    assert line.description is not None
    assert (
        f"«tall.csv» (SHA-256 {report.digest}): 357 tall lest, 0 nye, 1 endret" in line.description
    )

    saved = path.read_bytes()
    again = shown(path, data).report
    assert not again.can_be_written
    assert again.moves == ()
    assert path.read_bytes() == saved


@pytest.mark.slow
def test_a_workbook_that_was_changed_meanwhile_is_left_alone(path: Path) -> None:
    found = shown(path, csv(bind(open_workbook(path).book), 2025, Oslo=MORE))
    changed = path.read_bytes() + b"\0"
    path.write_bytes(changed)
    with pytest.raises(ChangedFile):
        carry_out(found)
    assert path.read_bytes() == changed


@pytest.mark.slow
def test_a_new_year_is_told_with_what_another_date_would_do(path: Path) -> None:
    bound = bind(open_workbook(path).book)
    importer = PopulationImport(date(2027, 3, 1))

    def told(data: bytes) -> ImportReport:
        file = SourceFile("tall.csv", data)
        return preview(path, file, importer, moment=MOMENT, who="Kari").report

    copied = csv(bound, 2026).replace(b";2026", b";2027")
    (problem,) = told(copied).problems
    assert problem.said.startswith("Tallene for 1.1.2027 er de samme som arket har for 1.1.2026.")

    report = told(b"kommunenr;2027\n0301;733333\n3301;106000\n")
    now, moved = report.effects
    assert now.before == now.after
    assert moved.case == (
        "Hvis Folketallsdato flyttes fra 1.1.2025 til 1.1.2027 (importen gjør det ikke)"
    )
    assert moved.before == now.before
    assert moved.after != now.after
    assert any(check.startswith("Uten folketall 1.1.2027: Asker (3203)") for check in report.checks)


@pytest.mark.slow
def test_what_is_wrong_is_named_and_nothing_is_written(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    source = tmp_path / "tall.csv"
    source.write_text("kommunenr;innbyggere 2025\n0301;724.290\n3201;=1+1\n", encoding="utf-8")
    assert main(["importer", "folketall", str(source), str(path), "--ja"]) == 2
    told = capsys.readouterr().out
    assert "linje 2, kolonne 2: «724.290»" in told
    assert "linje 3, kolonne 2: «=1+1»" in told
    assert path.read_bytes() == before
