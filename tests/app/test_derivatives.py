"""What orxl writes is valid by two validators: ten workbooks, each made another way."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from orxl.cli import main
from orxl.core.edits import AppendRows, ReplaceRows, SetCell
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.xlsx import patch, read_bytes
from tests.conftest import ROOT
from tests.upgrade.looking import errors
from tests.upgrade.staff import FIRST

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Ten workbooks that orxl made or changed, and the one that the tenth came from."""
    folder = tmp_path_factory.mktemp("bøker")
    shipped = (ROOT / "workbook" / "handlingsprogram.xlsx").read_bytes()

    def file(name: str, data: bytes = shipped) -> Path:
        path = folder / f"{name}.xlsx"
        path.write_bytes(data)
        return path

    def run(*arguments: str) -> None:
        assert main([*arguments]) in (0, 1), arguments

    file("levert")
    blank = ["--tom", "--år", "2027", "--navn", "Fjordrådet IPR"]
    run("bygg", *blank, "--ut", str(folder / "tom.xlsx"))
    run("bygg", "--ut", str(folder / "bygd.xlsx"))
    run("beregn", "--rett", "--ja", str(file("rettet", patch(shipped, [_over_a_sum(shipped)]))))
    file("krympet", patch(shipped, [ReplaceRows("tblFunn", ())]))
    file("vokst", patch(shipped, [_seven_measures(shipped)]))
    run("beregn", str(file("vokst og beregnet", (folder / "vokst.xlsx").read_bytes())))
    run("excel", "lag-xlsm", str(file("til knapp")), "--ut", str(folder / "knapp.xlsm"))
    shutil.copy(folder / "knapp.xlsm", folder / "knapp og beregnet.xlsm")
    run("beregn", str(folder / "knapp og beregnet.xlsm"))
    run("oppgrader", "--ja", str(file("oppgradert", FIRST.read_bytes())))
    file("første oppsett", FIRST.read_bytes())
    (folder / "til knapp.xlsx").unlink()
    return {path.stem: path for path in folder.glob("*.xls?")}


def _over_a_sum(data: bytes) -> SetCell:
    sheet = read_bytes(data).sheet("Hovedtall")
    assert sheet is not None
    sums = (at for at, cell in sheet.cells.items() if "SUMIFS" in (cell.formula or ""))
    return SetCell(CellRef("Hovedtall", *next(sums)), -300.0)


def _seven_measures(data: bytes) -> AppendRows:
    table = read_bytes(data).table("tblTiltak")
    assert table is not None
    rest = tuple(None if column.formula is not None else BLANK for column in table.columns[1:])
    return AppendRows("tblTiltak", tuple((f"9.9.{n}", *rest) for n in range(1, 8)))


def test_microsofts_validator_finds_no_error_that_was_not_there(made: Mapping[str, Path]) -> None:
    before = errors(made["første oppsett"])
    assert len(made) == 11
    for name, path in made.items():
        known = before if name == "oppgradert" else Counter[str]()
        assert name == "første oppsett" or errors(path) - known == {}, name


def test_a_second_validator_finds_no_error_either(made: Mapping[str, Path]) -> None:
    """Its warnings foretell that Excel moves texts to a part of their own when it saves: it may."""
    program = shutil.which("openxml-audit")
    if program is None:
        pytest.skip("openxml-audit is not installed (pip install openxml-audit)")
    before = _audited(program, made["første oppsett"])
    for name, path in made.items():
        known = before if name == "oppgradert" else Counter[str]()
        assert name == "første oppsett" or _audited(program, path) - known == {}, name


def _audited(program: str, path: Path) -> Counter[str]:
    command = [program, "-f", "microsoft365", "-m", "0", "-o", "json", str(path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    found = json.loads(done.stdout)[0]["errors"]
    return Counter(
        f"{one['part_uri']} {one['description']}" for one in found if one["severity"] == "error"
    )
