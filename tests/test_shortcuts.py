"""The files that staff double-click beside the workbook, as Windows reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT

SHORTCUTS = sorted((ROOT / "workbook").glob("*.cmd"))


def test_there_is_one_for_the_button_and_one_before_sending() -> None:
    names = {file.stem for file in SHORTCUTS}
    assert {"Beregn og kontroller", "Klar til utsending"} <= names


@pytest.mark.parametrize("file", SHORTCUTS, ids=lambda file: file.stem)
def test_a_shortcut_has_the_lines_of_windows_and_letters_that_its_console_reads(file: Path) -> None:
    text = file.read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n")
    before, switch, _ = text.partition(b"chcp 65001 >nul\r\n")
    assert switch  # from here on the console reads UTF-8
    assert before.isascii()
