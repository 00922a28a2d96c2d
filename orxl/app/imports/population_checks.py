"""What is wrong with new population figures, and what somebody should look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Final

from orxl.app.imports.frame import table_of
from orxl.binding import BoundRow
from orxl.core import nb
from orxl.layout.names import POPULATION
from orxl.programme.fees import CASE_DATE
from orxl.programme.models import Population as Row
from orxl.programme.programme import Programme
from orxl.report.imports.values import Problem
from orxl.rules.kit.view import View
from orxl.sources.municipalities import municipalities
from orxl.sources.population_values import Population

Key = tuple[int, date]
_LARGE: Final = Decimal("0.10")
"""A growth a year that somebody should look at."""
_ABSURD: Final = 2
"""So many times as large or as small as another figure: no municipality becomes that."""
_SAME: Final = Decimal("0.9")
"""Where so many figures are those of another date, the year is wrong."""
_PART: Final = Decimal("0.25")
"""Where more of a date's figures than this grow too much, it is not the population."""
_FEW: Final = 10
_MOST: Final = 40


class Sheet:
    """The sheet Folketall as it stands: its rows and figures by municipality and date."""

    def __init__(self, view: View) -> None:
        table = table_of(view, POPULATION)
        self.table = table
        self.rows: dict[Key, BoundRow] = {}
        self.doubles: dict[Key, list[BoundRow]] = {}
        for row in table.filled:
            key = _key(row)
            if key is not None and key in self.rows:
                self.doubles.setdefault(key, [self.rows[key]]).append(row)
            elif key is not None:
                self.rows[key] = row
        self.dates = sorted({at for _, at in self.rows})

    @cached_property
    def numbers(self) -> Mapping[Key, int]:
        """The figures that are sound."""
        return {
            key: row.record.inhabitants
            for key, row in self.rows.items()
            if isinstance(row.record, Row)
        }

    @cached_property
    def texts(self) -> Mapping[int, tuple[str, str]]:
        """The sheet's own name and county of each municipality."""
        found: dict[int, tuple[str, str]] = {}
        for (code, _), row in self.rows.items():
            name, county = row.values["municipality"], row.values["county"]
            if isinstance(name, str):
                found[code] = name, county if isinstance(county, str) else ""
        return found

    def name(self, code: int) -> str:
        """What the sheet calls the municipality; else the list that comes with orxl."""
        held = self.texts.get(code)
        return municipalities().names[code] if held is None else held[0]

    def nearest(self, code: int, at: date) -> tuple[date, int] | None:
        """The figure nearest in time to *at*: of another date, or else what stands for it."""
        held = self._by_code.get(code, {})
        others = [day for day in held if day != at] or list(held)
        if not others:
            return None
        day = min(others, key=lambda day: (abs((day - at).days), day))
        return day, held[day]

    @cached_property
    def _by_code(self) -> Mapping[int, Mapping[date, int]]:
        found: dict[int, dict[date, int]] = {}
        for (code, at), number in self.numbers.items():
            found.setdefault(code, {})[at] = number
        return found


def _key(row: BoundRow) -> Key | None:
    code, at = row.values["code"], row.values["at"]
    if isinstance(code, float) and isinstance(at, datetime):
        return int(code), at.date()
    return None


def problems(sheet: Sheet, figures: Sequence[Population]) -> Iterator[Problem]:
    """What cannot be right: nothing is written while there is any."""
    wanted = {(figure.code, figure.at) for figure in figures}
    for (code, at), rows in sheet.doubles.items():
        if (code, at) in wanted:
            where = nb.listed([f"rad {row.number}" for row in rows])
            said = f"{sheet.name(code)} har flere rader for {nb.day(at)}. La bare én stå."
            yield Problem(f"arket Folketall, {where}", "", said)
    for figure in figures:
        near = sheet.nearest(figure.code, figure.at)
        if near is None:
            continue
        at, number = near
        if _absurd(figure.inhabitants, number):
            yield Problem(
                figure.place,
                nb.number(figure.inhabitants),
                f"{sheet.name(figure.code)} hadde {nb.number(number)} innbyggere {nb.day(at)}; "
                f"tallet for {nb.day(figure.at)} kan ikke være riktig.",
            )
    yield from _of_another_year(sheet, figures)
    yield from _of_something_else(sheet, figures)


def _absurd(number: int, other: int) -> bool:
    return not other / _ABSURD < number < other * _ABSURD


def _of_another_year(sheet: Sheet, figures: Sequence[Population]) -> Iterator[Problem]:
    """Where a date's figures are the very ones that the sheet has for another date."""
    for at in sorted({figure.at for figure in figures}):
        new = {f.code: f.inhabitants for f in figures if f.at == at}
        for other in sheet.dates:
            if other == at:
                continue
            held = {code: n for (code, day), n in sheet.numbers.items() if day == other}
            common = new.keys() & held.keys()
            same = sum(new[code] == held[code] for code in common)
            if len(common) >= _FEW and same >= _SAME * len(common):
                said = (
                    f"Tallene for {nb.day(at)} er de samme som arket har for {nb.day(other)}. "
                    "Kontroller hvilket år filen gjelder."
                )
                yield Problem("hele filen", "", said)


def _of_something_else(sheet: Sheet, figures: Sequence[Population]) -> Iterator[Problem]:
    """Where a large part of a date's figures are far from the sheet's: one sex, another thing."""
    for at in sorted({figure.at for figure in figures}):
        own = [figure for figure in figures if figure.at == at]
        far = sum(_growth(sheet, figure) is not None for figure in own)
        if far >= _FEW and far > _PART * len(own):
            said = (
                f"{nb.number(far)} av {nb.number(len(own))} tall for {nb.day(at)} er over "
                f"{nb.number(100 * _LARGE)} % unna arkets. Kontroller at filen har folketallet."
            )
            yield Problem("hele filen", "", said)


def _growth(sheet: Sheet, figure: Population) -> tuple[date, int, Decimal] | None:
    """The sheet's figure nearest in time and the growth since, where that is large for the time."""
    near = sheet.nearest(figure.code, figure.at)
    if near is None:
        return None
    at, number = near
    growth = Decimal(figure.inhabitants) / number - 1
    if abs(growth) <= _LARGE * max(1, abs(figure.at.year - at.year)):
        return None
    return at, number, growth


def checks(sheet: Sheet, figures: Sequence[Population], programme: Programme) -> Iterator[str]:
    """What somebody should look at before saying yes."""
    for figure in figures:
        found = _growth(sheet, figure)
        if found is None or sheet.numbers.get((figure.code, figure.at)) == figure.inhabitants:
            continue
        at, number, growth = found
        if not _absurd(figure.inhabitants, number):  # that is refused
            yield (
                f"{sheet.name(figure.code)} har {nb.number(figure.inhabitants)} innbyggere "
                f"{nb.day(figure.at)}, mot {nb.number(number)} {nb.day(at)} "
                f"({nb.number(100 * growth, 1)} %)."
            )
    yield from _members_without(sheet, figures, programme)
    yield from _joined(sheet, figures)
    case = programme.day(CASE_DATE)
    moved = sum(
        figure.at == case
        and sheet.numbers.get((figure.code, figure.at), figure.inhabitants) != figure.inhabitants
        for figure in figures
    )
    if moved and case is not None:
        what = nb.counted(moved, "endret tall gjelder", "endrede tall gjelder")
        yield f"{what} {nb.day(case)}, datoen saken regnet kontingenten av."


def _members_without(
    sheet: Sheet, figures: Sequence[Population], programme: Programme
) -> Iterator[str]:
    """The members that a date of the file has no figure for, nor the sheet."""
    there = sheet.rows.keys() | {(f.code, f.at) for f in figures}
    members = {member.code: member.name for member in programme.members}
    for at in sorted({figure.at for figure in figures}):
        lacking = [
            f"{name} ({code:04})" for code, name in members.items() if (code, at) not in there
        ]
        if lacking:
            yield f"Uten folketall {nb.day(at)}: {nb.listed(lacking)}."


def _joined(sheet: Sheet, figures: Sequence[Population]) -> Iterator[str]:
    """What is put under another code than the file's."""
    for figure in [figure for figure in figures if figure.summed][:_MOST]:
        old = nb.listed([f"{code:04}" for code in figure.summed])
        yield (
            f"{sheet.name(figure.code)} {nb.day(figure.at)} er summen av kommunene {old}, som er "
            "slått sammen siden."
        )
    renumbered = [figure for figure in figures if figure.renumbered is not None]
    if renumbered:
        one = renumbered[0]
        yield (
            f"{nb.counted(len(renumbered), 'tall er ført', 'tall er ført')} til dagens "
            f"kommunenummer, for eksempel {one.renumbered:04} → {one.code:04} "
            f"{sheet.name(one.code)}."
        )
