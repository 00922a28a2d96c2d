"""What is said last follows what was done, also when the answer cannot be shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from orxl.cli import main

FULL = Path("/dev/full")


@pytest.mark.slow
@pytest.mark.skipif(not FULL.exists(), reason="no full device here")
def test_a_full_output_does_not_hide_that_the_workbook_was_saved(path):
    before = path.read_bytes()
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "orxl", "beregn", str(path)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, encoding="utf-8",
        )  # fmt: skip
    changed = path.read_bytes() != before
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert ("er lagret: endringen er gjort" in done.stderr) == changed
    assert changed


def test_a_break_after_saving_says_so(path, monkeypatch, capsys):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("orxl.cli.beregn.present.print_report", stop)
    assert main(["beregn", str(path)]) == 2
    assert "«handlingsprogram.xlsx» er lagret: endringen er gjort" in capsys.readouterr().err


def test_a_break_before_it_says_that_nothing_is_written(path, monkeypatch, capsys):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("orxl.cli.beregn.recalculate_file", stop)
    assert main(["beregn", str(path)]) == 2
    assert "Ingenting er skrevet" in capsys.readouterr().err


@pytest.mark.parametrize("break_", [KeyboardInterrupt, EOFError])
def test_whoever_breaks_off_at_a_question_is_told_that_nothing_is_written(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    break_: type[BaseException],
) -> None:
    def stop(*_: object) -> None:
        raise break_

    monkeypatch.setattr("orxl.cli.beregn.recalculate_file", lambda *_, **__: stop())
    before = path.read_bytes()
    assert main(["beregn", str(path), "--rett"]) == 2
    assert "Avbrutt. Ingenting er skrevet." in capsys.readouterr().err
    assert path.read_bytes() == before
