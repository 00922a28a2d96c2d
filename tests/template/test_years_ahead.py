"""A new grant with its years, and stated years ahead: LibreOffice gives what the domain gives."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from orxl.binding import BoundBook, bind
from orxl.core.edits import AppendRows, Content, Edit, SetCell
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError, Value
from orxl.layout import layout_for
from orxl.programme.projection import projection
from orxl.xlsx import patch, read_bytes
from tests.libreoffice import libreoffice_values
from tests.oracle import needs_libreoffice

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]

GRANT: dict[str, Content] = {
    "grant_id": "NYTT", "label": "Nytt tilskudd", "giver": "Staten", "status": "Innvilget",
    "from_year": 2026.0, "to_year": 2027.0, "currency": "EUR", "ceiling": 100_000.0, "rate": 11.5,
}  # fmt: skip
YEARS: tuple[dict[str, Content], ...] = (
    {"grant": "NYTT", "year": 2026.0, "income": 300.0, "frame": 120.0, "advance": 200.0},
    {"grant": "NYTT", "year": 2027.0, "income": 400.0, "used": 150.0},
    {"grant": "SEADITO", "year": 2027.0, "income": 0.0, "used": 400.0},
    {"grant": "ORBIFY", "year": 2027.0, "income": 800.0},
    {"grant": "ORBIFY", "year": 2028.0, "income": 870.0},
)
METHODS = {
    "Andre tilskudd": "Tilskuddsår",
    "Lønn sekretariatet, mv.": "Vekst",
    "Prosjekter": "Skrives inn",
}


def below(table: str, *rows: dict[str, Content]) -> AppendRows:
    columns = layout_for(2026).table(table).columns
    return AppendRows(
        table,
        tuple(tuple(None if c.derived else row.get(c.key, BLANK) for c in columns) for row in rows),
    )


def typed(bound: BoundBook) -> Iterator[Edit]:
    yield below("tblTilskudd", GRANT)
    yield below("tblTilskuddsår", *YEARS)
    yield below("tblProsjektmidler", {"label": "Nytt prosjekt", "grant": "NYTT"})
    for row in bound.rows("tblFram"):
        label = str(row.values["label"])
        if row.values["method"] is BLANK:
            yield SetCell(row.cells["method"], METHODS.get(label, "Uendret"))
        if label == "Lønn sekretariatet, mv.":
            yield SetCell(row.cells["growth"], 0.035)
        if label == "Prosjekter":
            for key, amount in (("typed1", 2000.0), ("typed2", 1800.0), ("typed3", 4500.0)):
                yield SetCell(row.cells[key], amount)
    for row, rate in zip(bound.rows("tblÅrene")[1:], (2.5, 2.75, 2.75), strict=True):
        yield SetCell(row.cells["rate"], rate)


@pytest.fixture(scope="module")
def filled(finished: bytes) -> BoundBook:
    return bind(read_bytes(patch(finished, list(typed(bind(read_bytes(finished)))))))


@pytest.fixture(scope="module")
def values(finished: bytes) -> dict[CellRef, Value]:
    return dict(libreoffice_values(patch(finished, list(typed(bind(read_bytes(finished)))))))


def test_nothing_breaks(values: dict[CellRef, Value]) -> None:
    assert [cell for cell, value in values.items() if isinstance(value, CellError)] == []


def test_the_new_grant_reaches_the_budget_and_the_carry_over(
    filled: BoundBook, values: dict[CellRef, Value]
) -> None:
    def of(table: str, row: str, column: str, by: str = "") -> Value:
        cell = filled.where(table, row, column, by)
        assert cell is not None
        return values[cell]

    told = [of("tblTilskudd", "NYTT", key) for key in ("ceiling_1000", "planned", "bound_out")]
    assert told == [1150.0, 300.0, 200.0]
    assert of("tblHovedtall", "Andre tilskudd", "budget") == 300.0
    assert of("tblProsjektmidler", "Nytt prosjekt", "budget") == 120.0
    assert of("tblHovedtall", "Resultat", "budget", "type") == -336.0 + 300 - 120
    assert of("tblOverføring", "Budsjett 2026", "bound_out") == 600.0


def test_the_years_ahead_are_the_domains(filled: BoundBook, values: dict[CellRef, Value]) -> None:
    years = projection(filled.programme)
    assert [year.missing for year in years] == [()] * 4
    for row, year in zip(filled.rows("tblÅrene"), years, strict=True):
        for key in ("opening", "income", "expenses", "result", "closing", "bound", "free"):
            value = values[row.cells[key]]
            assert isinstance(value, float)
            assert Decimal(value) == getattr(year, key), (year.year, key)
    assert values[CellRef.of("Årene framover", "A11")] == "Det frie er brukt opp i 2028"
