"""The commands as a user types them: output, exit codes, and clear words for bad input."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from orxl.cli import COMMANDS, main, module_of
from orxl.core.edits import SetCell
from orxl.core.refs import CellRef
from orxl.xlsx import patch
from tests.conftest import ROOT
from tests.helpers import the_file_beside_tells

pytestmark = pytest.mark.slow

OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that must be refused; returns the one sentence it says."""
    assert main(arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert "Traceback" not in output.err
    assert output.err.startswith("orxl: ")
    return output.err


def test_the_shipped_workbook_has_no_errors(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    assert main(["kontroller", str(path)]) == 0
    assert "0 feil" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_an_error_gives_exit_code_one_and_names_the_cell(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(patch(path.read_bytes(), [SetCell(CellRef("Hovedtall", 15, 5), 8756.0)]))
    assert main(["kontroller", str(path)]) == 1
    output = capsys.readouterr().out
    assert "Hovedtall" in output
    assert "E15" in output


def test_the_json_keeps_its_contract(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(patch(path.read_bytes(), [SetCell(CellRef("Hovedtall", 15, 5), 8756.0)]))
    assert main(["kontroller", str(path), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["fil", "versjon", "oppsummering", "forbehold", "vedtatt", "funn"]
    assert report["fil"] == str(path)
    assert report["versjon"] == 1
    assert list(report["oppsummering"]) == [
        "feil",
        "advarsel",
        "merknad",
        "godtatt",
        "trykt_slik",
        "følgefunn",
        "godtatt_beløp",
    ]
    assert report["oppsummering"]["godtatt"] == 0
    assert report["oppsummering"]["trykt_slik"] == 1
    keys = [
        "kode",
        "navn",
        "alvorlighet",
        "ark",
        "celle",
        "melding",
        "forventet",
        "faktisk",
        "kan_rettes",
        "godtatt",
        "trykt_slik",
        "kroner",
        "hindrer_resten",
        "følger_av",
    ]
    for finding in report["funn"]:
        assert list(finding) == keys
        assert finding["alvorlighet"] in ("feil", "advarsel", "merknad")
    wrong = next(f for f in report["funn"] if f["kode"] == "B001")
    assert (wrong["ark"], wrong["celle"]) == ("Hovedtall", "E15")
    assert (wrong["forventet"], wrong["faktisk"]) == (8754, 8756)


def test_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = refused(capsys, "kontroller", str(tmp_path / "finnes ikke.xlsx"))
    assert "Finner ikke filen «finnes ikke.xlsx»" in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Dette er ikke en arbeidsbok", "ikke en .xlsx-fil"),
        (OLD_OFFICE + b"\0" * 600, ".xls"),
        (OLD_OFFICE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "passord"),
        (b"", "tom"),
    ],
)
@pytest.mark.parametrize("command", ["kontroller", "beregn"])
def test_a_file_that_is_no_workbook(
    command: str, content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(content)
    assert words in refused(capsys, command, str(path))
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_truncated_file(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(path.read_bytes()[:50_000])
    refused(capsys, "beregn", str(path))


def test_a_workbook_of_another_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import Workbook

    path = tmp_path / "annen.xlsx"
    Workbook().save(path)
    assert "budsjettåret" in refused(capsys, "kontroller", str(path))


@pytest.mark.slow
@the_file_beside_tells
@pytest.mark.parametrize("more", [[], ["--før-utsending"], ["--alle-ark"]], ids=str)
def test_a_check_says_that_it_has_not_seen_what_is_not_saved(
    more: list[str], path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = path.with_name(f"~${path.name}")
    lock.write_bytes(b"\x08Kari Moe".ljust(165, b"\x00"))
    page = tmp_path / "side.html"
    assert main(["kontroller", str(path), "--html", str(page), *more]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "«handlingsprogram.xlsx» er åpen hos Kari Moe. Det som ikke er lagret" in said
    assert "er åpen hos Kari Moe" in page.read_text(encoding="utf-8")
    lock.unlink()
    assert main(["kontroller", str(path), "--format", "json", *more]) == 0
    assert json.loads(capsys.readouterr().out)["forbehold"] == []


def test_the_double_click_before_sending_is_a_command_that_exists(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "workbook" / "Klar til utsending.cmd").read_text(encoding="utf-8")
    line = next(row for row in text.splitlines() if " -m orxl " in row)
    page = path.with_name("handlingsprogram-kontroll.html")
    given = {"%RAPPORT%": str(page), "%FIL%": str(path)}
    words = [given.get(word, word) for word in shlex.split(line.partition(" -m orxl ")[2])]
    assert main(words) == 0
    assert "Kontroll før utsending" in page.read_text(encoding="utf-8")
    capsys.readouterr()


@the_file_beside_tells
def test_a_workbook_that_is_open_in_excel(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = path.read_bytes()
    owner = path.with_name(f"~${path.name}")
    owner.write_bytes(b"\x04Kari".ljust(55, b" ") + "Kari".encode("utf-16-le").ljust(110, b" "))
    assert "Kari" in refused(capsys, "beregn", str(path))
    assert path.read_bytes() == old


@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may write anything")
def test_a_read_only_workbook(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.chmod(0o444)
    assert "skrivebeskyttet" in refused(capsys, "beregn", str(path))


def test_a_missing_sheet_is_a_finding_and_not_a_crash(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path)
    del book["Prosjektmidler"]
    damaged = tmp_path / "uten.xlsx"
    book.save(damaged)
    assert main(["kontroller", str(damaged)]) == 1
    output = capsys.readouterr().out
    assert "Prosjektmidler" in output
    assert "X001" not in output


def test_an_unknown_command_is_explained_in_norwegian(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Velg mellom" in refused(capsys, "kontrollér")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["kontrollér"], "kontroller"),
        (["BEREN"], "beregn"),
        (["excel", "lag-xslm"], "lag-xlsm"),
        (["kontroller", "--format", "jsn"], "json"),
        (["kontroller", "--alleark"], "--alle-ark"),
        (["kontroller", "--utsending"], "--før-utsending"),
        (["bygg", "--erstat=ja"], "--erstatt"),
    ],
)
def test_what_is_nearly_right_is_asked_for(
    typed: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f" Mente du «{meant}»? " in refused(capsys, *typed)


@pytest.mark.parametrize("typed", [["xyz"], ["kontroller", "a.xlsx", "b.xlsx"], ["beregn", "--q"]])
def test_what_is_like_nothing_is_only_refused(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, *typed)
    assert f"«{typed[-1]}»" in said
    assert "Mente du" not in said


def test_an_unknown_option_leads_to_the_help_of_its_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert refused(capsys, "beregn", "--q").endswith("Se «orxl beregn --hjelp».\n")


def test_no_command_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--hjelp" in refused(capsys)


@pytest.mark.parametrize("asked", ["--hjelp", "--help", "-h"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_is_in_norwegian(
    command: str, asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, asked] if command else [asked])
    assert stopped.value.code == 0
    text = capsys.readouterr().out.replace("--help", "")
    assert text.startswith("Bruk: ")
    for english in ("usage", "options", "positional", "show this", "exit"):
        assert english not in text.lower()


def test_a_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["regel", "B001"]) == 0
    assert "sum-stemmer-ikke" in capsys.readouterr().out


def test_an_unknown_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert "«Q999»" in refused(capsys, "regel", "Q999")


def test_an_unexpected_error_is_a_sentence_and_not_a_traceback(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("hva som helst")

    monkeypatch.setattr("orxl.app.check.open_workbook", fail)
    assert "Noe uventet gikk galt" in refused(capsys, "kontroller", str(path))


@pytest.mark.slow
@pytest.mark.parametrize("script", ["kontroller", "beregn"])
def test_the_scripts_are_the_commands(script: str, path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / f"{script}.py", path],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=path.parent,
    )
    assert done.returncode == 0, done.stderr
    assert "0 feil" in done.stdout


def test_a_broken_zip_part_is_reported(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = b"<workbook"
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    refused(capsys, "kontroller", str(path))


NOT_FOR_A_CHECK = {
    "orxl.rules.sending", "orxl.core.inspection", "orxl.report.html", "orxl.programme.foreign",
    "betteroffice_xlsx._betteroffice_xlsx", "pandas", "openpyxl", "xlwings", "lxml", "pydantic",
    "rich", "json", "typing_extensions", "orxl.app.fleet", "fsspec", "distributed",
    # Of Python's own those that take long, and what brings them.
    "dataclasses", "inspect", "ast", "zipfile", "email", "importlib.metadata", "lzma",
    "statistics", "platform", "subprocess", "logging", "threading", "socket", "random", "tempfile",
}  # fmt: skip
"""What no check of a sound workbook may load. A class of orxl's is made by ``orxl.core.light``, a
regular expression by ``orxl.core.patterns``; what only a message needs, the message imports."""


@pytest.mark.slow
def test_a_check_loads_neither_what_is_for_sending_nor_the_second_engine(path: Path) -> None:
    code = (
        "import sys; from orxl.cli import main; main(['kontroller', sys.argv[1]]);"
        "print(*sys.modules, sep='\\n')"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert "orxl.rules.budget" in loaded
    assert set(loaded) & NOT_FOR_A_CHECK == set()


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_loads_no_other_command(command: str) -> None:
    code = (
        "import sys; from orxl.cli import main\n"
        "try: main([sys.argv[1], '--hjelp'])\n"
        "except SystemExit: print(*(m for m in sys.modules if m.startswith('orxl.cli.')), sep=',')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, command], capture_output=True, text=True, check=True
    )
    names = done.stdout.splitlines()[-1].split(",")
    loaded = {name.removeprefix("orxl.cli.") for name in names}
    same = {"nytt"} if command == "ny" else set()  # two names of one command
    assert loaded & {module_of(name) for name in COMMANDS} == {module_of(command)} | same
