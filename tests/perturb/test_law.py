"""The perturbation law: every input moves what the models say, or a finding says why not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import orxl.rules
from orxl.layout import layout_for
from orxl.layout.inputs import DESCRIPTIVE, inputs
from orxl.programme.programme import Programme
from orxl.rules.kit import View
from tests.live.calc.office import needs_calc
from tests.perturb.calc import Calc
from tests.perturb.changes import changes
from tests.perturb.figures import by_models, differing, in_sheets, shown
from tests.perturb.invented import invented_view
from tests.perturb.law import Base, Outcome, Verdict, changed, judge
from tests.perturb.sample import all_are_asked_for, sampled

SAMPLE: Final = 16


@pytest.fixture(scope="module")
def base(sound: View) -> Base:
    return Base(sound)


@pytest.fixture(scope="module")
def invented(programme: Programme) -> Base:
    return Base(invented_view(programme.populations))


def verdicts(base: Base, count: int) -> Iterator[Verdict]:
    found = changes(base.view.bound)
    some = found if all_are_asked_for() else sampled(found, 1, count)
    for change in some:
        yield judge(base, change)


def broken(found: Iterator[Verdict]) -> list[str]:
    return [f"{v.change}: {v.why}" for v in found if v.outcome is Outcome.BROKEN]


@pytest.mark.slow
def test_before_any_change_sheets_and_models_agree(base: Base, invented: Base) -> None:
    for one in (base, invented):
        assert differing(one.figures, in_sheets(one.view, one.figures, shown)) == []
        assert len(one.figures) > 60


@pytest.mark.slow
def test_every_change_moves_what_the_models_say_or_is_explained(base: Base) -> None:
    assert broken(verdicts(base, SAMPLE)) == []


@pytest.mark.slow
def test_so_it_is_in_an_organisation_that_nobody_here_invented(invented: Base) -> None:
    assert broken(verdicts(invented, SAMPLE // 2)) == []


@needs_calc
@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.thorough
def test_libreoffice_gives_the_models_figures_after_every_change(
    base: Base, built: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "bok.xlsx"
    file.write_bytes(built)
    calc = Calc(file)
    try:
        for change in sampled(changes(base.view.bound), 1, SAMPLE):
            view = changed(base, change)
            models = by_models(view.programme)
            if differing(models, in_sheets(view, models, shown)):
                continue  # an error is told of; what it makes of the figures is nobody's promise
            calc.type_in(change.cell, change.new)
            assert differing(models, in_sheets(view, models, calc.shown)) == [], str(change)
            calc.type_in(change.cell, change.old)
    finally:
        calc.close()


def test_every_descriptive_column_is_one_with_a_reason(sound: View) -> None:
    known = {(item.table.name, item.column.key) for item in inputs(layout_for(2026))}
    named = {(table, key) for table, keys in DESCRIPTIVE.items() for key in keys}
    assert named <= known
    assert all(reason.endswith(".") for keys in DESCRIPTIVE.values() for reason in keys.values())


def test_no_rule_reads_the_figures_of_the_shipped_workbook() -> None:
    """A finding never comes from comparing with what was shipped: rules import no source of it."""
    home = Path(orxl.rules.__file__).parent
    for file in home.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not (node.module or "").startswith(("orxl.sources", "orxl.app")), file
                assert "case_figures" not in (node.module or ""), file
