"""«orxl forklar»: from a figure down to what was typed, in the workbook's own words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orxl.app.trace import explain, places
from orxl.app.workbook import open_workbook, view_of
from orxl.cli import main
from orxl.core.errors import BadCall
from orxl.report.trace import Group, Step, lines
from orxl.rules.kit.view import View
from orxl.xlsx import read_bytes

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def view(shipped: bytes) -> View:
    return view_of(read_bytes(shipped, "handlingsprogram.xlsx"))


def walk(part: Step | Group) -> Iterator[Step | Group]:
    yield part
    for inner in part.steps if isinstance(part, Group) else part.parts:
        yield from walk(inner)


def of(view: View, what: str, **limits: int) -> Step:
    (cell,) = places(view, what, TODAY)
    return explain(view, cell, **limits)


def test_an_assumption_tells_its_source_and_its_note(view: View) -> None:
    step = of(view, "Kontingentsats")
    assert step.name == "Kontingentsats, Verdi"
    assert step.value == 2.5
    assert not step.formula
    assert any(fact.startswith("Kilde: ") for fact in step.facts)


def test_a_total_leads_down_to_what_was_typed(view: View) -> None:
    step = of(view, "Hovedtall.Sum driftsutgifter.Budsjett 2026", depth=9)
    assert step.formula.startswith("=SUMMER(")
    typed = {s.name for s in walk(step) if isinstance(s, Step) and not s.formula}
    assert "Kommunikasjon, Budsjett 2026" in typed
    assert "ORBIFY, Ramme 2026" in typed


def test_the_result_leads_down_to_a_municipalitys_population(view: View) -> None:
    result = next(r for r in view.rows("tblHovedtall") if r.values["type"] == "Resultat")
    step = explain(view, result.cells["budget"], depth=30, breadth=30)
    sheets = {s.cell.sheet for s in walk(step) if isinstance(s, Step)}
    assert {"Hovedtall", "Kontingent", "Medlemmer", "Folketall", "Forutsetninger"} <= sheets


def test_depth_and_breadth_are_bounded_and_said(view: View) -> None:
    step = of(view, "Hovedtall.Sum driftsutgifter.Budsjett 2026", depth=1, breadth=2)
    (group,) = step.parts
    assert isinstance(group, Group)
    assert len(group.steps) == 2
    assert any("til" in text and text.startswith("…") for _, text in lines(step))
    deeper = [s for s in group.steps if isinstance(s, Step) and s.formula]
    assert all("--dybde" in s.end for s in deeper)


def test_nothing_is_explained_twice(view: View) -> None:
    result = next(r for r in view.rows("tblHovedtall") if r.values["type"] == "Resultat")
    step = explain(view, result.cells["budget"], depth=30, breadth=30)
    whole = [s.cell for s in walk(step) if isinstance(s, Step) and s.parts]
    assert len(whole) == len(set(whole))


def test_a_circle_is_named(tmp_path: Path, path: Path) -> None:
    book = load_workbook(path)
    own = book.create_sheet("Eget")
    own["A1"], own["B1"] = "=B1+1", "=A1+1"
    changed = tmp_path / "sirkel.xlsx"
    book.save(changed)
    step = of(view_of(open_workbook(changed).book), "Eget!A1", depth=9)
    ends = [s.end for s in walk(step) if isinstance(s, Step)]
    assert any("bygger på seg selv" in end for end in ends)


@pytest.mark.parametrize("what", ["Hovedtall!d23", "'Hovedtall'!D23", "Hovedtall!$D$23"])
def test_an_address_is_read_as_people_write_it(view: View, what: str) -> None:
    assert [c.a1 for c in places(view, what, TODAY)] == ["D23"]


@pytest.mark.parametrize("what", ["Hovedtal!F23", "Kontingentsatsen", "Hovedtall!", "ZZ", "!", ""])
def test_what_is_not_there_is_said_with_what_could_be_meant(view: View, what: str) -> None:
    with pytest.raises(BadCall, match="Finner ikke"):
        places(view, what, TODAY)


def test_a_rule_without_findings_is_said(view: View) -> None:
    with pytest.raises(BadCall, match="har ikke funnet noe"):
        places(view, "B001", TODAY)


def test_the_command_prints_json_and_writes_a_page(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "forklaring.html"
    code = main(["forklar", "Kontingentsats", str(path), "--format", "json", "--html", str(page)])
    assert code == 0
    (told,) = json.loads(capsys.readouterr().out)["forklaringer"]
    assert (told["navn"], told["verdi"], told["formel"]) == ("Kontingentsats, Verdi", 2.5, None)
    html = page.read_text(encoding="utf-8")
    assert "Kontingentsats, Verdi" in html
    assert "<script" not in html


@pytest.mark.parametrize("given", ["0", "-1", "mange", "1001", "²", "99999999999999999999"])
def test_a_depth_that_is_no_count_is_refused(
    given: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forklar", "Kontingentsats", str(path), f"--dybde={given}"]) == 2
    assert "--dybde" in capsys.readouterr().err
