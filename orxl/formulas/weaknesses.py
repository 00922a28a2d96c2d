"""What the embedded engines were measured to get wrong, one table for each.

The cases come from the test set (``tests/formulas``), with LibreOffice as the oracle or with what
Microsoft documents (``excel_documented.yaml``), and can be measured again with
``benchmarks/engines.py``. A formula that meets a case is declined, not believed. The list of
functions that may be given arrays is a list of what was seen to be right: a function that nobody
has tried with an array is declined there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from orxl.core.values import CellError, Value
from orxl.formulas.calls import Call, Expression, sole
from orxl.formulas.engine import Suspect, Weakness, functions
from orxl.formulas.probes import TEXT_FUNCTIONS
from orxl.formulas.tokens import REFERENCES, Kind, Token, read_prefix, split_prefix

_SURE_UNITS: Final = frozenset({"Y", "M", "D", "YM", "YD"})
_WILDCARD: Final = re.compile(r"[*?~]")
_LOOKUPS: Final = frozenset({"MATCH", "VLOOKUP", "HLOOKUP", "SEARCH", "XLOOKUP", "XMATCH"})
_CRITERIA: Final = frozenset({"COUNTIF", "SUMIF", "AVERAGEIF", "COUNTIFS", "SUMIFS", "AVERAGEIFS"})
_CHOOSES: Final = frozenset({"IF", "IFERROR", "IFNA", "IFS", "CHOOSE", "SWITCH", "{"})
_GIVES_TEXT: Final = TEXT_FUNCTIONS - {"LEN", "FIND", "SEARCH", "EXACT"} | {
    "TEXT", "T", "CHAR", "UNICHAR", "FIXED", "DOLLAR", "VLOOKUP", "HLOOKUP", "LOOKUP", "XLOOKUP",
    "INDEX", "ADDRESS", "ROMAN", "BASE", "TEXTBEFORE", "TEXTAFTER", "DEC2HEX", "DEC2BIN",
}  # fmt: skip
"""Functions that give a text, or may."""
_NEWEST: Final = functions(
    "FILTER", "UNIQUE", "SORT", "SORTBY", "SEQUENCE", "RANDARRAY", "LET", "LAMBDA", "TEXTSPLIT",
    "VSTACK", "HSTACK", "TAKE", "DROP", "TOCOL", "TOROW", "MAP", "REDUCE", "SCAN", "BYROW",
    "BYCOL", "MAKEARRAY", "CHOOSECOLS", "CHOOSEROWS", "EXPAND", "WRAPROWS", "WRAPCOLS", "GROUPBY",
    "PIVOTBY", "SINGLE", "ANCHORARRAY",
)  # fmt: skip


def _lifts_untried(tried: frozenset[str]) -> Callable[[Suspect], bool]:
    return lambda suspect: not suspect.use.lifted <= tried


def _call(test: Callable[[Call], bool]) -> Callable[[Suspect], bool]:
    return lambda suspect: any(map(test, suspect.form.calls))


def _looks_up_a_pattern(call: Call) -> bool:
    if call.name not in _LOOKUPS or not call.arguments:
        return False
    wanted = call.arguments[0]
    return any(
        isinstance(part, Token) and part.kind is Kind.TEXT and bool(_WILDCARD.search(part.text))
        for part in wanted
    )


def _wants_the_empty_text(call: Call) -> bool:
    if call.name not in _CRITERIA:
        return False
    found = [sole(argument) for argument in call.arguments]
    return any(isinstance(part, Token) and part.text in ('""', '"="') for part in found)


def _wants_an_error(call: Call) -> bool:
    found = [sole(argument) for argument in call.arguments]
    return call.name in _CRITERIA and any(
        isinstance(part, Token) and part.kind is Kind.TEXT and part.text.startswith('"#')
        for part in found
    )


def _reads_an_array_constant(call: Call) -> bool:
    names = ("INDEX", "ROWS", "COLUMNS", "VLOOKUP", "HLOOKUP")
    return call.name in names and any(
        isinstance(part, Call) and part.name == "{" for part in map(sole, call.arguments)
    )


def _chooses_among_arrays(call: Call) -> bool:
    if call.name == "CHOOSE":
        return any(
            isinstance(part, Token) and part.kind is Kind.RANGE
            for argument in call.arguments[1:]
            for part in argument
        )
    return call.name in ("AND", "OR") and any(
        len(argument) > 1 and any(isinstance(p, Token) and p.kind is Kind.RANGE for p in argument)
        for argument in call.arguments
    )


def _sums_from_a_corner(call: Call) -> bool:
    """``SUMIF(A1:A9,"x",B1)``: Excel stretches the sum range to the size of the first."""
    if call.name not in ("SUMIF", "AVERAGEIF") or len(call.arguments) != 3:
        return False
    tested, summed = sole(call.arguments[0]), sole(call.arguments[2])
    return isinstance(tested, Token) and isinstance(summed, Token) and tested.kind != summed.kind


def _judges_a_text(call: Call) -> bool:
    """A text where AND wants a truth value: #VALUE! in Excel, unless it is a cell's.

    IF, IFS and NOT are told apart by what a cell or a typed text says (see probes); a text that
    is put together is not known.
    """
    if call.name in ("AND", "OR", "XOR"):
        return any(map(_may_be_text, call.arguments))
    if call.name in ("IF", "IFS", "NOT"):
        judged = call.arguments[: None if call.name == "IFS" else 1 : 2]
        return any(_may_be_text(part) for part in judged if not isinstance(sole(part), Token))
    return False


def _may_be_text(argument: Expression) -> bool:
    part = sole(argument)
    if isinstance(part, Token):
        return part.kind is Kind.TEXT
    if isinstance(part, Call):
        if part.name in _CHOOSES:
            return any(map(_may_be_text, part.arguments))
        return part.name in _GIVES_TEXT
    operators = {p.text for p in argument if isinstance(p, Token) and p.kind is Kind.INFIX}
    return operators == {"&"}


def _of_a_month(call: Call) -> bool:
    """``DATEDIF(a,b,"MD")``: Microsoft warns that it may be negative, zero or inaccurate.

    Nor is another unit than Excel's five believed: the engines give #VALUE! for #NUM!.
    """
    if call.name != "DATEDIF" or len(call.arguments) < 3:
        return False
    unit = sole(call.arguments[2])
    return not (isinstance(unit, Token) and unit.text.strip('"').upper() in _SURE_UNITS)


def _between_two_places(call: Call) -> bool:
    """``LARGE(r,1.5)``: Excel takes the second, the engines the first."""
    if call.name not in ("LARGE", "SMALL") or len(call.arguments) < 2:
        return False
    place = sole(call.arguments[1])
    return isinstance(place, Token) and place.kind is Kind.NUMBER and "." in place.text


def _searches_by_halves(call: Call) -> bool:
    """A binary search, which the engines do not do: in values that are not sorted it is chance."""
    return len(call.arguments) > {"XLOOKUP": 5, "XMATCH": 3}.get(call.name, 255)


def _three_d(suspect: Suspect) -> bool:
    for token in suspect.form.tokens:
        prefix = split_prefix(token.text)[0] if token.kind in REFERENCES else ""
        if prefix and read_prefix(prefix).first != read_prefix(prefix).last:
            return True
    return False


def _operators_on_references(suspect: Suspect) -> bool:
    odd = (Kind.UNION, Kind.INTERSECTION)
    return any(token.kind in odd for token in suspect.form.tokens)


def _is_num_error(value: Value) -> bool:
    return value == CellError("#NUM!")


_BETTEROFFICE_LIFTS: Final = frozenset(
    {
        "ABS", "CEILING", "COUNTIF", "COUNTIFS", "DATE", "DAY", "EXACT", "FIND", "FLOOR", "HOUR",
        "IF", "IFERROR", "INT", "ISBLANK", "ISERR", "ISERROR", "ISLOGICAL", "ISNA", "ISNUMBER",
        "ISTEXT", "LARGE", "LEFT", "LEN", "LN", "LOWER", "MATCH", "MID", "MOD", "MONTH", "NOT",
        "POWER", "PROPER", "REPLACE", "REPT", "RIGHT", "ROUND", "ROUNDDOWN", "ROUNDUP", "SEARCH",
        "SIGN", "SMALL", "SQRT", "SUBSTITUTE", "SUMIF", "SUMIFS", "TRIM", "TRUNC", "UPPER",
        "VALUE", "WEEKDAY", "YEAR",
    }
)  # fmt: skip
_IRONCALC_LIFTS: Final = frozenset(
    {
        "ABS", "DATE", "DAY", "EXACT", "FIND", "IF", "IFERROR", "INT", "ISLOGICAL", "ISNA",
        "LEFT", "LEN", "LN", "LOWER", "MID", "MONTH", "POWER", "PROPER", "REPLACE", "REPT",
        "RIGHT", "SEARCH", "SIGN", "SQRT", "SUBSTITUTE", "SUMIF", "TRIM", "UPPER", "WEEKDAY",
        "YEAR",
    }
)  # fmt: skip
_TEXT_FOR_TRUTH: Final = Weakness(
    "Motoren tar en tekst for noe annet enn en feil i OG, ELLER og EKSKLUSIVELLER.",
    'OR(A1="Ja","Delvis") TRUE for #VALUE!',
    _call(_judges_a_text),
)
"""Both engines have it, so that they agree and are wrong."""
_BOTH: Final = (
    _TEXT_FOR_TRUTH,
    Weakness(
        "Motoren leser ikke tall i tekst som TALLVERDI i Excel.",
        'NUMBERVALUE("") #VALUE! for 0; NUMBERVALUE("1,5.2",",",".") 1.52 for #VALUE!',
        functions("NUMBERVALUE"),
    ),
    Weakness(
        "Enheten i DATODIFF er ukjent, eller er «MD», som Microsoft selv advarer mot.",
        'DATEDIF(DATE(2011,1,31),DATE(2011,3,1),"MD") -2 and 1',
        _call(_of_a_month),
    ),
    Weakness(
        "Motoren er ikke prøvd med et nummer i rekken som ikke er helt.",
        "LARGE(r,1.5): not documented",
        _call(_between_two_places),
    ),
    Weakness(
        "Motoren er ikke prøvd med den måten å søke på.",
        'XLOOKUP(x,r,s,"",0,2) is binary in Excel, so that the order counts',
        _call(_searches_by_halves),
    ),
)
_ARRAY = "Motoren er ikke prøvd med en matrise på dette stedet i formelen."

BETTEROFFICE: Final[tuple[Weakness, ...]] = (
    Weakness(_ARRAY, "SUMPRODUCT(CODE(r)) 862 for 839", _lifts_untried(_BETTEROFFICE_LIFTS)),
    Weakness(
        "Motoren finner ikke jokertegn (* og ?) i oppslag.",
        'MATCH("K*",r,0) and VLOOKUP("K*",…) #N/A for 4; SEARCH("b?å","xblå") #VALUE! for 2',
        _call(_looks_up_a_pattern),
    ),
    Weakness(
        "Motoren skiller ikke tomme tekster fra tomme celler i vilkår.",
        'COUNTIFS(r,"") 4 for 5 where one cell holds an empty text',
        _call(_wants_the_empty_text),
    ),
    Weakness(
        "Motoren finner ikke feilverdier i vilkår.",
        'COUNTIF(r,"#N/A") 0 for 1',
        _call(_wants_an_error),
    ),
    Weakness(
        "Motoren leser ikke matrisekonstanter i oppslag.",
        'INDEX({5,6,7},2), ROWS({1;2;3}), VLOOKUP(3,{1,"a";3,"b"},2,FALSE) #VALUE!',
        _call(_reads_an_array_constant),
    ),
    Weakness(
        "Motoren regner ikke med matriser i OG, ELLER og VELG.",
        "AND(r>-99999) in an array formula and SUM(CHOOSE(1,r,r)) #VALUE!",
        _call(_chooses_among_arrays),
    ),
    *_BOTH,
    Weakness("Motoren regner ikke på tvers av ark (3D).", "SUM(Ark1:Ark3!A1): nothing", _three_d),
    Weakness("Motoren er ikke prøvd med de nyeste funksjonene.", "dynamic arrays", _NEWEST),
)  # fmt: skip

IRONCALC: Final[tuple[Weakness, ...]] = (
    Weakness(
        _ARRAY,
        "SUMPRODUCT(--ISNUMBER(r)) 0 for 8; SUM(SUMIFS(s,r,{…})) 0; SUMPRODUCT(ROUND(r,0)) #VALUE!",
        _lifts_untried(_IRONCALC_LIFTS),
    ),
    Weakness(
        "Motoren skiller ikke tomme tekster fra tomme celler i vilkår.",
        'SUMIFS(s,r,"=") counts empty texts too',
        _call(_wants_the_empty_text),
    ),
    Weakness(
        "Motoren utvider ikke summeringsområdet i SUMMERHVIS.",
        'SUMIF(A1:A9,"x",B1) #VALUE!',
        _call(_sums_from_a_corner),
    ),
    Weakness(
        "Motoren kjenner ikke dag 0 i Excels kalender (tom dato).",
        "YEAR(blank) #NUM! for 1900",
        functions("YEAR", "MONTH", "DAY"),
        when=_is_num_error,
    ),
    *_BOTH,
    Weakness("Motoren regner ikke på tvers av ark (3D).", "SUM(Ark1:Ark3!A1) #VALUE!", _three_d),
    Weakness(
        "Motoren leser ikke sammensatte områder.",
        "SUM((A1,A3)) and SUM(A1:A3 A2:A5) #ERROR!",
        _operators_on_references,
    ),
    Weakness("Motoren er ikke prøvd med de nyeste funksjonene.", "dynamic arrays", _NEWEST),
)
