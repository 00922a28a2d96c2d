"""Where an engine has no wheel, orxl works without it, and says which opinion is missing."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from orxl.app.workbook import view_of
from orxl.cli import main
from orxl.core.findings import Finding
from orxl.core.snapshot import Book, Cell
from orxl.formulas.recalculate import Agreed, Undecided, confirm, recalculate
from orxl.rules.formula.f007_unconfirmed_value import RULE
from tests.formulas.small import at, book_of
from tests.helpers import said

pytestmark = pytest.mark.slow

MODULES = {"betteroffice": "betteroffice_xlsx", "ironcalc": "ironcalc"}
A1 = at("Ark!A1")


def hide(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let the engines *names* be as if they were not installed: an import fails."""
    for name in names:
        adapter = import_module(f"orxl.formulas.{name}")
        monkeypatch.setattr(adapter, "installed", lambda package: "")
        monkeypatch.setitem(sys.modules, MODULES[name], None)


def small(stored: float) -> Book:
    return book_of({"Ark": {"A1": Cell(stored, "1+1", 0, "normal")}})


@pytest.mark.parametrize("name", MODULES)
def test_the_other_engine_confirms_what_is_stored(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    hide(monkeypatch, name)
    found = confirm(small(2.0))
    assert found.verdicts[A1] == Agreed(2.0)
    assert found.missing == (name,)


@pytest.mark.parametrize("name", MODULES)
def test_one_engine_alone_writes_no_value(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    hide(monkeypatch, name)
    for found in (confirm(small(3.0)), recalculate(small(3.0))):
        verdict = found.verdicts[A1]
        assert isinstance(verdict, Undecided)
        assert verdict.unasked
        assert list(verdict.values.values()) == [2.0]
        assert found.agreed == {}


def about_engines(book: Book) -> list[Finding]:
    return said(view_of(book), rules=[RULE])


@pytest.mark.parametrize("name", MODULES)
def test_one_note_says_which_opinion_is_missing(
    monkeypatch: pytest.MonkeyPatch, name: str, book: Book
) -> None:
    hide(monkeypatch, name)
    (note,) = about_engines(book)
    assert f"Beregningsmotoren {name} er ikke installert" in note.message
    assert "bekrefter tallene" in note.message


def test_without_any_engine_the_rules_run_all_the_same(
    monkeypatch: pytest.MonkeyPatch, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hide(monkeypatch, *MODULES)
    assert main(["kontroller", str(path)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Ingen formler er etterregnet" in shown
    assert shown.count("F007") == 1


def test_nothing_is_said_of_engines_that_are_here(book: Book) -> None:
    assert about_engines(book) == []
