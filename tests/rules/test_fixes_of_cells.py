"""The fixes of the rules about structure, data, keys and formulas: certain, complete, harmless."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from orxl.binding import bind
from orxl.core.edits import Edit, SetCell
from orxl.core.findings import Finding
from orxl.core.refs import CellRef
from orxl.formulas.recalculate import refreshed
from orxl.rules.kit import AnyRule, Editor, Example, Fix, View
from orxl.rules.kit.registry import all_rules
from tests.helpers import said, settled, view_of
from tests.mending import applied

pytestmark = pytest.mark.slow

OWN = [rule for rule in all_rules() if rule.code[0] in "SDNF"]
FIXING = [rule for rule in OWN if rule.fix is not Fix.NONE]
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{i}")
    for rule in FIXING
    for i, example in enumerate(rule.bad_examples)
]


def places(findings: Iterable[Finding]) -> set[tuple[str, CellRef | str | None]]:
    return {(f.code, f.cell if f.cell is not None else f.sheet) for f in findings}


Places = set[tuple[str, CellRef | str | None]]


@pytest.fixture(scope="module")
def always(sound: View) -> Places:
    """What the rules report in the sound workbook."""
    return places(said(sound, rules=OWN))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_fix_mends_its_finding_and_brings_no_new_one(
    sound: View, always: Places, rule: AnyRule, example: Example
) -> None:
    editor = Editor(sound.bound)
    example.change(editor)
    view = view_of if rule.code == "F003" else settled
    damaged = view(editor.book, like=sound)
    found = [f for f in rule.findings(damaged) if f.fix]
    mended = applied(damaged.book, [edit for finding in found for edit in finding.fix])
    after = view_of(mended, like=sound)
    assert not places(rule.findings(after)) & places(found)
    # Excel calculates after an edit; only then can the other rules judge the workbook.
    calculated = View(bind(refreshed(mended, after.recalculation)), after.recalculation)
    more = places(said(calculated, rules=OWN)) - always
    assert not more or more <= places(said(damaged, rules=OWN))


def test_a_unit_decides_the_size_of_an_amount(sound: View) -> None:
    """«Budsjett 2026» is in 1000 kr."""
    bound = sound.bound
    editor = Editor(bound)
    texts = ("1 087 000 kr", "300 tkr", "1,2 mill. kr", "kr 500", "200 stk")
    cells = [
        editor.put(
            "tblProsjektmidler",
            bound.tables["tblProsjektmidler"].rows[i].values["label"],
            "frame",
            text,
        )
        for i, text in enumerate(texts)
    ]
    rule = next(rule for rule in OWN if rule.code == "D002")
    meant = {f.cell: f.expected for f in rule.findings(view_of(editor.book, like=sound))}
    assert [meant[cell] for cell in cells] == [1087.0, 300.0, 1200.0, None, 200.0]


def test_a_mended_cell_is_given_its_columns_format_in_case_it_was_formatted_as_text(
    sound: View,
) -> None:
    editor = Editor(sound.bound)
    editor.put("tblHovedtall", "Kommunikasjon", "budget", "200")
    editor.put("tblTiltak", "1.1", "deadline", "31.12.2026")
    editor.put("tblTilskudd", "SEADITO", "advance_share", "75 %")
    editor.put("tblHovedtall", "Sum inntekter", "budget", "=SUM(F7:F14)", by="type")
    view = view_of(editor.book, like=sound)
    fixes = [e for f in said(view, rules=OWN) for e in f.fix if isinstance(e, SetCell)]
    amount = '#,##0_-;-#,##0_-;"–"_-'
    assert {e.number_format for e in fixes} == {amount, "dd.mm.yyyy", "0%_-"}


@pytest.mark.parametrize("rule", OWN, ids=[rule.code for rule in OWN])
def test_a_rule_mends_exactly_when_it_says_so(sound: View, rule: AnyRule) -> None:
    edits: list[Edit] = []
    for example in rule.bad_examples:
        editor = Editor(sound.bound)
        example.change(editor)
        edits += [e for f in rule.findings(view_of(editor.book, like=sound)) for e in f.fix]
        if edits:
            break  # one is enough to tell
    assert bool(edits) == (rule.fix is not Fix.NONE)


def test_mending_all_safe_findings_of_a_battered_workbook_leaves_none(sound: View) -> None:
    editor = Editor(sound.bound)
    editor.put("tblHovedtall", "Kommunikasjon", "budget", "200")
    editor.put("tblHovedtall", "Sum inntekter", "budget", 8756.0, by="type")
    editor.put("tblTilskudd", "SEADITO", "status", "Innvilget ")
    editor.put("tblTiltak", "1.1", "deadline", "31.12.2026")
    editor.drop_name("Kontingentsats")
    safe = [rule for rule in FIXING if rule.fix is Fix.SAFE]
    book = editor.book
    for _ in range(3):
        found = said(view_of(book, like=sound), rules=safe)
        book = applied(book, [e for f in found for e in f.fix if f.safe])
    assert [f for f in said(view_of(book, like=sound), rules=safe) if f.fix] == []
