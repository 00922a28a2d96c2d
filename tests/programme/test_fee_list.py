"""The list of fees: last year's beside this year's, instalments, organisation numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.programme.fee_list import FeeLine, FeeList, fee_list
from orxl.programme.invoices import due_dates, instalments, plain_orgno, valid_orgno
from orxl.programme.programme import Programme
from tests.programme.invented import BEFORE, NOW

D = Decimal


def listed(programme: Programme, **asked: Any) -> FeeList:
    found = fee_list(programme, **asked)
    assert found is not None
    return found


def line_of(fees: FeeList, name: str) -> FeeLine:
    return next(line for line in fees.lines if line.payer.member.name == name)


def assumed(programme: Programme, name: str, value: object) -> Programme:
    """*programme* where the assumption *name* is *value*."""
    facts = tuple(
        fact.model_copy(update={"value": value}) if fact.name == name else fact
        for fact in programme.assumptions
    )
    return replace(programme, assumptions=facts)


def test_the_fees_of_the_case_member_by_member(programme: Programme) -> None:
    fees = listed(programme)
    oslo = line_of(fees, "Oslo")
    assert (oslo.payer.fee, oslo.before, oslo.change) == (1_810_725, 2_172_870, -362_145)
    assert fees.account.named == 3_049_591
    assert sum(line.payer.fee for line in fees.paying) == 3_049_591
    assert (fees.complete, fees.account.unnamed.members) == (False, 46)
    assert fees.decision is not None
    assert fees.decision.day == date(2025, 6, 4)
    assert not fees.asked


def test_who_has_left_stands_with_last_years_fee(programme: Programme) -> None:
    gone = line_of(listed(programme), "Bærum")
    assert (gone.payer.owes, gone.payer.fee, gone.before) == (False, 0, 132_358 * 3)


def test_who_left_before_last_year_stands_nowhere(programme: Programme) -> None:
    members = tuple(
        m.model_copy(update={"left": date(2024, 12, 31)}) if m.name == "Frogn" else m
        for m in programme.members
    )
    names = {line.payer.member.name for line in listed(replace(programme, members=members)).lines}
    assert "Frogn" not in names
    assert "Bærum" in names


def test_another_rate_is_asked_and_has_no_decision(programme: Programme) -> None:
    fees = listed(programme, rate=D("2.75"))
    assert (fees.asked, fees.decision) == (True, None)
    assert line_of(fees, "Sigdal").payer.fee == 9_708  # 3 530 × 2,75 = 9 707,50


def test_another_population_date_is_asked_at_the_decided_rate(programme: Programme) -> None:
    fees = listed(programme, at=NOW)
    assert fees.asked
    assert fees.decision is not None
    assert listed(programme, at=BEFORE).asked is False


def test_a_rate_typed_in_the_book_has_no_decision(programme: Programme) -> None:
    fees = listed(assumed(programme, "Kontingentsats", D(3)))
    assert (fees.asked, fees.decision) == (False, None)


def test_a_member_without_population_is_missing_and_never_free(programme: Programme) -> None:
    people = tuple(p for p in programme.populations if p.code != 3332)
    fees = listed(replace(programme, populations=people))
    sigdal = line_of(fees, "Sigdal")
    assert (sigdal.missing, sigdal.change, sigdal.share) == (True, None, None)
    assert sigdal not in fees.paying
    assert not fees.complete


def test_without_last_years_rate_there_is_no_comparison(programme: Programme) -> None:
    fees = listed(assumed(programme, "Kontingentsats_forrige", None))
    assert line_of(fees, "Oslo").before is None
    assert fees.before is None


def test_instalments_follow_the_due_dates(programme: Programme) -> None:
    fees = listed(assumed(programme, "Kontingentforfall", "1.3.2026; 1.9.2026"))
    assert fees.due == (date(2026, 3, 1), date(2026, 9, 1))
    assert line_of(fees, "Oslo").parts == (905_362, 905_363)
    assert listed(programme).due == ()


def test_due_dates_that_cannot_be_read_are_said_and_give_no_instalments(
    programme: Programme,
) -> None:
    fees = listed(assumed(programme, "Kontingentforfall", "1.3.2026; våren"))
    assert (fees.due, fees.unreadable) == ((), "våren")
    assert line_of(fees, "Oslo").parts == ()


@given(st.integers(0, 10**8), st.integers(1, 12))
def test_instalments_add_up_and_differ_by_less_than_their_number(fee: int, count: int) -> None:
    parts = instalments(D(fee), [date(2026, 1, 1)] * count)
    assert (sum(parts), len(parts)) == (fee, count)
    assert max(parts) - min(parts) < count


@pytest.mark.parametrize("text", [None, "", "  ", ";", " ; "])
def test_no_due_date_is_none(text: str | None) -> None:
    assert due_dates(text) == ()


@pytest.mark.parametrize("text", ["1.3.26", "31.2.2026", "mars", "1.3.2026, 1.9.2026", "1.3"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[\w.]"):
        due_dates(text)


@pytest.mark.parametrize("number", ["958935420", "958 935 420", "974\u00a0770\u202f482"])
def test_real_organisation_numbers_fit(number: str) -> None:
    assert valid_orgno(number)


@given(st.from_regex(r"[89]\d{8}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(number: str, place: int, step: int) -> None:
    wrong = str((int(number[place]) + step) % 10)
    assert not (valid_orgno(number) and valid_orgno(number[:place] + wrong + number[place + 1 :]))


@pytest.mark.parametrize("number", ["", "95893542", "9589354200", "95893542O", "NO958935420MVA"])
def test_what_is_no_nine_digits_does_not_fit(number: str) -> None:
    assert not valid_orgno(plain_orgno(number))
