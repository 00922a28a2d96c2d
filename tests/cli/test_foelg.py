"""«orxl kontroller --følg» as a user meets it; the clock is the test's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from orxl.cli import main
from orxl.core.edits import SetCell
from orxl.core.refs import CellRef
from orxl.xlsx import patch

pytestmark = pytest.mark.slow
Step = Callable[[], object]


@pytest.fixture
def while_waiting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[Step]], None]:
    """Do one thing at each rest between two looks, then press Ctrl-C."""

    def does(steps: Sequence[Step]) -> None:
        left = iter(steps)
        now = [0.0]

        def rest(seconds: float) -> None:
            now[0] += seconds
            step = next(left, None)
            if step is None:
                raise KeyboardInterrupt
            step()

        monkeypatch.setattr("orxl.cli.foelg.sleep", rest)
        monkeypatch.setattr("orxl.cli.foelg.monotonic", lambda: now[0])

    return does


def nothing() -> None:
    return None


def test_a_save_is_told_with_what_is_new_and_ctrl_c_ends_it_cleanly(
    path: Path,
    while_waiting: Callable[[Sequence[Step]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    sound = path.read_bytes()
    wrong = patch(sound, [SetCell(CellRef("Hovedtall", 15, 5), 8756.0)])
    while_waiting([
        lambda: path.write_bytes(wrong), nothing, nothing,
        lambda: path.write_bytes(wrong[:5000]), *[nothing] * 15,
        lambda: path.write_bytes(sound), nothing, nothing,
    ])  # fmt: skip
    assert main(["kontroller", str(path), "--følg"]) == 0
    told = capsys.readouterr()
    _, _, later = told.out.partition("Avslutt med Ctrl-C.")
    assert "nye" in later
    assert "Hovedtall" in later
    assert "Kan ikke lese" in later
    assert "Følger med videre." in later
    assert "0 feil" in later.rpartition(" borte\n")[0]
    assert told.err == f"Følger ikke lenger «{path.name}». Ingenting er skrevet i den.\n"
    assert path.read_bytes() == sound


def test_the_exit_code_is_that_of_the_last_check_and_json_is_a_line_a_check(
    path: Path,
    tmp_path: Path,
    while_waiting: Callable[[Sequence[Step]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    wrong = patch(path.read_bytes(), [SetCell(CellRef("Hovedtall", 15, 5), 8756.0)])
    while_waiting([lambda: path.write_bytes(wrong), nothing, nothing])
    page = tmp_path / "side.html"
    told = ["kontroller", str(path), "--folg", "--format", "json", "--html", str(page)]
    assert main(told) == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert "nye" not in first
    assert {f["kode"] for f in second["nye"]} >= {"F001"}
    assert second["oppsummering"]["feil"] > 0
    assert "F001" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("more", [["--rekursivt"], ["--ut", "mappe"], ["en til.xlsx"]])
def test_several_workbooks_are_refused(
    path: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["kontroller", str(path), "--følg", *more]) == 2
    assert "følger én arbeidsbok" in capsys.readouterr().err


def test_a_workbook_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["kontroller", str(tmp_path / "ingen.xlsx"), "--følg"]) == 2
    assert "Finner ikke" in capsys.readouterr().err
