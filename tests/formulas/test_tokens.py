from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula import Tokenizer

from orxl.formulas.scanning import scan
from orxl.formulas.tokens import (
    Kind,
    SheetPart,
    functions,
    read_prefix,
    split_prefix,
    tokenize,
)
from tests.formulas.authored import numbered

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
PIECES = [
    "SUM(", "IF(", ")", "(", ",", ";", "{", "}", "A1", "$B$2", "A1:B2", "C:C", "1:3", " ", "+", "-",
    "&", "=", "<>", ">=", "%", '"a ""b"" (c"', "'Ark 1'!A1", "Ark1:Ark3!A1", "[1]Ark!A1", "tbl[Å]",
    "tbl[[#This Row],[a'[b]]", "[@x]", "Æ_navn", "1.5E-3", "TRUE", "#N/A", "#REF!", "_xlfn.IFS(",
    "@", "#", "!", "'", "\n", "\u00a0", "é",
]  # fmt: skip


def kinds(formula: str) -> list[tuple[str, str]]:
    return [(token.kind.value, token.text) for token in tokenize(formula)]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_joined_tokens_are_the_formula(formula: str) -> None:
    assert "".join(token.text for token in tokenize(formula)) == formula


NUMBERED = [
    "A{}", "$B${}", "A{}:B{}", "{}:{}", "{}", "{}.{}", "{}E{}", "LOG{}(", "x.{}(", "År_{}", "-{}",
    "Ark{}!A{}", "'Ark {}'!A{}", "'[{}]A'!B{}", '"kl. {} %s"', "tbl[År {}]", "XFE{}", "F{}#", "{}%",
    "\\{}",
]  # fmt: skip
NUMBERS = st.one_of(st.integers(0, 2_000_000).map(str), st.sampled_from(["01", "007", "1048577"]))


@given(st.lists(st.sampled_from([*PIECES, *NUMBERED]), max_size=8).map("".join), st.data())
def test_a_copy_with_other_numbers_has_the_tokens_a_search_finds(
    form: str, data: st.DataObject
) -> None:
    first, *others = form.split("{}")
    for _ in range(3):  # the first of a pattern is searched, the others are put together
        formula = first + "".join(data.draw(NUMBERS) + other for other in others)
        assert tokenize(formula) == scan(formula)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A1", Kind.CELL), ("$XFD$1048576", Kind.CELL), ("'Ark 1'!$A$1", Kind.CELL),
        ("'Per''s ark'!A1", Kind.CELL), ("Åpning!B2", Kind.CELL), ("Ark1:Ark3!A1", Kind.CELL),
        ("'Ark 1:Ark 3'!A1", Kind.CELL), ("[1]Ark1!A1", Kind.CELL), ("2024!A1", Kind.CELL),
        (r"'C:\mappe\[bok.xlsx]Ark 1'!A1", Kind.CELL), ("A1:$B$2", Kind.RANGE),
        ("'Ark 1'!A1:B2", Kind.RANGE), ("A:$C", Kind.COLUMNS), ("Ark1!A:A", Kind.COLUMNS),
        ("$1:3", Kind.ROWS), ("tblTiltak[Beløp 2025]", Kind.STRUCTURED),
        ("[@Beløp]", Kind.STRUCTURED),
        ("tbl[[#This Row],[a'[b']]]", Kind.STRUCTURED), ("[1]!tbl[x!]", Kind.STRUCTURED),
        ("tbl[[A]:[B!]]", Kind.STRUCTURED), ("tbl[]", Kind.STRUCTURED), ("Årlig_vekst", Kind.NAME),
        ("Ark1!Navn", Kind.NAME), ("[0]!Navn", Kind.NAME),
        ("XFE1", Kind.NAME), ("A1048577", Kind.NAME),
        ("_xlnm.Print_Area", Kind.NAME), ("#DIV/0!", Kind.ERROR), ("Ark1!#REF!", Kind.ERROR),
        ("1.5E-3", Kind.NUMBER), (".5", Kind.NUMBER), ('"a ""b"""', Kind.TEXT), ("true", Kind.BOOL),
        ("_xlfn.XLOOKUP(", Kind.FUNCTION), ("LOG10(", Kind.FUNCTION), ("[1]!Makro(", Kind.FUNCTION),
    ],
)  # fmt: skip
def test_one_token_is_recognised(text: str, kind: Kind) -> None:
    assert kinds(text) == [(kind.value, text)]


def test_minus_is_a_sign_or_an_operator_by_its_place() -> None:
    minuses = [token.kind for token in tokenize("-A1-(-2)*-3%-1") if token.text == "-"]
    assert minuses == [Kind.PREFIX, Kind.INFIX, Kind.PREFIX, Kind.PREFIX, Kind.INFIX]


def test_comma_and_space_between_references_are_operators() -> None:
    assert ("union", ",") in kinds("SUM((A1,B1))")
    assert ("comma", ",") in kinds("SUM(A1,B1)")
    assert ("intersection", " ") in kinds("SUM(A1:B2 B1:B9)")
    assert ("space", " ") in kinds("SUM(A1, B1)")
    assert ("comma", ",") in kinds("{1,2;3,4}")


def test_functions_are_named_without_their_prefixes() -> None:
    assert functions('_xlfn._xlws.FILTER(a,sum(1))&"IF("') == {"FILTER", "SUM"}


def test_the_sheet_part_is_split_off_and_read() -> None:
    assert split_prefix("'Per''s ark'!A1:B2") == ("'Per''s ark'!", "A1:B2")
    assert split_prefix("tbl[[A]:[B!]]") == ("", "tbl[[A]:[B!]]")
    assert split_prefix("#REF!") == ("", "#REF!")
    assert read_prefix("'Per''s ark'!") == SheetPart("", "Per's ark", "Per's ark")
    assert read_prefix("'[1]Ark 1:Ark 3'!") == SheetPart("1", "Ark 1", "Ark 3")
    assert read_prefix("[0]!") == SheetPart("", "", "")


def same_pieces(formula: str) -> bool:
    """Whether openpyxl cuts the formula alike; its spaces lose their extent, so they are merged."""
    mine = "\0".join(token.text for token in tokenize(formula) if token.text.strip())
    theirs = "\0".join(
        piece.value for piece in Tokenizer("=" + formula).items if piece.value.strip()
    )
    return mine == theirs


@pytest.mark.parametrize("formula", [text for _, text in numbered().values()])
def test_authored_formulas_are_cut_as_openpyxl_cuts_them(formula: str) -> None:
    if "Tiltak:Tiltak!" not in formula:
        assert same_pieces(formula)


def test_formulas_of_strangers_are_cut_as_openpyxl_cuts_them() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus of strangers' workbooks is not on this machine")
    found = corpus_formulas()
    assert len(found) > 500
    # openpyxl takes \r for a part of the reference beside it.
    odd = [formula for formula in found if "\r" not in formula and not same_pieces(formula)]
    assert odd == []
    assert not [f for f in found for token in tokenize(f) if token.kind is Kind.UNKNOWN]


def corpus_formulas() -> set[str]:
    formulas: set[str] = set()
    for path in CORPUS.glob("*/*.xls?"):
        try:
            package = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError):
            continue
        for info in package.infolist():
            if info.filename.startswith("xl/worksheets/sheet") and info.file_size < 5_000_000:
                try:
                    text = package.read(info).decode("utf-8", "replace")
                except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
                    continue
                found = re.findall(r"<(?:x:)?f(?: [^>]*)?>([^<]+)</(?:x:)?f>", text)
                formulas.update(map(html.unescape, found))
    return formulas
