"""Measures the perturbation law and writes docs/maalinger-perturbasjon.md.

``python -m tests.perturb`` tries a seeded few of every input, ``ORXL_ALLE_ENDRINGER=1`` all.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from orxl.layout import layout_for
from orxl.layout.inputs import inputs
from orxl.rules.kit import View
from orxl.sources.kilde import read_source
from orxl.template import build
from orxl.xlsx import read_bytes
from tests.helpers import recalculated, view_of
from tests.live.calc.office import needs_calc
from tests.perturb.calc import Calc
from tests.perturb.changes import Change, changes
from tests.perturb.figures import by_models, differing, in_sheets, shown
from tests.perturb.invented import MOMENT, YEAR, invented_programme
from tests.perturb.law import Base, Outcome, Verdict, changed, judge
from tests.perturb.sample import all_are_asked_for, kind_of, sampled

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "maalinger-perturbasjon.md"


@dataclass(frozen=True, slots=True)
class Tried:
    """A verdict, and whether LibreOffice gave the models' figures too; None: not asked."""

    verdict: Verdict
    libreoffice: bool | None


def tried(data: bytes, each: int, most: int) -> list[Tried]:
    """The changes of the workbook in *data*, by the engines and, where it is, by LibreOffice."""
    base = Base(view_of(recalculated(read_bytes(data))))
    found = changes(base.view.bound)
    chosen = list(found) if all_are_asked_for() else sampled(found, each, most)
    if needs_calc.args[0]:
        return [Tried(judge(base, change), None) for change in chosen]
    with tempfile.TemporaryDirectory(prefix="orxl-perturb-") as folder:
        file = Path(folder) / "bok.xlsx"
        file.write_bytes(data)
        calc = Calc(file)
        try:
            return [_both(base, change, calc) for change in chosen]
        finally:
            calc.close()


def _both(base: Base, change: Change, calc: Calc) -> Tried:
    view = changed(base, change)
    verdict = judge(base, change, view)
    models = by_models(view.programme)
    if differing(models, in_sheets(view, models, shown)):
        return Tried(verdict, None)  # an error is told of; the figures are nobody's promise
    calc.type_in(change.cell, change.new)
    agreed = not disagreeing(view, calc)
    calc.type_in(change.cell, change.old)
    return Tried(verdict, agreed)


def disagreeing(view: View, calc: Calc) -> list[str]:
    """The documented figures that LibreOffice gives otherwise than the models."""
    models = by_models(view.programme)
    return differing(models, in_sheets(view, models, calc.shown))


def page(shipped: Sequence[Tried], invented: Sequence[Tried]) -> str:
    """The whole page."""
    every = list(inputs(layout_for(YEAR)))
    told = [item for item in every if item.descriptive]
    lines = [
        "# The perturbation law, measured",
        "",
        "An input cell is changed (a number up and down, a date by a day and by a year, a code to",
        "each of its other words, a text to another), the workbook is recalculated, and what the",
        "formulas give is compared with what the models give from the same typed values.",
        "`python -m tests.perturb` writes this page, from a seeded few of every input column; with",
        "`ORXL_ALLE_ENDRINGER=1` every cell of the workbook is changed, which takes hours. The",
        "suite tries a seeded sample (`tests/perturb/test_law.py`), all with the same variable.",
        "",
        f"The layout has {len(every)} input columns; {len(told)} of them only describe, each with",
        "its reason in `orxl/layout/inputs.py`.",
        "",
        *_counts("The shipped workbook", shipped),
        *_counts("The invented organisation (`tests/hand/oppfinnelse.yaml`)", invented),
        "## Input by input, the shipped workbook",
        "",
        "| table | input | changes | moved documented figures | moved what is shown | explained by "
        "a finding | without effect now | LibreOffice agrees |",
        "|---|---|---|---|---|---|---|---|",
        *_rows(shipped),
        "",
        "*Moved what is shown*: look-ups, lights and counts, which have no twin in the models.",
        "*Without effect now*: each with its reason (`tests/perturb/dormant.py`).",
        "*LibreOffice agrees*: on all documented figures, as often as it was asked.",
        "",
    ]
    return "\n".join(lines)


def _counts(title: str, found: Sequence[Tried]) -> Iterable[str]:
    outcomes = Counter(t.verdict.outcome for t in found)
    asked = [t for t in found if t.libreoffice is not None]
    yield from (f"## {title}", "", f"{len(found)} changes:", "")
    for outcome in Outcome:
        yield f"- {outcome.value}: {outcomes[outcome]}"
    agreed = sum(bool(t.libreoffice) for t in asked)
    yield f"- LibreOffice asked {len(asked)} times, agreed {agreed}"
    for one in found:
        if one.verdict.outcome is Outcome.BROKEN or one.libreoffice is False:
            yield f"- not in order: {one.verdict.change} ({one.verdict.why or 'LibreOffice'})"
    yield ""


def _rows(found: Sequence[Tried]) -> Iterable[str]:
    groups: dict[tuple[str, str], list[Tried]] = {}
    for one in found:
        groups.setdefault(kind_of(one.verdict.change), []).append(one)
    for (table, column), group in groups.items():
        count = Counter(t.verdict.outcome for t in group)
        asked = [t for t in group if t.libreoffice is not None]
        agreed = f"{sum(bool(t.libreoffice) for t in asked)} of {len(asked)}" if asked else "–"
        cells = (
            count[o] or "" for o in (Outcome.MOVED, Outcome.SHOWN, Outcome.FOUND, Outcome.ASLEEP)
        )
        yield (
            f"| {table} | {column} | {len(group)} | "
            + " | ".join(map(str, cells))
            + f" | {agreed} |"
        )


def main() -> None:
    """Measure, and write the page."""
    source = read_source(ROOT / "workbook" / "kilde")
    shipped = tried(build(layout_for(YEAR), source, MOMENT), 1, 10_000)
    programme = invented_programme(source.populations)
    invented = tried(build(layout_for(YEAR), programme, MOMENT), 1, 60)
    PAGE.write_text(page(shipped, invented), encoding="utf-8")


if __name__ == "__main__":
    main()
