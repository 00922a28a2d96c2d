"""Formulas of the kinds staff write, and the workbook they stand in (all of it made up)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet, Table, TableColumn
from orxl.core.values import BLANK, CellError, Value

PAGE = "Prøve"

# fmt: off
_HEADS = (
    "Kode", "Område", "Tiltak", "Start", "Beløp 2025", "Beløp 2026", "Status", "Andel", "Merknad",
)
_MEASURES: list[tuple[Value, ...]] = [
    ("1.1", "Helse", "Møteplass for frivillige", datetime(2025, 1, 1),
     125000.0, 130000.0, "Pågår", 0.25, BLANK),
    ("1.2", "Helse", "Frisklivssentral", datetime(2025, 3, 15),
     80000.0, 0.0, "Fullført", 0.1, "se note 4"),
    ("1.10", "Miljø", "Rent hav – strandrydding", datetime(2024, 12, 31),
     45000.5, 47250.53, "Pågår", 0.05, BLANK),
    ("2.1", "Miljø", "Klimabudsjett", datetime(2026, 2, 28),
     0.0, 60000.0, "Ikke startet", 0.0, BLANK),
    ("2.2", "Næring", "Øyhopping og ærfugl", datetime(2025, 6, 1),
     33333.33, 33333.33, "Pågår", 1 / 3, "søkt"),
    ("3.1", "Næring", "Åpen gård*", datetime(2025, 11, 23, 12, 0),
     250000.0, 275000.0, "Stanset", 0.5, "prøve?"),
    ("3.2", "Øvrig", "Kurs i «klart språk»", datetime(2025, 8, 20),
     -12000.0, 12000.0, "Pågår", -0.02, BLANK),
    ("3.3", "Øvrig", "Fellestiltak & drift", datetime(2027, 5, 17),
     999999.99, 1000000.01, "Ikke startet", 1.0, BLANK),
]
# fmt: on
_MEMBERS: list[tuple[str, float | str]] = [
    ("Ålesund", 58509.0),
    ("Ørsta", 10831.0),
    ("Ærøy", 412.0),
    ("Bodø", 53712.0),
    ("Hå", 19896.0),
    ("Måsøy", 1117.0),
    ("Sør-Varanger", 9925.0),
    ("Å i Lofoten", 0.0),
]  # fmt: skip


def _grid(rows: list[tuple[Value, ...]], top: int, left: int = 1) -> dict[tuple[int, int], Cell]:
    return {
        (row, column): Cell(value)
        for row, values in enumerate(rows, top)
        for column, value in enumerate(values, left)
        if value is not BLANK
    }


def base(formulas: dict[int, str] | None = None, arrays: Collection[int] = ()) -> Book:
    """The workbook with *formulas* on rows of column A of the sheet «Prøve».

    Those on the rows *arrays* are entered as arrays.
    """
    columns = tuple(map(TableColumn, _HEADS))
    measures = Table("tblTiltak", Range("Tiltak", 3, 1, 11, 9), columns)
    members = Table(
        "tblMedlem",
        Range("Medlemmer å", 1, 2, 9, 3),
        (TableColumn("Kommune"), TableColumn("Folk [#]")),
    )
    loose: dict[tuple[int, int], Cell] = {
        (1, 1): Cell(2026.0), (2, 1): Cell(0.035), (3, 1): Cell(33.5), (4, 1): Cell("1.1"),
        (5, 1): Cell("007"), (6, 1): Cell("  flere   ord  "), (7, 1): Cell(True),
        (8, 1): Cell(False), (9, 1): Cell(CellError("#N/A")),
        (10, 1): Cell(CellError("#DIV/0!")), (12, 1): Cell("12"),
        (13, 1): Cell(12.0), (14, 1): Cell(datetime(2025, 2, 28)), (15, 1): Cell("3.1/Næring"),
        (16, 1): Cell("ærlig ØYENSTIKKER å"), (17, 1): Cell(1e-9), (18, 1): Cell(1234567.891),
        (19, 1): Cell(-0.5), (20, 1): Cell(2.5), (21, 1): Cell(1.005), (22, 1): Cell("Ålesund"),
    }  # fmt: skip
    empty_text = {(6, 9): Cell("", 'IF(1=2,"x","")', 0, "normal")}
    page = {
        (row, 1): Cell(BLANK, text, 0, "array" if row in arrays else "normal")
        for row, text in (formulas or {}).items()
    }
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


def _groups() -> dict[str, list[str]]:
    """The formulas in ``authored.txt``, one on each line under the ``[name]`` of its group."""
    groups: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("authored.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            groups[line.strip("[]")] = []
        elif line:
            groups[next(reversed(groups))].append(line)
    return groups


GROUPS = _groups()
ENTERED = GROUPS.pop("entered as arrays")
"""Formulas entered as arrays (Ctrl+Shift+Enter)."""

PATTERNS = GROUPS.pop("patterns")
"""Lookups and criteria with wildcards."""

WORKED_THROUGH = [
    "SUMPRODUCT" + text[3:] for text in ENTERED if text.startswith("SUM(") and "IF(" not in text
]
"""The same inside SUMPRODUCT, which works through arrays by itself."""

NUM, VALUE, REF, NAME = (CellError(code) for code in ("#NUM!", "#VALUE!", "#REF!", "#NAME?"))
DEVIATIONS: dict[str, tuple[Value, Value, str]] = {
    "SUM('Løse tall'!A1:A8)": (2059.535, 2060.535, "a truth value in a range counts as a number"),
    "SUM('Løse tall'!A7,TRUE)": (1.0, 2.0, "a truth value in a cell counts as a number"),
    "MIN('Løse tall'!A7:A8)": (0.0, False, "a truth value in a range counts as a number"),
    "COUNT('Løse tall'!A1:A22)": (10.0, 12.0, "a truth value in a range counts as a number"),
    "TRUE=1": (False, True, "a truth value equals its number"),
    'SUM("3",4)': (7.0, VALUE, "a text given as an argument is no number"),
    "COUNTIF('Løse tall'!A12:A13,12)": (2.0, 1.0, "the text «12» does not meet the criterion 12"),
    'VLOOKUP("1.2",tblTiltak[#Data],3,FALSE)': ("Frisklivssentral", VALUE, "reads no tbl[#Data]"),
    "INDEX(tblTiltak[#Data],2,3)": ("Frisklivssentral", VALUE, "reads no tbl[#Data]"),
    'VLOOKUP("Bodø",tblMedlem[#Data],2,FALSE)': (53712.0, VALUE, "reads no tbl[#Data]"),
    'VLOOKUP("bodø",tblMedlem[#Data],2,FALSE)': (53712.0, VALUE, "reads no tbl[#Data]"),
    "COUNTA(tblTiltak[#Headers])": (9.0, 1.0, "reads no tbl[#Headers]"),
    "ROWS(tblTiltak)": (8.0, 9.0, "a table without brackets takes the headers too"),
    "INDEX(Tiltak!E4:E11,20)": (REF, VALUE, "writes its error 502 as #VALUE!"),
    "SQRT(-1)": (NUM, VALUE, "writes its error 502 as #VALUE!"),
    "DATE(25,1,1)": (9133.0, 45658.0, "two digits are a year of this century, Excel: 1925"),
    "Finnes!A1": (REF, NAME, "a sheet that is not there"),
    "SUM(Finnes!A1:A3)": (REF, NAME, "a sheet that is not there"),
}
"""Where LibreOffice differs from Excel: Excel's value, LibreOffice's, and how it differs."""


def numbered() -> dict[int, tuple[str, str]]:
    """Every authored formula by its row: its group and its text."""
    flat = [(group, text) for group, texts in GROUPS.items() for text in texts]
    return dict(enumerate(flat, start=1))


def place(row: int) -> CellRef:
    """The cell where formula number *row* stands."""
    return CellRef(PAGE, row, 1)
