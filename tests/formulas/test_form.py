"""A formula that is put together from its pattern is what reading its own text gives."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orxl.core.refs import MAX_COLUMN, MAX_ROW, CellRef, Range
from orxl.core.snapshot import Book, DefinedName, Sheet, Table, TableColumn
from orxl.formulas.form import Formula, form_of
from orxl.formulas.lowering import SheetFormulas
from orxl.formulas.precedents import locate
from orxl.formulas.scanning import scan
from orxl.formulas.structured import lower
from orxl.formulas.tokens import REFERENCES

TABLE = Table(
    "tblSøknad",
    Range("Ark 1", 4, 2, 12, 5),
    tuple(map(TableColumn, ("År", "Kr", "Sum 2025", "Sum 2026"))),
    totals_rows=1,
)
BOOK = Book(
    (Sheet("Ark 1", {}, (TABLE,)), Sheet("Ark2", {}), Sheet("Ark3", {}), Sheet("Per's", {})),
    names=(
        DefinedName("Sats", "'Ark 1'!$B$2"),
        DefinedName("Sats", "'Ark 1'!$B$3", sheet="Ark2"),
        DefinedName("Prosent", "0.25"),
        DefinedName("Minus", "-'Ark 1'!$B$2"),
        DefinedName("Tekst", '"a"'),
        DefinedName("Over", "'Ark 1'!A1048576"),
        DefinedName("Venstre", "XFD1"),
        DefinedName("Rad", "$A1:$C1"),
        DefinedName("Kolonne", "'Ark 1'!$B:$B"),
        DefinedName("Alle", "tblSøknad[Kr]"),
        DefinedName("Denne", "tblSøknad[[#This Row],[Kr]]"),
        DefinedName("Dobbel", "Sats*Over"),
        DefinedName("Sirkel", "Sirkel+1"),
        DefinedName("Skjev", "SUM(Ark2!$A$1"),
        DefinedName("Feil", "Ark2!#REF!"),
        DefinedName("Sum_2025", "Ark2!$A$5"),
        DefinedName("Sum_2026", "Ark2!A6"),
    ),
)
REFERENCE = [
    "A{}", "$A{}", "A${}", "$B${}", "a{}", "A{}:B{}", "A{}:A{}", "$A{}:A${}", "A:A", "$A:B",
    "{}:{}", "${}:{}", "Ark2!A{}", "'Ark 1'!$C${}", "'Per''s'!B{}", "Ark2!A{}:A{}", "Ark2!B:C",
    "Ark1:Ark3!A{}", "'Ark 1:Ark3'!A{}", "[1]Ark!A{}", "'[{}]Ark'!A1", "[0]Ark2!A{}", "Borte!A{}",
    "XFD{}", "XFE{}", "#REF!", "Ark2!#REF!",
]  # fmt: skip
NAMED = [
    *(name.name for name in BOOK.names), "Ukjent", "Ark2!Sats", "[0]!Sats", "[1]!Sats", "År_{}",
    "Sum_{}", "tblSøknad", "tblSøknad[Kr]", "tblSøknad[Sum {}]", "tblSøknad[[#This Row],[Kr]]",
    "tblSøknad[[#This Row],[Sum {}]]", "tblSøknad[[#This Row],[År]:[Kr]]", "[@Kr]", "[Kr]",
    "tblSøknad[@Kr]", "tblSøknad[#Totals]", "tblSøknad[[#All],[Kr]]", "tblBorte[Kr]",
    "tblSøknad[Borte]",
]  # fmt: skip
OTHER = [
    "SUM(", "IF(", "ROWS(", "OFFSET(", "_xlfn.IFS(", "LOG10(", ")", "(", ",", ";", "{", "}", "+",
    "-", "*", "&", "=", "<>", "%", "@", "#", ":", " ", "{}", "{}.{}", "{}E{}", '"A{} ""x"" (%s"',
    "'", "!", "TRUE", "\n",
]  # fmt: skip
OPERAND = st.sampled_from(REFERENCE) | st.sampled_from(NAMED)
ANY = st.lists(OPERAND | st.sampled_from(OTHER), max_size=7).map("".join)
LIKELY = st.builds(
    "{0}{2}{1}{3}".format,
    st.sampled_from(["", "-", "SUM(", "ROWS(", "2*", "IF(A1>", "(", "SUM( "]),
    st.sampled_from([")", "+", ",", "%", " ", ":", "*(", "&", " ,", "", ");1"]),
    OPERAND.map(lambda text: text.replace("{", "{{").replace("}", "}}")),
    OPERAND.map(lambda text: text.replace("{", "{{").replace("}", "}}")),
).map(lambda text: text.replace("{{", "{").replace("}}", "}"))
NUMBERS = st.sampled_from(
    ["1", "2", "5", "7", "9", "10", "25", "2025", "2026", "1048576", "1048577", "0", "01", "99999"]
)
ROWS = st.sampled_from([1, 2, 4, 5, 6, 11, 12, 13, MAX_ROW])
COLUMNS = st.sampled_from([1, 2, 3, 5, 6, MAX_COLUMN])


def read_alone(text: str, at: CellRef) -> Formula:
    """What *text* is in *at*, searched from its first character to its last."""
    tokens = scan(lower(text, at, BOOK))
    form = form_of(tokens)
    references = tuple(token.text for token in tokens if token.kind in REFERENCES)
    areas = [area for n in form.read for area in locate(references[n], at.sheet, BOOK) or ()]
    return Formula(form, references, tuple(areas))


def filled(pattern: str, numbers: list[str]) -> str:
    first, *others = pattern.split("{}")
    return first + "".join(n + other for n, other in zip(numbers, others, strict=False))


@settings(max_examples=150, deadline=None)
@given(ANY | LIKELY, st.lists(st.lists(NUMBERS, min_size=9, max_size=9), min_size=3, max_size=3),
       st.lists(st.tuples(ROWS, COLUMNS), min_size=4, max_size=4),
       st.sampled_from([sheet.name for sheet in BOOK.sheets]))  # fmt: skip
@example("tblSøknad[[#This Row],[Kr]]:C{}", [["4"] * 9] * 3, [(5, 3)] * 4, "Ark 1")
@example("A{} Prosent", [["4"] * 9] * 3, [(5, 3)] * 4, "Ark2")
@example("A{}*Prosent", [["4"] * 9] * 3, [(5, 3)] * 4, "Ark2")
@example("SUM(Skjev,A1)", [["4"] * 9] * 3, [(5, 3)] * 4, "Ark2")
@example("ABS(A{}:A{})", [["4"] * 9, ["4", "5"], ["4"] * 9], [(5, 3)] * 4, "Ark2")
@example("'+Sats&'", [["4"] * 9] * 3, [(5, 3)] * 4, "Ark2")
def test_a_copy_is_what_its_own_text_says(
    pattern: str, numbers: list[list[str]], places: list[tuple[int, int]], sheet: str
) -> None:
    formulas = SheetFormulas(sheet, BOOK)
    for row, column in places:  # one and the same text in several cells, and copies of it
        for text in {filled(pattern, own) for own in numbers}:
            at = CellRef(sheet, row, column)
            found, alone = formulas.formula(text, at), read_alone(text, at)
            assert found.text == lower(text, at, BOOK)
            assert found.form.tokens == alone.form.tokens, text
            assert found.references == alone.references, text
            assert found.areas == alone.areas, text


@settings(deadline=None)
@given(ANY | LIKELY, st.lists(NUMBERS, min_size=9, max_size=9))
def test_a_form_stands_for_its_formulas(pattern: str, numbers: list[str]) -> None:
    """Its own text is cut and read as the formula is."""
    formula = SheetFormulas("Ark2", BOOK).lowered(filled(pattern, numbers))
    form = formula.form
    assert form_of(form.tokens) == form
    assert [token.kind for token in form.tokens] == [t.kind for t in scan(formula.text)]
    references = [token for token in form.tokens if token.kind in REFERENCES]
    assert [form.ordinal[token.text] for token in references] == [*range(len(formula.references))]


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("ROWS(A1:A5)+A7", ["A7"]),
        ("SUM(B2,$B$2,B3)", ["B2", "B3"]),
        ("SUM(Borte!A1,A2)", ["A2"]),
        ("SUM(A:A,2:2)", ["A1:A1048576", "A2:XFD2"]),
    ],
)
def test_a_formula_reads_each_place_once(text: str, reads: list[str]) -> None:
    formula = SheetFormulas("Ark2", BOOK).formula(text, CellRef("Ark2", 9, 9))
    assert [area.a1 for area in formula.ranges] == reads


def test_what_the_form_says_is_true_of_the_formula() -> None:
    formula = SheetFormulas("Ark2", BOOK).formula(
        "_xlfn.IFS(NOW(),[1]Ark!A1)+Ukjent", CellRef("Ark2", 1, 1)
    )
    assert formula.functions == {"IFS", "NOW"}
    assert formula.volatile
    assert formula.external
    assert not formula.untraceable
    assert formula.unknown_names == ("Ukjent",)
    assert formula.references == ("[1]Ark!A1",)
