from __future__ import annotations

import io
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from orxl.core.values import CellError, Value
from orxl.formulas.betteroffice import BetterOffice
from orxl.formulas.feed import xlsx
from orxl.formulas.ironcalc import IronCalc
from tests.formulas.small import at, book_of

printable = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1
)
values = st.one_of(
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    printable.filter(lambda text: not text.startswith("=")),
    st.sampled_from(
        ["_x0041_", "00123", "1.1", "  mellomrom ", "&<>\"'", "linje\nto", "TRUE", "å"]
    ),
)


def test_a_fed_workbook_is_one_that_openpyxl_reads() -> None:
    book = book_of(
        {"Ark & 'år' <1>": {"A1": "00123", "A2": 1.5, "A3": True, "A4": CellError("#N/A"),
                            "A5": datetime(2025, 1, 31), "B1": "=A2*2", "B2": "=A2"}}
    )  # fmt: skip
    data = xlsx(book, {at("Ark & 'år' <1>!B1"): "A2*2"})
    sheet = load_workbook(io.BytesIO(data))["Ark & 'år' <1>"]
    assert [sheet[f"A{row}"].value for row in range(1, 6)] == ["00123", 1.5, True, "#N/A", 45688]
    assert sheet["B1"].value == "=A2*2"
    assert sheet["B2"].value is None


@given(st.lists(values, min_size=1, max_size=8))
def test_both_engines_hand_back_what_they_were_fed(contents: list[Value]) -> None:
    cells = {f"A{row}": value for row, value in enumerate(contents, start=1)}
    cells |= {f"B{row}": f"=A{row}" for row in range(1, len(contents) + 1)}
    book = book_of({"Ark": cells})  # type: ignore[dict-item]
    for engine in (BetterOffice(), IronCalc()):
        answers = engine.evaluate(book)
        for row, value in enumerate(contents, start=1):
            answer = answers[at(f"Ark!B{row}")]
            assert type(answer) is type(value), engine.name
            assert answer == value, engine.name
