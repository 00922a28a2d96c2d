from __future__ import annotations

import pytest

from orxl.programme.account_links import Clash, holds, target_of
from orxl.programme.codes import Outside
from orxl.programme.records import AccountLink

PAY = AccountLink(first="010", last="099", line="Lønn")
PROJECT = AccountLink(first="010", last="499", project="100", line="Prosjekter")
PENSION = AccountLink(first="090", function="170", outside=Outside.PENSION)
ALL = AccountLink(first="0", last="5", line="Andre utgifter")
LINKS = (ALL, PAY, PROJECT, PENSION)


@pytest.mark.parametrize(
    ("account", "function", "project", "line"),
    [
        ("010", "", "", "Lønn"),
        ("099", "", "", "Lønn"),
        ("100", "", "", "Andre utgifter"),
        ("599", "", "", "Andre utgifter"),
        ("010", "", "100", "Prosjekter"),
        ("010", "", "200", "Lønn"),
        ("090", "100", "", "Lønn"),
        ("600", "", "", None),
    ],
)
def test_the_most_specific_link_holds(
    account: str, function: str, project: str, line: str | None
) -> None:
    found = holds(LINKS, account, "", function, project)
    assert (found.line if isinstance(found, AccountLink) else None) == line


def test_accounts_are_linked_by_how_they_begin() -> None:
    links = (AccountLink(first="50", last="59", line="Lønn"), AccountLink(first="5010", line="A"))
    assert holds(links, "5990", "", "", "") == links[0]
    assert holds(links, "50100", "", "", "") == links[1]
    assert holds(links, "6000", "", "", "") is None


def test_two_equals_that_differ_hold_for_nothing() -> None:
    both = (
        AccountLink(function="170", line="A"),
        AccountLink(project="100", line="B"),
    )
    assert isinstance(holds(both, "010", "", "170", "100"), Clash)
    assert holds((both[0], both[0]), "010", "", "170", "") == both[0]
    one_account = AccountLink(first="010", function="170", outside=Outside.FUNDS)
    assert holds((*both, one_account), "010", "", "170", "") == one_account


def test_a_link_that_says_nothing_holds_for_nothing() -> None:
    assert holds((AccountLink(line="A"),), "010", "", "", "") is None
    assert target_of(AccountLink(first="1")) is None
    assert target_of(AccountLink(first="1", line="A", outside=Outside.VAT)) is None
