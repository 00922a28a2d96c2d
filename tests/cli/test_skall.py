"""«orxl skall»: Tab completes commands, options and choices."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from orxl.app import build
from orxl.app.build import example_source
from orxl.cli import COMMANDS, bygg, main, skall
from orxl.core.errors import BadSource

TRIED = """
COMP_WORDS=(orxl {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _orxl; echo "${{COMPREPLY[*]}}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash er ikke installert")
@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("be", "beregn"),
        ("excel lag", "lag-xlsm lag-snarvei"),
        ("kontroller --al", "--alle-ark"),
        ("beregn bok.xlsx --ret", "--rett"),
        ("kontroller bok", ""),
    ],
)
def test_bash_completes(words: str, completed: str) -> None:
    lines = skall.script("bash") + TRIED.format(words=words)
    done = subprocess.run(["bash", "-c", lines], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == completed


@pytest.mark.parametrize("shell", ["bash", "zsh", "powershell"])
def test_every_command_is_there(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["skall", shell]) == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in shown] == []
    assert "{{" not in shown


def test_the_example_is_built_where_one_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    asked: list[tuple[Path, Path]] = []

    def stop(source: Path, target: Path, *, replace: bool) -> None:
        asked.append((source, target))
        raise BadSource("nok")

    monkeypatch.setattr(bygg, "build_file", stop)
    assert main(["bygg", "--eksempel"]) == 2
    assert asked == [(example_source(), Path("handlingsprogram.xlsx"))]
    assert (example_source() / "hovedtall.csv").is_file()


@pytest.mark.parametrize("other", [["--tom"], ["--kilde", "x"]])
def test_the_example_is_one_thing(other: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bygg", "--eksempel", *other]) == 2
    assert "--eksempel kan ikke brukes sammen med" in capsys.readouterr().err


def test_an_example_that_did_not_come_along_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(build, "__file__", str(tmp_path / "orxl" / "app" / "build.py"))
    with pytest.raises(BadSource, match="Kilden til eksempelet"):
        example_source()
