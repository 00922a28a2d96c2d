"""Formulas of the kinds staff write, and the workbook they stand in (all of it made up)."""

from __future__ import annotations

from datetime import datetime

from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet, Table, TableColumn
from orxl.core.values import BLANK, CellError, Value

PAGE = "Prøve"

_MEASURES: list[tuple[Value, ...]] = [
    # code, area, title, start, 2025, 2026, status, share, remark
    ("1.1", "Helse", "Møteplass for frivillige", datetime(2025, 1, 1), 125000.0, 130000.0, "Pågår", 0.25, BLANK),
    ("1.2", "Helse", "Frisklivssentral", datetime(2025, 3, 15), 80000.0, 0.0, "Fullført", 0.1, "se note 4"),
    ("1.10", "Miljø", "Rent hav – strandrydding", datetime(2024, 12, 31), 45000.5, 47250.53, "Pågår", 0.05, BLANK),
    ("2.1", "Miljø", "Klimabudsjett", datetime(2026, 2, 28), 0.0, 60000.0, "Ikke startet", 0.0, BLANK),
    ("2.2", "Næring", "Øyhopping og ærfugl", datetime(2025, 6, 1), 33333.33, 33333.33, "Pågår", 1 / 3, "søkt"),
    ("3.1", "Næring", "Åpen gård*", datetime(2025, 11, 23, 12, 0), 250000.0, 275000.0, "Stanset", 0.5, "prøve?"),
    ("3.2", "Øvrig", "Kurs i «klart språk»", datetime(2025, 8, 20), -12000.0, 12000.0, "Pågår", -0.02, BLANK),
    ("3.3", "Øvrig", "Fellestiltak & drift", datetime(2027, 5, 17), 999999.99, 1000000.01, "Ikke startet", 1.0, BLANK),
]
_HEADS = ("Kode", "Område", "Tiltak", "Start", "Beløp 2025", "Beløp 2026", "Status", "Andel", "Merknad")
_MEMBERS: list[tuple[str, float | str]] = [
    ("Ålesund", 58509.0), ("Ørsta", 10831.0), ("Ærøy", 412.0), ("Bodø", 53712.0), ("Hå", 19896.0),
    ("Måsøy", 1117.0), ("Sør-Varanger", 9925.0), ("Å i Lofoten", 0.0),
]  # fmt: skip


def _grid(rows: list[tuple[Value, ...]], top: int, left: int = 1) -> dict[tuple[int, int], Cell]:
    return {
        (row, column): Cell(value)
        for row, values in enumerate(rows, top)
        for column, value in enumerate(values, left)
        if value is not BLANK
    }


def base(formulas: dict[int, str] | None = None) -> Book:
    """The workbook with *formulas* on rows of column A of the sheet «Prøve»."""
    columns = tuple(map(TableColumn, _HEADS))
    measures = Table("tblTiltak", Range("Tiltak", 3, 1, 11, 9), columns)
    members = Table(
        "tblMedlem", Range("Medlemmer å", 1, 2, 9, 3), (TableColumn("Kommune"), TableColumn("Folk [#]"))
    )
    loose: dict[tuple[int, int], Cell] = {
        (1, 1): Cell(2026.0), (2, 1): Cell(0.035), (3, 1): Cell(33.5), (4, 1): Cell("1.1"),
        (5, 1): Cell("007"), (6, 1): Cell("  flere   ord  "), (7, 1): Cell(True), (8, 1): Cell(False),
        (9, 1): Cell(CellError("#N/A")), (10, 1): Cell(CellError("#DIV/0!")), (12, 1): Cell("12"),
        (13, 1): Cell(12.0), (14, 1): Cell(datetime(2025, 2, 28)), (15, 1): Cell("3.1/Næring"),
        (16, 1): Cell("ærlig ØYENSTIKKER å"), (17, 1): Cell(1e-9), (18, 1): Cell(1234567.891),
        (19, 1): Cell(-0.5), (20, 1): Cell(2.5), (21, 1): Cell(1.005), (22, 1): Cell("Ålesund"),
    }  # fmt: skip
    empty_text = {(6, 9): Cell("", 'IF(1=2,"x","")', 0, "normal")}
    page = {(row, 1): Cell(BLANK, text, 0, "normal") for row, text in (formulas or {}).items()}
    return Book(
        (
            Sheet(PAGE, page),
            Sheet("Tiltak", _grid([_HEADS], 3) | _grid(_MEASURES, 4) | empty_text, (measures,)),
            Sheet("Medlemmer å", _grid([("Kommune", "Folk [#]"), *_MEMBERS], 1, 2), (members,)),
            Sheet("Løse tall", loose),
        ),
        (
            DefinedName("Budsjettår", "'Løse tall'!$A$1"),
            DefinedName("Årlig_vekst", "'Løse tall'!$A$2"),
            DefinedName("Sats", "'Løse tall'!$A$3"),
            DefinedName("Områder", "Tiltak!$B$4:$B$11"),
            DefinedName("Øre", "0.01"),
            DefinedName("Grense", "Sats*1000"),
            DefinedName("Hilsen", '"Hei på deg"'),
        ),
    )


T = "tblTiltak"
GROUPS: dict[str, list[str]] = {
    "sums": [
        f"SUM({T}[Beløp 2025])", "SUM(Tiltak!E4:E11)", "SUM(Tiltak!$E$4:$E$11,Tiltak!F4)",
        "SUM(Tiltak!E:E)", "SUM(Tiltak!4:4)", "SUM(Tiltak!A4:I11)", "SUM(Tiltak!E4,Tiltak!E5,100)",
        "Tiltak!E4+Tiltak!E5-Tiltak!E6", "SUM(Tiltak!I4:I11)", "SUM('Løse tall'!A1:A8)",
        "SUM('Løse tall'!A7,TRUE)", "SUM(1,2,3)", "SUM(\"3\",4)", "SUM('Løse tall'!A9:A13)",
        f"SUM({T}[[Beløp 2025]:[Beløp 2026]])", f"SUM({T}[Beløp 2026])-SUM({T}[Beløp 2025])",
        "SUM(Tiltak!Z1:Z9)", "AVERAGE(Tiltak!E4:E11)", "AVERAGE(Tiltak!I4:I11)", f"MAX({T}[Beløp 2025])",
        f"MIN({T}[Beløp 2025])", "MAX(Tiltak!I4:I11)", "MIN(Tiltak!D4:D11)", "MAX(0,Tiltak!E10)",
        "MIN('Løse tall'!A7:A8)", "MAX(Tiltak!Z1:Z9)", "MEDIAN(Tiltak!E4:E11)", "LARGE(Tiltak!E4:E11,2)",
        "SMALL(Tiltak!E4:E11,1)", "PRODUCT('Løse tall'!A19:A20)", "SUM(tblMedlem[Folk '['#']])",
        "SUMSQ('Løse tall'!A19:A20)", "COUNT(Tiltak!D4:D11)", "STDEV(Tiltak!E4:E11)",
        "SUBTOTAL(9,Tiltak!E4:E11)", "SUBTOTAL(3,Tiltak!B4:B11)", "SUM(Tiltak!E4:E6 Tiltak!E5:E9)",
        "SUM((Tiltak!E4,Tiltak!E6))", "SUM(Tiltak:Tiltak!E4)", "AVERAGEA(Tiltak!E4:E6)", "RANK(Tiltak!E4,Tiltak!E4:E11)",
    ],
    "conditional sums": [
        f'SUMIFS({T}[Beløp 2025],{T}[Område],"Helse")', f'SUMIF({T}[Område],"Miljø",{T}[Beløp 2026])',
        f'SUMIFS({T}[Beløp 2025],{T}[Område],"Næring",{T}[Status],"Pågår")',
        f'SUMIFS({T}[Beløp 2025],{T}[Område],"<>Helse")', f'SUMIFS({T}[Beløp 2025],{T}[Beløp 2025],">50000")',
        f'SUMIFS({T}[Beløp 2025],{T}[Start],">="&DATE(2025,1,1),{T}[Start],"<"&DATE(2026,1,1))',
        f'SUMIFS({T}[Beløp 2025],{T}[Område],"Øvrig")', f'SUMIFS({T}[Beløp 2025],{T}[Område],"øvrig")',
        f'SUMIFS({T}[Beløp 2025],{T}[Tiltak],"*strand*")', f'SUMIFS({T}[Beløp 2025],{T}[Tiltak],"Å*")',
        f'SUMIFS({T}[Beløp 2025],{T}[Tiltak],"*ø*")', f'SUMIFS({T}[Beløp 2025],{T}[Tiltak],"K????*")',
        f'SUMIFS({T}[Beløp 2025],{T}[Tiltak],"*~*")', f'SUMIFS({T}[Beløp 2025],{T}[Merknad],"*~?")',
        f'SUMIFS({T}[Beløp 2025],{T}[Merknad],"")', f'SUMIFS({T}[Beløp 2025],{T}[Merknad],"<>")',
        f'SUMIFS({T}[Beløp 2025],{T}[Merknad],"=")', f'COUNTIFS({T}[Merknad],"")', f'COUNTIFS({T}[Merknad],"<>")',
        f'COUNTIFS({T}[Status],"Pågår",{T}[Beløp 2025],">0")', f'COUNTIF({T}[Beløp 2025],0)', f'COUNTIF({T}[Beløp 2025],"<0")',
        f'COUNTIF({T}[Område],"*")', 'COUNTIF(Områder,"Helse")', 'COUNTIF(Områder,"h*")', 'COUNTIF(Områder,"=Helse")',
        "COUNTIF(Tiltak!B4:B11,Tiltak!B4)", 'COUNTIF(Tiltak!Z1:Z5,"")', 'COUNTIF(Tiltak!E4:E11,"<>0")',
        f'AVERAGEIFS({T}[Beløp 2025],{T}[Område],"Helse")', f'AVERAGEIF({T}[Område],"Finnes ikke",{T}[Beløp 2025])',
        f'MAXIFS({T}[Beløp 2025],{T}[Område],"Helse")', 'COUNTIF(Tiltak!D4:D11,">"&DATE(2025,12,31))',
        "COUNTIF('Løse tall'!A1:A22,TRUE)", 'COUNTIF(\'Løse tall\'!A1:A22,"#N/A")', "COUNTIF('Løse tall'!A12:A13,12)",
        "COUNTIF('Løse tall'!A12:A13,\"12\")", 'SUMIFS(Tiltak!E4:E11,Tiltak!B4:B11,"")', 'COUNTIF(Tiltak!C4:C11,"*&*")',
        'SUMIF(Tiltak!E4:E11,">100000")', 'SUMIF(Tiltak!B4:B11,"Helse",Tiltak!E4)', 'COUNTIF(Tiltak!C4:C11,"*«*»")',
        "SUMIF('Medlemmer å'!B2:B9,\"Å*\",'Medlemmer å'!C2:C9)", "COUNTIFS(tblMedlem[Kommune],\"*-*\")",
    ],
    "codes that look like numbers": [
        f'COUNTIF({T}[Kode],"1.1")', f'SUMIFS({T}[Beløp 2025],{T}[Kode],"1.1")', f'COUNTIF({T}[Kode],"1.10")',
        f'SUMPRODUCT(--({T}[Kode]="1.1"))', f'SUMPRODUCT(({T}[Kode]="1.1")*{T}[Beløp 2025])',
        f'MATCH("1.1",{T}[Kode],0)', f'MATCH("1.10",{T}[Kode],0)', f'INDEX({T}[Tiltak],MATCH("3.1",{T}[Kode],0))',
        f'COUNTIF({T}[Kode],"1.*")', f'SUMPRODUCT(--(LEFT({T}[Kode],2)="1."))', f"COUNTIF({T}[Kode],'Løse tall'!A4)",
        'Tiltak!A4="1.1"', "Tiltak!A4=1.1", "'Løse tall'!A5=7", "'Løse tall'!A12='Løse tall'!A13", "ISNUMBER(Tiltak!A4)",
        f'VLOOKUP("1.2",{T}[#Data],3,FALSE)', "MATCH(12,'Løse tall'!A12:A13,0)", "MATCH(\"12\",'Løse tall'!A12:A13,0)",
        'SUMIF(Tiltak!A4:A11,"2.1",Tiltak!F4:F11)', 'COUNTIF(Tiltak!A4:A11,">2")', "'Løse tall'!A5&\"\"", "'Løse tall'!A5+1", "'Løse tall'!A12*2",
    ],
    "counts": [
        f"COUNTA({T}[Merknad])", f"COUNTBLANK({T}[Merknad])", f"COUNT({T}[Beløp 2025])", f"COUNTA({T}[Område])", f"COUNT({T}[Område])",
        "COUNT('Løse tall'!A1:A22)", "COUNTA('Løse tall'!A1:A22)", "COUNTBLANK('Løse tall'!A1:A22)", f"ROWS({T}[Kode])", "COLUMNS(Tiltak!A1:I1)",
        "ROWS(Tiltak!A4:A11)", "ROW(Tiltak!A7)", "COLUMN(Tiltak!C1)", "ROW()", f"COUNTA({T}[#Headers])", "COUNT(1,\"2\",TRUE)", "COUNTA(\"\",1)",
        f"COUNTA({T}[[#Headers],[Kode]:[Start]])", "COUNTBLANK(Tiltak!I4:I11)", f"ROWS({T})",
        f'SUMPRODUCT(({T}[Status]<>"")/COUNTIF({T}[Status],{T}[Status]&""))',
    ],
    "sumproduct": [
        f'SUMPRODUCT(--({T}[Område]="Helse"))', f'SUMPRODUCT(({T}[Område]="Helse")*({T}[Status]="Pågår"))',
        f'SUMPRODUCT(({T}[Område]="Helse")*({T}[Status]="Pågår")*{T}[Beløp 2025])', f"SUMPRODUCT({T}[Beløp 2025],{T}[Andel])",
        f'SUMPRODUCT(--({T}[Område]="Miljø"),{T}[Beløp 2025])', f"SUMPRODUCT(--(YEAR({T}[Start])=2025),{T}[Beløp 2025])",
        f"SUMPRODUCT((MONTH({T}[Start])=3)*1)", f"SUMPRODUCT(--ISNUMBER({T}[Beløp 2025]))", f"SUMPRODUCT(--ISNUMBER({T}[Merknad]))",
        f"SUMPRODUCT(--(LEN({T}[Merknad])>0))", f'SUMPRODUCT(--ISNUMBER(SEARCH("strand",{T}[Tiltak])))',
        f'SUMPRODUCT(--(LEFT({T}[Tiltak],1)="K"))', f'SUMPRODUCT((LEFT({T}[Kode],1)="1")*{T}[Beløp 2025])',
        f'SUMPRODUCT(--(TRIM({T}[Område])="Øvrig"))', f'SUMPRODUCT(--({T}[Område]="øvrig"))', f"SUMPRODUCT(--({T}[Beløp 2026]>{T}[Beløp 2025]))",
        f"SUMPRODUCT(ROUND({T}[Beløp 2025],0))", f"SUMPRODUCT(ABS({T}[Beløp 2025]))", f"SUMPRODUCT(--ISBLANK({T}[Merknad]))",
        f'SUMPRODUCT(({T}[Område]="Helse")+({T}[Område]="Miljø"),{T}[Beløp 2025])', f'SUMPRODUCT(--({T}[Merknad]<>""))', f'SUMPRODUCT(--({T}[Merknad]=""))',
        f'SUMPRODUCT(({T}[Beløp 2025]>0)*({T}[Beløp 2025]<100000)*({T}[Beløp 2025]+{T}[Beløp 2026]))', f"SUMPRODUCT(--ISTEXT({T}[Merknad]))",
        'SUMPRODUCT((tblMedlem[Kommune]="Ålesund")*tblMedlem[Folk \'[\'#\']])', "SUMPRODUCT(ROUND(tblMedlem[Folk '['#']]*Sats,0))",
        "SUMPRODUCT(--('Løse tall'!A12:A13=12))", f"SUMPRODUCT(--(UPPER({T}[Status])=\"PÅGÅR\"))", f"SUMPRODUCT(MAX(({T}[Område]=\"Miljø\")*{T}[Beløp 2025]))",
        f"SUMPRODUCT(--EXACT({T}[Område],\"Helse\"))", f"SUMPRODUCT({T}[Beløp 2025]*1)", f"SUMPRODUCT(--({T}[Start]>=DATE(2025,1,1)),--({T}[Start]<=DATE(2025,12,31)),{T}[Beløp 2025])",
        f"SUMPRODUCT(({T}[Kode]<>\"\")*1)", "SUMPRODUCT(('Løse tall'!A7:A8=TRUE)*1)", f"SUMPRODUCT(--(MID({T}[Kode],1,1)=\"3\"),{T}[Beløp 2026])", "SUMPRODUCT({1,2,3},{4,5,6})",
        f"SUMPRODUCT(MOD({T}[Beløp 2025],2))", f"SUMPRODUCT(SUMIF({T}[Område],{{\"Helse\",\"Miljø\"}},{T}[Beløp 2025]))", f"SUM(SUMIFS({T}[Beløp 2025],{T}[Område],{{\"Helse\",\"Miljø\"}}))",
    ],
    "rounding": [
        "ROUND(1.005,2)", "ROUND('Løse tall'!A21,2)", "ROUND(2.5,0)", "ROUND(-2.5,0)", "ROUND(0.285,2)", "ROUND(1234567.891,-3)", "ROUND(Tiltak!E6*1.035,0)",
        "ROUNDUP(1.001,2)", "ROUNDDOWN(-1.999,2)", "INT(-1.5)", "TRUNC(-1.59,1)", "MOD(-7,3)", "MOD(10,0)", "ABS(-12.5)", "ABS(Tiltak!E10)", "ROUND(33.5*58509,0)",
        "ROUND(Sats*'Medlemmer å'!C2*(1+Årlig_vekst),0)", "CEILING(12.1,5)", "FLOOR(12.9,5)", "MROUND(12.4,5)", "0.1+0.2=0.3", "0.1+0.2-0.3", "1-0.9-0.1", "ROUND(0.5,0)", "ROUND(1.5,0)", "ROUND(-0.5,0)",
        "ROUND(2.675,2)", "ROUND(1.115,2)", "ROUND(5386627.5,0)", "ROUND(100/3,2)", "SIGN(-3)", "EVEN(3)", "ROUND(39.995,2)", "ROUND(4.35*100,0)/100", "1/3*3", "ROUND(8.325,2)",
    ],
    "logic": [
        'IF(Tiltak!E4>100000,"stort","lite")', 'IF(Tiltak!I4="","mangler",Tiltak!I4)', 'IF(Tiltak!I6="","tom","ikke tom")', "IF(Tiltak!I4=0,1,2)", "IF(Tiltak!I6=0,1,2)",
        'IF(AND(Tiltak!E4>0,Tiltak!F4>0),"begge","ikke")', 'IF(OR(Tiltak!B4="Helse",Tiltak!B4="Miljø"),1,0)', "NOT(Tiltak!E4>0)", "AND(TRUE,1,Tiltak!E4)", "OR(FALSE,0)", "IF(TRUE,1)", "IF(FALSE,1)",
        'IF(Tiltak!E5>100000,"A",IF(Tiltak!E5>50000,"B",IF(Tiltak!E5>0,"C","D")))', 'IFERROR(1/0,"feil")', 'IFERROR(VLOOKUP("x",Tiltak!A4:C11,2,FALSE),"ikke funnet")', "IFERROR(Tiltak!E4/Tiltak!E7,0)",
        "IFERROR('Løse tall'!A9,\"mangler\")", "IFNA('Løse tall'!A9,0)", "IFNA('Løse tall'!A10,0)", "ISERROR('Løse tall'!A9)", "ISNA('Løse tall'!A9)", "ISNA('Løse tall'!A10)", "ISERR('Løse tall'!A9)", "ISBLANK(Tiltak!I4)", "ISBLANK(Tiltak!I6)",
        "ISTEXT(Tiltak!A4)", "ISNUMBER(Tiltak!D4)", "ISLOGICAL('Løse tall'!A7)", "ISNONTEXT(Tiltak!E4)", "'Løse tall'!A7=TRUE", "TRUE+TRUE", "'Løse tall'!A7*5", "1=1", '"a"="A"', '"å"="Å"', '"æ"<>"ø"', "Tiltak!I4=\"\"", "Tiltak!I4=0", "Tiltak!I6=\"\"",
        "Tiltak!Z1", "Tiltak!Z1&\"\"", "Tiltak!Z1+5", "Tiltak!Z1=FALSE", "CHOOSE(2,\"a\",\"b\",\"c\")", "CHOOSE(4,1,2,3)", "XOR(TRUE,FALSE,TRUE)", "IF('Løse tall'!A9=1,1,0)", "AND('Løse tall'!A10,TRUE)", "IF(Tiltak!G4=\"pågår\",1,0)", "SWITCH(Tiltak!G4,\"Pågår\",1,\"Fullført\",2,0)", "IFS(Tiltak!E4>1000000,\"svært stort\",Tiltak!E4>1000,\"stort\",TRUE,\"lite\")", "IF(AND(Tiltak!G4<>\"\",Tiltak!G5<>\"\"),\"ok\",\"\")", "IF(ISBLANK(Tiltak!Z1),\"\",Tiltak!Z1*2)", "AND(Tiltak!Z1:Z3)", "IF(1,\"\",1)", "N('Løse tall'!A7)", "T(Tiltak!A4)",
    ],
    "lookup": [
        f'INDEX({T}[Beløp 2025],MATCH("Klimabudsjett",{T}[Tiltak],0))', f'INDEX({T}[Beløp 2025],MATCH("klimabudsjett",{T}[Tiltak],0))', f'INDEX({T}[Tiltak],3)', f'INDEX({T}[#Data],2,3)', "INDEX(Tiltak!A4:I11,2,5)",
        f'MATCH("Øvrig",{T}[Område],0)', f'MATCH("øvrig",{T}[Område],0)', f'MATCH("Åpen*",{T}[Tiltak],0)', f'MATCH("finnes ikke",{T}[Tiltak],0)', 'VLOOKUP("Bodø",tblMedlem[#Data],2,FALSE)', 'VLOOKUP("bodø",tblMedlem[#Data],2,FALSE)',
        "INDEX(tblMedlem[Folk '['#']],MATCH('Løse tall'!A22,tblMedlem[Kommune],0))", 'HLOOKUP("Område",Tiltak!A3:I11,4,FALSE)', f'INDEX({T}[Kode],MATCH(MAX({T}[Beløp 2025]),{T}[Beløp 2025],0))', "MATCH(2,{1,2,3},0)", "MATCH(2.5,{1,2,3})", "INDEX(Tiltak!E4:E11,20)", "SUM(INDEX(Tiltak!E4:F11,0,1))", "SUM(INDEX(Tiltak!E4:F11,2,0))",
        'IFERROR(INDEX(tblMedlem[Folk \'[\'#\']],MATCH("Oslo",tblMedlem[Kommune],0)),0)', 'LOOKUP(2.5,{1,2,3},{"a","b","c"})', "MATCH(\"Hå\",tblMedlem[Kommune],0)", "MATCH(\"*øy\",tblMedlem[Kommune],0)", f"INDEX({T}[[Kode]:[Tiltak]],1,3)", "INDEX(Tiltak!I4:I11,1)", "INDEX(Tiltak!I4:I11,1)=\"\"", "INDEX(Tiltak!I4:I11,1)&\"\"", "MATCH(TRUE,'Løse tall'!A7:A8,0)", "MATCH(0,Tiltak!E4:E11,0)", "VLOOKUP(3,{1,\"a\";3,\"b\"},2,FALSE)", "MATCH(DATE(2025,6,1),Tiltak!D4:D11,0)", "ADDRESS(2,3)", "MATCH(\"Åpen gård~*\",Tiltak!C4:C11,0)",
    ],
    "text": [
        'Tiltak!A4&" "&Tiltak!C4', 'UPPER("blåbærsyltetøy")', 'LOWER("ÆØÅ")', "PROPER(\"ola normann\")", "LEN(\"blåbær\")", "LEN('Løse tall'!A6)", "TRIM('Løse tall'!A6)", "LEFT(Tiltak!C4,5)", "RIGHT(Tiltak!C5,4)", "MID(Tiltak!C6,6,3)", "LEFT(\"åæø\",2)", "FIND(\" \",Tiltak!C4)", 'FIND("x",Tiltak!C4)',
        'SEARCH("HAV",Tiltak!C6)', 'SUBSTITUTE(Tiltak!C6,"hav","fjord")', 'SUBSTITUTE("a-b-c","-","",2)', "LEFT('Løse tall'!A15,FIND(\"/\",'Løse tall'!A15)-1)", 'REPLACE("abcdef",2,3,"å")', 'CONCATENATE("a",1,"b")', 'REPT("ø",3)', 'EXACT("å","Å")', 'VALUE("12")', 'VALUE(" 12 ")', 'VALUE("abc")', 'VALUE("")', "VALUE('Løse tall'!A5)",
        'LEFT("",1)', 'MID("abc",5,2)', '"Sum: "&ROUND(Tiltak!E4,0)', '"År "&Budsjettår', 'Hilsen&"!"', 'CHAR(65)', 'CODE("A")', "UPPER('Løse tall'!A16)", 'LEN(Tiltak!Z1)', "RIGHT(Tiltak!A6,LEN(Tiltak!A6)-FIND(\".\",Tiltak!A6))", "VALUE(MID(Tiltak!A6,FIND(\".\",Tiltak!A6)+1,9))", "LEN(Tiltak!C6)", "FIND(\"ø\",\"blåøy\")", 'SEARCH("Ø","blåøy")', 'SEARCH("b?å","xblå")',
        "HYPERLINK(\"#'Tiltak'!A1\",\"Gå til tiltak\")", "HYPERLINK(\"#'Medlemmer å'!A1\",Tiltak!C4)", 'TEXT(7,"000")', 'TEXT(2.5,"0")', 'TEXT(0.256,"0%")', 'TEXT(1234,"0")', "LEFT(Tiltak!A4,1)+0", "--LEFT(Tiltak!A4,1)", 'TEXTJOIN(", ",TRUE,Tiltak!B4:B6)', 'CONCAT(Tiltak!B4:B5)', 'CLEAN("abc")', "SUBSTITUTE(Tiltak!C9,\"*\",\"\")", '"""sitat"""', 'LEN(SUBSTITUTE("a b c"," ",""))', "UNICHAR(248)", 'UNICODE("ø")', "LEFT(Tiltak!C10,6)", "MID(Tiltak!C8,1,1)=\"ø\"", "TRIM(\" \"&Tiltak!Z1&\" \")", "RIGHT(\"abc\",0)", "LEFT(2026,2)", "LEFT(2026,2)&RIGHT(2026,2)", "Tiltak!B4&Tiltak!I4&\".\"", "NUMBERVALUE(\"1 234,5\",\",\",\" \")",
    ],
    "dates": [
        "DATE(2025,1,1)", "DATE(2025,13,1)", "DATE(2025,3,0)", "YEAR(Tiltak!D4)", "MONTH(Tiltak!D5)", "DAY(Tiltak!D6)", "YEAR('Løse tall'!A14)", "Tiltak!D5-Tiltak!D4", "Tiltak!D4+30", "DATE(YEAR(Tiltak!D4)+1,MONTH(Tiltak!D4),DAY(Tiltak!D4))", "EDATE('Løse tall'!A14,12)", "EOMONTH('Løse tall'!A14,0)", "WEEKDAY(Tiltak!D4,2)",
        "NETWORKDAYS(DATE(2025,1,1),DATE(2025,1,31))", "DATEDIF(DATE(2024,2,29),DATE(2025,2,28),\"m\")", 'IF(Tiltak!D4<DATE(2025,2,1),"før","etter")', "YEAR(Tiltak!Z1)", "DAY(Tiltak!Z1)", "INT(Tiltak!D9)", "HOUR(Tiltak!D9)", "MAX(Tiltak!D4:D11)", "DATE(1900,3,1)", "DATE(2024,2,29)", "DAY(DATE(2025,2+1,0))", "WEEKNUM(DATE(2025,1,1),21)", "ISOWEEKNUM(DATE(2025,12,29))", "YEARFRAC(DATE(2025,1,1),DATE(2025,7,1))", "DAYS(DATE(2025,12,31),DATE(2025,1,1))", "TIME(12,30,0)", "MONTH(DATE(Budsjettår,1,1))", "DATE(Budsjettår,12,31)-DATE(Budsjettår,1,1)+1", "WORKDAY(DATE(2025,12,24),3)", "DATE(25,1,1)", "DAY(0)", "YEAR(\"abc\")",
    ],
    "names and operators": [
        "Sats*2", "Årlig_vekst+1", "ROUND(Grense*Øre,2)", "SUM(Sats,Budsjettår)", "COUNTA(Områder)", "-2^2", "2^-1", "2^3^2", "50%", "(1+2)*3", "10/4", "1E3", "-Sats", "+Sats", "Sats%", "2*-3", "1<2", "1<=1", "\"a\"<\"b\"", "\"Å\">\"Ø\"", "10/0", "SQRT(-1)", "1+\"x\"", "\"12\"+1", "UkjentNavn", "UkjentNavn+1", "TRUE", "\"\"", "0", "-0", "1&2", "1=\"1\"", "TRUE=1", "(2+3)%", "4^0.5", "-(-3)", "5-3-1", "100/10/2", "2*3^2", "1&2+3", "#N/A", "#REF!+1", "EXP(1)", "LN(10)", "LOG10(1000)", "PI()", "POWER(2,10)", "SQRT(2)",
        "NPV(0.05,100,200)", "PMT(0.05/12,12,1000)", "FV(0.03,10,-100)", "SUM(Tiltak!E4:E6*2)", "GCD(12,18)", "FACT(5)", "COMBIN(5,2)", "SUM({1,2;3,4})", "ROWS({1;2;3})", "TRANSPOSE(Tiltak!E4)", "Tiltak!E4:E4", "1e308*10", "INDEX({5,6,7},2)", "Finnes!A1", "SUM(Finnes!A1:A3)",
    ],
}  # fmt: skip

DEVIATIONS: dict[str, str] = {}


def numbered() -> dict[int, tuple[str, str]]:
    """Every authored formula by its row: its group and its text."""
    flat = [(group, text) for group, texts in GROUPS.items() for text in texts]
    return dict(enumerate(flat, start=1))


def place(row: int) -> CellRef:
    """The cell where formula number *row* stands."""
    return CellRef(PAGE, row, 1)
