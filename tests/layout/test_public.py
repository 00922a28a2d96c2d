"""What everyone may read is declared column by column, and no column is public by default."""

from __future__ import annotations

import pytest

from orxl.layout import Column, Kind, layout_for
from orxl.layout.columns import text

INTERNAL_TABLES = (
    "tblEndringslogg", "tblGodtatte", "tblKontroller", "tblFunn", "tblFasteTall", "tblRettelser",
    "tblTrykte", "tblRegnskapskobling", "tblScenarioer", "tblEndring", "tblRader",
    "tblTilskuddsår", "tblÅrene", "tblFram", "tblBro", "tblVekst", "tblØvrige",
)  # fmt: skip
INTERNAL_COLUMNS = frozenset(
    {
        *("responsible", "comment", "committee_comment", "outcome", "explanation", "remark"),
        *("source", "note", "orgno", "reference", "leader", "actual", "forecast", "deviation"),
        *("achieved", "achieved2", "applies", "deadline", "targets_met"),
    }
)
PUBLISHED = {("tblPartnere", "remark"), ("tblHovedtall", "note"), ("tblProsjektmidler", "note")}
"""Columns of such a name that the paper prints: «m.fl.», and the star of a footnote."""
LAYOUT = layout_for(2026)


def test_a_column_is_not_public_unless_it_says_so() -> None:
    assert not Column("new", "Ny", Kind.TEXT, 10).public
    assert not text("new", "Ny", 10).public


def test_what_the_house_keeps_about_itself_has_no_public_column() -> None:
    found = {
        name
        for name in INTERNAL_TABLES
        if name in LAYOUT.tables and any(c.public for c in LAYOUT.table(name).columns)
    }
    assert not found


def test_staff_follow_up_and_sources_are_not_public() -> None:
    found = {
        (name, column.key)
        for name, (_, spec) in LAYOUT.tables.items()
        for column in spec.columns
        if column.public and column.key in INTERNAL_COLUMNS
    }
    assert found == PUBLISHED


def test_no_technical_column_is_public_but_what_is_as_it_is_printed() -> None:
    found = {
        (name, c.key)
        for name, (_, spec) in LAYOUT.tables.items()
        for c in spec.columns
        if c.public and c.hidden
    }
    assert found == {("tblNoter", "printed"), ("tblHovedtall", "printed")}


@pytest.mark.parametrize("name", ["Avviksgrense_beløp", "Kontingentforfall", "Kurs_EUR"])
def test_settings_are_not_public_though_the_rate_is(name: str) -> None:
    spec = LAYOUT.table("tblForutsetninger")
    assert not spec.is_public(name, "value")
    assert spec.is_public("Kontingentsats", "value")
    assert not spec.is_public("Kontingentsats", "source")


def test_an_older_book_has_the_same_public_columns() -> None:
    now = {(t, c.key) for t, (_, s) in LAYOUT.tables.items() for c in s.columns if c.public}
    old = layout_for(2026, 1)
    then = {(t, c.key) for t, (_, s) in old.tables.items() for c in s.columns if c.public}
    assert then
    assert then < now
