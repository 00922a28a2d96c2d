"""The installer chooses a Python, says why it refuses one, and harms nothing where it stops."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

WINDOWS = Path(__file__).resolve().parents[2] / "scripts" / "windows"
TARGETS = [
    {"python": "3.12", "machine": "AMD64", "lock": "a.txt", "engines": ["x", "y"]},
    {"python": "3.15", "machine": "AMD64", "lock": "b.txt", "engines": ["x"]},
    {"python": "3.14", "machine": "ARM64", "lock": "c.txt", "engines": []},
]


@pytest.fixture(scope="module")
def installer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("installer", WINDOWS / "installer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def python(installer: ModuleType, version: str, **told: Any) -> Any:
    given = {"bits": 64, "machine": "AMD64", "base": r"C:\Python", "final": True, **told}
    return installer.Found(rf"C:\Python{version}\python.exe", {"python": version, **given})


@pytest.mark.parametrize(
    ("version", "told", "sentence"),
    [
        ("3.9", {}, "er for gammel: orxl trenger 3.11 eller nyere."),
        ("3.12", {"bits": 32}, "er en 32-bits Python: orxl trenger en 64-bits."),
        ("3.15", {"final": False}, "er en prøveutgave"),
        ("3.16", {}, "ingen pakker for: den har for Python 3.12, 3.14, 3.15."),
        ("3.12", {"machine": "ARM64"}, "(ARM64) har denne utgaven av orxl ingen pakker"),
    ],
)
def test_a_python_that_does_not_fit_is_refused_with_a_sentence(
    installer: ModuleType, version: str, told: dict[str, Any], sentence: str
) -> None:
    found = python(installer, version, **told)
    assert sentence in installer.refusal(found, TARGETS)
    with pytest.raises(installer.Stopped, match="Ingen Python på denne maskinen kan brukes"):
        installer.best([found], TARGETS)


def test_all_engines_go_before_a_newer_python_and_the_stores_python_comes_last(
    installer: ModuleType,
) -> None:
    plain, newest = python(installer, "3.12"), python(installer, "3.15")
    store = python(installer, "3.12", base=r"C:\Program Files\WindowsApps\Python.3.12")
    assert installer.best([newest, store, plain], TARGETS) is plain
    assert installer.best([newest, store], TARGETS) is newest
    assert installer.best([store], TARGETS) is store
    assert "Etterregningen mangler y" in installer.left_out({"targets": TARGETS}, newest)
    assert installer.left_out({"targets": TARGETS}, plain) == ""


def test_the_stores_python_gets_a_folder_that_others_can_see(installer: ModuleType) -> None:
    where = {"LOCALAPPDATA": "L", "USERPROFILE": "U"}
    store = python(installer, "3.12", base=r"C:\Program Files\WindowsApps\Python.3.12")
    assert installer.home(python(installer, "3.12"), where) == Path("L/orxl")
    assert installer.home(store, where) == Path("U/orxl-program")
    with pytest.raises(installer.Stopped, match="LOCALAPPDATA mangler"):
        installer.home(python(installer, "3.12"), {})


def test_the_stores_shortcut_and_other_programs_are_no_python(
    installer: ModuleType, tmp_path: Path
) -> None:
    def alias(*_: Any, **__: Any) -> Any:
        return subprocess.CompletedProcess([], 9009, b"", b"Python was not found")

    assert installer.ask("python.exe", alias) is None
    assert installer.ask(tmp_path / "none.exe") is None
    mine = installer.ask(sys.executable)
    assert mine.version == sys.version_info[:2]


@pytest.fixture
def release(installer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    """A release without wheels, whose pip is a program that fails."""
    here = tmp_path / "utpakket" / "program"
    (here / "hjul" / "pip.whl" / "pip").parent.mkdir(parents=True)
    monkeypatch.setattr(installer, "HERE", here)
    wheel = here / "hjul" / "pip-1.whl"
    wheel.write_bytes(b"no zip")
    digest = hashlib.sha256(b"no zip").hexdigest()
    mine = installer.ask(sys.executable)
    target = {"python": mine.python, "machine": mine.machine, "lock": "a.txt", "engines": []}
    return {"version": "2", "targets": [target], "pip": {"file": wheel.name, "sha256": digest}}


def test_a_stop_leaves_the_version_before_as_it_was(
    installer: ModuleType, release: dict[str, Any], tmp_path: Path
) -> None:
    place = tmp_path / "orxl"
    (place / "program-1-1").mkdir(parents=True)
    command = place / "orxl.cmd"
    command.write_bytes(rb"%~dp0program-1-1\Scripts\python.exe")
    said: list[str] = []
    with pytest.raises(installer.Stopped, match="Fikk ikke installert pakkene"):
        installer.install(
            installer.ask(sys.executable), release, {"LOCALAPPDATA": str(tmp_path)}, said.append
        )
    assert sorted(path.name for path in place.glob("program-*")) == ["program-1-1"]
    assert command.read_bytes() == rb"%~dp0program-1-1\Scripts\python.exe"
    assert "pip-1.whl" in (place / "installering.txt").read_text(encoding="utf-8")


def test_a_changed_pip_is_not_run(
    installer: ModuleType, release: dict[str, Any], tmp_path: Path
) -> None:
    release["pip"]["sha256"] = "0" * 64
    with pytest.raises(installer.Stopped, match="mangler eller er endret"):
        installer.install(
            installer.ask(sys.executable), release, {"LOCALAPPDATA": str(tmp_path)}, print
        )
    assert not list((tmp_path / "orxl").glob("program-*"))


def test_the_shortcuts_start_the_version_before_again(
    installer: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "orxl.cmd").write_bytes(b"program-2-1")
    (tmp_path / "program-1-1").mkdir()
    installer._back(tmp_path, tmp_path / "program-2-1", [tmp_path / "program-1-1"])
    assert (tmp_path / "orxl.cmd").read_bytes() == b"program-1-1"


def test_the_installer_is_read_by_an_old_python(installer: ModuleType) -> None:
    source = (WINDOWS / "installer.py").read_text(encoding="utf-8")
    compile(source, "installer.py", "exec", dont_inherit=True)
    import ast

    ast.parse(source, feature_version=(3, 7))


def test_a_workbook_of_an_older_layout_is_led_to_its_upgrade(installer: ModuleType) -> None:
    assert "Ledetekst for orxl" in installer.older("Kjør «orxl\n      oppgrader».\n0 feil")
    assert installer.older("Alt stemmer: 0 feil") == ""


def test_a_broken_manifest_is_said_in_a_sentence(
    installer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(installer, "HERE", tmp_path)
    (tmp_path / "utgave.json").write_text(json.dumps({}), encoding="utf-8")
    assert installer.main() == 2
    assert "orxl er ikke installert" in capsys.readouterr().out


@pytest.mark.parametrize(
    "path",
    [*sorted(WINDOWS.glob("*.cmd")), *sorted((WINDOWS.parents[1] / "workbook").glob("*.cmd"))],
    ids=lambda path: path.stem,
)
def test_a_cmd_takes_no_module_from_beside_the_workbook(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert not text.startswith("\ufeff")
    lines = [line for line in text.splitlines() if "%PYTHON%" in line and " -" in line]
    assert lines
    assert all('" -I ' in line or '" -P ' in line for line in lines)
    said = text.find("echo ", text.index("\n"))
    assert 0 < text.index("chcp 65001") < said
