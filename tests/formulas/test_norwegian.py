from __future__ import annotations

import pytest

from orxl.formulas.norwegian import function, norwegian, shown


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("SUM(F5:F14)", "SUMMER(F5:F14)"),
        ("ROUND(A1*2.5,0)", "AVRUND(A1*2,5;0)"),
        ('IF(A1>1,"ja, kanskje",FALSE)', 'HVIS(A1>1;"ja, kanskje";USANN)'),
        ("SUM((A1,B1))", "SUMMER((A1;B1))"),
        ("SUM({1.5,2;3,4})", r"SUMMER({1,5\2;3\4})"),
        ("_xlfn.XLOOKUP(A1,B:B,C:C)", "XOPPSLAG(A1;B:B;C:C)"),
        ("tblTiltak[[#This Row],[Nr]]", "[@Nr]"),
        ("ROWS(tblTiltak[[#Headers],[Nr]])", "RADER(tblTiltak[[#Overskrifter];[Nr]])"),
        ("IFERROR(#N/A,#NAME?)", "HVISFEIL(#I/T;#NAVN?)"),
        ("EGEN.FUNKSJON('Ark, 1'!A1)", "EGEN.FUNKSJON('Ark, 1'!A1)"),
        ("'Ark 1'!$A$1%", "'Ark 1'!$A$1%"),
    ],
)
def test_a_formula_is_shown_as_a_norwegian_excel_shows_it(stored: str, seen: str) -> None:
    assert norwegian(stored) == seen
    assert shown(stored) == "=" + seen


def test_a_function_is_called_by_its_norwegian_name() -> None:
    assert [function(name) for name in ("SUMIFS", "vlookup(", "_xlfn.TEXTJOIN", "CUBESET")] == [
        "SUMMER.HVIS.SETT",
        "FINN.RAD",
        "TEKST.KOMBINER",
        "CUBESET",
    ]
