"""On a user's PC: shortcuts, button and workbook are put in place, and only they are taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from orxl.core.errors import UnwritableFile
from orxl.setup.install import Launch, send_text, shortcut_text
from orxl.setup.machine import INTERPRETER, config_path, read_config
from orxl.setup.pc import KEPT, RECORD, main, place, remove
from orxl.setup.shell import Folder
from tests.setup.test_machine import Windows


@dataclass
class FakeShell:
    """Windows' folders in a temporary one; a shortcut is a text file with its target."""

    root: Path
    refuses: str = ""
    listed: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def folder(self, which: Folder) -> Path:
        return self.root / "OneDrive - Kommune" / which.name

    def link(self, path: Path, target: Path, description: str, hidden: str = "") -> None:
        if self.refuses and self.refuses in str(path):
            raise UnwritableFile(f"Fikk ikke lagret snarveien «{path.stem}».", "Gjør noe annet.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(target), encoding="utf-8")
        self.hidden |= {path.stem} if hidden else set()

    def list_program(self, values: Mapping[str, str]) -> None:
        self.listed = dict(values)

    def unlist_program(self) -> None:
        self.listed = {}


@dataclass
class Pc:
    machine: Windows
    shell: FakeShell
    add_in: Path
    home: Path
    release: Path

    def place(self, program: str = "program-1-1") -> list[str]:
        self.machine.python = self.home / program / "Scripts" / "python.exe"
        self.machine.python.parent.mkdir(parents=True, exist_ok=True)
        self.machine.python.write_bytes(b"")
        return place(self.machine, self.shell, self.add_in, self.home, program, self.release)

    def remove(self) -> list[str]:
        return remove(self.machine, self.shell, self.add_in, self.home)

    def files(self) -> set[str]:
        return {
            str(p.relative_to(self.home.parent)) for p in self.home.parent.rglob("*") if p.is_file()
        }

    @property
    def books(self) -> Path:
        return self.shell.folder(Folder.DOCUMENTS) / "Handlingsprogram"


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    add_in = tmp_path / "pakke" / "xlwings.xlam"
    release = tmp_path / "pakke" / "program"
    (release / "arbeidsbok").mkdir(parents=True)
    for name in ("handlingsprogram.xlsx", "handlingsprogram.py", "xlwings.conf"):
        (release / "arbeidsbok" / name).write_bytes(b"ny")
    (release.parent / "Avinstaller.cmd").write_bytes(b"fjern")
    add_in.write_bytes(b"add-in")
    home = tmp_path / "pc" / "orxl"
    home.mkdir(parents=True)
    machine = Windows(home.parent, environment={"APPDATA": str(home.parent / "Roaming")})
    return Pc(machine, FakeShell(home.parent), add_in, home, release)


def test_shortcuts_lie_on_the_real_desktop_and_in_the_start_menu(pc: Pc) -> None:
    said = "\n".join(pc.place())
    desktop = pc.shell.folder(Folder.DESKTOP)
    menu = pc.shell.folder(Folder.START_MENU) / "orxl"
    pressed = desktop / "Beregn og kontroller.lnk"
    assert Path(pressed.read_text(encoding="utf-8")) == pc.home / "Beregn og kontroller.cmd"
    assert {p.stem for p in menu.iterdir()} == {
        "Beregn og kontroller", "Klar til utsending", "Prøv i Excel", "Ledetekst for orxl",
        "Avinstaller orxl",
    }  # fmt: skip
    assert str(desktop) in said
    assert read_config(config_path(pc.machine))[INTERPRETER] == str(pc.machine.python)
    assert pc.shell.listed["DisplayName"] == "orxl"


def test_an_upgrade_starts_the_new_program_and_leaves_the_workbook(pc: Pc) -> None:
    pc.place()
    (pc.books / "handlingsprogram.xlsx").write_bytes(b"egen")
    before = {name for name in pc.files() if "program-" not in name}
    said = "\n".join(pc.place("program-2-1"))
    assert {name for name in pc.files() if "program-" not in name} == before
    assert "lå der fra før og er ikke rørt" in said
    assert (pc.books / "handlingsprogram.xlsx").read_bytes() == b"egen"
    assert rb"%~dp0program-2-1\Scripts" in (pc.home / "orxl.cmd").read_bytes()


def test_removing_takes_exactly_what_was_put_and_leaves_books_and_backups(pc: Pc) -> None:
    pc.place()
    backup = pc.books / "orxl-sikkerhetskopier" / "kopi.xlsx"
    backup.parent.mkdir()
    backup.write_bytes(b"kopi")
    other = pc.shell.folder(Folder.DESKTOP) / "Noe annet.lnk"
    other.write_bytes(b"")
    said = pc.remove()
    left = {name for name in pc.files() if not name.startswith("orxl")}
    assert not (pc.home / "Prøv i Excel.cmd").exists()
    kept = {backup, other, *(pc.books / name for name in
            ("handlingsprogram.xlsx", "handlingsprogram.py", "xlwings.conf"))}  # fmt: skip
    assert left == {str(path.relative_to(pc.home.parent)) for path in kept}
    assert "Arbeidsboken blir liggende" in said[0]
    assert pc.shell.listed == {}


def add_in_there(pc: Pc, data: bytes) -> Path:
    path = pc.home.parent / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "xlwings.xlam"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return path


def test_an_add_in_and_a_python_that_were_there_before_come_back(pc: Pc) -> None:
    add_in = add_in_there(pc, b"another")
    pc.place()
    pc.place("program-2-1")  # an upgrade keeps the first one, not ours
    assert add_in.read_bytes() == b"add-in"
    config_path(pc.machine).write_text('"INTERPRETER_WIN","C:\\annen.exe"\r\n', encoding="utf-8")
    pc.remove()
    assert add_in.read_bytes() == b"another"
    assert not (pc.home / KEPT).exists()
    assert read_config(config_path(pc.machine))[INTERPRETER] == "C:\\annen.exe"


def test_an_add_in_that_came_after_ours_stays(pc: Pc) -> None:
    add_in = add_in_there(pc, b"another")
    pc.place()
    add_in.write_bytes(b"newer")
    pc.remove()
    assert add_in.read_bytes() == b"newer"


def test_the_same_add_in_stays_where_it_was_there_before(pc: Pc) -> None:
    add_in = add_in_there(pc, b"add-in")
    pc.place()
    pc.remove()
    assert add_in.read_bytes() == b"add-in"


def test_the_button_begins_down_on_the_taskbar_and_shows_itself_where_it_fails(pc: Pc) -> None:
    pc.place()
    assert pc.shell.hidden == {"Beregn og kontroller"}
    text = (pc.home / "Beregn og kontroller.cmd").read_text(encoding="utf-8")
    lines = text.splitlines()
    asks = lines.index('if /i "%~1"=="/skjult" (')
    assert lines[asks - 2] == 'if "%errorlevel%"=="0" exit /b 0'
    assert lines[asks + 2].endswith('cmd.exe /d /c "%~nx0"')
    assert lines[-1] == "pause"


def test_a_shortcut_that_cannot_be_made_is_said_and_stops_nothing(pc: Pc) -> None:
    pc.shell.refuses = "DESKTOP"
    said = "\n".join(pc.place())
    assert "Fikk ikke lagret snarveien" in said
    assert (pc.home / RECORD).is_file()


def test_removing_twice_or_without_a_record_removes_nothing_more(pc: Pc) -> None:
    pc.place()
    pc.remove()
    (pc.home / RECORD).write_text("[]", encoding="utf-8")
    assert pc.remove() == []


def test_a_percent_sign_in_a_path_is_no_variable() -> None:
    python, book = Path("C:/100% sikkert/python.exe"), Path("C:/50%/Bok.xlsx")
    assert f'"{python}"'.replace("%", "%%") in shortcut_text(Launch.absolute(python))
    text = send_text(Launch.relative("program-1"), book)
    assert f'set "FIL={book}"'.replace("%", "%%") in text
    assert '"%~dp0program-1\\Scripts\\python.exe" -I -m orxl' in text


def test_for_a_whole_machine_no_users_folder_stands_in_the_commands(tmp_path: Path) -> None:
    (tmp_path / "python" / "Scripts").mkdir(parents=True)  # where a whole Python has its pip
    assert main(["kommandoer", str(tmp_path), "python"]) == 0
    texts = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.cmd")}
    assert len(texts) == 5
    assert '"%~dp0python\\python.exe" -I -m orxl %*' in texts["orxl.cmd"]
    for name in ("Klar til utsending.cmd", "Prøv i Excel.cmd"):
        assert "Slipp arbeidsboken på denne filen." in texts[name]
    assert 'cd /d "%USERPROFILE%"' in texts["Ledetekst for orxl.cmd"]
    assert not any(str(tmp_path) in text for text in texts.values())
