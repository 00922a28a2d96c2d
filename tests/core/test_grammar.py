"""What Excel refuses as a formula or a name is refused before it is written."""

from __future__ import annotations

import pytest

from orxl.core.grammar import unknown_word, wrong_formula, wrong_name
from orxl.formulas.graph import graph_of
from orxl.rules.kit import View


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("SUM(1,", "mangler en «)» til slutt"),
        ("SUM(1,2))", "har en «)» for mye"),
        ("{1,2", "mangler en «}» til slutt"),
        ("SUM({1,2)}", "har en «)» for mye"),
        ("A1:", "har et regnetegn"),
        ("Ark1!", "har et regnetegn"),
        ("1+", "har et regnetegn"),
        ("*2", "har et regnetegn"),
        ("A1&&B1", "har et regnetegn"),
        ("1+=2", "har et regnetegn"),
        ("SUM(A1,/2)", "har et regnetegn"),
        ('"abc', "har et anførselstegn som ikke er lukket"),
        ("'Ark 1!A1", "har et anførselstegn som ikke er lukket"),
        ("tbl[Kol", "har en hakeparentes som ikke er lukket"),
        ("SUM(A1;B1)", "har semikolon"),
        ("SUM(1..2)", "har et tall med to punktum"),
        ("1.5.2", "har et tall med to punktum"),
        ('"' + "x" * 256 + '"', "har en tekst på mer enn 255 tegn"),
        ("SUM(" * 65 + "1" + ")" * 65, "har mer enn 64 parenteser"),
        ("SUM(" + ",".join("1" * 256) + ")", "har mer enn 255 argumenter"),
    ],
)
def test_what_excel_cannot_parse_is_told(formula: str, said: str) -> None:
    assert (wrong_formula(formula) or "").startswith(said)


@pytest.mark.parametrize(
    "formula",
    [
        "-1", "--A1", "A1%", "5%%", "2^-1", "A1>=-1", "A1<>B1", "SUM(A1,,B1)", "IF(A1,,2)",
        "IF(,1,2)", "SUM((A1,B2))", "A1:A9 B1:B9", "{1,2;3,4}", "'Ark''s [x]'!A1", "#REF!",
        "#REF!+1", "IFERROR(A1,#N/A)", "Ark1!#REF!", "tbl[[#This Row],[Kol '[kr']]]", "@A1", "A1#",
        '"a ""b"" c"&A1', '"*"&A1&"?"', "[1]Ark!A1", "'[1]Et ark'!A1", "SUM(Ark1:Ark3!A1)",
        "A1:INDEX(B:B,2)", "1E+5*2", "Ark1!$A$1,Ark1!$C$3", '"' + "x" * 255 + '"', "!A1",
        "_xlfn.LET(_xlpm.x,1,_xlpm.x+1)", "NOW()", "'Det er = et ark'!A1", "A1= -1", "A1 <> -B1",
        "SUM(" * 64 + "1" + ")" * 64, ".5+1.", "a..b+1", "n1.2.3",
    ],
)  # fmt: skip
def test_what_it_can_is_let_through(formula: str) -> None:
    assert wrong_formula(formula) is None


@pytest.mark.parametrize(
    ("formula", "word"),
    [
        ("A0+1", "A0"), ("SUM(B1:B00)", "B00"), ("$A$0", "$A$0"), ("XFE1*2", "XFE1"),
        ("Ark!A1048577", "A1048577"), ("SUMMER(A1,B1)", "SUMMER"), ("1+Hvis(A1,1,2)", "Hvis"),
        ("GJENNOMSNITT.HVIS.SETT(A1)", "GJENNOMSNITT.HVIS.SETT"), ("SMÅ(A1)", "SMÅ"),
    ],
)  # fmt: skip
def test_a_word_that_only_a_name_could_be_is_told(formula: str, word: str) -> None:
    assert (unknown_word(formula) or ("",))[0] == word


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(A1:XFD1048576)", "TIME(1,2,3)", "LOG10(A1)", "tbl[Kol]", "tbl[[#This Row],[A0]]",
        '"A0"&A1', "'A0'!B1", "_xlfn.LET(_xlpm.x,1,_xlpm.x)", "abcd0", "A:A", "1E5", "x_A0",
        '"SUMMER("&A1', "[1]Ark!A1", "A1.b0",
    ],
)  # fmt: skip
def test_what_excel_knows_is_no_unknown_word(formula: str) -> None:
    assert unknown_word(formula) is None


def test_no_formula_of_the_workbook_is_refused(sound: View) -> None:
    texts = {sound.book.cell(cell).formula or "1" for cell in graph_of(sound.book).cells}
    assert [text for text in texts if wrong_formula(text) is not None] == []
    assert [text for text in texts if unknown_word(text) is not None] == []
    assert [n for n in sound.book.names if wrong_name(n.name) or wrong_formula(n.refers_to)] == []


@pytest.mark.parametrize(
    "name",
    ["A1", "xfd1", "R1C1", "R", "c", "RC", "C5", "R2C", "my name", "1abc", "a-b", "a!b", "a:b",
     "x" * 256, "", "TRUE", "sann"],
)  # fmt: skip
def test_a_name_that_excel_does_not_take_is_told(name: str) -> None:
    assert wrong_name(name) is not None


@pytest.mark.parametrize(
    "name",
    ["Sats", "Årets_sum", "_x", "a.b", "\\x", "XFE1", "A1B", "abc12345678", "_xlnm.Print_Area",
     "Rente", "A1048577", "x" * 255],
)  # fmt: skip
def test_a_name_that_it_takes_is_let_through(name: str) -> None:
    assert wrong_name(name) is None
