"""«orxl samle»: the values of workbooks of all layouts in one set, each with its cell."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orxl.app.fleet import gather
from orxl.app.fleet.orders import Answer
from orxl.binding import bind
from orxl.cli import main
from orxl.core.edits import SetCell
from orxl.core.refs import CellRef
from orxl.core.values import CellError
from orxl.layout import VERSION, layout_for
from orxl.programme.programme import Programme
from orxl.rules.kit.editor import Editor
from orxl.template import build
from orxl.versions.export.gathered import COLUMNS, PARTS, gathered
from orxl.xlsx import patch, read_bytes
from tests.conftest import MOMENT, ROOT

Key = tuple[str, str, str, int]
FIRST = ROOT / "tests" / "upgrade" / "handlingsprogram-8db9b41.xlsx"


def values(data: bytes, **more: Any) -> dict[Key, dict[str, Any]]:
    return {
        (row["tabell"], row["rad"], row["felt"], row["år"]): row
        for row in gathered(bind(read_bytes(data)), **more)
    }


@pytest.fixture(scope="module")
def now(shipped: bytes) -> dict[Key, dict[str, Any]]:
    return values(shipped)


def test_a_value_has_its_year_its_unit_and_its_cell(now: dict[Key, dict[str, Any]]) -> None:
    before = now["Hovedtall", "Sum inntekter", "budsjett_forrige_år", 2025]
    this = now["Hovedtall", "Sum inntekter", "budsjett", 2026]
    assert (before["budsjettår"], before["år"]) == (2026, 2025)
    assert (this["tall"], this["enhet"], this["beregnet"]) == (8754.0, "1000 kr", True)
    assert this["overskrift"] == "Budsjett 2026"
    assert now["Medlemmer", "0301", "kommune", 2026]["tekst"] == "Oslo"
    assert {row["del"] for row in now.values()} == set(PARTS.values())
    assert all(set(row) == set(COLUMNS) - {"sted", "sha256"} for row in now.values())


def test_what_is_not_public_comes_only_when_asked_for(
    shipped: bytes, now: dict[Key, dict[str, Any]]
) -> None:
    where = Editor(bind(read_bytes(shipped))).where
    named = patch(shipped, [SetCell(where("tblTiltak", "1.1", "responsible"), "Kari Nordmann")])
    own = values(named, everything=True)
    assert own["Tiltak", "1.1", "ansvarlig", 2026]["tekst"] == "Kari Nordmann"
    assert "ansvarlig" not in {field for _, _, field, _ in now}


def test_the_first_layout_and_todays_give_the_same_figures(
    now: dict[Key, dict[str, Any]],
) -> None:
    old = values(FIRST.read_bytes())
    assert {row["oppsett"] for row in old.values()} == {1}
    both = old.keys() & now.keys()
    assert len(both) >= 0.99 * len(old)
    other = [key for key in both if old[key]["tall"] != now[key]["tall"]]
    assert other == []


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize("version", range(2, VERSION))
def test_every_layout_between_gives_the_same_inputs(
    version: int, programme: Programme, now: dict[Key, dict[str, Any]]
) -> None:
    old = values(build(layout_for(2026, version), programme, MOMENT))
    assert {row["oppsett"] for row in old.values()} == {version}
    said = {key for key, row in old.items() if row["slag"] == "tall" and not row["beregnet"]}
    assert len(said) > 90
    assert {key for key in said if now.get(key, {}).get("tall") != old[key]["tall"]} == set()


def test_what_does_not_fit_and_what_is_an_error_stand_as_they_are(shipped: bytes) -> None:
    where = Editor(bind(read_bytes(shipped))).where
    edits = [
        SetCell(where("tblHovedtall", "Kontingenter", "budget_prior"), "5,4 mill"),
        SetCell(where("tblHovedtall", "Kontingenter", "forecast_prior"), CellError("#N/A")),
        SetCell(where("tblMål", "1.1-R1", "number"), 0.0),
    ]
    found = values(patch(shipped, edits))
    row = found["Hovedtall", "Kontingenter", "budsjett_forrige_år", 2025]
    assert (row["slag"], row["tall"], row["tekst"]) == ("uventet", None, "5,4 mill")
    row = found["Hovedtall", "Kontingenter", "prognose_forrige_år", 2025]
    assert (row["slag"], row["tall"], row["tekst"]) == ("feilverdi", None, "#N/A")
    assert found["Mål", "1.1-R1", "tall", 2026]["tall"] == 0.0


def said(place: str, digest: str, **more: Any) -> Answer:
    answer = {
        "sted": place, "sha256": digest, "grunn": None, "gjenbrukt": False, "rader": [{}, {}],
        "feil": 0, "organisasjon": "Ås", "budsjettår": 2026,
    }  # fmt: skip
    return answer | more


def test_copies_and_several_editions_of_a_year_are_told() -> None:
    found = gather.Gathering()
    for answer in (
        said("a", "1"), said("b", "1"), said("c", "2"), said("d", "3", budsjettår=2027),
        said("e", "4", feil=2), said("f", "5", grunn="Skadet."),
    ):  # fmt: skip
        found.add(answer)
    told = list(found.told())
    assert told[0] == "5 arbeidsbøker og 10 verdier er samlet."
    assert told[1].startswith("1 arbeidsbok har feil")
    assert told[2] == "1 fil har samme innhold som en annen."
    assert told[3].startswith("Ås 2026 finnes i 3 ulike utgaver")
    assert len(told) == 4
    assert found.exit_code == 2


def test_the_csv_file_stands_workbook_by_workbook(tmp_path: Path) -> None:
    rows = [
        {"sted": "b", "tall": 1745.0, "beregnet": False}, {"sted": "b", "tall": 0.5},
        {"sted": "a", "tekst": 'Ås; «"x",\n=1»'}, {"sted": "c", "tall": 0.0},
    ]  # fmt: skip
    (tmp_path / "samlet.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    gather.write_csv(tmp_path)
    with (tmp_path / "samlet.csv").open(encoding="utf-8", newline="") as file:
        read = [(r["sted"], r["tall"], r["tekst"], r["beregnet"]) for r in csv.DictReader(file)]
    assert read == [
        ("a", "", 'Ås; «"x",\n=1»', ""), ("b", "1745", "", "false"), ("b", "0.5", "", ""),
        ("c", "0", "", ""),
    ]  # fmt: skip


@pytest.mark.slow
def test_the_command_makes_the_set_and_says_what_is_not_in_it(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "skadet.xlsx").write_bytes(b"PK")
    out = tmp_path / "ut"
    words = ["samle", str(tmp_path), "--ut", str(out), "--duckdb", "--arbeidere", "1"]
    assert main([*words, "--format", "json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["arbeidsbøker"] == 1
    assert [Path(one["sted"]).name for one in told["ikke_samlet"]] == ["skadet.xlsx"]
    assert {name for name in told["filer"] if not (out / name).is_file()} == set()
    total = duckdb.sql(
        f"SELECT tall, ark, celle FROM '{out / 'samlet.parquet'}' "
        "WHERE tabell = 'Hovedtall' AND rad = 'Sum inntekter' AND felt = 'budsjett'"
    ).fetchall()
    assert total == [(8754.0, "Hovedtall", "E15")]
    assert CellRef(total[0][1], 15, 5).a1 == total[0][2]
    assert main(words) == 2
    assert "1 arbeidsbok og" in capsys.readouterr().out
    assert path.is_file()
