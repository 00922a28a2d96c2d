"""What a trial is told as: the file to send back and the page to read."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from orxl.core.errors import UnwritableFile
from orxl.report.trial import (
    StepReport,
    TrialReport,
    as_json,
    as_page,
    refuse_bad_folder,
    summary,
    write_trial,
)

MOMENT = datetime(2026, 11, 27, 15, 30)
LOOKED = {"undersøkt": 40, "for lave": []}
GOOD = StepReport("Radhøyder", "gjort", 1.24, LOOKED)
BAD = StepReport(
    "Radhøyder", "gjort", 1, {"undersøkt": 40, "for lave": [["Tiltak", 7, 15.0, 30.0]]}
)
FAILED = StepReport(
    "Lagring", "feilet", 2, {}, (), {"feil": "com_error", "kode": -2147352567, "sted": []}
)
STOPPED = StepReport("Vekst", "stanset", 41, {})
NOT_TRIED = StepReport("Utskrift", "ikke prøvd")
ASKED = StepReport(
    "Radhøyder", "gjort", 1, LOOKED, ({"tittel": "Microsoft Excel", "tekst": ["<b>Lagre?</b>"]},)
)
MACHINE = StepReport(
    "Maskinen", "gjort", 0.1, {"utgave": ["str", "16.0"], "64 bit": True, "språk": {"feil": "x"}}
)


def report(*steps: StepReport) -> TrialReport:
    return TrialReport("handlingsprogram.xlsx", MOMENT, steps)


def test_all_as_expected_is_said_in_one_sentence() -> None:
    told = report(MACHINE, GOOD)
    assert summary(told) == ("2 ting var som ventet, 0 var ikke som ventet, og 0 ble ikke prøvd.")
    assert told.as_expected
    page = as_page(told)
    assert "Ikke som ventet</h2>" not in page
    assert "Ikke prøvd</h2>" not in page


@pytest.mark.parametrize(
    ("step", "wrong", "missing"),
    [(BAD, 1, 0), (FAILED, 1, 5), (STOPPED, 1, 0), (NOT_TRIED, 0, 1), (ASKED, 1, 0)],
    ids=["ulikt", "feilet", "stanset", "ikke prøvd", "dialogboks"],
)
def test_what_is_wrong_and_what_is_missing_are_counted(
    step: StepReport, wrong: int, missing: int
) -> None:
    told = report(step)
    assert (told.count(False), told.count(None)) == (wrong, missing)
    assert not told.as_expected


def test_the_file_has_each_step_with_expected_found_and_everything_answered() -> None:
    told = json.loads(as_json(report(BAD, FAILED, NOT_TRIED)))
    assert told["oppsummering"] == {
        "som_ventet": 0, "ikke_som_ventet": 2, "ikke_prøvd": 6,
    }  # fmt: skip
    assert told["tidspunkt"] == "2026-11-27T15:30:00"
    low, failed, _ = told["steg"]
    assert low["ventet"] == [{
        "hva": "Rader der tekst er kuttet", "ventet": "ingen", "fant": "1", "stemmer": False,
        "steder": ["Tiltak · 7 · 15.0 · 30.0"],
    }]  # fmt: skip
    assert low["svar"] == BAD.facts
    assert failed["feil"]["kode"] == -2147352567


def test_the_page_says_what_was_wrong_first_and_where() -> None:
    page = as_page(report(MACHINE, GOOD, BAD, NOT_TRIED))
    wrong, missing, right = (
        page.index(f"<h2>{title}") for title in ("Ikke som ventet", "Ikke prøvd", "Som ventet")
    )
    assert wrong < page.index("Tiltak · 7") < missing < right
    assert "<td>16.0</td>" in page
    assert "<td>ikke kjent</td>" in page


def test_the_page_is_inert_whatever_a_dialog_says() -> None:
    page = as_page(report(ASKED))
    assert "<b>Lagre?" not in page
    assert "&lt;b&gt;Lagre?" in page


def test_many_places_are_cut_on_the_page_and_whole_in_the_file() -> None:
    many = StepReport("Radhøyder", "gjort", 1, {"for lave": [["Mål", n, 1, 2] for n in range(30)]})
    assert "… og 18 til" in as_page(report(many))
    assert len(json.loads(as_json(report(many)))["steg"][0]["ventet"][0]["steder"]) == 30


def test_both_are_written_to_a_folder_that_is_made(tmp_path: Path) -> None:
    data, page = write_trial(report(GOOD), tmp_path / "ny mappe")
    assert (data.name, page.name) == ("excel-prøve.json", "excel-prove.html")
    assert json.loads(data.read_text("utf-8"))["versjon"] == 1


def test_a_folder_that_takes_no_files_is_said(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", "utf-8")
    with pytest.raises(UnwritableFile, match="Kan ikke skrive"):
        write_trial(report(GOOD), tmp_path / "fil")
    with pytest.raises(UnwritableFile, match="Kan ikke skrive"):
        refuse_bad_folder(tmp_path / "fil")


def test_trying_the_folder_leaves_what_is_there(tmp_path: Path) -> None:
    refuse_bad_folder(tmp_path / "ny")
    assert list((tmp_path / "ny").iterdir()) == []
    earlier, _ = write_trial(report(GOOD), tmp_path)
    before = earlier.read_bytes()
    refuse_bad_folder(tmp_path)
    assert earlier.read_bytes() == before
