"""What the rules about members and fees share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from orxl.binding import BoundRow
from orxl.programme.arithmetic import is_member, populations
from orxl.programme.models import Member, Population
from orxl.rules.kit.tables import MEMBERS, POPULATION
from orxl.rules.kit.view import View


def members(view: View) -> Iterator[tuple[BoundRow, Member]]:
    """Each sound row of «Medlemmer» with its record."""
    for row in view.rows(MEMBERS):
        if isinstance(row.record, Member):
            yield row, row.record


def active(view: View) -> Iterator[tuple[BoundRow, Member]]:
    """The members of the budget year, by their dates."""
    for row, member in members(view):
        if is_member(member, view.year):
            yield row, member


def figures(view: View) -> Iterator[tuple[BoundRow, Population]]:
    """Each sound row of «Folketall» with its record."""
    for row in view.rows(POPULATION):
        if isinstance(row.record, Population):
            yield row, row.record


def population_date(view: View) -> date | None:
    """The date whose population the fees rest on."""
    return view.programme.day("Folketallsdato")


def people(view: View) -> Mapping[int, int]:
    """Inhabitants by municipality number at the population date; empty where none are known."""
    at = population_date(view)
    return populations(view.programme, at) if at is not None else {}


def all_named(view: View) -> bool:
    """Whether every member of the budget year stands on «Medlemmer»."""
    count = view.programme.number("Antall_medlemmer")
    return count is not None and sum(1 for _ in active(view)) >= count
