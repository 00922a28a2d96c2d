# ruff: noqa: E501 - one row of a sheet is one line here
"""Small workbooks such as staff could have made, against LibreOffice.

Every value the default pair agrees on must be LibreOffice's; what it must not agree on is named.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from openpyxl import Workbook

from orxl.core.refs import Range
from orxl.core.snapshot import Book, Cell, Table, TableColumn
from orxl.core.values import BLANK, CellError
from orxl.formulas.recalculate import Agreed, agree, recalculate
from orxl.xlsx import read_bytes
from tests.formulas.small import Content, book_of
from tests.formulas.workbooks import to_xlsx
from tests.libreoffice import libreoffice_values_of_many
from tests.oracle import needs_libreoffice

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]


@dataclass(frozen=True)
class Case:
    book: Book
    open: frozenset[str] = frozenset()
    """The cells that must not be agreed (``Ark!A1``)."""
    finish: Callable[[Workbook], None] | None = None
    deviations: frozenset[str] = field(default_factory=frozenset)
    """The cells where LibreOffice is known to differ from Excel."""


def rows(first: int, *lines: tuple[Content | None, ...]) -> dict[str, Content]:
    """Cells from A *first* onwards, line by line; ``None`` is an empty cell."""
    return {
        f"{'ABCDEFGH'[column]}{row}": content
        for row, line in enumerate(lines, first)
        for column, content in enumerate(line)
        if content is not None
    }


def table(name: str, ref: str, *columns: str, totals: int = 0) -> Table:
    sheet, _, area = ref.partition("!")
    return Table(name, Range.of(sheet, area), tuple(map(TableColumn, columns)), 1, totals)


def hide_rows(workbook: Workbook) -> None:
    sheet = workbook["Utgifter"]
    sheet.auto_filter.ref = "A1:B5"
    sheet.auto_filter.add_filter_column(0, ["Drift"])
    for row in (3, 5):
        sheet.row_dimensions[row].hidden = True


def hide_by_hand(workbook: Workbook) -> None:
    workbook["Liste"].row_dimensions[2].hidden = True


def merged_and_formatted(workbook: Workbook) -> None:
    sheet = workbook["Kurs"]
    sheet["A1"].number_format = "dd.mm.yyyy"
    sheet["B1"].number_format = "0.0 %"
    sheet["C1"].number_format = '# ##0 "kr"'


CASES = {
    "filtered list with hidden rows": Case(
        book_of({"Utgifter": rows(
            1, ("Type", "Beløp"), ("Drift", 1000), ("Lønn", 2500.5), ("Drift", 300), ("Reise", 80),
            ("Sum", "=SUM(B2:B5)"), ("Synlig", "=SUBTOTAL(109,B2:B5)"), ("Drift", '=SUMIF(A2:A5,"Drift",B2:B5)'),
            ("Andel", "=ROUND(B8/B6,3)"), ("Rest", "=B6-B7"), ("Uten filter", "=SUBTOTAL(9,B2:B5)"), ("To", "=SUBTOTAL(9,B2,B4)"),
        )}),
        frozenset({"Utgifter!B7", "Utgifter!B10", "Utgifter!B11"}), hide_rows,
    ),
    "rows hidden by hand": Case(
        book_of({"Liste": rows(
            1, ("Alt", 1), ("Skjult", 20), ("Alt", 300), ("Sum", "=SUBTOTAL(9,B1:B3)", "=SUBTOTAL(109,B1:B3)"),
            ("Andre", "=SUBTOTAL(109,B3:B3)", "=SUBTOTAL(3,A1:A3)+SUBTOTAL(102,B1:B1)"),
        )}),
        frozenset({"Liste!C4", "Liste!C5"}), hide_by_hand,
    ),
    "subtotals of all kinds with every row in sight": Case(
        book_of({"Bidrag": {
            **rows(1, ("Kommune", "Beløp"), ("Ålesund", 10), ("Ørsta", 20.5), ("Hå", -3), (None, "tekst"), ("Bodø", None), ("Ski", 4), ("Moss", 100),
                   ("Sum", "=SUBTOTAL(109,tblSum[Beløp])"), ("Andel", "=ROUND(B2/B9,3)")),
            **{f"D{n}": f"=SUBTOTAL({n},B2:B8)" for n in range(1, 12)}, **{f"E{n}": f"=SUBTOTAL({n + 100},B2:B8)" for n in range(1, 12)},
        }},
        tables=(table("tblSum", "Bidrag!A1:B9", "Kommune", "Beløp", totals=1),)),
    ),
    "subtotals over subtotals": Case(
        book_of({"Regnskap": rows(1, (100,), (200,), ("=SUBTOTAL(9,A1:A2)",), (50,), ("=SUBTOTAL(9,A4:A4)",), ("=SUBTOTAL(9,A1:A5)",), ("=A3+A5",))}),
        frozenset({"Regnskap!A6"}),
    ),
    "table with a totals row": Case(
        book_of(
            {"Bidrag": rows(
                1, ("Kommune", "Folketall", "Kontingent"), ("Ålesund", 58509, "=ROUND(tblBidrag[[#This Row],[Folketall]]*33.5,0)"),
                ("Ørsta", 10831, "=ROUND(tblBidrag[[#This Row],[Folketall]]*33.5,0)"),
                ("Totalt", "=SUM(tblBidrag[Folketall])", "=SUM(tblBidrag[Kontingent])"),
                ("Kontroll", '=IF(tblBidrag[[#Totals],[Kontingent]]=SUM(C2:C3),"OK","AVVIK")', "=MAX(tblBidrag[Kontingent])"),
            )},
            tables=(table("tblBidrag", "Bidrag!A1:C4", "Kommune", "Folketall", "Kontingent", totals=1),),
        )
    ),
    "names with Norwegian letters": Case(
        book_of(
            {"Forutsetninger": rows(1, ("Årlig økning", 0.031), ("Sats", 33.5), ("Øre", 100)),
             "Budsjett år": rows(1, (2025, "=Satsen*Øreverdi"), (2026, "=ROUND(B1*(1+ÅrligØkning),2)"),
                                 (2027, "=ROUND(B2*(1+ÅrligØkning),2)"), ("Sum", "=SUM(Rekken)"), ("Dobbelt", "=To*B4"))},
            names={"ÅrligØkning": "Forutsetninger!$B$1", "Satsen": "Forutsetninger!$B$2", "To": "2",
                   "Øreverdi": "Forutsetninger!$B$3", "Rekken": "'Budsjett år'!$B$1:$B$3"},
        )
    ),
    "sheet names with spaces and apostrophes": Case(
        book_of({
            "Ark med mellomrom": rows(1, (1, 2.5, "='Per''s ark'!A1*2")),
            "Per's ark": rows(1, ("='Ark med mellomrom'!B1+1", "=SUM('Ark med mellomrom'!A1:C1)")),
            "Æøå (2026)": rows(1, ("='Per''s ark'!B1&\" stk\"", "=LEN('Æøå (2026)'!A1)")),
            "2026": rows(1, ("='2026'!B1+1", "='Per''s ark'!A1")),
        }),
        frozenset({"Æøå (2026)!A1", "Æøå (2026)!B1"}),  # 13.5 stk or 13,5 stk
    ),
    "dates": Case(
        book_of({"Frister": rows(
            1, (datetime(2025, 3, 31), "=YEAR(A1)", "=MONTH(A1)", "=DAY(A1)"), (datetime(2026, 1, 1), "=A2-A1", "=A1+30"),
            ("=DATE(2025,12,31)", "=IF(A3<A2,\"før\",\"etter\")", "=DATE(YEAR(A1)+1,1,1)", "=EDATE(A1,1)"),
            ("=TODAY()", "=IF(A4>A1,1,0)", "=EOMONTH(A1,0)"), (None, '=IF(A5="","mangler frist",A5)', "=TEXT(A1,\"dd.mm.yyyy\")"),
        )}),
        frozenset({"Frister!A4", "Frister!B4", "Frister!C5"}),
    ),
    "percentages and formats": Case(
        book_of({"Kurs": rows(
            1, (datetime(2025, 3, 31), 0.125, 11.4535), ("=B1*100", "=ROUND(B1,2)", "=ROUND(1000*C1,2)"),
            ("=B1+12.5%", "=IF(B1>10%,\"over\",\"under\")", "=B1&\"\""), ("=1-B1", "=ROUND(2/3,4)", "=INT(C1)"),
        )}),
        frozenset({"Kurs!C3"}), merged_and_formatted,
    ),
    "errors caught and not caught": Case(
        book_of({"Nøkkeltall": rows(
            1, (100, 0, "=A1/B1", '=IFERROR(A1/B1,"–")'), ("=C1+1", "=IFERROR(C1,0)", "=ISERROR(C1)", "=IF(ISERROR(A2),1,2)"),
            ("=SUM(A1:C1)", "=COUNT(A1:D1)", "=IFERROR(MATCH(5,A1:B1,0),0)", "=MATCH(5,A1:B1,0)"),
            (CellError("#REF!"), "=A4", "=IFERROR(A4,\"borte\")", "=ISNA(A4)"),
        )})
    ),
    "nested conditions": Case(
        book_of({"Vurdering": rows(
            1, *((score, f'=IF(A{row}="","",IF(A{row}>=90,"svært god",IF(A{row}>=60,"god",IF(A{row}>=40,"nokså god","svak"))))',
                  f'=IF(AND(A{row}>=40,A{row}<60),"følg opp",IF(OR(A{row}>=90,A{row}=0),"se på",""))', f"=MAX(0,MIN(100,A{row}))")
                 for row, score in enumerate((95, 60, 59.99, 40, 0, None), 1))
        )})
    ),
    "criteria with wildcards": Case(
        book_of({"Konti": rows(
            1, ("6300 Leie lokaler", 100), ("6340 Lys, varme", 50), ("7140 Reisekostnad", 25), ("63 Diverse*", 5), ("Øredifferanse", 1),
            ('=SUMIFS(B1:B5,A1:A5,"63*")', '=SUMIFS(B1:B5,A1:A5,"63?0*")'), ('=COUNTIF(A1:A5,"*kost*")', '=SUMIF(A1:A5,"*~*",B1:B5)'),
            ('=SUMIFS(B1:B5,A1:A5,"<>6*")', '=COUNTIF(A1:A5,"ø*")'), ('=SUMIFS(B1:B5,A1:A5,"6*",B1:B5,">=50")', '=COUNTIF(A1:A5,"")'),
        )}),
        frozenset({"Konti!B9"}),
    ),
    "numbers stored as text": Case(
        book_of({"Import": rows(
            1, ("123", 123, "=A1=B1", "=A1+1", "=SUM(A1:B1)", "=ISNUMBER(A1)"), ("12,5", 12.5, "=A2=B2", "=A2+1", "=SUM(A2:B2)", "=VALUE(A2)"),
            ("007", 7, "=A3=B3", "=A3*2", "=VALUE(A3)", "=LEN(A3)"), (" 42 ", 42, "=TRIM(A4)", "=VALUE(TRIM(A4))", '=SUBSTITUTE(A4," ","")', "=COUNT(A1:A4)"),
            ("1.10", 1.1, '=COUNTIF(A1:A5,"1.1")', '=SUMPRODUCT(--(A1:A5="1.10"))', "=A5&\"x\"", "=COUNTIF(A1:A5,\"1.10\")"),
        )}),
        frozenset({"Import!D2", "Import!F2", "Import!C5", "Import!F5"}),
    ),
    "lookups between sheets": Case(
        book_of(
            {"Satser": rows(1, ("Gruppe", "Sats"), ("Liten", 10), ("Middels", 20.5), ("Stor", 40)),
             "Søknad": rows(1, ("Gruppe", "Antall", "Beløp"),
                            ("middels", 3, "=INDEX(tblSatser[Sats],MATCH(tblSøknad[[#This Row],[Gruppe]],tblSatser[Gruppe],0))*tblSøknad[[#This Row],[Antall]]"),
                            ("Ukjent", 2, "=IFERROR(INDEX(tblSatser[Sats],MATCH(A3,tblSatser[Gruppe],0))*B3,0)"),
                            ("Stor", None, "=VLOOKUP(A4,Satser!A2:B4,2,FALSE)*B4")),
             "Sum": rows(1, ("=SUM(tblSøknad[Beløp])", "=SUMPRODUCT((tblSøknad[Gruppe]=\"Stor\")*tblSøknad[Beløp])", "=ROWS(tblSøknad[Beløp])"))},
            tables=(table("tblSatser", "Satser!A1:B4", "Gruppe", "Sats"), table("tblSøknad", "Søknad!A1:C4", "Gruppe", "Antall", "Beløp")),
        )
    ),
    "a circle and its surroundings": Case(
        book_of({"Lån": rows(1, (1000, "=A1*0.05", "=B1+D1", "=C1*0.1"), ("=C1+1", "=B1+1", "=IF(FALSE,C1,2)"))}),
        frozenset({"Lån!C1", "Lån!D1", "Lån!A2", "Lån!C2"}),
    ),
    "array formulas": Case(
        book_of({"Matrise": rows(
            1, (1, 2, 3), (4, 5, 6), (Cell(BLANK, "SUM(A1:C1*A2:C2)", 0, "array"), Cell(BLANK, "MAX(IF(A1:C1<3,A2:C2))", 0, "array"),
                                      "=SUMPRODUCT(A1:C1,A2:C2)", "=SUM(A1:C1*A2:C2)"),
        )}),
        frozenset({"Matrise!D3"}),  # implicit intersection outside an array formula
    ),
    "blanks, zeros and empty texts": Case(
        book_of({"Tomt": rows(
            1, (None, 0, '=IF(1=2,1,"")', "=A1", "=A1=0", '=A1=""'), ("=B1=A1", "=B1=\"\"", "=C1=\"\"", "=C1=0", "=ISBLANK(C1)", "=ISBLANK(A1)"),
            ("=COUNTA(A1:C1)", "=COUNT(A1:C1)", "=COUNTBLANK(A1:C1)", "=SUM(A1:C1)", "=A1&C1", "=LEN(A1)"), ("=A1+B1", "=N(C1)", "=MAX(A1:C1)", "=A1*5", "=IF(A1,1,2)", "=AVERAGE(A1:C1)"),
        )})
    ),
}  # fmt: skip


def test_agreed_values_are_libreoffices_and_doubtful_ones_are_not_agreed() -> None:
    assert len(CASES) >= 10
    files = [to_xlsx(case.book, case.finish) for case in CASES.values()]
    theirs = libreoffice_values_of_many(files)
    for (name, case), data, oracle in zip(CASES.items(), files, theirs, strict=True):
        result = recalculate(read_bytes(data))
        wrong = {
            f"{cell.sheet}!{cell.a1}": (value, oracle.get(cell))
            for cell, value in result.agreed.items()
            if not (cell in oracle and agree(value, oracle[cell]))
        }
        assert wrong.keys() == case.deviations, (name, wrong)
        undecided = {
            f"{cell.sheet}!{cell.a1}": verdict
            for cell, verdict in result.verdicts.items()
            if not isinstance(verdict, Agreed)
        }
        assert undecided.keys() == case.open, (name, undecided)
