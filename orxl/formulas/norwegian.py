"""Formulas as a Norwegian Excel shows them: ``SUMMER(A1;B1)`` for ``SUM(A1,B1)``.

Files hold formulas in English with commas; nobody who works in a Norwegian Excel has seen them so.
"""

from __future__ import annotations

import re
from typing import Final

from orxl.core import nb
from orxl.core.values import CellError
from orxl.formulas.tokens import Kind, bare_function, tokenize

_FUNCTIONS: Final = {
    "AGGREGATE": "MENGDE", "AND": "OG", "AVERAGE": "GJENNOMSNITT",
    "AVERAGEIF": "GJENNOMSNITTHVIS", "AVERAGEIFS": "GJENNOMSNITT.HVIS.SETT",
    "CELL": "CELLE", "CHAR": "TEGNKODE", "CHOOSE": "VELG", "CODE": "KODE",
    "COLUMN": "KOLONNE", "COLUMNS": "KOLONNER", "CONCAT": "KJED.SAMMEN",
    "CONCATENATE": "KJEDE.SAMMEN", "COUNT": "ANTALL", "COUNTA": "ANTALLA",
    "COUNTBLANK": "TELLBLANKE", "COUNTIF": "ANTALL.HVIS", "COUNTIFS": "ANTALL.HVIS.SETT",
    "DATE": "DATO", "DATEVALUE": "DATOVERDI", "DAY": "DAG", "DAYS": "DAGER",
    "EDATE": "DAG.ETTER", "EOMONTH": "MÅNEDSSLUTT", "EXACT": "EKSAKT", "FALSE": "USANN",
    "FILTER": "FILTRER", "FIND": "FINN", "FREQUENCY": "FREKVENS", "FV": "SLUTTVERDI",
    "HLOOKUP": "FINN.KOLONNE", "HOUR": "TIME", "HYPERLINK": "HYPERKOBLING", "IF": "HVIS",
    "IFERROR": "HVISFEIL", "IFNA": "HVIS.IT", "IFS": "HVIS.SETT", "INDEX": "INDEKS",
    "INDIRECT": "INDIREKTE", "INT": "HELTALL", "IRR": "IR", "ISBLANK": "ERTOM",
    "ISERR": "ERF", "ISERROR": "ERFEIL", "ISFORMULA": "ERFORMEL", "ISNA": "ERIT",
    "ISNUMBER": "ERTALL", "ISTEXT": "ERTEKST", "LARGE": "N.STØRST", "LEFT": "VENSTRE",
    "LEN": "LENGDE", "LOOKUP": "SLÅ.OPP", "LOWER": "SMÅ", "MATCH": "SAMMENLIGNE",
    "MAX": "STØRST", "MAXIFS": "MAKS.HVIS.SETT", "MID": "DELTEKST",
    "MINIFS": "MIN.HVIS.SETT", "MINUTE": "MINUTT", "MOD": "REST", "MONTH": "MÅNED",
    "NA": "IT", "NETWORKDAYS": "NETT.ARBEIDSDAGER", "NOT": "IKKE", "NOW": "NÅ",
    "NPV": "NNV", "OFFSET": "FORSKYVNING", "OR": "ELLER", "PMT": "AVDRAG",
    "POWER": "OPPHØYD.I", "PRODUCT": "PRODUKT", "PROPER": "STOR.FORBOKSTAV",
    "PV": "NÅVERDI", "RAND": "TILFELDIG", "RANDARRAY": "TILFELDIGMATRISE",
    "RANDBETWEEN": "TILFELDIGMELLOM", "RANK": "RANG", "RATE": "RENTE", "REPLACE": "ERSTATT",
    "REPT": "GJENTA", "RIGHT": "HØYRE", "ROUND": "AVRUND", "ROUNDDOWN": "AVRUND.NED",
    "ROUNDUP": "AVRUND.OPP", "ROW": "RAD", "ROWS": "RADER", "SEARCH": "SØK",
    "SEQUENCE": "SEKVENS", "SIGN": "FORTEGN", "SMALL": "N.MINST", "SORT": "SORTER",
    "SORTBY": "SORTER.ETTER", "SQRT": "ROT", "STDEV": "STDAV", "SUBSTITUTE": "BYTT.UT",
    "SUBTOTAL": "DELSUM", "SUM": "SUMMER", "SUMIF": "SUMMERHVIS",
    "SUMIFS": "SUMMER.HVIS.SETT", "SUMPRODUCT": "SUMMERPRODUKT", "SWITCH": "BRYTER",
    "TEXT": "TEKST", "TEXTJOIN": "TEKST.KOMBINER", "TIME": "TID", "TODAY": "IDAG",
    "TRANSPOSE": "TRANSPONER", "TRIM": "TRIMME", "TRUE": "SANN", "TRUNC": "AVKORT",
    "UNIQUE": "UNIK", "UPPER": "STORE", "VALUE": "VERDI", "VLOOKUP": "FINN.RAD",
    "WEBSERVICE": "NETTJENESTE", "WEEKDAY": "UKEDAG", "WEEKNUM": "UKENR",
    "XLOOKUP": "XOPPSLAG", "XOR": "EKSKLUSIVELLER", "YEAR": "ÅR", "YEARFRAC": "ÅRDEL",
}  # fmt: skip
_THIS_ROW: Final = re.compile(r"(?<!\w)\w++\[\[#This Row\],\[([^\[\]]+)\]\]")
_ITEMS: Final = {
    "[#This Row]": "[#Denne raden]", "[#Headers]": "[#Overskrifter]", "[#All]": "[#Alle]",
    "[#Totals]": "[#Totaler]",
}  # fmt: skip


def function(name: str) -> str:
    """What a Norwegian Excel calls the function *name*; a rare one keeps its name."""
    bare = bare_function(name)
    return _FUNCTIONS.get(bare, bare)


def norwegian(formula: str) -> str:
    """*formula* (without ``=``), or a part of one, as a Norwegian Excel shows it.

    Functions, truth values and errors have their Norwegian names, a semicolon parts arguments and
    a comma decimals. A reference to the formula's own row is ``[@Column]``.
    """
    parts: list[str] = []
    arrays = 0
    for kind, text in tokenize(formula):
        arrays += (kind is Kind.ARRAY_OPEN) - (kind is Kind.ARRAY_CLOSE)
        if kind is Kind.FUNCTION:
            text = f"{function(text)}("
        elif kind is Kind.COMMA or (kind is Kind.UNION and "," in text):
            text = text.replace(",", "\\" if arrays else ";")
        elif kind is Kind.NUMBER:
            text = text.replace(".", ",")
        elif kind is Kind.BOOL:
            text = _FUNCTIONS[text.upper()]
        elif kind is Kind.ERROR:
            text = nb.value(CellError(text.upper()))
        elif kind is Kind.STRUCTURED:
            text = _structured(text)
        parts.append(text)
    return "".join(parts)


def shown(formula: str | None) -> str:
    """*formula* (without ``=``) as a Norwegian Excel shows it, with its ``=``; ``""`` for none."""
    return "" if formula is None else f"={norwegian(formula)}"


def _structured(text: str) -> str:
    text = _THIS_ROW.sub(r"[@\1]", text)
    for english, local in _ITEMS.items():
        text = text.replace(english, local)
    return text.replace("],[", "];[")
