from __future__ import annotations

import pytest

from orxl.formulas.lint import LintKind, lint
from tests.formulas.authored import base
from tests.formulas.small import book_of


def kinds(formula: str, *, stored: bool = True) -> set[LintKind]:
    return {found.kind for found in lint(base({1: formula}), stored=stored) if found.cell.row == 1}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("XLOOKUP(1,A1,B1)", {LintKind.MISSING_PREFIX, LintKind.TOO_NEW}),
        ("_xlfn.XLOOKUP(1,A1,B1)", {LintKind.TOO_NEW}),
        ("_xlfn.IFS(TRUE,2)", {LintKind.TOO_NEW}),
        ("IFNA(1,2)", {LintKind.MISSING_PREFIX}),
        ("_xlfn.IFNA(1,2)", set()),
        ("NETWORKDAYS.INTL(1,2)", set()),
        ("TODAY()", {LintKind.VOLATILE}),
        ('INDIRECT("A1")', {LintKind.UNTRACEABLE}),
        ('TEXT(A1,"0.00")', {LintKind.LOCALE}),
        ('TEXT(A1,"000")', set()),
        ('COUNTIF(tblTiltak[Kode],"1.1")', {LintKind.CODE_CRITERION}),
        ("COUNTIF(tblTiltak[Kode],'Løse tall'!A5)", {LintKind.CODE_CRITERION}),
        ('COUNTIF(tblTiltak[Område],"Helse")', set()),
        ('COUNTIF(tblTiltak[Beløp 2025],">="&100)', set()),
        ('SUMPRODUCT(--(tblTiltak[Kode]="1.1"))', set()),
        ('IF(Tiltak!A4:A9="x",1,2)', {LintKind.INTERSECTION}),
        ("Tiltak!A4>Tiltak!A5", {LintKind.TEXT_ORDER}),
        ("Tiltak!E4>0", set()),
        ("SUM(tblTiltak[Beløp 2025])", set()),
    ],
)
def test_what_is_doubtful_about_a_formula(formula: str, expected: set[LintKind]) -> None:
    assert kinds(formula) == expected


def test_a_live_excel_shows_no_prefixes_so_none_is_missing() -> None:
    assert kinds("IFNA(1,2)", stored=False) == set()


def test_an_array_formula_does_not_intersect() -> None:
    assert [found.kind for found in lint(base({1: "SUM(A5:A9*2)"}, arrays=[1]))] == []


def test_the_explanation_names_the_functions_in_norwegian_sentences() -> None:
    (found,) = lint(book_of({"Ark": {"A1": "=TODAY()+RAND()"}}))
    assert found.explanation.startswith("IDAG og TILFELDIG gir ny verdi hver gang")
