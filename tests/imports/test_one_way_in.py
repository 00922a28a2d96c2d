"""An import: shown first, written once, on record, the same file twice is nothing."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan
from orxl.app.imports.population import PopulationImport
from orxl.app.imports.run import FileEnd, Preview, carry_out, preview
from orxl.app.workbook import open_workbook
from orxl.binding import BoundBook, bind
from orxl.cli import main
from orxl.core.edits import AppendRows
from orxl.core.errors import ChangedFile
from orxl.report.imports.contract import as_json
from orxl.report.imports.values import Change, ChangeKind, ImportReport, counted
from orxl.rules.kit import View

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


def csv(bound: BoundBook, year: int, **changed: int) -> str:
    """The sheet's own figures of a year as a file, some of them changed."""
    lines = ["kommunenr;kommune;innbyggere;år"]
    for row in bound.rows("tblFolketall"):
        code, name, at, people = (
            row.values[key] for key in ("code", "municipality", "at", "inhabitants")
        )
        if at == datetime(year, 1, 1) and isinstance(code, float) and isinstance(people, float):
            more = changed.get(name, 0) if isinstance(name, str) else 0
            lines.append(f"{code:04.0f};{name};{people + more:.0f};{year}")
    return "\n".join(lines)


IMPORTER = PopulationImport(date(2027, 3, 1))


def planned(sound: View, text: str, *years: int) -> Plan:
    """What *text* would do to the workbook, before any effect is calculated."""
    importer = PopulationImport(IMPORTER.today, years)
    return importer.plan(importer.read(SourceFile("tall.csv", text.encode())), sound)


@pytest.mark.slow
def test_an_import_is_shown_written_once_put_on_record_and_then_nothing(path: Path) -> None:
    before = path.read_bytes()
    text = csv(bind(open_workbook(path).book), 2025, Oslo=MORE) + "\n0301;Oslo;733333;2027"
    file = SourceFile("tall.csv", text.encode())
    found = preview(path, file, IMPORTER, moment=MOMENT, who="Kari")
    report = found.report
    assert path.read_bytes() == before
    counts = {ChangeKind.ADDED: 1, ChangeKind.CHANGED: 1, ChangeKind.GONE: 0, ChangeKind.SAME: 356}
    assert counted(report.changes) == counts
    assert [(one.old, one.new, one.kroner) for one in report.moves] == [
        (724_290.0, 725_290.0, Decimal(2_500)),
        (None, 733_333.0, None),
    ]
    # Oslo pays 2,50 kr more for each, and the unnamed, who are what the others leave, pay less.
    now, moved = report.effects
    assert not now.doubt
    assert {one.name: one.kroner for one in now.members} == {
        "Oslo": Decimal(2_500),
        "Medlemmer uten navn (anslag)": Decimal(-2_500),
    }
    assert now.before == now.after
    assert moved.case == (
        "Hvis Folketallsdato flyttes fra 1.1.2025 til 1.1.2027 (importen gjør det ikke)"
    )
    assert (moved.before, moved.after == now.after) == (now.before, False)
    told = json.loads(as_json(report))
    assert (told["skrevet"], told["oppsummering"]["ny"], len(told["virkning"])) == (False, 1, 2)

    written = carry_out(found).written
    assert written is not None
    assert written.backup is not None
    assert written.backup.read_bytes() == before
    after = bind(open_workbook(path).book)
    assert of(after, "Oslo", datetime(2025, 1, 1)) == 725_290
    assert of(after, "Oslo", datetime(2027, 1, 1)) == 733_333
    assert after.programme.day("Folketallsdato") == date(2025, 1, 1)
    line = after.programme.log[-1]
    assert (line.who, line.action, line.time) == ("Kari", "Importert folketall", MOMENT)
    assert line.description is not None
    assert f"«tall.csv» (SHA-256 {file.digest}): 358 tall lest, 1 nye, 1 endret" in line.description

    saved = path.read_bytes()
    again = preview(path, file, IMPORTER, moment=MOMENT, who="Kari").report
    assert (again.moves, again.can_be_written) == ((), False)
    assert path.read_bytes() == saved


def test_a_workbook_that_was_changed_meanwhile_is_left_alone(path: Path) -> None:
    opened = open_workbook(path)
    change = Change(ChangeKind.CHANGED, "tblFolketall", "Oslo", "Innbyggere", 1.0, 2.0)
    report = ImportReport(
        what="folketall", source="tall.csv", digest="", book=path, changes=(change,)
    )
    plan = Plan(changes=(change,), edits=(), words="")
    changed = path.read_bytes() + b"\0"
    path.write_bytes(changed)
    with pytest.raises(ChangedFile, match="er endret siden forhåndsvisningen"):
        carry_out(Preview(report, plan, FileEnd(path), opened, opened, MOMENT, "Kari"))
    assert path.read_bytes() == changed


def test_the_very_figures_of_another_year_are_refused(sound: View) -> None:
    text = csv(sound.bound, 2026).replace(";2026", ";2027")
    (problem,) = planned(sound, text).problems
    assert problem.said.startswith("Tallene for 1.1.2027 er de samme som arket har for 1.1.2026.")


def test_figures_of_something_else_are_refused(sound: View) -> None:
    rows = [line.split(";") for line in csv(sound.bound, 2026).split("\n")]
    men = [[code, name, str(int(people) * 2 // 3), "2027"] for code, name, people, _ in rows[1:]]
    plan = planned(sound, "\n".join(";".join(row) for row in [rows[0], *men]))
    assert plan.problems[-1].said.startswith("357 av 357 tall for 1.1.2027 er over 10")
    assert plan.edits == ()


def test_a_figure_that_is_far_from_the_others_is_refused_and_a_large_growth_is_told(
    sound: View,
) -> None:
    plan = planned(sound, "kommunenr;2027\n0301;145858\n3201;150000\n3203;101600\n")
    (problem,) = plan.problems
    assert problem.place == "linje 2, kolonne 2"
    assert "Oslo hadde 728" in problem.said
    assert plan.edits == ()
    (growth,) = (check for check in plan.checks if "%" in check)
    assert growth.startswith("Bærum har 150")


def test_members_without_a_figure_are_named(sound: View) -> None:
    checks = planned(sound, "kommunenr;2027\n0301;733333\n3301;106000\n").checks
    (lacking,) = (check for check in checks if check.startswith("Uten folketall 1.1.2027:"))
    assert "Asker (3203)" in lacking
    assert "Drammen" not in lacking


def test_older_years_than_the_sheet_has_need_to_be_asked_for(sound: View) -> None:
    text = "kommunenr;2023;2026\n0301;709037;728714\n"
    assert planned(sound, text).edits == ()
    (edit,) = planned(sound, text, 2023).edits
    assert isinstance(edit, AppendRows)
    ((code, name, county, at, people, key),) = edit.rows
    assert (code, name, county, at, people, key) == (
        301.0, "Oslo", "Oslo", datetime(2023, 1, 1), 709_037.0, None
    )  # fmt: skip


def test_what_is_known_of_a_member_keeps_its_words_and_text_is_never_a_formula(sound: View) -> None:
    text = 'kommunenr;kommune;2027\n4601;"=HYPERLINK(""x"")";300000\n'
    (edit,) = planned(sound, text).edits
    assert isinstance(edit, AppendRows)
    assert edit.rows[0][1] == "Bergen"


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
