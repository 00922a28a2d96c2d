"""«orxl excel»: what is missing on a machine, in plain bokmål, and what is set up."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from orxl.cli import main
from orxl.core.errors import OrxlError, UnwritableFile
from orxl.setup.checks import ALL, Check, Way, checks, report
from orxl.setup.install import make_shortcut, set_up
from orxl.setup.machine import INTERPRETER, ThisMachine, config_path, read_config


@dataclass
class Windows:
    """A Windows machine where everything is in order, unless told otherwise."""

    home: Path
    python: Path = Path("C:/orxl/.venv/Scripts/python.exe")
    platform: str = "win32"
    environment: Mapping[str, str] = field(default_factory=dict)
    keys: dict[tuple[str, str], int] = field(default_factory=dict)
    classes: tuple[str, ...] = ("Excel.Application",)
    packages: Mapping[str, str] = field(
        default_factory=lambda: {"xlwings": "0.37.8", "pywin32": "311"}
    )

    def registry(self, key: str, name: str) -> int | str | None:
        return next((v for (k, n), v in self.keys.items() if k in key and n == name), None)

    def class_exists(self, name: str) -> bool:
        return name in self.classes

    def version_of(self, package: str) -> str:
        return self.packages.get(package, "")


@pytest.fixture
def machine(tmp_path: Path) -> Windows:
    roaming = tmp_path / "AppData"
    machine = Windows(tmp_path, environment={"APPDATA": str(roaming)})
    add_in = tmp_path / "xlwings.xlam"
    add_in.write_bytes(b"add-in")
    set_up(machine, add_in)
    return machine


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    folder = tmp_path / "workbook"
    folder.mkdir()
    (folder / "handlingsprogram.py").write_text("", encoding="utf-8")
    path = folder / "handlingsprogram.xlsx"
    path.write_bytes(b"book")
    path.with_suffix(".xlsm").write_bytes(b"book with a button")
    return path


def stopped(found: list[Check]) -> set[Way]:
    return {way for check in found for way in check.stops}


def test_a_machine_where_all_is_set_up_allows_all_three_ways(
    machine: Windows, workbook: Path
) -> None:
    found = checks(machine, workbook)
    assert stopped(found) == set()
    assert report(found).endswith("Run main i båndet: ja\nSnarveien: ja\nKnappen på arket: ja")


def test_another_system_is_told_to_use_the_file(tmp_path: Path, workbook: Path) -> None:
    found = checks(Windows(tmp_path, platform="linux"), workbook)
    assert stopped(found) == set(ALL)
    assert "orxl beregn" in found[0].remedy


def test_blocked_macros_leave_the_shortcut(machine: Windows, workbook: Path) -> None:
    machine.keys["Policies", "VBAWarnings"] = 4
    found = checks(machine, workbook)
    assert stopped(found) == {Way.RIBBON, Way.SHEET}
    assert "IT har bestemt at makroer er slått av" in report(found)


def test_a_missing_add_in_stops_the_ribbon_only(machine: Windows, workbook: Path) -> None:
    machine.environment = {"APPDATA": str(machine.home / "annet")}
    assert stopped(checks(machine, workbook)) == {Way.RIBBON}


def test_the_button_on_the_sheet_needs_the_copy_that_has_it(
    machine: Windows, workbook: Path
) -> None:
    workbook.with_suffix(".xlsm").unlink()
    found = checks(machine, workbook)
    assert stopped(found) == {Way.SHEET}
    assert "orxl excel lag-xlsm" in report(found)


@pytest.mark.skipif(sys.platform == "win32", reason="there it is a stream, not a file")
def test_a_copy_that_was_downloaded_has_its_macro_blocked(machine: Windows, workbook: Path) -> None:
    mark = workbook.with_name("handlingsprogram.xlsm:Zone.Identifier")
    mark.write_text("[ZoneTransfer]\nZoneId=3\n", encoding="ascii")
    found = checks(machine, workbook)
    assert stopped(found) == {Way.SHEET}
    assert "Fjern blokkering" in report(found)


def test_a_downloaded_copys_name_cannot_be_imported(machine: Windows, workbook: Path) -> None:
    copy = workbook.rename(workbook.with_name("handlingsprogram (1).xlsx"))
    found = checks(machine, copy)
    assert stopped(found) == {Way.RIBBON, Way.SHEET}
    assert "Filnavnet «handlingsprogram (1).xlsx» kan ikke brukes" in report(found)


def test_a_onedrive_folder_is_pointed_out(machine: Windows, workbook: Path) -> None:
    machine.environment = {**machine.environment, "OneDriveCommercial": str(workbook.parent)}
    found = checks(machine, workbook)
    assert stopped(found) == set()
    assert "OneDrive" in report(found)


def test_another_python_in_excels_settings_is_missing(machine: Windows, workbook: Path) -> None:
    machine.python = Path("D:/annen/python.exe")
    found = checks(machine, workbook)
    assert stopped(found) == {Way.RIBBON, Way.SHEET}
    assert "orxl excel sett-opp" in report(found)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"classes": ()}, "Excel er ikke installert"),
        ({"packages": {"xlwings": "0.37.8"}}, "pywin32 mangler"),
        ({"packages": {"pywin32": "311"}}, "xlwings er ikke installert"),
    ],
)
def test_what_no_way_works_without(
    machine: Windows, workbook: Path, change: dict[str, object], text: str
) -> None:
    for name, value in change.items():
        setattr(machine, name, value)
    found = checks(machine, workbook)
    assert stopped(found) == set(ALL)
    assert text in report(found)


def test_setting_up_keeps_the_users_other_settings(machine: Windows, tmp_path: Path) -> None:
    path = config_path(machine)
    path.write_bytes('"PYTHONPATH","C:\\Blåbær"\r\n'.encode("cp1252"))
    set_up(machine, tmp_path / "xlwings.xlam")
    assert read_config(path) == {
        "PYTHONPATH": "C:\\Blåbær",
        "INTERPRETER_WIN": str(machine.python),
    }


def test_setting_up_outside_windows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OrxlError, match="bare settes opp i Windows"):
        set_up(Windows(tmp_path, platform="linux"), tmp_path / "xlwings.xlam")


def test_settings_that_cannot_be_written_are_one_sentence(machine: Windows, tmp_path: Path) -> None:
    machine.home = tmp_path / "hjem"
    machine.home.write_text("en fil, ingen mappe")
    with pytest.raises(UnwritableFile, match="Fikk ikke skrevet"):
        set_up(machine, tmp_path / "xlwings.xlam")


def test_without_a_folder_for_add_ins_excel_is_still_pointed_at_python(
    machine: Windows, tmp_path: Path
) -> None:
    machine.environment = {}
    assert len(set_up(machine, tmp_path / "xlwings.xlam")) == 1
    assert read_config(config_path(machine))[INTERPRETER] == str(machine.python)


def test_a_shortcut_that_cannot_be_saved_is_one_sentence(machine: Windows, tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="Fikk ikke lagret snarveien"):
        make_shortcut(machine, tmp_path / "finnes ikke")


def test_add_ins_that_are_turned_off_leave_the_shortcut(machine: Windows, workbook: Path) -> None:
    machine.keys["Security", "DisableAllAddins"] = 1
    assert stopped(checks(machine, workbook)) == {Way.RIBBON}


def test_a_workbook_that_is_not_there_stops_all_ways(machine: Windows, workbook: Path) -> None:
    workbook.unlink()
    assert stopped(checks(machine, workbook)) == set(ALL)


def test_the_shortcut_names_this_python_and_the_button(machine: Windows, tmp_path: Path) -> None:
    text = make_shortcut(machine, tmp_path).read_bytes()
    assert f'"{machine.python}" -I -m orxl.button\r\n'.encode() in text
    assert text.count(b"\n") == text.count(b"\r\n")


def test_this_machine_can_be_asked(tmp_path: Path) -> None:
    here = ThisMachine()
    assert here.python.is_file()
    assert here.version_of("xlwings")
    assert here.version_of("finnes-ikke-her") == ""


def test_the_command_makes_the_workbook_with_the_button(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["excel", "lag-xlsm", str(path)]) == 0
    assert path.with_suffix(".xlsm").is_file()
    assert "med knapp på Forside!" in capsys.readouterr().out


def test_the_command_checks_in_bokmaal(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["excel", "sjekk", str(path)])
    assert "Snarveien: " in capsys.readouterr().out
